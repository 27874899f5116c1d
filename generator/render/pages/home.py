"""首页: coverage at a glance, the three ways in, what is new, how much there is and how far it can be trusted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from generator.models import PolicyRecord
from generator.models.held_record import numbers_of
from generator.render import levels, tallies
from generator.render.environment import index_of
from generator.render.materials import Materials, Unkept
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


MATERIALS = (tallies.SAID, levels.KIND)


def states() -> Iterator[str]:
    """Nothing is kept but what each document gives."""
    return iter(())


def pages(site: SiteInput) -> Iterator[Page]:
    """The one page."""
    return pages_from(site, Unkept(site))


def pages_from(site: SiteInput, materials: Materials) -> Iterator[Page]:
    """The page, made with what is kept of the texts of each document."""
    index = index_of(site)
    by_level = levels.coverage_by_level(site, materials) if index.large else None
    unheard = unheard_of(site) if by_level is None else domains_without(by_level, site)
    context: dict[str, object] = {
        "wide": True,
        "by_level": by_level,
        "levels": level_groups(map(index.record, index.shown_ids)),
        "groups": domain_groups(site, unheard),
        "unheard": unheard,
        "newest": newest(site.records),
        "figures": figures(site),
        "own_name": site.settings.site_name,
        "example": example_of(site, materials, by_level),
    }
    yield Page("index.md", site.settings.site_name, "home.html", context)


def level_groups(records: Iterable[PolicyRecord]) -> tuple[LevelGroup, ...]:
    """The columns of the matrix: records, already sorted by level, under their level."""
    grouped = groupby(records, key=lambda record: record.jurisdiction.level)
    return tuple(LevelGroup(level, tuple(record.id for record in held)) for level, held in grouped)


def example_of(site: SiteInput, materials: Materials, by_level: levels.ByLevel | None = None) -> Example | None:
    """The domain present in most documents, the first of the vocabulary among equals; None without one."""
    index = index_of(site)

    def documents(domain: Domain) -> int:
        if by_level is not None:
            return by_level.rows[domain.id][-1].present if domain.id in by_level.rows else 0
        return sum(index.cell(domain.id, policy).state == "present" for policy in index.shown_ids)

    fullest = max(site.vocabulary.domains, key=documents, default=None)
    if fullest is None or not documents(fullest):
        return None
    heard = tallies.heard(site, materials)
    word = max((cue.text for cue in fullest.cues), key=heard.__getitem__, default="")
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


def domains_without(by_level: levels.ByLevel, site: SiteInput) -> tuple[Domain, ...]:
    """The domains of which no document at all says anything."""
    return tuple(domain for domain in site.vocabulary.domains if domain.id not in by_level.rows)


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
    numbers = tuple(map(numbers_of, site.records))
    chars = sum(record.source.chars for record in site.records)
    return Figures(
        policies=len(numbers),
        tasks=sum(held.tasks for held in numbers),
        principles=sum(held.principles for held in numbers),
        units=sum(held.units for held in numbers),
        domains=len(site.vocabulary.domains),
        to_check=sum(held.to_check for held in numbers),
        unclassified=sum(held.unclassified for held in numbers) / chars if chars else 0.0,
    )
