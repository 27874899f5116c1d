"""The strings of a long text, some of them at a time: all of them with their places would take very much memory.

Strings are gone through by length, those of one length by what they begin with. What is carried from one length to the
next is where frequent strings begin, one byte a character, and the places at which a longer string may be of interest.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import Final, TypeAlias

from generator.render.search.postings import CAP, GAP

AT_A_TIME: Final = 1_000_000
"""Places whose strings are in memory together, about."""

SLICE: Final = 1 << 16
"""Characters of a slice of the text: a place in it takes two bytes, where one in the whole text takes four."""

_Places: TypeAlias = "list[array[int]]"
"""Places slice by slice, counted from where the slice begins."""


def swept(text: str, limit: int, at_a_time: int = AT_A_TIME) -> Iterator[tuple[str, array[int], bool]]:
    """The frequent and the listed strings of a text, as `strings_of` tells them apart.

    Args:
        text: Folded fields, with GAP between them.
        limit: Number of places above which a string is frequent.
        at_a_time: See AT_A_TIME.

    Yields:
        Every string once, shorter ones first: the string, its places in ascending order, and whether it is frequent.
    """
    kinds = _by_first(text, 1 + len(text) // at_a_time)
    frequent = bytearray(b"\1") * (len(text) + 1)
    for length in range(2, CAP + 1):
        longer = bytearray(len(text) + 1)
        for number, places in enumerate(kinds):
            strings, kinds[number] = _strings(text, length, places, frequent)
            for string, found in strings.items():
                often = length < CAP and len(found) > limit
                if often:
                    for place in found:
                        longer[place] = 1
                yield string, found, often
        if not any(longer):
            return
        frequent = longer


def _by_first(text: str, kinds: int) -> list[_Places]:
    """The places of a text by the character that stands there, those in a gap left out."""
    found: list[_Places] = [[] for _ in range(kinds)]
    for start in range(0, len(text), SLICE):
        held = [array("H") for _ in range(kinds)]
        for place, char in enumerate(text[start : start + SLICE]):
            if char != GAP:
                held[ord(char) % kinds].append(place)
        for places, more in zip(found, held, strict=True):
            places.append(more)
    return found


def _strings(text: str, length: int, places: _Places, frequent: bytearray) -> tuple[dict[str, array[int]], _Places]:
    """The strings of a length at some places whose beginning or end is frequent, and where they were found."""
    strings: dict[str, array[int]] = {}
    left: _Places = []
    for number, held in enumerate(places):
        start = number * SLICE
        more = array("H")
        for at in held:
            place = start + at
            if frequent[place] or frequent[place + 1]:
                string = text[place : place + length]
                if GAP in string or len(string) < length:
                    continue
                more.append(at)
                found = strings.get(string)
                if found is None:
                    strings[string] = found = array("I")
                found.append(place)
        left.append(more)
    return strings, left
