"""Two policies side by side, in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from generator.compare.items import Item
from generator.models import DocumentReuse, LinkType, PairSummary, PolicyRecord

STRENGTH: dict[LinkType, int] = {"mention": 1, "partial": 2, "same": 3}
COUNTERPARTS: tuple[LinkType, ...] = ("same", "partial")
DIGITS = 4

Linked = tuple[Item, Item, LinkType]
"""An item, its counterpart in the other policy, and the type of the link."""


def summarise_pair(
    one: tuple[PolicyRecord, DocumentReuse], other: tuple[PolicyRecord, DocumentReuse], links: Iterable[Linked]
) -> PairSummary:
    """Sum up two policies.

    Each task of `a` counts once, by its strongest link to a task of `b`. A mention is no counterpart: `only_a` and
    `only_b` list every task that is neither the same as nor part of one of the other's. The verbatim shares are
    null where either text is not measured (digest).

    Args:
        one: The earlier record, with its text reuse.
        other: The other.
        links: The links between their items, in both records' order.

    Returns:
        The summary.
    """
    best: dict[str, LinkType] = {}
    answered = set()
    for left, right, kind in links:
        if left.kind != "task" or right.kind != "task":
            continue
        if kind != "mention":
            answered.add(right.ref.item)
        strongest = best.get(left.ref.item)
        if strongest is None or STRENGTH[kind] > STRENGTH[strongest]:
            best[left.ref.item] = kind
    count = Counter(best.values())
    return PairSummary(
        a=one[0].id,
        b=other[0].id,
        same=count["same"],
        partial=count["partial"],
        mention=count["mention"],
        only_a=tuple(task.id for task in one[0].tasks if best.get(task.id) not in COUNTERPARTS),
        only_b=tuple(task.id for task in other[0].tasks if task.id not in answered),
        verbatim_a=_verbatim(one[1], other[1]),
        verbatim_b=_verbatim(other[1], one[1]),
    )


def _verbatim(one: DocumentReuse, other: DocumentReuse) -> float | None:
    if one.share is None or other.share is None:
        return None
    return round(one.by_policy.get(other.policy, 0) / one.chars, DIGITS)
