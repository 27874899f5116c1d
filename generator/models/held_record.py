"""Records held packed: some kilobytes each instead of some six hundred as models.

What all pages say of every document stays at hand; the rest waits packed, on the disk where there is a place for it. It
is unpacked when somebody asks for it, and the records
asked for last stay unpacked for a while. Readers therefore go through the documents one after the other.
"""

from __future__ import annotations

import functools
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, cast

from pydantic import PrivateAttr, TypeAdapter

from generator.models.base import Frozen
from generator.models.packed import FAST, Piece, bytes_of
from generator.models.passing import for_a_while
from generator.models.record import Citation, PolicyHead, PolicyRecord
from generator.models.sketch import Named, Part, Told, parts_in, told_in, units_in

UNPACKED = 32
"""Records that stay unpacked in a process: a page asks for those of a dozen documents."""

SKETCHED = 512
"""Documents whose parts stay unpacked in a process: a page names provisions of hundreds of documents."""


class RecordNumbers(Frozen):
    """How many of everything a record holds.

    Attributes:
        headings: Sections that open no task.
        units: Units named in the body, and in annex rows `row_units`; `resolved` counts both by resolution.
        deadlines: Those of the document, its sections (but for what is told as background), its tasks and its annex
            rows; `quantities` are those of its sections and tasks.
        with_domain: Principles and tasks with a primary domain.
        severities: Warnings by severity.
        unclassified: Characters of the source that belong to nothing known.
        personal: Passages with personal data.
    """

    sections: int
    headings: int
    principles: int
    tasks: int
    annex_rows: int
    units: int
    row_units: int
    resolved: dict[str, int]
    deadlines: int
    quantities: int
    citations: int
    references: int
    definitions: int
    repairs: int
    warnings: int
    severities: dict[str, int]
    corrections: int
    with_domain: int
    unclassified: int
    personal: int

    @property
    def to_check(self) -> int:
        """Warnings and errors that nobody has settled."""
        return self.warnings - self.severities.get("info", 0)


@dataclass(frozen=True, slots=True, eq=False)
class PackedRecord:
    """A record as bytes; two are equal if the records are.

    Attributes:
        digest: SHA-256 of the record's JSON, lower-case hexadecimal.
        head: JSON of its head and its numbers.
        parts: JSON of its parts, packed.
        told: JSON of what it tells of others, packed.
        content: Its JSON, packed; it may wait elsewhere.
    """

    digest: str
    head: bytes
    parts: bytes
    told: bytes
    content: Piece

    @classmethod
    def of(cls, record: PolicyRecord) -> PackedRecord:
        """Pack a record; one that is held packed already is not packed again."""
        if isinstance(record, HeldRecord):
            return record.packed
        content = record.model_dump_json().encode()
        head = _Head(head=PolicyHead.model_construct(**_fields(record, PolicyHead)), numbers=_count(record))
        return cls(
            hashlib.sha256(content).hexdigest(),
            head.model_dump_json().encode(),
            *(zlib.compress(told, FAST) for told in (*_sketched(record), content)),
        )

    def to_bytes(self) -> bytes:
        """All of it, for a file."""
        pieces = (self.head, self.parts, self.told, bytes_of(self.content))
        return b"\n".join((json.dumps([self.digest, *map(len, pieces[:-1])]).encode(), b"".join(pieces)))

    @classmethod
    def from_bytes(cls, kept: bytes) -> PackedRecord:
        """What `to_bytes` gave.

        Raises:
            ValueError: It gave nothing of the kind.
        """
        top, _, rest = kept.partition(b"\n")
        digest, *sizes = json.loads(top)
        head, parts, told = accumulate(sizes)
        return cls(digest, rest[:head], rest[head:parts], rest[parts:told], rest[told:])

    def json(self) -> bytes:
        """The record's JSON."""
        return zlib.decompress(bytes_of(self.content))

    def __eq__(self, other: object) -> bool:
        """Whether they are the same record."""
        return isinstance(other, PackedRecord) and self.digest == other.digest

    def __hash__(self) -> int:
        """As the record's JSON tells."""
        return hash(self.digest)


class _Head(Frozen):
    head: PolicyHead
    numbers: RecordNumbers


class HeldRecord(PolicyRecord):
    """A record of which the head is at hand; everything else is unpacked when somebody asks for it."""

    _packed: PackedRecord = PrivateAttr()
    _numbers: RecordNumbers = PrivateAttr()

    @classmethod
    def of(cls, packed: PackedRecord) -> HeldRecord:
        """Hold a packed record.

        Raises:
            pydantic.ValidationError: Its head is damaged.
        """
        told = _Head.model_validate_json(packed.head)
        held = cls.__new__(cls)
        # What is not there is looked for by `__getattr__`.
        object.__setattr__(held, "__dict__", _fields(told.head, PolicyHead))
        object.__setattr__(held, "__pydantic_fields_set__", told.head.model_fields_set)
        object.__setattr__(held, "__pydantic_extra__", None)
        object.__setattr__(held, "__pydantic_private__", {"_packed": packed, "_numbers": told.numbers})
        return held

    @property
    def packed(self) -> PackedRecord:
        """The record as bytes."""
        # Not through pydantic, which looks for a private attribute in every other place first: asked by the hundred
        # thousand, that takes longer than unpacking.
        packed: PackedRecord = cast(dict[str, Any], self.__pydantic_private__)["_packed"]
        return packed

    @property
    def numbers(self) -> RecordNumbers:
        """How many of everything it holds."""
        return self._numbers

    @property
    def whole(self) -> PolicyRecord:
        """The record as a model; asked for again, it may be another one that is equal."""
        return _unpacked(self.packed)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - stands for every field of the body
        """A field of the body."""
        return getattr(self.whole, name) if name in _BODY else super().__getattr__(name)  # type: ignore[misc]

    def model_dump(self, **choices: Any) -> dict[str, Any]:  # noqa: ANN401 - pydantic's arguments
        """See pydantic; for fields of the head alone nothing is unpacked."""
        wanted = choices.get("include")
        if wanted and set(wanted) <= PolicyHead.model_fields.keys():
            return PolicyHead.model_construct(**_fields(self, PolicyHead)).model_dump(**choices)
        return self.whole.model_dump(**choices)

    def model_dump_json(self, **choices: Any) -> str:  # noqa: ANN401 - pydantic's arguments
        """See pydantic."""
        return self.whole.model_dump_json(**choices) if choices else self._packed.json().decode()

    def model_copy(self, **choices: Any) -> PolicyRecord:  # type: ignore[override]  # noqa: ANN401 - as above
        """A record that is not packed."""
        return self.whole.model_copy(**choices)

    def __eq__(self, other: object) -> bool:
        """Whether they are the same record, packed or not."""
        if isinstance(other, HeldRecord):
            return self._packed == other._packed
        return self.whole == other

    def __hash__(self) -> int:
        """As its JSON tells."""
        return hash(self._packed)

    def __reduce__(self) -> tuple[Any, ...]:
        """Sent elsewhere, it stays packed."""
        return HeldRecord.of, (self._packed,)


_BODY = frozenset(PolicyRecord.model_fields) - frozenset(PolicyHead.model_fields)


def held(records: Iterable[PolicyRecord]) -> tuple[PolicyRecord, ...]:
    """Records as they are, but held packed."""
    return tuple(HeldRecord.of(PackedRecord.of(record)) for record in records)


def plain_of(record: PolicyRecord) -> dict[str, Any]:
    """A record as plain data, dates as dates; of one that is held packed no model is made but its head."""
    if not isinstance(record, HeldRecord):
        return record.model_dump(mode="python")
    plain: dict[str, Any] = json.loads(record.packed.json())
    # Dates stand in the head alone.
    return plain | record.model_dump(mode="python", include=set(PolicyHead.model_fields))


def digest_of(record: PolicyRecord) -> str:
    """SHA-256 of a record's JSON, lower-case hexadecimal; known of one that is held packed."""
    if isinstance(record, HeldRecord):
        return record.packed.digest
    return hashlib.sha256(record.model_dump_json().encode()).hexdigest()


def sources_hash(records: Iterable[PolicyRecord]) -> str:
    """A short fingerprint of all sources: SHA-256 over "id hash" lines, first 12 hexadecimal digits."""
    lines = "\n".join(f"{record.id} {record.source.sha256}" for record in records)
    return hashlib.sha256(lines.encode()).hexdigest()[:12]


def numbers_of(record: PolicyRecord) -> RecordNumbers:
    """How many of everything a record holds; known of one that is held packed."""
    return record.numbers if isinstance(record, HeldRecord) else _count(record)


def parts_of(record: PolicyRecord) -> tuple[Part, ...]:
    """Its provisions, headings and annex rows; one that is held packed is not unpacked for it."""
    return _parts(record.packed) if isinstance(record, HeldRecord) else parts_in(record)


def sketch_digest(record: PolicyRecord) -> str:
    """What tells a record's parts, and what it tells of others, from those of another; it may stay packed."""
    if isinstance(record, HeldRecord):
        return hashlib.sha256(record.packed.parts + record.packed.told).hexdigest()
    return hashlib.sha256(b"".join(_sketched(record))).hexdigest()


def parts_digest(record: PolicyRecord) -> str:
    """What tells a record's parts from those of another; it may stay packed."""
    told = record.packed.parts if isinstance(record, HeldRecord) else _sketched(record)[0]
    return hashlib.sha256(told).hexdigest()


def citations_of(record: PolicyRecord) -> tuple[Citation, ...]:
    """What a record cites; nothing else is made a model."""
    return _CITATIONS.validate_python(_told(record.packed)[0]) if isinstance(record, HeldRecord) else record.citations


def named_in(record: PolicyRecord) -> tuple[Named, ...]:
    """What a record takes from the vocabularies; no model is made."""
    if not isinstance(record, HeldRecord):
        return told_in(record).named
    return tuple((kind, told, name) for kind, told, name in _told(record.packed)[1])


def others_in(record: PolicyRecord) -> tuple[str, ...]:
    """Ids of the policies that the citations and references of a record lead to; no model is made."""
    return tuple(_told(record.packed)[2]) if isinstance(record, HeldRecord) else told_in(record).others


@functools.lru_cache(maxsize=1)
def _told(packed: PackedRecord) -> Sequence[Any]:
    """What a record tells of others as JSON gives it: of many records several things are asked, one after the other."""
    told: Sequence[Any] = json.loads(zlib.decompress(packed.told))
    return told


@for_a_while(SKETCHED)
def _parts(packed: PackedRecord) -> tuple[Part, ...]:
    return tuple(map(Part._make, json.loads(zlib.decompress(packed.parts))))


def _sketched(record: PolicyRecord) -> tuple[bytes, bytes]:
    """Its parts, and what it tells of others, as JSON."""
    parts = json.dumps(parts_in(record), ensure_ascii=False, separators=(",", ":"))
    return parts.encode(), _TOLD.dump_json(told_in(record))


@for_a_while(UNPACKED)
def _unpacked(packed: PackedRecord) -> PolicyRecord:
    return PolicyRecord.model_validate_json(packed.json())


_TOLD: TypeAdapter[Told] = TypeAdapter(Told)
_CITATIONS: TypeAdapter[tuple[Citation, ...]] = TypeAdapter(tuple[Citation, ...])


def _fields(model: Frozen, kind: type[Frozen]) -> dict[str, Any]:
    return {name: getattr(model, name) for name in kind.model_fields}


def _count(record: PolicyRecord) -> RecordNumbers:
    rows, tasks = record.annex_rows, record.tasks
    units = units_in(record)
    row_units = sum(len(row.units) for row in rows)
    domained = [item.domains for item in record.principles] + [task.domains for task in tasks]
    return RecordNumbers(
        sections=len(record.sections),
        headings=sum(section.item is None for section in record.sections),
        principles=len(record.principles),
        tasks=len(tasks),
        annex_rows=len(rows),
        units=len(units) - row_units,
        row_units=row_units,
        resolved=cast(dict[str, int], Counter(unit.resolution for unit in units)),
        deadlines=len(record.all_deadlines),
        quantities=sum(len(part.quantities) for part in record.planning_sections)
        + sum(len(task.quantities) for task in tasks),
        citations=len(record.citations),
        references=len(record.references),
        definitions=len(record.definitions),
        repairs=len(record.repairs),
        warnings=len(record.warnings),
        severities=cast(dict[str, int], Counter(warning.severity for warning in record.warnings)),
        corrections=len(record.corrections),
        with_domain=sum(domains.primary is not None for domains in domained),
        unclassified=sum(block.span[1] - block.span[0] for block in record.blocks if block.kind == "unclassified"),
        personal=len(record.personal_data),
    )
