"""Facts: what a part of a site asked for while it was made, and how it is told whether all of that still holds.

A part may be used again where all its facts are what they were (`generator.render.watched` notes them).
"""

from __future__ import annotations

import functools
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from pydantic import BaseModel

from generator.models.held_record import parts_digest, sketch_digest
from generator.models.packed import Packed

if TYPE_CHECKING:
    from generator.render.site import SiteInput

Fact = tuple[str, ...]
"""A question with what it is about: ("outline", policy id), ("cell", domain id, policy id)."""

SINGLE = 8
"""Provisions of one document asked for their links one by one; of more, all the document's links are the fact."""

LOOKED_AT = 50_000
"""Facts whose digests are kept: all the coarse ones of some thousands of documents."""

LINKED = 1_000
"""Documents of whose links digests are kept."""

ASKED: MappingProxyType[str, str] = MappingProxyType(
    {
        "near": "counterparts",
        "every_near": "every_counterpart",
        "cues": "cues_of",
        "scored": "scored",
        "own_work": "own_work",
    }
)
"""Facts that are what the index says of links -> the question."""

_OF_COMPARISON: MappingProxyType[str, tuple[str, int]] = MappingProxyType(
    {"reuse": ("item_reuse", 1), "cell": ("cells", 2)}
    | dict.fromkeys(("document_reuse", "reused_share"), ("document_reuse", 1))
)
"""Questions to the index about one entry: the entries, and which argument names the policy under which it is packed."""

_OF_CELLS = frozenset({"columns", "present_in", "cells_present", "cells_mentioned", "shown_at"})
"""Questions to the index about which documents speak of a domain."""

_WHOLE: MappingProxyType[str, str] = MappingProxyType({"links_of": "links", "near": "every_near"})
"""Facts about one provision -> the fact about all provisions of its document."""


def gathered(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts in order; where many provisions of a document were asked for theirs, those of the document instead."""
    single: dict[tuple[str, str], list[Fact]] = {}
    kept: set[Fact] = set()
    for fact in facts:
        if fact[0] in _WHOLE:
            single.setdefault((_WHOLE[fact[0]], fact[1]), []).append(fact)
        elif fact[:2] == ("index", "reuse"):
            single.setdefault(("item_reuse", fact[2]), []).append(fact)
        else:
            kept.add(fact)
    for whole, asked in single.items():
        kept |= {whole} if len(asked) > SINGLE else set(asked)
    return tuple(sorted(kept, key=repr))


class Facts:
    """What facts are like in a site, as digests; `of` gives that of one."""

    def __init__(self, site: SiteInput) -> None:
        """Look at nothing yet."""
        from generator.render.environment import index_of
        from generator.render.hashes import record_hashes

        self._site, self._index, self._records = site, index_of(site), record_hashes(site)
        self.of = functools.lru_cache(maxsize=LOOKED_AT)(self._one)
        self._links = functools.lru_cache(maxsize=LINKED)(self._links_by_item)

    def digest(self, facts: Iterable[Fact]) -> str:
        """One digest over all of some facts, in their order."""
        total = hashlib.sha256()
        for fact in facts:
            total.update(self.of(fact).encode())
        return total.hexdigest()

    def _one(self, fact: Fact) -> str:
        try:
            found = self._found(*fact)
        except KeyError:
            # It is about something that is no longer held.
            return "-"
        return hashlib.sha256("\n".join(_told(found)).encode()).hexdigest()

    def _found(self, name: str, *about: str) -> object:
        """What a fact is about, or what tells it."""
        index, comparison = self._index, self._site.comparison
        if name == "record":
            # Its text is what its source and the settings say, both of which are told with it.
            return self._records[about[0]]
        if name == "named":
            record = index.record(*about)
            return sketch_digest(record), record.title, record.text_status, index.short(*about), index.hue_of(*about)
        if name == "spoken":
            levels = tuple((record.id, record.jurisdiction.level) for record in self._site.records)
            return levels, comparison.cells
        if name == "packed":
            return self._held(about[1]), _packed(getattr(comparison, about[0]), about[1])
        if name == "differences_between":
            return *map(self._held, about), _packed(comparison.differences, *index.in_order(*about))
        if name in ("links", "item_reuse"):
            return _packed(getattr(comparison, name), *about)
        if name == "coverage":
            return [_packed(held, *about) for held in (comparison.cells, comparison.gaps, comparison.additions)]
        if name == "links_between":
            return *map(self._held, about), _packed(comparison.links, *about)
        if name == "links_of":
            return self._links(about[0]).get(about[1])
        if name in ASKED:
            return getattr(index, ASKED[name])(*about)
        if name in ("outline", "worked_with"):
            return (self._outline if name == "outline" else self._worked_with)(*about)
        if name == "index":
            asked = getattr(index, about[0])
            return asked(*about[1:]) if callable(asked) else asked
        if name == "everything":
            return tuple(getattr(self._site, field.name) for field in fields(self._site))
        return getattr(self._site if name == "site" else getattr(self._site, name), about[0])

    def _links_by_item(self, policy: str) -> dict[str, str]:
        """Digests of the links from each provision of a document."""
        found: defaultdict[str, list[bytes]] = defaultdict(list)
        # As JSON gives them: as models those of a few documents would take a hundred megabytes.
        for link in self._index.links_told(policy):
            found[link["from_"]["item"]].append(repr(link).encode())
        return {item: hashlib.sha256(b"".join(told)).hexdigest() for item, told in found.items()}

    def _worked_with(self, policy: str) -> object:
        """What tells the sentences that only a document has: its links and verbatim runs, and marked differences."""
        comparison = self._site.comparison
        entries = comparison.differences
        others = comparison.links.others(policy) if isinstance(comparison.links, Packed) else ()
        differences = tuple(_packed(entries, *self._index.in_order(policy, other)) for other in others)
        said = _packed(comparison.links, policy), _packed(comparison.item_reuse, policy)
        return self._records[policy], *said, differences if others else entries

    def _held(self, policy: str) -> str:
        """The id of a document; a KeyError if it is not held."""
        return self._index.record(policy).id

    def _outline(self, policy: str) -> object:
        """What other pages say of a document: what it is called, and what its provisions are named by."""
        index = self._index
        record = index.record(policy)
        return record.title, record.text_status, index.short(policy), index.hue_of(policy), parts_digest(record)


def grouped(facts: Iterable[Fact]) -> dict[Fact, tuple[Fact, ...]]:
    """Coarse facts, which are fewer and sooner looked at -> the facts that hold as long as a coarse one holds."""
    found: dict[Fact, list[Fact]] = {}
    for fact in facts:
        found.setdefault(_coarse(*fact), []).append(fact)
    return {coarse: tuple(found[coarse]) for coarse in sorted(found, key=repr)}


def _coarse(name: str, *about: str) -> Fact:
    """All that the comparison says of a document for one thing that it says, a whole record for parts of it."""
    if name in ("links_of", "links", "near", "every_near", "cues", "scored"):
        return ("packed", "links", about[0])
    if name == "own_work":
        return ("worked_with", about[0])
    if name == "item_reuse":
        return ("packed", name, about[0])
    if name == "outline":
        return ("named", about[0])
    if name == "index" and about[0] in _OF_COMPARISON:
        entries, at = _OF_COMPARISON[about[0]]
        return ("packed", entries, about[at])
    if name == "index" and about[0] in _OF_CELLS:
        return ("spoken",)
    if name == "index" and about[0] == "citations":
        return ("record", about[1])
    return (name, *about)


def _packed(entries: object, policy: str, other: str | None = None) -> object:
    """What entries of a comparison say of a policy, or of it and another, or what tells it where they are packed."""
    return entries.digests(policy, other) if isinstance(entries, Packed) else entries


def _told(value: object) -> list[str]:
    """A value as texts in which different values differ."""
    told: list[str] = []
    _tell(value, told)
    return told


def _tell(value: object, told: list[str]) -> None:
    # What is asked by the ten thousand comes first.
    if isinstance(value, str):
        told.append(f"{len(value)}:{value}")
    elif isinstance(value, bytes):
        told.append(hashlib.sha256(value).hexdigest())
    elif isinstance(value, tuple | list):
        told.append(f"({len(value)}")
        for held in value:
            _tell(held, told)
    elif isinstance(value, BaseModel):
        told.append(value.model_dump_json())
    elif isinstance(value, Packed):
        for policy in value.policies:
            told.append(policy)
            _tell(value.digests(policy), told)
    elif isinstance(value, Mapping):
        for key, held in value.items():
            told.append(repr(key))
            _tell(held, told)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            _tell(getattr(value, field.name), told)
    elif isinstance(value, frozenset):
        told.append(repr(sorted(map(repr, value))))
    else:
        told.append(repr(value))
