"""What comparing alone costs: `python -m tests.benchmarks.comparing [N ...] [--workers W]`.

Every size is measured in a process of its own, after the made corpus (tests.benchmarks.corpus) was read: processor
time here and in worker processes, wall time, the peak of memory before and after, and how large the result is packed.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from rich.console import Console
from rich.table import Table

from generator.models import Comparison
from generator.models.packed import Packed
from generator.pipeline import compare_corpus, read_corpus
from tests.benchmarks.corpus import write_knowledge_base

SIZES = (100, 300)
MEGABYTE = 1_000_000
COLUMNS = ("documents", "CPU s", "ms a document", "wall s", "MB before", "MB peak", "links", "differences", "packed MB")


def measure(count: int, workers: int) -> dict[str, float]:
    """Compare a made corpus in this process.

    Args:
        count: Documents.
        workers: Worker processes; 0 for none.

    Returns:
        Figures by the names of COLUMNS.
    """
    with tempfile.TemporaryDirectory() as folder, ExitStack() as open_ones:
        corpus = read_corpus(write_knowledge_base(Path(folder) / "made", count))
        before, cpu, wall = _peak(), _processor_time(), time.perf_counter()
        executor = open_ones.enter_context(ProcessPoolExecutor(workers)) if workers else None
        found = compare_corpus(corpus, executor=executor)
        if executor is not None:
            executor.shutdown()  # Processor time of workers counts once they are gone.
        wall, cpu = time.perf_counter() - wall, _processor_time() - cpu
    return dict(
        zip(
            COLUMNS,
            (
                *(count, cpu, 1000 * cpu / count, wall, before, _peak()),
                *(len(found.links), len(found.differences), packed_size(found)),
            ),
            strict=True,
        )
    )


def packed_size(comparison: Comparison) -> float:
    """Megabytes of all packed entries."""
    fields = (getattr(comparison, name) for name in Comparison.model_fields)
    return sum(entries.size for entries in fields if isinstance(entries, Packed)) / MEGABYTE


def _processor_time() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGABYTE


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", metavar="N")
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one is not None:
        print(json.dumps(measure(options.one, options.workers)))
        return
    table = Table(title="comparing alone")
    for column in COLUMNS:
        table.add_column(column, justify="right")
    for size in options.sizes or SIZES:
        command = [sys.executable, "-m", "tests.benchmarks.comparing", "--one", str(size)]
        command += ["--workers", str(options.workers)]
        done = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=True)
        measured: dict[str, float] = json.loads(done.stdout)
        table.add_row(*(f"{measured[column]:.1f}".removesuffix(".0") for column in COLUMNS))
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
