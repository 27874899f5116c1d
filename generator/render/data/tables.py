"""data/*.csv and data/tasks.xlsx: tasks, units, deadlines, quantities, citations, shared words and so on."""

from __future__ import annotations

import bisect
import json
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from generator.models import AnnexRow, PolicyRecord, Principle, Task
from generator.render.compared import letters
from generator.render.data.sizes import has_workbook
from generator.render.data.spreadsheet import Column, Table, Value, as_csv, as_xlsx, csv_head, csv_rows
from generator.render.data.table_columns import (
    CITATION_COLUMNS,
    DEADLINE_COLUMNS,
    DEFINITION_COLUMNS,
    QUALITY_COLUMNS,
    QUANTITY_COLUMNS,
    REFERENCE_COLUMNS,
    SHARED_COLUMNS,
    TASK_COLUMNS,
    UNIT_COLUMNS,
)
from generator.render.duties import annex_deadlines, deadlines_above, units_above, units_said
from generator.render.environment import index_of, per_site
from generator.render.materials import Materials, cut_up, joined
from generator.render.personal_data import mask_for
from generator.render.pieces import Pieces, piece
from generator.render.site import DataFile, KeptFile, SiteInput

_ROLE_COLUMNS = ("lead", "cooperate", "responsible")
"""Roles in the order of their columns, which published tables keep whatever comes first on pages."""


class _Book:
    """One record on its way into rows."""

    def __init__(self, record: PolicyRecord, site: SiteInput) -> None:
        self.record = record
        self.items = index_of(site).items(record.id)
        self.hide = mask_for(record, site).text
        self.place = (record.id, record.jurisdiction.id, record.jurisdiction.name)
        self.index = index_of(site)
        self.breaks = [found.start() for found in re.finditer("\n", site.sources[record.id])]
        self.domains = {task.id: task.domains.primary.id if task.domains.primary else "" for task in record.tasks}

    def position(self, span: tuple[int, int]) -> tuple[Value, ...]:
        """Start, end and 1-based line of a passage."""
        return (*span, bisect.bisect_left(self.breaks, span[0]) + 1)

    def quality(self) -> Iterator[tuple[Value, ...]]:
        """How much of the document was read how surely."""
        record = self.record
        units = [unit for item, _, _ in self._duty_items() for unit in item.units]
        left = sum(block.span[1] - block.span[0] for block in record.blocks if block.kind == "unclassified")
        to_check = sum(warning.severity != "info" for warning in record.warnings)
        checked = (to_check, len(record.warnings) - to_check, len(record.repairs), len(record.corrections))
        unresolved = sum(unit.resolution == "unresolved" for unit in units)
        yield (*self.place, record.source.chars, left, *checked, len(units), unresolved)

    def tasks(self) -> Iterator[tuple[Value, ...]]:
        record = self.record
        issued = record.issued_on.isoformat() if record.issued_on else None
        shares = self.index.reuse_shares(record.id)
        document = (record.jurisdiction.level, record.title, record.doc_number, issued, record.text_status)
        for item in self.items:
            primary = item.domains.primary
            yield (
                *self.place,
                *document,
                item.id,
                *self._words(item),
                len(item.text),
                primary.id if primary else None,
                primary.name if primary else None,
                "；".join(domain.id for domain in item.domains.secondary),
                *self._duties(item),
                item.lines[0] if item.lines else None,
                item.lines[-1] if item.lines else None,
                shares.get(item.id),
                f"policies/{record.id}.html#{item.id}",
            )

    def _words(self, item: Task | Principle) -> tuple[Value, ...]:
        kind, path = (item.kind, " > ".join(item.path)) if isinstance(item, Task) else ("principle", "")
        return (kind, item.number, path, item.title, self.hide(item.text))

    def _duties(self, item: Task | Principle) -> tuple[Value, ...]:
        if not isinstance(item, Task):
            return ("", "", "", None, None, "", None, "", "")
        units = units_said(self.record, item)
        deadlines = item.deadlines or deadlines_above(self.record, item)
        return (
            *("；".join(unit.raw for unit in units if unit.role == role) for role in _ROLE_COLUMNS),
            item.open_list,
            item.units_from,
            "；".join(entry.raw for entry in deadlines),
            item.deadlines_from,
            "；".join(entry.raw for entry in annex_deadlines(self.record, item)),
            "；".join(entry.raw for entry in item.quantities),
        )

    def _duty_items(self) -> Iterator[tuple[Task | AnnexRow, str, str]]:
        for task in self.record.tasks:
            yield task, "body", self.domains[task.id]
        for row in self.record.annex_rows:
            yield row, "annex", self.domains.get(row.task or "", "")

    def units(self) -> Iterator[tuple[Value, ...]]:
        for item, where, domain in self._duty_items():
            above = units_above(self.record, item) if isinstance(item, Task) else ()
            for unit in item.units or above:
                yield (
                    *self.place,
                    item.id,
                    "heading" if above else where,
                    item.title,
                    domain,
                    unit.raw,
                    unit.role,
                    unit.role_label,
                    unit.kind,
                    unit.agency.id if unit.agency else None,
                    unit.agency.name if unit.agency else None,
                    unit.function.id if unit.function else None,
                    unit.function.name if unit.function else None,
                    unit.resolution,
                    *self.position(unit.span),
                )

    def deadlines(self) -> Iterator[tuple[Value, ...]]:
        for entry in self.record.deadlines:
            fact = ("", "document", "", "", entry.raw, entry.type, entry.date, entry.period)
            yield (*self.place, *fact, *self.position(entry.span))
        for section in self.record.planning_sections:
            for entry in section.deadlines:
                fact = (section.id, "section", section.title, "", entry.raw, entry.type, entry.date, entry.period)
                yield (*self.place, *fact, *self.position(entry.span))
        for item, where, domain in self._duty_items():
            above = deadlines_above(self.record, item) if isinstance(item, Task) else ()
            for entry in item.deadlines or above:
                place = "heading" if above else where
                fact = (item.id, place, item.title, domain, entry.raw, entry.type, entry.date, entry.period)
                yield (*self.place, *fact, *self.position(entry.span))

    def quantities(self) -> Iterator[tuple[Value, ...]]:
        for section in self.record.planning_sections:
            for entry in section.quantities:
                yield (*self.place, section.id, section.title, "", entry.raw, *self.position(entry.span))
        for task in self.record.tasks:
            for entry in task.quantities:
                yield (*self.place, task.id, task.title, self.domains[task.id], entry.raw, *self.position(entry.span))
        for row in self.record.annex_rows:
            for figure in row.figures:
                yield (*self.place, row.id, row.title, "", figure.said, *self.position(figure.span))

    def citations(self) -> Iterator[tuple[Value, ...]]:
        for cited in self.record.citations:
            fact = (cited.title, cited.number, cited.relation, cited.policy, cited.policy is not None)
            yield (*self.place, *fact, len(cited.mentions), *self.position(cited.span))

    def references(self) -> Iterator[tuple[Value, ...]]:
        for entry in self.record.references:
            place = (entry.article.replace("-", "之"), entry.paragraph, entry.point)
            yield (*self.place, entry.raw, entry.title, entry.policy, *place, entry.item, *self.position(entry.span))

    def definitions(self) -> Iterator[tuple[Value, ...]]:
        for entry in self.record.definitions:
            yield (*self.place, self.hide(entry.short), self.hide(entry.name), *self.position(entry.span))

    def shared(self) -> Iterator[tuple[Value, ...]]:
        for item in self.items:
            reuse = self.index.reuse(self.record.id, item.id)
            for run in sorted(reuse.runs, key=lambda run: run.span) if reuse is not None else ():
                others = "；".join(f"{ref.policy}#{ref.item}" for ref in run.others)
                told = (self.hide(run.text), letters(run.text), len(run.others), others)
                yield (*self.place, item.id, item.title, *told, *run.span)


class _Kind(NamedTuple):
    """A kind of table: its file's name, its sheet's, its columns, and the rows that a record gives."""

    name: str
    sheet: str
    columns: tuple[Column, ...]
    rows: Callable[[_Book], Iterator[tuple[Value, ...]]]


TABLES = (
    _Kind("tasks", "条文", TASK_COLUMNS, _Book.tasks),
    _Kind("units", "责任单位", UNIT_COLUMNS, _Book.units),
    _Kind("deadlines", "时限", DEADLINE_COLUMNS, _Book.deadlines),
    _Kind("quantities", "量化指标", QUANTITY_COLUMNS, _Book.quantities),
    _Kind("citations", "引用文件", CITATION_COLUMNS, _Book.citations),
    _Kind("references", "引用条款", REFERENCE_COLUMNS, _Book.references),
    _Kind("definitions", "文中简称", DEFINITION_COLUMNS, _Book.definitions),
    _Kind("shared", "相同文字", SHARED_COLUMNS, _Book.shared),
    _Kind("quality", "质量", QUALITY_COLUMNS, _Book.quality),
)
"""All kinds of tables, in the order of their sheets."""


MATERIALS = ("tables",)


def states() -> Iterator[str]:
    """Nothing is kept but what each document gives."""
    return iter(())


def files(site: SiteInput) -> Iterator[DataFile]:
    """All tables as CSV, and all of them as the sheets of one workbook where they are not too long for one."""
    every = tables(site)
    for table in every:
        yield DataFile(f"data/{table.name}.csv", as_csv(table))
    if has_workbook(site):
        yield DataFile("data/tasks.xlsx", as_xlsx(every, tuple(kind.sheet for kind in TABLES)))


def files_from(site: SiteInput, materials: Materials) -> Iterator[DataFile | KeptFile]:
    """The same files; where there is no workbook, from the rows that are kept of each document."""
    if has_workbook(site):
        yield from files(site)
        return
    lay = materials.apart()
    made = tuple(Pieces(f"data/{kind.name}.csv", lay) for kind in TABLES)
    for table, kind in zip(made, TABLES, strict=True):
        table.append(piece(csv_head(kind.columns)))
    for record in site.records:
        *rows_of_kinds, _ = cut_up(materials.of("tables", record.id, _told))
        for table, rows in zip(made, rows_of_kinds, strict=True):
            table.append(rows)
    yield from (table.file() for table in made)


@per_site
def tables(site: SiteInput) -> tuple[Table, ...]:
    """Tasks (with principles), units and everything else read, of all records, in record order."""
    books = [_Book(record, site) for record in site.records]
    return tuple(
        Table(kind.name, kind.columns, tuple(row for book in books for row in kind.rows(book))) for kind in TABLES
    )


class Samples(NamedTuple):
    """What is told of a table without its rows.

    Attributes:
        rows: How many there are.
        values: For each column the first value that is none of None and "", None if there is none.
    """

    rows: int
    values: tuple[Value, ...]


def samples(site: SiteInput, materials: Materials) -> Iterator[tuple[_Kind, Samples]]:
    """What is told of each kind of table."""
    of_documents = [json.loads(cut_up(materials.of("tables", record.id, _told))[-1]) for record in site.records]
    for at, kind in enumerate(TABLES):
        held = [Samples(*of_document[at]) for of_document in of_documents]
        firsts = (
            next((one.values[column] for one in held if one.values[column] is not None), None)
            for column in range(len(kind.columns))
        )
        yield kind, Samples(sum(one.rows for one in held), tuple(firsts))


def sampled(table: Table) -> Samples:
    """What is told of one table."""
    firsts = (
        next((row[column] for row in table.rows if row[column] not in (None, "")), None)
        for column in range(len(table.columns))
    )
    return Samples(len(table.rows), tuple(firsts))


def _told(site: SiteInput, policy: str) -> bytes:
    """The rows that a document adds to each table as a piece of CSV, and last what is told of these without them."""
    book = _Book(index_of(site).record(policy), site)
    found = [Table(kind.name, kind.columns, tuple(kind.rows(book))) for kind in TABLES]
    told = json.dumps([sampled(table) for table in found], ensure_ascii=False)
    return joined((*(piece(csv_rows(table.rows)) for table in found), told.encode()))
