"""Temporary files of a build in the knowledge base itself, where the next run finds what a killed one left."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER = ".policykb/temporary"


@contextmanager
def own_temporary_files(root: Path) -> Iterator[None]:
    """Let libraries make their temporary files in a folder of ours while the block runs; workers forked then do too.

    Libraries that make spreadsheets put every sheet into such a file first. The folder for all programs is nobody's to
    clear, and is in memory on some machines.

    Args:
        root: The folder of the knowledge base; nobody else may be writing into it. Where nothing can be made there,
            everything stays as it is.
    """
    folder, before = (root / FOLDER).absolute(), tempfile.tempdir
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(parents=True)
    except OSError:
        yield
        return
    tempfile.tempdir = str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before
        shutil.rmtree(folder, ignore_errors=True)
