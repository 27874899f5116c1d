"""Folding of forms that differ in writing only: width, brackets, spaces, traditional characters."""

from __future__ import annotations

import functools
import unicodedata

from generator.traditional import simplified

_BRACKETS = dict(zip("〔［【〈﹝〕］】〉﹞", "[[[<[]]]>]", strict=True))


class _Folds(dict[int, str]):
    """A table for `str.translate` that learns each character when it meets it first."""

    def __init__(self, *, blanks: bool) -> None:
        """Start empty; with `blanks` False, white space folds to nothing."""
        self._blanks = blanks

    def __missing__(self, code: int) -> str:
        """Fold one character and remember it."""
        folded = _fold_character(chr(code))
        self[code] = folded if self._blanks or not folded.isspace() else ""
        return self[code]


@functools.cache
def _table(*, blanks: bool) -> _Folds:
    return _Folds(blanks=blanks)


def fold(text: str) -> str:
    """Fold width and brackets character by character.

    Args:
        text: Any text.

    Returns:
        A text of the same length (spans keep their meaning): full-width forms as half-width ones, all
        square brackets alike, every kind of space a plain one, traditional characters simplified.
    """
    return text.translate(_table(blanks=True))


def compact(text: str) -> str:
    """`fold` without any white space: the form in which names and numbers are compared."""
    return text.translate(_table(blanks=False))


def _fold_character(character: str) -> str:
    plain = simplified(character)
    plain = _BRACKETS.get(plain, plain)
    folded = unicodedata.normalize("NFKC", plain)
    if len(folded) != 1:
        return plain
    return " " if folded.isspace() and folded != "\n" else folded
