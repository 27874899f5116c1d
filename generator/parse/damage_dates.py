"""Damaged dates (年月日连写、起止年份连写), repaired where the text shows what was meant; dates that are none."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator, Sequence

from generator.models import Repair, Span
from generator.models.base import Frozen
from generator.parse.folding import fold
from generator.parse.numbering import chinese_value, year_value
from generator.parse.screening import find_in_passages, passages_that_may_hold
from generator.vocabulary import Vocabulary

WEEKDAYS = "一二三四五六日"
DASHES = "-—－–~～至"
MONTHS = 12
LEAP_YEAR = 2000
"""A date without a year is one if any year has it."""


class DamagedDate(Frozen):
    """Digits of a date whose 年 and 月 were lost; `date` is None where more than one reading is possible."""

    span: Span
    raw: str
    date: datetime.date | None
    evidence: str


def read_damaged_dates(text: str, lines: Sequence[Span], vocabulary: Vocabulary) -> tuple[DamagedDate, ...]:
    """Read digits that were once 年月日 ("20181011日(星期四)", a line "2018930").

    Args:
        text: The source text.
        lines: Lines or parts of them, each looked at by itself, in text order.
        vocabulary: Holds the forms (damage.yaml, `damaged_date`).

    Returns:
        Every find with its date where exactly one valid date fits, or where the weekday decides.
    """
    found: list[DamagedDate] = []
    for pattern in vocabulary.patterns("damage", "damaged_date"):
        for start, end in passages_that_may_hold(pattern, text, lines):
            for match in pattern.finditer(text[start:end]):
                name = "digits" if match.group("digits") else "alone"
                span = (start + match.start(name), start + match.end(name) + (name == "digits"))
                date, evidence = _decide(match.group(name), match.groupdict().get("weekday"))
                found.append(DamagedDate(span=span, raw=text[span[0] : span[1]], date=date, evidence=evidence))
    return tuple(found)


def date_repair(damaged: DamagedDate) -> Repair | None:
    """The repair that a damaged date asks for, or None if its date is not certain."""
    if damaged.date is None:
        return None
    after = f"{damaged.date.year}年{damaged.date.month}月{damaged.date.day}日"
    return Repair(kind="date", before=damaged.raw, after=after, evidence=damaged.evidence, span=damaged.span)


def repair_years(
    text: str, spans: Sequence[Span], vocabulary: Vocabulary
) -> tuple[tuple[Repair, ...], tuple[Span, ...]]:
    """Repair "(20182020年)" where the same words stand elsewhere with the dash that was lost.

    Args:
        text: The source text.
        spans: Passages to look at.
        vocabulary: Holds the form (damage.yaml, `damaged_years`).

    Returns:
        The repairs, and the spans of damaged years without such evidence.
    """
    repairs: list[Repair] = []
    doubtful: list[Span] = []
    for pattern in vocabulary.patterns("damage", "damaged_years"):
        for match in find_in_passages(pattern, text, spans):
            twin = _twin_years(text, match)
            if twin is None:
                doubtful.append(match.span())
                continue
            evidence = f"同名文件在第{text.count(chr(10), 0, twin.start()) + 1}行写作“{twin['years']}”"
            repairs.append(
                Repair(kind="date", before=match.group(), after=twin["years"], evidence=evidence, span=match.span())
            )
    return tuple(repairs), tuple(doubtful)


def impossible_dates(text: str, spans: Sequence[Span], vocabulary: Vocabulary) -> Iterator[tuple[Span, str]]:
    """Find dates that the calendar does not have (2024年2月30日, 13月).

    Args:
        text: The source text.
        spans: Passages to look at.
        vocabulary: Holds the forms (damage.yaml, `calendar_date`).

    Yields:
        The span of each, and why it is none, in Chinese.
    """
    for pattern in vocabulary.patterns("damage", "calendar_date"):
        for match in find_in_passages(pattern, text, spans):
            groups = match.groupdict()
            year = year_value(groups["year"]) if groups.get("year") else None
            month = chinese_value(groups["month"] or groups.get("bare_month") or "")
            written = groups.get("day") or groups.get("bare_day")
            if not 1 <= month <= MONTHS:
                yield match.span(), f"一年只有{MONTHS}个月"
                continue
            last = calendar.monthrange(year or LEAP_YEAR, month)[1]
            if written and not 1 <= chinese_value(written) <= last:
                yield match.span(), f"{f'{year}年' if year else ''}{month}月{'' if year else '最多'}只有{last}天"


def _twin_years(text: str, match: re.Match[str]) -> re.Match[str] | None:
    """The same years with a dash, after the same words as before the damaged ones."""
    years = re.compile(rf"(?P<years>{match['first']}年?[{DASHES}]+{match['second']}年)")
    before = _words_before(text, match.start())
    for twin in years.finditer(text):
        if before and _words_before(text, twin.start()) == before:
            return twin
    return None


def _words_before(text: str, at: int) -> str:
    """The last eight characters before `at`, no further back than the title it stands in."""
    start = max(0, at - 12)
    return fold(text[max(start, text.rfind("《", start, at) + 1) : at])[-8:]


def _decide(digits: str, weekday: str | None) -> tuple[datetime.date | None, str]:
    """The one valid date that digits without separators can mean."""
    year, rest = int(digits[:4]), digits[4:]
    fits: list[datetime.date] = []
    for cut in range(1, len(rest)):
        month, day = rest[:cut], rest[cut:]
        if len(month) > 2 or len(day) > 2:
            continue
        try:
            fits.append(datetime.date(year, int(month), int(day)))
        except ValueError:
            continue
    named = [d for d in fits if weekday and WEEKDAYS[d.weekday()] == weekday.replace("天", "日")]
    if weekday and len(named) == 1:
        return named[0], f"{named[0].isoformat()} 是星期{weekday}，与原文所注星期相符"
    if weekday or len(fits) != 1:
        return None, ""
    return fits[0], f"“{digits}”只有一种合法的年月日读法：{fits[0].isoformat()}"
