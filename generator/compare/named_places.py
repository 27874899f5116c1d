"""How places are called, and whether one may stand above another for all that is known."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator.models import Jurisdiction
from generator.models.kinds import Level
from generator.models.order import is_higher
from generator.places import parents_of, places_by_id
from generator.vocabulary import Place, Vocabulary

LOCAL: Final[tuple[Level, ...]] = ("province", "prefecture", "county")
"""Levels below the country; a place of any other may stand anywhere."""


@dataclass(frozen=True)
class Names:
    """How places are called.

    Attributes:
        pattern: Finds any form that means one. One's own places are among them, and the longest form decides, so that
            吉林市 is never read as 吉林.
        places: Form -> the places it means.
        by_id: Place id -> the place.
    """

    pattern: re.Pattern[str]
    places: Mapping[str, Sequence[Place]]
    by_id: Mapping[str, Place]


@functools.lru_cache(maxsize=4)
def names_of_places(vocabulary: Vocabulary) -> Names:
    """How the places of a vocabulary are called."""
    places: defaultdict[str, list[Place]] = defaultdict(list)
    said = _said(vocabulary)
    for place in vocabulary.places:
        for form in forms_of(place, common=place.short in said):
            places[form].append(place)
    longest = sorted(places, key=lambda form: (-len(form), form))
    pattern = re.compile("|".join(map(re.escape, longest)) or "(?!)")
    return Names(pattern, dict(places), places_by_id(vocabulary))


def _said(vocabulary: Vocabulary) -> str:
    """What domains and function classes are told by: a name in it is a common word (平台县: 平台, 公安县: 公安)."""
    words = [cue.text for domain in vocabulary.domains for cue in domain.cues]
    words += [word.text for function in vocabulary.functions for word in function.words]
    return "\n".join((*words, *(domain.name for domain in vocabulary.domains)))


def forms_of(place: Place, *, common: bool = False) -> Iterator[str]:
    """Forms that mean a place wherever they stand; none of a country.

    Args:
        place: The place.
        common: Whether its short name is known to be a common word.

    Yields:
        Its names. The short name of a place that no person entered may be a common word as well (和平区: 和平); of
        these only the full name counts, and the short name in the names of web sites. Heads of document numbers
        need their bracket.
    """
    if place.level in ("national", "unknown"):
        return
    yield place.name
    shorts = {place.short} if len(place.short) > 1 else set()
    if place.derived or common:
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
        level: Of the place; None if it is not one of LOCAL.
        by_level: Level -> the place of that level in the line.
        whole: Whether no other place can stand above: a person entered the place, and its province with it.
    """

    ids: frozenset[str]
    level: Level | None
    by_level: Mapping[Level, str]
    whole: bool

    @classmethod
    def of(cls, place: Place | Jurisdiction, by_id: Mapping[str, Place]) -> Line:
        """The line of a place of the vocabulary or of a document."""
        above = (*(place.parents if isinstance(place, Jurisdiction) else ()), *parents_of(place.id, by_id))
        known = (by_id[upper] for upper in above if upper in by_id)
        by_level = {upper.level: upper.id for upper in known if upper.level in LOCAL}
        own = place.level if place.level in LOCAL else None
        if own is not None:
            by_level[own] = place.id
        registered = place.id in by_id and not by_id[place.id].derived
        return cls(frozenset((place.id, *above)), own, by_level, registered and "province" in by_level)


def may_stand_above(upper: Line, lower: Line) -> bool:
    """Whether the place of one line may be a place above that of another, for all that is known.

    It may not where somebody entered all that stands above the lower one, where the levels forbid it, or where the
    two lines have different places of one level.
    """
    if lower.whole or (upper.level and lower.level and not is_higher(upper.level, lower.level)):
        return False
    return all(lower.by_level[level] == name for level, name in upper.by_level.items() if level in lower.by_level)
