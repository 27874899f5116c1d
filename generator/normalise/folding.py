"""Folding of forms that differ in writing only: width, brackets, spaces, traditional characters."""

from __future__ import annotations

import unicodedata

from generator.traditional import simplified

_BRACKETS = str.maketrans("〔［【〈﹝", "[[[<[") | str.maketrans("〕］】〉﹞", "]]]>]")


def fold(text: str) -> str:
    """Fold width and brackets character by character.

    Args:
        text: Any text.

    Returns:
        A text of the same length (spans keep their meaning): full-width forms as half-width ones, all
        square brackets alike, every kind of space a plain one, traditional characters simplified.
    """
    return "".join(_fold_character(character) for character in simplified(text).translate(_BRACKETS))


def compact(text: str) -> str:
    """`fold` without any white space: the form in which names and numbers are compared."""
    return "".join(character for character in fold(text) if not character.isspace())


def _fold_character(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character)
    if len(folded) != 1:
        return character
    return " " if folded.isspace() and folded != "\n" else folded
