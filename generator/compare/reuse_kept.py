"""Text reuse that was measured before: only documents whose shared passages can have changed are measured again.

What is measured of a document rests on its own texts and, for each of its passages, on the first documents that have it
too (`runs.SharedText`). So it stays the same unless a provision that was edited, came or went has, or had, one of its
passages, and its document is one of the first that have it. In the documents that are measured again, what a provision
shares stays the same too, unless it was edited or has one of these passages.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from generator.compare.items import Item
from generator.compare.kept import PairCache, framed, opened, sealed, unframed
from generator.compare.reuse_chunks import KnownRuns, ReuseResult, Wording, known_runs
from generator.compare.runs import MINIMUM, Sought, shingles_of
from generator.models.limits import PASSAGE_HOMES
from generator.models.packed import bytes_of

STATE = "text reuse"
"""The key of the list of what was measured last."""

FEW = 8
"""If more than one document of so many has changed, all are measured: finding out which ones costs as much."""

Place = tuple[int, str, str]
"""What decides the place of a document in record order."""


@dataclass(frozen=True)
class _Measured:
    """A document as it was measured: its place, a digest of its place and texts, and under which key the result is."""

    place: Place
    digest: str
    key: str


class KeptReuse:
    """The results of the last time, and which of them still hold."""

    def __init__(
        self,
        cache: PairCache | None,
        places: Mapping[str, Place],
        texts: Mapping[str, str],
        wording: Callable[[str], Wording],
    ) -> None:
        """Look at what was kept.

        Args:
            cache: Where it is; None keeps nothing.
            places: The place of each document in record order, in this order.
            texts: For each of them the hash that `digest_of_texts` gives.
            wording: Gives the wording of a document, where none was kept.
        """
        self._cache, self._made = cache, wording
        self._places = places
        self._digests = {policy: _digest(place, texts[policy]) for policy, place in places.items()}
        self._before = dict(self._read()) if cache is not None else {}
        self._entries: dict[str, tuple[ReuseResult, Wording] | None] = {}
        self._wording: dict[str, Wording] = {}
        self._sought: Sought | None = None
        self._results = {policy: result for policy in self._still_good() if (result := self._kept(policy)) is not None}

    @property
    def kept(self) -> tuple[ReuseResult, ...]:
        """The results that still hold."""
        return tuple(self._results.values())

    @property
    def left(self) -> frozenset[str]:
        """The documents to measure."""
        return frozenset(self._places.keys() - self._results.keys())

    @property
    def wording(self) -> Mapping[str, Wording]:
        """The wording of every document."""
        return {policy: self._wording_of(policy) for policy in self._places}

    def runs_of(self, policy: str) -> KnownRuns:
        """What those provisions of a document share that share the same as the last time."""
        before = self._before.get(policy)
        if self._sought is None or before is None or before.place != self._places[policy]:
            return {}
        held, shared = self._measured(before.key), self._opened(_shared_name(before.key))
        if held is None or shared is None:
            return {}
        then, now = held[1], self._wording_of(policy)
        return {
            name: runs
            for name, runs in known_runs(shared).items()
            if then[name] == now.get(name) and not self._sought.starts(now[name][1])
        }

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
            self._cache.hold(_shared_name(key))
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
        then: Wording = {}
        before = self._before.get(policy)
        if before is not None:
            held_then = self._measured(before.key)
            if held_then is None:
                return None
            then = held_then[1]
        now = self._wording_of(policy) if policy in self._places else {}
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
        self._sought = passages_sought = Sought(sought)
        for number, policy in enumerate(rest if sought else ()):
            texts = [text for official, text in self._wording_of(policy).values() if official]
            for shingle in {shingle for text in texts for shingle in passages_sought.in_text(text)}:
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
        entry = self._entry(policy)
        return None if entry is None else entry[0]

    def _wording_of(self, policy: str) -> Wording:
        """The wording of a document as it is now."""
        if policy not in self._wording:
            held = None if self._is_changed(policy) else self._entry(policy)
            self._wording[policy] = self._made(policy) if held is None else held[1]
        return self._wording[policy]

    def _entry(self, policy: str) -> tuple[ReuseResult, Wording] | None:
        """What was kept of a document that did not change; None if it is lost."""
        if policy not in self._entries:
            held = self._measured(self._before[policy].key)
            self._entries[policy] = held and (self.laid(held[0]), held[1])
        return self._entries[policy]

    def _measured(self, key: str) -> tuple[ReuseResult, Wording] | None:
        """What was measured once, and of what; None if the entry is lost."""
        content = self._opened(key)
        if content is None:
            return None
        head, rest = unframed(content)
        policy, measured, size, texts = json.loads(head)
        wording = {name: (official, text) for name, official, text in texts}
        return ReuseResult(policy, measured, rest[:size], rest[size:]), wording

    def laid(self, result: ReuseResult) -> ReuseResult:
        """What was measured, laid down if there is a place for it."""
        if self._cache is None:
            return result
        items, document, runs = map(self._cache.lay, map(bytes_of, (result.items, result.document, result.runs)))
        return replace(result, items=items, document=document, runs=runs)

    def _opened(self, key: str) -> bytes | None:
        assert self._cache is not None
        return opened(self._cache.get(key))

    def _put(self, result: ReuseResult) -> str:
        """Keep a result under a key of its own, so that nothing that the list names is ever written over."""
        assert self._cache is not None
        texts = [(name, *told) for name, told in self._wording_of(result.policy).items()]
        items, document, runs = map(bytes_of, (result.items, result.document, result.runs))
        told = (result.policy, result.measured, len(items), texts)
        head = json.dumps(told, ensure_ascii=False).encode()
        entry, shared = sealed(framed(head, items, document)), sealed(runs)
        key = f"text reuse of {result.policy} {hashlib.sha256(entry + shared).hexdigest()}"
        # Apart: of most documents nobody asks what each provision shares, which is more than all the rest.
        self._cache.put(_shared_name(key), shared)
        self._cache.put(key, entry)
        return key


def _shared_name(key: str) -> str:
    """Where it is kept what the provisions of a document share that was measured under a key."""
    return f"what is shared, {key}"


def digest_of_texts(items: Iterable[Item]) -> str:
    """A hash of the texts of a document that can stand in others too."""
    told = [(item.ref.item, item.official, item.text) for item in items]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _digest(place: Place, texts: str) -> str:
    return hashlib.sha256(repr((place, texts)).encode()).hexdigest()


def _differing(text: str, other: str) -> list[str]:
    """The passages of a text that hold some of what is not in another, or the place where that has more.

    What the texts begin and end with alike has the same runs in both: one that reaches beyond has such a passage.
    """
    if text == other:
        return []
    start = _alike(text, other)
    end = len(text) - _alike(text[start:][::-1], other[start:][::-1])
    return shingles_of(text[max(0, start - MINIMUM + 1) : end + MINIMUM - 1])


def _in_one_order(one: Wording, other: Wording) -> bool:
    """Whether the provisions that two states of a document share stand in the same order."""
    return [name for name in one if name in other] == [name for name in other if name in one]


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
