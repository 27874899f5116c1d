"""Removing folders of thousands of files while other work goes on."""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path

from generator.workers import end_with_parent

Remove = Callable[[Path], None]
"""Removes a folder, or begins to; whether it succeeds or not."""


def remove_folder(folder: Path) -> None:
    """Remove a folder as far as possible."""
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def removing() -> Iterator[Remove]:
    """Remove folders by processes of their own while the block goes on.

    Yields:
        Begins to remove a folder. At the end of the block it is gone; if this process is killed before, so is the
        other, and the next run clears away what is left.
    """
    under_way: list[tuple[BaseProcess, Path]] = []

    def begin(folder: Path) -> None:
        if "fork" not in multiprocessing.get_all_start_methods():
            remove_folder(folder)
            return
        process = multiprocessing.get_context("fork").Process(target=_remove, args=(folder,), daemon=True)
        process.start()
        under_way.append((process, folder))

    try:
        yield begin
    finally:
        for process, folder in under_way:
            process.join()
            if process.exitcode:
                remove_folder(folder)


def _remove(folder: Path) -> None:
    end_with_parent()
    remove_folder(folder)
