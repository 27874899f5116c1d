"""Folding of text for comparison: what two readers would call the same wording becomes the same string."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass

from generator.models import Span
from generator.traditional import simplified

VARIANTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("人民(?=政府)"), ""),
    (re.compile("以及"), "和"),
    (re.compile("(?<![普涉危顾触波累推])及(?![时早格至])"), "和"),
    (re.compile("(?<![参赋给])与(?![会时])"), "和"),
    (re.compile("或者"), "或"),
    (re.compile("其它"), "其他"),
    (re.compile("做出"), "作出"),
)
"""Spellings of one wording, applied in this order after width, case and punctuation are gone.

A conjunction is left alone where it is a syllable of another word (普及, 及时, 参与).
"""


@dataclass(frozen=True)
class Folded:
    """A folded text and the way back.

    Attributes:
        text: The folded characters.
        starts: For each folded character, where it starts in the original text (code points).
        ends: For each folded character, where it ends there.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original_span(self, start: int, end: int) -> Span:
        """The span of the original text that folded to `text[start:end]`; the range must not be empty."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Fold `text`: width, case and traditional forms levelled, only letters and digits kept, variants made one.

    Args:
        text: Any text; offsets in the result count its code points.

    Returns:
        The folded text with its map back to `text`.
    """
    characters: list[str] = []
    origins: list[int] = []
    for index, character in enumerate(simplified(text)):
        for plain in unicodedata.normalize("NFKC", character).lower():
            if plain.isalnum():
                characters.append(plain)
                origins.append(index)
    folded = "".join(characters)
    starts, ends = origins, [origin + 1 for origin in origins]
    for pattern, replacement in VARIANTS:
        if pattern.search(folded):
            folded, starts, ends = _replace(pattern, replacement, folded, starts, ends)
    return Folded(folded, tuple(starts), tuple(ends))


@functools.lru_cache(maxsize=65536)
def fold_word(text: str) -> str:
    """The folded form of a word or phrase, without the map, from a cache."""
    return fold(text).text


def _replace(
    pattern: re.Pattern[str], replacement: str, text: str, starts: list[int], ends: list[int]
) -> tuple[str, list[int], list[int]]:
    pieces: list[str] = []
    new_starts: list[int] = []
    new_ends: list[int] = []
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
