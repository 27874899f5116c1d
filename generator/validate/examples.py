"""Whether the entries of a knowledge base's own vocabularies keep what their examples promise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import yaml

from generator.patterns import compile_pattern
from generator.problems import Problem
from generator.vocabulary_files import FILES, FOLDER

Row = dict[str, object]


def example_problems(root: Path) -> Iterator[Problem]:
    """Look at every entry that has examples.

    A pattern (`pattern`) finds in the `text` of each example what its `finds` says, nothing where that is empty, and in
    one at least it finds something. A word (`text` or `label`) stands in each of its examples.

    Args:
        root: The folder of the knowledge base, whose vocabularies can be read.

    Yields:
        A warning for each example that is not kept, and for each entry without any, with its file and line.
    """
    for name in FILES:
        path = root / FOLDER / name
        if not path.is_file():
            continue
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for line, row in _rows(node):
            for message in _faults(row):
                yield Problem(
                    path=f"{FOLDER}/{name}", line=line, code="example_unmet", severity="warning", message=message
                )


def _rows(node: yaml.Node | None) -> Iterator[tuple[int, Row]]:
    """Every mapping that has examples, with its line."""
    if isinstance(node, yaml.MappingNode):
        values = {key.value: value for key, value in node.value}
        if "examples" in values:
            yield node.start_mark.line + 1, {key: _plain(value) for key, value in values.items()}
        for value in values.values():
            yield from _rows(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _rows(value)


def _plain(node: yaml.Node) -> object:
    """What a node says; a scalar is text, as examples and patterns are."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(value) for value in node.value]
    return str(node.value)


def _faults(row: Row) -> Iterator[str]:
    examples = row["examples"]
    if not isinstance(examples, Sequence) or isinstance(examples, str):
        return
    pattern, word = row.get("pattern"), row.get("text", row.get("label"))
    shown = f"“{pattern if pattern is not None else word}”"
    if not examples:
        yield f"{shown}没有例子；请写一段它所在的原文"
    elif isinstance(pattern, str):
        held = [entry for entry in examples if isinstance(entry, Mapping)]
        yield from _unfound(shown, compile_pattern(pattern), held)
    elif isinstance(word, str):
        barred = compile_pattern("|".join(map(re.escape, _words(row.get("not_in")))) or "(?!)")
        for example in map(str, examples):
            if word not in barred.sub("", example):
                yield f"例子“{example}”中没有{shown}；请改正例子或词"


def _unfound(shown: str, pattern: re.Pattern[str], examples: Sequence[Mapping[str, str]]) -> Iterator[str]:
    finds = False
    for example in examples:
        match = pattern.search(example.get("text", ""))
        got, wanted = match.group() if match else "", example.get("finds", "")
        finds = finds or bool(wanted)
        if got != wanted:
            expected = f"应找到“{wanted}”" if wanted else "不应找到什么"
            found = f"找到“{got}”" if got else "没有找到"
            yield f"样式{shown}在例子“{example.get('text', '')}”中{expected}，实际{found}；请改正"
    if not finds:
        yield f"样式{shown}没有一个找得到东西的例子；请补一段"


def _words(value: object) -> list[str]:
    return [str(word) for word in value] if isinstance(value, list) else []
