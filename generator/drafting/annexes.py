"""Annexes that a draft lists (附件：1.任务分解表) and does not hold."""

from __future__ import annotations

import re

from generator.drafting.desk import Desk
from generator.drafting.report import Finding

_LISTED = re.compile(r"^[ \t\u3000]*附件[ \t\u3000]*[:：][ \t\u3000]*(?P<first>\S.*)$", re.MULTILINE)
_FURTHER = re.compile(r"\n[ \t\u3000]*(?P<name>\d{1,2}[.．、].+)")
_NUMBER = re.compile(r"^\d{1,2}[.．、][ \t\u3000]*")
_SHORTEST_NAME = 3


def annex_findings(desk: Desk) -> tuple[Finding, ...]:
    """Annexes listed below the text of which nothing follows: no mark of an annex (附件1), nor their title again."""
    marks = desk.vocabulary.patterns("annex_columns", "mark")
    found: list[Finding] = []
    for listed in _LISTED.finditer(desk.source):
        names = [listed["first"]]
        end = listed.end()
        while (further := _FURTHER.match(desk.source, end)) is not None:
            names.append(further["name"])
            end = further.end()
        below = [line.strip() for line in desk.source[end:].split("\n")]
        if any(mark.fullmatch(line) for line in below for mark in marks):
            continue
        bare = [_NUMBER.sub("", name).strip().rstrip("。；;") for name in names]
        lacking = [name for name in bare if len(name) >= _SHORTEST_NAME and not any(name in line for line in below)]
        if lacking and len(lacking) == len(bare):
            message = f"列有附件{''.join(f'“{name}”' for name in lacking)}，文后没有附件"
            advice = "附上附件再核一遍（分工表与正文一并核对）；附件另行报送的，可不改"
            found.append(desk.finding("numbering", "annex_lacking", "check", listed.span(), message, advice))
    return tuple(found)
