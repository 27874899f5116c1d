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
    found = []
    for record in records:
        numbers = [number for number, item in enumerate(items) if item.ref.policy == record.id]
        chars = sum(len(items[number].folded.text) for number in numbers)
        by_policy = {}
        for other in records:
            common = sum(_shared_with(items, shared[number], {other.id}) for number in numbers)
            if common:
                by_policy[other.id] = common
        common = sum(_shared_with(items, shared[number], None) for number in numbers)
        measured = record.text_status != "digest" and chars > 0
        found.append(
            DocumentReuse(
                policy=record.id,
                chars=chars,
                own_chars=chars - common,
                share=round(common / chars, DIGITS) if measured else None,
                by_policy=by_policy,
            )
        )
    return tuple(found)


def _shared_with(items: Sequence[Item], shared: Sequence[tuple[int, Run]], policies: set[str] | None) -> int:
    return _covered(
        (run.left, run.left + run.length)
        for other, run in shared
        if policies is None or items[other].ref.policy in policies
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
