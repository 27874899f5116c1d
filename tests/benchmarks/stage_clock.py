"""What each stage of one build in this process costs: seconds, and the most memory held while it ran.

The functions that the pipeline calls are wrapped, so the order and the nesting are the pipeline's own: what a stage
calls that is a stage itself counts for the inner one only.
"""

from __future__ import annotations

import resource
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import ParamSpec, TypeVar

import pytest

from generator import pipeline
from generator.render import SiteInput, making
from generator.render.site import DataFile, Portion

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

STAGES = ("read + parse", "normalise", "records written", "compare", "render", "index", "mkdocs")
"""In the order in which they end. Normalise includes validation; index is that of the search; mkdocs includes writing
the files."""

_HOMES: tuple[tuple[ModuleType, str, str], ...] = (
    (pipeline, "make_records", "normalise"),
    (pipeline, "validate", "normalise"),
)
_INDEX = "search_index"
_MEGABYTE = 1_000_000
_EVERY = 0.005
"""Seconds between two looks at the memory."""


class StageClock:
    """Adds up seconds by stage and keeps the highest memory seen in each."""

    def __init__(self, now: Callable[[], float] = time.process_time) -> None:
        """Nothing is measured yet; `now` tells the seconds, those of the processor unless another clock is given."""
        self._now = now
        self.seconds: dict[str, float] = defaultdict(float)
        self.megabytes: dict[str, float] = defaultdict(float)
        self._open: list[str] = []
        self._since = 0.0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what runs inside for a stage."""
        self._turn()
        self._open.append(name)
        try:
            yield
        finally:
            self._turn()
            self._open.pop()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Look at the memory of this process every few milliseconds, for whichever stage runs."""
        done = threading.Event()

        def look() -> None:
            while not done.wait(_EVERY):
                self._look()

        watcher = threading.Thread(target=look, daemon=True)
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join()

    def wrapped(self, name: str, function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
        """The same function, counted for a stage."""

        def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
            with self.stage(name):
                return function(*args, **kwargs)

        return run

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Tell apart what runs within the pipeline's own steps: normalising, rendering and the search index."""
        made = making.made

        def told(site: SiteInput, portion: Portion) -> Iterable[DataFile]:
            with self.stage("index" if portion.module == _INDEX and not portion.pages else "render"):
                return tuple(made(site, portion))

        with pytest.MonkeyPatch.context() as patch:
            for home, name, stage in _HOMES:
                patch.setattr(home, name, self.wrapped(stage, getattr(home, name)))
            patch.setattr(making, "made", told)
            yield

    def figures(self) -> Mapping[str, float]:
        """ "<stage>" -> seconds, "<stage> MB" -> the most memory held while it ran."""
        return dict(self.seconds) | {f"{stage} MB": size for stage, size in self.megabytes.items()}

    def _turn(self) -> None:
        now = self._now()
        if self._open:
            self.seconds[self._open[-1]] += now - self._since
            self._look()
        self._since = now

    def _look(self) -> None:
        if self._open:
            stage = self._open[-1]
            self.megabytes[stage] = max(self.megabytes[stage], held_now())


def held_now() -> float:
    """Megabytes that this process holds now; where the system does not tell, the most it has held so far."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most / _MEGABYTE if sys.platform == "darwin" else most * 1024 / _MEGABYTE
    return pages * resource.getpagesize() / _MEGABYTE
