"""Folding (归一): forms of one wording that search takes for the same. assets/js/search-box.js folds the same way."""

from __future__ import annotations

import functools
import unicodedata
from typing import Final

from generator.traditional import simplified

BLANKS: Final = frozenset("\0\t\n\v\f\r \u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff\u200b") | frozenset(
    map(chr, range(0x2000, 0x200B))
)
SIGNS: Final = {
    **dict.fromkeys(map(ord, "[{〔【〖"), "("),
    **dict.fromkeys(map(ord, "]}〕】〗"), ")"),
    **dict.fromkeys(map(ord, "“”„‟「」『』"), '"'),
    **dict.fromkeys(map(ord, "‘’‚‛"), "'"),
    **dict.fromkeys(map(ord, "—–―‒‐‑−"), "-"),
    **dict.fromkeys(map(ord, "•・"), "·"),
}
"""Signs that readers type in one form and documents print in another."""


def fold(text: str) -> str:
    """Fold width, case, brackets, quotation marks, dashes and traditional forms; white space is dropped.

    Each character is folded by itself (NFKC, lower case, the tables), so that a script can map a hit back to
    the text.
    """
    return text.translate(_table())


class _Folding(dict[int, str]):
    """Code point -> what it is folded to; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        parts = "" if char in BLANKS else simplified(unicodedata.normalize("NFKC", char).lower().translate(SIGNS))
        self[code] = folded = "".join(part for part in parts if part not in BLANKS)
        return folded


@functools.cache
def _table() -> _Folding:
    return _Folding()
