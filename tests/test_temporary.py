"""Temporary files stand in the knowledge base while a build runs, and none is left there after the next one."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from generator.temporary import FOLDER, own_temporary_files


def _left(root: Path) -> Path:
    with tempfile.NamedTemporaryFile(prefix="openpyxl.", delete=False) as file:
        assert Path(file.name).parent == root / FOLDER
    return Path(file.name)


def test_what_a_killed_run_left_goes_with_the_next(tmp_path: Path) -> None:
    before = tempfile.gettempdir()
    (tmp_path / FOLDER).mkdir(parents=True)
    left = tmp_path / FOLDER / "openpyxl.abc"
    left.touch()
    with own_temporary_files(tmp_path):
        assert not left.exists()
        assert _left(tmp_path).exists()
    assert not (tmp_path / FOLDER).exists()
    assert tempfile.gettempdir() == before


def test_a_fault_leaves_nothing_behind(tmp_path: Path) -> None:
    before = tempfile.gettempdir()
    with pytest.raises(ValueError, match="broken off"), own_temporary_files(tmp_path):
        _left(tmp_path)
        raise ValueError("broken off")
    assert not (tmp_path / FOLDER).exists()
    assert tempfile.gettempdir() == before


def test_where_nothing_can_be_made_all_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / ".policykb").touch()
    before = tempfile.gettempdir()
    with own_temporary_files(tmp_path):
        assert tempfile.gettempdir() == before
