"""A document attached to a notice that has numbered items of its own (印发通知、征求意见公告): where it begins.

Without such items the document is simply what stands below its title. With them its title stands behind the first
number, after the notice's signature or a mark (附件): then the document is what is passed on, not the notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.models import Line, Warning_
from generator.parse.folding import fold
from generator.parse.lines import is_blank
from generator.parse.metadata_dates import date_line
from generator.parse.metadata_titles import FoundTitle, Titles, find_titles_above, title_at
from generator.parse.numbering import read_number
from generator.parse.outline import find_first_heading
from generator.vocabulary import Vocabulary

QUOTED = re.compile(r"《(?P<name>(?:[^《》]|《[^《》]*》){4,80})》")
EDITION = re.compile(r"(?:[（(][^（()）]{1,20}[)）])+$")
NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十\d]{1,4}[章条]|[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）.．、]"
)
LONGEST_DATE = 24
NEAR = 4
"""The mark, or the date of the notice, stands at most so many filled lines above the title."""
TOP = ("first", "chapter", "article", "dotted_2", "third")


def find_attached(text: str, lines: Sequence[Line], vocabulary: Vocabulary) -> int | None:
    """Find the title of the document that a notice with items of its own passes on.

    Args:
        text: The source text.
        lines: The lines of the document, copies left out.
        vocabulary: Forms of titles, dates and annex marks.

    Returns:
        Number of the first line of the title; None where the first number is the document's own.
    """
    first = None if _stands_at_once(lines, vocabulary) else find_first_heading(lines, frozenset())
    if first is None:
        return None
    above = [line for line in lines if line.number < first and not is_blank(line)]
    titles = find_titles_above(text, above, vocabulary)
    names = set(_names(titles, above, vocabulary))
    if not names or any(_plain(title.text) in names for title in titles.all):
        return None
    below = [line for line in lines if line.number > first and not is_blank(line)]
    for index in _behind_notice(text, below, vocabulary):
        title = title_at(text, below, index, vocabulary)
        if title is not None and _plain(title.text) in names and _has_outline(below[index + len(title.lines) :]):
            return below[index].number
    return None


def _stands_at_once(lines: Sequence[Line], vocabulary: Vocabulary) -> bool:
    """Whether the title of what is passed on stands above the first number, as of most documents; quickly told."""
    names: set[str] = set()
    wrappers = vocabulary.patterns("metadata", "wrapper_title")
    for line in lines:
        said = line.text.strip()
        if NUMBERED.match(said):
            return False
        if _passes_on(said, vocabulary):
            names |= {_plain(quoted["name"]) for quoted in QUOTED.finditer(said)}
            found = (pattern.search(said) for pattern in wrappers)
            names |= {_plain(match["found"] or match["quoted"]) for match in found if match is not None}
        elif names and said and _plain(said) in names:
            return True
    return True


def find_further(lines: Sequence[Line], first_heading: int, title: str, vocabulary: Vocabulary) -> tuple[Line, ...]:
    """Find the titles of further documents that one notice passes on (印发《某方案》《某措施》的通知).

    Args:
        lines: The lines of the document, copies left out.
        first_heading: Number of the line that opens the outline.
        title: The document's own title.
        vocabulary: Words by which a notice passes something on.

    Returns:
        The lines behind the first heading that are such a title and nothing else.
    """
    above = (line for line in lines if line.number < first_heading and _passes_on(line.text, vocabulary))
    names = {_plain(quoted["name"]) for line in above for quoted in QUOTED.finditer(line.text)} - {_plain(title)}
    return tuple(line for line in lines if line.number > first_heading and names and _plain(line.text) in names)


def further_warning(line: Line) -> Warning_:
    """Tell that a second document begins inside of this one."""
    message = f"自此行起是同一通知印发的另一份文件“{line.text.strip()}”；序号从头算起，宜拆成两份分别收录"
    return Warning_(code="further_document", message=message, line=line.number, span=(line.start, line.end))


def notice_warning(lines: Sequence[Line], attached: int) -> Warning_ | None:
    """Tell that the numbered items of the notice are none of the document's.

    Args:
        lines: The lines of the document.
        attached: Number of the line on which the attached document's title begins.

    Returns:
        The warning, at the first item; None if there is none.
    """
    above = (line for line in lines if line.number < attached)
    first = next((line for line in above if read_number(line.text.lstrip()) is not None), None)
    if first is None:
        return None
    message = "正文之前的通知自身也分条，是对印发、征求意见的说明，不列入条文；文字见原文"
    return Warning_(
        code="notice_items", severity="info", message=message, line=first.number, span=(first.start, first.end)
    )


def _passes_on(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line says that something is passed on."""
    return any(pattern.search(text) for pattern in vocabulary.patterns("metadata", "passed_on"))


def _names(titles: Titles, above: Sequence[Line], vocabulary: Vocabulary) -> Iterator[str]:
    """What the notice passes on: named by its title, or in a sentence that says so."""
    found: tuple[FoundTitle | None, ...] = (titles.wrapper, titles.main)
    yield from (_plain(title.inner) for title in found if title is not None and title.inner)
    for line in above:
        for quoted in QUOTED.finditer(line.text) if _passes_on(line.text, vocabulary) else ():
            yield _plain(quoted["name"])


def _plain(title: str) -> str:
    """A title folded, without the edition in brackets behind it: （试行）（征求意见稿）."""
    return fold(EDITION.sub("", "".join(title.split())))


def _behind_notice(text: str, below: Sequence[Line], vocabulary: Vocabulary) -> Iterator[int]:
    """Indices of the lines just behind where a notice has ended: a mark (附件1), or its date, stands above them."""
    marks = vocabulary.patterns("annex_columns", "mark")
    ended = -NEAR - 1
    for index, line in enumerate(below):
        if 0 < index - ended <= NEAR:
            yield index
        short = line.text.strip()
        if len(short) <= LONGEST_DATE and (
            any(mark.fullmatch(short) for mark in marks) or date_line(text, line, vocabulary) is not None
        ):
            ended = index


def _has_outline(lines: Sequence[Line]) -> bool:
    first = find_first_heading(lines, frozenset())
    mark = next((read_number(line.text.lstrip()) for line in lines if line.number == first), None)
    return mark is not None and mark.form in TOP
