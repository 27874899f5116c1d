"""The table of keys and values (信息公开表) that government sites print above a document, however it was flattened."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType

from generator.models import Line, Span
from generator.models.base import Frozen
from generator.parse.lines import trim
from generator.patterns import compile_pattern
from generator.vocabulary import Vocabulary

LONGEST_LINE = 240
AFTER_KEY = re.compile(r"[】\s\u00a0]*[|｜]?[\s\u00a0]*[:：]?[\s\u00a0]*[|｜]?[\s\u00a0]*")
CELL_END = re.compile(r"[\s\u00a0|｜∙·•【]*$")
"""What parts a value from the next key where a table was turned into text: bars, dots."""
VALUE_FORMS = MappingProxyType(
    {
        "doc_number": (("citation_cues", "number"),),
        "issued_on": (("metadata", "date"),),
        "legal_status": (("metadata", "legal_status_value"),),
        "published_on": (("metadata", "date"),),
    }
)
"""Field -> table and name of the forms its value has."""
BEFORE_KEY = re.compile(r"[\s\u00a0∙·•*-]*【?")
"""Dots of a list, and the bracket of 【时效性】现行有效."""


class TableValue(Frozen):
    """A value of the table: the field its key stands for ("other" where none), its text and span."""

    field: str
    raw: str
    span: Span
    line: int


class _Key(Frozen):
    field: str
    start: int
    end: int


def read_table(text: str, lines: Sequence[Line], vocabulary: Vocabulary) -> tuple[TableValue, ...]:
    """Read the lines that begin with a known key ("索引号 … 生成日期 …", "发布时间: 2018-10-12").

    Args:
        text: The source text.
        lines: Lines to look at.
        vocabulary: Holds the keys (boilerplate.yaml, metadata, `key`).

    Returns:
        The values in text order; a key without value gives an empty one.
    """
    values: list[TableValue] = []
    for line in lines:
        if len(line.text) > LONGEST_LINE:
            continue
        keys = _keys(line.text, vocabulary)
        if not keys or not BEFORE_KEY.fullmatch(line.text, 0, keys[0].start):
            continue
        ends = [*(key.start for key in keys[1:]), len(line.text)]
        for key, end in zip(keys, ends, strict=True):
            begin = AFTER_KEY.match(line.text, key.end, end)
            first = begin.end() if begin else key.end
            last = CELL_END.search(line.text, first, end)
            span = trim(text, line.start + first, line.start + (last.start() if last else end))
            if span[0] >= span[1] and len(keys) == 1:
                span = _below(text, lines, line, key.field, vocabulary) or span
            values.append(TableValue(field=key.field, raw=text[span[0] : span[1]], span=span, line=line.number))
    return tuple(values)


def _below(text: str, lines: Sequence[Line], line: Line, field: str, vocabulary: Vocabulary) -> Span | None:
    """The value of a key that fills its line, where the next filled line holds nothing but such a value.

    A site that prints keys and values below one another leaves out empty ones, so only what looks like it counts.
    """
    following = next((one for one in lines if one.number > line.number and one.text.strip()), None)
    forms = [form for table, name in VALUE_FORMS.get(field, ()) for form in vocabulary.patterns(table, name)]
    if following is None or not forms:
        return None
    span = trim(text, following.start, following.end)
    return span if any(form.match(text[slice(*span)]) for form in forms) else None


def value_of(values: Sequence[TableValue], field: str) -> TableValue | None:
    """The first value of a field that is not empty."""
    return next((value for value in values if value.field == field and value.raw), None)


def _keys(line: str, vocabulary: Vocabulary) -> list[_Key]:
    """Keys of a line: each begins the line or follows white space, and a colon, white space or the end follows.

    In a line that a key opens, one with a colon may follow anything: 09:33信息来源: 青川市教育局阅读次数:.
    """
    found: list[_Key] = []
    run_on: list[_Key] = []
    for row in vocabulary.metadata:
        if row.name != "key":
            continue
        for match in compile_pattern(row.pattern).finditer(line):
            before = line[match.start() - 1] if match.start() else " "
            after = line[match.end()] if match.end() < len(line) else " "
            if (before.isspace() and (after.isspace() or after in ":：|｜")) or before + after == "【】":
                found.append(_Key(field=row.value, start=match.start(), end=match.end()))
            elif after in ":：":
                run_on.append(_Key(field=row.value, start=match.start(), end=match.end()))
    if any(BEFORE_KEY.fullmatch(line, 0, key.start) for key in found):
        found += run_on
    kept: list[_Key] = []
    for key in sorted(found, key=lambda k: (k.start, -k.end)):
        if not kept or key.start >= kept[-1].end:
            kept.append(key)
    return kept
