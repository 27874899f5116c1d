"""How well the documents that a draft of a large knowledge base is compared with are chosen, and from which likeness.

`python -m tests.benchmarks.peers [DOCUMENTS]` makes documents on several subjects, takes some of them and the plans of
tests/fixtures as drafts, and prints how alike each is to documents on its own subject and on others.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from generator.drafting.peers import ALIKE, choose_peers, likeness_to
from generator.pipeline import read_corpus, read_stock, with_draft
from tests.benchmarks.corpus import write_knowledge_base
from tests.support import ROOT

DRAFTS = 24


def _quantiles(values: Iterable[float]) -> str:
    held = sorted(values)
    if not held:
        return "-"
    at = [held[round(share * (len(held) - 1))] for share in (0, 0.05, 0.5, 0.95, 1)]
    return "  ".join(f"{value:.2f}" for value in at)


def made(documents: int) -> None:
    """Made documents: their subject stands in their ids."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = read_corpus(write_knowledge_base(Path(folder) / "made", documents))
    subject = {record.id: record.id.split("-")[-2] for record in corpus.records}
    same: list[float] = []
    other: list[float] = []
    right: list[float] = []
    seconds: list[float] = []
    for draft in corpus.records[:: max(1, documents // DRAFTS)]:
        others = [record for record in corpus.records if record is not draft]
        for policy, value in likeness_to(draft, others, corpus.vocabulary).items():
            (same if subject[policy] == subject[draft.id] else other).append(value)
        began = time.process_time()
        chosen = choose_peers(draft, corpus.records, corpus.sources, corpus.vocabulary)
        seconds.append(time.process_time() - began)
        right.append(sum(subject[policy] == subject[draft.id] for policy in chosen) / len(chosen))
    print(f"{documents} made documents, least, 5 %, median, 95 %, most; chosen from {ALIKE} on")
    print(f"  same subject      {_quantiles(same)}")
    print(f"  other subjects    {_quantiles(other)}")
    print(f"  chosen on the subject: {statistics.mean(right):.3f}, at worst {min(right):.3f}")
    print(f"  choosing: {statistics.median(seconds):.2f} processor seconds")


def written() -> None:
    """Plans that were written for tests, against the documents of this repository."""
    stock = read_stock(ROOT)
    for file in sorted((ROOT / "tests" / "fixtures").glob("**/*.txt")):
        corpus, name = with_draft(stock, file)
        draft = next(record for record in corpus.records if record.id == name)
        others = [record for record in corpus.records if record is not draft]
        print(f"  {_quantiles(likeness_to(draft, others, corpus.vocabulary).values())}  {draft.title}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=int, nargs="?", default=300)
    made(parser.parse_args().documents)
    written()


if __name__ == "__main__":
    main()
