"""How wide characters are drawn (Unicode Standard Annex 11)."""

from __future__ import annotations

import unicodedata


def is_wide(character: str) -> bool:
    """Whether a character takes the width of a Chinese one; those that may are taken for such (“”, …), as fonts do."""
    return unicodedata.east_asian_width(character) in "WFA"
