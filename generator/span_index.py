"""Which of many passages holds a place of a text."""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Iterable
from typing import Generic, TypeVar

from generator.models.base import Span

Named = TypeVar("Named")


class SpanIndex(Generic[Named]):
    """Passages that may overlap: where several hold a place, the one that was given first counts.

    A check asks for thousands of places among thousands of passages: looking through them all each time took minutes.
    """

    def __init__(self, passages: Iterable[tuple[Span, Named]]) -> None:
        """Lay the passages out side by side.

        Args:
            passages: The passages with what each is that of.
        """
        held = [(start, end, order, named) for order, ((start, end), named) in enumerate(passages) if start < end]
        coming = sorted(((start, order, end, named) for start, end, order, named in held), reverse=True)
        self._starts: list[int] = []
        self._named: list[Named | None] = []
        open_: list[tuple[int, int, Named]] = []
        for place in sorted({place for start, end, _, _ in held for place in (start, end)}):
            while coming and coming[-1][0] <= place:
                _, order, end, named = coming.pop()
                heapq.heappush(open_, (order, end, named))
            while open_ and open_[0][1] <= place:
                heapq.heappop(open_)
            self._starts.append(place)
            self._named.append(open_[0][2] if open_ else None)

    def at(self, place: int) -> Named | None:
        """What the passage is that of which holds a place; None if none does."""
        before = bisect_right(self._starts, place) - 1
        return self._named[before] if before >= 0 else None
