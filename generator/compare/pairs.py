"""Two policies side by side, in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from generator.compare.alignment import types_by_policies
from generator.compare.items import Item
from generator.models import DocumentReuse, LinkType, PairSummary, PolicyRecord

STRENGTH: dict[LinkType, int] = {"mention": 1, "partial": 2, "same": 3}
COUNTERPARTS: tuple[LinkType, ...] = ("same", "partial")
DIGITS = 4


def summarise_pairs(
    records: Sequence[PolicyRecord],
    items: Sequence[Item],
    types: Mapping[tuple[int, int], LinkType],
    reuse: Sequence[DocumentReuse],
    pairs: Sequence[tuple[str, str]],
) -> tuple[PairSummary, ...]:
    """Sum up pairs of policies.

    Each task of `a` counts once, by its strongest link to a task of `b`. A mention is no counterpart: `only_a` and
    `only_b` list every task that is neither the same as nor part of one of the other's. The verbatim shares are
    null where either text is not measured (digest).

    Args:
        records: Records in record order.
        items: Their items.
        types: Type of link by pair of indices into `items`.
        reuse: Text reuse of each document.
        pairs: The pairs of policy ids, the earlier record first.

    Returns:
        One summary for each pair.
    """
    linked = types_by_policies(items, types)
    tasks = {record.id: [task.id for task in record.tasks] for record in records}
    measured = {entry.policy: entry for entry in reuse}
    return tuple(_summary(a, b, items, linked.get((a, b), {}), tasks, (measured[a], measured[b])) for a, b in pairs)


def _summary(
    a: str,
    b: str,
    items: Sequence[Item],
    linked: Mapping[tuple[int, int], LinkType],
    tasks: Mapping[str, Sequence[str]],
    measured: tuple[DocumentReuse, DocumentReuse],
) -> PairSummary:
    best: dict[str, LinkType] = {}
    answered = set()
    for (one, other), kind in linked.items():
        left, right = items[one], items[other]
        if left.kind != "task" or right.kind != "task":
            continue
        if kind != "mention":
            answered.add(right.ref.item)
        strongest = best.get(left.ref.item)
        if strongest is None or STRENGTH[kind] > STRENGTH[strongest]:
            best[left.ref.item] = kind
    count = Counter(best.values())
    return PairSummary(
        a=a,
        b=b,
        same=count["same"],
        partial=count["partial"],
        mention=count["mention"],
        only_a=tuple(task for task in tasks[a] if best.get(task) not in COUNTERPARTS),
        only_b=tuple(task for task in tasks[b] if task not in answered),
        verbatim_a=_verbatim(*measured),
        verbatim_b=_verbatim(*reversed(measured)),
    )


def _verbatim(one: DocumentReuse, other: DocumentReuse) -> float | None:
    if one.share is None or other.share is None:
        return None
    return round(one.by_policy.get(other.policy, 0) / one.chars, DIGITS)
