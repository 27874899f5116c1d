"""Time limits (时限) and figures (量化指标): kept as written, normalised where a date or period follows."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from functools import lru_cache

from generator.models import ReadDeadline, ReadQuantity, Span
from generator.parse.lines import trim
from generator.parse.numbering import chinese_value
from generator.parse.screening import needed_characters
from generator.patterns import compile_pattern
from generator.vocabulary import DeadlinePattern, Vocabulary

TITLE_BRACKET = re.compile(r"[（(](?P<inside>[^（）()]*\d[^（）()]*|[^（）()]*[季半]年?[^（）()]*)[）)]$")
RANGE = re.compile(r"(?<=[\d年月日起])[—－\-–~～至到]+(?=\d)")
HALF_YEAR = {"上半年": 6, "下半年": 12}
MONTHS_IN_QUARTER = 3
FIVE_YEAR_PLANS = 1955
"""Five-year plans end in this year and five times their number: the fourteenth (十四五) 1955 + 5 * 14 = 2025."""
QUOTED_TITLE = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")


def find_deadlines(text: str, start: int, end: int, vocabulary: Vocabulary) -> tuple[ReadDeadline, ...]:
    """Find the dated and periodic time limits in running text.

    Words such as 长期 or 持续推进 are time limits only in a deadline cell or clause: in prose they are style.

    Args:
        text: The source text.
        start: First code point looked at.
        end: One past the last.
        vocabulary: Holds the forms (deadline_words.yaml).

    Returns:
        Non-overlapping deadlines in text order, longest first where two begin at one place.
    """
    titles = [match.span() for match in QUOTED_TITLE.finditer(text, start, end)]
    found: list[ReadDeadline] = []
    here = frozenset(text[start:end])
    for entry, pattern, needed in _dated(vocabulary):
        if not needed <= here:
            continue
        for match in pattern.finditer(text, start, end):
            if not titles or not any(a <= match.start() < b for a, b in titles):
                found.append(_deadline(entry, match, match.span(), text))
    return _without_overlap(found)


@lru_cache(maxsize=8)
def _dated(vocabulary: Vocabulary) -> tuple[tuple[DeadlinePattern, re.Pattern[str], frozenset[str]], ...]:
    """The forms looked for in running text, each with the characters without which it cannot match."""
    dated = (entry for entry in vocabulary.deadlines if entry.type != "ongoing")
    return tuple((entry, compile_pattern(entry.pattern), needed_characters(entry.pattern)) for entry in dated)


def read_deadline_value(text: str, start: int, end: int, vocabulary: Vocabulary) -> ReadDeadline | None:
    """Read text[start:end], a whole deadline cell or labelled value, as one deadline; None if it holds none."""
    if RANGE.search(text, start, end):
        behind = max(start, *(text.rfind(colon, start, end) + 1 for colon in "：:"))
        for form in vocabulary.patterns("quantities", "stage_period"):
            period = form.fullmatch(text, *trim(text, behind, end))
            if period is not None:
                return ReadDeadline(raw=text[start:end], type="deadline", date=_date(period), span=(start, end))
    best: ReadDeadline | None = None
    for entry in vocabulary.deadlines:
        match = compile_pattern(entry.pattern).search(text, start, end)
        if match is None:
            continue
        candidate = _deadline(entry, match, (start, end), text)
        if best is None or _certain(candidate) > _certain(best):
            best = candidate
    return best or _bare_date(text, start, end, vocabulary)


def is_time_limit(text: str, start: int, end: int, vocabulary: Vocabulary) -> bool:
    """Whether text[start:end] is a time limit and nothing but words that go with one (2027年6月底前全部完成).

    Args:
        text: The source text.
        start: First code point of a stretch between two pauses.
        end: One past its last.
        vocabulary: Holds the forms and the words that go with them (deadline_words.yaml, `deadline_filler`).

    Returns:
        False for an empty stretch, and where a name holds such words (常态化防控办公室).
    """
    patterns = (compile_pattern(entry.pattern) for entry in vocabulary.deadlines)
    forms = (
        *patterns,
        *vocabulary.patterns("quantities", "bare_date"),
        *vocabulary.patterns("quantities", "bare_month"),
    )
    spans = sorted(match.span() for form in forms for match in form.finditer(text, start, end))
    rest = ""
    position = start
    for first, last in spans:
        rest += text[position : max(position, first)]
        position = max(position, last)
    rest += text[position:end]
    return bool(spans) and any(
        filler.fullmatch(rest) for filler in vocabulary.patterns("quantities", "deadline_filler")
    )


def _certain(deadline: ReadDeadline) -> int:
    """A date says more than a period (每年6月底), and a period more than words alone."""
    return 2 if deadline.date is not None else int(deadline.period is not None)


def _bare_date(text: str, start: int, end: int, vocabulary: Vocabulary) -> ReadDeadline | None:
    """A date or month without 前 or 底 limits something only where it stands alone in a cell or after a label."""
    for name in ("bare_date", "bare_month"):
        for pattern in vocabulary.patterns("quantities", name):
            match = pattern.search(text, start, end)
            if match is not None:
                return ReadDeadline(raw=text[start:end], type="deadline", date=_date(match), span=(start, end))
    return None


def find_stage_limit(text: str, start: int, end: int, vocabulary: Vocabulary) -> ReadDeadline | None:
    """The end of a stage whose title says from when to when it lasts: 组织实施阶段（2019年4月至2020年6月）.

    Args:
        text: The source text.
        start: First code point of the title.
        end: One past its last.
        vocabulary: How such periods are written (deadline_words.yaml, `stage_period`).

    Returns:
        The period as a time limit, dated by its end where a year is said; None where no bracket ends the title, or
        another thing stands in it.
    """
    bracket = TITLE_BRACKET.search(text, start, end)
    if bracket is None:
        return None
    for pattern in vocabulary.patterns("quantities", "stage_period"):
        match = pattern.fullmatch(text, *bracket.span("inside"))
        if match is not None:
            return ReadDeadline(raw=bracket["inside"], type="deadline", date=_date(match), span=bracket.span("inside"))
    return None


def find_quantities(text: str, start: int, end: int, vocabulary: Vocabulary) -> tuple[ReadQuantity, ...]:
    """Find figures (80%以上, 4485家, 不少于200人次) in text[start:end], leaving out titles of documents in 《》."""
    closed = [match.span() for match in QUOTED_TITLE.finditer(text, start, end)]
    for pattern in vocabulary.patterns("quantities", "not_quantity"):
        closed += [match.span() for match in pattern.finditer(text, start, end)]
    spans: list[Span] = []
    for pattern in vocabulary.patterns("quantities", "quantity"):
        for match in pattern.finditer(text, start, end):
            first, last = match.span()
            if closed and any(a <= first < b for a, b in closed):
                continue
            if not spans or not any(a < last and first < b for a, b in spans):
                spans.append((first, last))
    return tuple(ReadQuantity(raw=text[a:b], span=(a, b)) for a, b in sorted(spans))


def deadlines_in(text: str, spans: Iterable[Span], vocabulary: Vocabulary) -> tuple[ReadDeadline, ...]:
    """The time limits in some passages, passage by passage."""
    return tuple(deadline for span in spans for deadline in find_deadlines(text, *span, vocabulary))


def quantities_in(text: str, spans: Iterable[Span], vocabulary: Vocabulary) -> tuple[ReadQuantity, ...]:
    """The figures in some passages, passage by passage."""
    return tuple(quantity for span in spans for quantity in find_quantities(text, *span, vocabulary))


def _deadline(entry: DeadlinePattern, match: re.Match[str], span: Span, text: str) -> ReadDeadline:
    return ReadDeadline(raw=text[span[0] : span[1]], type=entry.type, date=_date(match), period=entry.period, span=span)


def _date(match: re.Match[str]) -> str | None:
    """ISO date of the last day meant: 2017年12月末 -> 2017-12-31; a bare year stays "2019", 十四五 ends "2025"."""
    groups = match.groupdict()
    if groups.get("plan"):
        return str(FIVE_YEAR_PLANS + 5 * chinese_value(groups["plan"]))
    year = groups.get("year") or groups.get("from_year")
    if year is None or not year.isdecimal():
        return None
    word = groups.get("word") or groups.get("half") or ""
    month = groups.get("month")
    if groups.get("quarter"):
        number = chinese_value(groups["quarter"]) * MONTHS_IN_QUARTER
    elif month is not None:
        number = int(month)
    elif word in HALF_YEAR or word in ("底", "末"):
        number = HALF_YEAR.get(word, 12)
    else:
        return year
    if not 1 <= number <= 12:
        return None
    last = calendar.monthrange(int(year), number)[1]
    day = int(groups["day"]) if groups.get("day") else last
    return f"{year}-{number:02d}-{day:02d}" if 1 <= day <= last else None


def _without_overlap(found: list[ReadDeadline]) -> tuple[ReadDeadline, ...]:
    kept: list[ReadDeadline] = []
    for entry in sorted(found, key=lambda d: (d.span[0], -d.span[1], d.type)):
        if not kept or entry.span[0] >= kept[-1].span[1]:
            kept.append(entry)
    return tuple(kept)
