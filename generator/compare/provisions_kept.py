"""The items of documents that did not change are kept: making them takes a hundred times as long as reading them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from generator.compare.by_document import ByDocument
from generator.compare.kept import PairCache
from generator.compare.provisions import Provisions


class KeptProvisions:
    """The packed items of each document as they were made before; without a cache nothing is kept."""

    def __init__(self, cache: PairCache | None, hashes: Mapping[str, str], rests_on: Callable[[], str]) -> None:
        """Take what was kept.

        Args:
            cache: The cache; None keeps nothing.
            hashes: Policy id -> hash of its record, on which its items rest.
            rests_on: Gives what all of them rest on besides, the program left out.
        """
        self._hashes = hashes
        self._kept = ByDocument(cache, "items", rests_on)

    def give(self, provisions: Provisions) -> None:
        """Put what still holds where nothing was made in this run."""
        for policy, told in self._hashes.items():
            if not provisions.has(policy) and self._kept.holds(policy, (told,)):
                provisions.hold(policy, self._kept.before(policy) or b"")

    def keep(self, provisions: Provisions) -> None:
        """Keep what is made by now; the items of others are made when somebody asks for them."""
        for policy, told in self._hashes.items():
            if provisions.has(policy):
                self._kept.of(policy, (told,), partial(provisions.packed, policy))
        self._kept.keep()
