"""Titles that are nothing but the offices that answer for what stands below them (三、市财政局)."""

from __future__ import annotations

import re
from collections.abc import Iterable

_REST = re.compile(r"[、，,和与及：:\s]*(?:的?(?:主要|具体|工作|部门)*职责(?:任务|分工)?)?[：:]?")


def is_nothing_but(title: str, names: Iterable[str]) -> bool:
    """Whether a title consists of these names, what joins them, and 职责 behind them; of none it does not."""
    longest = sorted(names, key=len, reverse=True)
    rest = title
    for name in longest:
        rest = rest.replace(name, "")
    return bool(longest) and _REST.fullmatch(rest) is not None
