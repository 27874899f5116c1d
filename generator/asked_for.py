"""What somebody asks for at the command line, by id or by the name that pages show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from generator.models import PolicyRecord
from generator.render.short_names import short_name
from generator.vocabulary import Vocabulary


def id_asked_for(wanted: str, names: Mapping[str, str]) -> str | None:
    """The id that is wanted, or that alone has the name that is wanted; None if there is no such one."""
    if wanted in names:
        return wanted
    called = [known for known, name in names.items() if name == wanted]
    return called[0] if len(called) == 1 else None


def listed(names: Mapping[str, str]) -> str:
    """All that can be asked for, ids with their names."""
    return "、".join(f"{known}（{name}）" if name else known for known, name in names.items())


def names_of_documents(records: Iterable[PolicyRecord], vocabulary: Vocabulary) -> dict[str, str]:
    """Documents by id, with what pages call them: 宜兴, and 宜兴2020 where the place has several."""
    held = tuple(records)
    shorts = {place.id: place.short for place in vocabulary.places}
    twins = defaultdict[str, list[PolicyRecord]](list)
    for record in held:
        twins[record.jurisdiction.id].append(record)
    return {
        record.id: short_name(record, shorts.get(record.jurisdiction.id), twins[record.jurisdiction.id])
        for record in held
    }
