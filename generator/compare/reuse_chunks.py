"""Text reuse in a large corpus, in chunks of documents that any executor can work on."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

from generator.compare.items import Item
from generator.compare.reuse import measure_document, measure_items
from generator.compare.runs import Shared, SharedText
from generator.models import DocumentReuse, ItemRef, ItemReuse
from generator.models.kinds import Level
from generator.models.limits import PASSAGE_HOMES
from generator.models.packed import Piece, pack

Wording = Mapping[str, tuple[bool, str]]
"""Item id -> whether its wording is official, and its folded text with whole numbers, in the order of the document."""

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
    places: Mapping[str, tuple[int, Level]]


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
    items: Piece
    document: Piece


def wording_of(items: Sequence[Item]) -> Wording:
    """The wording of the items of a document."""
    return {item.ref.item: (item.official, item.folded.whole_numbers) for item in items}


def cut_reuse(
    levels: Mapping[str, Level],
    wording: Mapping[str, Wording],
    items: Callable[[str], tuple[Item, ...]],
    size: int,
    asked: Collection[str],
) -> Iterator[ReuseChunk]:
    """Look up what documents share, and hand them out to be measured.

    Args:
        levels: Policy id -> level of its jurisdiction, in record order.
        wording: The wording of every document.
        items: Gives the items of a document to measure.
        size: Documents in a chunk.
        asked: The documents to measure.

    Yields:
        Chunks; each document to measure stands in one.
    """
    if not asked:
        return
    every = [(policy, item) for policy in levels for item in wording[policy]]
    texts = [text if official else "" for policy in levels for official, text in wording[policy].values()]
    owners = [policy for policy, _ in every]
    shared = SharedText(texts, owners, PASSAGE_HOMES, None if len(asked) == len(levels) else asked)
    places = {policy: (number, level) for number, (policy, level) in enumerate(levels.items())}
    firsts = dict(zip(places, accumulate((len(wording[policy]) for policy in places), initial=0), strict=False))
    measured = [policy for policy in places if policy in asked]
    for start in range(0, len(measured), size):
        tasks = []
        for policy in measured[start : start + size]:
            own, first = items(policy), firsts[policy]
            tasks.append(
                ReuseTask(policy, first, own, tuple(_flat(shared, first + place) for place in range(len(own))))
            )
        led_to = set[int]().union(*(runs[1::FIELDS] for task in tasks for runs in task.runs))
        ends = {other: every[other] for other in sorted(led_to)}
        named = {*(policy for policy, _ in ends.values()), *(task.policy for task in tasks)}
        yield ReuseChunk(tuple(tasks), ends, {policy: places[policy] for policy in named})


def _flat(shared: SharedText, number: int) -> array[int]:
    return array("l", chain.from_iterable(shared.runs_of(number)))


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
    items = dict(enumerate(task.items, task.first))
    shared = {number: _shared(runs) for number, runs in enumerate(task.runs, task.first)}
    of_items = measure_items(items, refs, shared)
    document = measure_document(task.policy, items, refs, shared, places)
    return ReuseResult(task.policy, len(of_items), pack(ItemReuse, of_items), pack(DocumentReuse, (document,)))


def _shared(runs: array[int]) -> list[Shared]:
    return list(zip(runs[0::FIELDS], runs[1::FIELDS], runs[2::FIELDS], runs[3::FIELDS], strict=True))
