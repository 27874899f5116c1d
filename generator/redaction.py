"""Personal data (个人信息) in the text of provisions and rows is blacked out before anything is compared or shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.holdings import Corpus
from generator.models import PolicyRecord, Principle, Section, Task
from generator.models.held_record import held, numbers_of

BLACK = "█"
"""Stands for each character, so that all spans go on counting into the text."""

TEXTS = frozenset({"title", "text", "raw", "message", "evidence", "before", "after", "body", "annex", "short", "name"})
"""Fields of a record that may quote its text."""


def published(corpus: Corpus, *, personal_data: bool) -> Corpus:
    """A corpus as it may be shown: without the personal data that stand in texts of provisions.

    What stands in imprints, contact lines and columns of persons only is no part of a provision nor of a row of a
    table; pages leave it out themselves.

    Args:
        corpus: All documents.
        personal_data: Whether the settings of the knowledge base allow to publish them.

    Returns:
        The corpus; the records and sources of documents without such data are the very same.
    """
    if personal_data:
        return corpus
    sources = dict(corpus.sources)
    records = {record.id: record for record in corpus.records}
    for record in corpus.records:
        pattern = _words_in_provisions(record, sources[record.id])
        if pattern is not None:
            sources[record.id] = _blacked(sources[record.id], pattern)
            (records[record.id],) = held([PolicyRecord.model_validate(_without(record.model_dump(), pattern))])
    return replace(corpus, records=tuple(records.values()), sources=sources)


def _words_in_provisions(record: PolicyRecord, source: str) -> re.Pattern[str] | None:
    """The personal words of a document, if a provision or row holds one of them; a single character is none."""
    if not numbers_of(record).personal:
        return None
    passages = {source[slice(*entry.span)].strip() for entry in record.personal_data}
    words = {word for word in passages if len(word) > 1}
    if not any(word in text for text in _texts(record) for word in words):
        return None
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))))


def _texts(record: PolicyRecord) -> Iterator[str]:
    items: tuple[Principle | Task | Section, ...] = (*record.principles, *record.tasks, *record.sections)
    for item in items:
        yield item.title
        yield item.text
    for row in record.annex_rows:
        yield row.title
        yield row.text
        yield from (cell.raw for cell in (*row.groups, *row.others))
    yield record.preamble.text
    yield record.closing.text


def _without(value: object, pattern: re.Pattern[str], named: str = "") -> object:
    """A tree of fields whose texts are blacked out; ids and codes stay as they are."""
    if isinstance(value, str):
        return _blacked(value, pattern) if named in TEXTS else value
    if isinstance(value, dict):
        return {key: _without(part, pattern, key) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_without(part, pattern, named) for part in value]
    return value


def _blacked(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda match: BLACK * len(match.group()), text)
