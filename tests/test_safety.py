"""What happens to a build from outside: killed, run twice, a full or read-only disk, vanished files, wrong clocks."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.pipeline import read_corpus
from generator.starter import EXAMPLE
from generator.store import load_record
from tests.support import ROOT, copy_knowledge_base, policykb, tree

POLICY = "template-x"
OTHER = "jilin-2017-75-jd"
KILLS = 50
CHANGED = "政务笃实"
"""No document has this word."""
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


def _start(root: Path, *arguments: str) -> subprocess.Popen[str]:
    """A build that runs beside the test."""
    return subprocess.Popen(
        [sys.executable, "-m", "generator", "build", *arguments],
        cwd=root,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


KILLER = """
import os, signal, sys, time
from generator.cli import main
from tests.warm import load
load()
for line in sys.stdin:
    seconds, whole = line.split()
    began = time.monotonic()
    build = os.fork()
    if not build:
        os.setpgid(0, 0)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        main(["build"])
    os.setpgid(build, build)  # here as well: whichever comes first, and it is there before anybody is killed
    left = float(seconds)
    while (done := os.waitpid(build, os.WNOHANG)) == (0, 0) and time.monotonic() - began < left:
        time.sleep(0.005)
    if done == (0, 0):
        (os.killpg if int(whole) else os.kill)(build, signal.SIGKILL)
        os.waitpid(build, 0)
    print(build, "killed" if done == (0, 0) else "ended", time.monotonic() - began, flush=True)
"""
"""Builds in a process group of their own, each killed after the seconds told, alone or with the whole group.

They are forked from a process that has loaded the program, as each would take longer to start than to build.
"""
LONG = 600


def _killer(root: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", KILLER],
        cwd=root,
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


def _told(killer: subprocess.Popen[str], order: str) -> list[str]:
    """What became of a build: its process group, "killed" or "ended", after how many seconds."""
    assert killer.stdin is not None
    assert killer.stdout is not None
    killer.stdin.write(f"{order}\n")
    killer.stdin.flush()
    return killer.stdout.readline().split()


def _works(root: Path) -> None:
    finished = policykb("build", cwd=root)
    assert finished.returncode == 0, finished.stderr


def _leftovers(root: Path) -> list[str]:
    patterns = (".site.new-*", ".site.old", "policies/.*", "policies/*/.*", ".policykb/**/.*.new-*")
    return [str(path) for pattern in patterns for path in root.glob(pattern)]


def _all_ended(group: int) -> bool:
    """Whether the processes of a group end, at once or soon."""
    for _ in range(1000):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        if _only_dead(group):
            return True
        time.sleep(0.01)
    os.killpg(group, signal.SIGKILL)
    return False


def _only_dead(group: int) -> bool:
    """Whether all processes of a group have ended, and only nobody has asked yet what became of them (zombies).

    Whose parent was killed they fall to the first process of the machine, which may take its time.
    """
    states: list[str] = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            # Behind the name in brackets: state, parent, group.
            state, _, its_group = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[:3]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(its_group) == group:
            states.append(state)
    return bool(states) and set(states) <= {"Z", "X"}


def test_killed_at_random_moments(tmp_path: Path) -> None:
    root = tmp_path / "root"
    # As `new` makes it: with fewer domains it goes through the same steps in two thirds of the time.
    assert policykb("new", str(root), cwd=tmp_path).returncode == 0
    source = root / "policies" / EXAMPLE / "source.txt"
    text = source.read_text(encoding="utf-8")
    versions = (text, text.replace("图书馆", CHANGED), text.replace("图书馆", CHANGED, 1))
    sites: list[dict[str, bytes]] = []
    for version in versions:
        source.write_text(version, encoding="utf-8")
        _works(root)
        sites.append(tree(root / "site"))
    source.write_text(text, encoding="utf-8")
    assert sites[0] != sites[1] != sites[2] != sites[0]
    chance = random.Random(20)  # noqa: S311 - moments, not secrets
    cut = 0
    with _killer(root) as killer:
        # Without what Python takes to start, in which nothing can be harmed.
        lasts = float(_told(killer, f"{LONG} 1")[2])
        for number in range(KILLS):
            # Another than the site stands for, or there is nothing to do and the moments fall into no build at all.
            version = (sites.index(tree(root / "site")) + 1) % 3
            source.write_text(versions[version], encoding="utf-8")
            # Every second one near its end, where the new site takes the old one's place.
            moment = lasts * chance.uniform(0.7 if number % 2 else 0, 1.05)
            # Now and then only the command itself is killed; the processes it has started end with it.
            group, ended, after = _told(killer, f"{moment} {number % 3}")
            cut += ended == "killed"
            # How long the last one took says how busy the machine is: moments after the end of a build are lost.
            lasts = float(after) if ended == "ended" else lasts
            assert _all_ended(int(group)), number
            assert tree(root / "site") in sites, number
            for record in (root / "policies").glob("*/record.yaml"):
                load_record(record)
            if number % 10 == 9:
                _works(root)
                assert tree(root / "site") == sites[version]
                assert _leftovers(root) == []
    assert cut > KILLS / 3


def test_two_builds_at_once(tmp_path: Path) -> None:
    root = copy_knowledge_base(tmp_path / "root", [POLICY])
    with _start(root) as first, _start(root, "--site-dir", str(tmp_path / "other")) as second:
        said = {process: process.communicate(timeout=300)[1] for process in (first, second)}
    refused = [process for process in said if process.returncode]
    assert len(refused) == 1
    assert said[refused[0]].startswith("policies:0: build_running: ")
    assert len(said[refused[0]].splitlines()) == 1
    finished = policykb("build", cwd=root)
    assert finished.returncode == 0, finished.stderr
    assert _leftovers(root) == []


def test_an_archive_of_an_earlier_site_is_said_to_be_old(tmp_path: Path) -> None:
    root = copy_knowledge_base(tmp_path / "root", [POLICY])
    (root / "site.zip").write_bytes(b"old")
    assert "site.zip 是以前打的，没有更新" in policykb("build", cwd=root).stdout
    assert (root / "site.zip").read_bytes() == b"old"
    packed = policykb("build", "--zip", cwd=root).stdout
    assert "是以前打的" not in packed
    assert (root / "site.zip").read_bytes() != b"old"


@pytest.mark.parametrize("command", ["build", "records"])
def test_a_folder_that_is_no_knowledge_base_stays_as_it_is(tmp_path: Path, command: str) -> None:
    done = policykb(command, cwd=tmp_path)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert list(tmp_path.iterdir()) == []


ROOM = "limit_files"
RIGHTS = "drop_roots_rights"
"""See tests.deprived."""


def _refused(root: Path, *before: str) -> str:
    """What a build says that must fail, in one line for each problem."""
    finished = policykb("build", cwd=root, before=before)
    assert finished.returncode == 1, finished.stdout + finished.stderr
    assert "Traceback" not in finished.stderr
    assert all(line.count(": ") >= 2 for line in finished.stderr.splitlines()), finished.stderr
    return finished.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base of two documents with its site; tests copy it."""
    root = copy_knowledge_base(tmp_path_factory.mktemp("safety") / "root", [POLICY, OTHER])
    _works(root)
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    """A copy to spoil, in which one document has changed since."""
    root = tmp_path / "copy"
    shutil.copytree(built, root)
    source = root / "policies" / POLICY / "source.txt"
    source.write_text(source.read_text(encoding="utf-8").replace("政务诚信", CHANGED), encoding="utf-8")
    return root


@pytest.mark.parametrize("size", [0, 3_000, 60_000])
def test_a_full_disk(root: Path, size: int) -> None:
    before = tree(root / "site")
    said = _refused(root, ROOM, str(size))
    assert "target_unwritable" in said or "disk_error" in said
    assert tree(root / "site") == before
    for record in (root / "policies").glob("*/record.yaml"):
        load_record(record)
    _works(root)
    assert _leftovers(root) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_small_disk(built: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "none", str(disk)], check=False)
    if mounted.returncode:
        pytest.skip("this container must not mount")
    try:
        root = disk / "root"
        shutil.copytree(built, root)
        before = tree(root / "site")
        source = root / "policies" / POLICY / "source.txt"
        source.write_text(source.read_text(encoding="utf-8").replace("政务诚信", CHANGED), encoding="utf-8")
        filling = disk / "filling"
        with filling.open("wb") as file:
            free = os.statvfs(disk)
            file.write(bytes(max(0, free.f_bavail * free.f_frsize - 500_000)))
        assert "target_unwritable" in _refused(root)
        assert tree(root / "site") == before
        filling.unlink()
        for record in (root / "policies").glob("*/record.yaml"):
            load_record(record)
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


@pytest.mark.parametrize("folder", [".", f"policies/{POLICY}"])
def test_a_read_only_folder(root: Path, folder: str) -> None:
    shutil.rmtree(root / ".policykb")
    before = tree(root)
    (root / folder).chmod(0o555)
    try:
        said = _refused(root, RIGHTS)
    finally:
        (root / folder).chmod(0o755)
    assert "target_unwritable" in said
    left = {name: content for name, content in tree(root).items() if not name.startswith(".policykb/")}
    records = {f"policies/{POLICY}/record.yaml"}
    assert {name for name in left if left[name] != before.get(name)} <= (records if folder == "." else set())
    assert left.keys() == before.keys()


def test_a_read_only_knowledge_base_is_built_elsewhere(built: Path, tmp_path: Path) -> None:
    paths = [path for path in (built, *built.rglob("*")) if "site" not in path.relative_to(built).parts]
    rights = {path: path.stat().st_mode for path in paths}
    assert built / ".policykb" / "lock" in rights
    for path, mode in rights.items():
        path.chmod(mode & ~0o222)
    try:
        elsewhere = str(tmp_path / "elsewhere" / "site")
        finished = policykb("build", "--site-dir", elsewhere, cwd=built, before=(RIGHTS,))
    finally:
        for path, mode in rights.items():
            path.chmod(mode)
    assert finished.returncode == 0, finished.stderr
    assert tree(tmp_path / "elsewhere" / "site") == tree(built / "site")


def test_a_document_that_nobody_may_read(root: Path) -> None:
    source = root / "policies" / POLICY / "source.txt"
    source.chmod(0)
    said = _refused(root, RIGHTS)
    assert said.startswith(f"policies/{POLICY}/source.txt:0: source_unreadable: ")
    assert len(said.splitlines()) == 1
    assert (root / "site" / "policies" / f"{OTHER}.html").is_file()
    assert not (root / "site" / "policies" / f"{POLICY}.html").exists()


@pytest.mark.parametrize("whole", [False, True])
def test_a_document_that_vanishes_between_listing_and_reading(tmp_path: Path, whole: bool) -> None:
    root = copy_knowledge_base(tmp_path / "root", [OTHER, POLICY])
    folder = root / "policies" / POLICY

    def vanish(_stage: str, done: int, _total: int) -> None:
        if done == 1 and folder.exists():
            shutil.rmtree(folder) if whole else (folder / "source.txt").unlink()

    corpus = read_corpus(root, vanish, tolerant=True, cached=True)
    assert [record.id for record in corpus.records] == [OTHER]
    assert [(problem.path, problem.code) for problem in corpus.problems if problem.severity == "error"] == [
        (f"policies/{POLICY}", "source_missing")
    ]


def test_clocks_count_for_nothing(root: Path) -> None:
    source = root / "policies" / POLICY / "source.txt"
    page = root / "site" / "policies" / f"{POLICY}.html"
    long_ago, far_ahead = 0, 4_102_444_800
    os.utime(source, (long_ago, long_ago))
    _works(root)
    assert CHANGED in page.read_text(encoding="utf-8")
    # Another text under the very same time and size is another document; the same text under another time is not.
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace(CHANGED, "政务诚信"), encoding="utf-8")
    os.utime(source, (long_ago, long_ago))
    _works(root)
    assert CHANGED not in page.read_text(encoding="utf-8")
    for path in root.rglob("source.txt"):
        os.utime(path, (far_ahead, far_ahead))
    assert "没有变化" in policykb("build", cwd=root).stdout


def test_why_a_document_is_read_again(root: Path) -> None:
    _works(root)
    source = root / "policies" / POLICY / "source.txt"
    source.write_text(source.read_text(encoding="utf-8").replace(CHANGED, "政务诚信"), encoding="utf-8")
    finished = policykb("build", "-v", cwd=root)
    assert finished.returncode == 0
    assert finished.stderr.splitlines() == [
        f"policies/{POLICY} 的 source.txt 有改动：重新解析",
        f"已重写 policies/{POLICY}/record.yaml",
    ]
    assert policykb("build", "-v", cwd=root).stderr == ""
    config = root / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8") + "# a word\n", encoding="utf-8")
    (root / "policies" / OTHER / "source.yaml").write_text("note: 说明\n", encoding="utf-8")
    assert policykb("build", "-v", cwd=root).stderr.splitlines()[:2] == [
        f"policies/{OTHER} 的 source.yaml 有改动：重新解析",
        "mkdocs.yml 有改动：站点重新生成",
    ]
