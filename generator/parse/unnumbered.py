"""Headings that lost their numbers (自动编号 of an editor): short lines above items that go on with one count."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.models import Line
from generator.parse.lines import BLANK, ends_sentence, is_blank
from generator.parse.numbering import NumberMark, read_number

HEADING = re.compile(r"[\u4e00-\u9fff“《][^\t。；;：:！!？?…（）()\d]{2,28}[\u4e00-\u9fff”》]")
ABOVE_ALL = ("chapter", "part", "article", "clause", "first")
"""Forms that number the parts themselves."""
TOPS = ("second", "third")
FEWEST = 2
FEWEST_ITEMS = 3
FORM = "unnumbered"


def find_unnumbered(lines: Sequence[Line], *, body: bool = False) -> dict[int, NumberMark]:
    """Find headings without numbers.

    Args:
        lines: The lines of a document or of its body.
        body: Whether they are the body alone, so that the first may be a heading.

    Returns:
        A mark for the number of each such line; empty unless there are several, one of them between items of a count
        that the document begins with, and no parts with numbers of their own.
    """
    filled = [line for line in lines if not is_blank(line)]
    marks = [read_number(line.text.lstrip(BLANK)) for line in filled]
    forms = {mark.form for mark in marks if mark is not None}
    top = next((form for form in TOPS if form in forms), None)
    if top is None or forms & set(ABOVE_ALL):
        return {}
    found: list[Line] = []
    value = items = 0
    for index, mark in enumerate(marks):
        if mark is None or mark.form != top or (top == "third" and not mark.marked):
            continue
        opens = mark.value in (1, value + 1) and len(filled[index].text.strip(BLANK)) > mark.end
        above = filled[index - 2] if index > 1 else None
        may_open = opens and index > 0 and marks[index - 1] is None and (body or above is not None)
        if may_open and _is_heading(above, filled[index - 1]):
            found.append(filled[index - 1])
        value = mark.value
        items += 1
    if len(found) < FEWEST or items < FEWEST_ITEMS:
        return {}
    return {
        line.number: NumberMark(form=FORM, rank=0, raw="", value=n, key=str(n), end=0)
        for n, line in enumerate(found, 1)
    }


def _is_heading(above: Line | None, line: Line) -> bool:
    """Whether a line behind a whole sentence is short and no sentence itself."""
    return (above is None or ends_sentence(above.text)) and HEADING.fullmatch(line.text.strip(BLANK)) is not None
