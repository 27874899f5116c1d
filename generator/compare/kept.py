"""What was learned of a corpus and found between pairs of documents before is kept, and not looked for again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import Protocol

from pydantic import TypeAdapter, ValidationError

from generator.compare.pairwise import PairResult, PairTask
from generator.models import LinkType
from generator.models.base import Frozen
from generator.models.packed import Piece, bytes_of

CHECKED = 32
"""Bytes of the SHA-256 that every entry begins with."""

LENGTH = 4
"""Bytes that tell how long the head of an entry is."""


class PairCache(Protocol):
    """Where entries are kept between runs; a disk, as a rule."""

    def get(self, key: str) -> bytes | None:
        """What was kept under a key, None if nothing."""

    def put(self, key: str, content: bytes) -> None:
        """Keep an entry, if it can be kept."""

    def hold(self, key: str) -> None:
        """What was kept under a key is still of use, though nobody asks for it now."""

    def lay(self, content: bytes) -> Piece:
        """Lay something down that is asked for later in this run: out of memory, if there is a place."""


class _Head(Frozen):
    """What an entry tells besides the packed links and differences, and how long these are."""

    links: int
    marked: int
    kinds: tuple[tuple[int, int, LinkType], ...]
    sizes: tuple[int, int, int, int, int]


_HEAD = TypeAdapter(_Head)


def pair_keys(tasks: Iterable[PairTask], digests: Mapping[str, str], learned: str) -> Iterator[tuple[PairTask, str]]:
    """The key of each pair: a hash of all that comparing it depends on, the program left out.

    Args:
        tasks: The pairs.
        digests: Policy id -> hash of its items (`pairwise.digest`).
        learned: Hash of what was learned from the corpus.

    Yields:
        Each task with its key.
    """
    for task in tasks:
        told = (
            (task.one, task.other, task.whole, task.domains, task.paged),
            (digests[task.one], digests[task.other], learned),
        )
        yield task, hashlib.sha256(repr(told).encode()).hexdigest()


def to_bytes(result: PairResult) -> bytes:
    """An entry: hash of the rest, length of the head, head (JSON), links, differences, links in short."""
    parts = tuple(map(bytes_of, (result.there, result.back, result.differences, *result.in_short)))
    head = {"links": result.links, "marked": result.marked, "kinds": result.kinds, "sizes": [*map(len, parts)]}
    return sealed(framed(json.dumps(head).encode(), *parts))


def from_bytes(task: PairTask, entry: bytes) -> PairResult | None:
    """What was found between two documents, as `to_bytes` made it; None if the entry is damaged."""
    content = opened(entry)
    if content is None:
        return None
    told, rest = unframed(content)
    try:
        head = _HEAD.validate_json(told)
    except ValidationError:
        return None
    there, back, differences, short_there, short_back = (
        rest[start:end] for start, end in pairwise(accumulate(head.sizes, initial=0))
    )
    return PairResult(
        one=task.one,
        other=task.other,
        links=head.links,
        there=there,
        back=back,
        marked=head.marked,
        differences=differences,
        in_short=(short_there, short_back),
        kinds=head.kinds,
    )


def sealed(content: bytes) -> bytes:
    """An entry that tells whether it is whole."""
    return hashlib.sha256(content).digest() + content


def opened(entry: bytes | None) -> bytes | None:
    """What was sealed; None if there is no entry, or it is damaged."""
    if entry is None:
        return None
    content = entry[CHECKED:]
    return content if hashlib.sha256(content).digest() == entry[:CHECKED] else None


def framed(head: bytes, *parts: bytes) -> bytes:
    """A head that tells of the parts behind it, and these."""
    return b"".join((len(head).to_bytes(LENGTH, "big"), head, *parts))


def unframed(content: bytes) -> tuple[bytes, bytes]:
    """The head, and everything behind it."""
    end = LENGTH + int.from_bytes(content[:LENGTH], "big")
    return content[LENGTH:end], content[end:]


def take_kept(
    cache: PairCache | None, tasks: Sequence[PairTask], digests: Mapping[str, str], learned: str
) -> tuple[list[PairResult], dict[PairTask, str]]:
    """Take from a cache what it holds.

    Args:
        cache: The cache, if there is one.
        tasks: The pairs.
        digests: Policy id -> hash of its items.
        learned: Hash of what was learned from the corpus.

    Returns:
        The results that were kept, and the tasks that are left with the keys under which to keep them.
    """
    if cache is None:
        return [], dict.fromkeys(tasks, "")
    found: list[PairResult] = []
    left: dict[PairTask, str] = {}
    for task, key in pair_keys(tasks, digests, learned):
        entry = cache.get(key)
        result = from_bytes(task, entry) if entry is not None else None
        if result is None:
            left[task] = key
        else:
            found.append(laid(result, cache))
    return found, left


def laid(result: PairResult, cache: PairCache) -> PairResult:
    """What was found between two documents, its entries laid down: of most pairs nobody asks for them."""
    pieces = (result.there, result.back, result.differences, *result.in_short)
    there, back, differences, *short = map(cache.lay, map(bytes_of, pieces))
    return replace(result, there=there, back=back, differences=differences, in_short=(short[0], short[1]))
