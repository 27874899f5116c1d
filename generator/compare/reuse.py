"""Text reuse (文本沿用): what share of a provision or document stands verbatim in other documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from generator.compare.items import LEVELS, Item
from generator.compare.runs import MINIMUM, Run, RunTable, flipped
from generator.models import DocumentReuse, ItemRef, ItemReuse, PolicyRecord, ReusedRun, Span

DIGITS = 4
HOMES = ("above", "peer", "below", "unknown")
"""Where a shared passage stands too, by level; text handed down counts as such even where peers have it as well."""


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
    levels = {record.id: record.jurisdiction.level for record in records}
    total: defaultdict[str, int] = defaultdict(int)
    homes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    with_policy: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for number, item in enumerate(items):
        policy = item.ref.policy
        spans: defaultdict[str, list[Span]] = defaultdict(list)
        for other, run in shared[number]:
            spans[items[other].ref.policy].append((run.left, run.left + run.length))
        total[policy] += len(item.folded.text)
        homes[policy] += _by_home(levels[policy], levels, spans)
        for other_policy, found in spans.items():
            with_policy[policy][other_policy] += _covered(found)
    order = {record.id: number for number, record in enumerate(records)}
    return tuple(_document(record, order, total[record.id], homes[record.id], with_policy) for record in records)


def _document(
    record: PolicyRecord,
    order: Mapping[str, int],
    chars: int,
    homes: Counter[str],
    with_policy: Mapping[str, Counter[str]],
) -> DocumentReuse:
    common = homes.total()
    shared = with_policy[record.id]
    return DocumentReuse(
        policy=record.id,
        chars=chars,
        own_chars=chars - common,
        share=round(common / chars, DIGITS) if record.text_status != "digest" and chars else None,
        by_policy={other: shared[other] for other in sorted(shared, key=order.__getitem__) if shared[other]},
        above_chars=homes["above"],
        peer_chars=homes["peer"],
        below_chars=homes["below"],
        unknown_chars=homes["unknown"],
    )


def _by_home(own: str, levels: Mapping[str, str], spans: Mapping[str, Sequence[Span]]) -> Counter[str]:
    """Characters of one item by where else they stand; each counts once, in the order of HOMES."""
    counted: Counter[str] = Counter()
    covered: list[Span] = []
    before = 0
    for home in HOMES:
        covered += [span for policy, found in spans.items() if _home(own, levels[policy]) == home for span in found]
        reached = _covered(covered)
        counted[home] += reached - before
        before = reached
    return counted


def _home(own: str, other: str) -> str:
    if "unknown" in (own, other):
        return "unknown"
    difference = LEVELS.index(other) - LEVELS.index(own)
    return "above" if difference < 0 else "below" if difference else "peer"


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
