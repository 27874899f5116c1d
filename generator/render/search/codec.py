"""Lists of whole numbers as short ASCII strings that need no escape in a script. search-engine.js reads them."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from itertools import chain
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


SMALL: Final = 1 << 14
"""Numbers below this are written down once; most gaps are."""


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


def members(ascending: Sequence[int], size: int) -> str:
    """A set of numbers below `size`: as gaps or as a bitmap of six bits a character, whichever is shorter."""
    as_gaps = gaps(ascending)
    if len(as_gaps) <= -(-size // BITS):
        return GAPS + as_gaps
    bits = bytearray(-(-size // BITS))
    for value in ascending:
        bits[value // BITS] |= 1 << value % BITS
    return BITMAP + "".join(DIGITS[bit] for bit in bits)
