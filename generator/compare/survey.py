"""What is said of each document alone, in portions that any executor can work on."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace

from generator.compare.abstracts import make_abstract, to_bytes
from generator.compare.coverage import cover
from generator.compare.items import Item
from generator.compare.kept import framed
from generator.compare.provisions import Labels, Provisions
from generator.compare.reuse_chunks import Wording, wording_of
from generator.compare.subjects import Subjects
from generator.models import Addition, Cell, Gap, PolicyRecord
from generator.models.packed import pack
from generator.vocabulary import Vocabulary
from generator.workers import vocabulary_told

PORTION = 20
"""Documents in a portion; fewer than two portions are sooner worked on here than sent."""


@dataclass(frozen=True)
class Terms:
    """What a document is surveyed by.

    Attributes:
        reliable: Numbers of the cues that say something about their domain.
        subjects: What was learned of subjects.
        baseline: The baseline's cells by domain, or None if it is not in the corpus.
    """

    reliable: frozenset[int]
    subjects: Subjects
    baseline: Mapping[str, Cell] | None


@dataclass(frozen=True)
class Surveyed:
    """What was found of a document.

    Attributes:
        policy: Its id.
        abstract: Its abstract (`abstracts.to_bytes`).
        cells: Its part of the matrix (`covered`).
        items: Its items, packed, on their way to `Provisions`.
        wording: Their wording.
    """

    policy: str
    abstract: bytes
    cells: bytes
    items: bytes
    wording: Wording


def survey_all(
    records: Sequence[PolicyRecord],
    provisions: Provisions,
    vocabulary: Vocabulary,
    terms: Terms,
    executor: Executor | None,
) -> Iterator[Surveyed]:
    """Survey documents.

    Args:
        records: Their records.
        provisions: Their items; what an executor makes is put there.
        vocabulary: The vocabularies.
        terms: What was learned.
        executor: Works on portions; None works on them here. The result is the same.

    Yields:
        One result for each, in any order.
    """
    # What is labelled already is not labelled once more elsewhere.
    here = [record for record in records if executor is None or provisions.has(record.id)]
    there = [record for record in records if executor is not None and not provisions.has(record.id)]
    if executor is None or len(there) < 2 * PORTION:
        yield from (_survey(record, provisions, vocabulary, terms) for record in records)
        return
    told = vocabulary.model_dump_json()
    portions = [there[start : start + PORTION] for start in range(0, len(there), PORTION)]
    under_way = deque(executor.submit(_survey_portion, told, terms, portion) for portion in portions)
    yield from (_survey(record, provisions, vocabulary, terms) for record in here)
    # Nobody holds what was taken: all results together take more than what is kept of them.
    while under_way:
        for found in under_way.popleft().result():
            provisions.put(found.policy, found.items)
            yield replace(found, items=b"")


def _survey_portion(told: str, terms: Terms, records: Sequence[PolicyRecord]) -> list[Surveyed]:
    vocabulary = vocabulary_told(told)
    provisions = Provisions(Labels({record.id: record for record in records}, vocabulary), terms.reliable)
    return [_survey(record, provisions, vocabulary, terms) for record in records]


def _survey(record: PolicyRecord, provisions: Provisions, vocabulary: Vocabulary, terms: Terms) -> Surveyed:
    items = provisions.of(record.id)
    return Surveyed(
        record.id,
        to_bytes(make_abstract(record, items, terms.subjects, vocabulary)),
        _covered(record, items, vocabulary, terms.baseline),
        provisions.packed(record.id),
        wording_of(items),
    )


def _covered(
    record: PolicyRecord, items: Sequence[Item], vocabulary: Vocabulary, baseline: Mapping[str, Cell] | None
) -> bytes:
    """A document's part of the matrix, behind a head.

    The head: domains with provisions on them, those written of in others, numbers of gaps and additions, sizes.
    """
    found = cover(record, items, vocabulary, baseline)
    packed = (pack(Cell, found.cells), pack(Gap, found.gaps), pack(Addition, found.additions))
    domains = [[cell.domain for cell in found.cells if cell.shown == shown] for shown in ("present", "within")]
    head = [*domains, [len(found.gaps), len(found.additions)], [*map(len, packed[:2])]]
    return framed(json.dumps(head).encode(), *packed)
