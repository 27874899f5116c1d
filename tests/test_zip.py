"""The archive of the site: the same bytes for the same files, and never half of one."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from generator.problems import PolicykbError
from generator.writer import write_zip


def _folder(path: Path, order: list[str]) -> Path:
    for name in order:
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(f"内容 {name}", encoding="utf-8")
    return path


def test_same_files_same_bytes(tmp_path: Path) -> None:
    names = ["index.html", "data/数据.csv", "policies/a.html"]
    one = _folder(tmp_path / "a/site", names)
    other = _folder(tmp_path / "b/site", names[::-1])
    os.utime(other / "index.html", (1, 1))
    (other / "index.html").chmod(0o600)
    sizes = [write_zip(one, tmp_path / "a.zip", 1_600_000_000), write_zip(other, tmp_path / "b.zip", 1_600_000_000)]
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert sizes == [(tmp_path / "a.zip").stat().st_size] * 2


def test_what_is_in_it(tmp_path: Path) -> None:
    folder = _folder(tmp_path / "site", ["index.html", "data/数据.csv"])
    write_zip(folder, tmp_path / "site.zip", 0)
    with zipfile.ZipFile(tmp_path / "site.zip") as archive:
        assert archive.namelist() == ["site/data/数据.csv", "site/index.html"]
        assert archive.read("site/data/数据.csv").decode() == "内容 data/数据.csv"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None


def test_a_failure_leaves_the_older_archive(tmp_path: Path) -> None:
    folder = _folder(tmp_path / "site", ["index.html"])
    write_zip(folder, tmp_path / "site.zip", 0)
    before = (tmp_path / "site.zip").read_bytes()
    (folder / "broken").symlink_to("nowhere")
    (folder / "pipe.html").mkdir()
    (folder / "index.html").write_text("anders", encoding="utf-8")
    (tmp_path / "taken.zip").mkdir()
    with pytest.raises(PolicykbError, match="target_foreign"):
        write_zip(folder, tmp_path / "taken.zip", 0)
    with pytest.raises(PolicykbError, match="target_unwritable"):
        write_zip(folder, tmp_path / "no-such-folder/site.zip", 0)
    assert (tmp_path / "site.zip").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site", "site.zip", "taken.zip"]
