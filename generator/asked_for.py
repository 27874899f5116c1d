"""What somebody asks for at the command line, by id or by the name that pages show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from generator.cited_titles import level_number
from generator.models import PolicyRecord
from generator.render.short_names import short_name
from generator.vocabulary import Vocabulary

FEW, MANY = 12, 100
"""How many things that may have been meant are named: those called nearly so, or any."""


def id_asked_for(
    wanted: str, names: Mapping[str, str], also: Mapping[str, Collection[str]] = MappingProxyType({})
) -> str | None:
    """The id that is wanted, or that alone has the name that is wanted; None if there is no such one.

    Args:
        wanted: An id or a name.
        names: Id -> name.
        also: Id -> what else it may be called (`other_names`).
    """
    if wanted in names:
        return wanted
    called = _called(wanted, names, also)
    return called[0] if len(called) == 1 else None


def not_told(
    wanted: Collection[str],
    kind: str,
    names: Mapping[str, str],
    also: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> str:
    """Why it is not known what is wanted, and what can be asked for instead.

    Args:
        wanted: What is no id and no name of one thing alone.
        kind: What is asked for (文件, 领域).
        names: Id -> name.
        also: As for `id_asked_for`.

    Returns:
        A line: of something that several are called, which these are.
    """
    for word in wanted:
        if several := {known: names.get(known, "") for known in _called(word, names, also)}:
            return f"“{word}”有 {len(several)} 份{kind}，请写编号：{_told(several, FEW)}"
    return f"没有编号为“{'”“'.join(wanted)}”的{kind}；{offered(names, *wanted)}"


def _called(wanted: str, names: Mapping[str, str], also: Mapping[str, Collection[str]]) -> list[str]:
    """The ids of what has a name."""
    called = [known for known, name in names.items() if name == wanted]
    return called or [known for known, others in also.items() if level_number(wanted) in others]


def offered(names: Mapping[str, str], *wanted: str) -> str:
    """What can be asked for instead of something unknown: what is called nearly so, or else all, if it is few."""
    near = {known: name for known, name in names.items() if any(_is_near(word, known, name) for word in wanted)}
    return f"名称相近的：{_told(near, FEW)}" if near else f"可用的编号：{_told(names, MANY)}"


def _told(names: Mapping[str, str], most: int) -> str:
    shown = list(names.items())[:most]
    said = "、".join(f"{known}（{name}）" if name else known for known, name in shown)
    return said + (f"等 {len(names)} 个" if len(names) > len(shown) else "")


def _is_near(wanted: str, known: str, name: str) -> bool:
    """Whether one holds the other: 招商 and 招商引资, 市财政局 and 财政."""
    return any(len(a) > 1 and a in b for form in (known, name) for a, b in ((wanted, form), (form, wanted)))


def other_names(records: Iterable[PolicyRecord]) -> dict[str, frozenset[str]]:
    """Documents by id, with what people call them besides: number, title, and the full name of the place (宜兴市)."""
    return {
        record.id: frozenset(
            level_number(name) for name in (record.doc_number, record.title, record.jurisdiction.name) if name
        )
        for record in records
    }


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
