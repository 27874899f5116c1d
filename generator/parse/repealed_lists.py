"""Lists of documents that are put out of force (废止的规范性文件目录), as tables or lines, with 《》 or without."""

from __future__ import annotations

from collections.abc import Sequence

from generator.models import Line, Span
from generator.parse.citation_titles import TitleMention, find_titles
from generator.parse.folding import normalise_number, squeeze
from generator.parse.lines import Stretches, is_blank, trim
from generator.parse.numbering import read_number
from generator.vocabulary import Vocabulary

LONGEST_HEADING = 60
SHORTEST_TITLE = 8


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
        elif any(p.fullmatch(said) for p in (*marks, *titles)) or _opens_part(line):
            listing = False
    return tuple(found)


def _opens_part(line: Line) -> bool:
    """Whether a line is a heading of the first or second level: below it something else is listed."""
    mark = read_number(line.text.lstrip())
    return mark is not None and mark.form in ("first", "second", "article", "chapter")


def _named(text: str, line: Line, vocabulary: Vocabulary) -> tuple[TitleMention, ...]:
    """The documents that a line of such a list names."""
    quoted = find_titles(text, (line.start, line.end), vocabulary)
    if quoted:
        return quoted
    number, number_span = _number(text, line, vocabulary)
    mark = read_number(line.text.lstrip())
    begin = trim(text, line.start, line.end)[0] + (mark.end if mark is not None else 0)
    start = begin
    for cell in text[begin : line.end].split("\t"):
        end = start + len(cell)
        if number_span is not None and start < number_span[0] < end:
            # 某通知（某政发〔2010〕5号）
            span = trim(text, start, text.rfind(text[number_span[0] - 1], start, number_span[0]))
        else:
            span = trim(text, start, end)
        if _is_title(squeeze(text[slice(*span)]), vocabulary, numbered=number is not None):
            title = squeeze(text[slice(*span)])
            mention = TitleMention(
                title=title, outer=span, span=span, number=number, number_span=number_span, end=span[1]
            )
            return (mention,)
        start = end + 1
    return ()


def _is_title(title: str, vocabulary: Vocabulary, *, numbered: bool) -> bool:
    """Whether a cell is the title of a document: it ends as they do, and names its matter, or has a number."""
    ends = any(pattern.search(title) for pattern in vocabulary.patterns("metadata", "title_end"))
    return ends and len(title) >= SHORTEST_TITLE and (numbered or "关于" in title)


def _number(text: str, line: Line, vocabulary: Vocabulary) -> tuple[str | None, Span | None]:
    for pattern in vocabulary.patterns("citation_cues", "number"):
        match = pattern.search(text, line.start, line.end)
        if match is not None:
            return normalise_number(match.group()), match.span()
    return None, None
