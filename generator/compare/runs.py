"""Verbatim runs between provisions, by seed and extend on an inverted index of shingles."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.compare.items import Item
from generator.models.limits import ALL_COMPARED

MINIMUM = 10
"""Folded characters; shorter runs are phrases that any two official documents share."""

HOLDERS = ALL_COMPARED
"""Documents; where a shingle stands in more, it is a stock phrase: runs lead to the first of them only."""

SLOTS_PER_SHINGLE = 2
SEVERAL = 1
"""A shingle's slot of the table holds the number of the document it stands in, from 2 on, or SEVERAL."""


@dataclass(frozen=True)
class Run:
    """A maximal run: folded text of one item [left, left + length) equals the other's [right, right + length)."""

    left: int
    right: int
    length: int


RunTable = Mapping[tuple[int, int], tuple[Run, ...]]
"""(index of one item, index of a later item) -> maximal runs, in the order of the first text."""


def find_runs(items: Sequence[Item]) -> dict[tuple[int, int], tuple[Run, ...]]:
    """Find all maximal verbatim runs of at least MINIMUM folded characters between different documents.

    Only items in official wording take part. Every shingle of MINIMUM characters is looked up in the index of
    those seen before (of HOLDERS documents at most); a hit that an earlier run does not cover already is extended
    to the right as far as the texts agree (to the left it cannot be: that hit would have come first).

    Args:
        items: Items in record order.

    Returns:
        Runs by pair of indices into `items`, smaller index first; pairs without a run are left out.
    """
    index: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    found: defaultdict[tuple[int, int], list[Run]] = defaultdict(list)
    for number, starts in _shared_starts(items):
        item, text = items[number], items[number].folded.text
        reach: dict[tuple[int, int], int] = {}
        for start in starts:
            for other, position in index.get(text[start : start + MINIMUM], ()):
                diagonal = (other, position - start)
                if items[other].ref.policy == item.ref.policy or reach.get(diagonal, -1) >= start + MINIMUM:
                    continue
                length = _extend(items[other].folded.text, position, text, start)
                reach[diagonal] = start + length
                found[other, number].append(Run(position, start, length))
        for start in starts:
            held = index[text[start : start + MINIMUM]]
            if len(held) < HOLDERS or len({items[other].ref.policy for other, _ in held}) < HOLDERS:
                held.append((number, start))
    return {
        pair: tuple(sorted(runs, key=lambda run: (run.left, run.right, run.length)))
        for pair, runs in sorted(found.items())
    }


def flipped(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The same runs seen from the other item."""
    return tuple(sorted((Run(r.right, r.left, r.length) for r in runs), key=lambda r: (r.left, r.right, r.length)))


def distinct(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The runs without those that lie, on either side, inside a longer one (a phrase that a text repeats)."""
    kept: list[Run] = []
    for run in sorted(runs, key=lambda r: (-r.length, r.left, r.right)):
        if not any(
            (o.left <= run.left and run.left + run.length <= o.left + o.length)
            or (o.right <= run.right and run.right + run.length <= o.right + o.length)
            for o in kept
        ):
            kept.append(run)
    return tuple(sorted(kept, key=lambda r: (r.left, r.right)))


def _shared_starts(items: Sequence[Item]) -> Iterator[tuple[int, list[int]]]:
    """For each item in official wording, where the shingles start that seem to stand in another document too.

    Two shingles may share a slot, so a few too many are named; most of a large corpus stands nowhere else, and is
    never put into the index.
    """
    official = [(number, item) for number, item in enumerate(items) if item.official]
    shingles = sum(len(item.folded.text) for _, item in official)
    mask = (1 << (SLOTS_PER_SHINGLE * shingles + 1).bit_length()) - 1
    documents = {policy: mark for mark, policy in enumerate(dict.fromkeys(i.ref.policy for _, i in official), 2)}
    table = array("H" if len(documents) < 1 << 15 else "L", [0]) * (mask + 1)
    for _, item in official:
        mark = documents[item.ref.policy]
        text = item.folded.text
        for start in range(len(text) - MINIMUM + 1):
            slot = hash(text[start : start + MINIMUM]) & mask
            table[slot] = mark if table[slot] in (0, mark) else SEVERAL
    for number, item in official:
        text = item.folded.text
        starts = range(len(text) - MINIMUM + 1)
        yield number, [start for start in starts if table[hash(text[start : start + MINIMUM]) & mask] == SEVERAL]


def _extend(left: str, left_start: int, right: str, right_start: int) -> int:
    length = MINIMUM
    limit = min(len(left) - left_start, len(right) - right_start)
    while length < limit and left[left_start + length] == right[right_start + length]:
        length += 1
    return length
