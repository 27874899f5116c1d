"""Where an annex task table and the body say different things (附表与正文不一致)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.models import AnnexRow, Disagreement, Repair, SourceText, Span, Task, Unit, Warning_, repaired_text
from generator.models.kinds import Severity
from generator.normalise.annex_text import TextDifference, text_differences
from generator.normalise.folding import compact
from generator.normalise.lines import warn

_CODES = {"role": "annex_role_differs", "unit": "annex_unit_differs", "text": "annex_text_differs"}
LONGEST_TITLE = 16
_ROLE_NAMES = {"lead": "牵头", "cooperate": "配合", "responsible": "责任"}


@dataclass(frozen=True)
class _Note:
    """A disagreement with what is said about it."""

    disagreement: Disagreement
    message: str
    severity: Severity = "warning"


@dataclass(frozen=True)
class _Pair:
    """A row with its task, and what is needed to compare them."""

    row: AnnexRow
    task: Task
    source: SourceText
    repairs: Sequence[Repair]

    @property
    def where(self) -> str:
        return f"附表{self.row.row and f'第{self.row.row}行'}“{_brief(self.row.title)}”"

    def written(self, unit: Unit) -> str:
        """A unit's name as it should be read: known misreadings are no disagreement."""
        return compact(repaired_text(self.source.text, [unit.span], self.repairs))

    def note(self, field: Literal["role", "unit"], body: str, annex: str, span: Span, message: str) -> _Note:
        return _Note(Disagreement(field=field, body=body, annex=annex, span=span), message)


def compare_annex(
    rows: Sequence[AnnexRow],
    tasks: Sequence[Task],
    source: SourceText,
    repairs: Sequence[Repair],
    passages: Mapping[str, tuple[Span, ...]],
) -> tuple[tuple[AnnexRow, ...], tuple[Warning_, ...]]:
    """Compare every annex row with the body task it repeats, and the table with the body.

    A row that is one of several on a task says only a part of it, so that nothing follows from what it lacks.

    Args:
        rows: The rows, linked to tasks.
        tasks: The tasks of the body.
        source: The document.
        repairs: All repairs, applied to both texts before they are compared.
        passages: Row id -> spans of its description, one for each part that may be compared by itself.

    Returns:
        The rows with their disagreements, and a warning for each disagreement and for each task that
        the table leaves out.
    """
    by_id = {task.id: task for task in tasks}
    roles: set[str] = {unit.role for row in rows for unit in row.units}
    compared: list[AnnexRow] = []
    warnings: list[Warning_] = []
    for row in rows:
        task = by_id.get(row.task or "")
        if task is None or not row.repeats:
            compared.append(row)
            continue
        pair = _Pair(row, task, source, repairs)
        notes = [*_unit_notes(pair, roles), *_text_notes(pair, passages.get(row.id, ()))]
        notes.sort(key=lambda note: note.disagreement.span)
        compared.append(row.model_copy(update={"disagreements": tuple(note.disagreement for note in notes)}))
        warnings.extend(
            warn(source, note.disagreement.span, _CODES[note.disagreement.field], note.message, note.severity)
            for note in notes
        )
    return tuple(compared), (*warnings, *_missing(rows, tasks, source))


def _unit_notes(pair: _Pair, roles: set[str]) -> list[_Note]:
    """Units of a row against the body; a row without units (merged cells) says nothing about them."""
    row, task = pair.row, pair.task
    if not row.units:
        return []
    notes = [note for unit in _distinct(row.units) for note in _unit_note(pair, unit)]
    present = {_key(unit) for unit in row.units}
    for unit in task.units:
        if unit.role in roles and _key(unit) not in present:
            message = f"{pair.where}未列正文的{_ROLE_NAMES[unit.role]}单位“{unit.raw}”"
            notes.append(pair.note("unit", unit.raw, "", row.title_span, message))
    return notes


def _unit_note(pair: _Pair, unit: Unit) -> list[_Note]:
    named = [other for other in pair.task.units if _key(other) == _key(unit)]
    if not named:
        if _in_open_tail(pair.task, unit):
            return []
        message = f"{pair.where}的{_ROLE_NAMES[unit.role]}单位“{unit.raw}”正文未列"
        return [pair.note("unit", "", unit.raw, unit.span, message)]
    body = next((other for other in named if other.role == unit.role), named[0])
    notes = []
    if body.role != unit.role and all(map(_tells_roles, (pair.task.units, pair.row.units))):
        shown = f"{body.raw}（{_ROLE_NAMES[body.role]}）", f"{unit.raw}（{_ROLE_NAMES[unit.role]}）"
        message = f"“{unit.raw}”正文为{_ROLE_NAMES[body.role]}单位，{pair.where}为{_ROLE_NAMES[unit.role]}单位"
        notes.append(pair.note("role", *shown, unit.span, message))
    if compact(body.raw) != pair.written(unit):
        message = f"{pair.where}写作“{unit.raw}”，正文为“{body.raw}”，视为同一单位"
        found = Disagreement(field="unit", body=body.raw, annex=unit.raw, span=unit.span)
        notes.append(_Note(found, message, "info"))
    return notes


def _tells_roles(units: Iterable[Unit]) -> bool:
    """Whether units are told apart by role; where all are 责任单位, that one leads elsewhere only says more."""
    return any(unit.role != "responsible" for unit in units)


def _distinct(units: Iterable[Unit]) -> list[Unit]:
    """The units of a row once each and role; of a unit in two roles both stay."""
    seen: dict[tuple[str, str], Unit] = {}
    for unit in units:
        seen.setdefault((_key(unit), unit.role), unit)
    return list(seen.values())


def _in_open_tail(task: Task, unit: Unit) -> bool:
    """Whether “等相关部门” in the body stands for a collective of departments that the row names in that role."""
    if unit.kind != "collective":
        return False
    for tail in task.open_tails:
        before = [other for other in task.units if other.span[1] <= tail.span[0]]
        role = max(before, key=lambda other: other.span).role if before else None
        if role == unit.role and _kind_of_unit(tail.raw) & _kind_of_unit(unit.raw):
            return True
    return False


def _kind_of_unit(name: str) -> set[str]:
    return {word for word in ("部门", "单位", "机构", "地区", "方面") if word in name}


def _key(unit: Unit) -> str:
    return unit.agency.id if unit.agency is not None else compact(unit.raw)


def _text_notes(pair: _Pair, passages: Sequence[Span]) -> list[_Note]:
    """Each difference in words; those in punctuation and spaces counted together."""
    notes: list[_Note] = []
    marks: list[TextDifference] = []
    for difference in text_differences(pair.source.text, pair.task.spans, passages, pair.repairs):
        if not difference.wording:
            marks.append(difference)
            continue
        message = f"正文作“…{difference.body}…”，{pair.where}作“…{difference.annex}…”；请核对原件"
        notes.append(_Note(_disagreement(difference), message))
    if marks:
        first = marks[0]
        example = f"如正文“…{first.body}…”、附表“…{first.annex}…”"
        message = f"{pair.where}与正文有{len(marks)}处标点、括号或空格不同，{example}"
        notes.append(_Note(_disagreement(first), message, "info"))
    return notes


def _brief(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE]}…"


def _disagreement(difference: TextDifference) -> Disagreement:
    return Disagreement(field="text", body=difference.body, annex=difference.annex, span=difference.span)


def _missing(rows: Sequence[AnnexRow], tasks: Sequence[Task], source: SourceText) -> list[Warning_]:
    """Tasks that the table leaves out; a table that repeats less than half of them is a list of its own."""
    listed = {row.task for row in rows if row.task is not None and row.linked_by != "place"}
    if not rows or len(listed) * 2 < len(tasks):
        return []
    return [
        warn(source, task.title_span, "annex_missing_item", f"附表未列正文的“{task.title}”")
        for task in tasks
        if task.id not in listed
    ]
