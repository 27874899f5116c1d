"""A provision's text as its document's page shows it: text reuse (文本沿用) and cited provisions marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.models import ItemRef, Preamble, ReusedRun, Span
from generator.render.index import Index
from generator.render.provision_links import (
    CitedProvision,
    Item,
    cited_provisions,
    is_article,
    paragraph_anchor,
)


@dataclass(frozen=True)
class Passage:
    """A passage that stands in other documents too: its number within the provision, from 1, and its homes."""

    number: int
    text: str
    homes: tuple[ItemRef, ...]


@dataclass(frozen=True)
class Piece:
    """A stretch of a paragraph; `passage` is None where it is the provision's own, `cited` where nothing is cited."""

    text: str
    passage: Passage | None
    cited: CitedProvision | None = None


@dataclass(frozen=True)
class Marked:
    """A provision's text with its shared passages and cited provisions marked; `anchors` of an article's paragraphs."""

    paragraphs: tuple[tuple[Piece, ...], ...]
    passages: tuple[Passage, ...]
    anchors: tuple[str, ...] = ()


def marked_text(index: Index, policy: str, item: Item) -> Marked:
    """Mark what a provision shares with other documents, and which provisions it cites.

    Args:
        index: Knows the paragraphs and the passages (spans into the item's own text).
        policy: The document.
        item: The provision.

    Returns:
        Its paragraphs in pieces; joined, the pieces of a paragraph are the paragraph. Nothing is marked in a
        digest, or where the text was not measured.
    """
    item_id = "" if isinstance(item, Preamble) else item.id
    reuse = index.reuse(policy, item_id)
    runs = sorted(reuse.runs, key=lambda run: run.span) if reuse is not None else []
    passages = tuple(Passage(number, run.text, run.others) for number, run in enumerate(runs, start=1))
    cited = cited_provisions(index, policy, item)
    paragraphs = []
    position = 0
    for paragraph in index.paragraphs(policy, item):
        # Paragraphs are stripped pieces of the text, in order.
        start = item.text.find(paragraph, position)
        position = start + len(paragraph)
        paragraphs.append(_pieces(paragraph, start, runs, passages, cited))
    anchors = tuple(paragraph_anchor(item_id, number) for number in range(1, len(paragraphs) + 1))
    return Marked(tuple(paragraphs), passages, anchors if is_article(item) else ())


def _pieces(
    paragraph: str,
    start: int,
    runs: Sequence[ReusedRun],
    passages: Sequence[Passage],
    cited: Sequence[CitedProvision],
) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    reached = 0
    for run, passage in zip(runs, passages, strict=True):
        left, right = max(run.span[0] - start, reached), min(run.span[1] - start, len(paragraph))
        if left < right:
            pieces += _linked(paragraph, start, (reached, left), None, cited)
            pieces += _linked(paragraph, start, (left, right), passage, cited)
            reached = right
    pieces += _linked(paragraph, start, (reached, len(paragraph)), None, cited)
    return tuple(piece for piece in pieces if piece.text)


def _linked(
    paragraph: str, start: int, part: Span, passage: Passage | None, cited: Sequence[CitedProvision]
) -> Iterator[Piece]:
    """Cut a part of a paragraph (offsets within it) where a provision is cited."""
    reached = part[0]
    for entry in cited:
        left, right = max(entry.span[0] - start, reached), min(entry.span[1] - start, part[1])
        if left < right:
            yield Piece(paragraph[reached:left], passage)
            yield Piece(paragraph[left:right], passage, entry)
            reached = right
    yield Piece(paragraph[reached : part[1]], passage)
