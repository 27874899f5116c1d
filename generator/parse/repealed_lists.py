"""Lists of documents that are put out of force (废止的规范性文件目录), as tables or lines, with 《》 or without."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from generator.models import Line, Span
from generator.parse.citation_titles import TitleMention, find_titles
from generator.parse.folding import normalise_number, squeeze
from generator.parse.lines import Stretches, is_blank, strip_end, trim
from generator.parse.numbering import NumberMark, read_number
from generator.vocabulary import Vocabulary

LONGEST_HEADING = 60
SHORTEST_TITLE = 8
OPENING = "（(〔[ \u00a0\u3000"
JOINT = re.compile(r"[\s、，,和及与]*")
REST = re.compile(r"[\s。；;，,]*$")
BROKEN_OFF = re.compile(r"(?![\u4e00-\u9fff])")
"""Behind a title: 某办法（1998年5月印发）; 某办法自印发之日起施行 goes on."""


class _Number(NamedTuple):
    """A document number as it is written everywhere, and where it stands."""

    value: str
    span: Span


def find_repealed(
    text: str, lines: Sequence[Line], spans: Sequence[Span], vocabulary: Vocabulary
) -> tuple[TitleMention, ...]:
    """Find the documents listed below a heading that says that they are put out of force.

    Args:
        text: The source text.
        lines: Its lines.
        spans: The passages that are the document's own.
        vocabulary: What such headings say (`repeal_list`), how titles end, and document numbers.

    Returns:
        The titles in text order; of a line without 《》 the cell, or the line, that ends as titles do.
    """
    headings = vocabulary.patterns("citation_cues", "repeal_list")
    marks = vocabulary.patterns("annex_columns", "mark")
    titles = vocabulary.patterns("annex_columns", "title_line")
    own = Stretches(spans)
    found: list[TitleMention] = []
    listing = False
    for line in lines:
        if is_blank(line) or not own.touch(line.start, line.end):
            continue
        said = squeeze(line.text)
        named = _named(text, line, vocabulary) if listing else ()
        if len(said) <= LONGEST_HEADING and any(pattern.fullmatch(said) for pattern in headings):
            listing = True
        elif named:
            found += named
        elif any(p.fullmatch(said) for p in (*marks, *titles)) or _opens_part(read_number(line.text.lstrip())):
            listing = False
    return tuple(found)


def _opens_part(mark: NumberMark | None) -> bool:
    """Whether a line is a heading of the first or second level: below it something else is listed."""
    return mark is not None and mark.form in ("first", "second", "article", "chapter")


def _named(text: str, line: Line, vocabulary: Vocabulary) -> tuple[TitleMention, ...]:
    """The documents that a line of such a list names: those of the first of its cells that names any.

    What stands behind it (已被《乙办法》替代) is told of these.
    """
    mark = read_number(line.text.lstrip())
    start = trim(text, line.start, line.end)[0] + (mark.end if mark is not None else 0)
    cells = _cells(text, start, line.end)
    numbers = (_number(text, cell, vocabulary) for cell in cells)
    # a number that is all of its cell is that of the title beside it, one within 已被…替代 is not
    beside = next(
        (one for one, cell in zip(numbers, cells, strict=True) if one and one.span == trim(text, *cell)), None
    )
    for cell in cells:
        titles = _quoted(text, cell, beside, vocabulary, alone=_opens_part(mark))
        titles = titles or _plain(text, cell, beside, vocabulary)
        if titles:
            return titles
    return ()


def _cells(text: str, start: int, end: int) -> list[Span]:
    """The cells of a line, which tabs part; a line without any is one."""
    found: list[Span] = []
    for cell in text[start:end].split("\t"):
        found.append((start, start + len(cell)))
        start += len(cell) + 1
    return found


def _quoted(
    text: str, cell: Span, beside: _Number | None, vocabulary: Vocabulary, *, alone: bool
) -> tuple[TitleMention, ...]:
    """The titles in 《》 that a cell begins with; none where a sentence goes on behind them.

    Args:
        text: The source text.
        cell: Where the cell stands.
        beside: The number in a cell of its own, if there is one.
        vocabulary: Document numbers.
        alone: Whether nothing else may stand in the cell: 二、《乙办法》继续有效 is a heading and none of the list.
    """
    found: list[TitleMention] = []
    at, end = cell
    for mention in find_titles(text, cell, vocabulary):
        if JOINT.fullmatch(text, at, mention.outer[0]) is None:
            break
        found.append(mention)
        at = mention.end
    if not found or (REST if alone else BROKEN_OFF).match(text, at, end) is None:
        return ()
    if len(found) == 1 and found[0].number is None and beside is not None:
        return (found[0].model_copy(update={"number": beside.value, "number_span": beside.span}),)
    return tuple(found)


def _plain(text: str, cell: Span, beside: _Number | None, vocabulary: Vocabulary) -> tuple[TitleMention, ...]:
    """The title without 《》 that a cell is, up to the number behind it: 某通知（某政发〔2010〕5号）."""
    inside = _number(text, cell, vocabulary)
    begin, end = trim(text, cell[0], inside.span[0] if inside is not None else cell[1])
    end = strip_end(text, begin, end, OPENING) if inside is not None else end
    title, number = squeeze(text[begin:end]), inside or beside
    if not _is_title(title, vocabulary, numbered=number is not None):
        return ()
    mention = TitleMention(title=title, outer=(begin, end), span=(begin, end), end=end)
    return (mention.model_copy(update={"number": number.value, "number_span": number.span}) if number else mention,)


def _is_title(title: str, vocabulary: Vocabulary, *, numbered: bool) -> bool:
    """Whether a cell is the title of a document: it ends as they do, and names its matter, or has a number."""
    ends = any(pattern.search(title) for pattern in vocabulary.patterns("metadata", "title_end"))
    return ends and len(title) >= SHORTEST_TITLE and (numbered or "关于" in title)


def _number(text: str, cell: Span, vocabulary: Vocabulary) -> _Number | None:
    for pattern in vocabulary.patterns("citation_cues", "number"):
        match = pattern.search(text, *cell)
        if match is not None:
            return _Number(normalise_number(match.group()), match.span())
    return None
