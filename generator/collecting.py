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


def give_back() -> None:
    """Give memory back to the system that is free but held for what may come: workers forked later begin without it.

    Systems without malloc_trim (all but those with glibc) are left as they are.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)
