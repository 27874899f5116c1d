"""What an item says of units and time limits, in its text, its clauses, and its title where that is a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from generator.models import ReadDeadline, ReadUnit, Span
from generator.parse.acting import find_acting_units
from generator.parse.bodies import Body
from generator.parse.deadlines import deadlines_in, find_stage_limit
from generator.parse.duties import charged_by_title
from generator.parse.outline import Node
from generator.parse.prose_units import find_prose_units
from generator.vocabulary import Vocabulary

ENDS = "。；;"
SAYS = f"{ENDS}：:"
"""What ends a sentence that says who does what is listed below it (市财政局要做好下列工作：)."""


def units_of(text: str, node: Node, body: Body, vocabulary: Vocabulary) -> tuple[ReadUnit, ...]:
    """Units of the clauses, then those that the text itself charges (由甲牵头，乙配合).

    A clause has the last word: whom it names, and all of one kind (各相关部门), the text only speaks of again. An item
    that is a sentence without a title of its own is read like text.
    """
    named = [unit for clause in body.clauses for unit in clause.units]
    named = named or [*charged_by_title(text, node.title_span, body.text.spans, vocabulary)]
    known = {unit.raw for unit in named}
    for_all = any(unit.kind == "collective" for unit in named)
    charged: dict[tuple[str, str], ReadUnit] = {}
    whole = not named and (not node.children or is_sentence(text, node, SAYS))
    for span in with_title(node, body) if whole else body.text.spans:
        for unit in find_prose_units(text, *span, vocabulary):
            if unit.raw not in known and not (for_all and unit.kind == "collective"):
                charged.setdefault((unit.raw, unit.role), unit)
        for unit in find_acting_units(text, *span, vocabulary) if not named else ():
            if not any(unit.raw == raw or _overlap(unit, other) for (raw, _), other in charged.items()):
                charged[unit.raw, unit.role] = unit
    return (*named, *sorted(charged.values(), key=lambda unit: unit.span))


def _overlap(first: ReadUnit, second: ReadUnit) -> bool:
    """Whether two readings of one passage share some of it (甲商乙 as one name)."""
    return first.span[0] < second.span[1] and second.span[0] < first.span[1]


def limits_of(text: str, node: Node, spans: Sequence[Span], vocabulary: Vocabulary) -> tuple[ReadDeadline, ...]:
    """The end of a stage that the title gives, and the time limits of the text."""
    stage = find_stage_limit(text, *node.title_span, vocabulary)
    if stage is None:
        return deadlines_in(text, spans, vocabulary)
    return (stage, *(found for found in deadlines_in(text, spans, vocabulary) if found.span[0] >= stage.span[1]))


def with_title(node: Node, body: Body) -> tuple[Span, ...]:
    """The passages of an item, its title first; one that has no title begins with what stands for it."""
    spans = body.text.spans
    return spans if spans and node.title_span[1] > spans[0][0] else (node.title_span, *spans)


def is_sentence(text: str, node: Node, ends: str = ENDS) -> bool:
    """Whether a title is a sentence (六、由市财政局牵头，2025年底前完成。), by what stands behind it."""
    return text[node.title_span[1] : node.title_span[1] + 1] in tuple(ends)
