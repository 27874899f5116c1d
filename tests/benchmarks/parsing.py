"""Speed and memory of the parser: `python -m tests.benchmarks.parsing`.

Prints megabytes of UTF-8 text per second on one core for the corpus and for one document of a megabyte, and the
peak memory of the latter. Damaged documents are tried by tests.benchmarks.fuzz.
"""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path

from rich.console import Console
from rich.table import Table

from generator.collecting import fewer_collections
from generator.models import SourceText
from generator.parse import parse
from generator.vocabulary import Vocabulary
from generator.vocabulary_files import load_vocabulary

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1_000_000
NUMERALS = "一二三四五六七八九十"


def source_of(text: str) -> SourceText:
    """A document that stands in no folder."""
    return SourceText(path="bench/source.txt", text=text, sha256="0" * 64, encoding="utf-8")


def corpus_texts() -> list[str]:
    """The texts of the corpus."""
    return [path.read_text(encoding="utf-8") for path in sorted((ROOT / "policies").glob("*/source.txt"))]


def large_text(size: int = MEGABYTE) -> str:
    """One document of about `size` bytes: many parts of many tasks, each sentence with a number of its own."""
    lines = ["某市关于加强政务诚信建设的实施方案", ""]
    lines += ["为贯彻落实《国务院关于加强政务诚信建设的指导意见》，制定本方案。", ""]
    total = sum(len(line.encode()) + 1 for line in lines)
    part = 0
    while total < size:
        added = [f"{NUMERALS[part % 10]}、第{part}部分的重点工作", ""]
        for item in range(10):
            added += [
                f"（{NUMERALS[item]}）完善第{part}类第{item}项工作机制。健全事项{part * 10 + item}的公开承诺制度，"
                f"到2025年归集率达到{80 + item}%以上，按月度公布结果，落实信用修复和权益保护要求。"
                f"（牵头单位：市发展改革委、市财政局；配合单位：各相关部门，各县(市)、区政府）",
                "",
            ]
        lines += added
        total += sum(len(line.encode()) + 1 for line in added)
        part += 1
    return "\n".join(lines)


def speed(texts: list[str], vocabulary: Vocabulary, runs: int = 5) -> float:
    """Megabytes of UTF-8 per second, best of some runs."""
    sources = [source_of(text) for text in texts]
    size = sum(len(text.encode()) for text in texts)
    best = min(_seconds(sources, vocabulary) for _ in range(runs))
    return size / best / MEGABYTE


def _seconds(sources: list[SourceText], vocabulary: Vocabulary) -> float:
    start = time.process_time()
    # as the program reads them: it lets the garbage collector run seldom meanwhile
    with fewer_collections():
        for source in sources:
            parse(source, vocabulary)
    return time.process_time() - start


def peak_memory(text: str, vocabulary: Vocabulary) -> float:
    """Peak megabytes that Python allocates while one text is parsed."""
    tracemalloc.start()
    parse(source_of(text), vocabulary)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / MEGABYTE


def main() -> None:
    """Print the table."""
    vocabulary = load_vocabulary(ROOT / "schema" / "vocabulary")
    large = large_text()
    table = Table("measure", "figure", title="parser")
    table.add_row("corpus, MB/s on one core", f"{speed(corpus_texts(), vocabulary):.2f}")
    table.add_row("one document of 1 MB, MB/s", f"{speed([large], vocabulary, 1):.2f}")
    table.add_row("one document of 1 MB, peak MB", f"{peak_memory(large, vocabulary):.0f}")
    Console().print(table)


if __name__ == "__main__":
    main()
