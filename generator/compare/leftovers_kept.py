"""Leftovers of all documents; those of documents that did not change are taken from a cache."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import partial

from pydantic import TypeAdapter

from generator.compare.by_document import ByDocument, hash_records
from generator.compare.kept import PairCache
from generator.compare.leftovers import find_leftovers
from generator.compare.named_places import forms_of
from generator.compare.survey import PORTION
from generator.models import Leftover, PolicyRecord
from generator.models.packed import ALONE, Packed, pack
from generator.places import parents_of, places_by_id
from generator.progress import Progress
from generator.vocabulary import Place, Vocabulary
from generator.workers import in_order, vocabulary_told

AHEAD = 6
"""Portions handed to an executor before the first result is taken."""

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
    executor: Executor | None = None,
) -> tuple[Leftover, ...]:
    """Find what seems to be left over in each document (see `find_leftovers`).

    Args:
        records: The documents.
        sources: Policy id -> the text that its spans count into.
        vocabulary: See `find_leftovers`.
        as_of: See `find_leftovers`.
        progress: Told about every document.
        cache: Holds what was found before; None keeps nothing.
        executor: Works on portions of the documents; None works on them here. The result is the same.

    Returns:
        The findings of all documents in their order.
    """
    words = vocabulary.model_dump_json(exclude={"places"}) if cache is not None else ""
    kept = ByDocument(cache, "leftovers", lambda: f"{words} {as_of}")
    changed = _changed_places(kept, vocabulary)
    hashes = hash_records(records, cache)
    rests_on = {record.id: (hashes[record.id], sources[record.id]) for record in records}
    anew = {record.id for record in records if changed is None or changed.concern(record, sources[record.id])}
    left = [record for record in records if record.id in anew or not kept.holds(record.id, rests_on[record.id])]
    made: dict[str, bytes] = {}
    for policy, packed in _searched(left, sources, vocabulary, as_of, executor):
        made[policy] = packed
        progress("leftovers", len(records) - len(left) + len(made), len(records))
    found = {
        policy: {ALONE: kept.of(policy, told, partial(made.__getitem__, policy), anew=policy in anew)}
        for policy, told in rests_on.items()
    }
    kept.keep()
    return tuple(Packed(Leftover, found, 0))


def _searched(
    records: Sequence[PolicyRecord],
    sources: Mapping[str, str],
    vocabulary: Vocabulary,
    as_of: datetime.date | None,
    executor: Executor | None,
) -> Iterator[tuple[str, bytes]]:
    """Policy id and packed leftovers of documents, in portions where others do the work."""
    if executor is None or len(records) < 2 * PORTION:
        for record in records:
            yield record.id, pack(Leftover, find_leftovers(record, sources[record.id], vocabulary, as_of))
        return
    told = vocabulary.model_dump_json()
    portions = [records[start : start + PORTION] for start in range(0, len(records), PORTION)]

    def work(portion: Sequence[PolicyRecord]) -> Future[list[tuple[str, bytes]]]:
        return executor.submit(_search_portion, portion, [sources[record.id] for record in portion], told, as_of)

    for found in in_order(work, portions, AHEAD):
        yield from found


def _search_portion(
    records: Sequence[PolicyRecord], sources: Sequence[str], told: str, as_of: datetime.date | None
) -> list[tuple[str, bytes]]:
    held = dict(zip((record.id for record in records), sources, strict=True))
    return list(_searched(records, held, vocabulary_told(told), as_of, None))


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
    now = places_by_id(vocabulary)
    if [name for name in then if name in now] != [name for name in now if name in then]:
        # Of places that are called the same the first counts.
        return None
    differ = {name for name in then.keys() | now.keys() if then.get(name) != now.get(name)}
    below = {name for places in (then, now) for name in places if not differ.isdisjoint(parents_of(name, places))}
    ids = frozenset(differ | below)
    changed = (place for places in (then, now) for place in places.values() if place.id in ids)
    return _Changed(ids, frozenset(form for place in changed for form in forms_of(place)))
