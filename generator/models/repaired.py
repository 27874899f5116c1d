"""The text of passages as it is shown: that of the source, with what was repaired."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generator.models.base import Span
from generator.models.marks import Repair

_BREAK = re.compile("[ \t\u00a0\u3000]*[\r\n]+[ \t\u00a0\u3000]*")


def unbroken(text: str) -> str:
    """A name without the line end that breaks it (市规划 / 局): what records show and what validation checks."""
    return _BREAK.sub("", text)


def repaired_text(source: str, spans: Iterable[Span], repairs: Sequence[Repair]) -> str:
    """The text of `spans` after the listed repairs: what records show and what validation checks.

    Args:
        source: The whole source text.
        spans: Half-open ranges of code points into it, in reading order.
        repairs: All repairs of the document; those that do not lie wholly inside one span are no
            business of this text (a page break between two spans), later ones overlapping an earlier
            one are left out.

    Returns:
        The passages joined with nothing between them, each repaired passage replaced.
    """
    return "".join(piece for piece, _ in repaired_pieces(source, spans, repairs))


def repaired_pieces(source: str, spans: Iterable[Span], repairs: Sequence[Repair]) -> tuple[tuple[str, Span], ...]:
    """The pieces that `repaired_text` joins, each with the span of the source that it stands for."""
    ordered = sorted(repairs, key=lambda repair: repair.span)
    pieces: list[tuple[str, Span]] = []
    for start, end in spans:
        position = start
        for repair in ordered:
            first, last = repair.span
            if first < position or last > end or first >= end or repair.before == repair.after:
                continue
            pieces.append((source[position:first], (position, first)))
            pieces.append((repair.after, (first, last)))
            position = last
        pieces.append((source[position:end], (position, end)))
    return tuple(piece for piece in pieces if piece[0])
