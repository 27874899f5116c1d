"""Validate: records -> problems. Schema and consistency, against the sources and the vocabularies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from generator.models import PolicyRecord
from generator.problems import Problem
from generator.validate.foreign import foreign_problem
from generator.validate.found import FoundProblems
from generator.validate.items import item_problems, link_problems
from generator.validate.names import VocabularyNames
from generator.validate.spans import span_problems
from generator.validate.vocabulary import vocabulary_problems
from generator.vocabulary import Vocabulary

__all__ = ["FoundProblems", "foreign_problem", "own_problems", "record_path", "span_problems", "validate"]


def validate(
    records: Sequence[PolicyRecord],
    vocabulary: Vocabulary,
    sources: Mapping[str, str],
    checked: Mapping[str, Sequence[Problem]] = MappingProxyType({}),
) -> FoundProblems:
    """Check records against each other, their sources and the vocabularies.

    Args:
        records: All records of the corpus.
        vocabulary: The vocabularies.
        sources: Policy id -> the text that the record's spans count into.
        checked: Policy id -> what `own_problems` said of the very same record and source already.

    Returns:
        The problems: errors where the contract is broken, then the records' own warnings passed on as
        they are. None of them means that a record is sound, not that it is right.
    """
    return FoundProblems(tuple(_broken(records, vocabulary, sources, checked)), tuple(records))


def own_problems(record: PolicyRecord, source: str) -> Iterator[Problem]:
    """What is wrong with a record in itself, whatever stands in others and in the vocabularies."""
    yield from span_problems(record, source, record_path(record))
    yield from item_problems(record, record_path(record))


def _broken(
    records: Sequence[PolicyRecord],
    vocabulary: Vocabulary,
    sources: Mapping[str, str],
    checked: Mapping[str, Sequence[Problem]],
) -> Iterator[Problem]:
    yield from vocabulary_problems(vocabulary)
    yield from _ids(records)
    known = {record.id for record in records}
    names = VocabularyNames(vocabulary)
    for record in records:
        source = sources.get(record.id)
        if source is None:
            yield _problem(record, "source_missing", "没有原文，无法核对")
            continue
        found = checked.get(record.id)
        yield from own_problems(record, source) if found is None else found
        yield from link_problems(record, known, record_path(record))
        yield from names.problems(record, record_path(record))


def record_path(record: PolicyRecord) -> str:
    """A record's file as it is shown to people."""
    return f"policies/{record.id}/record.yaml"


def _ids(records: Sequence[PolicyRecord]) -> Iterable[Problem]:
    counts = Counter(record.id for record in records)
    for record in records:
        if counts[record.id] > 1:
            yield _problem(record, "policy_id_repeated", f"文件编号“{record.id}”重复；请改文件夹名")


def _problem(record: PolicyRecord, code: str, message: str) -> Problem:
    return Problem(path=record_path(record), line=0, code=code, message=message)
