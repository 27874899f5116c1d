"""Annexes that a draft lists (附件：1.任务分解表) or names (见附件3) and does not hold, and columns a table lacks."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.drafting.desk import Desk
from generator.drafting.report import Finding
from generator.models import Span
from generator.parse.numbering import chinese_value
from generator.span_index import SpanIndex

_LISTED = re.compile(
    r"^[ \t\u3000]*附件[ \t\u3000]*[:：][ \t\u3000]*(?:\n\s*(?=1[.．、]))?(?P<first>\S.*)$", re.MULTILINE
)
_FURTHER = re.compile(r"\s*\n[ \t\u3000]*(?P<name>(?P<n>\d{1,2})[.．、].+)")
_NUMBER = re.compile(r"^\d{1,2}[.．、][ \t\u3000]*")
_BESIDE = re.compile(r"(?<![；;。 \t\u3000])[；;。 \t\u3000]++(?=(?P<n>\d{1,2})[.．、](?!\d))")
_COUNT = re.compile("[一二三四五六七八九十]{1,3}|[0-9]{1,2}")
_NUMBERED = re.compile(
    r"[ \t\u3000]*附[ \t\u3000]*(?P<kind>[件表])[ \t\u3000]*(?P<n>[一二三四五六七八九十]{1,3}|\d{1,2})(?!\d)"
)
_PROSE = re.compile("[，。；]")
_ONE_EACH = re.compile(r"[ \t\u3000]*附件(?:\d{1,2}|[一二三四五六七八九十]{1,3})[:：](?P<name>.*\S)")
_SHORTEST_NAME = 3
_LONGEST_MARK = 60
_MOST_IN_RANGE = 30
_LONGEST_BEFORE = 80
"""Characters before 附件2 that tell whose it is (《某办法》（某政发〔2020〕1号）附件2)."""


@dataclass(frozen=True)
class _Listing:
    """A list of annexes: where it stands, and their names in order."""

    span: Span
    names: tuple[str, ...]


@dataclass(frozen=True)
class _Mention:
    """An annex that the text speaks of: 件 or 表, its number (None for 见附件)."""

    kind: str
    number: int | None
    span: Span


def annex_findings(desk: Desk) -> tuple[Finding, ...]:
    """Annexes listed below the text that do not follow: no mark of an annex (附件1), nor their title again.

    Where some of them follow, those are told whose mark (附件2) and title stand nowhere below. Then those that the text
    speaks of (见附件3) and that are neither listed nor there.
    """
    listings = (*_listings(desk.source), *_one_each(desk.source))
    marks = tuple(_marks(desk))
    told: set[int] = set()
    found: list[Finding] = []
    for listed in listings:
        lacking = _lacking(desk, listed, marks)
        told |= {number for number, _ in lacking}
        if lacking:
            rest = "，文后没有附件" if len(lacking) == len(listed.names) else "，文后没有这一件"
            message = f"列有附件{''.join(f'“{name}”' for _, name in lacking)}{rest}"
            advice = "附上附件再核一遍（分工表与正文一并核对）；附件另行报送的，可不改"
            found.append(desk.finding("numbering", "annex_lacking", "check", listed.span, message, advice))
    return (*found, *_mention_findings(desk, listings, told))


def _listings(source: str) -> Iterator[_Listing]:
    """Lists below 附件：, a name a line or all on one."""
    for listed in _LISTED.finditer(source):
        names = _beside(listed["first"])
        end = listed.end()
        while (further := _FURTHER.match(source, end)) is not None and int(further["n"]) == len(names) + 1:
            names.append(further["name"])
            end = further.end()
        yield _Listing((listed.start(), end), tuple(map(_bare, names)))


def _beside(line: str) -> list[str]:
    """The names on one line: 1.任务清单；2.联系人名单."""
    names: list[str] = []
    start = 0
    for gap in _BESIDE.finditer(line) if line.startswith("1") else ():
        if int(gap["n"]) == len(names) + 2:
            names.append(line[start : gap.start()])
            start = gap.end()
    return [*names, line[start:]]


def _bare(name: str) -> str:
    return _NUMBER.sub("", name.strip()).rstrip("。；;")


def _one_each(source: str) -> Iterator[_Listing]:
    """Lists with a mark for each (附件1：任务清单, 附件2：联系人名单 on the next line); one alone opens an annex."""
    held: list[tuple[str, Span]] = []
    at = 0
    for line in (*source.split("\n"), "。"):
        match = _ONE_EACH.fullmatch(line)
        if match is not None:
            held.append((match["name"], (at, at + len(line))))
        elif line.strip():
            if len(held) > 1:
                yield _Listing((held[0][1][0], held[-1][1][1]), tuple(_bare(name) for name, _ in held))
            held = []
        at += len(line) + 1


def _lacking(desk: Desk, listed: _Listing, marks: Sequence[tuple[int, int | None]]) -> list[tuple[int, str]]:
    """Number and name of those listed that do not follow, by title, by number, or by a mark without one."""
    end = listed.span[1]
    below = [number for _, number in marks[bisect_left(marks, end, key=lambda mark: mark[0]) :]]
    numbers = set(below) - {None}
    single = len(listed.names) == 1
    open_ = [
        (number, name)
        for number, name in enumerate(listed.names, start=1)
        if len(name) >= _SHORTEST_NAME and number not in numbers and desk.source.find(name, end) < 0
    ]
    # a mark that tells no number is that of any of them, and of one alone
    bare = len(below) if single else below.count(None)
    titled = len(listed.names) - len(numbers) - len(open_)
    return open_[max(0, bare - max(0, titled)) :]


def _marks(desk: Desk) -> Iterator[tuple[int, int | None]]:
    """Where the lines with marks of annexes (附件1) begin, and their numbers."""
    at = 0
    for line in desk.source.split("\n"):
        if _is_mark(desk, line.strip()):
            count = _COUNT.search(line)
            yield at, chinese_value(count.group()) if count is not None else None
        at += len(line) + 1


def _is_mark(desk: Desk, line: str) -> bool:
    return any(pattern.fullmatch(line) for pattern in desk.vocabulary.patterns("annex_columns", "mark"))


def _mention_findings(desk: Desk, listings: Sequence[_Listing], told: set[int]) -> Iterator[Finding]:
    """Annexes that the text speaks of and that are not there, one finding for all of a kind."""
    if desk.is_account:
        return
    mentions = tuple(_mentions(desk, listings))
    for kind in ("件", "表"):
        there, unnumbered = _there(desk, listings, kind)
        listed = {number for one in listings for number in range(1, len(one.names) + 1)} if kind == "件" else set()
        known = there | listed | (told if kind == "件" else set())
        nothing = not known and not unnumbered
        if not there and unnumbered:
            known |= {1}
        lacking = [one for one in mentions if one.kind == kind and _is_lacking(one, known, nothing=nothing)]
        if lacking:
            names = "、".join(dict.fromkeys(f"“附{kind}{one.number or ''}”" for one in lacking))
            shown = "、".join(f"附{kind}{number}" for number in sorted(known)) or f"不带序号的附{kind}"
            rest = (
                f"文后没有附{kind}" if nothing else f"文后只有{shown}" if not listed else f"附件说明和文后只有{shown}"
            )
            advice = "附上再核一遍，或改正所指的序号；指其他文件的附件的，写明是哪一份"
            found = desk.finding(
                "numbering", "annex_mention_lacking", "check", lacking[0].span, f"提到{names}，{rest}", advice
            )
            spots = (desk.spot(one.span[0]) for one in lacking[1:])
            yield found.model_copy(update={"others": tuple(dict.fromkeys(one for one in spots if one != found.spot))})


def _is_lacking(mention: _Mention, known: set[int], *, nothing: bool) -> bool:
    return nothing if mention.number is None else mention.number not in known


def _there(desk: Desk, listings: Sequence[_Listing], kind: str) -> tuple[set[int], bool]:
    """The numbers of the annexes that are there, and whether one without number is."""
    numbers: set[int] = set()
    unnumbered = False
    listed = SpanIndex((one.span, one) for one in listings)
    at = 0
    for line in desk.source.split("\n"):
        inside = listed.at(at) is not None
        at += len(line) + 1
        mark = _NUMBERED.match(line)
        if inside or not _opens(desk, line):
            continue
        if mark is not None and mark["kind"] == kind:
            numbers.add(chinese_value(mark["n"]))
        unnumbered = unnumbered or (mark is None and f"附{kind}" in "".join(line.split()))
    return numbers, unnumbered


def _opens(desk: Desk, line: str) -> bool:
    """Whether a line opens an annex: its mark, or a number and a title (附件3.任务清单.docx) and no sentence."""
    mark = _NUMBERED.match(line)
    titled = mark is not None and len(line.strip()) <= _LONGEST_MARK and _PROSE.search(line) is None
    return titled or _is_mark(desk, line.strip())


def _mentions(desk: Desk, listings: Sequence[_Listing]) -> Iterator[_Mention]:
    """Annexes that the draft speaks of as its own."""
    word, elsewhere = desk.words("annex_named"), desk.words("annex_elsewhere")
    listed = SpanIndex((one.span, one) for one in listings)
    for start, end in desk.read_spans():
        for match in word.finditer(desk.source, start, end):
            at = match.start()
            begin = max(desk.source.rfind("\n", 0, at) + 1, at - _LONGEST_BEFORE)
            opens = not desk.source[begin:at].strip(" \t\u3000") and _opens(desk, _line_from(desk.source, begin))
            if opens or listed.at(at) is not None or elsewhere.search(desk.source, begin, at):
                continue
            for number in _numbers(match["numbers"] or ""):
                yield _Mention(match["kind"], number, match.span())


def _line_from(source: str, begin: int) -> str:
    end = source.find("\n", begin)
    return source[begin : end if end >= 0 else len(source)]


def _numbers(said: str) -> list[int | None]:
    """The numbers that a mention says (1、2和4, 1至3), None for none."""
    counts = [(match, chinese_value(match.group())) for match in _COUNT.finditer(said)]
    found = [value for _, value in counts]
    for (before, first), (after, last) in itertools.pairwise(counts):
        if re.search("[-—－~～至到]", said[before.end() : after.start()]) and first < last <= first + _MOST_IN_RANGE:
            found += range(first + 1, last)
    return [*sorted(found)] or [None]


def column_findings(desk: Desk) -> tuple[Finding, ...]:
    """What no row of a table that stands alone says: who is charged, or by when."""
    rows = desk.draft.annex_rows
    if desk.draft.tasks or not rows:
        return ()
    found: list[Finding] = []
    for name, said in (("责任单位", any(row.units for row in rows)), ("时限", any(row.deadlines for row in rows))):
        if not said:
            message = f"分工表各行都没有写明{name}"
            advice = "加一栏责任单位" if name == "责任单位" else "加一栏完成时限"
            found.append(desk.finding("tasks", "annex_column_lacking", "check", rows[0].span, message, advice))
    return tuple(found)
