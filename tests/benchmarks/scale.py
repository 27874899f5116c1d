"""What corpora of growing size cost: `python -m tests.benchmarks.scale [N ...]`.

Every size is measured from the files of a made knowledge base (tests.benchmarks.corpus) to the finished site, first by
the command as people run it (seconds on the clock, processor time, the largest process: from nothing, with nothing
changed, with one document edited), then stage by stage in a process of its own, in processor time.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from generator.collecting import fewer_collections
from generator.compare.learned import pick_teachers
from generator.models import PolicyRecord
from generator.pipeline import compare_corpus, read_corpus, stream_corpus
from generator.site_build import build_html, load_settings, newest_date
from generator.store import write_record
from tests.benchmarks.corpus import write_knowledge_base
from tests.support import ROOT

Result = TypeVar("Result")
SIZES = (100, 300)
RUNS = ("from nothing", "nothing changed", "one edited", "a teacher edited")
"""Above LEARNED_FROM documents it matters which one is edited: after one that words are learned from (a teacher), every
pair is compared again. Below it all are, and the two are the same."""
STAGES = ("read + parse + normalise", "records written", "compare", "render + MkDocs")
MEGABYTE = 1_000_000


def measure_command(root: Path) -> dict[str, float]:
    """The command on a knowledge base that was never built.

    Args:
        root: Its folder.

    Returns:
        For each of RUNS seconds on the clock, "<run> CPU" and "<run> MB" (the largest process so far); the site's size.
    """
    found: dict[str, float] = {}
    for run in RUNS:
        if run.endswith("edited"):
            _edit(root, teacher=run == "a teacher edited")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "generator", "build"],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
            stdout=subprocess.DEVNULL,
            check=True,
        )
        found[run] = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found[f"{run} CPU"] = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        found[f"{run} MB"] = after.ru_maxrss * 1024 / MEGABYTE
    files = [path for path in (root / "site").rglob("*") if path.is_file()]
    found["files"] = len(files)
    found["site MB"] = sum(path.stat().st_size for path in files) / MEGABYTE
    return found


def measure_stages(root: Path) -> dict[str, float]:
    """One build in this process, without cache or worker processes: processor seconds by stage, and what came out."""
    found: dict[str, float] = {}

    def timed(stage: str, step: Callable[[], Result]) -> Result:
        start = time.process_time()
        result = step()
        found[stage] = time.process_time() - start
        return result

    settings = load_settings(root)
    with fewer_collections(), tempfile.TemporaryDirectory() as folder:
        corpus = timed(STAGES[0], lambda: read_corpus(root, tolerant=True))
        timed(STAGES[1], lambda: [write_record(root / "policies" / record.id, record) for record in corpus.records])
        comparison = timed(STAGES[2], lambda: compare_corpus(corpus))

        def rendered() -> None:
            with stream_corpus(root, corpus, comparison, settings, 1) as stream:
                build_html(root, stream, Path(folder), newest_date(corpus.records))

        timed(STAGES[3], rendered)
    found["provisions"] = sum(len(record.tasks) + len(record.principles) for record in corpus.records)
    found["links"] = len(comparison.links)
    return found


def _edit(root: Path, *, teacher: bool) -> None:
    sources = sorted((root / "policies").glob("*/source.txt"))
    # Only their ids count.
    teachers = pick_teachers([PolicyRecord.model_construct(id=source.parent.name) for source in sources])
    fit = [source for source in sources if (source.parent.name in teachers) == teacher] or sources
    source = fit[len(fit) // 2]
    text = source.read_text(encoding="utf-8")
    # In the midst of the provisions: what stands before them is compared with nothing.
    place = text.index("，", len(text) // 2) + 1
    source.write_text(f"{text[:place]}切实{text[place:]}", encoding="utf-8")


def _measured_apart(count: int) -> dict[str, float]:
    """Each part in a process of its own, so that neither's memory or children count for the other."""
    with tempfile.TemporaryDirectory() as folder:
        root = write_knowledge_base(Path(folder) / "made", count)
        found: dict[str, float] = {"documents": count}
        for part in ("command", "stages"):
            for made in ("site", ".policykb"):
                shutil.rmtree(root / made, ignore_errors=True)
            done = subprocess.run(
                [sys.executable, "-m", "tests.benchmarks.scale", "--part", part, "--root", str(root)],
                stdout=subprocess.PIPE,
                encoding="utf-8",
                check=True,
            )
            found |= json.loads(done.stdout)
        return found


def tables_of(runs: list[dict[str, float]]) -> tuple[Table, Table]:
    """The figures as tables, one row a size: the command with its growth, then the stages."""
    command = Table(title=f"policykb build: seconds on the clock (processor time), {os.cpu_count()} processors")
    for column in ("documents", *RUNS, "growth", "largest process MB", "files", "site MB"):
        command.add_column(column, justify="right")
    stages = Table(title="processor seconds by stage, in one process, and what came out")
    for column in ("documents", *STAGES, "all", "provisions", "links"):
        stages.add_column(column, justify="right")
    before: dict[str, float] | None = None
    for run in runs:
        growth = ""
        if before is not None:
            growth = f"{run[RUNS[0]] / before[RUNS[0]]:.1f} for {run['documents'] / before['documents']:.1f}"
        command.add_row(
            f"{run['documents']:.0f}",
            *(f"{run[name]:.1f} ({run[f'{name} CPU']:.1f})" for name in RUNS),
            growth,
            *(f"{run[name]:.0f}" for name in (f"{RUNS[-1]} MB", "files", "site MB")),
        )
        spent = [run[stage] for stage in STAGES]
        stages.add_row(
            f"{run['documents']:.0f}",
            *(f"{seconds:.1f}" for seconds in (*spent, sum(spent))),
            *(f"{run[name]:.0f}" for name in ("provisions", "links")),
        )
        before = run
    return command, stages


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", metavar="N")
    parser.add_argument("--part", choices=("command", "stages"), help=argparse.SUPPRESS)
    parser.add_argument("--root", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part is not None:
        print(json.dumps((measure_command if options.part == "command" else measure_stages)(options.root)))
        return
    runs = [_measured_apart(count) for count in options.sizes or SIZES]
    console = Console(width=160)
    for table in tables_of(runs):
        console.print(table)


if __name__ == "__main__":
    main()
