"""Corrections by people (corrections.yaml), applied to a record last of all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError

from generator.misfits import advice
from generator.models import Correction, PolicyRecord
from generator.normalise.jurisdictions import as_jurisdiction
from generator.problems import PolicykbError, Problem
from generator.vocabulary import Agency, Domain, FunctionClass, Vocabulary

_STEP = re.compile(r"([a-z_][a-z_0-9]*)|\[(\d+)\]")
_FIELD = re.compile(r"[a-z_0-9]+(?:\[\d+\])*(?:\.[a-z_0-9]+(?:\[\d+\])*)*")
_FIXED = {"id", "source", "blocks", "corrections", "span", "spans"}
_LEAST_START = 8
"""Characters of a text, its … among them, that may stand for the whole in `before`."""

_JSON: TypeAdapter[Any] = TypeAdapter(Any)


class _Refused(Exception):
    """Why a correction cannot be applied: code and message."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def apply_corrections(
    record: PolicyRecord, corrections: Sequence[Correction], path: str, vocabulary: Vocabulary
) -> PolicyRecord:
    """Apply corrections in their order.

    A correction names what it replaces. Once the program finds something else there, it is refused: it
    was made for another reading, and a person has to look again. Domains, agencies, function classes and
    jurisdictions may be written as their ids; of a long text its beginning and "…" suffices as `before`.

    Args:
        record: The record as normalised.
        corrections: What corrections.yaml says.
        path: That file as it is shown to people.
        vocabulary: The vocabularies, for what is written as an id.

    Returns:
        The corrected record with the corrections listed in it, ids replaced by what they mean.

    Raises:
        PolicykbError: A target or field does not exist, must not be corrected, does not hold what the
            correction says it holds, or would not fit afterwards; one problem each.
    """
    if not corrections:
        return record
    data = record.model_dump(mode="json")
    problems: list[Problem] = []
    applied: list[Correction] = []
    for correction in corrections:
        try:
            applied.append(_apply(data, correction, vocabulary))
            # At once, so that a value that does not fit is told with its own line.
            PolicyRecord.model_validate(data)
        except _Refused as refused:
            problems.append(Problem(path=path, line=correction.line, code=refused.code, message=refused.message))
        except ValidationError as error:
            raise PolicykbError(*problems, *_misfits(error, correction, path)) from error
    if problems:
        raise PolicykbError(*problems)
    data["corrections"] = [correction.model_dump(mode="json") for correction in applied]
    return PolicyRecord.model_validate(data)


def _apply(data: dict[str, Any], correction: Correction, vocabulary: Vocabulary) -> Correction:
    """Change one value in place; what was there and what is there now, spelled out."""
    holder: Any = _target(data, correction.target)
    steps = list(_steps(correction.field))
    for step in steps[:-1]:
        holder = _enter(holder, step, correction)
    last = steps[-1]
    found = _enter(holder, last, correction)
    words = [step for step in steps if isinstance(step, str)]
    before, after = (
        _meant(_JSON.dump_python(value, mode="json"), words, vocabulary)
        for value in (correction.before, correction.after)
    )
    if not _fits(found, before):
        short = isinstance(before, str) and before.endswith("…") and len(before) <= _LEAST_START
        hint = f"（“…”前至少写 {_LEAST_START} 个字）" if short else ""
        now = f"{correction.target} 的 {correction.field} 现为{_shown(found)}"
        raise _Refused("correction_stale", f"{now}，与 before 不符{hint}；请重新核对后改正或删去")
    holder[last] = after
    if words[-1] == "agency" and isinstance(holder, dict) and isinstance(after, dict):
        _follow_agency(holder, after["id"], vocabulary)
    return correction.model_copy(update={"before": found, "after": after})


def _fits(found: object, before: object) -> bool:
    if isinstance(found, str) and isinstance(before, str) and before.endswith("…") and len(before) > _LEAST_START:
        return found.startswith(before[:-1])
    return found == before


def _shown(found: object) -> str:
    """A value as a person would write it as `before`: what has an id as that, nothing as null."""
    if found is None:
        return " null"
    if isinstance(found, dict) and isinstance(found.get("id"), str):
        return f"“{found['id']}”"
    shown = str(found)
    return f"“{shown[:60]}{'…' if len(shown) > 60 else ''}”"


def _meant(value: Any, words: Sequence[str], vocabulary: Vocabulary) -> Any:  # noqa: ANN401
    """What a value stands for: an id, where the field holds something named by the vocabularies, else itself."""
    if isinstance(value, list):
        return [_meant(entry, words, vocabulary) for entry in value]
    if not isinstance(value, str):
        return value
    if words == ["jurisdiction"]:
        place = next((entry for entry in vocabulary.places if entry.id == value), None)
        return as_jurisdiction(place, vocabulary).model_dump(mode="json") if place is not None else value
    tables: dict[str, Sequence[Domain | Agency | FunctionClass]] = {
        "primary": vocabulary.domains,
        "secondary": vocabulary.domains,
        "agency": vocabulary.agencies,
        "function": vocabulary.functions,
    }
    named = next((entry for entry in tables.get(words[-1], ()) if entry.id == value), None)
    return {"id": named.id, "name": named.name} if named is not None else value


def _follow_agency(unit: dict[str, Any], agency_id: str, vocabulary: Vocabulary) -> None:
    """A unit whose agency a person names is resolved, and has that agency's function class."""
    agency = next((entry for entry in vocabulary.agencies if entry.id == agency_id), None)
    function = next((entry for entry in vocabulary.functions if agency and entry.id == agency.function), None)
    if function is not None:
        unit.update(resolution="registry", function={"id": function.id, "name": function.name})


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


def _misfits(error: ValidationError, correction: Correction, path: str) -> list[Problem]:
    return [
        Problem(
            path=path,
            line=correction.line,
            code="correction_invalid",
            message=f"更正后 {'.'.join(map(str, detail['loc']))} 不合规定（{advice(detail)}）；请改正 after",
        )
        for detail in error.errors()
    ]
