"""Lines that run on (条文连排): numbered parts that were put into one line or paragraph are lines of their own.

Copies from websites lose the ends of paragraphs (…制定本办法。第二条…), and many plans list points within a paragraph
(…：（一）…；（二）…). The numbers decide: a part begins where a number stands behind a sentence, or behind a blank, and
goes on with the count, or begins one that is gone on with.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.models import Line
from generator.number_signs import SIGNS
from generator.parse.clauses import find_clause
from generator.parse.dotted import goes_on
from generator.parse.lines import BLANK
from generator.parse.numbering import CHINESE, DOTTED, RANKS, NumberMark, read_number
from generator.vocabulary import Vocabulary

POSSIBLE = re.compile(
    rf"第(?:{CHINESE}+|\d+)[编章节条]|[（(]\s*(?:{CHINESE}{{1,4}}|\d{{1,2}})\s*[)）]"
    rf"|(?<![第\d.．{CHINESE[1:-1]}])(?:{CHINESE}{{1,4}}(?:[、．.]|是)|\d{{1,2}}[.．、\d])|[{SIGNS}]"
)
"""What may be a number of a part, wherever it stands."""
ASIDE = re.compile("“[^“”]*”|《(?:[^《》]|《[^《》]*》)*》|（[^（）]*）|\\([^()]*\\)|〔[^〔〕]*〕")
"""Nothing within quotes and brackets begins a part."""
STOPS = "。；;：:！？!?）)】”"
SENTENCE_STOPS = "。；;！？!?）)】”"
GAP = re.compile(f"[{BLANK}]+")
DATED = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$")
SERIES = re.compile(rf"{CHINESE}、{CHINESE}(?:产业|[级季类等期月线楼])")
"""二、三产业."""
ARTICLES = ("chapter", "part", "article")
STRAIGHT = ("second", "third")
LISTED = ("fourth", "fifth", "spoken")
"""Forms that number clauses of a sentence as well: they part it where several of them charge somebody."""
SHORTEST = 20
"""A shorter line holds one part."""
LONGEST_CHAPTER = 24
WINDOW = 200
"""Characters looked at around a number: a copy of the whole text for each of very many would take minutes."""


@dataclass(frozen=True, slots=True)
class _Number:
    """A number that stands at `at` in the line with the index `line`; `opens` where nothing stands before it."""

    line: int
    at: int
    mark: NumberMark
    opens: bool


def part_lines(lines: Sequence[Line], until: int | None, vocabulary: Vocabulary) -> tuple[Line, ...]:
    """Part the lines of a text in which several numbered parts run on.

    Args:
        lines: The physical lines.
        until: Number of the first line that is no running text any more (annexes), None if there is none.
        vocabulary: Clauses that charge somebody; a mark of annexes.

    Returns:
        Lines that are numbered anew, together the same text; the very same lines where nothing runs on.
    """
    cuts: dict[int, list[int]] = {}
    for number in _accepted(lines, list(_numbers(lines, until, vocabulary)), vocabulary):
        cuts.setdefault(number.line, []).append(number.at)
    if not cuts:
        return tuple(lines)
    parted: list[Line] = []
    for index, line in enumerate(lines):
        starts = cuts.get(index, [])
        starts = _around(line.text, starts) if starts else starts
        for start, end in zip([0, *starts], [*starts, len(line.text)], strict=True):
            parted.append(
                Line(
                    number=len(parted) + 1,
                    start=line.start + start,
                    end=line.start + end,
                    text=line.text[start:end],
                )
            )
    return tuple(parted)


def _numbers(lines: Sequence[Line], until: int | None, vocabulary: Vocabulary) -> Iterator[_Number]:
    """Every number that opens a line, and every one inside of a line that may open a part."""
    marks = vocabulary.patterns("annex_columns", "mark")
    for index, line in enumerate(lines):
        if until is not None and line.number >= until:
            return
        begin = len(line.text) - len(line.text.lstrip(BLANK))
        opening = read_number(line.text[begin:])
        if opening is not None:
            yield _Number(index, begin, opening, opens=True)
        if len(line.text) < SHORTEST or "\t" in line.text or any(mark.fullmatch(line.text.strip()) for mark in marks):
            continue
        yield from _inside(index, line.text, begin)


def _inside(index: int, text: str, begin: int) -> Iterator[_Number]:
    found = [match.start() for match in POSSIBLE.finditer(text, begin + 1)]
    asides = [match.span() for match in ASIDE.finditer(text)] if found else []
    openings = [start for start, _ in asides]
    above: NumberMark | None = read_number(text[begin:])
    behind = begin
    for at in found:
        mark = read_number(text[at : at + WINDOW])
        if mark is None or (not mark.marked and mark.form == "third"):
            continue
        aside = bisect.bisect_left(openings, at) - 1
        if aside >= 0 and at < asides[aside][1]:
            continue
        if SERIES.match(text, at):
            continue
        if _may_begin(text, at, mark) or (mark.form == "article" and _heads(above, at - behind)):
            yield _Number(index, at, mark, opens=False)
            above, behind = mark, at


def _may_begin(text: str, at: int, mark: NumberMark) -> bool:
    """Whether a sentence has ended, or a blank stands, before a number."""
    before = text[max(0, at - WINDOW) : at]
    written = before.rstrip(BLANK)
    if not written:
        return False
    if written[-1] in (SENTENCE_STOPS if mark.form == "spoken" else STOPS):
        return True
    return len(written) < len(before) and written[-1] not in "、，," and mark.form not in LISTED


def _heads(above: NumberMark | None, between: int) -> bool:
    """Whether nothing but the title of a chapter stands between its number and the first article."""
    return above is not None and above.form in ("chapter", "part") and between <= LONGEST_CHAPTER


def _accepted(lines: Sequence[Line], numbers: Sequence[_Number], vocabulary: Vocabulary) -> Iterator[_Number]:
    """Those inside of lines that go on with a count, or begin one."""
    last: dict[str, int] = {}
    highest: dict[str, int] = {}
    charging = _charging(lines, numbers, vocabulary)
    for position, number in enumerate(numbers):
        mark = number.mark
        before = last.get(mark.form, 0)
        # articles, and points of many plans, are numbered straight through the parts
        if mark.form == "article" or (mark.form in STRAIGHT and not before and mark.value > 1):
            before = highest.get(mark.form, 0)
        if not number.opens:
            if mark.form in LISTED:
                counts = mark.value in (1, before + 1) and (number.line, mark.form) in charging
            else:
                # one by one: a copy of all that follow, for each of a hundred thousand numbers, would take hours
                following = (numbers[later] for later in range(position + 1, len(numbers)))
                counts = _goes_on(mark, before, last) and _is_kept(number, following)
            if not counts:
                continue
            yield number
        last[mark.form] = highest[mark.form] = mark.value
        for form in [form for form in last if RANKS.index(form) + 1 > mark.rank]:
            del last[form]


def _goes_on(mark: NumberMark, before: int, last: Mapping[str, int]) -> bool:
    if mark.form in DOTTED:
        return goes_on(mark, last) and mark.value == before + 1
    return mark.value == before + 1


def _is_kept(number: _Number, following: Iterable[_Number]) -> bool:
    """Whether what follows bears a number out: a first one is gone on with, no line opens with the same one anew."""
    mark = number.mark
    alike = (n for n in following if n.mark.form == mark.form or _is_above(n, mark))
    after = next(alike, None)
    if after is not None and after.mark.form != mark.form and mark.form not in ARTICLES:
        after = None
    if after is None:
        return mark.value > 1 or mark.form in DOTTED or mark.form == "chapter"
    if after.opens and after.line != number.line and after.mark.value == mark.value > 1:
        return False
    return mark.value > 1 or mark.form in (*DOTTED, "chapter", "part") or after.mark.value == 2


def _is_above(number: _Number, mark: NumberMark) -> bool:
    """Whether a number that opens a line stands above a form, and so ends its count."""
    return number.opens and number.mark.rank < mark.rank


def _charging(lines: Sequence[Line], numbers: Sequence[_Number], vocabulary: Vocabulary) -> frozenset[tuple[int, str]]:
    """Lines and forms whose points, counted from one, charge somebody or set a time limit, two of them at least."""
    listed: dict[tuple[int, str], list[_Number]] = {}
    for number in numbers:
        if number.mark.form in LISTED:
            listed.setdefault((number.line, number.mark.form), []).append(number)
    return frozenset(
        key
        for key, own in listed.items()
        if [number.mark.value for number in own] == list(range(1, len(own) + 1))
        and _charged(lines[key[0]].text, [number.at for number in own], vocabulary) > 1
    )


def _charged(text: str, starts: Sequence[int], vocabulary: Vocabulary) -> int:
    """How many of the points that begin at `starts` charge somebody or set a time limit."""
    clauses = (
        find_clause(text, start, end, vocabulary) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
    )
    return sum(clause is not None and bool(clause.units or clause.deadlines) for clause in clauses)


def _around(text: str, starts: Sequence[int]) -> list[int]:
    """The cuts, and those at blanks above the first part and behind the last sentence of a text that is one line."""
    first, last = starts[0], starts[-1]
    if read_number(text.lstrip(BLANK)) is not None:
        above = []
    else:
        above = [gap.end() for gap in GAP.finditer(text, 1, first) if gap.end() < first and _parts(text, gap)]
    below = [
        gap.end()
        for gap in GAP.finditer(text, last)
        if gap.end() < len(text) and text[gap.start() - 1] in SENTENCE_STOPS and not text[gap.end() :].isspace()
    ]
    return [*above, *starts, *below]


def _parts(text: str, gap: re.Match[str]) -> bool:
    """Whether a blank parts two lines: 某市人民政府 2020年1月1日, not 2020 年."""
    before, after = text[: gap.start()], text[gap.end()]
    if after in "年月日号时、，,。；;：:）)" or before[-1] in "、，,（(":
        return False
    return not before[-1].isascii() or bool(DATED.search(before)) or before[-1] in ")]"
