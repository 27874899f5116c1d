"""What people are shown before a document is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from generator.add.proposal import Proposal
from generator.models import AnnexRow, PolicyRecord, Task, Unit, Warning_
from generator.render.wording import BLOCKS, LEVELS, RELATIONS, STATUSES
from generator.store import dump_notes

_LISTED = 12
_NONE = "（没有读出）"


def summarise(proposal: Proposal) -> RenderableType:
    """A proposal as it is shown in the terminal.

    Args:
        proposal: What would be written.

    Returns:
        Tables of plain text: nothing of the document is taken for markup or for terminal codes.
    """
    record = proposal.record
    action = "替换" if proposal.replaces else "新增"
    title = Text(f"{action} policies/{record.id}/  ←  {_clean(str(proposal.file))}", style="bold")
    parts: list[RenderableType] = [title, Padding(_rows(_identity(proposal)), (0, 0, 1, 2))]
    parts.append(Padding(_rows(_contents(record)), (0, 0, 1, 2)))
    if proposal.doubts:
        asked = "请对照原件核实；本文件引错的，照录不改；库中有误的，更正库中文件"
        doubts = [("引用待核", said) for said in proposal.doubts]
        parts.append(Padding(_rows([*doubts, ("", asked)]), (0, 0, 1, 2)))
    consequences = list(_consequences(proposal))
    if consequences:
        parts.append(Padding(_rows(consequences), (0, 0, 1, 2)))
    return Group(*parts)


def _identity(proposal: Proposal) -> Iterator[tuple[str, str]]:
    record = proposal.record
    place = record.jurisdiction
    unregistered = "，未登记" if any(entry.id == place.id for entry in proposal.unregistered) else ""
    yield "标题", record.title if record.title != record.id else _NONE
    yield "文号", record.doc_number or _NONE
    yield "文种", record.document_type
    yield "发文机关", record.issuer or _NONE
    yield "成文日期", str(record.issued_on or _NONE)
    if record.published_on:
        yield "公开日期", str(record.published_on)
    yield "地区", f"{place.name}（{place.id}，{LEVELS[place.level]}{unregistered}）"
    yield "文本性质", STATUSES[record.text_status]
    if record.legal_status:
        yield "效力", record.legal_status
    for citation in record.citations:
        if citation.relation in {"basis", "implements", "interprets", "repeals", "amends"}:
            known = f"→ policies/{citation.policy}" if citation.policy else "（不在库中）"
            yield RELATIONS[citation.relation], f"《{citation.title}》{citation.number or ''} {known}"


def _contents(record: PolicyRecord) -> Iterator[tuple[str, str]]:
    kinds = Counter(task.kind for task in record.tasks)
    safeguards = kinds.pop("safeguard", 0)
    rows = f"，任务分工表{len(record.annex_rows)}行" if record.annex_rows else ""
    yield "读出", f"基本原则{len(record.principles)}条，任务{kinds.total()}项，保障措施{safeguards}项{rows}"
    holders: list[Task | AnnexRow] = [*record.tasks, *record.annex_rows]
    units = [unit for holder in holders for unit in holder.units]
    yield "责任单位", _units(units)
    unknown = list(dict.fromkeys(unit.raw for unit in units if unit.kind == "named" and unit.agency is None))
    if unknown:
        yield "未登记单位", f"{len(unknown)}个：{_some(unknown)}"
    made = dict.fromkeys(w.message.split("自拟领域“")[-1].split("”")[0] for w in _coded(record, "domain_from_heading"))
    if made:
        yield "自拟领域", _some(list(made))
    codes = Counter(warning.code for warning in record.warnings if warning.severity != "info")
    yield "提示", "，".join(f"{code} {count}" for code, count in sorted(codes.items())) or "无"
    yield "文字归类", _shares(record)


def _consequences(proposal: Proposal) -> Iterator[tuple[str, str]]:
    previous = proposal.joined.previous
    if previous is not None:
        yield "现有文本", f"《{previous.title}》{STATUSES[previous.text_status]}，{previous.source.chars}字，将被替换"
        if proposal.lost:
            yield (
                "不再有的条目",
                f"{len(proposal.lost)}条：{_some([f'{name} {title}' for name, title in proposal.lost])}",
            )
        else:
            yield "原有条目", "编号全部保留"
        yield "新增条目", f"{proposal.gained}条"
    for name, value in proposal.dropped:
        yield "随旧文本删去", f"source.yaml 的 {name}：{value}"
    notes = dump_notes(proposal.notes)
    if notes:
        yield "source.yaml", notes.strip()
    if proposal.joined.changed:
        yield "一并更新", "、".join(f"policies/{record.id}/record.yaml" for record in proposal.joined.changed)
    if proposal.unregistered:
        yield "地区未登记", "policykb vocabulary suggest 会给出可登记的条目"


def _units(units: Iterable[Unit]) -> str:
    counts: Counter[str] = Counter(unit.resolution for unit in units)
    words = (
        ("registry", "已登记"),
        ("function_words", "按名称归类"),
        ("collective", "集合名称"),
        ("unresolved", "未能归类"),
    )
    told = "，".join(f"{word}{counts[name]}" for name, word in words if counts[name])
    return f"{counts.total()}处" + (f"（{told}）" if told else "")


def _shares(record: PolicyRecord) -> str:
    counts: Counter[str] = Counter()
    for block in record.blocks:
        counts[block.kind] += block.span[1] - block.span[0]
    total = counts.total() or 1
    ordered = [kind for kind in BLOCKS if counts[kind]]
    return "，".join(f"{BLOCKS[kind]} {counts[kind] / total:.1%}" for kind in ordered)


def _coded(record: PolicyRecord, code: str) -> Iterator[Warning_]:
    return (warning for warning in record.warnings if warning.code == code)


def _some(words: list[str]) -> str:
    more = f" 等{len(words)}个" if len(words) > _LISTED else ""
    return "、".join(words[:_LISTED]) + more


def _rows(rows: Iterable[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for name, value in rows:
        table.add_row(Text(name), Text(_clean(value)))
    return table


def _clean(text: str) -> str:
    """A text without anything that a terminal could obey."""
    return "".join(character if character.isprintable() or character == "\n" else "�" for character in text)
