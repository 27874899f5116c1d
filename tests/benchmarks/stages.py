"""Seconds per stage on the corpus, as a table: `python -m tests.benchmarks.stages [--runs N]`.

The stage functions that the pipeline calls are wrapped with a clock, so the order is the pipeline's own.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from rich.console import Console
from rich.table import Table

from generator import documents, pipeline
from generator.site_build import build_html, load_settings, newest_date
from tests.benchmarks.stage_clock import StageClock

STAGES = {
    "load_vocabulary": "vocabulary",
    "read_source": "read",
    "parse": "parse",
    "normalise": "normalise",
    "validate": "validate",
    "compare": "compare",
    "render": "render",
}
"""Name of the function in the pipeline, or in what it works on each document with -> name of the stage."""


def measure(root: Path) -> Mapping[str, float]:
    """One whole build into a temporary folder; seconds by stage, in their order."""
    clock = StageClock(time.perf_counter)
    with pytest.MonkeyPatch.context() as patch:
        for name, stage in STAGES.items():
            home = documents if hasattr(documents, name) else pipeline
            patch.setattr(home, name, clock.wrapped(stage, getattr(home, name)))
        settings = load_settings(root)
        corpus = pipeline.read_corpus(root)
        content = pipeline.render_corpus(root, corpus, pipeline.compare_corpus(corpus), settings)
        with tempfile.TemporaryDirectory() as folder, clock.stage("site"):
            build_html(root, content, Path(folder), newest_date(corpus.records))
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
