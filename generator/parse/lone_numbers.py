"""Numbers on lines of their own (第三条 above its text, 第一章 above its title): they open the line that follows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.models import Line
from generator.parse.lines import BLANK, ends_sentence, is_blank
from generator.parse.numbering import CHINESE, chinese_value, read_number

ALONE = re.compile(rf"第(?P<n>{CHINESE}+|\d+)(?P<unit>[编章节条])")
GOES_ON = re.compile("[，,、；;。：:）)》」]|规定|的|所[列称述]|至|到|和|或|及|与|中|之")
"""What goes on with a sentence in which a provision is cited, not what one says."""
LONGEST_TITLE = 30
ABOVE = ("chapter", "part", "article")


def join_lone_numbers(text: str, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Put numbers of chapters and articles that stand alone and the line below them together.

    Args:
        text: The source text.
        lines: Its physical lines.

    Returns:
        Lines that are numbered anew, together the same text; the very same lines where no number stands alone.
    """
    joined: list[Line] = []
    highest = 0
    above: Line | None = None
    index = 0
    while index < len(lines):
        line = lines[index]
        end = index
        below = _below(lines, index) if _is_alone(line, above, highest) else None
        if below is not None:
            end = below
        start, stop = line.start, lines[end].end
        joined.append(Line(number=len(joined) + 1, start=start, end=stop, text=text[start:stop]))
        highest = _article(line) or highest
        above = above if is_blank(line) else lines[end]
        index = end + 1
    return tuple(joined) if len(joined) < len(lines) else tuple(lines)


def _is_alone(line: Line, above: Line | None, highest: int) -> bool:
    """Whether a number stands alone, behind a whole sentence or a title; an article goes on with the count."""
    match = ALONE.fullmatch(line.text.strip(BLANK))
    if match is None or (match["unit"] == "条" and chinese_value(match["n"]) != highest + 1):
        return False
    return above is None or ends_sentence(above.text) or _may_be_title(above.text.strip(BLANK))


def _may_be_title(said: str) -> bool:
    return len(said) <= LONGEST_TITLE and not any(mark in said for mark in "，,；;")


def _below(lines: Sequence[Line], index: int) -> int | None:
    """Index of the line that a number opens; None where another number follows, or the rest of a sentence."""
    at = next((at for at in range(index + 1, len(lines)) if not is_blank(lines[at])), None)
    if at is None:
        return None
    said = lines[at].text.strip(BLANK)
    mark = read_number(said)
    if ALONE.fullmatch(said) or GOES_ON.match(said) or (mark is not None and mark.form in ABOVE):
        return None
    article = lines[index].text.strip(BLANK).endswith("条")
    return at if article or (len(said) <= LONGEST_TITLE and not said.endswith("。")) else None


def _article(line: Line) -> int:
    """The number of the article that a line opens or is, 0 if it is none."""
    said = line.text.strip(BLANK)
    match = ALONE.fullmatch(said)
    if match is not None:
        return chinese_value(match["n"]) if match["unit"] == "条" else 0
    mark = read_number(said)
    return mark.value if mark is not None and mark.form == "article" else 0
