"""writer: the last good folder stays until the new one is whole."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import generator.writer
from generator.problems import PolicykbError
from generator.writer import MARKER, replaced_folder, write_policy_folder, write_tree
from tests.support import tree


def _write(target: Path, word: str) -> None:
    with replaced_folder(target) as stage:
        write_tree(stage, [(MARKER, b"{}"), ("a/page.html", word.encode())])


def _entries(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("atomic", [True, False])
def test_replaces_the_whole_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, atomic: bool) -> None:
    if not atomic:
        monkeypatch.setattr(generator.writer, "_exchange", lambda first, second: False)
    target = tmp_path / "deep" / "site"
    _write(target, "first")
    (target / "stale.html").write_text("old", encoding="utf-8")
    _write(target, "second")
    assert (target / "a/page.html").read_text(encoding="utf-8") == "second"
    assert not (target / "stale.html").exists()
    assert _entries(target.parent) == {"site", ".site.lock"}


def test_failure_leaves_the_last_good_folder(tmp_path: Path) -> None:
    target = tmp_path / "site"
    _write(target, "good")
    with pytest.raises(RuntimeError, match="boom"), replaced_folder(target) as stage:
        (stage / "half.html").write_text("half", encoding="utf-8")
        raise RuntimeError("boom")
    assert (target / "a/page.html").read_text(encoding="utf-8") == "good"
    assert _entries(tmp_path) == {"site", ".site.lock"}


def test_killed_process_leaves_the_last_good_folder(tmp_path: Path) -> None:
    target = tmp_path / "site"
    _write(target, "good")
    program = textwrap.dedent(
        """
        import os, signal, sys
        from pathlib import Path
        from generator.writer import replaced_folder
        with replaced_folder(Path(sys.argv[1])) as stage:
            (stage / "half.html").write_text("half", encoding="utf-8")
            os.kill(os.getpid(), signal.SIGKILL)
        """
    )
    root = Path(__file__).parents[1]
    finished = subprocess.run([sys.executable, "-c", program, str(target)], cwd=root, check=False)
    assert finished.returncode == -signal.SIGKILL
    assert (target / "a/page.html").read_text(encoding="utf-8") == "good"
    assert any(name.startswith(".site.new-") for name in _entries(tmp_path))
    _write(target, "better")
    assert _entries(tmp_path) == {"site", ".site.lock"}


def test_killed_between_two_renames_brings_the_old_folder_back(tmp_path: Path) -> None:
    target = tmp_path / "site"
    _write(target, "good")
    target.rename(tmp_path / ".site.old")
    with pytest.raises(RuntimeError, match="boom"), replaced_folder(target):
        raise RuntimeError("boom")
    assert (target / "a/page.html").read_text(encoding="utf-8") == "good"


def test_second_build_is_refused_while_the_first_runs(tmp_path: Path) -> None:
    target = tmp_path / "site"
    with replaced_folder(target) as stage:
        write_tree(stage, [(MARKER, b"{}")])
        with pytest.raises(PolicykbError, match="build_running"), replaced_folder(target):
            pass
    assert (target / MARKER).is_file()


def test_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "home"
    target.mkdir()
    (target / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(PolicykbError, match="target_foreign"), replaced_folder(target):
        pass
    assert _entries(target) == {"letter.txt"}
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(PolicykbError, match="target_foreign"), replaced_folder(file):
        pass


def test_empty_folder_may_be_filled(tmp_path: Path) -> None:
    target = tmp_path / "site"
    target.mkdir()
    _write(target, "first")
    assert (target / MARKER).is_file()


def test_published_folder_can_be_read_by_others(tmp_path: Path) -> None:
    target = tmp_path / "site"
    _write(target, "first")
    reference = tmp_path / "reference"
    reference.mkdir()
    assert target.stat().st_mode == reference.stat().st_mode


@pytest.mark.parametrize("name", ["../out.html", "/etc/out.html", "a/../../out.html"])
def test_paths_cannot_lead_out(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="leads out"):
        write_tree(tmp_path, [(name, b"")])


def test_unwritable_place_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(PolicykbError, match="target_unwritable") as caught, replaced_folder(tmp_path / "file" / "site"):
        pass
    assert "\n" not in str(caught.value)


def test_a_policy_folder_takes_its_place_with_what_was_kept(tmp_path: Path) -> None:
    folder = tmp_path / "policies" / "x-1"
    write_policy_folder(folder, {"source.txt": b"old", "record.yaml": b"r"}, ["source.*", "record.yaml"])
    (folder / "corrections.yaml").write_bytes(b"c")
    (folder / "scans").mkdir()
    (folder / "scans" / "1.png").write_bytes(b"p")
    write_policy_folder(folder, {"source.docx": b"new", "record.yaml": b"s"}, ["source.*", "record.yaml"])
    assert tree(folder) == {"corrections.yaml": b"c", "record.yaml": b"s", "scans/1.png": b"p", "source.docx": b"new"}
    assert [path.name for path in folder.parent.iterdir()] == ["x-1"]


def test_a_policy_folder_that_cannot_be_written_stays_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "x-1"
    write_policy_folder(folder, {"source.txt": b"old"}, ["source.*"])
    with pytest.raises(PolicykbError) as raised:
        write_policy_folder(folder, {"source.txt": b"new", "no" * 200: b"x"}, ["source.*"])
    assert raised.value.problems[0].code == "target_unwritable"
    assert tree(tmp_path) == {"x-1/source.txt": b"old"}
    assert [path.name for path in tmp_path.iterdir()] == ["x-1"]
