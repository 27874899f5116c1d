"""What a large knowledge base publishes otherwise, because one file of it would be too large to open."""

from __future__ import annotations

from generator.models.held_record import numbers_of
from generator.models.limits import SHEET_ROWS
from generator.render.site import SiteInput


def has_workbook(site: SiteInput) -> bool:
    """Whether the tables are small enough to be had as one workbook too."""
    numbers = map(numbers_of, site.records)
    return sum(held.tasks + held.principles + held.units + held.row_units for held in numbers) <= SHEET_ROWS
