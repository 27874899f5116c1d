"""What the parse stage hands on: everything found in one text, by span, with names still as written."""

from __future__ import annotations

import zlib
from typing import Literal

from generator.models.base import Frozen, Span
from generator.models.kinds import DeadlineType, HeadingKind, Role, RowLink, TaskKind, UnitKind
from generator.models.marks import Block, PersonalData, Repair, Warning_
from generator.models.packed import FAST
from generator.models.stub import Article


class Line(Frozen):
    """One physical line: 1-based number, span without its line end, and its text."""

    number: int
    start: int
    end: int
    text: str


class TextBody(Frozen):
    """A running text that may be broken into several passages of the source.

    Attributes:
        lines: 1-based numbers of the lines it stands on, in order; blank lines between are left out.
        spans: The passages, in order; joined without anything between they are the text.
        paragraph_starts: Indices into `spans` that begin a paragraph of their own; other spans continue
            the one before (a page break inside a sentence).
    """

    lines: tuple[int, ...] = ()
    spans: tuple[Span, ...] = ()
    paragraph_starts: tuple[int, ...] = ()


class ReadUnit(Frozen):
    """A unit (单位) named in a responsibility clause, as written."""

    raw: str
    role: Role
    role_label: str
    kind: UnitKind
    span: Span


class ReadDeadline(Frozen):
    """A time limit (时限) as written; `date` (ISO, or a year "2019") and `period` (ISO 8601) where they follow."""

    raw: str
    type: DeadlineType
    date: str | None = None
    period: str | None = None
    span: Span


class ReadQuantity(Frozen):
    """A figure (量化指标) as written."""

    raw: str
    span: Span


class Heading(Frozen):
    """A numbered heading of the outline.

    Attributes:
        id: Stable id from the numbers on the way to it ("s-2-1").
        label: The heading as written from its number to the end of its title ("二、主要任务").
        role: What kind of part it opens, by the vocabulary of section words.
        item: Id of the task that this heading opens, if it opens one.
        form: Form of its number (chapter, article, first, second, …).
        key: Value of its number ("3"; of 第三条之一 "3-1").
        line_start: Where its number begins.
    """

    id: str
    number: str
    level: int
    title: str
    label: str
    line: int
    span: Span
    kind: HeadingKind = "heading"
    run_in: bool = False
    role: str = "tasks"
    item: str | None = None
    form: str = ""
    key: str = ""
    line_start: int = 0
    body: TextBody = TextBody()
    deadlines: tuple[ReadDeadline, ...] = ()
    quantities: tuple[ReadQuantity, ...] = ()


class ReadItem(Frozen):
    """A task (任务), safeguard (保障措施) or principle (基本原则) with everything said about it."""

    id: str
    number: str
    kind: TaskKind | Literal["principle"]
    title: str
    title_span: Span
    line: int
    path: tuple[str, ...] = ()
    body: TextBody = TextBody()
    clause_spans: tuple[Span, ...] = ()
    units: tuple[ReadUnit, ...] = ()
    open_tails: tuple[ReadQuantity, ...] = ()
    deadlines: tuple[ReadDeadline, ...] = ()
    quantities: tuple[ReadQuantity, ...] = ()


class ReadFigure(Frozen):
    """A value in a table of indicators: as written, the head of its column (2025年目标), and what it is measured in."""

    raw: str
    column: str
    measure: str = ""
    span: Span


class ReadCell(Frozen):
    """A cell of a table as written, with the head of its column; "" for a heading between the rows."""

    raw: str
    column: str = ""
    span: Span


class ReadAnnexRow(Frozen):
    """A row of a task table (任务分工表) in an annex.

    Attributes:
        row: The number as printed, or "" for a group row.
        task: Id of the body task that the row is about, if there is one.
        linked_by: What says so; see `generator.models.record.AnnexRow`.
        groups: What names the groups of rows it belongs to, from the widest one.
        others: Its cells in columns that are no task, unit or time limit (备注, and those whose name nobody knows).
        body: The description cell.
        subtasks: Its numbered parts, as passages of the source (number left out).
        figures: Its values, in a table of indicators.
        nature: Whether an indicator binds (约束性) or is expected (预期性), as written.
    """

    id: str
    row: str
    title: str
    title_span: Span
    line: int
    task: str | None = None
    linked_by: RowLink | None = None
    groups: tuple[ReadCell, ...] = ()
    others: tuple[ReadCell, ...] = ()
    body: TextBody = TextBody()
    subtasks: tuple[Span, ...] = ()
    units: tuple[ReadUnit, ...] = ()
    deadlines: tuple[ReadDeadline, ...] = ()
    figures: tuple[ReadFigure, ...] = ()
    nature: str = ""
    cell_spans: tuple[Span, ...] = ()
    span: Span


class ReadCitation(Frozen):
    """Another document named in the text, at its first mention; `mentions` are the later ones."""

    title: str
    number: str | None = None
    relation: str
    span: Span
    number_span: Span | None = None
    mentions: tuple[Span, ...] = ()


class ReadReference(Frozen):
    """A provision cited by its number: article (条) "3" or "3-1", paragraph (款) and point (项) where named.

    `title` is the document named before it, None for the text itself; `previous` marks 前款.
    """

    raw: str
    title: str | None = None
    article: str
    paragraph: int | None = None
    point: int | None = None
    previous: bool = False
    span: Span


class ReadDefinition(Frozen):
    """A short name (简称) that the text defines for a body: “`name`（以下简称`short`）”."""

    name: str
    name_span: Span
    short: str
    span: Span


class ReadMetadata(Frozen):
    """What the text says about itself; `spans` holds where each field was found, by field name.

    `below` is what the text calls the places below its own, the sign of its level where no registry knows it.
    """

    title: str | None = None
    subtitle: str | None = None
    wrapper_title: str | None = None
    doc_number: str | None = None
    document_type: str | None = None
    text_status: str | None = None
    legal_status: str | None = None
    issuer: str | None = None
    issued_on: str | None = None
    published_on: str | None = None
    place: str | None = None
    below: Literal["counties", "townships"] | None = None
    approved_by: str | None = None
    effective_on: str | None = None
    effective_raw: str | None = None
    validity_raw: str | None = None
    interpreted_by: str | None = None
    index_number: str | None = None
    keywords: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    spans: dict[str, Span] = {}


class Reading(Frozen):
    """The whole reading of one document.

    `closing` is what stands behind the last item and says of the document itself since when it holds and who
    interprets it. `deadlines` are those that stand in no task (date of a consultation, milestones among the goals).
    """

    metadata: ReadMetadata
    preamble: TextBody = TextBody()
    closing: TextBody = TextBody()
    headings: tuple[Heading, ...] = ()
    principles: tuple[ReadItem, ...] = ()
    tasks: tuple[ReadItem, ...] = ()
    annex_rows: tuple[ReadAnnexRow, ...] = ()
    citations: tuple[ReadCitation, ...] = ()
    references: tuple[ReadReference, ...] = ()
    definitions: tuple[ReadDefinition, ...] = ()
    deadlines: tuple[ReadDeadline, ...] = ()
    repairs: tuple[Repair, ...] = ()
    warnings: tuple[Warning_, ...] = ()
    blocks: tuple[Block, ...] = ()
    personal_data: tuple[PersonalData, ...] = ()


class ReadOutline(Frozen):
    """What has to be known of a document's reading while the records of others are made.

    Attributes:
        metadata: What the text says about itself.
        articles: Its articles.
        asks: By what forms of titles and numbers it asks for other documents (`generator.normalise.known`), sorted.
    """

    metadata: ReadMetadata
    articles: tuple[Article, ...] = ()
    asks: tuple[str, ...] = ()


class PackedReading:
    """A reading held packed, unpacked only if somebody asks for more than its outline."""

    def __init__(self, outline: ReadOutline, content: bytes) -> None:
        """Keep `content`, the JSON of a reading as `of` packs it."""
        self.outline = outline
        self.content = content

    @classmethod
    def of(cls, outline: ReadOutline, reading: Reading) -> PackedReading:
        """Pack a reading."""
        return cls(outline, zlib.compress(reading.model_dump_json().encode(), FAST))

    def unpacked(self) -> Reading:
        """The whole reading.

        Raises:
            pydantic.ValidationError: The content is damaged.
            zlib.error: The same.
        """
        return Reading.model_validate_json(zlib.decompress(self.content))
