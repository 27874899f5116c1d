"""The lists of all strings, sorted out into bundles as they come; they wait out of memory until a bundle's turn comes.

As texts in tables those of three thousand documents would take half a gigabyte.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Final, cast

from generator.models.packed import Piece, bytes_of
from generator.render.search.grams import Value

AT_A_TIME: Final = 32_768
"""Characters of the lists of a bundle that wait to be laid down together."""


class SortedOut:
    """Strings with their lists, by bundle."""

    def __init__(self, bundles: int, lay: Callable[[bytes], Piece]) -> None:
        """Nothing is there yet.

        Args:
            bundles: How many there are.
            lay: Lays something down.
        """
        self._lay = lay
        self._waiting: list[list[tuple[str, Value]]] = [[] for _ in range(bundles)]
        self._sizes = [0] * bundles
        self._laid: list[list[Piece]] = [[] for _ in range(bundles)]

    def put(self, bundle: int, gram: str, value: Value) -> None:
        """Put a list into a bundle."""
        self._waiting[bundle].append((gram, value))
        self._sizes[bundle] += len(value) if isinstance(value, str) else sum(map(len, value))
        if self._sizes[bundle] >= AT_A_TIME:
            told = json.dumps(self._waiting[bundle], ensure_ascii=False, separators=(",", ":"))
            self._laid[bundle].append(self._lay(told.encode()))
            self._waiting[bundle], self._sizes[bundle] = [], 0

    def take(self, bundle: int) -> Iterator[tuple[str, Value]]:
        """The lists of a bundle in the order in which they were put there; they are there no more."""
        laid, waiting = self._laid[bundle], self._waiting[bundle]
        self._laid[bundle], self._waiting[bundle], self._sizes[bundle] = [], [], 0
        return chain(chain.from_iterable(map(_read, laid)), waiting)


def _read(laid: Piece) -> list[tuple[str, Value]]:
    return cast(list[tuple[str, Value]], json.loads(bytes_of(laid)))
