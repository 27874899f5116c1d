"""One document as its page shows it: parts in source order with notes, task table, basis chain, source view."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.models import (
    AnnexRow,
    Citation,
    PolicyRecord,
    Principle,
    Section,
    Span,
    Task,
    Unit,
)
from generator.render.index import Index
from generator.render.numbering import NUMBER, spelled_out
from generator.render.personal_data import Mask
from generator.render.source_view import FOLDED, LineGroup, Mark, line_groups, segments, source_lines
from generator.render.wording import SEVERITIES

_TO_DO = re.compile(r"[；;]\s*(?:(?:如|必要时)[^；;“”]*，)?请[^；;“”]*$")
"""The end of a message that tells whoever keeps the documents what to do: no reader can do it."""

_LINE_ENDS = re.compile(r"\s*\n\s*")
_BASIS = ("basis", "implements", "interprets")


@dataclass(frozen=True)
class Note:
    """A warning or repair where it occurs; `before` and `after` only for repairs."""

    label: str
    message: str
    line: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Part:
    """A heading with what stands below it.

    Attributes:
        id: Anchor on the page: the item's id, else the section's.
        level: 1 for 一、, 2 for （一）, and so on.
        number: As a printed document sets it ("一、", "（一）", "1.").
        item: The task or principle that stands here, else None.
        section: The heading of the outline, where there is one.
        rows: Ids of the rows of the table that stands below it in the body.
    """

    id: str
    level: int
    number: str
    title: str
    item: Task | Principle | None
    section: Section | None
    start: int
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShortName:
    """A short name (简称) that the document defines, what it stands for, and the line that says so."""

    short: str
    name: str
    line: int


@dataclass(frozen=True)
class BasisNode:
    """A document this one rests on, and what that one rests on, where it is held."""

    citation: Citation
    basis: tuple[BasisNode, ...] = ()


@dataclass(frozen=True)
class AllocationRow:
    """One row of the task table: the annex row beside the body task it repeats; either may be missing."""

    row: AnnexRow | None
    task: Task | None
    only_annex: frozenset[str] = frozenset()
    only_body: frozenset[str] = frozenset()
    notes: tuple[Note, ...] = ()


def printed_number(number: str) -> str:
    """A heading's number as GB/T 9704-2012, 7.3.3 sets it: 一、 （一） 1. （1）; other forms stay.

    Args:
        number: As read, in either width ("一", "(一)", "1", "一是", "第三条"), or one sign (⒈).

    Returns:
        The number with its mark; "" for none.
    """
    number = spelled_out(number).rstrip(".")
    if number[:1] in ("(", "（"):
        return f"（{number.strip('()（）')}）"
    if NUMBER.fullmatch(number):
        return number + ("." if number.isdecimal() else "、")
    if number.startswith(("附件", "问")):
        return f"{number}："
    # The word an annex opens with (附表) needs a mark between it and its title, a sign (①) none.
    return f"{number}：" if len(number) > 1 and not NUMBER.search(number) else number


@dataclass(frozen=True)
class Placed:
    """All notes by where they are shown: parts (by id), annex rows (by id), and the document as a whole."""

    parts: Mapping[str, tuple[Note, ...]]
    rows: Mapping[str, tuple[Note, ...]]
    general: tuple[Note, ...]


def document_parts(record: PolicyRecord) -> tuple[Part, ...]:
    """All headings, principles and tasks in source order."""
    parts = sorted(_bare_parts(record), key=lambda part: (part.start, part.level))
    if not record.annex_rows:
        return tuple(parts)
    starts = [row.span[0] for row in record.annex_rows]
    ids = tuple(row.id for row in record.annex_rows)
    # a table behind which the outline goes on stands in the part above it; those behind the last part are annexes
    between = (
        ()
        if _is_annex(part) or _is_annex(below)
        else (bisect_left(starts, part.start), bisect_left(starts, below.start))
        for part, below in itertools.pairwise(parts)
    )
    inside = [ids[slice(*found)] if found else () for found in between]
    return tuple(replace(part, rows=rows) for part, rows in zip(parts, (*inside, ()), strict=True))


def _is_annex(part: Part) -> bool:
    return part.section is not None and part.section.kind == "annex"


def placed_notes(record: PolicyRecord, parts: Sequence[Part], text: str, mask: Mask) -> Placed:
    """Put each warning and repair where it occurs.

    Args:
        record: The record.
        parts: Its parts in source order.
        text: The source its spans count into.
        mask: Hides personal data in the messages.

    Returns:
        The notes by place; those of the head, of boilerplate and of the second half of a text that stands
        twice go to the whole.
    """
    by_part: dict[str, list[Note]] = {}
    by_row: dict[str, list[Note]] = {}
    general: list[Note] = []
    for span, note in _notes(record, text, mask):
        row, part = _row_at(record, span), _part_at(parts, span, record)
        if row is not None:
            # The table's own column says it already where annex and body disagree.
            if note.before or not any(found.span == span for found in row.disagreements):
                by_row.setdefault(row.id, []).append(note)
        elif part is not None:
            by_part.setdefault(part.id, []).append(note)
        else:
            general.append(note)
    return Placed(_frozen(by_part), _frozen(by_row), tuple(general))


def _frozen(notes: Mapping[str, list[Note]]) -> dict[str, tuple[Note, ...]]:
    return {name: tuple(held) for name, held in notes.items()}


def _bare_parts(record: PolicyRecord) -> Iterable[Part]:
    opened = {section.item: section for section in record.sections if section.item}
    items: tuple[Task | Principle, ...] = (*record.principles, *record.tasks)
    held = {item.id for item in items}
    for section in record.sections:
        if section.item not in held:
            yield Part(section.id, section.level, _number(section), section.title, None, section, section.span[0])
    for item in items:
        own = opened.get(item.id)
        level = own.level if own else _depth(record, item)
        start = own.span[0] if own else item.title_span[0]
        yield Part(item.id, level, _number(item), item.title, item, own, start)


def _number(item: Section | Task | Principle) -> str:
    """The number as printed; an article without a title (第二条) has its number for a title, which is shown once."""
    return "" if item.title == item.number else printed_number(item.number)


def _depth(record: PolicyRecord, item: Task | Principle) -> int:
    """One below the last heading before the item (items without a heading of their own: 一是, principles)."""
    above = [section.level for section in record.sections if section.span[0] <= item.title_span[0]]
    return (above[-1] if above else 0) + 1


def _notes(record: PolicyRecord, text: str, mask: Mask) -> Iterable[tuple[Span, Note]]:
    for warning in record.warnings:
        yield warning.span, Note(SEVERITIES[warning.severity], for_readers(mask.text(warning.message)), warning.line)
    for repair in record.repairs:
        line = text.count("\n", 0, repair.span[0]) + 1
        before, after = _visible(mask.text(repair.before)), _visible(mask.text(repair.after))
        yield repair.span, Note("修复", mask.text(repair.evidence), line, before, after)


def for_readers(message: str) -> str:
    """What a message says of the text, without what is to be done about it (in schema/vocabulary, in corrections)."""
    return _TO_DO.sub("", message)


def _visible(text: str) -> str:
    """Line ends and blanks at the edges made visible, as they are often all that a repair takes away."""
    shown = _LINE_ENDS.sub("⏎", text)
    return shown.replace(" ", "␣") if shown != shown.strip() else shown


def _part_at(parts: Sequence[Part], span: Span, record: PolicyRecord) -> Part | None:
    if any(b.kind in FOLDED and b.span[0] <= span[0] < b.span[1] for b in record.blocks):
        return None
    before = [part for part in parts if part.start <= span[0] < span[1]]
    return before[-1] if before else None


def _row_at(record: PolicyRecord, span: Span) -> AnnexRow | None:
    before = [row for row in record.annex_rows if row.span[0] <= span[0] < span[1]]
    return before[-1] if before else None


def basis_chain(policy_id: str, index: Index, seen: frozenset[str] = frozenset()) -> tuple[BasisNode, ...]:
    """The documents that one rests on, each with its own basis; a circle ends where it closes."""
    known = seen | {policy_id}
    nodes = []
    for citation in index.citations(policy_id):
        if citation.relation not in _BASIS or citation.policy in known:
            continue
        above = citation.policy if index.holds(citation.policy) else None
        nodes.append(BasisNode(citation, basis_chain(above, index, known) if above else ()))
    return tuple(nodes)


def short_names(record: PolicyRecord, text: str) -> tuple[ShortName, ...]:
    """The short names that a document defines, in the order of its text."""
    return tuple(
        ShortName(entry.short, entry.name, text.count("\n", 0, entry.span[0]) + 1) for entry in record.definitions
    )


def allocation_rows(
    record: PolicyRecord, notes: Mapping[str, tuple[Note, ...]] | None = None
) -> tuple[AllocationRow, ...]:
    """The task table: annex rows beside their body tasks, then body tasks that the annex leaves out.

    Args:
        record: The record; without an annex, the table is made of the body's responsibility clauses.
        notes: Warnings and repairs by the annex row they occur in.

    Returns:
        The rows, with the names of units that only one side has (as written, whatever their role).
    """
    tasks = {task.id: task for task in record.tasks}
    rows = []
    for row in record.annex_rows:
        task = tasks.get(row.task or "")
        here = (notes or {}).get(row.id, ())
        if task is not None and not row.repeats:
            rows.append(AllocationRow(row, task, notes=here))
            continue
        if task is None:
            rows.append(AllocationRow(row, None, notes=here))
            continue
        annex, body = _names(row.units), _names(task.units)
        only_annex = frozenset(u.raw for u in row.units if _key(u) not in body)
        only_body = frozenset(u.raw for u in task.units if _key(u) not in annex)
        rows.append(AllocationRow(row, task, only_annex, only_body, here))
    listed = {row.task for row in record.annex_rows}
    rest = (task for task in tasks.values() if task.id not in listed and (task.units or task.kind != "task_group"))
    return (*rows, *(AllocationRow(None, task) for task in rest))


def _names(units: Iterable[Unit]) -> frozenset[str]:
    return frozenset(_key(unit) for unit in units)


def _key(unit: Unit) -> str:
    return unit.agency.id if unit.agency is not None else unit.raw


def citation_text(record: PolicyRecord, number: str, *, name: str, holder: str) -> str:
    """The citation of a provision by GB/T 7714-2015 (8.5, 8.8: archives and other documents online).

    Args:
        record: The document.
        number: The provision's number ("二(一)1").
        name: The document's title as shown.
        holder: Issuer, or the place's name where no issuer is known.

    Returns:
        Everything up to the day of access and the address, which only the reader's browser knows: where it knows
        no address that others can open, it takes the mark of an online source out again (assets/js/base.js).
    """
    number_part = f": {record.doc_number}" if record.doc_number else ""
    kind = "A" if record.doc_number else "EB"
    issued = record.issued_on or record.published_on
    day = f"({issued.isoformat()})" if issued else ""
    return f"{holder}. {name}{number_part}[{kind}/OL]: {number}. {day}"


def source_groups(record: PolicyRecord, text: str, hidden: Iterable[Span]) -> tuple[LineGroup, ...]:
    """The whole source, line by line, with everything read from it marked.

    Args:
        record: The record whose spans count into `text`.
        text: The source.
        hidden: Passages that must not be shown.

    Returns:
        Groups of lines; anchors are "src-" and the id of the item, section or annex row that begins there.
    """
    pieces = segments(text, marks_of(record), hidden, anchors_of(record))
    return line_groups(source_lines(pieces, record.blocks))


def anchors_of(record: PolicyRecord) -> dict[str, int]:
    """Where each item, section and annex row, the preamble and the closing provisions begin, by anchor id."""
    found = {f"src-{section.id}": section.span[0] for section in record.sections}
    found |= {f"src-{principle.id}": principle.title_span[0] for principle in record.principles}
    found |= {f"src-{task.id}": task.title_span[0] for task in record.tasks}
    found |= {f"src-{row.id}": row.title_span[0] for row in record.annex_rows}
    for anchor, passage in (("src-preamble", record.preamble), ("src-closing", record.closing)):
        if passage.spans:
            found[anchor] = passage.spans[0][0]
    return found


def marks_of(record: PolicyRecord) -> tuple[Mark, ...]:
    """Every passage that something was read from, with its kind."""
    marks = [Mark(span, "metadata") for span in record.metadata_spans.values()]
    marks += [Mark(span, "body") for span in (*record.preamble.spans, *record.closing.spans)]
    for section in record.sections:
        marks.append(Mark(section.span, "title"))
        marks += [Mark(span, "body") for span in section.spans]
    for principle in record.principles:
        marks.append(Mark(principle.title_span, "title"))
        marks += [Mark(span, "body") for span in principle.spans]
    for task in record.tasks:
        marks += _task_marks(task)
    for row in record.annex_rows:
        marks.append(Mark(row.title_span, "title"))
        marks += [Mark(span, "cell") for span in (*row.text_spans, *row.cell_spans)]
        marks += [Mark(unit.span, "unit") for unit in row.units]
        marks += [Mark(deadline.span, "deadline") for deadline in row.deadlines]
    for citation in record.citations:
        marks += [Mark(span, "citation") for span in (citation.span, *citation.mentions)]
        marks += [Mark(citation.number_span, "number")] if citation.number_span else []
    marks += [Mark(reference.span, "reference") for reference in record.references]
    marks += [Mark(entry.span, "definition") for entry in record.definitions]
    marks += [Mark(deadline.span, "deadline") for deadline in record.deadlines]
    marks += [Mark(repair.span, "repair") for repair in record.repairs]
    marks += [Mark(warning.span, "warning") for warning in record.warnings if warning.severity != "info"]
    return tuple(marks)


def _task_marks(task: Task) -> list[Mark]:
    marks = [Mark(task.title_span, "title")]
    marks += [Mark(span, "body") for span in task.spans]
    marks += [Mark(span, "clause") for span in task.clause_spans]
    marks += [Mark(unit.span, "unit") for unit in task.units]
    marks += [Mark(deadline.span, "deadline") for deadline in task.deadlines]
    marks += [Mark(quantity.span, "quantity") for quantity in task.quantities]
    return marks
