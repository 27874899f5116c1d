"""Folders are gone at the end of the block, whoever removed them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator import removing
from generator.removing import removing as removed_meanwhile


def _dies(folder: Path) -> None:
    (folder / "a" / "b.txt").unlink()
    os._exit(3)


@pytest.mark.parametrize("who", ["another process", "this one", "one that dies"])
def test_folders_are_gone_at_the_end(tmp_path: Path, who: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if who == "this one":
        monkeypatch.setattr("multiprocessing.get_all_start_methods", lambda: ["spawn"])
    elif who == "one that dies":
        monkeypatch.setattr(removing, "_remove", _dies)
    folders = [tmp_path / name for name in ("one", "other", "third")]
    for folder in folders[:2]:
        (folder / "a").mkdir(parents=True)
        (folder / "a" / "b.txt").write_text("甲", encoding="utf-8")
    with pytest.raises(RuntimeError, match="boom"), removed_meanwhile() as remove:
        for folder in folders if who != "one that dies" else folders[:2]:
            remove(folder)
        raise RuntimeError("boom")
    assert list(tmp_path.iterdir()) == []
