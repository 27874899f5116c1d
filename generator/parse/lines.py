"""Physical lines and the small operations on spans that every part of the parser needs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import attrgetter

from generator.models import Line, Span

LINE_END = re.compile("\r\n|[\n\r\u2028\u2029]")
BLANK = " \t\u00a0\u3000\ufeff\u200b\u2002\u2003\r\n\x0b\x0c"
"""What counts as white space at the edges of a line: NBSP and full-width spaces are common in web copies."""

START = attrgetter("start")

SENTENCE_END = "。！？!?；;：:…"
BRACKETS = (("(（", ")）"), ("〔", "〕"), ("【", "】"), ("[［", "]］"))
"""Brackets that hold responsibility clauses, opening and closing, in either width."""

CLOSERS = "”’\"')）】》」』"


@lru_cache(maxsize=4)
def split_lines(text: str) -> tuple[Line, ...]:
    """Cut a text into its physical lines; the line ends belong to no line.

    Args:
        text: The source text.

    Returns:
        All lines, 1-based, with half-open code point spans into `text`.
    """
    lines: list[Line] = []
    start = 0
    for match in LINE_END.finditer(text):
        lines.append(Line(number=len(lines) + 1, start=start, end=match.start(), text=text[start : match.start()]))
        start = match.end()
    if start < len(text) or not lines:
        lines.append(Line(number=len(lines) + 1, start=start, end=len(text), text=text[start:]))
    return tuple(lines)


def trim(text: str, start: int, end: int) -> Span:
    """Narrow [start, end) until it neither begins nor ends with white space."""
    while start < end and text[start] in BLANK:
        start += 1
    while end > start and text[end - 1] in BLANK:
        end -= 1
    return start, end


def strip_end(text: str, start: int, end: int, chars: str) -> int:
    """Where text[start:end] ends when `chars` are stripped off its end."""
    while end > start and text[end - 1] in chars:
        end -= 1
    return end


def printed_line(text: str, offset: int) -> int:
    """1-based number of the physical line that the code point `offset` stands on, however the text was parted."""
    return line_at(split_lines(text), offset)


class Stretches:
    """Passages of a text, merged, to be asked quickly whether they touch a line."""

    def __init__(self, spans: Iterable[Span]) -> None:
        """Keep `spans`, in any order."""
        merged: list[list[int]] = []
        for start, end in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([start, end])
        self._starts = [start for start, _ in merged]
        self._ends = [end for _, end in merged]

    def touch(self, start: int, end: int) -> bool:
        """Whether a passage shares a code point with [start, end)."""
        at = bisect_left(self._starts, end)
        return at > 0 and self._ends[at - 1] > start


def is_blank(line: Line) -> bool:
    """Whether a line holds nothing but white space."""
    return not line.text.strip(BLANK)


def line_at(lines: Sequence[Line], offset: int) -> int:
    """1-based number of the line that the code point `offset` stands on."""
    return lines[max(0, bisect_right(lines, offset, key=START) - 1)].number if lines else 1


def ends_sentence(text: str) -> bool:
    """Whether a passage ends as a sentence, clause list or quotation does."""
    stripped = text.rstrip(BLANK).rstrip(CLOSERS)
    return not stripped or stripped[-1] in SENTENCE_END or text.rstrip(BLANK)[-1] in ")）】"


def matching_bracket(text: str, start: int, end: int) -> int:
    """Offset of the bracket that closes the one at `start`, either width; -1 if none does before `end`."""
    opening, closing = next((pair for pair in BRACKETS if text[start] in pair[0]), BRACKETS[0])
    depth = 0
    for mark in _marks(opening, closing).finditer(text, start, end):
        depth += 1 if mark.group() in opening else -1
        if depth == 0:
            return mark.start()
    return -1


@lru_cache(maxsize=8)
def _marks(opening: str, closing: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(opening + closing)}]")
