"""Annexes that a draft lists (附件：1.任务分解表) and does not hold, and columns that its table lacks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.drafting.desk import Desk
from generator.drafting.report import Finding
from generator.parse.numbering import chinese_value

_LISTED = re.compile(r"^[ \t\u3000]*附件[ \t\u3000]*[:：][ \t\u3000]*(?P<first>\S.*)$", re.MULTILINE)
_FURTHER = re.compile(r"\n[ \t\u3000]*(?P<name>\d{1,2}[.．、].+)")
_NUMBER = re.compile(r"^\d{1,2}[.．、][ \t\u3000]*")
_COUNT = re.compile("[一二三四五六七八九十]{1,3}|[0-9]{1,2}")
_SHORTEST_NAME = 3


def annex_findings(desk: Desk) -> tuple[Finding, ...]:
    """Annexes listed below the text that do not follow: no mark of an annex (附件1), nor their title again.

    Where some of them follow, those are told whose mark (附件2) and title stand nowhere below.
    """
    marks = desk.vocabulary.patterns("annex_columns", "mark")
    found: list[Finding] = []
    for listed in _LISTED.finditer(desk.source):
        names = [listed["first"]]
        end = listed.end()
        while (further := _FURTHER.match(desk.source, end)) is not None:
            names.append(further["name"])
            end = further.end()
        below = [line.strip() for line in desk.source[end:].split("\n")]
        marked = [line for line in below if any(mark.fullmatch(line) for mark in marks)]
        bare = [_NUMBER.sub("", name).strip().rstrip("。；;") for name in names]
        lacking = [
            name
            for number, name in enumerate(bare, start=1)
            if len(name) >= _SHORTEST_NAME and not _follows(name, number, below, marked, single=len(bare) == 1)
        ]
        if lacking:
            rest = "，文后没有附件" if len(lacking) == len(bare) else "，文后没有这一件"
            message = f"列有附件{''.join(f'“{name}”' for name in lacking)}{rest}"
            advice = "附上附件再核一遍（分工表与正文一并核对）；附件另行报送的，可不改"
            found.append(desk.finding("numbering", "annex_lacking", "check", listed.span(), message, advice))
    return tuple(found)


def _follows(name: str, number: int, below: Sequence[str], marked: Sequence[str], *, single: bool) -> bool:
    """Whether an annex follows: by its title, by a mark with its number, or by any mark that tells no number."""
    if any(name in line for line in below):
        return True
    numbers = {mark: _COUNT.search(mark) for mark in marked}
    return any(found is None or single or chinese_value(found.group()) == number for found in numbers.values())


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
