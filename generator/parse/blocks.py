"""Blocks: every character of the source belongs to exactly one (无一字丢失)."""

from __future__ import annotations

from collections.abc import Iterable

from generator.models import Block, BlockKind, Span

PRIORITY: tuple[BlockKind, ...] = (
    "duplicate", "boilerplate", "annex", "clause", "heading", "imprint", "metadata", "body",
)  # fmt: skip
"""Where two claims overlap, the earlier kind wins: a clause inside body text, boilerplate inside anything."""


def cover(text: str, claims: Iterable[tuple[BlockKind, Span]]) -> tuple[Block, ...]:
    """Lay the claims over the text so that each character gets one kind.

    White space between two claims goes with the one before it; all else that nobody claims is unclassified.

    Args:
        text: The source text.
        claims: Kind and span of everything recognised; spans may overlap and lie in any order.

    Returns:
        Adjacent, non-overlapping blocks from 0 to len(text), neighbours of one kind merged.
    """
    kinds: list[BlockKind | None] = [None] * len(text)
    ordered = sorted(claims, key=lambda claim: (-PRIORITY.index(claim[0]), claim[1]))
    for kind, (start, end) in ordered:
        kinds[start:end] = [kind] * (end - start)
    _fill_space(text, kinds)
    blocks: list[Block] = []
    start = 0
    for offset in range(1, len(text) + 1):
        if offset == len(text) or kinds[offset] != kinds[start]:
            blocks.append(Block(kind=kinds[start] or "unclassified", span=(start, offset)))
            start = offset
    return tuple(blocks) if text else ()


def _fill_space(text: str, kinds: list[BlockKind | None]) -> None:
    before: BlockKind | None = None
    for offset, char in enumerate(text):
        if kinds[offset] is None and (char.isspace() or char == "\ufeff"):
            kinds[offset] = before
        else:
            before = kinds[offset]
    after: BlockKind | None = None
    for offset in range(len(text) - 1, -1, -1):
        if kinds[offset] is None and (text[offset].isspace() or text[offset] == "\ufeff"):
            kinds[offset] = after
        else:
            after = kinds[offset]
