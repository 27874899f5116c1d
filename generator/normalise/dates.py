"""Dates as read."""

from __future__ import annotations

import datetime


def as_date(text: str | None) -> datetime.date | None:
    """The calendar day of an ISO date, with or without a time after it.

    Args:
        text: "2020-09-24", "2020-09-24T11:04:56", or None.

    Returns:
        The day; None for None, for a date of lower precision (a year) and for one that does not exist.
    """
    try:
        return datetime.date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
