"""Where each string stands: lists short enough to be fetched, from which every string can be found exactly.

All folded fields stand one after the other in one long text, apart from each other. A string that stands in more
than LIMIT places is frequent. For every frequent string and every single character there is the set of entries that
have it; for every string that is not frequent, but one character shorter is (at its end or at its front) or that has
two characters, there is the list of its places. So any string is either frequent itself, or is covered without a gap
by listed ones: from the front the shortest ones that are not frequent, and where the rest is frequent, the shortest
one that is not, up to the end. Its places are those where all of them stand as far apart as in the string. No list
has more than LIMIT places (but for those of CAP characters), and no text is needed to be exact.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from generator.render.search.places import BODY

LIMIT: Final = 2_000
"""Places in a list: at most about 6 kB."""

CAP: Final = 24
"""Characters after which a list is not divided any more."""

UNIT: Final = 16
"""Entries begin at multiples of this, so that a script need not be told their lengths to the character."""

GAP: Final = "\0"
"""Between fields: what folding leaves out, so no field holds it."""


Holders = tuple[Sequence[int], Sequence[int]]
"""The entries that have a string, and those that have it in the title."""


@dataclass(frozen=True)
class Layout:
    """The long text, and for each entry where it begins; the last of `starts` is the end."""

    text: str
    starts: tuple[int, ...]

    @property
    def lengths(self) -> list[int]:
        """How many UNITs each entry takes."""
        return [(end - start) // UNIT for start, end in pairwise(self.starts)]


@dataclass(frozen=True)
class Postings:
    """All lists.

    Attributes:
        frequent: The frequent strings, sorted; with a string all its beginnings of two characters and more.
        holders: Single character or frequent string -> the entries that have it, and those that have it in the title.
        places: Listed string -> where it begins in the long text.
    """

    frequent: tuple[str, ...]
    holders: dict[str, Holders]
    places: dict[str, Sequence[int]]


def lay_out(entries: Iterable[Sequence[str]]) -> Layout:
    """Put the folded fields of all entries, titles first, into one text."""
    parts: list[str] = []
    starts = [0]
    for title, *others in entries:
        own = [title, GAP * max(1, BODY - len(title))]
        for field in others:
            own += (field, GAP)
        length = sum(map(len, own))
        padding = -length % UNIT
        parts += (*own, GAP * padding)
        starts.append(starts[-1] + length + padding)
    return Layout("".join(parts), tuple(starts))


def postings(layout: Layout, limit: int = LIMIT) -> Postings:
    """All lists of a text; `limit` is the number of places above which a string is frequent."""
    often, places = strings_of(layout.text, lambda _, found: len(found) > limit)
    holders = holders_of(layout, often)
    return Postings(tuple(sorted(often)), holders, places)


def holders_of(layout: Layout, often: Mapping[str, Sequence[int]]) -> dict[str, Holders]:
    """For every single character and every frequent string, given with its places, the entries that have it."""
    return _single_characters(layout) | {gram: entries_of(found, layout.starts) for gram, found in often.items()}


def strings_of(
    text: str, is_frequent: Callable[[str, Sequence[int]], bool]
) -> tuple[dict[str, Sequence[int]], dict[str, Sequence[int]]]:
    """The frequent strings of a text with their places, and the listed ones with theirs.

    Args:
        text: Folded fields, with GAP between them.
        is_frequent: Whether a string with these places is frequent; if it is, so are all parts of it. It is not asked
            about strings of CAP characters, which never are.
    """
    level: dict[str, array[int]] = {}
    for place, pair in enumerate(map(str.__add__, text, text[1:])):
        if GAP not in pair:
            found = level.get(pair)
            if found is None:
                level[pair] = found = array("I")
            found.append(place)
    frequent: dict[str, Sequence[int]] = {}
    places: dict[str, Sequence[int]] = {}
    for length in range(2, CAP + 1):
        often: dict[str, array[int]] = {}
        for gram, found in level.items():
            if length < CAP and is_frequent(gram, found):
                often[gram] = found
            else:
                places[gram] = found
        if not often:
            break
        frequent |= often
        level = longer(text, often, length)
    return frequent, places


def longer(text: str, often: Mapping[str, array[int]], length: int) -> dict[str, array[int]]:
    """The places of all strings that are one character longer than a frequent one, behind or before it."""
    behind: dict[str, array[int]] = {}
    before: dict[str, array[int]] = {}
    for gram, found in often.items():
        after: dict[str, array[int]] = {}
        front: dict[str, array[int]] = {}
        for place in found:
            after.setdefault(text[place + length], array("I")).append(place)
            if place:
                front.setdefault(text[place - 1], array("I")).append(place - 1)
        behind.update({gram + char: places for char, places in after.items() if char != GAP})
        before.update({char + gram: places for char, places in front.items() if char != GAP})
    return before | behind


def _single_characters(layout: Layout) -> dict[str, Holders]:
    found: dict[str, tuple[array[int], array[int]]] = {}
    for entry, start in enumerate(layout.starts[:-1]):
        own = layout.text[start : layout.starts[entry + 1]]
        in_title = set(own[:BODY])
        for char in set(own):
            if char != GAP:
                if char not in found:
                    found[char] = array("I"), array("I")
                entries, titled = found[char]
                entries.append(entry)
                if char in in_title:
                    titled.append(entry)
    return dict(found)


def entries_of(places: Sequence[int], starts: Sequence[int]) -> Holders:
    """The entries in which some places are, and those in whose title one is."""
    entries: list[int] = []
    titled: list[int] = []
    end = -1
    entry = -1
    for place in places:
        if place >= end:
            entry = bisect_right(starts, place) - 1
            end = starts[entry + 1]
            entries.append(entry)
            if place - starts[entry] < BODY:
                titled.append(entry)
    return entries, titled
