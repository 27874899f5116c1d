"""Verbatim runs between provisions, by seed and extend on an inverted index of shingles."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import accumulate, chain, groupby, product
from typing import NamedTuple

from generator.compare.items import Item
from generator.models import Span

MINIMUM = 10
"""Folded characters; shorter runs are phrases that any two official documents share."""

SLOTS_PER_SHINGLE = 2
"""A slot of the table says whether its shingles stand in no document, in one, or in several."""

ITEM = 32
POSITION = (1 << ITEM) - 1
"""A place in the index is one number, which takes half of what a pair takes: item << ITEM, plus the position in it."""

ANCHOR, STEP = 6, 5
"""Every passage of MINIMUM = ANCHOR + STEP - 1 characters holds one of ANCHOR that starts at a multiple of STEP."""

BUNDLE = 100_000
"""Places of shingles that are looked through at a time, about: as texts they take a hundred times the memory."""

STRIDE = 8
"""Characters compared at once where two texts go on agreeing."""


class Run(NamedTuple):
    """A maximal run: folded text of one item [left, left + length) equals the other's [right, right + length)."""

    left: int
    right: int
    length: int


RunTable = Mapping[tuple[int, int], tuple[Run, ...]]
"""(index of one item, index of a later item) -> maximal runs, in the order of the first text."""


def find_runs(items: Sequence[Item]) -> dict[tuple[int, int], tuple[Run, ...]]:
    """Find all maximal verbatim runs of at least MINIMUM folded characters between different documents.

    Only items in official wording take part. Every shingle of MINIMUM characters is looked up in the index of
    those seen before; a hit that an earlier run does not cover already is extended
    to the right as far as the texts agree (to the left it cannot be: that hit would have come first).

    Args:
        items: Items in record order.

    Returns:
        Runs by pair of indices into `items`, smaller index first; pairs without a run are left out.
    """
    index: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    found: defaultdict[tuple[int, int], list[Run]] = defaultdict(list)
    texts = [item.folded.whole_numbers if item.official else "" for item in items]
    for number, starts in _shared_starts(texts, [item.ref.policy for item in items]):
        item, text = items[number], items[number].folded.whole_numbers
        reach: dict[tuple[int, int], int] = {}
        for start in starts:
            for other, position in index.get(text[start : start + MINIMUM], ()):
                diagonal = (other, position - start)
                if items[other].ref.policy == item.ref.policy or reach.get(diagonal, -1) >= start + MINIMUM:
                    continue
                length = _extend(items[other].folded.whole_numbers, position, text, start)
                reach[diagonal] = start + length
                found[other, number].append(Run(position, start, length))
        for start in starts:
            index[text[start : start + MINIMUM]].append((number, start))
    return {pair: tuple(sorted(runs)) for pair, runs in sorted(found.items())}


@dataclass(frozen=True)
class Shingles:
    """The passages of MINIMUM folded characters of a document, each with its last place and the ones before."""

    last: Mapping[str, int]
    others: Mapping[str, Sequence[int]]

    def places(self, shingle: str) -> Sequence[int]:
        """Every place of a shingle that stands in the document."""
        return (*self.others.get(shingle, ()), self.last[shingle])


def find_shingles(items: Sequence[Item]) -> Shingles:
    """Where the shingles of a document stand; only items in official wording take part."""
    last: dict[str, int] = {}
    others: defaultdict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        found = shingles_of(item.folded.whole_numbers) if item.official else []
        first = number << ITEM
        # A document repeats itself seldom.
        own = dict(zip(found, range(first, first + len(found)), strict=True))
        if len(own) < len(found) or not last.keys().isdisjoint(own):
            for place, shingle in enumerate(found, first):
                if shingle in last:
                    others[shingle].append(last[shingle])
                last[shingle] = place
        else:
            last.update(own)
    return Shingles(last, others)


def find_pair_runs(
    items: Sequence[Item], shingles: Shingles, others: Sequence[Item], their_shingles: Shingles
) -> dict[tuple[int, int], tuple[Run, ...]]:
    """Find all maximal verbatim runs between two documents.

    Args:
        items: The items of the first document.
        shingles: Its shingles.
        others: The items of the second.
        their_shingles: Its shingles.

    Returns:
        Runs by (index into `items`, index into `others`).
    """
    ours, theirs = shingles.last, their_shingles.last
    common = ours.keys() & theirs.keys()
    hits = [(ours[shingle], theirs[shingle]) for shingle in common]
    for shingle in common & (shingles.others.keys() | their_shingles.others.keys()):
        places = product(shingles.places(shingle), their_shingles.places(shingle))
        hits += [pair for pair in places if pair != (ours[shingle], theirs[shingle])]
    found: defaultdict[tuple[int, int], list[Run]] = defaultdict(list)
    # The item of the one and the diagonal in that of the other -> the place in the one up to which they agree.
    reach: dict[tuple[int, int], int] = {}
    for place, other_place in sorted(hits):
        number = place >> ITEM
        diagonal = (number, other_place - place)
        if reach.get(diagonal, -1) < place + MINIMUM:
            start, other, position = place & POSITION, other_place >> ITEM, other_place & POSITION
            length = _extend(items[number].folded.whole_numbers, start, others[other].folded.whole_numbers, position)
            reach[diagonal] = place + length
            found[number, other].append(Run(start, position, length))
    return {pair: tuple(runs) for pair, runs in found.items()}


Shared = tuple[int, int, int, int]
"""A run seen from one item: where it starts there, index of the other item, where it starts there, length."""


def flipped(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The same runs seen from the other item."""
    return tuple(sorted(Run(right, left, length) for left, right, length in runs))


def distinct(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The runs without those that lie, on either side, inside a longer one (a phrase that a text repeats)."""
    if len(runs) < 2:
        return tuple(runs)
    kept: list[Run] = []
    for run in sorted(runs, key=lambda r: (-r.length, r.left, r.right)):
        if not any(
            (o.left <= run.left and run.left + run.length <= o.left + o.length)
            or (o.right <= run.right and run.right + run.length <= o.right + o.length)
            for o in kept
        ):
            kept.append(run)
    return tuple(sorted(kept, key=lambda r: (r.left, r.right)))


def covered_by(spans: Set[Span]) -> int:
    """Characters covered by at least one span."""
    total = reach = 0
    for start, end in sorted(spans):
        if end > reach:
            total += end - (start if start > reach else reach)
            reach = end
    return total


def longest_apart(size: int, spans: Iterable[Span]) -> list[Span]:
    """Passages of a folded text that do not overlap, cut from what it shares, the longest run chosen first.

    Args:
        size: Characters of the text.
        spans: The runs that it shares.

    Returns:
        The passages of at least MINIMUM characters in text order; each stands whole in one run at least.
    """
    free = [(0, size)]
    chosen: list[Span] = []
    for short, left in sorted({(left - end, left) for left, end in spans}):
        for gap in list(free):
            start, end = max(gap[0], left), min(gap[1], left - short)
            if end - start >= MINIMUM:
                free.remove(gap)
                free += [(gap[0], start), (end, gap[1])]
                chosen.append((start, end))
    return sorted(chosen)


class Sought:
    """Passages of MINIMUM characters that are looked for in many texts.

    Every one of them holds a piece of ANCHOR characters that starts at a multiple of STEP: only around those pieces of
    a text that are part of something sought is looked further.
    """

    def __init__(self, passages: Set[str]) -> None:
        """Prepare to look for passages."""
        self._passages = passages
        self._anchors = frozenset(passage[at : at + ANCHOR] for passage in passages for at in range(STEP))

    def starts(self, text: str) -> list[int]:
        """Where such passages start in a folded text, in ascending order."""
        anchors, passages, last = self._anchors, self._passages, len(text) - MINIMUM
        found: list[int] = []
        following = 0
        for at in range(0, len(text) - ANCHOR + 1, STEP):
            if text[at : at + ANCHOR] in anchors:
                for start in range(max(following, at + ANCHOR - MINIMUM), min(at, last) + 1):
                    if text[start : start + MINIMUM] in passages:
                        found.append(start)
                following = at + 1
        return found

    def in_text(self, text: str) -> list[str]:
        """Such passages of a folded text."""
        return [text[start : start + MINIMUM] for start in self.starts(text)]


class SharedText:
    """Where each passage of a large corpus stands too, looked up document by document.

    Where a shingle stands in more documents than are named, runs lead to the first of them only, for all alike; and in
    each of them to the first place, since a document repeats its phrases. So the work for a document is bounded.

    Passages are numbered, and everything is held as numbers in arrays: as texts and lists the index of three thousand
    documents would take half a gigabyte.
    """

    def __init__(
        self, texts: Sequence[str], owners: Sequence[str], holders: int, asked: Collection[int] | None = None
    ) -> None:
        """Make the index.

        Args:
            texts: The folded texts of all items in record order; empty where the wording is not the official one.
            owners: The policy of each of them.
            holders: Documents that a passage leads to; where it stands in more, to the first ones.
            asked: The numbers of the items whose runs will be asked for; None for all.
        """
        self._texts, self._owners = texts, owners
        shared = _shared_starts(texts, owners) if asked is None else self._starts_asked(asked)
        self._starts, self._firsts = array("I"), array("I", (0,)) * (len(texts) + 1)
        for number, starts in shared:
            self._starts.extend(starts)
            self._firsts[number + 1] = len(starts)
        self._firsts = array("I", accumulate(self._firsts))
        self._passages = array("I", (0,)) * len(self._starts)
        self._ends, self._places = array("Q", (0,)), array("Q")
        for bundle in self._bundles():
            self._look_up(bundle, holders)

    def _bundles(self) -> Iterator[array[int]]:
        """Which of all starts there are, in ascending order, in bundles: a shingle is in one bundle only."""
        count = len(self._starts) // BUNDLE + 1
        bundles = [array("I") for _ in range(count)]
        for text, first, end in zip(self._texts, self._firsts, self._firsts[1:], strict=False):
            for at, start in enumerate(self._starts[first:end], first):
                bundles[hash(text[start : start + MINIMUM]) % count].append(at)
        while bundles:
            yield bundles.pop()

    def _look_up(self, bundle: Iterable[int], holders: int) -> None:
        """Number the passages of a bundle, and note the first places of each."""
        texts, owners, passages, first = self._texts, self._owners, self._passages, len(self._ends) - 1
        starts, firsts = self._starts, self._firsts
        numbers: dict[str, int] = {}
        held: list[list[int]] = []
        item = end = 0
        for at in bundle:
            if at >= end:
                item = bisect_right(firsts, at) - 1
                end = firsts[item + 1]
            start = starts[at]
            place = (item << ITEM) + start
            number = numbers.setdefault(texts[item][start : start + MINIMUM], len(held))
            passages[at] = first + number
            if number == len(held):
                held.append([place])
                continue
            places = held[number]
            # One more than named, so that the first ones have as many others.
            if len(places) <= holders and owners[places[-1] >> ITEM] != owners[item]:
                places.append(place)
        for places in held:
            self._places.extend(places)
            self._ends.append(len(self._places))

    def _starts_asked(self, asked: Collection[int]) -> Iterator[tuple[int, list[int]]]:
        """For each item, where the shingles start that stand in one of the items asked for."""
        wanted = frozenset(chain.from_iterable(shingles_of(self._texts[number]) for number in asked))
        sought = Sought(wanted)
        for number, text in enumerate(self._texts):
            if starts := sought.starts(text):
                yield number, starts

    def runs_of(self, number: int) -> list[Shared]:
        """The runs that an item shares, in text order."""
        owners, texts, passages, ends, places = self._owners, self._texts, self._passages, self._ends, self._places
        owner, text = owners[number], texts[number]
        reach: dict[int, int] = {}
        found: list[Shared] = []
        reached = reach.get
        first, last = self._firsts[number], self._firsts[number + 1]
        for start, passage in zip(self._starts[first:last], passages[first:last], strict=True):
            end = start + MINIMUM
            for place in places[ends[passage] : ends[passage + 1]]:
                diagonal = place - start
                if reached(diagonal, 0) >= end:
                    continue
                other, position = place >> ITEM, place & POSITION
                if owners[other] == owner:
                    continue
                back = _reach_back(text, start, texts[other], position)
                length = back + _extend(text, start, texts[other], position)
                reach[diagonal] = start - back + length
                found.append((start - back, other, position - back, length))
        return sorted(found)


def _shared_starts(texts: Sequence[str], owners: Sequence[str]) -> Iterator[tuple[int, list[int]]]:
    """For each item with a text, where the shingles start that seem to stand in another document too.

    Two shingles may share a slot, so a few too many are named; most of a large corpus stands nowhere else, and is
    never put into the index.
    """
    shingles = sum(map(len, texts))
    mask = (1 << (SLOTS_PER_SHINGLE * shingles + 1).bit_length()) - 1
    table = bytearray(mask + 1)
    for _, held in groupby(range(len(texts)), key=owners.__getitem__):
        for slot in {slot for number in held for slot in _slots(texts[number], mask)}:
            table[slot] = 2 if table[slot] else 1
    for number, text in enumerate(texts):
        slots = _slots(text, mask)
        yield number, [start for start, slot in enumerate(slots) if table[slot] > 1]


def shingles_of(text: str) -> list[str]:
    """All passages of MINIMUM characters of a folded text, in their order."""
    return [text[start : start + MINIMUM] for start in range(len(text) - MINIMUM + 1)]


def _slots(text: str, mask: int) -> list[int]:
    """The slot of each shingle of a text."""
    return [hash(shingle) & mask for shingle in shingles_of(text)]


def _extend(left: str, left_start: int, right: str, right_start: int) -> int:
    length = MINIMUM
    limit = min(len(left) - left_start, len(right) - right_start)
    while (
        length + STRIDE <= limit
        and left[left_start + length : left_start + length + STRIDE]
        == right[right_start + length : right_start + length + STRIDE]
    ):
        length += STRIDE
    while length < limit and left[left_start + length] == right[right_start + length]:
        length += 1
    return length


def _reach_back(left: str, left_start: int, right: str, right_start: int) -> int:
    """How many characters before both starts agree."""
    back = 0
    limit = min(left_start, right_start)
    while back < limit and left[left_start - back - 1] == right[right_start - back - 1]:
        back += 1
    return back
