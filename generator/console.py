"""What a person sees while a command runs: bars with counts and the time left, on standard error only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from generator.progress import Progress, silent

STAGE_NAMES = MappingProxyType(
    {
        "read": "读取、解析与规范化",
        "compare": "比较",
        "leftovers": "查找照搬遗留",
        "render": "生成页面",
        "site": "生成站点",
    }
)
"""Stage -> what people call it."""


@contextmanager
def shown_progress(console: Console | None = None) -> Iterator[Progress]:
    """Show how far each stage has come, one bar for each; logs of a pipeline stay free of it.

    Args:
        console: Where to draw; standard error where not given. One that is no terminal stays empty.

    Yields:
        What the stages tell their progress to.
    """
    console = console or Console(stderr=True)
    if not console.is_terminal:
        yield silent
        return
    left = TimeRemainingColumn(compact=True, elapsed_when_finished=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), left)
    with Bars(*columns, console=console, transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def step(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(STAGE_NAMES.get(stage, stage), total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield step


def relative(path: str) -> str:
    """A path as people see it: relative to where they are, if it lies below."""
    here = Path.cwd()
    candidate = Path(path)
    return str(candidate.relative_to(here)) if candidate.is_absolute() and candidate.is_relative_to(here) else path
