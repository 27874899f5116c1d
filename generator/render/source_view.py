"""The source text for reading: cut into segments that carry what was read from them, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.models import Block, Span
from generator.render.wording import REDACTED

KIND_ORDER = (
    "personal",
    "unit",
    "deadline",
    "quantity",
    "number",
    "citation",
    "reference",
    "definition",
    "repair",
    "warning",
    "title",
    "clause",
    "metadata",
    "cell",
    "body",
)
"""Kinds from the innermost to the outermost: the first of a segment's kinds gives it its look."""

FOLDED = ("boilerplate", "duplicate")
"""Blocks (块) that readers rarely want: folded, never left out."""


@dataclass(frozen=True)
class Mark:
    """A passage with what it was read as; `span` counts into the source."""

    span: Span
    kind: str


@dataclass(frozen=True)
class Segment:
    """A stretch of one line in which nothing begins or ends.

    Attributes:
        text: What is shown: the source, or the notice in place of personal data.
        span: Where it stands in the source.
        kinds: What it was read as, innermost first.
        anchors: Ids that begin here.
    """

    text: str
    span: Span
    kinds: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True)
class SourceLine:
    """One line of the source: 1-based number, block kind of its first visible character, segments."""

    number: int
    block: str
    segments: tuple[Segment, ...]

    @property
    def blank(self) -> bool:
        """Whether nothing stands on the line."""
        return not any(piece.text.strip() for piece in self.segments)


@dataclass(frozen=True)
class LineGroup:
    """Neighbouring lines of one kind of block; `folded` where they are boilerplate or a duplicate."""

    kind: str
    folded: bool
    lines: tuple[SourceLine, ...]


def hidden_spans(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Merge overlapping and touching passages that must not be shown, and keep line ends out of them.

    Args:
        text: The source.
        spans: Passages in any order; parts outside the text are ignored.

    Returns:
        Ascending spans with something between each two, none holding a line feed.
    """
    merged: list[list[int]] = []
    for start, end in sorted((max(start, 0), min(end, len(text))) for start, end in spans):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    parts: list[Span] = []
    for start, end in merged:
        position = start
        for piece in text[start:end].split("\n"):
            if piece:
                parts.append((position, position + len(piece)))
            position += len(piece) + 1
    return tuple(parts)


def mask(text: str, spans: Iterable[Span]) -> str:
    """The text with each hidden passage replaced by the notice (see `hidden_spans`)."""
    shown: list[str] = []
    position = 0
    for start, end in hidden_spans(text, spans):
        shown += [text[position:start], REDACTED]
        position = end
    return "".join([*shown, text[position:]])


def segments(
    text: str, marks: Iterable[Mark], hidden: Iterable[Span] = (), anchors: Mapping[str, int] | None = None
) -> tuple[Segment, ...]:
    """Cut a text where anything begins or ends; nested and overlapping marks become sets of kinds.

    Args:
        text: The source.
        marks: Passages with their kinds, in any order, nested or overlapping as they like.
        hidden: Passages that must not be shown.
        anchors: Id -> offset in the source; one inside a hidden passage moves to its start.

    Returns:
        Segments whose texts joined are `mask(text, hidden)`, each line feed being a segment of its own.
    """
    secret = hidden_spans(text, hidden)
    places = _anchor_places(anchors or {}, secret, len(text))
    placed = [mark for mark in marks if 0 <= mark.span[0] < mark.span[1] <= len(text)]
    cuts = {0, len(text), *places, *(edge for mark in placed for edge in mark.span)}
    for position, sign in enumerate(text):
        if sign == "\n":
            cuts |= {position, position + 1}
    for start, end in secret:
        cuts = {cut for cut in cuts if not start < cut < end} | {start, end}
    begins = {start for start, _ in secret}
    made: list[Segment] = []
    for (start, end), kinds in _covered(sorted(cuts), placed):
        is_secret = start in begins
        shown = REDACTED if is_secret else text[start:end]
        found = ("personal",) if is_secret else kinds
        made.append(Segment(shown, (start, end), found, places.get(start, ())))
    if tail := places.get(len(text)):
        made.append(Segment("", (len(text), len(text)), (), tail))
    return tuple(made)


def source_lines(pieces: Sequence[Segment], blocks: Sequence[Block]) -> tuple[SourceLine, ...]:
    """Group segments into lines; the line feeds themselves are left out.

    Args:
        pieces: What `segments` gave.
        blocks: The record's blocks, ascending; a blank line belongs to the block its start lies in.

    Returns:
        All lines, numbered from 1.
    """
    rows: list[list[Segment]] = [[]]
    starts = [0]
    for piece in pieces:
        if piece.text == "\n":
            rows.append([])
            starts.append(piece.span[1])
        else:
            rows[-1].append(piece)
    lines = []
    for number, (start, row) in enumerate(zip(starts, rows, strict=True), start=1):
        first = next((piece.span[0] + _indent(piece.text) for piece in row if piece.text.strip()), start)
        lines.append(SourceLine(number, _block_at(blocks, first), tuple(row)))
    return tuple(lines)


def line_groups(lines: Iterable[SourceLine]) -> tuple[LineGroup, ...]:
    """Neighbouring lines that are folded for the same reason, or shown, become one group; blank ones join in."""
    groups: list[tuple[str, list[SourceLine]]] = []
    for line in lines:
        kind = line.block if line.block in FOLDED else "shown"
        if groups and (line.blank or groups[-1][0] == kind):
            groups[-1][1].append(line)
        else:
            groups.append((kind, [line]))
    return tuple(LineGroup(kind, kind in FOLDED, tuple(held)) for kind, held in groups)


def _covered(cuts: Sequence[int], marks: Iterable[Mark]) -> list[tuple[Span, tuple[str, ...]]]:
    """Sweep over the cuts with the marks that are open at each of them."""
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for mark in marks:
        opening.setdefault(mark.span[0], []).append(mark.kind)
        closing.setdefault(mark.span[1], []).append(mark.kind)
    events = sorted({*cuts, *opening, *closing})
    wanted = set(cuts)
    open_now: dict[str, int] = {}
    kinds_at: dict[int, tuple[str, ...]] = {}
    for position in events:
        for kind in closing.get(position, ()):
            open_now[kind] -= 1
        for kind in opening.get(position, ()):
            open_now[kind] = open_now.get(kind, 0) + 1
        if position in wanted:
            found = [kind for kind, count in open_now.items() if count > 0]
            kinds_at[position] = tuple(sorted(found, key=_rank))
    return [((a, b), kinds_at[a]) for a, b in pairwise(cuts)]


def _rank(kind: str) -> tuple[int, str]:
    return (KIND_ORDER.index(kind) if kind in KIND_ORDER else len(KIND_ORDER), kind)


def _anchor_places(anchors: Mapping[str, int], secret: Sequence[Span], length: int) -> dict[int, tuple[str, ...]]:
    places: dict[int, tuple[str, ...]] = {}
    for name, wanted in anchors.items():
        offset = min(max(wanted, 0), length)
        offset = next((start for start, end in secret if start < offset < end), offset)
        places[offset] = (*places.get(offset, ()), name)
    return places


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _block_at(blocks: Sequence[Block], offset: int) -> str:
    for block in blocks:
        if block.span[0] <= offset < block.span[1]:
            return block.kind
    return "unclassified"
