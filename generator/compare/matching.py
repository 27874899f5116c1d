"""Matching blocks of two rows of tokens, the longest first chosen (Ratcliff and Obershelp).

What is found is exactly what difflib.SequenceMatcher(None, base, other, autojunk=False) finds (tests check it), in half
the time: where each token stands in a row is noted once for all rows that it is compared with, and nothing is asked
about junk.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

Places = Mapping[str, Sequence[int]]
"""Token -> its indices in a row, in ascending order."""

Area = tuple[int, int, int, int]
"""A stretch of one row [first, second) and one of the other [third, fourth)."""


class Match(NamedTuple):
    """A stretch of one row from index `a` that equals one of the other from index `b`; `size` tokens."""

    a: int
    b: int
    size: int


def places_of(keys: Sequence[str]) -> Places:
    """Where each token of a row stands in it."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        found[key].append(index)
    return dict(found)


def longest_match(rows: Sequence[Sequence[int]], area: Area) -> Match:
    """The longest stretch that two rows share; of equally long ones the first in the one, then in the other.

    Args:
        rows: For each token of the one row its places in the other.
        area: Where to look.

    Returns:
        The match; of size 0 if there is none.
    """
    start, end, low, high = area
    best = Match(start, low, 0)
    size = 0
    # Index in the other row -> length of the match that ends there and at the token before.
    before: dict[int, int] = {}
    for index in range(start, end):
        ending: dict[int, int] = {}
        row = rows[index]
        for place in row[bisect_left(row, low) :] if row and row[0] < low else row:
            if place >= high:
                break
            length = ending[place] = before.get(place - 1, 0) + 1
            if length > size:
                size = length
                best = Match(index - length + 1, place - length + 1, length)
        before = ending
    return best


def matching_blocks(base: Sequence[str], places: Places, length: int) -> Iterator[Match]:
    """All matches of two rows: the longest, then those before and behind it.

    Args:
        base: The one row.
        places: Where each token of the other row stands.
        length: Tokens of the other row.

    Yields:
        Matches that do not touch each other on both sides, in their order; at the end one of size 0.
    """
    rows = [places.get(key, ()) for key in base]
    areas: list[Area] = [(0, len(base), 0, length)]
    found: list[Match] = []
    while areas:
        start, end, low, high = area = areas.pop()
        match = longest_match(rows, area)
        if match.size:
            found.append(match)
            if start < match.a and low < match.b:
                areas.append((start, match.a, low, match.b))
            if match.a + match.size < end and match.b + match.size < high:
                areas.append((match.a + match.size, end, match.b + match.size, high))
    joined = Match(0, 0, 0)
    for match in sorted(found):
        if (joined.a + joined.size, joined.b + joined.size) == (match.a, match.b):
            joined = Match(joined.a, joined.b, joined.size + match.size)
        else:
            if joined.size:
                yield joined
            joined = match
    if joined.size:
        yield joined
    yield Match(len(base), length, 0)
