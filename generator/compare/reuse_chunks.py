"""Text reuse in a large corpus, in chunks of documents that any executor can work on."""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

from generator.compare.items import Item
from generator.compare.provisions import unpacked_items
from generator.compare.reuse import Standing, measure_document, measure_items
from generator.compare.runs import SharedText
from generator.models import DocumentReuse, ItemRef, ItemReuse
from generator.models.kinds import Level
from generator.models.limits import PASSAGE_HOMES
from generator.models.packed import FAST, Piece, pack

Wording = Mapping[str, tuple[bool, str]]
"""Item id -> whether its wording is official, and its folded text with whole numbers, in the order of the document."""

FIELDS = 3
"""Numbers that say one run (`reuse.Standing`)."""

End = tuple[str, str]
"""An item that runs lead to: its policy, and its id."""

KnownRuns = Mapping[str, Sequence[tuple[int, End, int]]]
"""Item id -> its runs: where each starts, where it leads to, length."""


@dataclass(frozen=True)
class ReuseTask:
    """A document to measure.

    Attributes:
        policy: Its id.
        first: The index of its first item.
        items: Its items, packed: a chunk waits in memory until somebody has worked on it.
        runs: For each of them the runs it shares, FIELDS numbers each, in text order.
    """

    policy: str
    first: int
    items: bytes
    runs: tuple[array[int], ...]


@dataclass(frozen=True)
class ReuseChunk:
    """Documents to measure, and what has to be known of those that they share text with.

    Attributes:
        tasks: The documents.
        ends: Index of an item that runs lead to -> its policy and item id.
        places: Policy id -> its place in record order, and its level; of all documents named.
    """

    tasks: tuple[ReuseTask, ...]
    ends: Mapping[int, End]
    places: Mapping[str, tuple[int, Level]]


@dataclass(frozen=True)
class ReuseResult:
    """What was measured of a document, packed.

    Attributes:
        policy: Its id.
        measured: How many of its items are measured.
        items: Their reuse.
        document: The reuse of the document.
        runs: What its items share (`known_runs`).
    """

    policy: str
    measured: int
    items: Piece
    document: Piece
    runs: Piece = b""


def wording_of(items: Sequence[Item]) -> Wording:
    """The wording of the items of a document."""
    return {item.ref.item: (item.official, item.folded.whole_numbers) for item in items}


def nothing_known(policy: str) -> KnownRuns:
    """Where no run is known before it is looked up."""
    return {}


def cut_reuse(
    levels: Mapping[str, Level],
    wording: Mapping[str, Wording],
    packed: Callable[[str], bytes],
    size: int,
    asked: Collection[str],
    known: Callable[[str], KnownRuns] = nothing_known,
) -> Iterator[ReuseChunk]:
    """Look up what documents share, and hand them out to be measured.

    Args:
        levels: Policy id -> level of its jurisdiction, in record order.
        wording: The wording of every document.
        packed: Gives the items of a document to measure, packed.
        size: Documents in a chunk.
        asked: The documents to measure.
        known: Gives the runs of those of its items that need not be looked up.

    Yields:
        Chunks; each document to measure stands in one.
    """
    if not asked:
        return
    places = {policy: (number, level) for number, (policy, level) in enumerate(levels.items())}
    measured = [policy for policy in places if policy in asked]
    every = [(policy, item) for policy in levels for item in wording[policy]]
    runs = _Runs(every, wording, {policy: held for policy in measured if (held := known(policy))}, asked)
    firsts = dict(zip(places, accumulate((len(wording[policy]) for policy in places), initial=0), strict=False))
    for start in range(0, len(measured), size):
        tasks = []
        for policy in measured[start : start + size]:
            first, count = firsts[policy], len(wording[policy])
            own = tuple(runs.of(first + place) for place in range(count))
            tasks.append(ReuseTask(policy, first, packed(policy), own))
        led_to = set[int]().union(*(found[1::FIELDS] for task in tasks for found in task.runs))
        ends = {other: every[other] for other in sorted(led_to)}
        named = {*(policy for policy, _ in ends.values()), *(task.policy for task in tasks)}
        yield ReuseChunk(tuple(tasks), ends, {policy: places[policy] for policy in named})


class _Runs:
    """The runs of items by their numbers: those that are known, and those that are looked up."""

    def __init__(
        self,
        every: Sequence[End],
        wording: Mapping[str, Wording],
        known: Mapping[str, KnownRuns],
        asked: Collection[str],
    ) -> None:
        self._every, self._known = every, known
        self._numbers = {end: number for number, end in enumerate(every)} if known else {}
        told = (wording[policy][item] for policy, item in every)
        sought = [
            number
            for number, (policy, item) in enumerate(every)
            if policy in asked and item not in known.get(policy, ())
        ]
        self._shared = SharedText(
            [text if official else "" for official, text in told],
            [policy for policy, _ in every],
            PASSAGE_HOMES,
            None if len(sought) == len(every) else sought,
        )

    def of(self, number: int) -> array[int]:
        """The runs of an item, FIELDS numbers each."""
        policy, item = self._every[number]
        known = self._known.get(policy, {}).get(item)
        if known is None:
            found = ((left, other, length) for left, other, _, length in self._shared.runs_of(number))
            return array("l", chain.from_iterable(found))
        return array("l", chain.from_iterable((left, self._numbers[end], length) for left, end, length in known))


def measure_chunk(chunk: ReuseChunk) -> tuple[ReuseResult, ...]:
    """Measure some documents.

    Args:
        chunk: The documents.

    Returns:
        One result for each, in their order.
    """
    refs = {number: ItemRef(policy=policy, item=item) for number, (policy, item) in chunk.ends.items()}
    return tuple(_measure(task, refs, chunk.places) for task in chunk.tasks)


def _measure(task: ReuseTask, refs: Mapping[int, ItemRef], places: Mapping[str, tuple[int, Level]]) -> ReuseResult:
    own = unpacked_items(task.items)
    items = dict(enumerate(own, task.first))
    shared = {number: _shared(runs) for number, runs in enumerate(task.runs, task.first)}
    of_items = measure_items(items, refs, shared)
    document = measure_document(task.policy, items, refs, shared, places)
    return ReuseResult(
        policy=task.policy,
        measured=len(of_items),
        items=pack(ItemReuse, of_items),
        document=pack(DocumentReuse, (document,)),
        runs=_packed_runs([item.ref.item for item in own], task.runs, refs),
    )


def _shared(runs: array[int]) -> list[Standing]:
    return list(zip(runs[0::FIELDS], runs[1::FIELDS], runs[2::FIELDS], strict=True))


def _packed_runs(items: Sequence[str], found: Sequence[array[int]], refs: Mapping[int, ItemRef]) -> bytes:
    """The runs of a document's items: the items that they lead to, and their numbers by places in this list."""
    led_to = sorted(set[int]().union(*(runs[1::FIELDS] for runs in found)))
    places = {number: place for place, number in enumerate(led_to)}
    told: dict[str, list[int]] = {}
    for item, runs in zip(items, found, strict=True):
        numbers = runs.tolist()
        numbers[1::FIELDS] = map(places.__getitem__, numbers[1::FIELDS])
        told[item] = numbers
    ends = [(refs[number].policy, refs[number].item) for number in led_to]
    return zlib.compress(json.dumps((ends, told), ensure_ascii=False, separators=(",", ":")).encode(), FAST)


def known_runs(content: bytes) -> KnownRuns:
    """The runs of all items of a document, as they were packed when it was measured."""
    told, items = json.loads(zlib.decompress(content))
    ends: list[End] = [(policy, item) for policy, item in told]
    return {
        item: [
            (left, ends[place], length)
            for left, place, length in zip(runs[0::FIELDS], runs[1::FIELDS], runs[2::FIELDS], strict=True)
        ]
        for item, runs in items.items()
    }
