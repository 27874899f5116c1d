"""Corrections by people (corrections.yaml), applied to a record last of all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError

from generator.models import Correction, PolicyRecord
from generator.problems import PolicykbError, Problem

_STEP = re.compile(r"([a-z_][a-z_0-9]*)|\[(\d+)\]")
_FIELD = re.compile(r"[a-z_0-9]+(?:\[\d+\])*(?:\.[a-z_0-9]+(?:\[\d+\])*)*")
_FIXED = {"id", "source", "blocks", "corrections", "span", "spans"}
_JSON: TypeAdapter[Any] = TypeAdapter(Any)


class _Refused(Exception):
    """Why a correction cannot be applied: code and message."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def apply_corrections(record: PolicyRecord, corrections: Sequence[Correction], path: str) -> PolicyRecord:
    """Apply corrections in their order.

    A correction names what it replaces. Once the program finds something else there, it is refused: it
    was made for another reading, and a person has to look again.

    Args:
        record: The record as normalised.
        corrections: What corrections.yaml says.
        path: That file as it is shown to people.

    Returns:
        The corrected record with the corrections listed in it.

    Raises:
        PolicykbError: A target or field does not exist, must not be corrected, does not hold what the
            correction says it holds, or would not fit afterwards; one problem each.
    """
    if not corrections:
        return record
    data = record.model_dump(mode="json")
    problems: list[Problem] = []
    for correction in corrections:
        try:
            _apply(data, correction)
        except _Refused as refused:
            problems.append(Problem(path=path, line=correction.line, code=refused.code, message=refused.message))
    if problems:
        raise PolicykbError(*problems)
    data["corrections"] = [correction.model_dump(mode="json") for correction in corrections]
    try:
        return PolicyRecord.model_validate(data)
    except ValidationError as error:
        raise PolicykbError(*_misfits(error, corrections, path)) from error


def _apply(data: dict[str, Any], correction: Correction) -> None:
    target = _target(data, correction.target)
    steps = list(_steps(correction.field))
    holder: Any = target
    for step in steps[:-1]:
        holder = _enter(holder, step, correction)
    last = steps[-1]
    found = _enter(holder, last, correction)
    before, after = (_JSON.dump_python(value, mode="json") for value in (correction.before, correction.after))
    if found != before:
        shown = str(found)[:60]
        raise _Refused(
            "correction_stale",
            f"{correction.target} 的 {correction.field} 现为“{shown}”，与 before 不符；请重新核对后改正或删去",
        )
    holder[last] = after


def _target(data: dict[str, Any], target: str) -> dict[str, Any]:
    if target == "document":
        return data
    for table in ("tasks", "principles", "sections", "annex_rows"):
        entries: list[dict[str, Any]] = data[table]
        for entry in entries:
            if entry["id"] == target:
                return entry
    raise _Refused("correction_target_unknown", f"没有条目“{target}”；请写条目编号（如 t-2-1-3），整份文件写 document")


def _steps(name: str) -> Iterator[str | int]:
    if not _FIELD.fullmatch(name):
        raise _Refused(
            "correction_field_unknown", f"字段“{name}”写法不对；应如 title、domains.primary、units[0].agency"
        )
    for word, index in _STEP.findall(name):
        step = word or int(index)
        if step in _FIXED:
            raise _Refused("correction_field_fixed", f"字段“{name}”由原文决定，不能更正")
        yield step


def _enter(holder: Any, step: str | int, correction: Correction) -> Any:  # noqa: ANN401
    known = (
        (isinstance(step, str) and isinstance(holder, dict) and step in holder)
        or (isinstance(step, int) and isinstance(holder, list) and step < len(holder))
    )  # fmt: skip
    if not known:
        message = f"{correction.target} 没有字段“{correction.field}”；请对照 record.yaml 改正"
        raise _Refused("correction_field_unknown", message)
    return holder[step]


def _misfits(error: ValidationError, corrections: Sequence[Correction], path: str) -> list[Problem]:
    line = corrections[0].line if len(corrections) == 1 else 0
    return [
        Problem(
            path=path,
            line=line,
            code="correction_invalid",
            message=f"更正后 {'.'.join(map(str, detail['loc']))} 不合规定：{detail['msg']}；请改正 after",
        )
        for detail in error.errors()
    ]
