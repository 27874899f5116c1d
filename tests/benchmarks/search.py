"""What a search costs: bytes fetched and time to the first hits, as a table.

    python -m tests.benchmarks.search [--documents 6 1000] [--queries N]

6 are the documents of policies/; any other number a corpus made by tests.benchmarks.corpus. The search page is the
built one, its index that of the corpus, served from this machine by nginx as generator/deploy configures it, or by
Python's own server where there is no nginx. Every query is asked in a page opened anew with nothing stored, three
times; its time is the median of the three, as other work on the machine would else decide. Bytes are those before
compression. Loading the page comes first and is told by itself; what a query fetches is all that comes after, facets
and neighbours included. The goals: 150 kB and 100 ms at 1,000 documents. Edited passages stand nowhere as they are: of
these the time is that to what is worded alike.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.table import Table

from generator import pipeline
from generator.models import Comparison
from generator.render.data import search_index, search_texts
from generator.render.site import DataFile, SiteInput
from generator.site_build import build_html, load_settings, newest_date
from tests.benchmarks.corpus import SEED, write_knowledge_base
from tests.browser.nginx import find_nginx, served_by_nginx
from tests.browser.serving import BROWSER_ARGUMENTS, find_browser, served

ROOT = Path(__file__).parents[2]
REAL = 6
BYTES_GOAL, TIME_GOAL = 150_000, 100
COMMON = ("信用", "诚信", "公务员 培训", "政府采购 -招标", "信息", "建设", "政", "财政局", "市发展改革委")
LENGTHS = range(1, 21)
ROUNDS = 3
EDITED, LONGEST_EDITED, LEFT_OUT = 20, 60, 9
"""Edited passages asked for; characters of one at most; every so manieth of them is left out."""

READY = "async () => { await pkSearch.ready; }"
ASK = """async (query) => {
  const before = performance.getEntriesByType("resource").length;
  const start = performance.now();
  document.getElementById("pk-q").value = query;
  document.getElementById("pk-search-form").requestSubmit();
  while (!document.querySelector("#pk-results[data-total]")) await new Promise((resolve) => setTimeout(resolve, 5));
  /* The first mark: later portions and lists set others. */
  const shown = performance.getEntriesByName("pk-search-shown").find((mark) => mark.startTime >= start).startTime;
  const fetched = performance.getEntriesByType("resource").slice(before).map((entry) => entry.decodedBodySize);
  return [shown - start, fetched.reduce((sum, size) => sum + size, 0), fetched.length];
}"""
ASK_ALIKE = ASK.replace("return [shown", "return [performance.now()")
LOADED = """() => performance.getEntriesByType("resource").filter((entry) => entry.name.includes("data/search/"))
  .reduce((sum, entry) => sum + entry.decodedBodySize, 0)"""


@dataclass(frozen=True)
class Cost:
    """What one query took: milliseconds to the first hits, bytes and files fetched."""

    query: str
    milliseconds: float
    size: int
    files: int


def queries(site: SiteInput, number: int) -> list[str]:
    """Common words, and strings of 1 to 20 characters drawn from the provisions, the same ones in every run."""
    draw = random.Random(SEED)  # noqa: S311
    texts = [entry.text for entry in search_index.entries(site) if len(entry.text) >= LENGTHS.stop]
    drawn = []
    while len(drawn) < number - len(COMMON):
        text = draw.choice(texts)
        length = LENGTHS[len(drawn) % len(LENGTHS)]
        start = draw.randrange(len(text) - length)
        string = text[start : start + length]
        if string.isalnum():
            drawn.append(string)
    return [*COMMON, *drawn]


def edited_passages(site: SiteInput) -> list[str]:
    """Sentences drawn from the provisions, not every character of them, the same ones in every run."""
    draw = random.Random(SEED)  # noqa: S311
    sentences = [
        sentence
        for entry in search_index.entries(site)
        for sentence in re.findall(rf"[^。；;\s]{{24,{LONGEST_EDITED}}}", entry.text)
    ]
    drawn = draw.sample(sentences, min(EDITED, len(sentences)))
    return ["".join(char for at, char in enumerate(sentence, 1) if at % LEFT_OUT) for sentence in drawn]


def corpus_of(documents: int, scratch: Path) -> SiteInput:
    """The records of so many documents; nothing is compared."""
    root = ROOT
    if documents != REAL:
        root = scratch / f"corpus-{documents}"
        write_knowledge_base(root, documents, SEED)
    corpus = pipeline.read_corpus(root, tolerant=True)
    return SiteInput(corpus.records, corpus.sources, Comparison(baseline=None), corpus.vocabulary)


def write_index(site: SiteInput, pages: Path, target: Path) -> tuple[DataFile, ...]:
    """The search page with the index of `site` in place of its own."""
    target.mkdir()
    shutil.copy2(pages / "search.html", target)
    shutil.copytree(pages / "assets", target / "assets")
    texts = (search_texts.part_files(site, part) for part in search_texts.parts(site))
    files = (*search_index.files(site), *chain.from_iterable(texts))
    for file in files:
        path = target / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    return files


def ask_once(browser: Browser, address: str, query: str, script: str) -> tuple[int, Cost]:
    """Bytes of the index loaded with the page, and the cost of one query."""
    page: Page = browser.new_page()
    page.goto(address + "search.html")
    page.evaluate(READY)
    page.evaluate("() => performance.setResourceTimingBufferSize(5000)")
    loaded = page.evaluate(LOADED)
    milliseconds, size, files = page.evaluate(script, query)
    page.close()
    return loaded, Cost(query, milliseconds, size, files)


def measure(browser: Browser, address: str, asked: Iterable[str], script: str = ASK) -> tuple[int, list[Cost]]:
    """Bytes of the index loaded with the page, and the cost of each query: of ROUNDS the one with the median time."""
    loaded, costs = 0, []
    for query in asked:
        rounds = [ask_once(browser, address, query, script) for _ in range(ROUNDS)]
        loaded = rounds[0][0]
        costs.append(sorted((cost for _, cost in rounds), key=lambda cost: cost.milliseconds)[ROUNDS // 2])
    return loaded, costs


@contextmanager
def served_as_said(folder: Path, scratch: Path) -> Iterator[str]:
    """The address of a folder served by nginx where there is one, else by Python's server."""
    with served_by_nginx(folder, scratch / f"nginx-{folder.name}") if find_nginx() else served(folder) as address:
        yield address


def at(values: Sequence[float], share: float) -> float:
    """The value that this share of the values does not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def row(documents: str, seconds: float, files: Sequence[DataFile], loaded: int, costs: Sequence[Cost]) -> list[str]:
    """One line of the table."""
    sizes = [cost.size / 1000 for cost in costs]
    times = [cost.milliseconds for cost in costs]
    total = sum(len(file.content) for file in files)
    return [
        documents, f"{seconds:.1f}", f"{len(files)}", f"{total / 1e6:.1f}", f"{loaded / 1000:.0f}",
        *(f"{value:.0f}" for value in (statistics.median(sizes), at(sizes, 0.95), max(sizes))),
        *(f"{value:.0f}" for value in (statistics.median(times), at(times, 0.95), max(times))),
    ]  # fmt: skip


COLUMNS = (
    "documents", "index s", "files", "MB", "load kB",
    "query kB median", "95 %", "most", "first hit ms median", "95 %", "most",
)  # fmt: skip


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[REAL, 1000])
    parser.add_argument("--queries", type=int, default=60)
    options = parser.parse_args()
    table = Table(
        title=f"search: bytes fetched and time to the first hits ({'nginx' if find_nginx() else 'Python server'})"
    )
    for column in COLUMNS:
        table.add_column(column, justify="right")
    over: list[str] = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        scratch = Path(folder)
        corpus = pipeline.read_corpus(ROOT)
        content = pipeline.render_corpus(ROOT, corpus, Comparison(baseline=None), load_settings(ROOT))
        build_html(ROOT, content, scratch / "pages", newest_date(corpus.records))
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(BROWSER_ARGUMENTS))
        for documents in options.documents:
            site = corpus_of(documents, scratch)
            start = time.perf_counter()
            files = write_index(site, scratch / "pages", scratch / f"site-{documents}")
            seconds = time.perf_counter() - start
            with served_as_said(scratch / f"site-{documents}", scratch) as address:
                loaded, costs = measure(browser, address, queries(site, options.queries))
                _, alike = measure(browser, address, edited_passages(site), ASK_ALIKE)
            table.add_row(*row(f"{documents}", seconds, files, loaded, costs))
            table.add_row(*row(f"{documents} edited", seconds, files, loaded, alike))
            over += [
                f"{documents}: {cost.query} {cost.size / 1000:.0f} kB in {cost.files} files, {cost.milliseconds:.0f} ms"
                for cost in costs
                if cost.size > BYTES_GOAL or cost.milliseconds > TIME_GOAL
            ]
        browser.close()
    console = Console()
    console.print(table)
    for line in over:
        console.print("over the goal", line, highlight=False)


if __name__ == "__main__":
    main()
