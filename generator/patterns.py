"""Regular expressions of the vocabulary, compiled once a process: more than Python's own cache of 512 holds."""

from __future__ import annotations

import functools
import re


@functools.lru_cache(maxsize=4096)
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Compile a pattern once.

    Raises:
        re.error: It is no regular expression.
    """
    return re.compile(pattern)
