"""Traditional characters (繁体字): folded one for one for matching, so that spans stay what they are.

The table is OpenCC's TSCharacters (Apache-2.0), from the package opencc-python-reimplemented: of a character's
simplified forms the first, which is the commonest.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Mapping
from importlib import resources

ENOUGH = 0.1
"""From this share of traditional characters on a text counts as traditional: simplified texts quote a few."""


@functools.cache
def _table() -> dict[int, str]:
    file = resources.files("opencc").joinpath("dictionary", "TSCharacters.txt")
    pairs = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines() if "\t" in line)
    return {ord(key): forms.split(" ")[0] for key, forms in pairs if len(forms.split(" ")[0]) == 1}


def simplified_forms() -> Mapping[int, str]:
    """The simplified form of each traditional character, by code point; only those that change."""
    return {code: form for code, form in _table().items() if chr(code) != form}


def simplified(text: str) -> str:
    """Replace each traditional character by its simplified form.

    Args:
        text: Any text.

    Returns:
        A text of the same length, other characters as they were.
    """
    return text.translate(_table())


def is_traditional(text: str) -> bool:
    """Whether a text is written in traditional characters, not merely quoting some."""
    folded = simplified(text)
    if folded == text:
        return False
    changed: int = sum(map(operator.ne, text, folded))
    return bool(changed >= max(1, ENOUGH * len(text)))
