"""Memory while a corpus is read or built: fewer runs of the garbage collector, and nothing held that nobody needs.

Records are trees and leave no cycles behind.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import sys
from collections.abc import Iterator

YOUNG = 50_000
"""New objects from which on the collector looks for cycles; Python's 700 costs a fifth of the time of reading."""

LEFT = 400_000
"""New objects from which on it looks for them in a worker whose work leaves hardly any: what that holds for a while and
lets go again is looked through in vain. Pages leave many, so that who makes them would need more memory."""

LARGE = 524_288
"""Bytes from which on a block of memory is large."""

_MMAP_THRESHOLD = -3
"""glibc's number for the size from which on each block is the system's own; once set, it stays."""


@contextlib.contextmanager
def fewer_collections() -> Iterator[None]:
    """Let the collector run seldom; afterwards as often as before. It never stops: readers of web pages make cycles."""
    before = gc.get_threshold()
    gc.set_threshold(YOUNG, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def seldom_collect() -> None:
    """Called in a worker: let the collector run still more seldom."""
    gc.set_threshold(LEFT, *gc.get_threshold()[1:])


@contextlib.contextmanager
def settled() -> Iterator[None]:
    """Let the collector leave alone what is there now, in this process and in those forked from it meanwhile.

    What stays until the end anyway is else looked through again and again, and copied by every process that does. Where
    something was left alone before, it goes on being so afterwards.
    """
    before = gc.get_freeze_count()
    gc.freeze()
    try:
        yield
    finally:
        if not before:
            gc.unfreeze()


def let_large_blocks_go() -> None:
    """Let every large block of memory go back to the system as soon as nobody holds it, here and in processes forked.

    Otherwise, once a larger one has been let go, it comes from between small ones, and what these hold in place stays:
    in a process that tables of thousands of documents went through, a hundred megabytes. Systems without mallopt (all
    but those with glibc) are left as they are.
    """
    option = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if option is not None:
        option(_MMAP_THRESHOLD, LARGE)


def give_back() -> None:
    """Give memory back to the system that is free but held for what may come: workers forked later begin without it.

    Systems without malloc_trim (all but those with glibc) are left as they are.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)
