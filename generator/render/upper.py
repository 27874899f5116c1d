"""Coverage against the level above (上级文件): the nearest higher document that is held, and what sets two apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.models import Cell, CellState, PolicyRecord
from generator.models.kinds import RESTS_ON
from generator.models.order import LEVELS, is_higher
from generator.places import parents_of, places_by_id
from generator.render.index import Index
from generator.render.site import SiteInput


@dataclass(frozen=True)
class UpperGap:
    """A domain that the higher document has and this one lacks: the higher one's cell and this one's state."""

    domain: str
    upper: Cell
    state: CellState


@dataclass(frozen=True)
class UpperAddition:
    """Provisions in a domain that the higher document lacks, or of which nothing is known there (`sure` false)."""

    domain: str
    items: tuple[str, ...]
    sure: bool


@dataclass(frozen=True)
class UpperBalance:
    """A document against the nearest one above it.

    Attributes:
        policy: The document.
        upper: The higher document, None where none is held.
        by_citation: Whether the document rests on it by its own words, rather than by the places' order alone.
        missing: Ids of the places directly above of which no document on its subject is held, nearest first.
        rests_on: Ids of the other documents of a higher level that it rests on by its own words, in record order.
    """

    policy: str
    upper: str | None
    by_citation: bool
    missing: tuple[str, ...]
    gaps: tuple[UpperGap, ...]
    additions: tuple[UpperAddition, ...]
    rests_on: tuple[str, ...] = ()


def upper_balance(site: SiteInput, index: Index, record: PolicyRecord) -> UpperBalance:
    """Compare a document's coverage with that of the nearest document above it.

    The nearest is, of the documents of a higher level that it names as its basis or says it implements and of
    those of the places above its own that are on its subject, the one of the lowest level; of these the latest, cited
    ones first. Documents are on one subject where the comparison found provisions that correspond: a province's plan
    on rubbish says nothing of what its cities lack on rivers.

    Args:
        site: The whole site.
        index: Its index.
        record: The document.

    Returns:
        Gaps and additions by the cells of the coverage matrix; both empty where no higher document is held.
    """
    cited = {c.policy for c in record.citations if c.policy is not None and c.relation in RESTS_ON}
    places = places_by_id(site.vocabulary)
    parents = parents_of(record.jurisdiction.id, places) or tuple(reversed(record.jurisdiction.parents))
    alike = {link.policy for link in index.links_in_short(record.id) if link.type != "mention"}
    above = [
        other
        for other in site.records
        if is_higher(other.jurisdiction.level, record.jurisdiction.level)
        and (other.id in cited or (other.jurisdiction.id in parents and other.id in alike))
    ]
    upper = max(above, key=lambda other: _nearness(other, cited), default=None)
    held = {other.jurisdiction.id for other in above}
    missing = tuple(place for place in parents if place not in held)
    if upper is None:
        return UpperBalance(record.id, None, False, missing, (), ())
    top = upper.jurisdiction.level
    nearer = tuple(place for place in missing if place in places and is_higher(top, places[place].level))
    gaps = tuple(_gaps(site, index, record.id, upper.id))
    additions = tuple(_additions(site, index, record.id, upper.id))
    others = tuple(other.id for other in above if other.id in cited and other is not upper)
    return UpperBalance(record.id, upper.id, upper.id in cited, nearer, gaps, additions, others)


def _nearness(other: PolicyRecord, cited: set[str]) -> tuple[int, bool, str, str]:
    issued = other.issued_on.isoformat() if other.issued_on else ""
    return LEVELS.index(other.jurisdiction.level), other.id in cited, issued, other.id


def _gaps(site: SiteInput, index: Index, policy: str, upper: str) -> Iterator[UpperGap]:
    for domain in site.vocabulary.domains:
        theirs, own = index.cell(domain.id, upper), index.cell(domain.id, policy)
        if theirs.state == "present" and own.state != "present":
            yield UpperGap(domain.id, theirs, own.state)


def _additions(site: SiteInput, index: Index, policy: str, upper: str) -> Iterator[UpperAddition]:
    for domain in site.vocabulary.domains:
        theirs, own = index.cell(domain.id, upper), index.cell(domain.id, policy)
        if own.state == "present" and theirs.state != "present":
            yield UpperAddition(domain.id, own.items, theirs.state in ("absent", "mentioned"))
