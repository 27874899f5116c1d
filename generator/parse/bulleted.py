"""Items behind bullets (● ◆ ➢), and behind numbers with a sign that no standard has (1，): rows of like paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.models import Span
from generator.parse.duties import find_duties
from generator.parse.numbering import RANKS, NumberMark
from generator.vocabulary import Vocabulary

FORM = "bullet"
RANK = len(RANKS) + 1
"""Bullets stand below all numbers."""

BULLETS = "●◆■▶➢•·○◇▲△►▸▪◎➤❖◉"
BULLET = re.compile(f"(?P<sign>[{BULLETS}])(?![{BULLETS}])[ \\t\\u3000\\u00a0]*(?=[\\u4e00-\\u9fff“《「])")
ODD_NUMBER = re.compile("(?P<n>[0-9０-９]{1,2})[，,：:；;。][ \\t\\u3000\\u00a0]*(?=[\\u4e00-\\u9fff“《「])")
FEWEST = 3
MOST_BETWEEN = 2
"""So many paragraphs (a clause, more of the text) may stand between two of a row."""


def find_bulleted(text: str, pieces: Sequence[Span], rank: int, vocabulary: Vocabulary) -> dict[int, NumberMark]:
    """Find the items that the text below a heading lists.

    Args:
        text: The source text.
        pieces: That text, a paragraph each.
        rank: Rank of the heading's own number.
        vocabulary: What duties of offices look like: lists of these are read as such.

    Returns:
        A mark for the paragraph that begins at each position; empty where fewer than three are alike.
    """
    found = _bullets(text, pieces) or _numbers(text, pieces, rank)
    return {} if found and find_duties(text, pieces, vocabulary) is not None else found


def _bullets(text: str, pieces: Sequence[Span]) -> dict[int, NumberMark]:
    signs = [BULLET.match(text, *piece) for piece in pieces]
    kept: list[re.Match[str]] = []
    for sign in dict.fromkeys(match["sign"] for match in signs if match is not None):
        kept += _rows([match if match is not None and match["sign"] == sign else None for match in signs])
    kept.sort(key=lambda match: match.start())
    return {match.start(): _mark(FORM, RANK, n, "", match) for n, match in enumerate(kept, 1)}


def _rows(matches: Sequence[re.Match[str] | None]) -> list[re.Match[str]]:
    """Those that stand in a row of three or more."""
    kept: list[re.Match[str]] = []
    row: list[re.Match[str]] = []
    between = 0
    for match in (*matches, *[None] * (MOST_BETWEEN + 1)):
        between = between + 1 if match is None else 0
        if match is not None:
            row.append(match)
        elif between > MOST_BETWEEN:
            kept += row if len(row) >= FEWEST else []
            row = []
    return kept


def _numbers(text: str, pieces: Sequence[Span], rank: int) -> dict[int, NumberMark]:
    third = RANKS.index("third") + 1
    form, own = ("third", third) if rank < third else (FORM, RANK)
    row: list[re.Match[str]] = []
    between = 0
    for piece in pieces:
        match = ODD_NUMBER.match(text, *piece)
        if match is not None and int(match["n"]) == len(row) + 1 and between <= MOST_BETWEEN:
            row.append(match)
            between = 0
        elif row:
            between += 1
    if len(row) < FEWEST:
        return {}
    return {match.start(): _mark(form, own, n, match["n"], match) for n, match in enumerate(row, 1)}


def _mark(form: str, rank: int, value: int, raw: str, match: re.Match[str]) -> NumberMark:
    end = match.end() - match.start()
    return NumberMark(form=form, rank=rank, raw=raw, value=value, key=str(value), end=end)
