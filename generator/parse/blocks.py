"""Blocks: every character of the source belongs to exactly one (无一字丢失)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.models import Block, BlockKind, Span

PRIORITY: tuple[BlockKind, ...] = (
    "duplicate", "boilerplate", "annex", "clause", "heading", "imprint", "metadata", "body",
)  # fmt: skip
"""Where two claims overlap, the earlier kind wins: a clause inside body text, boilerplate inside anything."""

PLACE = {kind: place for place, kind in enumerate(PRIORITY)}
MARKS = tuple(bytes((place + 1,)) for place in range(len(PRIORITY)))
RUN = re.compile(rb"(.)\1*", re.DOTALL)
BLANKS = re.compile(r"[\s\ufeff]+")
STOPS = re.compile(r"[。；;，,、.：:|｜\s]+")
"""What may be left between two claims: the stop behind a bracket, the bar behind a cell."""


def cover(text: str, claims: Iterable[tuple[BlockKind, Span]]) -> tuple[Block, ...]:
    """Lay the claims over the text so that each character gets one kind.

    White space and stops between two claims go with the one before; all else that nobody claims is unclassified.

    Args:
        text: The source text.
        claims: Kind and span of everything recognised; spans may overlap and lie in any order.

    Returns:
        Adjacent, non-overlapping blocks from 0 to len(text), neighbours of one kind merged.
    """
    # a byte for each character: 0 unclaimed, else the place of its kind in PRIORITY and one
    kinds = bytearray(len(text))
    for place, (start, end) in sorted(((PLACE[kind], span) for kind, span in claims), reverse=True):
        kinds[start:end] = MARKS[place] * (end - start)
    _fill_space(text, kinds)
    return tuple(
        Block(kind=PRIORITY[run[0][0] - 1] if run[0][0] else "unclassified", span=run.span())
        for run in RUN.finditer(bytes(kinds))
    )


def _fill_space(text: str, kinds: bytearray) -> None:
    """White space that nobody claims goes with what stands before it, at the beginning with what follows."""
    blanks = [match.span() for match in BLANKS.finditer(text)]
    for start, end in blanks:
        for offset in range(max(start, 1), end):
            kinds[offset] = kinds[offset] or kinds[offset - 1]
    for start, end in reversed(blanks):
        for offset in range(min(end, len(text) - 1) - 1, start - 1, -1):
            kinds[offset] = kinds[offset] or kinds[offset + 1]
    _fill_stops(text, kinds)


def _fill_stops(text: str, kinds: bytearray) -> None:
    """Stops that stand alone between two claims go with the one before."""
    at = kinds.find(0)
    while at >= 0:
        end = next((offset for offset in range(at, len(kinds)) if kinds[offset]), len(kinds))
        if at > 0 and STOPS.fullmatch(text, at, end):
            kinds[at:end] = kinds[at - 1 : at] * (end - at)
        at = kinds.find(0, end)
