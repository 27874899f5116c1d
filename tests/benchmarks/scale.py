"""What corpora of growing size cost: `python -m tests.benchmarks.scale [N ...]`.

Every size is measured from the files of a made knowledge base (tests.benchmarks.corpus) to the finished site, first by
the command as people run it (seconds on the clock, processor time, the largest process: from nothing, with nothing
changed, with one document edited), then stage by stage in a process of its own, with the memory held meanwhile.

`--part bare [N]` measures the machine instead: what `mkdocs build` alone takes with N bare pages (1,000), by which the
goals were set, and a yardstick. Figures of a slow hour can be held against the goals by it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from generator.collecting import fewer_collections
from generator.compare.taught import pick_teachers
from generator.pipeline import compare_corpus, read_corpus, stream_corpus
from generator.site_build import build_html, load_settings, newest_date
from generator.store import write_record
from tests.benchmarks.corpus import write_knowledge_base
from tests.benchmarks.stage_clock import STAGES, StageClock
from tests.support import ROOT

SIZES = (100, 300)
BARE = 1_000
RUNS = ("from nothing", "nothing changed", "one edited", "a teacher edited")
"""Above LEARNED_FROM documents it matters which one is edited: after one that words are learned from (a teacher), every
pair is compared again. Below it all are, and the two are the same."""
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
    """One build in this process, without cache or worker processes: what each stage costs, and what came out."""
    clock = StageClock()
    settings = load_settings(root)
    with fewer_collections(), tempfile.TemporaryDirectory() as folder, clock.watching(), clock.inside():
        with clock.stage("read + parse"):
            corpus = read_corpus(root, tolerant=True)
        with clock.stage("records written"):
            for record in corpus.records:
                write_record(root / "policies" / record.id, record)
        with clock.stage("compare"):
            comparison = compare_corpus(corpus)
        with clock.stage("mkdocs"), stream_corpus(root, corpus, comparison, settings, 1) as stream:
            build_html(root, stream, Path(folder), newest_date(corpus.records))
    found = dict(clock.figures())
    found["provisions"] = sum(len(record.tasks) + len(record.principles) for record in corpus.records)
    found["links"] = len(comparison.links)
    return found


def measure_bare(count: int) -> dict[str, float]:
    """MkDocs alone, with its own theme as it comes, on pages of a heading and a line.

    Args:
        count: Pages.

    Returns:
        Seconds on the clock, processor seconds, and processor seconds of a loop that always does the same.
    """
    with tempfile.TemporaryDirectory() as folder:
        docs = Path(folder) / "docs"
        docs.mkdir()
        Path(folder, "mkdocs.yml").write_text("site_name: bare\n", encoding="utf-8")
        for number in range(count):
            name = f"page-{number}.md" if number else "index.md"
            (docs / name).write_text(f"# Page {number}\n\nA line of text.\n", encoding="utf-8")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, check=True)
        seconds = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"pages": count, "seconds": seconds, "CPU": spent, "yardstick": _yardstick()}


def _yardstick() -> float:
    start = time.process_time()
    sum(i * i for i in range(5_000_000))
    return time.process_time() - start


def _edit(root: Path, *, teacher: bool) -> None:
    sources = sorted((root / "policies").glob("*/source.txt"))
    teachers = pick_teachers(source.parent.name for source in sources)
    fit = [source for source in sources if (source.parent.name in teachers) == teacher] or sources
    source = fit[len(fit) // 2]
    text = source.read_text(encoding="utf-8")
    # In the midst of the provisions: what stands before them is compared with nothing.
    place = text.index("，", len(text) // 2) + 1
    source.write_text(f"{text[:place]}切实{text[place:]}", encoding="utf-8")


def _measured_apart(count: int, runs: int) -> dict[str, float]:
    """Each part in a process of its own, so that neither's memory or children count for the other.

    Args:
        count: Documents.
        runs: How often everything is measured; the medians count.
    """
    found: list[dict[str, float]] = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            root = write_knowledge_base(Path(folder) / "made", count)
            found.append({"documents": count})
            for part in ("command", "stages"):
                for made in ("site", ".policykb"):
                    shutil.rmtree(root / made, ignore_errors=True)
                done = subprocess.run(
                    [sys.executable, "-m", "tests.benchmarks.scale", "--part", part, "--root", str(root)],
                    stdout=subprocess.PIPE,
                    encoding="utf-8",
                    check=True,
                )
                found[-1] |= json.loads(done.stdout)
    return {name: statistics.median(run[name] for run in found) for name in found[0]}


def tables_of(runs: list[dict[str, float]]) -> tuple[Table, Table]:
    """The figures as tables, one row a size: the command with its growth, then the stages."""
    command = Table(title=f"policykb build: seconds on the clock (processor time), {os.cpu_count()} processors")
    for column in ("documents", *RUNS, "growth", "largest process MB", "files", "site MB"):
        command.add_column(column, justify="right")
    stages = Table(title="processor seconds by stage, in one process (most MB held meanwhile), and what came out")
    for column in ("documents", *STAGES, "all", "growth", "provisions", "links"):
        stages.add_column(column, justify="right")
    before: dict[str, float] | None = None
    for run in runs:
        spent = sum(run[stage] for stage in STAGES)
        command.add_row(
            f"{run['documents']:.0f}",
            *(f"{run[name]:.1f} ({run[f'{name} CPU']:.1f})" for name in RUNS),
            _growth(before, run, [RUNS[0]]),
            *(f"{run[name]:.0f}" for name in (f"{RUNS[-1]} MB", "files", "site MB")),
        )
        stages.add_row(
            f"{run['documents']:.0f}",
            *(f"{run[stage]:.1f} ({run[f'{stage} MB']:.0f})" for stage in STAGES),
            f"{spent:.1f}",
            _growth(before, run, STAGES),
            *(f"{run[name]:.0f}" for name in ("provisions", "links")),
        )
        before = run
    return command, stages


def _growth(before: dict[str, float] | None, now: dict[str, float], names: Sequence[str]) -> str:
    """How many times as much it costs, for how many times the documents."""
    if before is None:
        return ""
    cost = sum(now[name] for name in names) / sum(before[name] for name in names)
    return f"{cost:.1f} for {now['documents'] / before['documents']:.1f}"


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", metavar="N")
    parser.add_argument("--runs", type=int, default=1, help="the medians of so many runs are shown")
    parser.add_argument("--part", choices=("command", "stages", "bare"), help="bare: MkDocs alone")
    parser.add_argument("--root", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part == "bare":
        for count in options.sizes or (BARE,):
            print(json.dumps({name: round(value, 2) for name, value in measure_bare(count).items()}))
        return
    if options.part is not None:
        print(json.dumps((measure_command if options.part == "command" else measure_stages)(options.root)))
        return
    runs = [_measured_apart(count, max(options.runs, 1)) for count in options.sizes or SIZES]
    console = Console(width=160)
    for table in tables_of(runs):
        console.print(table)


if __name__ == "__main__":
    main()
