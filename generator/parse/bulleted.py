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
"""Bullets stand below all numbers, those within a row of others below these."""

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
    """Rows of bullets; a sign that stands between two of another one lists what is below that."""
    signs = [BULLET.match(text, *piece) for piece in pieces]
    kept: dict[str, list[re.Match[str]]] = {}
    for sign in dict.fromkeys(match["sign"] for match in signs if match is not None):
        row = _rows([match for match in signs if match is None or match["sign"] == sign])
        kept |= {sign: row} if row else {}
    depths = {sign: sum(_are_around(other, row) for other in kept.values()) for sign, row in kept.items()}
    counts: list[int] = [0] * (len(kept) + 1)
    found: dict[int, NumberMark] = {}
    for match in sorted((match for row in kept.values() for match in row), key=lambda match: match.start()):
        depth = depths[match["sign"]]
        counts[depth] += 1
        counts[depth + 1 :] = [0] * (len(kept) - depth)
        found[match.start()] = _mark(FORM, RANK + depth, counts[depth], "", match)
    return found


def _are_around(outer: Sequence[re.Match[str]], inner: Sequence[re.Match[str]]) -> bool:
    """Whether one row begins before the other and goes on behind its beginning."""
    return outer[0].start() < inner[0].start() < outer[-1].start()


def _rows(matches: Sequence[re.Match[str] | None]) -> list[re.Match[str]]:
    """Those that stand in a row of three or more; None for a paragraph of text."""
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
