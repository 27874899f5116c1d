"""Leftovers of all documents; those of documents that did not change are taken from a cache."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from functools import partial

from generator.compare.by_document import ByDocument, hash_records
from generator.compare.kept import PairCache
from generator.compare.leftovers import find_leftovers
from generator.models import Leftover, PolicyRecord
from generator.models.packed import Packed, pack
from generator.progress import Progress
from generator.vocabulary import Vocabulary


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
    kept = ByDocument(cache, "leftovers", lambda: f"{vocabulary.model_dump_json()} {as_of}")
    hashes = hash_records(records, cache)
    found: dict[str, tuple[bytes]] = {}
    for done, record in enumerate(records, 1):
        source = sources[record.id]
        make = partial(_packed, record, source, vocabulary, as_of)
        found[record.id] = (kept.of(record.id, (hashes[record.id], source), make),)
        progress("leftovers", done, len(records))
    kept.keep()
    return tuple(Packed(Leftover, found, 0))


def _packed(record: PolicyRecord, source: str, vocabulary: Vocabulary, as_of: datetime.date | None) -> bytes:
    return pack(Leftover, find_leftovers(record, source, vocabulary, as_of))
