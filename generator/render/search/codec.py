"""Lists of whole numbers as short ASCII strings that need no escape in a script. search-engine.js reads them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from operator import sub
from typing import Final

DIGITS: Final = "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) not in '"<\\')
"""92 characters: none of them ends a string, an element or a comment inside a script."""

LAST: Final = 32
"""The first 32 digits end a number, the other 60 say that more follow."""

MORE: Final = len(DIGITS) - LAST
BITS: Final = 6
BITMAP: Final = "#"
GAPS: Final = "-"
FLAGS: Final = 5
"""Members that one digit of a cluster tells of."""

NEAR: Final = 2 * FLAGS
"""A member that is farther from the one before begins a new cluster."""

_NUMBER: Final = re.compile(f"[{re.escape(DIGITS[LAST:])}]*[{re.escape(DIGITS[:LAST])}]")


SMALL: Final = 1 << 14
"""Numbers below this are written down once; most gaps are."""


OFTEN: Final = 3
"""What is written in so many digits is read once."""


class _Written(dict[int, str]):
    """Numbers as they are written; filled as they are met."""

    def __missing__(self, value: int) -> str:
        written = number(value)
        if value < SMALL:
            self[value] = written
        return written


@functools.cache
def _written() -> _Written:
    return _Written()


def number(value: int) -> str:
    """One number, not negative: lowest digit first, base 60 with the digits that go on, the rest in the last."""
    digits: list[str] = []
    while value >= LAST:
        value -= LAST
        digits.append(DIGITS[LAST + value % MORE])
        value //= MORE
    digits.append(DIGITS[value])
    return "".join(digits)


def numbers(values: Iterable[int]) -> str:
    """Numbers one after the other."""
    return "".join(map(_written().__getitem__, values))


def gaps(ascending: Sequence[int]) -> str:
    """Numbers in ascending order, each as the difference to the one before."""
    return numbers(chain(ascending[:1], map(sub, ascending[1:], ascending)))


class _Read(dict[str, int]):
    """What is written as numbers; filled as it is met."""

    def __missing__(self, written: str) -> int:
        value = 0
        for digit in reversed(written):
            value = value * MORE + DIGITS.index(digit)
        if len(written) <= OFTEN:
            self[written] = value
        return value


@functools.cache
def _read() -> _Read:
    return _Read()


def read_numbers(written: str) -> list[int]:
    """What `numbers` wrote."""
    return list(map(_read().__getitem__, _NUMBER.findall(written)))


def read_gaps(written: str) -> list[int]:
    """What `gaps` wrote."""
    return list(accumulate(read_numbers(written)))


def clusters(ascending: Sequence[int]) -> str:
    """A set of numbers that stand in groups: each group's first one as a gap, then a flag for each number behind it.

    A gap counts from the last member of the group before. Flags come FLAGS a digit, in digits that go on but for the
    last.
    """
    written, flags = _written(), _flags()
    parts: list[str] = []
    at, before, count = 0, 0, len(ascending)
    while at < count:
        first = last = ascending[at]
        mask = 0
        at += 1
        while at < count and ascending[at] - last <= NEAR:
            last = ascending[at]
            mask |= 1 << (last - first - 1)
            at += 1
        parts += (written[first - before], flags[mask])
        before = last
    return "".join(parts)


def read_clusters(written: str) -> list[int]:
    """What `clusters` wrote."""
    found: list[int] = []
    parts = iter(_NUMBER.findall(written))
    known = _read()
    for gap, flags in zip(parts, parts, strict=True):
        place = (found[-1] if found else 0) + known[gap]
        found.append(place)
        for digit in flags:
            bits = DIGITS.index(digit)
            bits -= LAST if bits >= LAST else 0
            found += [place + bit + 1 for bit in range(FLAGS) if bits >> bit & 1]
            place += FLAGS
    return found


class _Flags(dict[int, str]):
    """Flags as they are written; filled as they are met."""

    def __missing__(self, mask: int) -> str:
        digits: list[str] = []
        left = mask
        while left >= LAST:
            digits.append(DIGITS[LAST + left % LAST])
            left >>= FLAGS
        flags = "".join((*digits, DIGITS[left]))
        if mask < SMALL:
            self[mask] = flags
        return flags


@functools.cache
def _flags() -> _Flags:
    return _Flags()


def members(ascending: Sequence[int], size: int) -> str:
    """A set of numbers below `size`: as gaps or as a bitmap of six bits a character, whichever is shorter."""
    as_gaps = gaps(ascending)
    if len(as_gaps) <= -(-size // BITS):
        return GAPS + as_gaps
    bits = bytearray(-(-size // BITS))
    for value in ascending:
        bits[value // BITS] |= 1 << value % BITS
    return BITMAP + "".join(DIGITS[bit] for bit in bits)
