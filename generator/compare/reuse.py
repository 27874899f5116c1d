"""Text reuse (文本沿用): what share of a provision or document stands verbatim in other documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from generator.compare.items import Item
from generator.compare.runs import MINIMUM, Run, RunTable, flipped
from generator.models import DocumentReuse, ItemRef, ItemReuse, PolicyRecord, ReusedRun, Span

DIGITS = 4


def runs_by_item(items: Sequence[Item], runs: RunTable) -> dict[int, list[tuple[int, Run]]]:
    """For each item the runs it shares: (index of the other item, run with this item at the left)."""
    found: defaultdict[int, list[tuple[int, Run]]] = defaultdict(list)
    for (one, other), shared in runs.items():
        found[one] += [(other, run) for run in shared]
        found[other] += [(one, run) for run in flipped(shared)]
    return {number: sorted(found[number], key=lambda e: (e[1].left, e[0], e[1].right)) for number in range(len(items))}


def measure_items(items: Sequence[Item], shared: dict[int, list[tuple[int, Run]]]) -> tuple[ItemReuse, ...]:
    """Measure every item in official wording that has a text.

    share = folded characters inside runs of at least MINIMUM that stand in another document / all folded
    characters (punctuation and blanks do not count).

    Args:
        items: Items in record order.
        shared: Runs by item, from `runs_by_item`.

    Returns:
        One entry for each such item.
    """
    found = []
    for number, item in enumerate(items):
        chars = len(item.folded.text)
        if not item.official or not chars:
            continue
        covered = _covered((run.left, run.left + run.length) for _, run in shared[number])
        found.append(
            ItemReuse(
                policy=item.ref.policy,
                item=item.ref.item,
                chars=chars,
                shared_chars=covered,
                share=round(covered / chars, DIGITS),
                runs=_passages(items, item, shared[number]),
            )
        )
    return tuple(found)


def measure_documents(
    records: Sequence[PolicyRecord], items: Sequence[Item], shared: dict[int, list[tuple[int, Run]]]
) -> tuple[DocumentReuse, ...]:
    """Measure every document over all its provisions; `share` is the part found in other documents.

    Args:
        records: Records in record order.
        items: Their items.
        shared: Runs by item, from `runs_by_item`.

    Returns:
        One entry for each record; a share of null where the text is a digest or there is no text to measure.
    """
    total: defaultdict[str, int] = defaultdict(int)
    common: defaultdict[str, int] = defaultdict(int)
    with_policy: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for number, item in enumerate(items):
        policy = item.ref.policy
        spans: defaultdict[str, list[Span]] = defaultdict(list)
        for other, run in shared[number]:
            spans[items[other].ref.policy].append((run.left, run.left + run.length))
        total[policy] += len(item.folded.text)
        common[policy] += _covered(span for found in spans.values() for span in found)
        for other_policy, found in spans.items():
            with_policy[policy][other_policy] += _covered(found)
    return tuple(
        DocumentReuse(
            policy=record.id,
            chars=total[record.id],
            own_chars=total[record.id] - common[record.id],
            share=round(common[record.id] / total[record.id], DIGITS)
            if record.text_status != "digest" and total[record.id]
            else None,
            by_policy={
                other.id: with_policy[record.id][other.id] for other in records if with_policy[record.id][other.id]
            },
        )
        for record in records
    )


def _covered(spans: Iterable[Span]) -> int:
    """Characters covered by at least one span."""
    total = reach = 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reach))
        reach = max(reach, end)
    return total


def _passages(items: Sequence[Item], item: Item, shared: Sequence[tuple[int, Run]]) -> tuple[ReusedRun, ...]:
    """Passages that do not overlap, the longest first chosen; each stands whole in all its `others`."""
    free = [(0, len(item.folded.text))]
    chosen: list[Span] = []
    for _, run in sorted(shared, key=lambda e: (-e[1].length, e[1].left, e[0])):
        for gap in list(free):
            start, end = max(gap[0], run.left), min(gap[1], run.left + run.length)
            if end - start >= MINIMUM:
                free.remove(gap)
                free += [(gap[0], start), (end, gap[1])]
                chosen.append((start, end))
    passages = []
    for start, end in sorted(chosen):
        others: dict[int, ItemRef] = {
            other: items[other].ref for other, run in shared if run.left <= start and end <= run.left + run.length
        }
        span = item.folded.original_span(start, end)
        refs = tuple(others[number] for number in sorted(others))
        passages.append(ReusedRun(text=item.text[slice(*span)], span=span, others=refs))
    return tuple(passages)
