"""How far a stage has come: what the stages tell and the command line shows."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with the stage's name, how many of its steps are done, and how many there are."""


def silent(stage: str, done: int, total: int) -> None:
    """The progress that nobody watches."""
