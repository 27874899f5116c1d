"""What was compiled for one build serves the next one of the same program, and stands where Python's own does."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest

from generator import kept_templates, theme
from generator.kept_templates import KeptTemplates
from generator.render import compiled_templates, environment, use_compiled
from generator.site_build import compiled_looks
from generator.theme import use_compiled_theme
from tests.support import ROOT


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    before = compiled_templates(), dict(theme.held_theme())
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    _forget()
    yield tmp_path
    _forget()
    use_compiled(before[0])
    use_compiled_theme(before[1])


def _forget() -> None:
    environment._environment_and_code.cache_clear()
    theme._compiled.cache_clear()


def _kept() -> None:
    first = KeptTemplates()
    assert not first.complete
    compiled_looks(ROOT)
    first.keep()
    _forget()


def test_the_next_build_compiles_nothing(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _kept()
    assert sorted(path.name.partition(".")[0] for path in place.rglob("templates-of-*.pyc")) == [
        "templates-of-pages",
        "templates-of-theme",
    ]
    monkeypatch.setattr(jinja2.Environment, "_generate", lambda *_, **__: pytest.fail("compiled again"))
    assert KeptTemplates().complete
    assert len(compiled_templates()) > 10
    compiled_looks(ROOT)


def test_nothing_is_kept_where_python_keeps_nothing(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    _kept()
    assert list(place.rglob("templates-of-*.pyc")) == []


def test_another_program_takes_none_of_it(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _kept()
    monkeypatch.setattr(kept_templates, "hash_program", lambda: "another")
    assert not KeptTemplates().complete


def test_what_is_damaged_is_not_run(place: Path) -> None:
    _kept()
    for path in place.rglob("templates-of-*.pyc"):
        path.write_bytes(path.read_bytes()[:-1])
    assert not KeptTemplates().complete
