"""A reading of lines that were parted or joined, with the numbers of the physical lines put back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from generator.models import Line, ReadAnnexRow, Reading, ReadItem, TextBody
from generator.parse.lines import printed_line


def renumbered(reading: Reading, lines: Sequence[Line], text: str) -> Reading:
    """Give everything the number of the physical line it stands on.

    Args:
        reading: Made from lines that were parted or joined.
        lines: Those lines.
        text: The source text.

    Returns:
        The same reading; spans stay as they are.
    """
    physical = {line.number: printed_line(text, line.start) for line in lines}
    return reading.model_copy(
        update={
            "preamble": _body(reading.preamble, physical, text),
            "closing": _body(reading.closing, physical, text),
            "headings": tuple(
                entry.model_copy(update={"line": physical[entry.line], "body": _body(entry.body, physical, text)})
                for entry in reading.headings
            ),
            "principles": tuple(_item(entry, physical, text) for entry in reading.principles),
            "tasks": tuple(_item(entry, physical, text) for entry in reading.tasks),
            "annex_rows": tuple(_item(entry, physical, text) for entry in reading.annex_rows),
            "warnings": tuple(
                entry.model_copy(update={"line": printed_line(text, entry.span[0])}) for entry in reading.warnings
            ),
        }
    )


def _body(body: TextBody, physical: dict[int, int], text: str) -> TextBody:
    # what was joined begins on another line than its text
    own = {printed_line(text, offset) for start, end in body.spans for offset in (start, max(start, end - 1))}
    return body.model_copy(update={"lines": tuple(sorted({physical[number] for number in body.lines} | own))})


Part = TypeVar("Part", ReadItem, ReadAnnexRow)


def _item(item: Part, physical: dict[int, int], text: str) -> Part:
    return item.model_copy(update={"line": physical[item.line], "body": _body(item.body, physical, text)})
