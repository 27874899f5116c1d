"""The coverage matrix of many documents, packed as each of them was surveyed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from generator.compare.kept import unframed
from generator.models import Addition, Cell, Gap, PolicyRecord
from generator.models.packed import ALONE, Packed
from generator.vocabulary import Vocabulary


@dataclass(frozen=True)
class PackedCoverage:
    """The matrix, packed by policy."""

    cells: Packed[Cell]
    gaps: Packed[Gap]
    additions: Packed[Addition]


class Matrix:
    """The matrix, document by document, and for each domain the policies with provisions on it, with their levels."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Begin with no document."""
        self._on: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        self._within: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        self._domains = len(vocabulary.domains)
        self._told: dict[str, tuple[list[str], list[str]]] = {}
        self._parts: dict[str, tuple[bytes, bytes, bytes]] = {}
        self._gaps = self._additions = 0

    def add(self, record: PolicyRecord, content: bytes) -> None:
        """Take in the part of a document, as `survey` gives it."""
        head, rest = unframed(content)
        on, within, counts, sizes = json.loads(head)
        self._told[record.id] = on, within
        for domains, held in ((on, self._on), (within, self._within)):
            for domain in domains:
                held[domain].append((record.id, record.jurisdiction.level))
        self._gaps, self._additions = self._gaps + counts[0], self._additions + counts[1]
        self._parts[record.id] = (rest[: sizes[0]], rest[sizes[0] : sum(sizes)], rest[sum(sizes) :])

    @property
    def present(self) -> Mapping[str, list[tuple[str, str]]]:
        """Domain -> the policies with provisions on it, else those that write of it in others, as on pages."""
        return {**self._within, **self._on}

    def packed(self) -> PackedCoverage:
        """The matrix."""
        cells, missing, more = ({policy: {ALONE: part[at]} for policy, part in self._parts.items()} for at in range(3))
        return PackedCoverage(
            Packed(Cell, cells, len(self._parts) * self._domains, self._told),
            Packed(Gap, missing, self._gaps),
            Packed(Addition, more, self._additions),
        )
