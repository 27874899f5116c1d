"""What the pipeline holds between its stages: documents as parsed, and all of them as one corpus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.cache import RecordCache
from generator.models import PackedReading, PolicyRecord, Reading, ReadOutline, SourceNotes, SourceText
from generator.normalise import outline_of
from generator.problems import Problem
from generator.validate import FoundProblems
from generator.vocabulary import Vocabulary


@dataclass(frozen=True)
class Corpus:
    """All documents as read.

    Attributes:
        records: Sorted by level (national first), date and id; those read from a knowledge base are held packed
            (`generator.models.held_record`).
        sources: Policy id -> the text that its record's spans count into.
        problems: Errors of the documents left out, then what validation found and let pass.
        vocabulary: The vocabularies, with the places and domains that documents add to them.
        source_hash: SHA-256, lower-case hexadecimal, over everything the records were made from.
    """

    records: tuple[PolicyRecord, ...]
    sources: Mapping[str, str]
    problems: FoundProblems
    vocabulary: Vocabulary
    source_hash: str


@dataclass(frozen=True)
class Document:
    """A document between parse and normalise; `folder` is None for a file outside of policies/.

    What was parsed before stays packed: most of the time nobody asks for more than its outline.
    """

    policy_id: str
    folder: Path | None
    source: SourceText
    notes: SourceNotes
    held: Reading | PackedReading

    @property
    def reading(self) -> Reading:
        """The whole reading."""
        return self.held.unpacked() if isinstance(self.held, PackedReading) else self.held

    @cached_property
    def outline(self) -> ReadOutline:
        """What has to be known of it to make the records of others."""
        return self.held.outline if isinstance(self.held, PackedReading) else outline_of(self.held)


@dataclass(frozen=True)
class Stock:
    """The documents that a knowledge base holds, as parsed; what cannot be read is left out and told.

    Attributes:
        root: The folder of the knowledge base.
        vocabulary: The vocabularies as they stand in their files.
        documents: The documents in the order of their ids.
        problems: Why others were left out.
        made: The records made of them before, where the knowledge base has been built; None where nothing is kept.
    """

    root: Path
    vocabulary: Vocabulary
    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
    made: RecordCache | None = None

    def notes(self, policy_id: str) -> SourceNotes:
        """The source.yaml of a document, empty if it holds none with this id."""
        return next((entry.notes for entry in self.documents if entry.policy_id == policy_id), SourceNotes())

    def hashes(self) -> dict[str, str]:
        """SHA-256 of each source file -> policy id."""
        return {entry.source.sha256: entry.policy_id for entry in self.documents}


@dataclass(frozen=True)
class Joined:
    """What a knowledge base would hold with one more document.

    Attributes:
        record: The document's record.
        previous: The record of the document that it replaces, if it replaces one that can be read.
        changed: The other records that change because of it (citations that now lead to it).
        vocabulary: The vocabularies, with what all documents add to them.
        problems: What validation says about the record; no errors among them.
    """

    record: PolicyRecord
    previous: PolicyRecord | None
    changed: tuple[PolicyRecord, ...]
    vocabulary: Vocabulary
    problems: tuple[Problem, ...]
