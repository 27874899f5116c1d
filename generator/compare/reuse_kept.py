"""Text reuse that was measured before: only documents whose shared passages can have changed are measured again.

What is measured of a document rests on its own texts and, for each of its passages, on the first documents that have it
too (`runs.SharedText`). So it stays the same unless a provision that was edited, came or went has, or had, one of its
passages, and its document is one of the first that have it.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from generator.compare.items import Item, record_order
from generator.compare.kept import PairCache, framed, opened, sealed, unframed
from generator.compare.reuse_chunks import ReuseResult
from generator.compare.runs import MINIMUM, shingles_of
from generator.models import PolicyRecord
from generator.models.limits import PASSAGE_HOMES

STATE = "text reuse"
"""The key of the list of what was measured last."""

FEW = 8
"""If more than one document of so many has changed, all are measured: finding out which ones costs as much."""

Place = tuple[int, str, str]
"""What decides the place of a document in record order."""

Texts = Mapping[str, tuple[bool, str]]
"""Item id -> whether its wording is official, and its text, in the order of the document."""


@dataclass(frozen=True)
class _Measured:
    """A document as it was measured: its place, a digest of its place and texts, and under which key the result is."""

    place: Place
    digest: str
    key: str


class KeptReuse:
    """The results of the last time, and which of them still hold."""

    def __init__(
        self, cache: PairCache | None, records: Sequence[PolicyRecord], items: Mapping[str, Sequence[Item]]
    ) -> None:
        """Look at what was kept.

        Args:
            cache: Where it is; None keeps nothing.
            records: Records in record order.
            items: Their items by policy id.
        """
        self._cache, self._items = cache, items
        self._places = {record.id: record_order(record) for record in records}
        self._digests = {policy: _digest(place, items[policy]) for policy, place in self._places.items()}
        self._before = dict(self._read()) if cache is not None else {}
        self._results = {policy: result for policy in self._still_good() if (result := self._kept(policy)) is not None}

    @property
    def kept(self) -> tuple[ReuseResult, ...]:
        """The results that still hold."""
        return tuple(self._results.values())

    @property
    def left(self) -> frozenset[str]:
        """The documents to measure."""
        return frozenset(self._places.keys() - self._results.keys())

    def keep(self, results: Iterable[ReuseResult]) -> None:
        """Keep what was measured for the next time.

        Args:
            results: One result for every document. The list of them is written last: whenever this is broken off,
                the one before and all that it names are still there.
        """
        if self._cache is None:
            return
        rows = []
        for result in results:
            policy = result.policy
            before = self._before.get(policy)
            key = before.key if before is not None and policy in self._results else self._put(result)
            rows.append((policy, self._places[policy], self._digests[policy], key))
        content = json.dumps(rows, ensure_ascii=False).encode()
        if self._cache.get(STATE) != (entry := sealed(content)):
            self._cache.put(STATE, entry)

    def _read(self) -> Iterator[tuple[str, _Measured]]:
        content = self._opened(STATE)
        for policy, (level, issued, name), digest, key in json.loads(content) if content is not None else ():
            yield policy, _Measured((level, issued, name), digest, key)

    def _still_good(self) -> Iterator[str]:
        every = self._places.keys() | self._before.keys()
        changed = [policy for policy in sorted(every) if self._is_changed(policy)]
        if FEW * len(changed) > len(every):
            return
        passages: list[tuple[Place, Set[str]]] = []
        for policy in changed:
            found = self._passages(policy)
            if found is None:
                return
            passages += found
        affected = self._affected(passages, frozenset(changed))
        yield from (policy for policy in self._places if policy not in affected and policy not in changed)

    def _is_changed(self, policy: str) -> bool:
        before = self._before.get(policy)
        return before is None or before.digest != self._digests.get(policy)

    def _passages(self, policy: str) -> list[tuple[Place, Set[str]]] | None:
        """The passages of all provisions of a document that changed, as they were and as they are; None if lost."""
        then: Texts = {}
        before = self._before.get(policy)
        if before is not None:
            told = self._texts(before.key)
            if told is None:
                return None
            then = told
        now = _texts(self._items[policy]) if policy in self._places else {}
        moved = before is None or before.place != self._places.get(policy) or not _in_one_order(then, now)
        found: list[tuple[Place, Set[str]]] = []
        for place, texts, others in (
            (before.place if before is not None else None, then, now),
            (self._places.get(policy), now, then),
        ):
            if place is not None:
                held: set[str] = set()
                for name, (official, text) in texts.items():
                    was_official, other = (False, "") if moved else others.get(name, (False, ""))
                    if official:
                        held.update(_differing(text, other) if was_official else shingles_of(text))
                found.append((place, held))
        return found

    def _affected(self, passages: Sequence[tuple[Place, Set[str]]], changed: Set[str]) -> Set[str]:
        """The unchanged documents that have a passage whose first holders may not be the same any more."""
        sought = frozenset[str]().union(*(held for _, held in passages))
        rest = [policy for policy in self._places if policy not in changed]
        order = [self._places[policy] for policy in rest]
        holders: defaultdict[str, list[int]] = defaultdict(list)
        for number, policy in enumerate(rest if sought else ()):
            own = {
                shingle for item in self._items[policy] if item.official for shingle in shingles_of(item.folded.text)
            }
            for shingle in own & sought:
                holders[shingle].append(number)
        affected: set[int] = set()
        for place, held in passages:
            earlier = bisect_left(order, place)
            for shingle in held & holders.keys():
                # Where this many documents before it have the passage, it leads nobody to this one.
                if bisect_left(holders[shingle], earlier) <= PASSAGE_HOMES:
                    affected.update(holders[shingle])
        return {rest[number] for number in affected}

    def _kept(self, policy: str) -> ReuseResult | None:
        content = self._opened(self._before[policy].key)
        if content is None:
            return None
        (measured, sizes, _), rest = _split(content)
        return ReuseResult(policy, measured, rest[: sizes[0]], rest[sizes[0] :])

    def _texts(self, key: str) -> Texts | None:
        content = self._opened(key)
        if content is None:
            return None
        (_, _, texts), _ = _split(content)
        return {name: (official, text) for name, official, text in texts}

    def _opened(self, key: str) -> bytes | None:
        assert self._cache is not None
        return opened(self._cache.get(key))

    def _put(self, result: ReuseResult) -> str:
        """Keep a result under a key of its own, so that nothing that the list names is ever written over."""
        assert self._cache is not None
        texts = [(name, *told) for name, told in _texts(self._items[result.policy]).items()]
        sizes = (len(result.items), len(result.document))
        head = json.dumps((result.measured, sizes, texts), ensure_ascii=False).encode()
        entry = sealed(framed(head, result.items, result.document))
        key = f"text reuse of {result.policy} {hashlib.sha256(entry).hexdigest()}"
        self._cache.put(key, entry)
        return key


def _split(content: bytes) -> tuple[tuple[int, tuple[int, int], list[tuple[str, bool, str]]], bytes]:
    head, rest = unframed(content)
    return json.loads(head), rest


def _texts(items: Iterable[Item]) -> dict[str, tuple[bool, str]]:
    return {item.ref.item: (item.official, item.folded.text) for item in items}


def _digest(place: Place, items: Iterable[Item]) -> str:
    told = (place, [(item.ref.item, item.official, item.text) for item in items])
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _differing(text: str, other: str) -> list[str]:
    """The passages of a text that hold some of what is not in another, or the place where that has more.

    What the texts begin and end with alike has the same runs in both: one that reaches beyond has such a passage.
    """
    if text == other:
        return []
    start = _alike(text, other)
    end = len(text) - _alike(text[start:][::-1], other[start:][::-1])
    return shingles_of(text[max(0, start - MINIMUM + 1) : end + MINIMUM - 1])


def _in_one_order(one: Texts, other: Texts) -> bool:
    """Whether the provisions that two states of a document share stand in the same order."""
    return [name for name in one if name in other] == [name for name in other if name in one]


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
