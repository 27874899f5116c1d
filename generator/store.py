"""The YAML store: record.yaml, source.yaml and corrections.yaml of a policy's folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from generator.misfits import advice
from generator.models import Correction, PolicyRecord, SourceNotes
from generator.models.held_record import plain_of
from generator.problems import PolicykbError, Problem, reason_of
from generator.replacing import replaced_file
from generator.yaml_text import yaml_text

RECORD = "record.yaml"
NOTES = "source.yaml"
CORRECTIONS = "corrections.yaml"


_DEEPEST = 50
"""Levels of nesting in a YAML file; records have fewer than ten."""


def dump_record(record: PolicyRecord) -> str:
    """A record as YAML.

    Args:
        record: The record.

    Returns:
        Block YAML in the order of the contract, Chinese as it is, spans and id/name pairs on one line;
        the same record always gives the same text.
    """
    return dump_yaml(plain_of(record))


def dump_yaml(value: BaseModel | Mapping[str, Any] | Sequence[Any]) -> str:
    """Any model or plain data as YAML in the same style as records."""
    plain = value.model_dump(mode="python") if isinstance(value, BaseModel) else value
    return yaml_text(plain)


def load_record(path: Path) -> PolicyRecord:
    """Read a record.yaml.

    Args:
        path: The file.

    Returns:
        The record.

    Raises:
        PolicykbError: The file is unreadable or no record.
    """
    node = _compose(path)
    try:
        return PolicyRecord.model_validate(_construct(node, path))
    except ValidationError as error:
        raise PolicykbError(*_misfits(error, node, path, "record_invalid")) from error


def write_record(folder: Path, record: PolicyRecord) -> bool:
    """Write a policy's record.yaml in one step, if it changed.

    Args:
        folder: The policy's folder.
        record: Its record.

    Returns:
        Whether the file changed.
    """
    return write_text(folder / RECORD, dump_record(record))


def check_record(folder: Path, record: PolicyRecord) -> Problem | None:
    """Whether a policy's record.yaml is what the program makes now.

    Args:
        folder: The policy's folder.
        record: Its record as made now.

    Returns:
        A problem at the first line that differs, None if none does.
    """
    path = folder / RECORD
    wanted = dump_record(record).splitlines()
    try:
        found = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        message = "没有记录文件或读不出；请运行 policykb records 生成并提交"
        return Problem(path=shown_path(path), line=0, code="record_missing", message=message)
    if found == wanted:
        return None
    pairs = enumerate(zip(found, wanted, strict=False), 1)
    line = next((number for number, (old, new) in pairs if old != new), min(len(found), len(wanted)) + 1)
    message = "记录与程序现在的结果不同；请运行 policykb records，看过差异后提交"
    return Problem(path=shown_path(path), line=line, code="record_stale", message=message)


def read_notes(folder: Path) -> SourceNotes:
    """Read a policy's source.yaml.

    Args:
        folder: The policy's folder.

    Returns:
        The notes; empty ones if there is no such file.

    Raises:
        PolicykbError: The file is no YAML mapping or holds unknown or unfit fields, each with its line.
    """
    path = folder / NOTES
    if not path.exists():
        return SourceNotes()
    node = _compose(path)
    if node is None:
        return SourceNotes()
    try:
        return SourceNotes.model_validate(_construct(node, path))
    except ValidationError as error:
        raise PolicykbError(*_misfits(error, node, path, "notes_invalid")) from error


def dump_notes(notes: SourceNotes) -> str:
    """A policy's source.yaml as text, with only the fields that say something; "" if none does."""
    told = {name: value for name, value in notes.model_dump(mode="python").items() if value is not None}
    return dump_yaml(told) if told else ""


def read_corrections(folder: Path) -> tuple[Correction, ...]:
    """Read a policy's corrections.yaml: a list of corrections.

    Args:
        folder: The policy's folder.

    Returns:
        The corrections with the lines they begin on; none if there is no such file.

    Raises:
        PolicykbError: The file is no YAML list of corrections, or a correction gives no reason.
    """
    path = folder / CORRECTIONS
    node = _compose(path) if path.exists() else None
    if node is None:
        return ()
    try:
        corrections = TypeAdapter(tuple[Correction, ...]).validate_python(_construct(node, path))
    except ValidationError as error:
        raise PolicykbError(*_misfits(error, node, path, "corrections_invalid")) from error
    lines = [entry.start_mark.line + 1 for entry in node.value]
    unreasoned = [line for line, entry in zip(lines, corrections, strict=True) if not entry.reason.strip()]
    if unreasoned:
        message = "更正没有写理由；请在 reason 写明依据（如原件第几页）"
        raise PolicykbError(
            *(
                Problem(path=shown_path(path), line=line, code="correction_unreasoned", message=message)
                for line in unreasoned
            )
        )
    return tuple(entry.model_copy(update={"line": line}) for line, entry in zip(lines, corrections, strict=True))


def corrections_path(folder: Path) -> str:
    """A policy's corrections.yaml as it is shown to people."""
    return shown_path(folder / CORRECTIONS)


def write_text(path: Path, text: str) -> bool:
    """Write a file in one step: readers see the old text or the new one, never half of it.

    Args:
        path: The file; its folder must exist.
        text: What it shall hold.

    Returns:
        Whether the file changed.

    Raises:
        PolicykbError: It cannot be written (target_unwritable); what was there stays.
    """
    try:
        return _written(path, text.encode("utf-8"))
    except OSError as error:
        reason = reason_of(error)
        message = f"写不进去（{reason}）；请检查权限和剩余空间"
        raise PolicykbError(
            Problem(path=shown_path(path), line=0, code="target_unwritable", message=message)
        ) from error


def _written(path: Path, content: bytes) -> bool:
    if path.is_file() and path.read_bytes() == content:
        return False
    with replaced_file(path) as file:
        file.write(content)
    return True


def shown_path(path: Path) -> str:
    """A file of a policy's folder as it is shown to people: "policies/<id>/source.yaml"."""
    return "/".join(path.absolute().parts[-3:])


def _compose(path: Path) -> yaml.Node | None:
    try:
        text = path.read_text(encoding="utf-8")
        _refuse_bombs(text, path)
        node: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 0
        message = f"读不出（{reason_of(error)}）；请检查是否为 UTF-8 编码、缩进和引号正确的 YAML"
        raise PolicykbError(
            Problem(path=shown_path(path), line=line, code="yaml_unreadable", message=message)
        ) from error
    repeated = [
        Problem(
            path=shown_path(path),
            line=key.start_mark.line + 1,
            code="yaml_key_repeated",
            message=f"“{key.value}”写了两次；请只留一处",
        )
        for key in _repeated_keys(node)
    ]
    if repeated:
        raise PolicykbError(*repeated)
    return node


def _refuse_bombs(text: str, path: Path) -> None:
    """Refuse what grows when it is built: references to other parts (billion laughs), and endless nesting."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if isinstance(event, yaml.AliasEvent) or depth > _DEEPEST:
            message = "用了引用（*名称）或嵌套过深；请把内容直接写出来"
            line = event.start_mark.line + 1 if event.start_mark is not None else 0
            raise PolicykbError(Problem(path=shown_path(path), line=line, code="yaml_unreadable", message=message))


def _repeated_keys(node: yaml.Node | None) -> Iterator[yaml.Node]:
    """Keys that stand twice in one mapping: YAML readers would silently drop the first."""
    if isinstance(node, yaml.SequenceNode):
        for entry in node.value:
            yield from _repeated_keys(entry)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if str(key.value) in seen:
                yield key
            seen.add(str(key.value))
            yield from _repeated_keys(value)


def _construct(node: yaml.Node | None, path: Path) -> Any:  # noqa: ANN401
    try:
        return _value(node)
    except (yaml.YAMLError, ValueError) as error:
        line = _faulty_line(node)
        message = "值读不出（日期、数字不存在，或用了不支持的标签）；请改正，或加引号写成文字"
        raise PolicykbError(
            Problem(path=shown_path(path), line=line, code="yaml_unreadable", message=message)
        ) from error


def _value(node: yaml.Node | None) -> Any:  # noqa: ANN401
    return yaml.load(yaml.serialize(node, Dumper=yaml.CSafeDumper), Loader=yaml.CSafeLoader)


def _faulty_line(node: yaml.Node | None) -> int:
    """The 1-based line of the first value that cannot be constructed, 0 if each can by itself."""
    if isinstance(node, yaml.MappingNode):
        return next((line for pair in node.value for line in map(_faulty_line, pair) if line), 0)
    if isinstance(node, yaml.SequenceNode) and node.value:
        return next((line for line in map(_faulty_line, node.value) if line), 0)
    if node is None:
        return 0
    try:
        _value(node)
    except (yaml.YAMLError, ValueError):
        return int(node.start_mark.line) + 1
    return 0


def _misfits(error: ValidationError, node: yaml.Node | None, path: Path, code: str) -> list[Problem]:
    problems = []
    for detail in error.errors():
        where = ".".join(str(step) for step in detail["loc"]) or "全文"
        message = f"{where}：{advice(detail)}"
        problems.append(Problem(path=shown_path(path), line=_line(node, detail["loc"]), code=code, message=message))
    return problems


def _line(node: yaml.Node | None, where: Sequence[int | str]) -> int:
    """The 1-based line of the deepest node on the way `where`; of a mapping entry the line of its key."""
    line = node.start_mark.line + 1 if node is not None else 0
    for step in where:
        if isinstance(node, yaml.MappingNode):
            pair = next(((key, value) for key, value in node.value if key.value == str(step)), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            break
    return line
