"""Bytes that wait on the disk instead of in memory, in a file without a name that ends with the process."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
import weakref
from pathlib import Path
from typing import NamedTuple

from generator.models.packed import Piece


class Spill:
    """A file that is written to its end and read anywhere; processes forked meanwhile read it too.

    It has no name, so that nobody else can take it away, and nothing is left of it, however the process ends.
    """

    def __init__(self, folder: Path) -> None:
        """Nothing is written yet.

        Args:
            folder: Where there is room for it; it is made if need be.
        """
        self._folder = folder
        self._file: int | None = None
        self._size = 0
        self._full = not hasattr(os, "pread")

    def lay(self, content: bytes) -> Piece:
        """Lay something down.

        Args:
            content: The bytes.

        Returns:
            What they can be read from; themselves where the system has no such file, or nothing can be written.
        """
        if not content or self._full:
            return content
        try:
            file = self._opened()
            done = 0
            while done < len(content):
                done += os.pwrite(file, content[done:] if done else content, self._size + done)
        except OSError:
            self._full = True
            return content
        self._size += len(content)
        return Spilled(self, self._size - len(content), len(content), hashlib.sha256(content).hexdigest())

    def read(self, start: int, size: int) -> bytes:
        """What was laid down at a place.

        Raises:
            OSError: It cannot be read.
        """
        file = self._opened()
        content = os.pread(file, size, start)
        while len(content) < size:
            more = os.pread(file, size - len(content), start + len(content))
            if not more:
                raise OSError(errno.EIO, os.strerror(errno.EIO), str(self._folder))
            content += more
        return content

    def __reduce__(self) -> tuple[type[Spill], tuple[Path]]:
        """Another process begins one of its own."""
        return Spill, (self._folder,)

    def _opened(self) -> int:
        if self._file is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self._folder) as file:
                self._file = os.dup(file.fileno())
            weakref.finalize(self, os.close, self._file)
        return self._file


class Spilled(NamedTuple):
    """Bytes that were laid down; sent elsewhere, they are bytes again.

    Attributes:
        spill: Where they are.
        start: At which place.
        size: How many.
        digest: Their SHA-256, lower-case hexadecimal, so that who only wants to tell them from others reads none.
    """

    spill: Spill
    start: int
    size: int
    digest: str

    def read(self) -> bytes:
        """The bytes."""
        return self.spill.read(self.start, self.size)

    def __reduce__(self) -> tuple[type[bytes], tuple[bytes]]:
        """Another process may not have the file."""
        return bytes, (self.read(),)
