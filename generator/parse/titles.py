"""Run-in headings (段首标题): where the title of a numbered line ends and its text begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.models import Span
from generator.parse.clauses import clause_bracket
from generator.parse.duties import offices_before_colon
from generator.parse.lines import BLANK, strip_end, trim
from generator.parse.verb_clauses import find_verb_clause
from generator.patterns import compile_pattern
from generator.vocabulary import Vocabulary

LONGEST_TITLE = 45
"""A first sentence longer than this is text, not a title."""
LONGEST_LABEL = 14
"""A title before a colon is short and holds no comma: “目标任务:”."""
LEAD_IN = "结合|根据|按照|依照|依据|围绕|对照|以|为|坚持|通过|在"
"""Words that open a sentence right behind a heading without separator."""


@dataclass(frozen=True, slots=True)
class TitleCut:
    """Where the title stands, and where text begins on the same line (None: a heading line of its own)."""

    title: Span
    text_start: int | None


def cut_title(text: str, start: int, end: int, vocabulary: Vocabulary, *, spaced: bool = False) -> TitleCut:
    """Split text[start:end], a numbered line without its number, into title and text.

    Args:
        text: The source text.
        start: First code point behind the number.
        end: End of the line.
        vocabulary: Section words help where no separator stands.
        spaced: Whether a blank alone may end the title, as in documents numbered 1.1 (1.1 目的 为了…).

    Returns:
        The cut; a line that is one long sentence has an empty title at its start.
    """
    start, end = trim(text, start, end)
    blank = _spaced_title(text, start, end, vocabulary, spaced)
    if blank is not None:
        return _cut(text, start, blank, blank, end)
    stop = _first_stop(text, start, end)
    clause = clause_bracket(text, start, stop, vocabulary)
    if clause is not None and start < clause <= start + LONGEST_TITLE:
        return _cut(text, start, clause, clause, end)
    charge = find_verb_clause(text, start, end, vocabulary) if stop == end else None
    if charge is not None and start < charge.span[0] <= start + LONGEST_TITLE:
        return _cut(text, start, charge.span[0], charge.span[0], end)
    colon = _first_colon(text, start, min(end, start + LONGEST_LABEL + 1))
    if colon is not None and colon < stop:
        return _cut(text, start, colon, colon + 1, end)
    offices = offices_before_colon(text, start, end, vocabulary)
    if offices is not None:
        return _cut(text, start, offices, offices + 1, end)
    if stop < end - 1 or (stop == end - 1 and stop - start > LONGEST_TITLE):
        if stop - start <= LONGEST_TITLE and text[stop] == "。":
            return _cut(text, start, stop, stop + 1, end)
        known = _known_title(text, start, end, vocabulary)
        if known is not None:
            return _cut(text, start, known, known, end)
        gap = re.compile("[ \u3000\u00a0]{1,}").search(text, start, min(end, start + LONGEST_TITLE))
        if gap is not None and "，" not in text[start : gap.start()] and gap.start() - start >= 4:
            return _cut(text, start, gap.start(), gap.end(), end)
        return TitleCut(title=(start, start), text_start=start)
    if stop >= end and end - start > LONGEST_TITLE:
        known = _known_title(text, start, end, vocabulary)
        if known is not None:
            return _cut(text, start, known, known, end)
        return TitleCut(title=(start, start), text_start=start)
    return TitleCut(title=(start, strip_end(text, start, end, BLANK + "。：:；;，,")), text_start=None)


ARTICLE_TITLE = re.compile(
    r"[【（(\[](?P<title>(?![一二三四五六七八九十]+[】）)\]])[^】）)\]。，,]{2,20})[】）)\]][ \u3000\u00a0]*"
)


def cut_article(text: str, start: int, end: int) -> TitleCut:
    """Split an article (第三条) behind its number: a title stands in brackets or not at all.

    Args:
        text: The source text.
        start: First code point behind the number.
        end: End of the line.

    Returns:
        The cut; without title, an empty one at the start of the text.
    """
    start, end = trim(text, start, end)
    match = ARTICLE_TITLE.match(text, start, end)
    if match is not None:
        return TitleCut(title=match.span("title"), text_start=match.end() if match.end() < end else None)
    return TitleCut(title=(start, start), text_start=start if start < end else None)


def _cut(text: str, start: int, title_end: int, text_start: int, end: int) -> TitleCut:
    begin, stop = trim(text, text_start, end)
    return TitleCut(title=trim(text, start, title_end), text_start=begin if begin < stop else None)


BLANK_BEHIND = re.compile(
    "[^，,。；;：:、（）()“”《》 \t\u00a0\u3000]{2,20}[ \t\u00a0\u3000]+(?=[\u4e00-\u9fff“《][^\n]*[。；;：:]$)"
)


def _spaced_title(text: str, start: int, end: int, vocabulary: Vocabulary, spaced: bool) -> int | None:
    """End of a title that a blank parts from the sentences behind it (附则 本预案自印发之日起施行。)."""
    match = BLANK_BEHIND.match(text[start:end])
    if match is None:
        return None
    title = match.group().rstrip(BLANK)
    is_known = any(compile_pattern(entry.pattern).fullmatch(title) for entry in vocabulary.section_words)
    return start + len(title) if spaced or is_known else None


def _first_stop(text: str, start: int, end: int) -> int:
    """Offset of the first 。 outside quotes and book-title marks, or `end`."""
    depth = 0
    for offset in range(start, end):
        char = text[offset]
        if char in "“《（(":
            depth += 1
        elif char in "”》）)":
            depth = max(0, depth - 1)
        elif char == "。" and depth == 0:
            return offset
    return end


def _first_colon(text: str, start: int, end: int) -> int | None:
    for offset in range(start, end):
        if text[offset] in "：:":
            return offset
        if text[offset] in "，,。；;、（(“《":
            return None
    return None


def _known_title(text: str, start: int, end: int, vocabulary: Vocabulary) -> int | None:
    """End of a section word (工作内容及举措) that a sentence follows without any separator."""
    for entry in vocabulary.section_words:
        match = compile_pattern(entry.pattern.removesuffix("$")).match(text[start:end])
        if match and re.compile(LEAD_IN).match(text, start + match.end(), end):
            return start + match.end()
    return None
