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
) -> tuple[PairSummary, ...]:
    """Sum up every unordered pair of policies, the earlier record as `a`.

    Each task of `a` counts once, by its strongest link to a task of `b`. A mention is no counterpart: `only_a` and
    `only_b` list every task that is neither the same as nor part of one of the other's. The verbatim shares are
    null where either text is not measured (digest).

    Args:
        records: Records in record order.
        items: Their items.
        types: Type of link by pair of indices into `items`.
        reuse: Text reuse of each document.

    Returns:
        One summary for each pair.
    """
    linked = types_by_policies(items, types)
    tasks = {record.id: [task.id for task in record.tasks] for record in records}
    measured = {entry.policy: entry for entry in reuse}
    summaries = []
    for position, a in enumerate(records):
        for b in records[position + 1 :]:
            best: dict[str, LinkType] = {}
            answered = set()
            for (one, other), kind in linked.get((a.id, b.id), {}).items():
                left, right = items[one], items[other]
                if left.kind != "task" or right.kind != "task":
                    continue
                if kind != "mention":
                    answered.add(right.ref.item)
                strongest = best.get(left.ref.item)
                if strongest is None or STRENGTH[kind] > STRENGTH[strongest]:
                    best[left.ref.item] = kind
            count = Counter(best.values())
            summaries.append(
                PairSummary(
                    a=a.id,
                    b=b.id,
                    same=count["same"],
                    partial=count["partial"],
                    mention=count["mention"],
                    only_a=tuple(task for task in tasks[a.id] if best.get(task) not in COUNTERPARTS),
                    only_b=tuple(task for task in tasks[b.id] if task not in answered),
                    verbatim_a=_verbatim(measured[a.id], measured[b.id]),
                    verbatim_b=_verbatim(measured[b.id], measured[a.id]),
                )
            )
    return tuple(summaries)


def _verbatim(one: DocumentReuse, other: DocumentReuse) -> float | None:
    if one.share is None or other.share is None:
        return None
    return round(one.by_policy.get(other.policy, 0) / one.chars, DIGITS)
