"""The shapes of alignments.json and coverage.json as outside tools read them; their schemas come from here."""

from __future__ import annotations

from pydantic import Field

from generator.models import Addition, Cell, Evidence, Frozen, Gap, ItemRef, LinkType


class PublishedAlignment(Frozen):
    """One entry of alignments.json: `to` is the counterpart of `from` in another document."""

    from_: ItemRef = Field(alias="from")
    to: ItemRef
    type: LinkType
    score: float
    evidence: Evidence


class PublishedDomain(Frozen):
    """A domain as the matrix has it; `national_clause` as people cite it, null for local extensions."""

    id: str
    name: str
    group: str
    national_clause: str | None


class PublishedCoverage(Frozen):
    """The whole of coverage.json: the matrix cell by cell, gaps and local additions against the baseline."""

    baseline: str | None
    states: dict[str, str]
    domains: tuple[PublishedDomain, ...]
    policies: tuple[str, ...]
    cells: tuple[Cell, ...]
    gaps: tuple[Gap, ...]
    additions: tuple[Addition, ...]
