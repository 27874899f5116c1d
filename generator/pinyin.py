"""Chinese names spelled in Latin letters (拼音), for ids and addresses."""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(maxsize=8192)
def spelled(text: str) -> str:
    """Chinese characters as pinyin without tones, everything else left out: 余杭 -> yuhang.

    Args:
        text: A name.

    Returns:
        Lower-case letters and digits, "" if nothing can be spelled.
    """
    # Its dictionaries take a third of a second to load, and hardly any command needs them.
    from pypinyin import lazy_pinyin

    return re.sub(r"[^a-z0-9]", "", "".join(lazy_pinyin(text, errors="default")).lower())
