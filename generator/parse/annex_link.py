"""Annex rows and the body: which task a row repeats. How they differ is for the normalise stage to say."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from generator.models import ReadAnnexRow, ReadItem
from generator.parse.folding import fold

SAME_TITLE = 0.92
"""Titles at least this alike (ratio of folded texts) name the same task."""


def link_row(row: ReadAnnexRow, items: Sequence[ReadItem]) -> str | None:
    """Id of the body item whose title the row repeats: the same when folded, else the most alike; None if none is."""
    title = fold(row.title)
    if not title:
        return None
    for item in items:
        if fold(item.title) == title:
            return item.id
    scored = [(fuzz.ratio(fold(item.title), title) / 100, -i, item.id) for i, item in enumerate(items)]
    best = max(scored, default=(0.0, 0, ""))
    return best[2] if best[0] >= SAME_TITLE else None
