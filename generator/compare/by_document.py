"""What was found of each document alone is kept, all of one kind in one entry of a cache."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from itertools import accumulate, pairwise

from generator.compare.kept import PairCache, framed, opened, sealed, unframed
from generator.models import PolicyRecord
from generator.models.held_record import digest_of


class ByDocument:
    """Results by policy id, each under a key of what it rests on; without a cache nothing is hashed."""

    def __init__(self, cache: PairCache | None, kind: str, rests_on: Callable[[], str]) -> None:
        """Take what was kept.

        Args:
            cache: The cache; None keeps nothing.
            kind: Tells these results from others.
            rests_on: Gives what all of them rest on, the program left out.
        """
        self._cache, self._name = cache, kind
        self._kept: dict[str, tuple[str, bytes]] = {}
        if cache is not None:
            self._name += f" {hashlib.sha256(rests_on().encode()).hexdigest()}"
            self._kept = _read(cache.get(self._name))
        self._found: dict[str, tuple[str, bytes]] = {}

    def holds(self, policy: str, rests_on: Iterable[str]) -> bool:
        """Whether there is a result for a document that rested on the same."""
        held = self._kept.get(policy)
        return held is not None and held[0] == _key(rests_on)

    def before(self, name: str) -> bytes | None:
        """What was kept under a name, whatever it rested on."""
        return self._kept[name][1] if name in self._kept else None

    def of(self, policy: str, rests_on: Iterable[str], make: Callable[[], bytes], *, anew: bool = False) -> bytes:
        """The result for a document: what was kept if it rested on the same, else what `make` gives.

        Args:
            policy: The id.
            rests_on: What it rests on besides what all do.
            make: Makes it.
            anew: Whether it is made in any case.

        Returns:
            The result.
        """
        if self._cache is None:
            return make()
        key, held = _key(rests_on), self._kept.get(policy)
        self._found[policy] = held if held is not None and held[0] == key and not anew else (key, make())
        return self._found[policy][1]

    def keep(self) -> None:
        """Keep the results that were asked for, if any of them is new."""
        if self._cache is not None and self._found != self._kept:
            head = [[policy, key, len(content)] for policy, (key, content) in self._found.items()]
            parts = (content for _, content in self._found.values())
            self._cache.put(self._name, sealed(framed(json.dumps(head).encode(), *parts)))


def _key(rests_on: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(rests_on).encode()).hexdigest()


def hash_records(records: Iterable[PolicyRecord], cache: PairCache | None) -> dict[str, str]:
    """Policy id -> hash of its record, where there is a cache to use it for; "" where there is none."""
    if cache is None:
        return {record.id: "" for record in records}
    return {record.id: digest_of(record) for record in records}


def _read(entry: bytes | None) -> dict[str, tuple[str, bytes]]:
    content = opened(entry)
    if content is None:
        return {}
    head, parts = unframed(content)
    listed = json.loads(head)
    ends = pairwise(accumulate((size for _, _, size in listed), initial=0))
    return {policy: (key, parts[start:end]) for (policy, key, _), (start, end) in zip(listed, ends, strict=True)}
