"""The order of levels of government, and the order in which documents stand everywhere."""

from __future__ import annotations

from typing import Final, get_args

from generator.models.kinds import Level
from generator.models.record import PolicyRecord

LEVELS: Final[tuple[Level, ...]] = get_args(Level)
"""From the top down; an unknown level comes last, though such a place may stand anywhere (see `is_higher`)."""

UNDATED: Final = "9999-99-99"


def is_higher(level: Level, other: Level) -> bool:
    """Whether one level is known to be above another; of an unknown one that is never known."""
    return "unknown" not in (level, other) and LEVELS.index(level) < LEVELS.index(other)


def record_order(record: PolicyRecord) -> tuple[int, str, str]:
    """The key that sorts records: level, date of issue (undated ones last within their level), id."""
    issued = record.issued_on.isoformat() if record.issued_on else UNDATED
    return LEVELS.index(record.jurisdiction.level), issued, record.id
