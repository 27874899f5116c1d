"""One run at a time, and order after a run that was killed."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.problems import PolicykbError, Problem
from generator.read.corpus import POLICIES
from generator.store import RECORD

STATE = ".policykb"
"""What the program keeps for itself in a knowledge base; it can be deleted at any time."""

PARTS = (POLICIES, "schema", "mkdocs.yml")
"""What a knowledge base is told by."""

_STAGE = re.compile(r"\.(?P<name>[a-z0-9-]+)\.(?:old|new-[a-z0-9_]+)")
"""Folders that write_policy_folder makes beside a policy's folder."""


@contextmanager
def locked_file(path: Path, shown: Path, message: str) -> Iterator[None]:
    """Hold a lock as long as the block runs. It goes with the process: a killed run leaves no stale lock.

    A POSIX record lock, because worker processes do not inherit it: one that outlives its killed parent for a moment
    keeps nobody out. The file itself stays, because removing it would let a third run lock a new file while the
    second still waits on the old one.

    Args:
        path: The lock file; its folder must exist.
        shown: What it guards.
        message: What to say if another process holds the lock.

    Raises:
        PolicykbError: Another process holds it (build_running).
        OSError: The file cannot be made.
    """
    with path.open("a", encoding="utf-8") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError) as error:
            raise PolicykbError(Problem(path=str(shown), line=0, code="build_running", message=message)) from error
        yield


@contextmanager
def locked_knowledge_base(root: Path) -> Iterator[None]:
    """Be the only one who writes into a knowledge base, and first clear away what a killed run left.

    Where nothing can be written (a read-only copy), nobody else can write either: then there is no lock. Nor is there
    one where nothing of a knowledge base stands: a folder in which somebody has only mistaken the place stays as it is.

    Args:
        root: The folder of the knowledge base.

    Raises:
        PolicykbError: Another run writes into it (build_running).
    """
    lock = root / STATE / "lock"
    if not any((root / name).exists() for name in PARTS) or not _made(lock):
        yield
        return
    with locked_file(lock, root / POLICIES, "另一个命令正在写入这个知识库；请等它结束后再试"):
        _clear_leftovers(root)
        yield


def _made(lock: Path) -> bool:
    try:
        lock.parent.mkdir(exist_ok=True)
        lock.touch()
    except OSError:
        return False
    # Its owner may touch a file that nobody may write into.
    return os.access(lock, os.W_OK)


def _clear_leftovers(root: Path) -> None:
    """Remove half-made files of killed runs; a policy's folder whose swap was cut in two comes back."""
    for path in sorted((root / STATE).rglob(".*.new-*")):
        path.unlink(missing_ok=True)
    folder = root / POLICIES
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        found = _STAGE.fullmatch(path.name)
        if found is None or not path.is_dir() or path.is_symlink():
            continue
        # Without an atomic exchange the old folder stands aside for a moment (see generator.writer).
        if path.suffix == ".old" and not (folder / found["name"]).exists():
            path.rename(folder / found["name"])
        else:
            shutil.rmtree(path, ignore_errors=True)
    for path in sorted(folder.glob(f"*/.{RECORD}.*")):
        path.unlink(missing_ok=True)
