"""Wrong usage and --help are told in Chinese."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo

from tests.support import policykb
from tests.usage_words import MADE, words

NEVER_SEEN = {
    # Of the programmer, of prompts, editors, consoles and completion, of kinds of values that no command takes.
    "_termui_impl.py", "_winconsole.py", "shell_completion.py", "termui.py", "utils.py",
}  # fmt: skip
OF_PROGRAMMERS = re.compile(
    "DeprecationWarning|Value must be|Could not determine|No options defined|Arguments take|defined twice|cannot use"
    "|Do you want|Confirm the|Invalid start|Choice\\(|does not match the format|UUID"
)
FIELD = re.compile(r"%\(\w+\)s|\{(\w+)(?:!r)?\}")


def _said_by_click() -> set[str]:
    found = set()
    for file in sorted(Path(click.__file__).parent.glob("*.py")):
        calls = ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if file.name not in NEVER_SEEN else ()
        for call in calls:
            named = isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id
            if named in ("_", "ngettext"):
                said = next((arg.value for arg in call.args if isinstance(arg, ast.Constant)), None)
                found |= {said} if isinstance(said, str) and not OF_PROGRAMMERS.search(said) else set()
    return found


def _told(catalogue: Catalog) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Ids and words, of plurals and others alike."""
    every = [(message.id, message.string) for message in catalogue if message.id]
    return sorted(tuple((text,) if isinstance(text, str) else tuple(text) for text in both) for both in every)


def test_whatever_click_says_has_its_words() -> None:
    told = {message.id if isinstance(message.id, str) else message.id[0] for message in words() if message.id}
    said = _said_by_click()
    assert len(said) > 40
    assert said == told


def test_the_catalogue_is_as_the_words_are_written() -> None:
    with MADE.open("rb") as file:
        made = read_mo(file)
    assert _told(made) == _told(words())


def test_words_fill_in_what_click_gives() -> None:
    for message in words():
        ids = (message.id,) if isinstance(message.id, str) else message.id
        told = (message.string,) if isinstance(message.string, str) else message.string
        given = {field for text in ids for field in FIELD.findall(text)}
        for text in told:
            assert text or not message.id
            assert set(FIELD.findall(text)) <= given, text


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("buld",), "用法不对：没有命令 buld。 是不是 'build'？"),
        (("build", "--strikt"), "用法不对：没有选项 --strikt。 是不是 '--strict'？"),
        (("build", "--site-dir"), "用法不对：选项 --site-dir 后面要写 1 个值。"),
        (("--root", "没有", "build"), "用法不对：'--root' 的值不对：目录 '没有' 不存在。"),
        (("evaluate", "nothing"), "用法不对："),
    ],
)
def test_wrong_usage_is_told_in_chinese(arguments: tuple[str, ...], line: str) -> None:
    done = policykb(*arguments)
    assert done.returncode == 2
    said = done.stderr.splitlines()
    assert said[-1].startswith(line)
    assert not re.search("Usage|Try|Error", done.stderr)
    assert not re.search(r"[a-z]{3,} [a-z]{3,}", said[-1])


def test_help_is_in_chinese() -> None:
    done = policykb("build", "--help", environment={"LANGUAGE": "en", "LANG": "en_US.UTF-8"})
    assert "选项:" in done.stdout
    assert "显示这份说明后退出。" in done.stdout
    assert "Options" not in done.stdout
