"""Names of other cities and provinces of the country (divisions.yaml) that stand where a text names its own place.

That a document names another place says nothing: cooperation, citations and examples do. It is asked about where the
name is said as one's own is: before 行政区域, 各部门, 人民政府 or an office.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from generator.divisions import Division, find_division
from generator.models import Jurisdiction, Span
from generator.places import places_by_id
from generator.vocabulary import Vocabulary

END = re.compile("自治[区州]|特别行政区|地区|[省市州盟]")
QUOTED = re.compile(r"《(?:[^《》\n]|《[^《》\n]*》)*》|“[^“”\n]*”")
LONGEST, SHORTEST = 12, 3
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
    above = _line(own, vocabulary)
    if own.level != "province" and len(above) < 2:
        return
    behind = vocabulary.patterns("leftover_words", "own_place")
    titles = [match.span() for match in QUOTED.finditer(source)]
    for start, end in spans:
        for at, division in _divisions(source, start, end, vocabulary):
            if division.name in above or division.province == own.name or division.prefecture == own.name:
                continue
            if any(first <= at[0] < last for first, last in titles) or _listed(source, at):
                continue
            if any(pattern.match(source, at[1], end) for pattern in behind):
                yield at


def _line(own: Jurisdiction, vocabulary: Vocabulary) -> frozenset[str]:
    """The names of a place and of those above it that are no country."""
    places = places_by_id(vocabulary)
    parents = [places[parent] for parent in own.parents if parent in places]
    return frozenset({own.name, *(place.name for place in parents if place.level != "national")})


def _divisions(source: str, start: int, end: int, vocabulary: Vocabulary) -> Iterator[tuple[Span, Division]]:
    names = _names(vocabulary)
    for match in END.finditer(source, start, end):
        stop = match.end()
        for length in range(min(LONGEST, stop - start), SHORTEST - 1, -1):
            division = names.get(source[stop - length : stop])
            if division is not None:
                yield (stop - length, stop), division
                break


@lru_cache(maxsize=4)
def _names(vocabulary: Vocabulary) -> Mapping[str, Division]:
    """The full names, and what autonomous prefectures are called."""
    names: dict[str, Division] = {}
    for province in vocabulary.divisions:
        listed = (province.name, *province.prefectures, *province.prefectures_short, *province.former)
        for name in (*listed, *(city for cities in province.cities.values() for city in cities)):
            division = find_division(name, vocabulary)
            if division is not None:
                names[name] = division
    return names


def _listed(source: str, at: Span) -> bool:
    """Whether a name is a member of a list of places (上海市、江苏省、浙江省)."""
    return source[at[0] - 1 : at[0]] in JOINING or source[at[1] : at[1] + 1] in JOINING
