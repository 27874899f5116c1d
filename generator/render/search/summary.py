"""What the index tells of a document beside its lists, short enough to be kept of every document."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar, cast

from generator.models import Unit
from generator.render.search.entries import Entry
from generator.render.search.folding import fold
from generator.render.search.postings import UNIT, Layout, lay_out

Told = TypeVar("Told", bound=tuple[object, ...])


class NamedUnit(NamedTuple):
    """A unit as an entry names it; ids and names are empty where there are none.

    Attributes:
        named: Whether it is one unit and no class of units (各相关部门).
    """

    raw: str
    role: str
    function: str
    function_name: str
    agency: str
    agency_name: str
    named: bool


class Found(NamedTuple):
    """An entry without its texts.

    Attributes:
        domains: Ids of its domains, the primary one first.
        years: The years in which its time limits end.
        length: UNITs of the long text that it takes.
    """

    kind: str
    domains: tuple[str, ...]
    units: tuple[NamedUnit, ...]
    has_deadline: bool
    years: tuple[str, ...]
    length: int


class Summary(NamedTuple):
    """A document in the index.

    Attributes:
        found: Its entries.
        texts: How many entries each of its text files has.
        chars: The characters of its folded text, each once.
        hash: SHA-256 of that text.
    """

    found: tuple[Found, ...]
    texts: tuple[int, ...]
    chars: str
    hash: str

    @property
    def length(self) -> int:
        """Characters of the long text that it takes."""
        return UNIT * sum(found.length for found in self.found)


def layout_of(entries: Iterable[Entry]) -> Layout:
    """The folded text of a document."""
    return lay_out([tuple(map(fold, entry.fields())) for entry in entries])


def found_of(entry: Entry, length: int = 0) -> Found:
    """An entry without its texts; `length` in UNITs."""
    return Found(entry.kind, entry.domains, tuple(map(_named, entry.units)), entry.has_deadline, entry.years, length)


def summary_of(entries: Sequence[Entry], texts: Sequence[int], layout: Layout) -> Summary:
    """What is kept of a document; `texts` as in Summary, `layout` as `layout_of` gives it."""
    found = tuple(found_of(entry, length) for entry, length in zip(entries, layout.lengths, strict=True))
    hashed = hashlib.sha256(layout.text.encode()).hexdigest()
    return Summary(found, tuple(texts), "".join(sorted(set(layout.text))), hashed)


def packed(summary: Summary) -> bytes:
    """A summary as bytes."""
    return json.dumps(summary, ensure_ascii=False, separators=(",", ":")).encode()


class Unpacking:
    """Unpacks summaries one after the other: what many of them say alike is in memory once."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._known: dict[tuple[object, ...], tuple[object, ...]] = {}

    def unpacked(self, content: bytes) -> Summary:
        """What `packed` made."""
        found, texts, chars, hashed = json.loads(content)
        entries = tuple(
            Found(
                sys.intern(kind),
                self._once(tuple(domains)),
                tuple(self._once(NamedUnit._make(unit)) for unit in units),
                has_deadline,
                self._once(tuple(years)),
                length,
            )
            for kind, domains, units, has_deadline, years, length in found
        )
        return Summary(entries, tuple(texts), chars, hashed)

    def _once(self, told: Told) -> Told:
        return cast(Told, self._known.setdefault(told, told))


def _named(unit: Unit) -> NamedUnit:
    function, agency = unit.function, unit.agency
    return NamedUnit(
        unit.raw,
        unit.role,
        function.id if function else "",
        function.name if function else "",
        agency.id if agency else "",
        agency.name if agency else "",
        unit.kind == "named",
    )
