"""Worker processes that end with the process that made them."""

from __future__ import annotations

import ctypes
import signal

_PR_SET_PDEATHSIG = 1
"""prctl(2): the signal that this process gets when its parent dies."""


def end_with_parent() -> None:
    """Called in a worker: be killed when the parent is, even by force, instead of waiting for work for ever.

    A parent that ends by itself tells its workers; one that is killed cannot, and each worker holds the others' pipes
    open. Systems without prctl (macOS) are left as they are.
    """
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
