"""方法与说明: how each judgement is made, with figures counted from the data, and its limits."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import get_args

from generator.models import QualityScore
from generator.models.comparison import LinkType, ShownState
from generator.models.held_record import numbers_of
from generator.render.environment import index_of
from generator.render.materials import Materials, Unkept
from generator.render.selection import compared_pairs
from generator.render.site import Page, SiteInput
from generator.vocabulary import DomainWords

MATERIALS = ("types",)

LINKS, CELLS = "条文对应·", "覆盖状态·"
"""How the measures of scores on links and on cells of the matrix begin (site_src/quality_scores.yaml)."""


def states() -> Iterator[str]:
    """Nothing is kept but what each document gives."""
    return iter(())


def pages(site: SiteInput) -> Iterator[Page]:
    """The one page on methods."""
    return pages_from(site, Unkept(site))


def pages_from(site: SiteInput, materials: Materials) -> Iterator[Page]:
    """The page, made with what is kept of each document."""
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
            "derived": sum(domain.derived for domain in vocabulary.domains),
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
        "compared": compared_pairs(site),
        **_types(site, materials),
        "read_by_hand": len({score.policy for score in site.scores if score.policy}),
        "score": _total(tuple(score for score in site.scores if score.policy)),
        "alignment_scores": tuple(score for score in site.scores if score.measure.startswith(LINKS)),
        "coverage_scores": tuple(score for score in site.scores if score.measure.startswith(CELLS)),
        "statuses": {
            status: tuple(record.id for record in site.records if record.text_status == status)
            for status in ("digest", "interpretation", "template", "draft")
        },
    }
    yield Page("method.md", "方法与说明", "method.html", context)


def _types(site: SiteInput, materials: Materials) -> dict[str, dict[str, int]]:
    """How many links there are of each type, and cells of each state as shown."""
    total = {"link_types": dict.fromkeys(get_args(LinkType), 0), "states": dict.fromkeys(get_args(ShownState), 0)}
    for record in site.records:
        for name, counts in json.loads(materials.of("types", record.id, _types_of)).items():
            for word, count in counts.items():
                total[name][word] += count
    return total


def _types_of(site: SiteInput, policy: str) -> bytes:
    """The same of one document, as JSON."""
    index = index_of(site)
    links = Counter(link.type for link in index.links_in_short(policy))
    cells = Counter(index.cell(domain.id, policy).shown for domain in site.vocabulary.domains)
    return json.dumps({"link_types": links, "states": cells}).encode()


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
