"""Names of other divisions of the country (divisions.yaml, counties.yaml) that stand where a text names its own place.

That a document names another place says nothing: cooperation, citations and examples do. It is asked about where the
name is said as one's own is: before 行政区域, 各部门, 人民政府 or an office.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from generator.divisions import Division, divisions_called, names_of_divisions
from generator.models import Jurisdiction, Span
from generator.places import places_by_id
from generator.vocabulary import Vocabulary

END = re.compile("[省市州盟区县旗]")
QUOTED = re.compile(r"《(?:[^《》\n]|《[^《》\n]*》)*》|“[^“”\n]*”")
IN_WORD = re.compile("[\u4e00-\u9fff]$")
LONGEST, SHORTEST = 15, 2
TAIL = 2
JOINING = ("、", "和", "与", "及")


def find_listed(source: str, spans: tuple[Span, ...], own: Jurisdiction, vocabulary: Vocabulary) -> Iterator[Span]:
    """Find names of other divisions said as one's own place is.

    Args:
        source: The text.
        spans: Where it is read.
        own: The document's place.
        vocabulary: The divisions; words behind a name that is said so (`own_place` of the leftover words).

    Yields:
        Where such names stand. Nothing where the places above one's own are not known, of places
        that stand above or below it, in titles of documents, quotes and lists of places.
    """
    above = line_of(own, vocabulary)
    if own.level != "province" and len(above) < 2:
        return
    behind = vocabulary.patterns("leftover_words", "own_place")
    titles = [match.span() for match in QUOTED.finditer(source)]
    for start, end in spans:
        for at, divisions in _divisions(source, start, end, vocabulary):
            if any(belongs(division, own, above) for division in divisions):
                continue
            if any(first <= at[0] < last for first, last in titles) or _listed(source, at):
                continue
            if any(pattern.match(source, at[1], end) for pattern in behind):
                yield at


def line_of(own: Jurisdiction, vocabulary: Vocabulary) -> frozenset[str]:
    """The names of a place and of those above it that are no country."""
    places = places_by_id(vocabulary)
    parents = [places[parent] for parent in own.parents if parent in places]
    return frozenset({own.name, *(place.name for place in parents if place.level != "national")})


def belongs(division: Division, own: Jurisdiction, above: frozenset[str]) -> bool:
    """Whether a division is one's own, one of those above it (`line_of`), or lies in it."""
    return division.name in above or own.name in (division.province, division.prefecture)


def _divisions(
    source: str, start: int, end: int, vocabulary: Vocabulary
) -> Iterator[tuple[Span, tuple[Division, ...]]]:
    """Names in a passage, the longest where one ends in another, each with the divisions that are called so."""
    names = _names(vocabulary)
    common = vocabulary.one_of("leftover_words", "common_place")
    for match in END.finditer(source, start, end):
        stop = match.end()
        # most words that end so (地区、各县区) are told from names by two characters
        ending = names.get(source[stop - TAIL : stop], ())
        name = next((name for name in ending if source.endswith(name, start, stop)), None)
        if name is None:
            continue
        at = (stop - len(name), stop)
        divisions = divisions_called(name, vocabulary)
        longer = source[max(start, at[0] - 1) : stop]
        if common.fullmatch(name) or common.fullmatch(longer):
            continue
        if len(name) > SHORTEST or _stands_apart(source, at, divisions):
            yield at, divisions


def _stands_apart(source: str, at: Span, divisions: tuple[Division, ...]) -> bool:
    """Whether a name of one character (浚县) is for certain no end of a longer word (该县, 对口县)."""
    before = source[max(0, at[0] - LONGEST) : at[0]]
    above = tuple(name for division in divisions for name in (division.province, division.prefecture) if name)
    return not IN_WORD.search(before) or before.endswith(above)


@lru_cache(maxsize=4)
def _names(vocabulary: Vocabulary) -> Mapping[str, tuple[str, ...]]:
    """The last two characters of names -> the names, longest first."""
    names: dict[str, list[str]] = {}
    for name in sorted(names_of_divisions(vocabulary), key=lambda name: (-len(name), name)):
        names.setdefault(name[-TAIL:], []).append(name)
    return {tail: tuple(held) for tail, held in names.items()}


def _listed(source: str, at: Span) -> bool:
    """Whether a name is a member of a list of places (上海市、江苏省、浙江省)."""
    return source[at[0] - 1 : at[0]] in JOINING or source[at[1] : at[1] + 1] in JOINING
