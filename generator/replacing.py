"""A file that takes its place in one step, or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def replaced_file(target: Path, *, flushed: bool = True) -> Iterator[IO[bytes]]:
    """Give a new empty file that becomes `target` when the block ends without an exception.

    Until then, and if anything fails or the process is killed, what stood at `target` stays whole.

    Args:
        target: The file; its folder must exist.
        flushed: Whether the new file is on the disk before it is seen; what can be made again need not be.

    Yields:
        The file beside `target`, open for writing.

    Raises:
        OSError: It cannot be written.
    """
    handle, name = tempfile.mkstemp(prefix=staged_name(target), dir=target.parent)
    stage = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            if flushed:
                file.flush()
                os.fsync(file.fileno())
        stage.chmod(0o666 & ~umask())
        stage.replace(target)
    finally:
        stage.unlink(missing_ok=True)


def staged_name(target: Path) -> str:
    """How the names of what shall become `target` begin; shortened, as file systems allow 255 bytes."""
    return f".{target.name[:40]}.new-"


def umask() -> int:
    """Which rights new files of this process do not get."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
