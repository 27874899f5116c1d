"""What somebody asks for at the command line, by id or by the name that pages show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.models import PolicyRecord
from generator.places import places_by_id
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
    """Documents by id, with the short names of their places: 宜兴 asks for its document where there is but one."""
    places = places_by_id(vocabulary)
    return {
        record.id: places[record.jurisdiction.id].short
        if record.jurisdiction.id in places
        else record.jurisdiction.name
        for record in records
    }
