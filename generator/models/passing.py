"""What a process holds for a while because it may be asked for again: let go where something else begins.

Models take ten times what they take packed: what was unpacked for pages of one kind is not left lying about while those
of another are made.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Protocol, TypeVar
from weakref import WeakSet

Made_co = TypeVar("Made_co", covariant=True)


class Passing(Protocol[Made_co]):
    """A function whose last results are held."""

    def __call__(self, *about: object) -> Made_co:
        """The result, made anew if it is not held."""

    def cache_clear(self) -> None:
        """Hold none of them any more."""


def for_a_while(most: int) -> Callable[[Callable[..., Made_co]], Passing[Made_co]]:
    """Let so many results of a function be held, those asked for last, until `let_go`."""

    def holding(function: Callable[..., Made_co]) -> Passing[Made_co]:
        held = functools.lru_cache(maxsize=most)(function)
        _every().add(held)
        return held

    return holding


def let_go() -> None:
    """Hold nothing any more; what is asked for again is made again."""
    for held in tuple(_every()):
        held.cache_clear()


@functools.cache
def _every() -> WeakSet[functools._lru_cache_wrapper[object]]:
    """All that hold something in this process, as long as somebody has them."""
    return WeakSet()
