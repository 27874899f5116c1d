"""Work handed to others: its results in order, what workers are told, and that they end with who made them."""

from __future__ import annotations

import ctypes
import functools
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from itertools import islice
from typing import TypeVar

from generator.vocabulary import Vocabulary

Item = TypeVar("Item")
Result = TypeVar("Result")

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
        parent = multiprocessing.parent_process()
        if parent is not None and os.getppid() != parent.pid:
            # It was killed before this was asked for, and nobody is told any more.
            os.kill(os.getpid(), signal.SIGKILL)


@functools.lru_cache(maxsize=2)
def vocabulary_told(told: str) -> Vocabulary:
    """The vocabularies that a worker was told: made once, as much is worked out for them that is kept beside them."""
    return Vocabulary.model_validate_json(told)


def in_order(hand_over: Callable[[Item], Future[Result]], items: Iterable[Item], ahead: int) -> Iterator[Result]:
    """What becomes of items, in their order, few of them under way at a time.

    Args:
        hand_over: Gives an item to an executor.
        items: The items, taken one by one.
        ahead: Items handed over at once, whenever somebody takes the first result; more would only wait in memory.

    Returns:
        The result of each item.
    """
    left = iter(items)
    return _taken(hand_over, left, deque(map(hand_over, islice(left, ahead))))


def _taken(
    hand_over: Callable[[Item], Future[Result]], left: Iterator[Item], waiting: deque[Future[Result]]
) -> Iterator[Result]:
    while waiting:
        yield waiting.popleft().result()
        waiting.extend(map(hand_over, islice(left, 1)))
