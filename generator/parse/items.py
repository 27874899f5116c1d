"""From outline to items: which nodes are tasks (任务), groups, safeguards (保障措施) and principles (基本原则)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from generator.models import (
    BlockKind,
    Heading,
    Line,
    ReadItem,
    ReadUnit,
    Repair,
    Span,
    TextBody,
    Warning_,
)
from generator.parse.bodies import Body, line_numbers, read_body
from generator.parse.closing import only_closing
from generator.parse.counted_lists import announced_ahead, counted_lists, plain_list
from generator.parse.deadlines import deadlines_in, quantities_in
from generator.parse.duties import Duty, duty_items, find_duties
from generator.parse.inline import InlineItem, find_inline_items, find_spoken_items
from generator.parse.lines import line_at
from generator.parse.numbering import announced_count
from generator.parse.outline import NO_TASKS, Node
from generator.parse.principles import FoundPrinciples, UnnumberedPrinciple, find_principles
from generator.parse.said import is_sentence, limits_of, units_of, with_title
from generator.parse.shared_clauses import with_shared_clauses
from generator.vocabulary import Vocabulary

_JOINTS = re.compile("[、和与及]")

Kind = Literal["task", "task_group", "safeguard", "principle"]


@dataclass
class Parts:
    """What the body of a document was taken apart into, in text order."""

    headings: list[Heading] = field(default_factory=list)
    principles: list[ReadItem] = field(default_factory=list)
    tasks: list[ReadItem] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    warnings: list[Warning_] = field(default_factory=list)
    claims: list[tuple[BlockKind, Span]] = field(default_factory=list)
    closing: TextBody = field(default_factory=TextBody)


def read_items(text: str, nodes: Sequence[Node], lines: Sequence[Line], vocabulary: Vocabulary) -> Parts:
    """Sort the nodes of the outline into headings, tasks and principles.

    A leaf of a part that obliges somebody is a task (a safeguard in such a part); a node below the first
    level that has items of its own and text or a clause is a task group, on the first level one with a clause;
    everything else is a section.

    Args:
        text: The source text.
        nodes: The outline.
        lines: All lines of the source.
        vocabulary: Labels, deadline words, quantities.

    Returns:
        The parts, with the repairs, warnings and block claims that arose.
    """
    parts = Parts()
    nodes = with_shared_clauses(text, nodes, vocabulary)
    for index, node in enumerate(nodes):
        duties = None if node.children or node.role in NO_TASKS else find_duties(text, node.pieces, vocabulary)
        body = read_body(text, node.pieces if duties is None else duties.above, lines, vocabulary)
        parts.claims.append(("heading", node.heading_span))
        _claim(parts, body)
        parent = nodes[node.parent] if node.parent is not None else None
        if parent is not None and parent.role == "principles":
            parts.principles.append(_principle(node, body, len(parts.principles) + 1, vocabulary, text))
            continue
        listed = find_principles(text, body.text, node.role == "principles" and not node.children, vocabulary)
        _add_principles(parts, text, listed.items, lines)
        body = _without_principles(body, listed, lines)
        path = _path(nodes, index)
        inline = _inline(text, node, body)
        units = units_of(text, node, body, vocabulary)
        idle = (
            inline
            or duties is not None
            or (listed.items and not listed.says_more(text, vocabulary))
            or _only_closing(text, node, body, vocabulary)
        )
        kind = None if idle else _kind(node, body, bool(units))
        if kind is not None:
            parts.tasks.append(_item(f"t-{node.id_path}", node, body, kind, path, vocabulary, text, units))
        parts.headings.append(_heading(text, node, body, inline, kind is not None, vocabulary))
        _add_inline(parts, text, node, inline, path, lines, vocabulary)
        listed_duties = () if duties is None else duties.duties
        _add_duties(parts, text, node, listed_duties, path, lines, vocabulary)
        _check_count(text, parts, node, len(inline or listed_duties or node.children), body, vocabulary)
        _check_ahead(text, parts, node, [nodes[child].title for child in node.children], body)
    return parts


def _without_principles(body: Body, listed: FoundPrinciples, lines: Sequence[Line]) -> Body:
    """What an item says besides the principles that its text lists."""
    if not listed.items:
        return body
    rest = listed.rest.model_copy(update={"lines": line_numbers(lines, listed.rest.spans)})
    return replace(body, text=rest)


def _only_closing(text: str, node: Node, body: Body, vocabulary: Vocabulary) -> bool:
    """Whether a part says only since when the document holds and who interprets it (九、本通知自印发之日起施行).

    An article does so where no 附则 stands above it.
    """
    if node.children or body.clauses:
        return False
    said = body.text.spans or (node.title_span,)
    return only_closing(text, said, vocabulary)


def read_closing(
    text: str, parts: Parts, pieces: Sequence[Span], lines: Sequence[Line], vocabulary: Vocabulary
) -> None:
    """Add the closing provisions behind the last item to the parts.

    Args:
        text: The source text.
        parts: What was read of the body.
        pieces: Their passages, one for each line.
        lines: All lines of the source.
        vocabulary: Labels and patterns of clauses.
    """
    body = read_body(text, pieces, lines, vocabulary)
    parts.closing = body.text
    _claim(parts, body)


def _claim(parts: Parts, body: Body) -> None:
    """Note what of the source was read as text and clauses, and how it was mended."""
    parts.repairs += body.repairs
    parts.claims += [("body", span) for span in body.text.spans]
    parts.claims += [("clause", clause.span) for clause in body.clauses]


def _inline(text: str, node: Node, body: Body) -> tuple[InlineItem, ...]:
    if node.children or node.role in NO_TASKS or body.clauses:
        return ()
    return find_inline_items(text, node.title, body.text.spans)


def _kind(node: Node, body: Body, charges: bool) -> Kind | None:
    """The kind of item, if it is one; in 总则 only articles that charge somebody are (第四条 市民政部门负责…)."""
    if node.role in NO_TASKS and not (node.role == "preliminary" and node.mark.form == "article" and charges):
        return None
    if node.children:
        charges_all = charges or any(clause.units or clause.deadlines for clause in body.clauses)
        says = (node.level > 1 or node.mark.form == "article") and (body.text.spans or body.clauses)
        return "task_group" if says or charges_all else None
    return "safeguard" if node.role == "safeguards" else "task"


def _path(nodes: Sequence[Node], index: int) -> tuple[str, ...]:
    labels: list[str] = []
    parent = nodes[index].parent
    while parent is not None:
        labels.append(nodes[parent].label)
        parent = nodes[parent].parent
    return tuple(reversed(labels))


def _item(
    item_id: str,
    node: Node,
    body: Body,
    kind: Kind,
    path: tuple[str, ...],
    vocabulary: Vocabulary,
    text: str,
    units: tuple[ReadUnit, ...],
) -> ReadItem:
    charged = (deadline for clause in body.clauses for deadline in clause.deadlines)
    # what an item's title says of figures and time limits counts too; of a group it is said again below, but for
    # sentences
    alone = kind == "principle" or (node.children and not is_sentence(text, node))
    spans = body.text.spans if alone else with_title(node, body)
    return ReadItem(
        id=item_id,
        number=node.mark.raw,
        kind=kind,
        title=node.title,
        title_span=node.title_span,
        line=node.line,
        path=path,
        body=_with_heading_line(node, body),
        clause_spans=tuple(clause.span for clause in body.clauses),
        units=units,
        open_tails=tuple(tail for clause in body.clauses for tail in clause.open_tails),
        deadlines=(*charged, *limits_of(text, node, spans, vocabulary)),
        quantities=quantities_in(text, spans, vocabulary),
    )


def _add_principles(
    parts: Parts, text: str, unnumbered: tuple[UnnumberedPrinciple, ...], lines: Sequence[Line]
) -> None:
    for found in unnumbered:
        numbers = sorted({line_at(lines, offset) for a, b in (found.title, *found.spans) for offset in (a, b - 1)})
        parts.principles.append(
            ReadItem(
                id=f"p-{len(parts.principles) + 1}",
                number=found.number,
                kind="principle",
                title=text[slice(*found.title)],
                title_span=found.title,
                line=numbers[0],
                body=TextBody(lines=tuple(numbers), spans=found.spans, paragraph_starts=(0,) if found.spans else ()),
            )
        )


def _with_heading_line(node: Node, body: Body) -> TextBody:
    """An item stands on its heading line and on the lines of its text."""
    if node.line in body.text.lines:
        return body.text
    return body.text.model_copy(update={"lines": tuple(sorted({node.line, *body.text.lines}))})


def _principle(node: Node, body: Body, number: int, vocabulary: Vocabulary, text: str) -> ReadItem:
    return _item(f"p-{number}", node, body, "principle", (), vocabulary, text, ())


def _heading(
    text: str, node: Node, body: Body, inline: tuple[InlineItem, ...], is_item: bool, vocabulary: Vocabulary
) -> Heading:
    own = TextBody() if is_item else body.text
    if inline:
        lead = (own.spans[0][0], inline[0].start)
        own = own.model_copy(update={"spans": (lead,) if text[slice(*lead)].strip() else ()})
    said = own.spans if is_item or not is_sentence(text, node) else (node.title_span, *own.spans)
    return Heading(
        id=f"s-{node.id_path}",
        number=node.mark.raw,
        level=node.level,
        title=node.title,
        label=node.label,
        line=node.line,
        span=node.title_span,
        run_in=node.run_in,
        role=node.role,
        item=f"t-{node.id_path}" if is_item else None,
        form=node.mark.form,
        key=node.mark.key,
        line_start=node.heading_span[0],
        body=own,
        deadlines=deadlines_in(text, said, vocabulary),
        quantities=quantities_in(text, said, vocabulary),
    )


def _add_inline(
    parts: Parts,
    text: str,
    node: Node,
    inline: tuple[InlineItem, ...],
    path: tuple[str, ...],
    lines: Sequence[Line],
    vocabulary: Vocabulary,
) -> None:
    for item in inline:
        spans = (item.text,) if item.text[0] < item.text[1] else ()
        parts.claims.append(("heading", (item.start, item.text[0] if spans else item.title[1])))
        parts.tasks.append(
            ReadItem(
                id=f"t-{node.id_path}-{item.value}",
                number=item.number,
                kind="safeguard" if node.role == "safeguards" else "task",
                title=text[slice(*item.title)],
                title_span=item.title,
                line=line_at(lines, item.title[0]),
                path=(*path, node.label),
                body=TextBody(
                    lines=(line_at(lines, item.title[0]),), spans=spans, paragraph_starts=(0,) if spans else ()
                ),
                deadlines=deadlines_in(text, spans, vocabulary),
                quantities=quantities_in(text, spans, vocabulary),
            )
        )


def _add_duties(
    parts: Parts,
    text: str,
    node: Node,
    duties: Sequence[Duty],
    path: tuple[str, ...],
    lines: Sequence[Line],
    vocabulary: Vocabulary,
) -> None:
    kind = "safeguard" if node.role == "safeguards" else "task"
    for item, body in duty_items(text, node.id_path, kind, (*path, node.label), duties, lines, vocabulary):
        parts.tasks.append(item)
        parts.repairs += body.repairs
        parts.claims += [("body", span) for span in body.text.spans]
        parts.claims += [("clause", span) for span in item.clause_spans]


def _check_count(text: str, parts: Parts, node: Node, found: int, body: Body, vocabulary: Vocabulary) -> None:
    """六大 with five items: the title announces another count than follows."""
    announced = announced_count(node.title)
    if not announced or found == announced:
        return
    listed = f"实有{found}项" if found else _listed_below(text, node, announced, body, vocabulary)
    if listed == "":
        return
    said = f"{listed}：请核对原文是否有缺漏" if listed else "未能逐项识别"
    parts.warnings.append(
        Warning_(
            code="count_mismatch" if listed else "count_unverified",
            severity="warning" if listed else "info",
            message=f"标题称{announced}项，其下{said}",
            line=node.line,
            span=node.title_span,
        )
    )


def _check_ahead(text: str, parts: Parts, node: Node, titles: Sequence[str], body: Body) -> None:
    """The same where the text between the heading and its items announces them."""
    said = announced_ahead(text, body.text.spans, titles)
    if said is not None:
        message = f"{said}，其下实有{len(titles)}项：请核对原文是否有缺漏"
        span = body.text.spans[-1]
        line = body.text.lines[-1]
        parts.warnings.append(Warning_(code="list_count_mismatch", message=message, line=line, span=span))


def _listed_below(text: str, node: Node, announced: int, body: Body, vocabulary: Vocabulary) -> str | None:
    """How many running text lists of what a title counts (一是…五是, or one list in one sentence).

    Returns:
        What to say of another count than announced, "" if the count is right or told elsewhere, None if it cannot be
        told.
    """
    if _is_counted_elsewhere(text, node, announced, body, vocabulary):
        return ""
    spans = body.text.spans
    spoken = [items for span in spans if len(items := find_spoken_items(text, span)) > 1]
    if len(spoken) == 1:
        fits, listed = len(spoken[0]) == announced, f"以“{spoken[0][0].number}”等逐项列出{len(spoken[0])}项"
    else:
        found = plain_list(text, spans[0], announced, vocabulary) if len(spans) == 1 else None
        if found is None or not found.is_told:
            return None
        fits, listed = not found.differs, f"列出{found.listed}"
    return "" if fits else listed


def _is_counted_elsewhere(text: str, node: Node, announced: int, body: Body, vocabulary: Vocabulary) -> bool:
    """Whether a title names all that it counts (用好激励和惩戒两种手段), or its count is said again beside the list."""
    if len(_JOINTS.findall(node.title)) + 1 == announced:
        return True
    if any(entry.differs for entry in counted_lists(text, node.title_span, vocabulary)):
        return True
    beside = (entry for span in body.text.spans for entry in counted_lists(text, span, vocabulary))
    return any(entry.announced == announced and entry.is_told for entry in beside)
