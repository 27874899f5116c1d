"""Text reuse in a large corpus, in chunks of documents that any executor can work on."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

from generator.compare.items import Item
from generator.compare.reuse import measure_document, measure_items
from generator.compare.runs import Shared, SharedText
from generator.models import DocumentReuse, ItemRef, ItemReuse, PolicyRecord
from generator.models.limits import PASSAGE_HOMES
from generator.models.packed import pack

FIELDS = 4
"""Numbers that say one run (`runs.Shared`)."""


@dataclass(frozen=True)
class ReuseTask:
    """A document to measure.

    Attributes:
        policy: Its id.
        first: The index of its first item.
        items: Its items.
        runs: For each of them the runs it shares, FIELDS numbers each, in text order.
    """

    policy: str
    first: int
    items: tuple[Item, ...]
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
    ends: Mapping[int, tuple[str, str]]
    places: Mapping[str, tuple[int, str]]


@dataclass(frozen=True)
class ReuseResult:
    """What was measured of a document, packed.

    Attributes:
        policy: Its id.
        measured: How many of its items are measured.
        items: Their reuse.
        document: The reuse of the document.
    """

    policy: str
    measured: int
    items: bytes
    document: bytes


def cut_reuse(
    records: Sequence[PolicyRecord], items: Mapping[str, Sequence[Item]], size: int, asked: Collection[str]
) -> Iterator[ReuseChunk]:
    """Look up what documents share, and hand them out to be measured.

    Args:
        records: Records in record order.
        items: Their items by policy id.
        size: Documents in a chunk.
        asked: The documents to measure.

    Yields:
        Chunks; each document to measure stands in one.
    """
    if not asked:
        return
    every = [item for record in records for item in items[record.id]]
    text = SharedText(every, PASSAGE_HOMES, None if len(asked) == len(records) else asked)
    places = {record.id: (number, record.jurisdiction.level) for number, record in enumerate(records)}
    firsts = dict(zip(places, accumulate((len(items[policy]) for policy in places), initial=0), strict=False))
    measured = [policy for policy in places if policy in asked]
    for start in range(0, len(measured), size):
        tasks = []
        for policy in measured[start : start + size]:
            own, first = tuple(items[policy]), firsts[policy]
            tasks.append(ReuseTask(policy, first, own, tuple(_flat(text, first + place) for place in range(len(own)))))
        led_to = set[int]().union(*(runs[1::FIELDS] for task in tasks for runs in task.runs))
        ends = {other: (every[other].ref.policy, every[other].ref.item) for other in sorted(led_to)}
        named = {*(policy for policy, _ in ends.values()), *(task.policy for task in tasks)}
        yield ReuseChunk(tuple(tasks), ends, {policy: places[policy] for policy in named})


def _flat(text: SharedText, number: int) -> array[int]:
    return array("l", chain.from_iterable(text.runs_of(number)))


def measure_chunk(chunk: ReuseChunk) -> tuple[ReuseResult, ...]:
    """Measure some documents.

    Args:
        chunk: The documents.

    Returns:
        One result for each, in their order.
    """
    refs = {number: ItemRef(policy=policy, item=item) for number, (policy, item) in chunk.ends.items()}
    return tuple(_measure(task, refs, chunk.places) for task in chunk.tasks)


def _measure(task: ReuseTask, refs: Mapping[int, ItemRef], places: Mapping[str, tuple[int, str]]) -> ReuseResult:
    items = dict(enumerate(task.items, task.first))
    shared = {number: _shared(runs) for number, runs in enumerate(task.runs, task.first)}
    of_items = measure_items(items, refs, shared)
    document = measure_document(task.policy, items, refs, shared, places)
    return ReuseResult(task.policy, len(of_items), pack(ItemReuse, of_items), pack(DocumentReuse, (document,)))


def _shared(runs: array[int]) -> list[Shared]:
    return list(zip(runs[0::FIELDS], runs[1::FIELDS], runs[2::FIELDS], runs[3::FIELDS], strict=True))
