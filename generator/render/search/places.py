"""Where documents stand in the long text: a change of one leaves the places of the others as they are.

The text is cut into slots. A document gets as many slots one after the other as it needs, beginning at the one that its
id falls on, or behind the documents that have taken it. There are always so many slots that most stay empty. A place is
the number of a character in that text, an entry's number its number in its document after those that the slots before
might hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SLOT: Final = 4_096
"""Characters of a slot."""

BODY: Final = 64
"""Where in an entry the fields after the title begin, if the title is not longer: what begins before is a title's."""

ENTRIES: Final = SLOT // BODY
"""Entries of a slot at most, because none is shorter than BODY."""

ROOM: Final = 4
"""There are at least so many slots for each that is needed."""


def hash_of(text: str) -> int:
    """A number below 2^32 (FNV-1a over code points; search-engine.js does the same)."""
    value = 2_166_136_261
    for char in text:
        value = ((value ^ ord(char)) * 16_777_619) & 0xFFFFFFFF
    return value


def power_above(count: int) -> int:
    """The least power of two that is not below a count, 1 for none."""
    return 1 << max(0, count - 1).bit_length()


def slots_needed(length: int) -> int:
    """How many slots a document of so many characters takes; one for an empty one."""
    return max(1, -(-length // SLOT))


def slots_of(lengths: Mapping[str, int]) -> tuple[dict[str, int], int]:
    """Give every document its slots.

    Args:
        lengths: Id -> characters.

    Returns:
        Id -> the first of its slots, and how many slots there are.
    """
    needed = {policy: slots_needed(length) for policy, length in lengths.items()}
    room = power_above(ROOM * sum(needed.values()))
    taken = bytearray(room)
    found: dict[str, int] = {}
    for at, policy in sorted((hash_of(policy) % room, policy) for policy in needed):
        size = needed[policy]
        start = at
        # No document goes on from the last slot to the first.
        while start + size > room or any(taken[start : start + size]):
            start = (start + 1) % room
        taken[start : start + size] = b"\1" * size
        found[policy] = start
    return found, room
