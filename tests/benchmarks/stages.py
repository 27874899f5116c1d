"""Seconds per stage on the corpus, as a table: `python -m tests.benchmarks.stages [--runs N]`.

The stage functions that the pipeline calls are wrapped with a clock, so the order is the pipeline's own.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from rich.console import Console
from rich.table import Table

from generator import pipeline, portions
from generator.site_build import build_html, load_settings, newest_date

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

STAGES = {
    "load_vocabulary": "vocabulary",
    "read_source": "read",
    "parse": "parse",
    "normalise": "normalise",
    "validate": "validate",
    "compare": "compare",
    "render": "render",
}
"""Name of the function in the pipeline, or in what it works on portions with -> name of the stage."""


class Clock:
    """Adds up the seconds spent in each stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    def timed(self, stage: str, function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
        """The same function, its time added to `stage`."""

        def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
            start = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                self.seconds[stage] += time.perf_counter() - start

        return run


def measure(root: Path) -> dict[str, float]:
    """One whole build into a temporary folder; seconds by stage, in their order."""
    clock = Clock()
    homes = {name: pipeline if hasattr(pipeline, name) else portions for name in STAGES}
    originals = {name: getattr(home, name) for name, home in homes.items()}
    try:
        for name, stage in STAGES.items():
            setattr(homes[name], name, clock.timed(stage, originals[name]))
        settings = load_settings(root)
        corpus = pipeline.read_corpus(root)
        content = pipeline.render_corpus(root, corpus, pipeline.compare_corpus(corpus), settings)
        with tempfile.TemporaryDirectory() as folder:
            clock.timed("site", build_html)(root, content, Path(folder), newest_date(corpus.records))
    finally:
        for name, function in originals.items():
            setattr(homes[name], name, function)
    return clock.seconds


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[2])
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    runs = [measure(options.root) for _ in range(max(options.runs, 1))]
    table = Table(title=f"seconds per stage, {len(runs)} runs")
    for column in ("stage", "best", "median", "worst"):
        table.add_column(column, justify="left" if column == "stage" else "right")
    for stage in (*STAGES.values(), "site"):
        values = [run[stage] for run in runs]
        table.add_row(stage, *(f"{value:.3f}" for value in (min(values), statistics.median(values), max(values))))
    totals = [sum(run.values()) for run in runs]
    table.add_section()
    table.add_row("all", *(f"{value:.3f}" for value in (min(totals), statistics.median(totals), max(totals))))
    Console().print(table)


if __name__ == "__main__":
    main()
