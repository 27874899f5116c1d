"""PolicyRecord: the contract that record.yaml, the JSON files and outside tools share."""

from __future__ import annotations

import datetime
from typing import Literal

from generator.models.base import Frozen, Span
from generator.models.kinds import DeadlineType, HeadingKind, Level, Role, RowLink, TaskKind, UnitKind, is_annexed
from generator.models.marks import Block, PersonalData, Repair, Warning_
from generator.models.source import TextStatus
from generator.models.titled import is_nothing_but


class Named(Frozen):
    """An id with the name people read."""

    id: str
    name: str


class DomainRef(Named):
    """A domain (领域) of the vocabulary."""


class FunctionRef(Named):
    """A function class (职能类别): what a unit does, whatever it is called locally."""


class AgencyRef(Named):
    """A registered agency of one jurisdiction."""


class Domains(Frozen):
    """The domain an item is about, and those it also touches; `basis` says which words decided."""

    primary: DomainRef | None = None
    secondary: tuple[DomainRef, ...] = ()
    basis: tuple[str, ...] = ()


class Jurisdiction(Frozen):
    """Where a document applies (地区). `parents` are ids from the top down."""

    id: str
    name: str
    level: Level
    parents: tuple[str, ...] = ()


class SourceFile(Frozen):
    """The source document: file name in the policy's folder, hash of its bytes, length in code points."""

    file: str
    sha256: str
    url: str | None = None
    retrieved_on: datetime.date | None = None
    chars: int


class Principle(Frozen):
    """A basic principle (基本原则)."""

    id: str
    number: str
    title: str
    text: str
    lines: tuple[int, ...]
    spans: tuple[Span, ...]
    paragraph_starts: tuple[int, ...] = ()
    title_span: Span
    domains: Domains = Domains()


class Unit(Frozen):
    """A responsible unit (责任单位) in its role; `resolution` says how the agency was found.

    `defined` is where the text defines `raw` as a short name, if it does: the agency is that of the full name.
    """

    raw: str
    role: Role
    role_label: str
    kind: UnitKind
    agency: AgencyRef | None = None
    function: FunctionRef | None = None
    span: Span
    resolution: Literal["registry", "function_words", "collective", "unresolved"] = "unresolved"
    defined: Span | None = None


class Deadline(Frozen):
    """A time limit: `date` is an ISO date or year, `period` an ISO 8601 duration, both null if none follows."""

    raw: str
    type: DeadlineType
    date: str | None = None
    period: str | None = None
    span: Span


class Quantity(Frozen):
    """A figure or an open tail, as written."""

    raw: str
    span: Span


class Section(Frozen):
    """A heading of the outline with the running text that stands directly below it.

    `role` is the kind of part (preliminary, principles, tasks, safeguards, annex, …); `item` the task
    that the heading opens, whose text then stands there and not here.
    """

    id: str
    number: str
    level: int
    title: str
    line: int
    span: Span
    kind: HeadingKind = "heading"
    run_in: bool = False
    role: str = "tasks"
    item: str | None = None
    text: str = ""
    lines: tuple[int, ...] = ()
    spans: tuple[Span, ...] = ()
    paragraph_starts: tuple[int, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    quantities: tuple[Quantity, ...] = ()

    @property
    def has_rows(self) -> bool:
        """Whether what it heads stands in the task table: an annex that is no document of its own."""
        return self.kind == "annex" and not is_annexed(self.id)


def _is_within(span: Span, spans: tuple[Span, ...]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


class Task(Frozen):
    """A provision that obliges somebody: task, task group or safeguard.

    `units_from` and `deadlines_from` are ids of the task groups above it whose closing bracket of responsibilities
    （责任部门：…） holds for this provision too, because it names no units, or no time limit, of its own; what stands
    below an office (三、市财政局) is the duty of that office.
    """

    id: str
    number: str
    kind: TaskKind
    title: str
    path: tuple[str, ...]
    text: str
    lines: tuple[int, ...]
    spans: tuple[Span, ...]
    paragraph_starts: tuple[int, ...] = ()
    title_span: Span
    domains: Domains = Domains()
    units: tuple[Unit, ...] = ()
    open_list: bool = False
    open_tails: tuple[Quantity, ...] = ()
    clause_spans: tuple[Span, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    units_from: str | None = None
    deadlines_from: str | None = None

    @property
    def takes_units(self) -> bool:
        """Whether it has the units of a heading above, and none of its own."""
        return not self.units and self.units_from is not None

    @property
    def clause_units(self) -> tuple[Unit, ...]:
        """The units that its responsibility clauses name, or that are its title, without those that text charges."""
        named = tuple(unit for unit in self.units if _is_within(unit.span, self.clause_spans))
        titled = tuple(unit for unit in self.units if _is_within(unit.span, (self.title_span,)))
        return named or (titled if is_nothing_but(self.title, [unit.raw for unit in titled]) else ())

    @property
    def clause_deadlines(self) -> tuple[Deadline, ...]:
        """The time limits in its responsibility clauses, without those in running text."""
        return tuple(deadline for deadline in self.deadlines if _is_within(deadline.span, self.clause_spans))


class Disagreement(Frozen):
    """Where an annex row and the body task with its title say different things."""

    field: Literal["role", "unit", "text", "missing"]
    body: str
    annex: str
    span: Span


class Figure(Frozen):
    """A value in a table of indicators: as written, the head of its column, and what it is measured in."""

    raw: str
    column: str
    measure: str = ""
    span: Span

    @property
    def said(self) -> str:
        """The value with what tells what it is: 2025年目标：60%."""
        return f"{self.column}：{self.raw}{self.measure}"


class RowCell(Frozen):
    """A cell of a table as written, with the head of its column; "" for a heading between the rows."""

    raw: str
    column: str = ""
    span: Span

    @property
    def said(self) -> str:
        """The cell with what tells what it is: 任务来源：省方案."""
        return f"{self.column}：{self.raw}" if self.column else self.raw


class AnnexRow(Frozen):
    """A row of a task table, linked to the body task it is about, or an indicator with its values (`figures`).

    `linked_by` says how it is known which task that is: the row has its title; a cell merged over several rows has it,
    of which this one is a part; or the table stands in the text of that task. `groups` name what the row belongs to
    (领域, 一级任务, headings between the rows), the widest first; `others` are its cells of further columns.
    """

    id: str
    row: str
    title: str
    task: str | None
    linked_by: RowLink | None = None
    groups: tuple[RowCell, ...] = ()
    others: tuple[RowCell, ...] = ()
    text: str = ""
    subtasks: tuple[str, ...] = ()
    units: tuple[Unit, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    figures: tuple[Figure, ...] = ()
    nature: str = ""
    line: int
    span: Span
    title_span: Span
    text_spans: tuple[Span, ...] = ()
    cell_spans: tuple[Span, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def repeats(self) -> bool:
        """Whether it says as a whole what its task says, so that the two may be held against each other."""
        return self.task is not None and self.linked_by in (None, "title")

    @property
    def cell_deadlines(self) -> tuple[Deadline, ...]:
        """The time limits in its own cells, without those that the text of another cell mentions."""
        return tuple(deadline for deadline in self.deadlines if _is_within(deadline.span, self.cell_spans))


class Citation(Frozen):
    """A document named in the text; `policy` is its id where it is in the corpus."""

    title: str
    number: str | None = None
    relation: Literal[
        "basis",
        "implements",
        "interprets",
        "background",
        "deliverable",
        "instrument_generic",
        "related_interpretation",
        "repeals",
        "amends",
    ]
    policy: str | None = None
    span: Span
    number_span: Span | None = None
    mentions: tuple[Span, ...] = ()


class Reference(Frozen):
    """A provision cited by its number (条款引用): 《社会信用条例》第十二条第二款.

    `title` is the document named before it (null: this one), `policy` its id where it is in the corpus, `item` the
    provision there and `paragraph_span` the paragraph (款), a span into that policy's source.
    """

    raw: str
    title: str | None = None
    policy: str | None = None
    article: str
    paragraph: int | None = None
    point: int | None = None
    item: str | None = None
    paragraph_span: Span | None = None
    span: Span


class Definition(Frozen):
    """A short name (简称) of a body that the text defines: `short` at `span` stands for `name` at `name_span`."""

    name: str
    name_span: Span
    short: str
    span: Span


class Correction(Frozen):
    """A correction by a person that was applied to this record (corrections.yaml).

    Attributes:
        target: Id of the item it changes, or "document".
        field: Name of the field, with dots and indices on the way down ("domains.primary", "units[0].agency").
        before: What the program had found; the correction is refused once this no longer holds.
        after: What stands there instead.
        reason: Why, for readers.
        by: Who says so, for readers.
        line: 1-based line of corrections.yaml where it begins, 0 if unknown.
    """

    target: str
    field: str
    before: object = None
    after: object = None
    reason: str
    by: str | None = None
    line: int = 0


class Preamble(Frozen):
    """The text before the first heading, or behind the last item."""

    text: str = ""
    lines: tuple[int, ...] = ()
    spans: tuple[Span, ...] = ()
    paragraph_starts: tuple[int, ...] = ()


class PolicyHead(Frozen):
    """What a policy document (政策文件) says of itself as a whole."""

    id: str
    title: str
    subtitle: str | None = None
    wrapper_title: str | None = None
    doc_number: str | None = None
    document_type: str
    text_status: TextStatus
    legal_status: str | None = None
    issuer: str | None = None
    issued_on: datetime.date | None = None
    published_on: datetime.date | None = None
    jurisdiction: Jurisdiction
    approved_by: str | None = None
    effective_on: datetime.date | None = None
    effective_raw: str | None = None
    validity_raw: str | None = None
    interpreted_by: str | None = None
    index_number: str | None = None
    keywords: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    metadata_spans: dict[str, Span] = {}
    source: SourceFile


class PolicyRecord(PolicyHead):
    """One policy document (政策文件) as read, checked and named."""

    preamble: Preamble = Preamble()
    closing: Preamble = Preamble()
    sections: tuple[Section, ...] = ()
    principles: tuple[Principle, ...] = ()
    tasks: tuple[Task, ...] = ()
    annex_rows: tuple[AnnexRow, ...] = ()
    citations: tuple[Citation, ...] = ()
    references: tuple[Reference, ...] = ()
    definitions: tuple[Definition, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    repairs: tuple[Repair, ...] = ()
    warnings: tuple[Warning_, ...] = ()
    blocks: tuple[Block, ...] = ()
    personal_data: tuple[PersonalData, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def planning_sections(self) -> tuple[Section, ...]:
        """The sections whose time limits and figures are the document's own: what was reached by then (背景) is not."""
        return tuple(section for section in self.sections if section.role != "background")

    @property
    def all_deadlines(self) -> tuple[Deadline, ...]:
        """The time limits of the document: its own, and those of its sections, tasks and annex rows."""
        holders: tuple[Section | Task | AnnexRow, ...] = (*self.planning_sections, *self.tasks, *self.annex_rows)
        return (*self.deadlines, *(deadline for holder in holders for deadline in holder.deadlines))
