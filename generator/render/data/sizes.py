"""What a large knowledge base publishes otherwise, because one file of it would be too large to open."""

from __future__ import annotations

from generator.models.limits import SHEET_ROWS
from generator.render.site import SiteInput


def has_workbook(site: SiteInput) -> bool:
    """Whether the tables are small enough to be had as one workbook too."""
    rows = sum(len(record.tasks) + len(record.principles) for record in site.records)
    rows += sum(len(task.units) for record in site.records for task in record.tasks)
    rows += sum(len(row.units) for record in site.records for row in record.annex_rows)
    return rows <= SHEET_ROWS
