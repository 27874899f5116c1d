"""首页: coverage at a glance, the three ways in, what is new, how much there is and how far it can be trusted."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby

from generator.models import PolicyRecord
from generator.render.environment import index_of
from generator.render.site import Page, SiteInput
from generator.vocabulary import Domain

NEWEST = 3
"""How many documents stand under "最近收录"."""

SILENT = ("absent", "unknown")
"""States of a cell whose document was read and says nothing of the domain."""


@dataclass(frozen=True)
class LevelGroup:
    """Neighbouring columns of the matrix at one level of government."""

    level: str
    policies: tuple[str, ...]


@dataclass(frozen=True)
class Figures:
    """What the corpus holds; `to_check` counts warnings and errors that nobody has settled."""

    policies: int
    tasks: int
    principles: int
    units: int
    domains: int
    to_check: int
    unclassified: float


@dataclass(frozen=True)
class Example:
    """What the ways in are shown with: the domain that most documents have, in how many, and a word that tells it."""

    domain: Domain
    documents: int
    word: str


def pages(site: SiteInput) -> Iterable[Page]:
    """The one page."""
    index = index_of(site)
    unheard = unheard_of(site)
    context: dict[str, object] = {
        "wide": True,
        "levels": level_groups(map(index.record, index.shown_ids)),
        "groups": domain_groups(site, unheard),
        "unheard": unheard,
        "newest": newest(site.records),
        "figures": figures(site),
        "own_name": site.settings.site_name,
        "example": example_of(site),
    }
    yield Page("index.md", site.settings.site_name, "home.html", context)


def level_groups(records: Iterable[PolicyRecord]) -> tuple[LevelGroup, ...]:
    """The columns of the matrix: records, already sorted by level, under their level."""
    grouped = groupby(records, key=lambda record: record.jurisdiction.level)
    return tuple(LevelGroup(level, tuple(record.id for record in held)) for level, held in grouped)


def example_of(site: SiteInput) -> Example | None:
    """The domain present in most of the documents shown, the first of the vocabulary among equals; None without one."""
    index = index_of(site)

    def documents(domain: Domain) -> int:
        return sum(index.cell(domain.id, policy).state == "present" for policy in index.shown_ids)

    fullest = max(site.vocabulary.domains, key=documents, default=None)
    if fullest is None or not documents(fullest):
        return None
    texts = [item.text for record in site.records for item in index.items(record.id)]
    word = max((cue.text for cue in fullest.cues), key=lambda cue: sum(cue in text for text in texts), default="")
    return Example(fullest, documents(fullest), word or fullest.name)


def unheard_of(site: SiteInput) -> tuple[Domain, ...]:
    """The domains of which none of the documents shown says anything; none where that would be every one."""
    index = index_of(site)
    unheard = tuple(
        domain
        for domain in site.vocabulary.domains
        if all(index.cell(domain.id, policy).state in SILENT for policy in index.shown_ids)
    )
    return unheard if len(unheard) < len(site.vocabulary.domains) else ()


def domain_groups(site: SiteInput, left_out: Collection[Domain] = ()) -> tuple[tuple[str, tuple[Domain, ...]], ...]:
    """The rows of the matrix: domains under the name of their group; groups without a domain left out."""
    shown = tuple(domain for domain in site.vocabulary.domains if domain not in left_out)
    held = (
        (group.name, tuple(domain for domain in shown if domain.group == group.id))
        for group in site.vocabulary.domain_groups
    )
    return tuple((name, domains) for name, domains in held if domains)


def newest(records: Iterable[PolicyRecord]) -> tuple[PolicyRecord, ...]:
    """The documents added last: by the day they were collected, where unknown by their own date."""

    def day(record: PolicyRecord) -> str:
        known = record.source.retrieved_on or record.published_on or record.issued_on
        return known.isoformat() if known else ""

    return tuple(sorted(records, key=lambda record: (day(record), record.id), reverse=True)[:NEWEST])


def figures(site: SiteInput) -> Figures:
    """Count what the corpus holds."""
    records = site.records
    open_points = sum(1 for r in records for warning in r.warnings if warning.severity != "info")
    chars = sum(record.source.chars for record in records)
    left = sum(b.span[1] - b.span[0] for r in records for b in r.blocks if b.kind == "unclassified")
    return Figures(
        policies=len(records),
        tasks=sum(len(record.tasks) for record in records),
        principles=sum(len(record.principles) for record in records),
        units=sum(len(task.units) for record in records for task in record.tasks),
        domains=len(site.vocabulary.domains),
        to_check=open_points,
        unclassified=left / chars if chars else 0.0,
    )
