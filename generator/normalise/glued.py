"""Unit names run together (市财政局市民政局): print breaks a list where a line ends, and no space is left."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from generator.models import ReadUnit

_LONGEST = 200
_SHORTEST = 2

_JOINT = re.compile(
    r"(?:局|委|办|厅|院|部|中心|政府|支行|公司)(?=(?:省|市|县|区|州|盟|旗)(?!委|政府)[一-龥]{2,}(?:局|委|办|厅|院|部|中心|政府)$)"
)
"""Where one name seems to end and the next to begin with its level; only a sign, never a reason to split."""

_SEVERAL = re.compile(r"[局委办厅院部会行处府司社队署站所室心区道镇乡门位构校业)）](?=[一-龥]{2})")
"""Where a name can end and another begin."""


def split_glued(
    unit: ReadUnit, forms: Collection[str], collectives: Collection[re.Pattern[str]], shorten: Callable[[str], str]
) -> tuple[ReadUnit, ...]:
    """Split a name that is nothing but registered names one behind the other.

    Args:
        unit: A unit that is not registered as a whole.
        forms: Every registered form of the document's jurisdiction, folded.
        collectives: Patterns of collective names, which need no registry.
        shorten: Folds a name as the forms are folded, each character to one.

    Returns:
        The units, with their own spans; the unit alone where its parts are not all known, or where it can be split
        in more than one way.
    """
    if _SEVERAL.search(unit.raw) is None:
        return (unit,)
    text = shorten(unit.raw)
    if len(text) != len(unit.raw) or len(text) > _LONGEST:
        return (unit,)
    ways = list(_take(_ways(text, forms, collectives), 2))
    if len(ways) != 1 or len(ways[0]) < 2:
        return (unit,)
    parts: list[ReadUnit] = []
    start = 0
    for end, collective in ways[0]:
        parts.append(
            unit.model_copy(
                update={
                    "raw": unit.raw[start:end],
                    "kind": "collective" if collective else "named",
                    "span": (unit.span[0] + start, unit.span[0] + end),
                }
            )
        )
        start = end
    return tuple(parts)


def seems_glued(raw: str) -> bool:
    """Whether a name looks like several; nobody can tell without a registry."""
    return _JOINT.search(raw) is not None


def _ways(
    text: str, forms: Collection[str], collectives: Collection[re.Pattern[str]]
) -> Iterator[tuple[tuple[int, bool], ...]]:
    """Every way to cut a text into known names: the end of each, and whether it is a collective.

    A longer name wins over a shorter one that it begins with (市国资委, 市国资委办公室) if the rest can be cut too.
    """
    dead: set[int] = set()

    def cut(start: int) -> Iterator[tuple[tuple[int, bool], ...]]:
        if start == len(text):
            yield ()
            return
        if start in dead:
            return
        found = False
        for end in range(len(text), start + _SHORTEST - 1, -1):
            named = text[start:end] in forms
            collective = not named and any(pattern.fullmatch(text, start, end) for pattern in collectives)
            if named or collective:
                for rest in cut(end):
                    found = True
                    yield ((end, collective), *rest)
        if not found:
            dead.add(start)

    yield from cut(0)


def _take(ways: Iterator[tuple[tuple[int, bool], ...]], count: int) -> Iterator[tuple[tuple[int, bool], ...]]:
    for _, way in zip(range(count), ways, strict=False):
        yield way
