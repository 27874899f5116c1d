"""The note beneath the title of a regulation (题注): who adopted or published it, when, and under which number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.models import Line, Span
from generator.parse.lines import trim
from generator.parse.metadata_dates import read_date
from generator.vocabulary import Vocabulary

OPEN, CLOSE = "（(", "）)"
TERM = re.compile(r"第[一二三四五六七八九十百\d]{1,5}届")


def adoption_notes(text: str, lines: Sequence[Line], vocabulary: Vocabulary) -> tuple[Line, ...]:
    """The lines among `lines` that are such a note: a whole line in brackets that opens with a date."""
    patterns = vocabulary.patterns("metadata", "adopted")
    found: list[Line] = []
    for line in lines:
        start, end = trim(text, line.start, line.end)
        if start < end and text[start] in OPEN and text[end - 1] in CLOSE:
            found += [line] if any(pattern.match(text, start + 1, end - 1) for pattern in patterns) else []
    return tuple(found)


def read_adopted(text: str, lines: Sequence[Line], vocabulary: Vocabulary) -> Iterator[tuple[str, object, Span]]:
    """Read “（2021年9月28日某市人民代表大会常务委员会第三十次会议通过）”.

    Args:
        text: The source text.
        lines: Lines above the body.
        vocabulary: The form of the note (`adopted`) and of dates.

    Yields:
        Field, value and span: issued_on (the first date counts, later ones are amendments), issuer, doc_number.
    """
    for line in adoption_notes(text, lines, vocabulary)[:1]:
        start, end = trim(text, line.start, line.end)
        for pattern in vocabulary.patterns("metadata", "adopted"):
            match = pattern.match(text, start + 1, end - 1)
            date = read_date(text, *match.span("date"), vocabulary, whole=False) if match is not None else None
            if match is None or date is None:
                continue
            yield "issued_on", date[0].isoformat(), date[1]
            if match["issuer"]:
                yield "issuer", TERM.sub("", match["issuer"]), match.span("issuer")
            if match["number"] and match["number"] != match["issuer"]:
                yield "doc_number", match["number"], match.span("number")
            return
