"""Whether the domains, agencies, functions and places of a record stand in the vocabularies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from generator.models import AnnexRow, PolicyRecord, Principle, Task
from generator.models.held_record import named_in
from generator.models.record import Named
from generator.problems import Problem
from generator.vocabulary import Vocabulary

UNKNOWN_PLACE = "unknown"
KINDS: Mapping[str, str] = MappingProxyType({"domain": "领域", "agency": "单位", "function": "职能类别"})
"""What a record takes from the vocabularies, as people read it."""


class VocabularyNames:
    """The ids and names that the vocabularies govern."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Look them up.

        Args:
            vocabulary: The vocabularies.
        """
        self._tables: dict[str, Mapping[str, str]] = {
            "领域": {entry.id: entry.name for entry in vocabulary.domains},
            "单位": {entry.id: entry.name for entry in vocabulary.agencies},
            "职能类别": {entry.id: entry.name for entry in vocabulary.functions},
        }
        self._places = {place.id for place in vocabulary.places} | {UNKNOWN_PLACE}

    def _hold(self, record: PolicyRecord) -> bool:
        """Whether everything that a record takes from the tables stands there; nothing is unpacked for it."""
        return all(self._tables[KINDS[kind]].get(named) == name for kind, named, name in named_in(record))

    def problems(self, record: PolicyRecord, path: str) -> Iterator[Problem]:
        """Check every name of a record that the vocabularies govern.

        Args:
            record: The record.
            path: Its file as it is shown to people.

        Yields:
            Ids that the vocabularies do not have, and names that are not theirs.
        """
        for where, kind, named in () if self._hold(record) else _names(record):
            table = self._tables[kind]
            if named.id not in table:
                message = f"{where} 的{kind}“{named.id}”不在词表中"
                yield Problem(path=path, line=0, code="name_unknown", message=message)
            elif table[named.id] != named.name:
                message = f"{where} 的{kind}“{named.id}”在词表中叫“{table[named.id]}”，记录作“{named.name}”"
                yield Problem(path=path, line=0, code="name_differs", message=message)
        for place in (record.jurisdiction.id, *record.jurisdiction.parents):
            if place not in self._places:
                yield Problem(path=path, line=0, code="name_unknown", message=f"地区“{place}”不在词表中")


def _names(record: PolicyRecord) -> Iterator[tuple[str, str, Named]]:
    items: list[Principle | Task] = [*record.principles, *record.tasks]
    holders: list[Task | AnnexRow] = [*record.tasks, *record.annex_rows]
    for item in items:
        for domain in (item.domains.primary, *item.domains.secondary):
            if domain is not None:
                yield item.id, "领域", domain
    for holder in holders:
        for unit in holder.units:
            if unit.agency is not None:
                yield holder.id, "单位", unit.agency
            if unit.function is not None:
                yield holder.id, "职能类别", unit.function
