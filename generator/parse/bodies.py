"""Running text: page breaks inside sentences are joined, responsibility clauses taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.models import Line, Repair, Span, TextBody
from generator.parse.clauses import find_clause, is_label_line, is_labelled
from generator.parse.lines import ends_sentence, line_at, matching_bracket, printed_line, trim
from generator.parse.numbering import read_number
from generator.parse.units import ends_as_unit
from generator.parse.verb_clauses import OPEN, Clause
from generator.vocabulary import Vocabulary

STOPS = "。；;.，, \u00a0\u3000"

SHORTEST_BROKEN_LINE = 10
"""A shorter line without a full stop is a heading or a signature, not half a sentence."""


@dataclass(frozen=True, slots=True)
class Body:
    """The text of one node with its clauses taken out, and the joins that made it whole."""

    text: TextBody
    clauses: tuple[Clause, ...]
    repairs: tuple[Repair, ...]


def read_body(text: str, pieces: Sequence[Span], lines: Sequence[Line], vocabulary: Vocabulary) -> Body:
    """Turn the pieces of a node (one for each line) into paragraphs and clauses.

    Args:
        text: The source text.
        pieces: Trimmed passages, one for each non-blank line, in order.
        lines: All lines of the source, for line numbers.
        vocabulary: Labels and patterns of clauses.

    Returns:
        Text without clauses, clauses, and one repair for each page break that was joined.
    """
    spans: list[Span] = []
    starts: list[int] = []
    clauses: list[Clause] = []
    whole, repairs = whole_clauses(text, pieces, vocabulary)
    previous: Span | None = None
    for piece in whole:
        joined = previous is not None and continues(text, previous, piece, vocabulary)
        if joined and previous is not None:
            repairs.append(_join(text, previous, piece))
        kept, found = _without_clauses(text, piece, vocabulary)
        clauses += found
        for index, span in enumerate(kept):
            if not (index == 0 and joined and spans):
                starts.append(len(spans))
            spans.append(span)
        previous = piece
    return Body(
        text=TextBody(lines=line_numbers(lines, spans), spans=tuple(spans), paragraph_starts=tuple(starts)),
        clauses=tuple(clauses),
        repairs=tuple(repairs),
    )


def whole_clauses(text: str, pieces: Sequence[Span], vocabulary: Vocabulary) -> tuple[list[Span], list[Repair]]:
    """Put together the lines of a clause that a line end breaks: （责任单位：甲局、市规划 / 局；完成时限：…）.

    Args:
        text: The source text.
        pieces: Trimmed passages, one for each line.
        vocabulary: Labels of clauses, endings of units.

    Returns:
        The passages, and a repair for each line end within one. A bracket that one line leaves open and the next
        closes makes them one, and so does a line with a label that breaks off within a name.
    """
    whole: list[Span] = []
    repairs: list[Repair] = []
    for piece in pieces:
        if whole and _breaks_off(text, whole[-1], piece, vocabulary):
            repairs.append(_join(text, whole[-1], piece))
            whole[-1] = (whole[-1][0], piece[1])
        else:
            whole.append(piece)
    return whole, repairs


def _breaks_off(text: str, before: Span, piece: Span, vocabulary: Vocabulary) -> bool:
    said = text[slice(*piece)]
    if before[1] - before[0] < SHORTEST_BROKEN_LINE or ends_sentence(text[slice(*before)]):
        return False
    if is_label_line(said, vocabulary):
        return False
    opening = max(text.rfind(mark, *before) for mark in OPEN)
    if opening >= 0 and matching_bracket(text, opening, before[1]) < 0:
        clause = find_clause(text, before[0], piece[1], vocabulary)
        return clause is not None and clause.span[0] <= opening < piece[0] < clause.span[1]
    labelled = is_label_line(text[slice(*before)], vocabulary) and len(said) < SHORTEST_BROKEN_LINE
    return labelled and read_number(said) is None and not ends_as_unit(text, *before, vocabulary)


def continues(text: str, previous: Span, piece: Span, vocabulary: Vocabulary) -> bool:
    """Whether a line goes on with the sentence that the one before broke off at its end.

    Args:
        text: The source text.
        previous: The line before, trimmed.
        piece: The line.
        vocabulary: Labels of clauses, which go on with nothing.

    Returns:
        Whether the two are one sentence.
    """
    before, after = text[slice(*previous)], text[slice(*piece)]
    if len(before) < SHORTEST_BROKEN_LINE or ends_sentence(before):
        return False
    number = read_number(after)
    if number is not None and number.form != "third":
        return False
    return not is_labelled(after, vocabulary) and not is_labelled(before, vocabulary)


def _join(text: str, previous: Span, piece: Span) -> Repair:
    gap = (previous[1], piece[0])
    first, second = printed_line(text, previous[1] - 1), printed_line(text, piece[0])
    return Repair(
        kind="page_break_join",
        before=text[slice(*gap)],
        after="",
        evidence=f"第{first}行末无句末标点，第{second}行不是新的一项：同一句被换页断开",
        span=gap,
    )


def _without_clauses(text: str, piece: Span, vocabulary: Vocabulary) -> tuple[list[Span], list[Clause]]:
    kept: list[Span] = []
    clauses: list[Clause] = []
    start, end = piece
    while start < end:
        clause = find_clause(text, start, end, vocabulary)
        if clause is None:
            kept.append((start, end))
            break
        before = trim(text, start, clause.span[0])
        if before[0] < before[1]:
            kept.append(before)
        clauses.append(clause)
        # What ends the heading stands behind its bracket: 建立记录（责任单位：甲）。归集信息。
        start = trim(text, end - len(text[clause.span[1] : end].lstrip(STOPS)), end)[0]
    return kept, clauses


def line_numbers(lines: Sequence[Line], spans: Sequence[Span]) -> tuple[int, ...]:
    """1-based numbers of the lines on which passages begin and end, in order."""
    return tuple(sorted({line_at(lines, offset) for start, end in spans for offset in (start, end - 1)}))
