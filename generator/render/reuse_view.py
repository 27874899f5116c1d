"""Text reuse (文本沿用) as pages show it: shared passages inside a provision's text, and all shared passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.models import ItemRef, Principle, ReusedRun, Task
from generator.render.index import Index


@dataclass(frozen=True)
class Passage:
    """A passage that stands in other documents too: its number within the provision, from 1, and its homes."""

    number: int
    text: str
    homes: tuple[ItemRef, ...]


@dataclass(frozen=True)
class Piece:
    """A stretch of a paragraph; `passage` is None where the text is the provision's own."""

    text: str
    passage: Passage | None


@dataclass(frozen=True)
class Marked:
    """A provision's text with its shared passages marked."""

    paragraphs: tuple[tuple[Piece, ...], ...]
    passages: tuple[Passage, ...]


def marked_text(index: Index, policy: str, item: Task | Principle) -> Marked:
    """Mark what a provision shares with other documents.

    Args:
        index: Knows the paragraphs and the passages (spans into the item's own text).
        policy: The document.
        item: The provision.

    Returns:
        Its paragraphs in pieces; joined, the pieces of a paragraph are the paragraph. Nothing is marked in a
        digest, or where the text was not measured.
    """
    reuse = index.reuse(policy, item.id)
    runs = sorted(reuse.runs, key=lambda run: run.span) if reuse is not None else []
    passages = tuple(Passage(number, run.text, run.others) for number, run in enumerate(runs, start=1))
    paragraphs = []
    position = 0
    for paragraph in index.paragraphs(item):
        # Paragraphs are stripped pieces of the text, in order.
        start = item.text.find(paragraph, position)
        position = start + len(paragraph)
        paragraphs.append(_pieces(paragraph, start, runs, passages))
    return Marked(tuple(paragraphs), passages)


def _pieces(paragraph: str, start: int, runs: Sequence[ReusedRun], passages: Sequence[Passage]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    reached = 0
    for run, passage in zip(runs, passages, strict=True):
        left, right = max(run.span[0] - start, reached), min(run.span[1] - start, len(paragraph))
        if left < right:
            pieces += [Piece(paragraph[reached:left], None), Piece(paragraph[left:right], passage)]
            reached = right
    pieces.append(Piece(paragraph[reached:], None))
    return tuple(piece for piece in pieces if piece.text)
