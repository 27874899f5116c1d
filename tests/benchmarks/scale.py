"""Seconds and peak memory of each stage for corpora of growing size: `python -m tests.benchmarks.scale [N ...]`.

Every size is measured in a process of its own, from the files of a made knowledge base (tests.benchmarks.corpus) to
the finished site. Seconds are processor time, so that other work on the machine does not count.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from generator.pipeline import compare_corpus, read_corpus, render_corpus
from generator.site_build import build_html, load_settings, newest_date
from tests.benchmarks.corpus import write_knowledge_base

Result = TypeVar("Result")
SIZES = (30, 100)
STAGES = ("read+parse+normalise", "compare", "render", "mkdocs")
MEGABYTE = 1_000_000


def measure(count: int) -> dict[str, float]:
    """One build of a made corpus, in this process.

    Args:
        count: Documents.

    Returns:
        Seconds by stage, "<stage> MB" for the peak memory so far, and what came out.
    """
    found: dict[str, float] = {"documents": count}

    def timed(stage: str, step: Callable[[], Result]) -> Result:
        start = time.process_time()
        result = step()
        found[stage] = time.process_time() - start
        found[f"{stage} MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGABYTE
        return result

    with tempfile.TemporaryDirectory() as folder:
        root = write_knowledge_base(Path(folder) / "made", count)
        settings = load_settings(root)
        corpus = timed(STAGES[0], lambda: read_corpus(root, tolerant=True))
        comparison = timed(STAGES[1], lambda: compare_corpus(corpus))
        content = timed(STAGES[2], lambda: render_corpus(root, corpus, comparison, settings))
        site = Path(folder) / "site"
        site.mkdir()
        timed(STAGES[3], lambda: build_html(root, content, site, newest_date(corpus.records)))
        found["provisions"] = sum(len(record.tasks) + len(record.principles) for record in corpus.records)
        found["links"] = len(comparison.links)
        found["pages"] = len(content.pages)
        found["site MB"] = sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) / MEGABYTE
    return found


def _measured_apart(count: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.scale", "--one", str(count)],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def table_of(runs: list[dict[str, float]]) -> Table:
    """The figures as a table, one row a size, with the growth against the size before."""
    table = Table(title="seconds (processor time) by stage, peak MB, and what came out")
    for column in ("documents", *STAGES, "all", "growth", "peak MB", "provisions", "links", "pages", "site MB"):
        table.add_column(column, justify="right")
    before: dict[str, float] | None = None
    for run in runs:
        total = sum(run[stage] for stage in STAGES)
        growth = "" if before is None else f"{total / sum(before[stage] for stage in STAGES):.1f}"
        if before is not None:
            growth += f" for {run['documents'] / before['documents']:.1f}"
        table.add_row(
            f"{run['documents']:.0f}",
            *(f"{run[stage]:.1f}" for stage in STAGES),
            f"{total:.1f}",
            growth,
            f"{run[f'{STAGES[-1]} MB']:.0f}",
            *(f"{run[name]:.0f}" for name in ("provisions", "links", "pages", "site MB")),
        )
        before = run
    return table


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", metavar="N")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one is not None:
        print(json.dumps(measure(options.one)))
        return
    runs = [_measured_apart(count) for count in options.sizes or SIZES]
    Console(width=180).print(table_of(runs))


if __name__ == "__main__":
    main()
