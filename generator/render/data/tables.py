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
from generator.render.data.spreadsheet import Column, Table, Value, as_csv, as_xlsx, codes, csv_head, csv_rows
from generator.render.duties import annex_deadlines, deadlines_above, units_above, units_said
from generator.render.environment import index_of, per_site
from generator.render.materials import Materials, cut_up, joined
from generator.render.personal_data import mask_for
from generator.render.pieces import file_of, piece
from generator.render.site import DataFile, KeptFile, SiteInput
from generator.render.wording import DEADLINES, KINDS, LEVELS, RELATIONS, ROLES, STATUSES

_ROLE_COLUMNS = ("lead", "cooperate", "responsible")
"""Roles in the order of their columns, which published tables keep whatever comes first on pages."""

_POLICY = (
    Column("policy", "文件编号（本库）", 20),
    Column("jurisdiction", "地区编号", 12, folded=True),
    Column("jurisdiction_name", "地区名称", 12),
)
_PLACE = (
    Column("start", "在原文中的起点（字符序号，从 0 起）", 8, folded=True),
    Column("end", "在原文中的终点（不含）", 8, folded=True),
    Column("line", "在原文中的行号（从 1 起）", 8),
)
TASK_COLUMNS = (
    *_POLICY,
    Column("level", "地区级别：" + codes(LEVELS), 12, folded=True),
    Column("document_title", "文件标题", 24),
    Column("doc_number", "发文字号", 18),
    Column("issued_on", "成文日期", 12),
    Column("text_status", "文本性质：" + codes(STATUSES), 12),
    Column("item", "条文编号，与页面锚点一致", 10, folded=True),
    Column("kind", "条文类别：" + codes(KINDS), 12),
    Column("number", "条文序号（原样）", 8),
    Column("path", "上级标题，以“ > ”分隔", 24),
    Column("title", "条文标题", 24),
    Column("text", "条文正文（已作登记的修复）", 70),
    Column("chars", "正文字数", 8, folded=True),
    Column("domain", "主要领域编号", 20, folded=True),
    Column("domain_name", "主要领域名称", 14),
    Column("secondary_domains", "兼及领域编号，以“；”分隔", 20, folded=True),
    Column("lead_units", "牵头单位（原样），以“；”分隔", 18),
    Column("cooperate_units", "配合单位（原样），以“；”分隔", 18),
    Column("responsible_units", "责任单位（原样），以“；”分隔", 18),
    Column("open_list", "单位名单是否以“等”结尾", 8),
    Column("units_from", "前三列取自哪一上级条文标题后的括号，或就是单位名称的标题；本条自己写有单位的为空", 8),
    Column("deadlines", "时限（原样），以“；”分隔", 14),
    Column("deadlines_from", "前一列取自哪一上级条文标题后的括号；本条自己写有时限的为空", 8),
    Column("annex_deadlines", "附表另写的时限（原样），以“；”分隔", 14),
    Column("quantities", "量化指标（原样），以“；”分隔", 14),
    Column("first_line", "原文起始行", 8, folded=True),
    Column("last_line", "原文结束行", 8, folded=True),
    Column("verbatim_share", "沿用比例：与他处连续 10 字以上相同的字数占比；摘编不计，为空", 8),
    Column("page", "页面地址（相对于站点根目录）", 40, folded=True),
)
UNIT_COLUMNS = (
    *_POLICY,
    Column("item", "条文编号或附表行编号", 10, folded=True),
    Column("place", "所在：body 正文，heading 上级标题后的括号（本条没有自己的），annex 附表", 8),
    Column("item_title", "条文标题", 30),
    Column("domain", "条文的主要领域编号（附表行取对应正文条文的）", 20, folded=True),
    Column("raw", "单位名称（原样）", 20),
    Column("role", "角色：" + codes(ROLES), 12),
    Column("role_label", "原文用的角色名称", 12),
    Column("kind", "单位类别：named 具名单位，collective 集合称谓", 12),
    Column("agency", "名录中的单位编号", 20, folded=True),
    Column("agency_name", "名录中的单位全称", 24),
    Column("function", "职能类别编号", 16, folded=True),
    Column("function_name", "职能类别名称", 16),
    Column(
        "resolution",
        "识别方式：registry 名录，function_words 职能词，collective 集合称谓，unresolved 未识别",
        16,
        folded=True,
    ),
    *_PLACE,
)
DEADLINE_COLUMNS = (
    *_POLICY,
    Column("item", "条文、标题或附表行的编号；不属于某一条的为空", 10, folded=True),
    Column(
        "place",
        "所在：body 正文，heading 上级标题后的括号（本条没有自己的），annex 附表，section 标题下的总述（总体目标等），"
        "document 征求意见期限等",
        8,
    ),
    Column("item_title", "条文标题", 30),
    Column("domain", "条文的主要领域编号", 20, folded=True),
    Column("raw", "时限（原样）", 24),
    Column("type", "类型：" + codes(DEADLINES), 12),
    Column("date", "推得的日期（年、年-月或年-月-日），不能推得时为空", 12),
    Column("period", "推得的周期（ISO 8601），不能推得时为空", 10),
    *_PLACE,
)
QUANTITY_COLUMNS = (
    *_POLICY,
    Column("item", "条文或标题的编号", 10, folded=True),
    Column("item_title", "条文标题", 30),
    Column("domain", "条文的主要领域编号", 20, folded=True),
    Column("raw", "量化指标（原样；指标表中的写明栏目和计量单位）", 30),
    *_PLACE,
)
CITATION_COLUMNS = (
    *_POLICY,
    Column("title", "所引文件的标题（原样）", 40),
    Column("number", "所引文件的发文字号（原样）", 20),
    Column("relation", "关系：" + codes(RELATIONS), 18),
    Column("cited_policy", "所引文件在本库的编号，未收录时为空", 20, folded=True),
    Column("held", "本库是否收录", 8),
    Column("mentions", "除首次外再次提及的次数", 8),
    *_PLACE,
)
REFERENCE_COLUMNS = (
    *_POLICY,
    Column("raw", "所引条款（原样）", 20),
    Column("title", "所引文件的标题（原样），空为本文件", 40),
    Column("cited_policy", "所引文件在本库的编号，未收录时为空", 20, folded=True),
    Column("article", "条，第十二条之一作 12之1", 8),
    Column("paragraph", "款，未写明为空", 8),
    Column("point", "项，未写明为空", 8),
    Column("cited_item", "所引条文在本库的编号，与页面锚点一致；对不上时为空", 12, folded=True),
    *_PLACE,
)
DEFINITION_COLUMNS = (
    *_POLICY,
    Column("short", "简称（原样）", 20),
    Column("name", "所指的全称（原样）", 40),
    *_PLACE,
)
SHARED_COLUMNS = (
    *_POLICY,
    Column("item", "条文编号，与页面锚点一致", 10, folded=True),
    Column("item_title", "条文标题", 30),
    Column("text", "与别处逐字相同的一段（原样）", 60),
    Column("letters", "字数，不计标点", 8),
    Column("homes", "另见于几条", 8),
    Column("others", "另见于，写作“文件编号#条文编号”，以“；”分隔", 40),
    Column("start", "在条文正文中的起点（字符序号，从 0 起）", 8, folded=True),
    Column("end", "在条文正文中的终点（不含）", 8, folded=True),
)

QUALITY_COLUMNS = (
    *_POLICY,
    Column("chars", "原文字数", 8),
    Column("unclassified", "未能归类的字数", 8),
    Column("to_check", "待核处数", 8),
    Column("notes", "说明处数", 8),
    Column("repairs", "修复处数", 8),
    Column("corrections", "人工更正处数", 8),
    Column("units", "写明的单位处数，正文与附表合计", 8),
    Column("unresolved", "其中未能识别的", 8),
)


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
    pieces = [[piece(csv_head(kind.columns))] for kind in TABLES]
    for record in site.records:
        *rows_of_kinds, _ = cut_up(materials.of("tables", record.id, _told))
        for held, rows in zip(pieces, rows_of_kinds, strict=True):
            held.append(rows)
    for held, kind in zip(pieces, TABLES, strict=True):
        yield file_of(f"data/{kind.name}.csv", held)


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
