"""Everything new in a folder is waited for, each once, and nothing that was waited for before."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator import flushing


def test_every_new_file_and_folder_is_waited_for_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, elsewhere = tmp_path / "new", tmp_path / "old"
    (folder / "a" / "b").mkdir(parents=True)
    for number in range(2 * flushing.TOGETHER + 1):
        (folder / "a" / f"{number}.html").write_text("x", encoding="utf-8")
    elsewhere.write_text("x", encoding="utf-8")
    os.link(elsewhere, folder / "taken.html")
    waited_for: list[str] = []
    monkeypatch.setattr(flushing, "flush", lambda path: waited_for.append(str(path)))
    flushing.flush_tree(folder)
    every = {str(path) for path in folder.rglob("*")} - {str(folder / "taken.html")}
    assert sorted(waited_for) == sorted(every | {str(folder)})


def test_what_cannot_be_waited_for_is_no_success(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.html").write_text("x", encoding="utf-8")

    def refused(handle: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", refused)
    with pytest.raises(OSError, match="Input/output error"):
        flushing.flush_tree(tmp_path)
