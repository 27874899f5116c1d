"""When a document takes effect and ends (施行日期、有效期), as its closing articles say."""

from __future__ import annotations

import calendar
from collections.abc import Sequence

from generator.models import Frozen, Span
from generator.parse.screening import find_in_passages
from generator.vocabulary import Vocabulary

FIELDS = {"effective": "effective_raw", "validity": "validity_raw", "interpreted_by": "interpreted_by"}
"""Pattern name -> metadata field."""


class Supplement(Frozen):
    """Fields of the metadata that closing articles state, and where each stands."""

    fields: dict[str, str]
    spans: dict[str, Span]


def read_supplement(text: str, spans: Sequence[Span], vocabulary: Vocabulary) -> Supplement:
    """Find 自…起施行, 有效期… and 由…负责解释 in the body.

    Args:
        text: The source text.
        spans: Passages of the body.
        vocabulary: The forms (`effective`, `validity`, `interpreted_by` of the metadata patterns).

    Returns:
        effective_raw, effective_on (ISO; none for “自印发之日起施行”), validity_raw, interpreted_by: the first
        statement of each kind.
    """
    fields: dict[str, str] = {}
    where: dict[str, Span] = {}
    for name, key in (
        ("effective", "effective_raw"),
        ("validity", "validity_raw"),
        ("interpreted_by", "interpreted_by"),
    ):
        for pattern in vocabulary.patterns("metadata", name):
            match = next(find_in_passages(pattern, text, spans), None)
            if match is None or key in fields:
                continue
            group = "found" if "found" in match.groupdict() else 0
            fields[key], where[key] = match.group(group), match.span(group)
            date = _date(match.groupdict()) if name == "effective" else None
            if date is not None:
                fields["effective_on"], where["effective_on"] = date, match.span()
    return Supplement(fields=fields, spans=where)


def _date(groups: dict[str, str | None]) -> str | None:
    year, month, day = (groups.get(key) for key in ("year", "month", "day"))
    if year is None or month is None or day is None:
        return None
    if not 1 <= int(month) <= 12 or not 1 <= int(day) <= calendar.monthrange(int(year), int(month))[1]:
        return None
    return f"{year}-{int(month):02d}-{int(day):02d}"
