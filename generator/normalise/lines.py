"""From a position in the source to what people see: line numbers, warnings."""

from __future__ import annotations

from generator.models import SourceText, Span, Warning_
from generator.models.kinds import Severity


def line_of(source: SourceText, position: int) -> int:
    """The 1-based line of the source that `position` (a code point index) stands on."""
    return source.text.count("\n", 0, max(position, 0)) + 1


def warn(source: SourceText, span: Span, code: str, message: str, severity: Severity = "warning") -> Warning_:
    """A warning at a span of the source, with its line."""
    return Warning_(code=code, severity=severity, message=message, line=line_of(source, span[0]), span=span)
