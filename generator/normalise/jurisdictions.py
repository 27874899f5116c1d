"""Which jurisdiction (地区) a document belongs to."""

from __future__ import annotations

from collections.abc import Iterable

from generator.models import Jurisdiction, ReadMetadata
from generator.normalise.folding import compact
from generator.vocabulary import Place, Vocabulary

UNKNOWN = Jurisdiction(id="unknown", name="未知", level="unknown")


def find_jurisdiction(metadata: ReadMetadata, noted: str | None, vocabulary: Vocabulary) -> Jurisdiction:
    """The jurisdiction that is noted, else the one that the document's own signs show.

    Signs are looked for in the document number, the issuer, the title, the title of the covering notice,
    the subtitle and the place, in this order; the first field with a sign decides. In one field the sign
    that stands first wins, of two at the same place the longer: a title opens with its own place, the
    places of higher levels are named later.

    Args:
        metadata: What the text says about itself.
        noted: Id of a place from source.yaml, if it says so.
        vocabulary: The vocabularies.

    Returns:
        The jurisdiction, with parents from the top down; `UNKNOWN` without any sign.
    """
    if noted is not None:
        return next((as_jurisdiction(place, vocabulary) for place in vocabulary.places if place.id == noted), UNKNOWN)
    fields = (
        metadata.doc_number,
        metadata.issuer,
        metadata.title,
        metadata.wrapper_title,
        metadata.subtitle,
        metadata.place,
    )
    for field in fields:
        place = _place_in(field or "", vocabulary.places)
        if place is not None:
            return as_jurisdiction(place, vocabulary)
    return UNKNOWN


def as_jurisdiction(place: Place, vocabulary: Vocabulary) -> Jurisdiction:
    """A place of the vocabulary as it stands in records, with its parents' ids from the top down."""
    chain = place_chain(place.id, vocabulary)
    parents = tuple(reversed([entry.id for entry in chain[1:]]))
    return Jurisdiction(id=place.id, name=place.name, level=place.level, parents=parents)


def place_chain(place_id: str, vocabulary: Vocabulary) -> tuple[Place, ...]:
    """A place and its parents, the nearest first; empty for an id that the vocabulary does not have."""
    places = {place.id: place for place in vocabulary.places}
    chain: list[Place] = []
    current: str | None = place_id
    while current is not None and current in places and places[current] not in chain:
        chain.append(places[current])
        current = places[current].parent
    return tuple(chain)


def _place_in(field: str, places: Iterable[Place]) -> Place | None:
    text = compact(field)
    found = [
        (text.index(compact(sign.text)), -len(sign.text), order, place)
        for order, place in enumerate(places)
        for sign in place.signs
        if compact(sign.text) in text
    ]
    return min(found, key=lambda entry: entry[:3])[3] if found else None
