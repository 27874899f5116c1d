"""Text reuse in a large corpus, in chunks of documents that any executor can work on."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.compare.items import Item
from generator.compare.reuse import measure_document, measure_items
from generator.compare.runs import Run, SharedText
from generator.models import DocumentReuse, ItemRef, ItemReuse, PolicyRecord
from generator.models.limits import PASSAGE_HOMES
from generator.models.packed import pack

FIELDS = 5
"""Numbers that say one run: index of the item, index of the other, and the three of the run."""


@dataclass(frozen=True)
class ReuseTask:
    """A document to measure.

    Attributes:
        policy: Its id.
        first: The index of its first item.
        items: Its items.
        runs: The runs they share, FIELDS numbers each, in text order item by item.
    """

    policy: str
    first: int
    items: tuple[Item, ...]
    runs: array[int]


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


def cut_reuse(records: Sequence[PolicyRecord], items: Mapping[str, Sequence[Item]], size: int) -> Iterator[ReuseChunk]:
    """Look up what documents share, and hand them out to be measured.

    Args:
        records: Records in record order.
        items: Their items by policy id.
        size: Documents in a chunk.

    Yields:
        Chunks; each document stands in one.
    """
    every = [item for record in records for item in items[record.id]]
    text = SharedText(every, PASSAGE_HOMES)
    places = {record.id: (number, record.jurisdiction.level) for number, record in enumerate(records)}
    first = 0
    for start in range(0, len(records), size):
        tasks = []
        for record in records[start : start + size]:
            own = tuple(items[record.id])
            tasks.append(ReuseTask(record.id, first, own, _flat(text, range(first, first + len(own)))))
            first += len(own)
        refs = {other: every[other].ref for task in tasks for other in task.runs[1::FIELDS]}
        named = {*(ref.policy for ref in refs.values()), *(task.policy for task in tasks)}
        ends = {other: (ref.policy, ref.item) for other, ref in refs.items()}
        yield ReuseChunk(tuple(tasks), ends, {policy: places[policy] for policy in named})


def _flat(text: SharedText, numbers: range) -> array[int]:
    flat = array("l")
    for number in numbers:
        for other, run in text.runs_of(number):
            flat.extend((number, other, *run))
    return flat


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
    found: defaultdict[int, list[tuple[int, Run]]] = defaultdict(list)
    numbers = iter(task.runs)
    for number, other, left, right, length in zip(*[numbers] * FIELDS, strict=True):
        found[number].append((other, Run(left, right, length)))
    shared = {number: found[number] for number in items}
    of_items = measure_items(items, refs, shared)
    document = measure_document(task.policy, items, refs, shared, places)
    return ReuseResult(task.policy, len(of_items), pack(ItemReuse, of_items), pack(DocumentReuse, (document,)))
