"""Where an annex task table and the body say different things (附表与正文不一致)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.models import AnnexRow, Disagreement, Repair, SourceText, Span, Task, Unit, Warning_
from generator.normalise.annex_text import text_differences
from generator.normalise.folding import compact
from generator.normalise.lines import Severity, warn

_CODES = {"role": "annex_role_differs", "unit": "annex_unit_differs", "text": "annex_text_differs"}
_ROLE_NAMES = {"lead": "牵头", "cooperate": "配合", "responsible": "责任"}


@dataclass(frozen=True)
class _Note:
    """A disagreement with what is said about it."""

    disagreement: Disagreement
    message: str
    severity: Severity = "warning"


def compare_annex(
    rows: Sequence[AnnexRow],
    tasks: Sequence[Task],
    source: SourceText,
    repairs: Sequence[Repair],
    passages: Mapping[str, tuple[Span, ...]],
) -> tuple[tuple[AnnexRow, ...], tuple[Warning_, ...]]:
    """Compare every annex row with the body task it repeats, and the table with the body.

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
        if task is None:
            compared.append(row)
            continue
        notes = [*_unit_notes(row, task, roles), *_text_notes(row, task, source, repairs, passages.get(row.id, ()))]
        notes.sort(key=lambda note: note.disagreement.span)
        compared.append(row.model_copy(update={"disagreements": tuple(note.disagreement for note in notes)}))
        warnings.extend(
            warn(source, note.disagreement.span, _CODES[note.disagreement.field], note.message, note.severity)
            for note in notes
        )
    return tuple(compared), (*warnings, *_missing(rows, tasks, source))


def _unit_notes(row: AnnexRow, task: Task, roles: set[str]) -> list[_Note]:
    """Units of a row against the body; a row without units (merged cells) says nothing about them."""
    if not row.units:
        return []
    body = {_key(unit): unit for unit in task.units}
    notes = [note for unit in _distinct(row.units) for note in _unit_note(row, task, unit, body.get(_key(unit)))]
    notes.extend(_repeated(row))
    present = {_key(unit) for unit in row.units}
    for unit in task.units:
        if unit.role in roles and _key(unit) not in present:
            where = f"附表第{row.row or '（分组）'}行"
            message = f"{where}未列正文的{_ROLE_NAMES[unit.role]}单位“{unit.raw}”（{row.title}）"
            found = Disagreement(field="unit", body=unit.raw, annex="", span=row.title_span)
            notes.append(_Note(found, message))
    return notes


def _unit_note(row: AnnexRow, task: Task, unit: Unit, body: Unit | None) -> list[_Note]:
    where = f"附表第{row.row or '（分组）'}行"
    if body is None:
        if task.open_list and unit.kind == "collective":
            return []
        found = Disagreement(field="unit", body="", annex=unit.raw, span=unit.span)
        message = f"{where}的{_ROLE_NAMES[unit.role]}单位“{unit.raw}”正文未列（{row.title}）"
        return [_Note(found, message)]
    notes = []
    if body.role != unit.role:
        shown = f"{body.raw}（{_ROLE_NAMES[body.role]}）", f"{unit.raw}（{_ROLE_NAMES[unit.role]}）"
        found = Disagreement(field="role", body=shown[0], annex=shown[1], span=unit.span)
        message = f"“{unit.raw}”正文为{_ROLE_NAMES[body.role]}单位，{where}为{_ROLE_NAMES[unit.role]}单位"
        notes.append(_Note(found, message))
    if compact(body.raw) != compact(unit.raw):
        found = Disagreement(field="unit", body=body.raw, annex=unit.raw, span=unit.span)
        message = f"{where}写作“{unit.raw}”，正文为“{body.raw}”，视为同一单位"
        notes.append(_Note(found, message, "info"))
    return notes


def _repeated(row: AnnexRow) -> Iterable[_Note]:
    counts = Counter((_key(unit), unit.role) for unit in row.units)
    last = {(_key(unit), unit.role): unit for unit in row.units}
    for key, number in counts.items():
        if number > 1:
            unit = last[key]
            found = Disagreement(field="unit", body=unit.raw, annex=f"{unit.raw}×{number}", span=unit.span)
            yield _Note(found, f"附表第{row.row or '（分组）'}行重复列出“{unit.raw}”{number}次")


def _distinct(units: Iterable[Unit]) -> list[Unit]:
    """The units of a row once each and role; of a unit in two roles both stay."""
    seen: dict[tuple[str, str], Unit] = {}
    for unit in units:
        seen.setdefault((_key(unit), unit.role), unit)
    return list(seen.values())


def _key(unit: Unit) -> str:
    return unit.agency.id if unit.agency is not None else compact(unit.raw)


def _text_notes(
    row: AnnexRow, task: Task, source: SourceText, repairs: Sequence[Repair], passages: Sequence[Span]
) -> list[_Note]:
    notes = []
    for difference in text_differences(source.text, task.spans, passages, repairs):
        found = Disagreement(field="text", body=difference.body, annex=difference.annex, span=difference.span)
        message = f"正文作“{difference.body}”，附表第{row.row or '（分组）'}行作“{difference.annex}”；请核对原件"
        notes.append(_Note(found, message, "warning" if difference.wording else "info"))
    return notes


def _missing(rows: Sequence[AnnexRow], tasks: Sequence[Task], source: SourceText) -> list[Warning_]:
    if not rows:
        return []
    listed = {row.task for row in rows}
    return [
        warn(source, task.title_span, "annex_missing_item", f"附表未列正文的“{task.title}”")
        for task in tasks
        if task.id not in listed
    ]
