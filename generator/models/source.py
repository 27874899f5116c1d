"""What the read stage hands on: one document's immutable text, and what its text cannot tell."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from generator.models.base import Frozen

TextStatus = Literal["full", "digest", "interpretation", "draft", "template"]


class SourceText(Frozen):
    """One document as text.

    Attributes:
        path: The file as it is shown to people, relative to the repository ("policies/x/source.txt").
        text: The decoded text, line ends and all; every span of the program counts code points of it.
        sha256: Hash of the file's bytes, lower-case hexadecimal.
        encoding: The encoding the bytes were decoded with.
        covered: Positions in the text, ascending, of empty table cells over which a merged cell reaches down;
            None where the format does not tell which cells are merged (plain text).
    """

    path: str
    text: str
    sha256: str
    encoding: str
    covered: tuple[int, ...] | None = None


class SourceNotes(Frozen):
    """source.yaml: what the text cannot tell. Every field is optional and wins over what was read."""

    title: str | None = None
    doc_number: str | None = None
    document_type: str | None = None
    text_status: TextStatus | None = None
    legal_status: str | None = None
    issuer: str | None = None
    issued_on: date | None = None
    published_on: date | None = None
    jurisdiction: str | None = None
    url: str | None = Field(default=None, pattern=r"^https?://[^\s\"'<>]+$")
    retrieved_on: date | None = None
    note: str | None = None
