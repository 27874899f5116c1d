"""Where a document names its time limits and figures (时限与指标): in provisions, under headings, in its annex."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.models import AnnexRow, Deadline, Figure, PolicyRecord, Quantity, Section, Task

PREAMBLE = ("preamble", "引言")
"""Id and title of what stands before the first heading."""


@dataclass(frozen=True)
class Named:
    """A time limit or a figure and what says it.

    Attributes:
        holder: The provision, annex row or heading; None for the preamble.
        entry: The time limit or figure.
        place: "body", "section", "annex", or "document" where it stands before or between the provisions.
    """

    holder: Task | AnnexRow | Section | None
    entry: Deadline | Quantity | Figure
    place: str

    @property
    def words(self) -> str:
        """The time limit or figure as written; of a table of indicators with the head of its column."""
        return self.entry.said if isinstance(self.entry, Figure) else self.entry.raw

    @property
    def where(self) -> tuple[str, str]:
        """Id and title of what says it."""
        return PREAMBLE if self.holder is None else (self.holder.id, self.holder.title)

    @property
    def kind(self) -> str:
        """The type of the time limit, "quantity" for a figure."""
        return self.entry.type if isinstance(self.entry, Deadline) else "quantity"

    @property
    def date(self) -> str | None:
        """The date of the time limit, as far as it tells one."""
        return self.entry.date if isinstance(self.entry, Deadline) else None


def named_limits(record: PolicyRecord) -> Iterator[Named]:
    """Every time limit and figure of a document.

    Args:
        record: The document.

    Yields:
        Those of the whole document, then those of headings and provisions, then those of the annex.
    """
    for deadline in record.deadlines:
        before = [section for section in record.sections if section.span[0] <= deadline.span[0]]
        yield Named(before[-1] if before else None, deadline, "document")
    holders: tuple[Section | Task, ...] = (*record.planning_sections, *record.tasks)
    for holder in holders:
        entries: tuple[Deadline | Quantity, ...] = (*holder.deadlines, *holder.quantities)
        for entry in entries:
            yield Named(holder, entry, "section" if isinstance(holder, Section) else "body")
    for row in record.annex_rows:
        told: tuple[Deadline | Figure, ...] = (*row.deadlines, *row.figures)
        for found in told:
            yield Named(row, found, "annex")
