"""Whether spans lie in the source, blocks cover it, and texts are what their spans cut out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pydantic import BaseModel

from generator.models import AnnexRow, PolicyRecord, Span, Task, repaired_text, unbroken
from generator.problems import Problem

_HOLDERS = (BaseModel, dict, tuple)
_NO_SPANS = frozenset({"lines", "paragraph_starts", "paragraph_span"})
"""Pairs of numbers that are none; a paragraph cited stands in the cited policy's source."""

_RAW = frozenset({"units", "deadlines", "quantities", "open_tails", "groups", "others"})


def span_problems(record: PolicyRecord, source: str, path: str) -> Iterator[Problem]:
    """Check every span of a record.

    Args:
        record: The record.
        source: Its source text.
        path: Its file as it is shown to people.

    Yields:
        Spans outside the source; characters in no block or in several; texts and raw forms that are not
        what stands at their spans after the repairs (fields that a person corrected are left out).
    """

    def problem(code: str, message: str) -> Problem:
        return Problem(path=path, line=0, code=code, message=message)

    if record.source.chars != len(source):
        yield problem("source_length", f"记录写{record.source.chars}字，原文{len(source)}字；请重新生成记录")
    for where, span in _all_spans(record, ""):
        if not 0 <= span[0] <= span[1] <= len(source):
            yield problem("span_outside", f"{where} 的位置 {list(span)} 不在原文之内（共{len(source)}字）")
    for message in _gaps(record, len(source)):
        yield problem("blocks_incomplete", message)
    for message in (
        *_texts(record, source),
        *_raws(record, source),
        *_named(record, source),
        *_repairs(record, source),
    ):
        yield problem("text_differs", message)


def _all_spans(value: object, where: str) -> Iterator[tuple[str, Span]]:
    """Every span of a model, found by its shape: a pair of numbers."""
    if isinstance(value, BaseModel):
        name = getattr(value, "id", None)
        base = f"{where}({name})" if isinstance(name, str) and where else where
        for field, entry in value.__dict__.items():
            if isinstance(entry, _HOLDERS) and field not in _NO_SPANS:
                yield from _all_spans(entry, f"{base}.{field}" if base else field)
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from _all_spans(entry, f"{where}.{key}")
    elif isinstance(value, tuple):
        if len(value) == 2 and isinstance(value[0], int) and isinstance(value[1], int):
            yield where, (value[0], value[1])
            return
        for number, entry in enumerate(value):
            if isinstance(entry, _HOLDERS):
                yield from _all_spans(entry, f"{where}[{number}]")


def _gaps(record: PolicyRecord, length: int) -> Iterator[str]:
    position = 0
    for block in sorted(record.blocks, key=lambda block: block.span):
        start, end = block.span
        if start > position:
            yield f"第{position}至{start}字不属于任何一块"
        if start < position:
            yield f"第{start}至{min(position, end)}字属于不止一块"
        position = max(position, end)
    if position < length:
        yield f"第{position}至{length}字不属于任何一块"


def _texts(record: PolicyRecord, source: str) -> Iterator[str]:
    corrected = {(correction.target, correction.field) for correction in record.corrections}
    bodies: list[tuple[str, str, Sequence[Span]]] = [("preamble", record.preamble.text, record.preamble.spans)]
    bodies.append(("closing", record.closing.text, record.closing.spans))
    bodies.extend((entry.id, entry.text, entry.spans) for entry in record.sections)
    bodies.extend((entry.id, entry.text, entry.spans) for entry in record.principles)
    bodies.extend((entry.id, entry.text, entry.spans) for entry in record.tasks)
    bodies.extend((row.id, row.text, row.text_spans) for row in record.annex_rows)
    for name, text, spans in bodies:
        if (name, "text") not in corrected and repaired_text(source, spans, record.repairs) != text:
            yield f"{name} 的文字与其位置上的原文（修复后）不同"


def _raws(record: PolicyRecord, source: str) -> Iterator[str]:
    items: list[Task | AnnexRow] = [*record.tasks, *record.annex_rows]
    corrected = {(entry.target, re.split(r"[.\[]", entry.field)[0]) for entry in record.corrections}
    for item in items:
        for table in _RAW:
            if (item.id, table) in corrected:
                continue
            for entry in getattr(item, table, ()):
                if entry.raw not in (said := source[slice(*entry.span)], unbroken(said)):
                    yield f"{item.id} 的“{entry.raw}”与其位置上的原文不同"


def _named(record: PolicyRecord, source: str) -> Iterator[str]:
    named = [(entry.raw, entry.span) for entry in record.references]
    for definition in record.definitions:
        named += [(definition.name, definition.name_span), (definition.short, definition.span)]
    for raw, span in named:
        if source[slice(*span)] != raw:
            yield f"“{raw}”与其位置 {list(span)} 上的原文不同"


def _repairs(record: PolicyRecord, source: str) -> Iterator[str]:
    for repair in record.repairs:
        whole = source[slice(*repair.span)]
        if repair.before and repair.before != whole and not whole.startswith(repair.before.rstrip("…")):
            yield f"修复（{repair.kind}）的“{repair.before}”与其位置 {list(repair.span)} 上的原文不同"
