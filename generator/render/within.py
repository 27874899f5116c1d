"""Which provisions a column shows of a document that says much about a domain in provisions on something else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generator.models import Cell, ItemRef
from generator.render.index import Index

FEW: Final = 3
"""Provisions on something else that a column shows in full; of more, those closest to what others have on it."""

MOST: Final = 0.6
"""Where the sentences on a domain are this part of a provision, it is read as a whole."""


def items_shown(index: Index, cell: Cell) -> tuple[str, ...]:
    """The ids of the provisions that a column on the domain shows in full, in the order of the document.

    Args:
        index: The look-ups.
        cell: What the document says about the domain.

    Returns:
        All that are on the domain; of those on something else (`Cell.within`) the FEW that answer most closely to
        provisions on it elsewhere.
    """
    if not cell.within or len(cell.items) <= FEW:
        return cell.items
    ranked = sorted(cell.items, key=lambda item: (-_closeness(index, cell, item), cell.items.index(item)))
    chosen = frozenset(ranked[:FEW])
    return tuple(item for item in cell.items if item in chosen)


def said_within(index: Index, cell: Cell) -> Mapping[str, tuple[str, ...]]:
    """What provisions on something else say on the domain, of those of which it is worth showing apart.

    Args:
        index: The look-ups.
        cell: What the document says about the domain.

    Returns:
        Id -> the sentences on it (`Cell.sentences`), where they are less than MOST of the provision.
    """
    told = zip(cell.items, cell.sentences, strict=bool(cell.sentences))
    return {
        item: said for item, said in told if 0 < sum(map(len, said)) < MOST * len(index.item(cell.policy, item).text)
    }


def _closeness(index: Index, cell: Cell, item: str) -> float:
    """The score of its closest link, more than a mention, to a provision of which the domain is the primary one."""
    # The closest come first: of the documents behind it nobody asks anything.
    scored = index.scored(cell.policy, item)
    return next((score for to, score in scored if _is_on(index, to, cell.domain)), 0.0)


def _is_on(index: Index, ref: ItemRef, domain: str) -> bool:
    """Whether the domain is the primary one of a provision, as the matrix tells, which stays as texts are reworded."""
    cell = index.cell(domain, ref.policy)
    return not cell.within and ref.item in cell.items
