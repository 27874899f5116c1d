"""Work done by a process of its own for what it keeps: the memory that it needed ends with it.

Comparing thousands of documents for the first time takes several times what taking the results takes, and leaves this
process in pieces that no later stage fills; every worker forked from it afterwards would begin with them.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection

from generator.executors import AUTOMATIC
from generator.problems import PolicykbError
from generator.progress import Progress
from generator.workers import end_with_parent

MANY = 500
"""Documents from which on memory matters more than the second or two that taking the results costs."""

SHARE = 8
"""If one of so many has changed, most of the work is to be done again."""

LOCAL = (AUTOMATIC, "processes")
"""Executors (`generator.executors`) of people who do not mind what process does the work."""


def is_worth_it(documents: int, changed: int, executor: str) -> bool:
    """Whether the work is better done apart.

    Args:
        documents: How many documents there are.
        changed: How many of them have changed since the work was kept; all, if it never was.
        executor: Who does the work.
    """
    by_process = executor.partition(":")[0] in LOCAL and "fork" in multiprocessing.get_all_start_methods()
    return by_process and documents >= MANY and changed * SHARE > documents


def done_apart(work: Callable[[Progress], object], progress: Progress) -> bool:
    """Let a process forked from this one do something.

    Args:
        work: Does it, and keeps what comes of it; it is told whom to tell how far it has come.
        progress: Told so here.

    Returns:
        Whether it came to its end. If it did not, whoever does it here finds out why.
    """
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_do, args=(ours, theirs, work))
    process.start()
    theirs.close()
    try:
        while (told := _next(ours)) is not None:
            progress(*told)
        process.join()
    finally:
        ours.close()
        process.terminate()
        process.join()
    return process.exitcode == 0


def _next(ours: Connection) -> tuple[str, int, int] | None:
    """What is told next; None once the last process that has the other side has ended."""
    try:
        told: tuple[str, int, int] = ours.recv()
    except (EOFError, OSError):
        return None
    return told


def _do(ours: Connection, theirs: Connection, work: Callable[[Progress], object]) -> None:
    end_with_parent()
    # Who is interrupted is the parent, which ends this.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ours.close()
    try:
        work(lambda *told: theirs.send(told))
    except (PolicykbError, OSError, MemoryError):
        # Whoever does the work again tells it in one line.
        sys.exit(1)
