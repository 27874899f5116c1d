"""How alike documents are, measured before: it stays while the profiles of both are what they were."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cached_property

from generator.compare.kept import PairCache, opened, sealed
from generator.compare.subjects import Profile, likeness

STATE = "likeness"
"""The key of what was measured last."""


class KeptLikeness:
    """The likeness of documents, measured when it is asked for; without a cache nothing is hashed.

    Attributes:
        profiles: What each document is about, by policy id.
    """

    def __init__(self, cache: PairCache | None, profiles: Mapping[str, Profile]) -> None:
        """Take what was kept.

        Args:
            cache: The cache; None keeps nothing.
            profiles: What each document is about, by policy id.
        """
        self._cache, self.profiles = cache, profiles
        self._by_gram = {policy: profile.by_gram for policy, profile in profiles.items()}
        self._found: dict[tuple[str, str], float] = {}
        self._kept = {} if cache is None else self._read(cache)

    def of(self, one: str, other: str) -> float:
        """How alike two documents are (`subjects.likeness`); the same both ways."""
        pair = (one, other) if one < other else (other, one)
        if pair not in self._found:
            held = self._kept.get(pair)
            self._found[pair] = likeness(self._by_gram[one], self._by_gram[other]) if held is None else held
        return self._found[pair]

    def keep(self) -> None:
        """Keep what was asked for, if any of it is new or some of what was kept is not needed any more."""
        if self._cache is None or self._found.keys() == self._kept.keys():
            return
        numbers = {policy: number for number, policy in enumerate(self._digests)}
        pairs = sorted((numbers[one], numbers[other]) for one, other in self._found)
        named = tuple(self._digests)
        told = {
            "profiles": list(self._digests.items()),
            "pairs": pairs,
            "likeness": [self._found[named[one], named[other]] for one, other in pairs],
        }
        self._cache.put(STATE, sealed(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()))

    @cached_property
    def _digests(self) -> dict[str, str]:
        return {policy: _digest(self.profiles[policy]) for policy in sorted(self.profiles)}

    def _read(self, cache: PairCache) -> dict[tuple[str, str], float]:
        """What was measured between documents whose profiles are the same today."""
        content = opened(cache.get(STATE))
        told = json.loads(content) if content is not None else {"profiles": (), "pairs": (), "likeness": ()}
        same = [policy if self._digests.get(policy) == digest else None for policy, digest in told["profiles"]]
        pairs = ((same[one], same[other]) for one, other in told["pairs"])
        return {
            (one, other): found
            for (one, other), found in zip(pairs, told["likeness"], strict=True)
            if one is not None and other is not None
        }


def _digest(profile: Profile) -> str:
    return hashlib.sha256("\n".join(profile.grams).encode() + profile.shares.tobytes()).hexdigest()
