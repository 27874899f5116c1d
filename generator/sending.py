"""Documents on their way to an executor and back: JSON, and readings packed."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from generator.holdings import Document
from generator.models import PackedReading, ReadOutline, SourceNotes, SourceText


class Sent(NamedTuple):
    """A document on its way to or from an executor: models as JSON, the reading packed."""

    policy_id: str
    folder: str | None
    source: str
    notes: str
    outline: str
    reading: bytes


def to_send(document: Document) -> Sent:
    """A document to be sent."""
    folder = None if document.folder is None else str(document.folder)
    packed = document.held
    if not isinstance(packed, PackedReading):
        packed = PackedReading.of(document.outline, packed)
    source, notes, outline = (part.model_dump_json() for part in (document.source, document.notes, packed.outline))
    return Sent(document.policy_id, folder, source, notes, outline, packed.content)


def received(sent: Sent) -> Document:
    """A document that was sent."""
    folder = None if sent.folder is None else Path(sent.folder)
    source, notes = SourceText.model_validate_json(sent.source), SourceNotes.model_validate_json(sent.notes)
    packed = PackedReading(ReadOutline.model_validate_json(sent.outline), sent.reading)
    return Document(sent.policy_id, folder, source, notes, packed)
