"""Provisions one a row: for programs with every column, and as the sheet of a workbook that is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.export import Document, Run
from generator.render.data.spreadsheet import Column, Value, codes
from generator.render.data.workbook import Heading, Line, Listing
from generator.render.wording import OPEN_LIST, ROLES, STATUSES, marked_name, unsaid

FLAT = (
    Column("group", "所在部分：领域名称、上级标题或对应编组"),
    Column("jurisdiction", "地区", 10),
    Column("policy", "文件编号", 20),
    Column("doc_number", "发文字号", 20),
    Column("text_status", "文本性质：" + codes(STATUSES), 12),
    Column("label", "条文位置", 16),
    Column("title", "条文标题", 28),
    Column("text", "条文全文", 70),
    Column("lead", "牵头单位", 24),
    Column("cooperate", "配合单位", 24),
    Column("responsible", "责任单位（未分牵头配合）", 24),
    Column("open_list", "单位名单是否以“等”结尾", 8),
    Column("deadlines", "时限", 16),
    Column("quantities", "量化指标", 16),
    Column("base", "对照的条文", 16),
    Column("relation", "与对照条文的关系", 12),
    Column("difference", "与对照条文的差异：〔增：…〕〔删：…〕〔移入：…〕〔移出：…〕", 70),
    Column("permalink", "固定链接；网站地址未设定的，为相对于网站根目录的路径", 40),
)

_GROUP = Heading("所在部分", 14)
_HEADINGS = (
    Heading("地区", 13),
    Heading("发文字号", 18),
    Heading("位置", 10),
    Heading("标题", 22),
    Heading("条文", 66),
    Heading("责任单位", 28),
    Heading("时限与指标", 16),
    Heading("对照条文", 16),
    Heading("关系", 10),
)
_SAID = (5, 6)
"""Places of the headings of which it is said why nothing stands there: 责任单位, 时限与指标."""

_REWRITTEN = (
    "有对照条文而没有标记的，是文字大多不同的条文，不标差异，或只是提及；逐词的差异另见“数据”中的 difference 一列。"
)


@dataclass(frozen=True)
class FlatRow:
    """A provision: a value for each column of FLAT, and the steps from what it is marked against, if they read well."""

    values: tuple[Value, ...]
    runs: tuple[Run, ...] = ()


def listing_of(document: Document, rows: Sequence[FlatRow]) -> Listing:
    """Rows as they are read: in Chinese, differences marked in the text, columns in which nothing stands left out.

    Args:
        document: The same content as a document, for its title, notes and sources.
        rows: The provisions.

    Returns:
        The listing; a row with which another group begins leads it.
    """
    told = [{column.name: value for column, value in zip(FLAT, row.values, strict=True)} for row in rows]
    groups = [str(values["group"] or "") for values in told]
    grouped = len(set(groups)) > 1
    cells = [_cells(values, row.runs) for values, row in zip(told, rows, strict=True)]
    held = [at for at in range(len(_HEADINGS)) if not cells or any(row[at] for row in cells)]
    unknown = [unsaid(str(values["text_status"])) for values in told]
    lines = tuple(
        Line(
            cells=((group,) if grouped else ()) + tuple(row[at] or (none if at in _SAID else "") for at in held),
            leading=grouped and group != before,
        )
        for row, none, group, before in zip(cells, unknown, groups, ["", *groups], strict=False)
    )
    marked = any(row.runs for row in rows)
    unmarked = any(values["base"] and not row.runs for values, row in zip(told, rows, strict=True))
    return Listing(
        title=document.title,
        subtitle=document.subtitle,
        headings=((_GROUP,) if grouped else ()) + tuple(_HEADINGS[at] for at in held),
        lines=lines,
        notes=(*document.notes, *((_REWRITTEN,) if marked and unmarked else ())),
        sources=tuple(source.text for source in document.sources),
        marked=marked,
    )


def _cells(values: Mapping[str, Value], runs: tuple[Run, ...]) -> tuple[str | tuple[Run, ...], ...]:
    units = "\n".join(f"{ROLES[role]}：{values[role]}" for role in ROLES if values[role])
    terms = (str(values[name]) for name in ("deadlines", "quantities") if values[name])
    text = str(values["text"] or "（只有标题，没有正文）")
    return (
        marked_name(str(values["jurisdiction"] or ""), str(values["text_status"])),
        *(str(values[name] or "") for name in ("doc_number", "label", "title")),
        runs or text,
        units + OPEN_LIST if units and values["open_list"] else units,
        "\n".join(terms),
        *(str(values[name] or "") for name in ("base", "relation")),
    )
