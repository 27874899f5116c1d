"""方法与说明: how each judgement is made, with figures counted from the data, and its limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import get_args

from generator.models import QualityScore
from generator.models.comparison import CellState, LinkType
from generator.models.held_record import numbers_of
from generator.models.packed import counted
from generator.render.site import Page, SiteInput
from generator.vocabulary import DomainWords


def pages(site: SiteInput) -> Iterator[Page]:
    """The one page on methods."""
    vocabulary = site.vocabulary
    numbers = tuple(map(numbers_of, site.records))
    resolved: Counter[str] = Counter()
    for held in numbers:
        resolved.update(held.resolved)
    weighed, naming = (_words(rows) for rows in (vocabulary.domain_words, vocabulary.naming_words))
    context: dict[str, object] = {
        "figures": {
            "policies": len(site.records),
            "domains": len(vocabulary.domains),
            "functions": len(vocabulary.functions),
            "agencies": len(vocabulary.agencies),
            "aliases": sum(len(agency.aliases) for agency in vocabulary.agencies),
            "damaged": sum(alias.damaged for agency in vocabulary.agencies for alias in agency.aliases),
            "items": sum(held.tasks + held.principles for held in numbers),
            "weighed_words": len(weighed),
            "naming_words": len(naming),
            "with_domain": sum(held.with_domain for held in numbers),
            "units": sum(held.units + held.row_units for held in numbers),
            "repairs": sum(held.repairs for held in numbers),
            "warnings": sum(held.warnings for held in numbers),
        },
        "resolved": resolved,
        "link_types": counted(site.comparison.links, "type", get_args(LinkType)),
        "states": counted(site.comparison.cells, "state", get_args(CellState)),
        "score": _total(tuple(score for score in site.scores if score.policy)),
        "alignment_scores": tuple(score for score in site.scores if not score.policy),
        "statuses": {
            status: tuple(record.id for record in site.records if record.text_status == status)
            for status in ("digest", "interpretation", "template", "draft")
        },
    }
    yield Page("method.md", "方法与说明", "method.html", context)


def _words(rows: Iterable[DomainWords]) -> set[str]:
    return {word for row in rows for words in row.words.values() for word in words.split()}


def _total(scores: tuple[QualityScore, ...]) -> QualityScore | None:
    if not scores:
        return None
    return QualityScore(
        policy="",
        measure="",
        expected=sum(score.expected for score in scores),
        found=sum(score.found for score in scores),
        correct=sum(score.correct for score in scores),
    )
