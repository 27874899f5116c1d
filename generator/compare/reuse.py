"""Text reuse (文本沿用): what share of a provision or document stands verbatim in other documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from typing import Protocol, TypeVar

from generator.compare.items import Item
from generator.compare.runs import RunTable, covered_by, longest_apart
from generator.models import DocumentReuse, ItemRef, ItemReuse, ReusedRun, Span
from generator.models.kinds import Level
from generator.models.order import is_higher

DIGITS = 4
HOMES = ("above", "peer", "below", "unknown")
"""Where a shared passage stands too, by level; text handed down counts as such even where peers have it as well."""

Known_co = TypeVar("Known_co", covariant=True)


class Numbered(Protocol[Known_co]):
    """Things by the numbers of items: of all of them, or of as many as are asked about."""

    def __getitem__(self, number: int, /) -> Known_co:
        """The one of this number."""


Standing = tuple[int, int, int]
"""A run as it is measured: where it starts in an item, index of the other item, length."""

SharedRuns = Mapping[int, Sequence[Standing]]
"""Index of an item -> the runs it shares, in text order."""


def runs_by_item(items: Sequence[Item], runs: RunTable) -> SharedRuns:
    """For each item the runs it shares."""
    found: defaultdict[int, list[Standing]] = defaultdict(list)
    for (one, other), shared in runs.items():
        found[one] += [(left, other, length) for left, _, length in shared]
        found[other] += [(right, one, length) for _, right, length in shared]
    return {number: sorted(found[number]) for number in range(len(items))}


def measure_items(items: Numbered[Item], refs: Numbered[ItemRef], shared: SharedRuns) -> tuple[ItemReuse, ...]:
    """Measure every item in official wording that has a text.

    share = folded characters inside runs of at least MINIMUM that stand in another document / all folded
    characters (punctuation and blanks do not count).

    Args:
        items: Items by number, in record order.
        refs: Item ids by number, of all items that runs lead to.
        shared: Runs by item; only the items named here are measured.

    Returns:
        One entry for each such item.
    """
    found = []
    for number, runs in shared.items():
        item = items[number]
        chars = len(item.folded.text)
        if not item.official or not chars:
            continue
        covered = covered_by({(left, left + length) for left, _, length in runs})
        found.append(
            ItemReuse(
                policy=item.ref.policy,
                item=item.ref.item,
                chars=chars,
                shared_chars=covered,
                share=round(covered / chars, DIGITS),
                runs=_passages(refs, item, runs),
            )
        )
    return tuple(found)


def measure_document(
    policy: str,
    items: Numbered[Item],
    refs: Numbered[ItemRef],
    shared: SharedRuns,
    places: Mapping[str, tuple[int, Level]],
) -> DocumentReuse:
    """Measure a document over all its provisions; `share` is the part found in other documents.

    Args:
        policy: The id of the document.
        items: Items by number, in record order.
        refs: Item ids by number, of all items that runs lead to.
        shared: Runs by item, for the items of this document.
        places: Policy id -> its place in record order, and its level.

    Returns:
        The reuse; a share of null where the text is a digest or there is no text to measure.
    """
    chars = 0
    homes: Counter[str] = Counter()
    with_policy: Counter[str] = Counter()
    for number, runs in shared.items():
        spans: defaultdict[str, set[Span]] = defaultdict(set)
        for left, other, length in runs:
            spans[refs[other].policy].add((left, left + length))
        chars += len(items[number].folded.text)
        homes.update(_by_home(places[policy][1], places, spans))
        for other_policy, found in spans.items():
            with_policy[other_policy] += covered_by(found)
    common = homes.total()
    measured = bool(chars) and all(items[number].official for number in shared)
    return DocumentReuse(
        policy=policy,
        chars=chars,
        own_chars=chars - common,
        share=round(common / chars, DIGITS) if measured else None,
        by_policy={other: with_policy[other] for other in sorted(with_policy, key=places.__getitem__)},
        above_chars=homes["above"],
        peer_chars=homes["peer"],
        below_chars=homes["below"],
        unknown_chars=homes["unknown"],
    )


def _by_home(own: Level, places: Mapping[str, tuple[int, Level]], spans: Mapping[str, Set[Span]]) -> Counter[str]:
    """Characters of one item by where else they stand; each counts once, in the order of HOMES."""
    by_home: defaultdict[str, set[Span]] = defaultdict(set)
    for policy, found in spans.items():
        by_home[_home(own, places[policy][1])].update(found)
    counted: Counter[str] = Counter()
    covered: set[Span] = set()
    before = 0
    for home in HOMES:
        if home in by_home:
            covered |= by_home[home]
            reached = covered_by(covered)
            counted[home] = reached - before
            before = reached
    return counted


def _home(own: Level, other: Level) -> str:
    if "unknown" in (own, other):
        return "unknown"
    return "above" if is_higher(other, own) else "below" if is_higher(own, other) else "peer"


def _passages(refs: Numbered[ItemRef], item: Item, shared: Sequence[Standing]) -> tuple[ReusedRun, ...]:
    """Passages that do not overlap, the longest first chosen; each stands whole in all its `others`."""
    passages = []
    for start, end in longest_apart(len(item.folded.text), ((left, left + length) for left, _, length in shared)):
        others = {other for left, other, length in shared if left <= start and end <= left + length}
        span = item.folded.original_span(start, end)
        named = tuple(refs[number] for number in sorted(others))
        passages.append(ReusedRun(text=item.text[slice(*span)], span=span, others=named))
    return tuple(passages)
