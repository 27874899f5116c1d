"""Leftovers of all documents; those of documents that did not change are taken from a cache."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from pydantic import TypeAdapter

from generator.compare.by_document import ByDocument, hash_records
from generator.compare.kept import PairCache
from generator.compare.leftovers import find_leftovers, forms_of, up
from generator.models import Leftover, PolicyRecord
from generator.models.packed import Packed, pack
from generator.progress import Progress
from generator.vocabulary import Place, Vocabulary

PLACES = ""
"""The name, no document's id, under which the places are kept by which everything was found."""

_PLACES: TypeAdapter[tuple[Place, ...]] = TypeAdapter(tuple[Place, ...])


def all_leftovers(
    records: Sequence[PolicyRecord],
    sources: Mapping[str, str],
    vocabulary: Vocabulary,
    as_of: datetime.date | None,
    progress: Progress,
    cache: PairCache | None,
) -> tuple[Leftover, ...]:
    """Find what seems to be left over in each document (see `find_leftovers`).

    Args:
        records: The documents.
        sources: Policy id -> the text that its spans count into.
        vocabulary: See `find_leftovers`.
        as_of: See `find_leftovers`.
        progress: Told about every document.
        cache: Holds what was found before; None keeps nothing.

    Returns:
        The findings of all documents in their order.
    """
    words = vocabulary.model_dump_json(exclude={"places"}) if cache is not None else ""
    kept = ByDocument(cache, "leftovers", lambda: f"{words} {as_of}")
    changed = _changed_places(kept, vocabulary)
    hashes = hash_records(records, cache)
    found: dict[str, tuple[bytes]] = {}
    for done, record in enumerate(records, 1):
        source = sources[record.id]
        make = partial(_packed, record, source, vocabulary, as_of)
        anew = changed is None or changed.concern(record, source)
        found[record.id] = (kept.of(record.id, (hashes[record.id], source), make, anew=anew),)
        progress("leftovers", done, len(records))
    kept.keep()
    return tuple(Packed(Leftover, found, 0))


@dataclass(frozen=True)
class _Changed:
    """Places that were not in the vocabulary, are no longer or are otherwise, and all below them.

    Attributes:
        ids: Their ids.
        forms: Everything they are or were called.
    """

    ids: frozenset[str]
    forms: frozenset[str]

    def concern(self, record: PolicyRecord, source: str) -> bool:
        """Whether what is found in a document may be something else by them: it names one, or is from there."""
        own = record.jurisdiction
        return not self.ids.isdisjoint((own.id, *own.parents)) or any(form in source for form in self.forms)


def _changed_places(kept: ByDocument, vocabulary: Vocabulary) -> _Changed | None:
    """The places that changed since the last time; None if that cannot be told."""
    told = _PLACES.dump_json(vocabulary.places)
    content = kept.before(PLACES)
    kept.of(PLACES, (), lambda: told, anew=True)
    if content is None or content == told:
        return _Changed(frozenset(), frozenset())
    then = {place.id: place for place in _PLACES.validate_json(content)}
    now = {place.id: place for place in vocabulary.places}
    if [name for name in then if name in now] != [name for name in now if name in then]:
        # Of places that are called the same the first counts.
        return None
    differ = {name for name in then.keys() | now.keys() if then.get(name) != now.get(name)}
    below = {
        name
        for parents in ({name: place.parent for name, place in places.items()} for places in (then, now))
        for name in parents
        if not differ.isdisjoint(up(name, parents))
    }
    ids = frozenset(differ | below)
    held = (places[name] for places in (then, now) for name in ids if name in places)
    return _Changed(ids, frozenset(form for place in held for form in forms_of(place)))


def _packed(record: PolicyRecord, source: str, vocabulary: Vocabulary, as_of: datetime.date | None) -> bytes:
    return pack(Leftover, find_leftovers(record, source, vocabulary, as_of))
