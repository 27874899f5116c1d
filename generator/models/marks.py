"""What is noted of places in a source's text, by the reading and the record alike."""

from __future__ import annotations

from typing import Literal

from generator.models.base import Frozen, Span
from generator.models.kinds import BlockKind, Severity


class Repair(Frozen):
    """A change made to the text as shown, never to the source: `before` becomes `after` at `span`."""

    kind: str
    before: str
    after: str
    evidence: str
    span: Span


class Warning_(Frozen):
    """Something a reader should know or a person should check."""

    code: str
    severity: Severity = "warning"
    message: str
    line: int
    span: Span


class Block(Frozen):
    """One stretch of the source by what it is; the blocks of a record cover every character once."""

    kind: BlockKind
    span: Span


class PersonalData(Frozen):
    """Where personal data stands (names, phone, fax, e-mail, accounts of messengers): the span only, never the text."""

    kind: Literal["name", "phone", "fax", "email", "account"]
    span: Span
