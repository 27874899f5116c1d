"""Records held packed: some fifteen kilobytes each instead of some six hundred as models.

What all pages say of every document stays at hand; the rest is unpacked when somebody asks for it, and the records
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
from typing import Any, NamedTuple, cast

from pydantic import PrivateAttr, TypeAdapter

from generator.models.base import Frozen
from generator.models.packed import FAST
from generator.models.record import (
    AnnexRow,
    Citation,
    PolicyHead,
    PolicyRecord,
    Principle,
    Reference,
    Task,
    Unit,
)

UNPACKED = 32
"""Records that stay unpacked in a process: a page asks for those of a dozen documents."""

SKETCHED = 512
"""Sketches that stay unpacked in a process: a page names provisions of hundreds of documents."""

Named = tuple[str, str, str]
"""What a record takes from a vocabulary: "domain", "agency" or "function", id and name."""


class Part(NamedTuple):
    """A provision, heading or annex row as other pages name it.

    Attributes:
        id: Its id.
        sort: "principle", "task", "heading", "annex" (the heading of an annex) or "row".
        number: As printed; of an annex row its row.
        title: Its title.
    """

    id: str
    sort: str
    number: str
    title: str


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


class RecordSketch(NamedTuple):
    """What has to be known of a record to name its provisions and to check it against others.

    Attributes:
        parts: Principles, tasks, sections and annex rows, each kind in source order.
        citations: What it cites.
        named: What it takes from the vocabularies, in the order in which it does so first.
        others: Ids of the policies that its citations and references lead to, in order.
    """

    parts: tuple[Part, ...]
    citations: tuple[Citation, ...]
    named: tuple[Named, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PackedRecord:
    """A record as bytes; two are equal if the records are.

    Attributes:
        digest: SHA-256 of the record's JSON, lower-case hexadecimal.
        head: JSON of its head and its numbers.
        sketch: JSON of its sketch, packed.
        content: Its JSON, packed.
    """

    digest: str
    head: bytes
    sketch: bytes
    content: bytes

    @classmethod
    def of(cls, record: PolicyRecord) -> PackedRecord:
        """Pack a record; one that is held packed already is not packed again."""
        if isinstance(record, HeldRecord):
            return record.packed
        content = record.model_dump_json().encode()
        head = _Head(head=PolicyHead.model_construct(**_fields(record, PolicyHead)), numbers=_count(record))
        sketch = _SKETCH.dump_json(_sketch(record))
        return cls(
            hashlib.sha256(content).hexdigest(),
            head.model_dump_json().encode(),
            zlib.compress(sketch, FAST),
            zlib.compress(content, FAST),
        )

    def to_bytes(self) -> bytes:
        """All of it, for a file."""
        top = json.dumps([self.digest, len(self.head), len(self.sketch)]).encode()
        return b"\n".join((top, self.head + self.sketch + self.content))

    @classmethod
    def from_bytes(cls, kept: bytes) -> PackedRecord:
        """What `to_bytes` gave.

        Raises:
            ValueError: It gave nothing of the kind.
        """
        top, _, rest = kept.partition(b"\n")
        digest, head, sketch = json.loads(top)
        return cls(digest, rest[:head], rest[head : head + sketch], rest[head + sketch :])

    def json(self) -> bytes:
        """The record's JSON."""
        return zlib.decompress(self.content)

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


def sketch_of(record: PolicyRecord) -> RecordSketch:
    """What has to be known of a record to name its provisions; one that is held packed is not unpacked for it."""
    return _sketched(record.packed) if isinstance(record, HeldRecord) else _sketch(record)


def sketch_digest(record: PolicyRecord) -> str:
    """What tells a record's sketch from others; one that is held packed is not unpacked for it."""
    sketch = record.packed.sketch if isinstance(record, HeldRecord) else _SKETCH.dump_json(_sketch(record))
    return hashlib.sha256(sketch).hexdigest()


def citations_of(record: PolicyRecord) -> tuple[Citation, ...]:
    """What a record cites, as its sketch tells; nothing else in there is made a model."""
    if not isinstance(record, HeldRecord):
        return record.citations
    return _CITATIONS.validate_python(_plain_sketch(record.packed).citations)


def named_in(record: PolicyRecord) -> tuple[Named, ...]:
    """What a record takes from the vocabularies, as its sketch tells; nothing else in there is made a model."""
    if not isinstance(record, HeldRecord):
        return _sketch(record).named
    return tuple((kind, told, name) for kind, told, name in _plain_sketch(record.packed).named)


def others_in(record: PolicyRecord) -> tuple[str, ...]:
    """Ids of the policies that the citations and references of a record lead to, as its sketch tells."""
    if not isinstance(record, HeldRecord):
        return _sketch(record).others
    return tuple(_plain_sketch(record.packed).others)


@functools.lru_cache(maxsize=1)
def _plain_sketch(packed: PackedRecord) -> RecordSketch:
    """A sketch in which all is as JSON gives it, lists and no models: for many records in a third of the time.

    Of each record several things are asked, one after the other.
    """
    return RecordSketch(*json.loads(zlib.decompress(packed.sketch)))


@functools.lru_cache(maxsize=UNPACKED)
def _unpacked(packed: PackedRecord) -> PolicyRecord:
    return PolicyRecord.model_validate_json(packed.json())


_SKETCH: TypeAdapter[RecordSketch] = TypeAdapter(RecordSketch)
_CITATIONS: TypeAdapter[tuple[Citation, ...]] = TypeAdapter(tuple[Citation, ...])


@functools.lru_cache(maxsize=SKETCHED)
def _sketched(packed: PackedRecord) -> RecordSketch:
    return _SKETCH.validate_json(zlib.decompress(packed.sketch))


def _fields(model: Frozen, kind: type[Frozen]) -> dict[str, Any]:
    return {name: getattr(model, name) for name in kind.model_fields}


def _sketch(record: PolicyRecord) -> RecordSketch:
    parts = (
        *(Part(item.id, "principle", item.number, item.title) for item in record.principles),
        *(Part(item.id, "task", item.number, item.title) for item in record.tasks),
        *(
            Part(part.id, "heading" if part.kind == "heading" else "annex", part.number, part.title)
            for part in record.sections
        ),
        *(Part(row.id, "row", row.row, row.title) for row in record.annex_rows),
    )
    led: tuple[Citation | Reference, ...] = (*record.citations, *record.references)
    others = tuple(dict.fromkeys(entry.policy for entry in led if entry.policy is not None))
    return RecordSketch(parts, record.citations, tuple(dict.fromkeys(_named(record))), others)


def _named(record: PolicyRecord) -> Iterable[Named]:
    items: tuple[Principle | Task, ...] = (*record.principles, *record.tasks)
    for item in items:
        for domain in (item.domains.primary, *item.domains.secondary):
            if domain is not None:
                yield "domain", domain.id, domain.name
    for unit in _units(record):
        if unit.agency is not None:
            yield "agency", unit.agency.id, unit.agency.name
        if unit.function is not None:
            yield "function", unit.function.id, unit.function.name


def _units(record: PolicyRecord) -> Sequence[Unit]:
    holders: tuple[Task | AnnexRow, ...] = (*record.tasks, *record.annex_rows)
    return [unit for holder in holders for unit in holder.units]


def _count(record: PolicyRecord) -> RecordNumbers:
    rows, tasks = record.annex_rows, record.tasks
    units = _units(record)
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
