"""Clauses on lines of their own behind the last of several points: they charge for all of them, not for the last.

（一）强化信用记录。1.建立档案。2.归集信息。3.公示结果。, and on the next line （责任单位：甲；配合单位：乙）
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from generator.models import Span
from generator.parse.bodies import STOPS, whole_clauses
from generator.parse.bulleted import FORM as BULLETED
from generator.parse.clauses import find_clause
from generator.parse.outline import Node
from generator.vocabulary import Vocabulary

BELOW_ITEMS = ("third", "dotted_2", "dotted_3", "dotted_4", "fourth", "fifth", "spoken", BULLETED)
"""Forms of numbers and bullets that points of an item have."""

ITEMS = "second"
"""The form that items mostly have: each may be charged by itself, so that one such place alone says nothing."""

HABIT = 2


def with_shared_clauses(text: str, nodes: Sequence[Node], vocabulary: Vocabulary) -> tuple[Node, ...]:
    """Give clauses that stand behind a list of points to the item that the points are of.

    Nothing is given where the item or another of its points has a clause: then each has its own.

    Args:
        text: The source text.
        nodes: The outline.
        vocabulary: Labels and patterns of clauses.

    Returns:
        The outline; of those concerned only the pieces have changed.
    """
    found = {at: shared for at in range(len(nodes)) if (shared := _shared(text, nodes, at, vocabulary)) is not None}
    habits = Counter(nodes[at].mark.form for at in found)
    given = list(nodes)
    for at, (owner, cut) in found.items():
        if nodes[at].mark.form == ITEMS and habits[ITEMS] < HABIT:
            continue
        pieces = nodes[at].pieces
        given[at] = given[at].model_copy(update={"pieces": pieces[:cut]})
        given[owner] = given[owner].model_copy(update={"pieces": (*given[owner].pieces, *pieces[cut:])})
    return tuple(given)


def _shared(text: str, nodes: Sequence[Node], at: int, vocabulary: Vocabulary) -> tuple[int, int] | None:
    """Whose the clauses at the end of a point are, and from which piece on; None if they are its own."""
    node = nodes[at]
    if node.children or node.mark.form not in (*BELOW_ITEMS, ITEMS):
        return None
    cut = _clauses_begin(text, node, vocabulary)
    if cut == len(node.pieces) or _has_clause(text, node.pieces[:cut], vocabulary):
        return None
    owner = None
    child = at
    while (above := nodes[child].parent) is not None and (owner is None or nodes[child].mark.form in BELOW_ITEMS):
        is_list = len(nodes[above].children) > 1 and nodes[above].children[-1] == child
        if not is_list or any(_has_clause(text, other.pieces, vocabulary) for other in nodes[above:at]):
            break
        owner = child = above
    return None if owner is None else (owner, cut)


def _clauses_begin(text: str, node: Node, vocabulary: Vocabulary) -> int:
    """The first of the pieces at a point's end that are lines with a clause and nothing else."""
    whole, _ = whole_clauses(text, node.pieces[1:] if node.run_in else node.pieces, vocabulary)
    begin = None
    for start, end in reversed(whole):
        clause = find_clause(text, start, end, vocabulary)
        said = clause is not None and (clause.units or clause.deadlines)
        if clause is None or not said or clause.span[0] != start or text[clause.span[1] : end].strip(STOPS):
            break
        begin = start
    return next((index for index, piece in enumerate(node.pieces) if piece[0] == begin), len(node.pieces))


def _has_clause(text: str, pieces: Sequence[Span], vocabulary: Vocabulary) -> bool:
    return any(find_clause(text, *piece, vocabulary) is not None for piece in pieces)
