"""Short names that a text defines in passing: “…领导小组办公室（以下简称市分类办）”."""

from __future__ import annotations

from generator.models import PolicyRecord, Span
from generator.models.base import Frozen


class Definition(Frozen):
    """A short name with the name it stands for, and where the short name is defined."""

    name: str
    short: str
    line: int
    span: Span


def defined_names(record: PolicyRecord, source: str) -> tuple[Definition, ...]:
    """The short names of bodies that a document defines.

    Args:
        record: The document's record.
        source: Its text.

    Returns:
        The definitions in the order of the text; spans of the short names.
    """
    return tuple(
        Definition(name=entry.name, short=entry.short, line=source.count("\n", 0, entry.span[0]) + 1, span=entry.span)
        for entry in record.definitions
    )
