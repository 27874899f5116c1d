"""Faults of vocabulary files that nothing but reading them shows, each with its file and line."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import yaml

from generator.pattern_names import AS_ONE, PATTERN_GROUPS, PATTERN_NAMES
from generator.patterns import compile_pattern
from generator.problems import Problem, reason_of

Files = Mapping[str, Sequence[str]]
"""File -> the top-level keys that it holds."""


def unreadable(path: Path, error: Exception) -> Problem:
    """A file that is not there, or is no YAML in UTF-8."""
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark is not None else 0
    return Problem(
        path=str(path),
        line=line,
        code="vocabulary_unreadable",
        message=f"词表读不出（{reason_of(error)}）；请检查文件是否存在、是否为 UTF-8 的 YAML",
    )


def misshapen(path: Path, keys: Sequence[str]) -> Problem:
    """A file with other tables than its own."""
    message = f"顶层键应为 {'、'.join(keys)}；请对照其他词表改正"
    return Problem(path=str(path), line=1, code="vocabulary_shape", message=message)


def misfit(folder: Path, files: Files, where: Sequence[str | int], message: str) -> Problem:
    """A value that the vocabularies have no place for.

    Args:
        folder: The vocabularies of the knowledge base.
        files: Which file holds which tables.
        where: Table, number of the row, field and so on, as far as it is known.
        message: What is wrong.
    """
    path = _file(folder, files, str(where[0]) if where else "")
    return Problem(
        path=str(path),
        line=_line(path, where),
        code="vocabulary_invalid",
        message=f"{'.'.join(map(str, where))}：{message}",
    )


def pattern_problems(folder: Path, files: Files, rows: Mapping[str, Sequence[object]]) -> Iterator[Problem]:
    """Patterns that are no regular expressions or lack a group that code reads, and rows that nobody asks for.

    Args:
        folder: The vocabularies of the knowledge base.
        files: Which file holds which tables.
        rows: Table -> its rows, as they were read.

    Yields:
        One problem for each row at fault.
    """
    for table, entries in rows.items():
        path = _file(folder, files, table)
        before: dict[str, str] = {}
        grouped = _groups_of_names(entries) if table in AS_ONE else {}
        for index, entry in enumerate(entries):
            message = _fault_of(table, entry) or (_clash(entry, before) if table in AS_ONE else "")
            message = message or _lacking(table, entry, grouped)
            if message:
                line = _line(path, (table, index))
                yield Problem(path=str(path), line=line, code="vocabulary_pattern", message=message)


def _fault_of(table: str, entry: object) -> str:
    names = PATTERN_NAMES.get(table)
    name = getattr(entry, "name", "")
    if names is not None and name not in names:
        known = "、".join(sorted(names))
        old = "旧版程序留下的，删去这一条，或删去没有改过的整个文件"
        return f"没有叫“{name}”的样式，不会有人用到；{table} 的 name 只能是 {known}；{old}"
    holder = getattr(entry, "title", entry)
    pattern = getattr(holder, "pattern", None)
    if isinstance(pattern, str):
        try:
            compile_pattern(pattern)
        except re.error as error:
            return f"样式“{pattern}”不是正则表达式（{error}）；请改正"
    return ""


def _lacking(table: str, entry: object, grouped: Mapping[str, frozenset[str]]) -> str:
    """What a sound pattern lacks of the groups that code reads; of those read as one, all of its name count."""
    name, pattern = getattr(entry, "name", ""), getattr(entry, "pattern", None)
    asked = PATTERN_GROUPS.get((table, name), frozenset())
    if not asked or not isinstance(pattern, str):
        return ""
    missing = sorted(asked - grouped.get(name, frozenset(compile_pattern(pattern).groupindex)))
    if not missing:
        return ""
    return f"样式“{pattern}”缺少组 {'、'.join(f'(?P<{group}>…)' for group in missing)}，程序要从中取文字；请补上"


def _groups_of_names(entries: Sequence[object]) -> dict[str, frozenset[str]]:
    """The groups of all sound patterns of each name."""
    found: dict[str, frozenset[str]] = {}
    for entry in entries:
        name = getattr(entry, "name", "")
        with contextlib.suppress(re.error):
            groups = compile_pattern(getattr(entry, "pattern", "")).groupindex
            found[name] = found.get(name, frozenset()) | frozenset(groups)
    return found


def _clash(entry: object, before: dict[str, str]) -> str:
    """Whether a pattern cannot be read as one with those of its name before it, which it joins."""
    name, pattern = getattr(entry, "name", ""), getattr(entry, "pattern", "")
    joined = "|".join(filter(None, (before.get(name), pattern)))
    try:
        compile_pattern(joined)
    except re.error as error:
        return f"样式“{pattern}”与前面同名的样式不能合用（{error}）；组名不能重复"
    before[name] = joined
    return ""


def _file(folder: Path, files: Files, table: str) -> Path:
    return folder / next((file for file, keys in files.items() if table in keys), "?")


def _line(path: Path, where: Sequence[str | int]) -> int:
    """The line where a value stands, or the nearest around it that does; 0 where the file cannot be read."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return 0
    line = 0
    for step in where:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            found = (node.value[step], node.value[step])
        else:
            found = None
        if found is None:
            break
        line, node = found[0].start_mark.line + 1, found[1]
    return line
