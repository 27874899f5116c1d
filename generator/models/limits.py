"""How much is compared and shown: everything in a small knowledge base, a choice that stays bounded in a large one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

ALL_COMPARED: Final = 12
"""Documents; up to this many every two are compared, have a page, and stand in every table side by side.

Twelve columns are as many as a wide screen shows at all, and their 66 pairs as many as a reader looks through. The
limits below hold only above it.
"""

COLUMNS: Final = 6
"""Documents of a large knowledge base that stand side by side in one table; every two of them are compared on it."""

LEARNED_FROM: Final = 200
"""Documents from which weights, words and reliable cues are learned; more teach hardly anything new.

They are picked by a hash of their ids, so that one document more seldom changes what was learned, and what was
compared before still holds.
"""

PASSAGE_HOMES: Final = 4
"""Other documents that a shared passage of a large knowledge base leads to: the first ones in record order."""

PARTNERS: Final = 3
"""Documents that each one is compared with: what it rests on, then the most similar."""

CHOSEN_BY: Final = 40
"""Documents that may choose the same partner because it is most like them; any number may rest on it."""

COUNTERPARTS: Final = 1
"""Counterparts of a provision in one other document, the closest ones; documents that copy long lists have dozens."""

NEAREST: Final = 3
"""Partial counterparts of a provision in one other document named at once, the closest ones; more are folded."""

PAIR_PAGES: Final = ALL_COMPARED * (ALL_COMPARED - 1) // 2
"""Pairs with a page of their own: as many as ALL_COMPARED documents have."""

RUNS: Final = 150
"""Verbatim passages listed on one page, the longest ones."""

HOMES: Final = 8
"""Documents named beside one provision or passage; the others are counted."""

ALL_HOMES: Final = 1_000
"""More than a provision or passage of a small knowledge base has: all are named."""

SHEET_ROWS: Final = 20_000
"""Rows of a workbook: beyond that it takes longer than all the other files together, and CSV serves as well."""

DRAWN: Final = 30
"""Documents drawn in the basis chain of a large knowledge base, those cited most, each with CITING that cite it."""

CITING: Final = 2
"""Documents drawn below one that is cited."""

LISTED: Final = 200
"""Documents on one page of the list of all; whoever filters or sorts has the others loaded."""

ROWS: Final = 400
"""Rows of one table; whatever has more is listed in the data files, and found by searching."""


def homes_for(documents: int) -> int:
    """How many documents are named beside one provision or passage in a knowledge base of so many."""
    return ALL_HOMES if documents <= ALL_COMPARED else HOMES


def columns_for(documents: int) -> int:
    """How many documents may stand side by side in a knowledge base of so many."""
    return ALL_COMPARED if documents <= ALL_COMPARED else COLUMNS


def shown_side_by_side(candidates: Iterable[tuple[str, str]], most: int = COLUMNS) -> tuple[str, ...]:
    """Choose the documents that stand side by side in a table.

    Args:
        candidates: (policy id, level) in record order, highest level first.
        most: How many there is room for, see `columns_for`.

    Returns:
        The ids in the order given: all if there are no more, else the first ones of each level in turns, so that no
        level crowds out the others.
    """
    listed = list(candidates)
    if len(listed) <= most:
        return tuple(policy for policy, _ in listed)
    by_level: dict[str, list[str]] = {}
    for policy, level in listed:
        by_level.setdefault(level, []).append(policy)
    turns = ((turn, held[turn]) for turn in range(most) for held in by_level.values() if turn < len(held))
    chosen = {policy for _, (_, policy) in zip(range(most), turns, strict=False)}
    return tuple(policy for policy, _ in listed if policy in chosen)
