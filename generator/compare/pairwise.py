"""Two documents compared on their own: what a large corpus is made of, in chunks that any executor can work on."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.compare.alignment import LONG_RUN, align
from generator.compare.candidates import candidates_of_two
from generator.compare.differences import Sides, mark_differences
from generator.compare.items import Item
from generator.compare.learned import Learned
from generator.compare.provisions import unpacked_items
from generator.compare.runs import Shingles, find_pair_runs, find_shingles
from generator.models import Difference, Link, LinkType
from generator.models.brief import pack_briefs
from generator.models.limits import COUNTERPARTS
from generator.models.packed import Piece, pack


@dataclass(frozen=True)
class PairTask:
    """Two documents to compare, in record order.

    Attributes:
        one: Id of the first.
        other: Id of the second.
        whole: Whether all their provisions are linked; else only those on `domains`.
        domains: The domains in which they stand side by side, sorted.
        paged: Whether they have a page of their own.
    """

    one: str
    other: str
    whole: bool
    domains: tuple[str, ...]
    paged: bool


@dataclass(frozen=True)
class PairResult:
    """What was found between two documents; entries are packed, so that results can be sent, kept and joined as is.

    Attributes:
        one: Id of the first.
        other: Id of the second.
        links: How many links there are in both directions.
        there: The links from the first to the second.
        back: The links from the second to the first.
        marked: How many differences are marked.
        differences: The marked differences.
        in_short: The links there and back in short (`generator.models.brief`).
        kinds: Of a pair with a page: (index of an item of the first, of one of the second, type of link).
    """

    one: str
    other: str
    links: int
    there: Piece
    back: Piece
    marked: int
    differences: Piece
    in_short: tuple[Piece, Piece]
    kinds: tuple[tuple[int, int, LinkType], ...]


@dataclass(frozen=True)
class Chunk:
    """Pairs to compare, and the packed items of all documents named in them."""

    tasks: tuple[PairTask, ...]
    items: Mapping[str, bytes]


class _Document:
    """A document while it is compared; its parts are weighed once for all its pairs."""

    def __init__(self, items: Sequence[Item], learned: Learned) -> None:
        self.items = items
        self.weighed = tuple(map(learned.weigh, self.items))
        self.sides = Sides(self.items, learned.lexicon)

    @cached_property
    def shingles(self) -> Shingles:
        return find_shingles(self.items)


def compare_chunk(learned: Learned, chunk: Chunk) -> tuple[PairResult, ...]:
    """Compare some pairs; every result depends on the two documents and on what was learned, on nothing else.

    Args:
        learned: What was learned from the corpus.
        chunk: The pairs.

    Returns:
        One result for each pair, in their order.
    """
    left = Counter(policy for task in chunk.tasks for policy in (task.one, task.other))
    documents: dict[str, _Document] = {}
    results = []
    for task in chunk.tasks:
        for policy in (task.one, task.other):
            if policy not in documents:
                documents[policy] = _Document(unpacked_items(chunk.items[policy]), learned)
        results.append(_compare_two(learned, task, documents[task.one], documents[task.other]))
        # Pairs come document by document, so that half of them have had all of theirs long before the last one.
        left.subtract((task.one, task.other))
        for policy in (task.one, task.other):
            if not left[policy]:
                del documents[policy]
    return tuple(results)


def _compare_two(learned: Learned, task: PairTask, one: _Document, other: _Document) -> PairResult:
    first = len(one.items)
    items = (*one.items, *other.items)
    runs = {
        (left, first + right): found
        for (left, right), found in find_pair_runs(one.items, one.shingles, other.items, other.shingles).items()
    }
    copied = [pair for pair, found in runs.items() if any(run.length >= LONG_RUN for run in found)]
    candidates = candidates_of_two(items, first, task.domains, copied, whole=task.whole)
    weighed = (*one.weighed, *other.weighed)
    alignment = align(weighed, candidates, learned.weights, runs, COUNTERPARTS)
    half = len(alignment.links) // 2
    there, back = alignment.links[:half], alignment.links[half:]
    seen = alignment.types if task.paged else _side_by_side(items, alignment.types, task.domains)
    differences = mark_differences(
        items, seen, lambda number: one.sides.of(number) if number < first else other.sides.of(number - first)
    )
    return PairResult(
        one=task.one,
        other=task.other,
        links=len(alignment.links),
        there=pack(Link, there),
        back=pack(Link, back),
        marked=len(differences),
        differences=pack(Difference, differences),
        in_short=(pack_briefs(there), pack_briefs(back)),
        kinds=tuple((a, b - first, kind) for (a, b), kind in alignment.types.items()) if task.paged else (),
    )


def _side_by_side(
    items: Sequence[Item], types: Mapping[tuple[int, int], LinkType], domains: Sequence[str]
) -> dict[tuple[int, int], LinkType]:
    """The links whose texts stand side by side on the page of a domain; marking differences costs the most of all."""
    return {
        (one, other): kind
        for (one, other), kind in types.items()
        if items[one].primary == items[other].primary and items[one].primary in domains
    }


def digest(items: Sequence[Item]) -> str:
    """A hash of all that comparing a document depends on, besides what was learned."""
    told = [
        (
            item.ref.item,
            item.kind,
            item.has_parts,
            item.official,
            item.title,
            item.text,
            item.primary,
            item.secondary,
            sorted(item.touched.items()),
            sorted(item.named.items()),
            sorted(item.weighed),
            item.doubtful,
            sorted(item.only_naming),
            item.nature,
            item.several_matters,
            sorted(item.words.items()),
            item.naming_words,
            item.named_after,
            item.joined,
            sorted(item.aspects),
            sorted(item.titled_aspects),
            item.same_words,
            item.aspect_words,
            sorted(item.hardly),
            sorted(item.surely),
        )
        for item in items
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def in_turns(tasks: Sequence[PairTask], size: int) -> list[tuple[PairTask, ...]]:
    """The pairs in chunks of at most `size`, such that a chunk names few documents.

    Args:
        tasks: The pairs.
        size: Pairs in a chunk.

    Returns:
        Each pair once: documents are gone through from partner to partner, each with all its pairs.
    """
    of_policy: defaultdict[str, list[PairTask]] = defaultdict(list)
    for task in tasks:
        of_policy[task.one].append(task)
        of_policy[task.other].append(task)
    ordered: dict[PairTask, None] = {}
    met: set[str] = set()
    for start in of_policy:
        waiting = [start]
        while waiting:
            policy = waiting.pop()
            if policy in met:
                continue
            met.add(policy)
            ordered.update(dict.fromkeys(of_policy[policy]))
            waiting += [task.other if task.one == policy else task.one for task in reversed(of_policy[policy])]
    listed = list(ordered)
    return [tuple(listed[start : start + size]) for start in range(0, len(listed), size)]
