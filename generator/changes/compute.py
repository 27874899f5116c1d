"""Compare two states of the records: provisions by id, then by their words, and field by field."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from generator.changes.models import Changes, FieldChange, ItemChange, ItemLine, PolicyChanges
from generator.models import AnnexRow, Deadline, PolicyRecord, Principle, Section, Task, Unit

_CLAUSE_END = re.compile(r"(?<=[。；;！？\n])")
_KINDS = {"task": "任务", "task_group": "任务组", "safeguard": "保障措施"}

_TEXTS = frozenset({"正文", "引言", "结尾"})
"""Fields whose sentences stand in an order."""

Item = Principle | Task | AnnexRow | Section


def changes_between(old: Sequence[PolicyRecord], new: Sequence[PolicyRecord]) -> Changes:
    """What changed from one state of the records to another.

    Args:
        old: The records before.
        new: The records after.

    Returns:
        Documents added, changed and removed, by id. Positions (lines, spans), warnings and repairs are left out: they
        change whenever the program learns something and say nothing about what a document orders.
    """
    before = {record.id: record for record in old}
    after = {record.id: record for record in new}
    found = []
    for policy_id in sorted({*before, *after}):
        change = _policy(before.get(policy_id), after.get(policy_id))
        if change is not None:
            found.append(change)
    return Changes(policies=tuple(found))


def _policy(old: PolicyRecord | None, new: PolicyRecord | None) -> PolicyChanges | None:
    if old is None or new is None:
        record = new or old
        assert record is not None
        lines = tuple(_line(item) for item in _items(record))
        if new is None:
            return PolicyChanges(id=record.id, title=record.title, state="removed", removed=lines)
        return PolicyChanges(id=record.id, title=record.title, state="added", added=lines)
    # Sections are no provisions and not counted with a whole document; what stands in them (总体目标) changes as well.
    pairs, added, removed = _matched([*_items(old), *_sections(old)], [*_items(new), *_sections(new)])
    changed = []
    for one, other in pairs:
        fields = _differing(_values(one), _values(other))
        if fields or one.id != other.id:
            old_id = one.id if one.id != other.id else None
            changed.append(ItemChange(item=_line(other), old_id=old_id, fields=fields))
    metadata = _differing(_metadata(old), _metadata(new))
    if not (changed or added or removed or metadata):
        return None
    return PolicyChanges(
        id=new.id,
        title=new.title,
        state="changed",
        fields=metadata,
        added=tuple(_line(item) for item in added),
        changed=tuple(changed),
        removed=tuple(_line(item) for item in removed),
    )


def _items(record: PolicyRecord) -> list[Item]:
    return [*record.principles, *record.tasks, *record.annex_rows]


def _sections(record: PolicyRecord) -> list[Item]:
    """The headings that open no provision, with the text below them."""
    return [section for section in record.sections if section.item is None]


def _matched(old: Sequence[Item], new: Sequence[Item]) -> tuple[list[tuple[Item, Item]], list[Item], list[Item]]:
    """Pairs in the order of the new state, what is only new, what is only old.

    An inserted paragraph shifts the ids behind it. What has the same words is therefore paired first, then what has
    the same title, then what has the same id.
    """
    left = list(old)
    partner: dict[int, Item] = {}
    for same in (_same_words, _same_title, _same_id):
        for position, item in enumerate(new):
            if position in partner:
                continue
            matches = [one for one in left if type(one) is type(item) and same(one, item)]
            if matches:
                # The same words may stand twice; the one with the same id is meant then.
                match = next((one for one in matches if one.id == item.id), matches[0])
                partner[position] = match
                left = [one for one in left if one is not match]
    pairs = [(partner[position], item) for position, item in enumerate(new) if position in partner]
    return pairs, [item for position, item in enumerate(new) if position not in partner], left


def _same_words(one: Item, other: Item) -> bool:
    return (one.title, one.text) == (other.title, other.text)


def _same_title(one: Item, other: Item) -> bool:
    return bool(one.title) and one.title == other.title


def _same_id(one: Item, other: Item) -> bool:
    return one.id == other.id


def _line(item: Item) -> ItemLine:
    if isinstance(item, AnnexRow):
        return ItemLine(id=item.id, kind="任务分工表", number=item.row, title=item.title)
    if isinstance(item, Section):
        return ItemLine(id=item.id, kind="章节", number=item.number, title=item.title)
    kind = _KINDS[item.kind] if isinstance(item, Task) else "基本原则"
    return ItemLine(id=item.id, kind=kind, number=item.number, title=item.title)


def _values(item: Item) -> dict[str, list[str]]:
    values = {"序号": [_line(item).number], "标题": [item.title], "正文": _clauses(item.text)}
    if isinstance(item, Task):
        domains = [*([item.domains.primary] if item.domains.primary else []), *item.domains.secondary]
        values["性质"] = [_KINDS[item.kind]]
        values["领域"] = [domain.name for domain in domains]
    if isinstance(item, AnnexRow):
        values["分组"] = [group.said for group in item.groups]
        values["其他栏目"] = [cell.said for cell in item.others]
        values["子任务"] = list(item.subtasks)
        values["数值"] = [figure.said for figure in item.figures]
        values["属性"] = [item.nature] if item.nature else []
    if isinstance(item, Task | AnnexRow):
        values["责任单位"] = [_unit(unit) for unit in item.units]
    if isinstance(item, Task | AnnexRow | Section):
        values["时限"] = [_deadline(deadline) for deadline in item.deadlines]
    return values


def _metadata(record: PolicyRecord) -> dict[str, list[str]]:
    named = {
        "标题": record.title,
        "文号": record.doc_number,
        "文种": record.document_type,
        "文本性质": record.text_status,
        "效力": record.legal_status,
        "发文机关": record.issuer,
        "成文日期": record.issued_on and record.issued_on.isoformat(),
        "公布日期": record.published_on and record.published_on.isoformat(),
        "施行日期": record.effective_on and record.effective_on.isoformat(),
        "地区": record.jurisdiction.name,
    }
    values = {name: [value] if value else [] for name, value in named.items()}
    values["引用文件"] = [f"{one.title}（{one.number}）" if one.number else one.title for one in record.citations]
    values["通篇时限"] = [_deadline(deadline) for deadline in record.deadlines]
    values["引言"] = _clauses(record.preamble.text)
    values["结尾"] = _clauses(record.closing.text)
    return values


def _unit(unit: Unit) -> str:
    return f"{unit.role_label}：{unit.raw}"


def _deadline(deadline: Deadline) -> str:
    return f"{deadline.raw}（{deadline.date}）" if deadline.date and deadline.date != deadline.raw else deadline.raw


def _clauses(text: str) -> list[str]:
    return [clause.strip() for clause in _CLAUSE_END.split(text) if clause.strip()]


def _differing(old: dict[str, list[str]], new: dict[str, list[str]]) -> tuple[FieldChange, ...]:
    changes = []
    for name, values in old.items():
        difference = _in_order if name in _TEXTS else _as_sets
        removed, added = difference(values, new[name])
        if removed or added:
            changes.append(FieldChange(name=name, removed=tuple(removed), added=tuple(added)))
    return tuple(changes)


def _in_order(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    removed: list[str] = []
    added: list[str] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            removed += old[a:b]
            added += new[c:d]
    return removed, added


def _as_sets(old: Iterable[str], new: Iterable[str]) -> tuple[list[str], list[str]]:
    """What is in one list more often than in the other; their order does not count."""
    only_old, only_new = Counter(old) - Counter(new), Counter(new) - Counter(old)
    return list(only_old.elements()), list(only_new.elements())
