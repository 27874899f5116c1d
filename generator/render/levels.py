"""Coverage by level (分级覆盖): in how many documents of each level of government each domain has provisions."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from generator.render.environment import index_of
from generator.render.materials import Materials
from generator.render.site import SiteInput
from generator.render.wording import LEVELS

KIND: Final = "spoken"
"""The material that it is made from: a module that calls `coverage_by_level` names it."""

STEPS: Final = (0.1, 0.25, 0.5, 0.75)
"""Shares of documents from which a cell is one shade darker."""


@dataclass(frozen=True)
class LevelCell:
    """A domain at one level, or at all.

    Attributes:
        present: Documents with provisions on it.
        mentioned: Further ones that only mention it.
        documents: All documents of the level.
    """

    present: int
    mentioned: int
    documents: int

    @property
    def share(self) -> float:
        """The part of the documents that has provisions, 0 to 1."""
        return self.present / self.documents

    @property
    def shade(self) -> int:
        """0 where no document has provisions, then from 1 to one more than there are STEPS."""
        return sum(self.share >= step for step in STEPS) + 1 if self.present else 0


@dataclass(frozen=True)
class ByLevel:
    """Coverage by level.

    Attributes:
        levels: Levels that documents have, the highest first -> how many.
        rows: Id of a domain -> its cells, those of `levels` in their order and the one of all; of domains that no
            document speaks of there is none.
    """

    levels: Mapping[str, int]
    rows: Mapping[str, tuple[LevelCell, ...]]


def coverage_by_level(site: SiteInput, materials: Materials) -> ByLevel:
    """Count the documents of each level that have provisions on each domain.

    Args:
        site: The whole site.
        materials: Keeps what each document speaks of.

    Returns:
        The counts.
    """
    documents: Counter[str] = Counter(record.jurisdiction.level for record in site.records)
    levels = {level: documents[level] for level in LEVELS if documents[level]}
    counted: Counter[tuple[str, str, str]] = Counter()
    for record in site.records:
        spoken = json.loads(materials.of(KIND, record.id, _spoken))
        counted.update((domain, record.jurisdiction.level, state) for domain, state in spoken.items())

    def cell(domain: str, *of: str) -> LevelCell:
        present, mentioned = (sum(counted[domain, level, state] for level in of) for state in ("present", "mentioned"))
        return LevelCell(present, mentioned, sum(levels[level] for level in of))

    heard = {domain for domain, _, _ in counted}
    rows = {
        domain.id: (*(cell(domain.id, level) for level in levels), cell(domain.id, *levels))
        for domain in site.vocabulary.domains
        if domain.id in heard
    }
    return ByLevel(levels, rows)


def _spoken(site: SiteInput, policy: str) -> bytes:
    """The domains that a document has provisions on or mentions -> which of the two, as JSON."""
    index = index_of(site)
    states = {domain.id: index.cell(domain.id, policy).state for domain in site.vocabulary.domains}
    return json.dumps({domain: state for domain, state in states.items() if state in ("present", "mentioned")}).encode()
