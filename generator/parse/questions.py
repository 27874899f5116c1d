"""Interpretations in questions and answers (政策问答、答记者问): questions are headings, answers the text below."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from generator.models import Line, Span
from generator.parse.acting import find_acting_units
from generator.parse.deadlines import deadlines_in, quantities_in
from generator.parse.lines import is_blank, trim
from generator.parse.numbering import NumberMark, read_number
from generator.parse.outline import INHERITED, Node, Outline, find_first_heading, read_outline, section_role
from generator.parse.prose_units import find_prose_units
from generator.vocabulary import Vocabulary

FEWEST = 2
"""One question alone is a sentence of the text."""
NEAR = 3
"""An answer begins at most so many filled lines below its question."""
FORM = "question"
ASKS = ("？", "?")
COUNTED = ("chapter", "part", "article", "first", "second")
"""Forms of headings; bare numbers are those of lists in answers as well."""


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
    found = _questions(lines, vocabulary)
    above = [line for line in lines if found and line.number < found[0].line.number]
    return found if find_first_heading(above, frozenset()) is None else ()


def _questions(lines: Sequence[Line], vocabulary: Vocabulary) -> tuple[Question, ...]:
    filled = [line for line in lines if not is_blank(line)]
    found: list[Question] = []
    for index, line in enumerate(filled):
        mark = _mark(line, "question", vocabulary)
        if mark is None or (found and line.start < found[-1].answer):
            continue
        question = _answered(filled[index : index + 1 + NEAR], mark, vocabulary)
        found += [question] if question is not None else []
    return tuple(found) if len(found) >= FEWEST else ()


def outline_with_questions(text: str, lines: Sequence[Line], vocabulary: Vocabulary) -> Outline:
    """The outline of a body, the questions and answers below its headings as nodes of theirs.

    Args:
        text: The source text.
        lines: The lines of the body.
        vocabulary: Section words, how questions and answers are marked.

    Returns:
        The outline; without questions that of the numbers alone.
    """
    questions = _questions(lines, vocabulary)
    runs = _runs(lines, {question.line.number for question in questions}) if questions else ()
    if not runs:
        return _without_marks(text, read_outline(text, lines, vocabulary), vocabulary)
    inside = {line.number for run in runs for line in run}
    outline = read_outline(text, [line for line in lines if line.number not in inside], vocabulary)
    below: dict[int, tuple[Node, ...]] = {}
    for run in runs:
        parent = max(at for at, node in enumerate(outline.nodes) if node.line < run[0].number)
        own = [question for question in questions if run[0].number <= question.line.number <= run[-1].number]
        below[parent] = question_nodes(text, own, run, vocabulary)
    hung = outline.model_copy(update={"nodes": _hung_below(outline.nodes, below)})
    return _without_marks(text, hung, vocabulary)


def _without_marks(text: str, outline: Outline, vocabulary: Vocabulary) -> Outline:
    """The outline, 答： before the answer to a numbered question (（一）多久更新？) left out of its text."""
    nodes = tuple(
        _unmarked(text, node, vocabulary) if node.title.endswith(ASKS) and node.pieces else node
        for node in outline.nodes
    )
    return outline.model_copy(update={"nodes": nodes})


def _unmarked(text: str, node: Node, vocabulary: Vocabulary) -> Node:
    start, end = node.pieces[0]
    for pattern in vocabulary.patterns("metadata", "answer"):
        mark = pattern.match(text[start:end])
        if mark is not None and mark.end() < end - start:
            answer = trim(text, start + mark.end(), end)
            heading = (node.heading_span[0], answer[0])
            return node.model_copy(update={"pieces": (answer, *node.pieces[1:]), "heading_span": heading})
    return node


def _runs(lines: Sequence[Line], questions: Collection[int]) -> tuple[tuple[Line, ...], ...]:
    """The lines of questions and answers below each heading; a heading that goes on with a count above ends them."""
    runs: list[list[Line]] = []
    counts: dict[str, NumberMark] = {}
    within = False
    for line in lines:
        mark = None if is_blank(line) else read_number(line.text.lstrip())
        if line.number in questions:
            if not counts:
                return ()
            runs += [] if within else [[]]
            within = True
        elif mark is not None and mark.form in COUNTED:
            before = counts.get(mark.form)
            if not within or (before is not None and mark.value == before.value + 1):
                counts = {form: known for form, known in counts.items() if known.rank <= mark.rank}
                counts[mark.form] = mark
                within = False
        if within:
            runs[-1].append(line)
    return tuple(map(tuple, runs))


def _hung_below(nodes: Sequence[Node], below: Mapping[int, Sequence[Node]]) -> tuple[Node, ...]:
    """Nodes with questions below some of them, in text order."""
    found: list[Node] = []
    at: dict[int, int] = {}
    for index, node in enumerate(nodes):
        at[index] = len(found)
        questions = below.get(index, ())
        children = tuple(range(len(found) + 1, len(found) + 1 + len(questions)))
        found.append(node.model_copy(update={"children": children}))
        found += [
            question.model_copy(
                update={
                    "level": node.level + 1,
                    "id_path": f"{node.id_path}-{question.mark.value}",
                    "parent": at[index],
                    # what stands below 出台背景 obliges nobody, whatever it says
                    "role": node.role if question.role == INHERITED else question.role,
                }
            )
            for question in questions
        ]
    for index, node in enumerate(nodes):
        own = found[at[index]]
        parent = at[node.parent] if node.parent is not None else None
        children = (*(at[child] for child in node.children), *own.children)
        found[at[index]] = own.model_copy(update={"parent": parent, "children": children})
    return tuple(found)


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
