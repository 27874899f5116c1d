"""The places of a vocabulary: by id, and upwards from one to its province and the country."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType

from generator.vocabulary import Place, Vocabulary


@functools.lru_cache(maxsize=4)
def places_by_id(vocabulary: Vocabulary) -> Mapping[str, Place]:
    """The jurisdictions of a vocabulary by id."""
    return MappingProxyType({place.id: place for place in vocabulary.places})


def parents_of(place_id: str, by_id: Mapping[str, Place]) -> tuple[str, ...]:
    """The ids of the places above one, nearest first.

    The topmost may be one that the vocabulary does not have (a parent that is only named). A circle of parents ends
    where it would begin anew.
    """
    found: list[str] = []
    place = by_id.get(place_id)
    while place is not None and place.parent is not None and place.parent not in (place_id, *found):
        found.append(place.parent)
        place = by_id.get(place.parent)
    return tuple(found)
