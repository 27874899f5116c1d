"""The folder of a new site filled with all files of the last one, by a process of its own while documents are read."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from generator.workers import end_with_parent

Expected = tuple[str, int, int]
"""Path of a file within the site, its size, and when it was last changed, in nanoseconds."""


@dataclass(frozen=True)
class Begun:
    """A folder that is being filled.

    Attributes:
        folder: The folder; nobody may change it before `wait` or `end`.
    """

    folder: Path
    _connection: Connection
    _process: BaseProcess

    def wait(self, *, used: bool) -> frozenset[str] | None:
        """Wait until it is done.

        Args:
            used: Whether the files are used; otherwise the folder is emptied.

        Returns:
            The files that could not be taken over; None if it came to nothing, and then the folder is empty.
        """
        with contextlib.suppress(EOFError, OSError):
            left_out: frozenset[str] = self._connection.recv()
            if used:
                return left_out
        self.end()
        _clear(self.folder)
        return None

    def end(self) -> None:
        """Let the process come to an end, wherever it is."""
        self._process.terminate()
        self._process.join()
        self._connection.close()


def begin(origin: Path, folder: Path, files: Iterable[Expected]) -> Begun | None:
    """Begin to give files a second name.

    Args:
        origin: Where they are.
        folder: An empty folder on the same file system.
        files: What they were like when they were written.

    Returns:
        What is under way; None on systems that cannot fork.
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        return None
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_fill, args=(ours, theirs, origin, folder, files), daemon=True)
    process.start()
    theirs.close()
    return Begun(folder, ours, process)


def _fill(ours: Connection, theirs: Connection, origin: Path, folder: Path, files: Iterable[Expected]) -> None:
    end_with_parent()
    ours.close()
    theirs.send(frozenset(path for path, size, time in files if not link(origin, folder, path, size, time)))


def link(origin: Path, folder: Path, path: str, size: int, time: int) -> bool:
    """Give a file a second name, if nobody has touched it.

    Args:
        origin: The folder where it is.
        folder: The folder where it gets the other name.
        path: Its path within both.
        size: What it had when it was written.
        time: When it was last changed then, in nanoseconds.

    Returns:
        Whether it has one; not where it was touched, or the file system knows no hard links.
    """
    old, new = os.path.join(origin, path), os.path.join(folder, path)  # noqa: PTH118 - thousands
    try:
        found = os.stat(old, follow_symlinks=False)  # noqa: PTH116 - as above
        if (found.st_size, found.st_mtime_ns) != (size, time):
            return False
        try:
            os.link(old, new, follow_symlinks=False)
        except FileNotFoundError:
            Path(new).parent.mkdir(parents=True, exist_ok=True)
            os.link(old, new, follow_symlinks=False)
    except (OSError, NotImplementedError):
        return False
    return True


def move_into(folder: Path, origin: Path) -> None:
    """Move every file from one folder into another; one that has the same name there gives way to it.

    Args:
        folder: Where they go.
        origin: Where they come from.

    Raises:
        OSError: One cannot be moved.
    """
    for path in sorted(origin.rglob("*")):
        if not path.is_dir():
            place = folder / path.relative_to(origin)
            place.parent.mkdir(parents=True, exist_ok=True)
            # Never written through: what has the old name keeps its bytes.
            path.replace(place)


def remove(folder: Path, paths: Iterable[str]) -> None:
    """Take files out of a folder, and folders that are empty then.

    Args:
        folder: The folder.
        paths: The files within it.

    Raises:
        OSError: One cannot be removed.
    """
    above: set[Path] = set()
    for path in paths:
        place = folder / path
        place.unlink()
        above.update(place.parents)
    for place in sorted(above, reverse=True):
        if place != folder and place.is_relative_to(folder) and not any(place.iterdir()):
            place.rmdir()


def _clear(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
