"""Interpretations in questions and answers (政策问答、答记者问): questions are headings, answers the text below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.models import Line, Span
from generator.parse.acting import find_acting_units
from generator.parse.deadlines import deadlines_in, quantities_in
from generator.parse.lines import is_blank, trim
from generator.parse.numbering import NumberMark
from generator.parse.outline import INHERITED, Node, find_first_heading, section_role
from generator.parse.prose_units import find_prose_units
from generator.vocabulary import Vocabulary

FEWEST = 2
"""One question alone is a sentence of the text."""
NEAR = 3
"""An answer begins at most so many filled lines below its question."""
FORM = "question"


@dataclass(frozen=True, slots=True)
class Question:
    """A question on a line: where it begins, its words, and where its answer begins (the mark 答： left out)."""

    line: Line
    begin: int
    title: Span
    answer: int


def find_questions(lines: Sequence[Line], vocabulary: Vocabulary) -> tuple[Question, ...]:
    """Find the questions of a text that consists of questions and answers.

    Args:
        lines: The lines of the document, copies left out.
        vocabulary: How questions and answers are marked (boilerplate.yaml, metadata, `question` and `answer`).

    Returns:
        The questions that are answered, in order; none where there are few, or where the text has an outline of its
        own above them.
    """
    filled = [line for line in lines if not is_blank(line)]
    found: list[Question] = []
    for index, line in enumerate(filled):
        mark = _mark(line, "question", vocabulary)
        if mark is None or (found and line.start < found[-1].answer):
            continue
        question = _answered(filled[index : index + 1 + NEAR], mark, vocabulary)
        found += [question] if question is not None else []
    if len(found) < FEWEST:
        return ()
    above = [line for line in lines if line.number < found[0].line.number]
    return tuple(found) if find_first_heading(above, frozenset()) is None else ()


def question_nodes(
    text: str, questions: Sequence[Question], lines: Sequence[Line], vocabulary: Vocabulary
) -> tuple[Node, ...]:
    """Nodes of an outline, one for each question.

    Args:
        text: The source text.
        questions: The questions.
        lines: The lines of the body.
        vocabulary: Section words, words that order, units, time limits.

    Returns:
        The nodes; an answer that obliges nobody is background.
    """
    nodes: list[Node] = []
    filled = [line for line in lines if not is_blank(line)]
    ends = [question.begin for question in questions[1:]]
    at = 0
    for number, (question, end) in enumerate(zip(questions, [*ends, None], strict=True), 1):
        pieces: list[Span] = []
        while at < len(filled) and (end is None or filled[at].start < end):
            start, stop = trim(text, max(filled[at].start, question.answer), filled[at].end)
            pieces += [(start, stop)] if start < stop else []
            at += 1
        title = text[slice(*question.title)]
        obliges = INHERITED if _obliges(text, pieces, vocabulary) else "background"
        nodes.append(
            Node(
                mark=NumberMark(form=FORM, rank=1, raw=f"问{number}", value=number, key=str(number), end=0),
                level=1,
                id_path=str(number),
                line=question.line.number,
                title=title,
                title_span=question.title,
                label=f"问{number} {title}",
                heading_span=(question.begin, trim(text, question.title[1], question.answer)[1]),
                run_in=False,
                pieces=tuple(pieces),
                role=section_role(title, vocabulary) or obliges,
                parent=None,
            )
        )
    return tuple(nodes)


def _mark(line: Line, name: str, vocabulary: Vocabulary) -> re.Match[str] | None:
    found = (pattern.match(line.text) for pattern in vocabulary.patterns("metadata", name))
    return next((match for match in found if match is not None), None)


def _answered(lines: Sequence[Line], mark: re.Match[str], vocabulary: Vocabulary) -> Question | None:
    """The question that a mark opens, on the first of some lines; None where no answer follows it."""
    line = lines[0]
    begin, end = trim(line.text, mark.end(), len(line.text))
    for pattern in vocabulary.patterns("metadata", "answer_behind"):
        behind = pattern.search(line.text, begin)
        if behind is not None:
            title = trim(line.text, begin, behind.start())
            return _question(line, title, line.start + behind.end())
    for below in lines[1:]:
        if _mark(below, "question", vocabulary) is not None:
            return None
        answer = _mark(below, "answer", vocabulary)
        if answer is not None:
            return _question(line, (begin, end), below.start + answer.end()) if begin < end else None
    return None


def _question(line: Line, title: Span, answer: int) -> Question:
    begin = line.start + len(line.text) - len(line.text.lstrip())
    return Question(line=line, begin=begin, title=(line.start + title[0], line.start + title[1]), answer=answer)


def _obliges(text: str, pieces: Sequence[Span], vocabulary: Vocabulary) -> bool:
    """Whether an answer says who does something, what has to be done, by when or how much."""
    if deadlines_in(text, pieces, vocabulary) or quantities_in(text, pieces, vocabulary):
        return True
    orders = vocabulary.patterns("metadata", "order")
    return any(
        any(pattern.search(text, *piece) for pattern in orders)
        or find_prose_units(text, *piece, vocabulary)
        or any(find_acting_units(text, *piece, vocabulary))
        for piece in pieces
    )
