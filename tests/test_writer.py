"""writer: the last good folder stays until the new one is whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import generator.writer
from generator.problems import PolicykbError
from generator.writer import MARKER, recover_folder, replaced_folder, write_output, write_policy_folder, write_tree
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
    target.rename(tmp_path / ".site.old")
    recover_folder(target)
    assert (target / "a/page.html").read_text(encoding="utf-8") == "good"
    assert _entries(tmp_path) == {"site", ".site.lock"}


def test_second_run_is_refused_while_the_first_runs_and_not_after_it_was_killed(tmp_path: Path) -> None:
    target = tmp_path / "site"
    program = textwrap.dedent(
        """
        import os, sys, time
        from pathlib import Path
        from generator.writer import replaced_folder
        with replaced_folder(Path(sys.argv[1])):
            # A worker that outlives its parent keeps nobody out.
            if os.fork() == 0:
                time.sleep(60)
            print(flush=True)
            time.sleep(60)
        """
    )
    root = Path(__file__).parents[1]
    command = [sys.executable, "-c", program, str(target)]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, start_new_session=True) as first:
        assert first.stdout is not None
        try:
            assert first.stdout.readline()
            with pytest.raises(PolicykbError, match="build_running"), replaced_folder(target):
                pass
            first.kill()
            first.wait()
            _write(target, "second")
        finally:
            os.killpg(first.pid, signal.SIGKILL)
    assert _entries(tmp_path) == {"site", ".site.lock"}


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


def test_a_file_for_a_person_is_whole_or_as_before(tmp_path: Path) -> None:
    target = tmp_path / "out" / "表.csv"
    write_output(target, b"first")
    link = tmp_path / "link.csv"
    link.symlink_to(target)
    write_output(link, b"second")
    assert link.is_symlink()
    assert target.read_bytes() == b"second"
    assert _entries(target.parent) == {"表.csv"}
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(PolicykbError, match="target_unwritable"):
        write_output(tmp_path / "folder.csv", b"x")
    write_output(Path(os.devnull), b"x")
    assert not Path(os.devnull).is_file()


KILLED = """
import os, shutil, signal, sys
from pathlib import Path
import generator.writer as writer
from generator.locks import locked_knowledge_base

root, how = Path(sys.argv[1]), sys.argv[2]
if how == "renames":
    writer._exchange = lambda first, second: False
armed = left = 0

def watch(event, arguments):
    # Every change of the disk raises one of these (PEP 578); the process dies before the chosen one is carried out.
    global left
    changes = event in {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree", "os.chmod"}
    if armed and (changes or (event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR))):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

def replace(word):
    with locked_knowledge_base(root):
        with writer.replaced_folder(root / "site") as stage:
            writer.write_tree(stage, [(writer.MARKER, b"{}"), ("a/page.html", word), ("b/page.html", word)])
        writer.write_policy_folder(root / "policies" / "x-1", {"source.txt": word, "record.yaml": word}, ["*"])

def seen(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

def whole(old, new):
    pages = [{"data/index.json": b"{}", "a/page.html": word, "b/page.html": word} for word in (old, new)]
    sources = [{"source.txt": word, "record.yaml": word} for word in (old, new)]
    return seen(root / "site") in pages and seen(root / "policies" / "x-1") in sources

sys.addaudithook(watch)
replace(b"0")
for number in range(1000):
    old, new = (str(number).encode(), str(number + 1).encode())
    child = os.fork()
    if child == 0:
        armed, left = 1, number
        replace(new)
        os._exit(0)
    killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
    if how == "exchange":
        # Nobody has to start anything: what is there is whole at every moment.
        assert whole(old, new), number
    with locked_knowledge_base(root):
        writer.recover_folder(root / "site")
    assert whole(old, new), number
    replace(new)
    assert sorted(path.name for path in root.iterdir()) == [".policykb", ".site.lock", "policies", "site"], number
    assert [path.name for path in (root / "policies").iterdir()] == ["x-1"], number
    if not killed:
        print(number)
        break
"""


@pytest.mark.parametrize(("how", "fewest"), [("exchange", 15), ("renames", 20)])
def test_killed_before_each_single_change_of_the_disk(tmp_path: Path, how: str, fewest: int) -> None:
    root = Path(__file__).parents[1]
    command = [sys.executable, "-c", KILLED, str(tmp_path), how]
    finished = subprocess.run(command, cwd=root, check=False, capture_output=True, encoding="utf-8")
    assert finished.returncode == 0, finished.stderr
    assert int(finished.stdout) > fewest
