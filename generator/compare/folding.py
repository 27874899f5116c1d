"""Folding of text for comparison: what two readers would call the same wording becomes the same string."""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, compress

from generator.models import Span
from generator.traditional import simplified

VARIANTS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile("人民(?=政府)"), "人民政府", ""),
    (re.compile("以及"), "以及", "和"),
    (re.compile("(?<![普涉危顾触波累推])及(?![时早格至])"), "及", "和"),
    (re.compile("(?<![参赋给])与(?![会时])"), "与", "和"),
    (re.compile("或者"), "或者", "或"),
    (re.compile("其它"), "其它", "其他"),
    (re.compile("做出"), "做出", "作出"),
)
"""Spellings of one wording (pattern, what every match holds, replacement), applied in this order after width, case
and punctuation are gone.

A conjunction is left alone where it is a syllable of another word (普及, 及时, 参与).
"""

SHORTENED = VARIANTS[0]
"""The one that leaves something out and changes nothing else."""

JOINED = tuple(held for _, held, replacement in VARIANTS[1:] if len(replacement) != len(held))
"""Those of which one character stands for several."""

GONE, KEPT, SEVERAL = "\0\1\2"

NUMBER = re.compile("[0-9]{2,}")
COINED = 4
"""Digits up to which every number has characters of its own; those of longer ones are drawn by a hash."""

COINS, HASHED = 0xF0000, 0x100000
"""Where the private characters of numbers begin: two planes that no text uses."""

PLANE = 0xFFFE
"""Characters of a plane, without its last two, which are none."""


class _Plain(dict[int, str]):
    """Code point -> its levelled letters and digits, "" for anything else; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        levelled = unicodedata.normalize("NFKC", simplified(chr(code))).lower()
        self[code] = plain = "".join(filter(str.isalnum, levelled))
        return plain


@functools.cache
def _plain() -> _Plain:
    return _Plain()


@dataclass(frozen=True)
class Folded:
    """A folded text and the way back, which is made only when asked for.

    Attributes:
        text: The folded characters.
        original: What was folded.
    """

    text: str
    original: str

    @functools.cached_property
    def whole_numbers(self) -> str:
        """The folded text with numbers that agree as a whole or not at all: 2020 and 2022 have no 202 in common.

        It has the same length; the digits of a number of several are private characters, which stand for the number and
        their place in it.
        """
        return NUMBER.sub(_coined, self.text)

    @property
    def starts(self) -> tuple[int, ...]:
        """For each folded character, where it starts in the original text (code points)."""
        return tuple(self._map[0])

    @property
    def ends(self) -> tuple[int, ...]:
        """For each folded character, where it ends there."""
        return tuple(self._map[1])

    @functools.cached_property
    def _gaps(self) -> Sequence[int] | None:
        """For each character that folds to nothing, how many folded ones stand before it.

        None where that does not tell the way back: where characters fold to several, or several to one.
        """
        return _gaps_in(self.original)

    @functools.cached_property
    def _map(self) -> tuple[array[int], array[int]]:
        return _map_back(self.original)

    def original_span(self, start: int, end: int) -> Span:
        """The span of the original text that folded to `text[start:end]`; the range must not be empty."""
        if self._gaps is not None:
            last = end - 1
            return start + bisect_right(self._gaps, start), end + bisect_right(self._gaps, last)
        starts, ends = self._map
        return starts[start], ends[end - 1]


def fold(text: str) -> Folded:
    """Fold `text`: width, case and traditional forms levelled, only letters and digits kept, variants made one.

    Args:
        text: Any text; offsets in the result count its code points.

    Returns:
        The folded text with its map back to `text`.
    """
    return Folded(folded_text(text), text)


def folded_text(text: str) -> str:
    """The folded form of any text, without the map."""
    folded = text.translate(_plain())
    for pattern, held, replacement in VARIANTS:
        if held in folded:
            folded = pattern.sub(replacement, folded)
    return folded


def _coined(match: re.Match[str]) -> str:
    return _coin(match.group())


@functools.lru_cache(maxsize=4096)
def _coin(number: str) -> str:
    """The private characters of a number of at least two digits, as many as it has."""
    length = len(number)
    if length > COINED:
        drawn = (hashlib.sha256(f"{number} {place}".encode()).digest() for place in range(length))
        return "".join(chr(HASHED + int.from_bytes(digest) % PLANE) for digest in drawn)
    shorter = sum(digits * 10**digits for digits in range(2, length))
    return "".join(chr(COINS + shorter + int(number) * length + place) for place in range(length))


@functools.lru_cache(maxsize=65536)
def fold_word(text: str) -> str:
    """The folded form of a word or phrase, without the map, from a cache."""
    return folded_text(text)


class _Marks(dict[int, str]):
    """Code point -> GONE, KEPT or SEVERAL, as it folds to nothing, to one character or to more."""

    def __missing__(self, code: int) -> str:
        self[code] = mark = (GONE, KEPT, SEVERAL)[min(len(_plain()[code]), 2)]
        return mark


@functools.cache
def _marks() -> _Marks:
    return _Marks()


def _gaps_in(text: str) -> list[int] | None:
    folded = text.translate(_plain())
    marks = text.translate(_marks())
    if SEVERAL in marks or any(word in folded for word in JOINED):
        return None
    gaps = [*accumulate(map(len, marks.split(GONE)))][:-1]
    pattern, held, _ = SHORTENED
    if held in folded:
        gone = [index for match in pattern.finditer(folded) for index in range(*match.span())]
        marked = list(marks)
        for index in gone:
            marked[index + bisect_right(gaps, index)] = GONE
        gaps = [*accumulate(map(len, "".join(marked).split(GONE)))][:-1]
    return gaps


def _map_back(text: str) -> tuple[array[int], array[int]]:
    """Where each folded character of `text` starts and ends in it."""
    plain = list(map(_plain().__getitem__, map(ord, text)))
    folded = "".join(plain)
    if len(folded) == sum(map(bool, plain)):
        starts = array("l", compress(range(len(plain)), plain))
    else:
        starts = array("l", (index for index, letters in enumerate(plain) for _ in letters))
    ends = array("l", map((1).__add__, starts))
    for pattern, held, replacement in VARIANTS:
        if held in folded:
            folded, starts, ends = _replace(pattern, replacement, folded, starts, ends)
    return starts, ends


def _replace(
    pattern: re.Pattern[str], replacement: str, text: str, starts: array[int], ends: array[int]
) -> tuple[str, array[int], array[int]]:
    pieces: list[str] = []
    new_starts, new_ends = array("l"), array("l")
    position = 0
    for match in pattern.finditer(text):
        pieces += [text[position : match.start()], replacement]
        new_starts += starts[position : match.start()]
        new_ends += ends[position : match.start()]
        # The replacement is never longer than what it stands for; its last character takes the rest of the origin.
        for offset in range(len(replacement)):
            last = match.end() - 1 if offset == len(replacement) - 1 else match.start() + offset
            new_starts.append(starts[match.start() + offset])
            new_ends.append(ends[last])
        position = match.end()
    pieces.append(text[position:])
    return "".join(pieces), new_starts + starts[position:], new_ends + ends[position:]
