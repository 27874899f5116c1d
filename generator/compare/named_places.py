"""How places are called, and whether one may stand above another for all that is known."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.models import Jurisdiction
from generator.vocabulary import Place, Vocabulary

LEVEL_RANK = {"province": 1, "prefecture": 2, "county": 3}
"""Levels from the top down; a place of no known level may stand anywhere."""


@dataclass(frozen=True)
class Names:
    """How places are called.

    Attributes:
        pattern: Finds any form that means one. One's own places are among them, and the longest form decides, so that
            吉林市 is never read as 吉林.
        places: Form -> the places it means.
        parents: Place id -> the place above.
        levels: Place id -> its level.
        registered: Ids of the places that a person entered.
    """

    pattern: re.Pattern[str]
    places: Mapping[str, Sequence[Place]]
    parents: Mapping[str, str | None]
    levels: Mapping[str, str]
    registered: frozenset[str]


@functools.lru_cache(maxsize=4)
def names_of_places(vocabulary: Vocabulary) -> Names:
    """How the places of a vocabulary are called."""
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for place in vocabulary.places:
        for form in forms_of(place):
            places[form].append(place)
    longest = sorted(places, key=lambda form: (-len(form), form))
    return Names(
        re.compile("|".join(map(re.escape, longest)) or "(?!)"),
        dict(places),
        {place.id: place.parent for place in vocabulary.places},
        {place.id: place.level for place in vocabulary.places},
        frozenset(place.id for place in vocabulary.places if not place.derived),
    )


def up(place: str, parents: Mapping[str, str | None]) -> tuple[str, ...]:
    """The places above one, nearest first."""
    found: list[str] = []
    above = parents.get(place)
    while above is not None and above not in found:
        found.append(above)
        above = parents.get(above)
    return tuple(found)


def forms_of(place: Place) -> Iterator[str]:
    """Forms that mean a place wherever they stand; none of a country.

    The short name of a place that no person entered may be a common word (和平区: 和平), so only its full name
    counts, and its short name in the names of web sites. Heads of document numbers need their bracket.
    """
    if place.level in ("national", "unknown"):
        return
    yield place.name
    shorts = {place.short} if len(place.short) > 1 else set()
    if place.derived:
        yield from (f"{word}{short}" for short in sorted(shorts) for word in ("信用", "诚信", "中国"))
    else:
        yield from sorted(shorts)
    for sign in place.signs:
        if sign.text not in (place.name, place.short):
            yield from (f"{sign.text}{bracket}" for bracket in "〔[（(【［")


@dataclass(frozen=True)
class Line:
    """A place and those above it, as far as they are known.

    Attributes:
        ids: Their ids, and those that the document itself names.
        rank: How high the place stands, from 1 (province); None if its level is not known.
        by_rank: Rank -> the place of that rank in the line.
        whole: Whether no other place can stand above: a person entered the place, and its province with it.
    """

    ids: frozenset[str]
    rank: int | None
    by_rank: Mapping[int, str]
    whole: bool

    @classmethod
    def of(cls, place: Place | Jurisdiction, names: Names) -> Line:
        """The line of a place of the vocabulary or of a document."""
        above = place.parents if isinstance(place, Jurisdiction) else ()
        ids = (place.id, *above, *up(place.id, names.parents))
        own = LEVEL_RANK.get(place.level)
        by_rank = {rank: name for name in ids[1:] if (rank := LEVEL_RANK.get(names.levels.get(name, ""))) is not None}
        if own is not None:
            by_rank[own] = place.id
        return cls(frozenset(ids), own, by_rank, place.id in names.registered and 1 in by_rank)


def may_stand_above(upper: Line, lower: Line) -> bool:
    """Whether the place of one line may be a place above that of another, for all that is known.

    It may not where somebody entered all that stands above the lower one, where the levels forbid it, or where the
    two lines have different places of one level.
    """
    if lower.whole or (upper.rank is not None and lower.rank is not None and upper.rank >= lower.rank):
        return False
    return all(lower.by_rank[rank] == name for rank, name in upper.by_rank.items() if rank in lower.by_rank)
