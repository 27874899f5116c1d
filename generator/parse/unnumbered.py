"""Headings that lost their numbers (自动编号 of an editor): short lines above items or articles of one count."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.models import Line
from generator.parse.lines import BLANK, ends_sentence, is_blank
from generator.parse.numbering import NumberMark, read_number

HEADING = re.compile(r"[\u4e00-\u9fff“《][^\t。；;：:！!？?…（）()\d]{2,28}[\u4e00-\u9fff”》]")
CHAPTER = re.compile(r"[\u4e00-\u9fff][^\t。；;：:！!？?…（）()\d]{0,28}[\u4e00-\u9fff]")
"""The title of a chapter above articles, which may be as short as 总则."""
FIRST_CHAPTER = re.compile(r"总\s*[则纲]")
"""What stands right below the title of a document; another line there may be the title itself."""
ABOVE_ALL = ("chapter", "part", "article", "clause", "first")
"""Forms that number the parts themselves."""
CHAPTERS = ("chapter", "part")
"""Forms that number what articles stand in."""
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
        that the document begins with (or between articles), and no parts with numbers of their own.
    """
    filled = [line for line in lines if not is_blank(line)]
    marks = [read_number(line.text.lstrip(BLANK)) for line in filled]
    forms = {mark.form for mark in marks if mark is not None}
    articles = "article" in forms and not forms & set(CHAPTERS)
    top = "article" if articles else next((form for form in TOPS if form in forms), None)
    if top is None or (not articles and forms & set(ABOVE_ALL)):
        return {}
    heading = CHAPTER if articles else HEADING
    found: list[Line] = []
    value = items = 0
    for index, mark in enumerate(marks):
        if mark is None or mark.form != top or (top == "third" and not mark.marked):
            continue
        opens = mark.value in (1, value + 1) and len(filled[index].text.strip(BLANK)) > mark.end
        above = filled[index - 2] if index > 1 else None
        may_open = opens and index > 0 and marks[index - 1] is None and (body or above is not None)
        if may_open and _is_heading(above, filled[index - 1], heading):
            found.append(filled[index - 1])
        value = mark.value
        items += 1
    if len(found) < FEWEST or items < FEWEST_ITEMS:
        return {}
    return {
        line.number: NumberMark(form=FORM, rank=0, raw="", value=n, key=str(n), end=0)
        for n, line in enumerate(found, 1)
    }


def _is_heading(above: Line | None, line: Line, heading: re.Pattern[str]) -> bool:
    """Whether a line behind a whole sentence is short and no sentence itself."""
    said = line.text.strip(BLANK)
    if heading is CHAPTER and FIRST_CHAPTER.fullmatch(said):
        return True
    return (above is None or ends_sentence(above.text)) and heading.fullmatch(said) is not None
