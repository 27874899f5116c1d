"""Dates and signatures (成文日期、署名) of a document: a date on a line of its own, the issuer beside it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from generator.models import Line, Span
from generator.models.base import Frozen
from generator.parse.damage_dates import read_damaged_dates
from generator.parse.folding import squeeze
from generator.parse.lines import is_blank, trim
from generator.parse.numbering import chinese_value, year_value
from generator.vocabulary import Vocabulary

MOST_BEHIND_DATE = 2
SHORT_LINE = 30


class FoundDate(Frozen):
    """A date with the passage it was read from; no date where it is to be filled in, or is none (31 June)."""

    date: datetime.date | None
    span: Span
    line: int


class Signature(Frozen):
    """The date of a document and, if it stands beside it, who signed; a draft's date may be open still."""

    date: FoundDate
    issuer: str | None = None
    issuer_span: Span | None = None
    issuer_line: int | None = None


def read_date(
    text: str, start: int, end: int, vocabulary: Vocabulary, *, whole: bool
) -> tuple[datetime.date, Span] | None:
    """Read the first date in text[start:end].

    Args:
        text: The source text.
        start: First code point looked at.
        end: One past the last.
        vocabulary: Forms of dates (boilerplate.yaml, metadata, `date` and `date_chinese`).
        whole: Whether the date has to be all there is.

    Returns:
        The date and its span; None where there is none or it does not exist (31 June).
    """
    for name in ("date", "date_chinese"):
        for pattern in vocabulary.patterns("metadata", name):
            match = pattern.fullmatch(text, start, end) if whole else pattern.search(text, start, end)
            if match is None:
                continue
            try:
                month, day = chinese_value(match["month"]), chinese_value(match["day"])
                date = datetime.date(year_value(match["year"]), month, day)
            except ValueError:
                continue
            return date, trim(text, *match.span())
    return None


def find_signature(text: str, lines: Sequence[Line], first_heading: int, vocabulary: Vocabulary) -> Signature | None:
    """Find the signed date: one beside an issuer, rather before the body; else one before it; else one that ends all.

    Args:
        text: The source text.
        lines: Lines to look at.
        first_heading: Number of the line that opens the outline.
        vocabulary: Forms of dates and issuers.

    Returns:
        The signature, or None.
    """
    filled = [line for line in lines if not is_blank(line)]
    signatures: list[Signature] = []
    undated: list[Signature] = []
    for index, line in enumerate(filled):
        date = date_line(text, line, vocabulary)
        if date is not None:
            signatures.append(_signed(text, filled, index, date, vocabulary))
        elif (open_date := open_date_line(text, line, vocabulary)) is not None:
            undated.append(_signed(text, filled, index, open_date, vocabulary))
    front = [s for s in signatures if s.date.line < first_heading]
    ordered = [*(s for s in front if s.issuer), *(s for s in signatures if s.issuer), *front]
    ordered += [s for s in signatures if _ends(filled, s.date.line, vocabulary)]
    # Of a draft that is not issued yet at least who will sign it is known.
    ordered += [s for s in reversed(undated) if s.issuer and not ordered]
    return ordered[0] if ordered else None


def _ends(filled: Sequence[Line], number: int, vocabulary: Vocabulary) -> bool:
    """Whether nothing but the imprint (主题词, 抄送) and a few short lines (此件公开发布) stands behind a line."""
    names = ("imprint", "beside_imprint")
    imprint = [pattern for name in names for pattern in vocabulary.patterns("boilerplate", name)]
    behind = [line for line in filled if line.number > number]
    behind = [line for line in behind if not any(pattern.match(line.text.strip()) for pattern in imprint)]
    return len(behind) <= MOST_BEHIND_DATE and all(len(line.text.strip()) <= SHORT_LINE for line in behind)


def date_line(text: str, line: Line, vocabulary: Vocabulary) -> FoundDate | None:
    """The date that fills a line, in figures or 汉字, in brackets or not, damaged or not.

    Args:
        text: The source text.
        line: The line.
        vocabulary: Forms of dates.

    Returns:
        The date with its passage; None where the line says more, or another thing.
    """
    start, end = trim(text, line.start, line.end)
    if end - start > 1 and text[start] in "（(" and text[end - 1] in "）)":
        start, end = start + 1, end - 1
    found = read_date(text, start, end, vocabulary, whole=True)
    if found is not None:
        return FoundDate(date=found[0], span=found[1], line=line.number)
    for damaged in read_damaged_dates(text, [(line.start, line.end)], vocabulary):
        if damaged.date is not None and damaged.span == trim(text, line.start, line.end):
            return FoundDate(date=damaged.date, span=damaged.span, line=line.number)
    return None


def open_date_line(text: str, line: Line, vocabulary: Vocabulary) -> FoundDate | None:
    """The place of a date that is still open, or is none: 2025年5月　日, ××××年×月×日, 2025年6月31日.

    Args:
        text: The source text.
        line: The line.
        vocabulary: Forms of dates, and of those that are to be filled in (`date_open`).

    Returns:
        Its passage, without a date; None where the line says more, or a date that there is.
    """
    start, end = trim(text, line.start, line.end)
    forms = [p for name in ("date_open", "date", "date_chinese") for p in vocabulary.patterns("metadata", name)]
    if any(form.fullmatch(text, start, end) for form in forms) and date_line(text, line, vocabulary) is None:
        return FoundDate(date=None, span=(start, end), line=line.number)
    return None


def _first_signer(filled: Sequence[Line], last: int, vocabulary: Vocabulary) -> int:
    """Index of the first of several issuers on lines of their own, one below the other (联合发文)."""
    first = last
    while first > 0 and read_issuers(filled[first - 1].text, vocabulary) is not None:
        first -= 1
    return first


def read_issuers(written: str, vocabulary: Vocabulary) -> str | None:
    """The issuers that a line names and nothing else, several parted by a blank; a name set out wide is one.

    Args:
        written: The line.
        vocabulary: Forms of issuers.

    Returns:
        Their names as they stand in the metadata; None where the line is something else.
    """
    patterns = vocabulary.patterns("metadata", "issuer")
    parts = re.split("[、\\s]+", written.strip())
    for names in (parts, [squeeze(written)]):
        if all(any(pattern.fullmatch(name) for pattern in patterns) for name in names):
            return " ".join(names)
    return None


def _signed(text: str, filled: Sequence[Line], index: int, date: FoundDate, vocabulary: Vocabulary) -> Signature:
    """A date with the issuer on the line before it, or after it."""
    for neighbour in (index - 1, index + 1):
        if not 0 <= neighbour < len(filled):
            continue
        line = filled[neighbour]
        if read_issuers(line.text, vocabulary) is not None:
            first = _first_signer(filled, neighbour, vocabulary) if neighbour < index else neighbour
            signers = filled[first : neighbour + 1]
            span = (trim(text, signers[0].start, signers[0].end)[0], trim(text, line.start, line.end)[1])
            issuer = " ".join(read_issuers(signer.text, vocabulary) or "" for signer in signers)
            return Signature(date=date, issuer=issuer, issuer_span=span, issuer_line=signers[0].number)
    return Signature(date=date)
