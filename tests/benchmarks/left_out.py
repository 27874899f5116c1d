"""How a document is linked of which nothing was learned: `python -m tests.benchmarks.left_out [POLICY ...]`.

For each document whose pairs are judged and not held out, the words by which domains are named (tests.naming_words) are
learned anew without any pair of it, and its judged pairs are scored. The rules and the words of the vocabulary were
written with these documents in view, so this measures what is learned, not what was thought of. Documents of the
knowledge base are scored by their pairs with each other, further ones by all pairs of theirs. A row over several counts
a pair once for each of its two documents. Needs numpy and scipy, as learning does; about a minute for each document.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from generator.evaluate.alignment import KEPT, AlignmentScores, GoldPair, TypeScore, score_alignment
from generator.evaluate.files import GOLD, Gold, read_gold_files
from generator.evaluate.links import judged_links
from tests.naming_words import learned_without
from tests.support import copy_knowledge_base
from tests.truth_files import ROOT

SHOWN = ("same", "partial", "mention", "linked")


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("policies", nargs="*", metavar="POLICY", help="only these documents")
    asked = parser.parse_args().policies
    gold = judged_openly()
    table = Table("document", *SHOWN, "none linked", "pairs", title="F1, nothing of the document's pairs learned from")
    for named, policies in groups_of(gold):
        chosen = [policy for policy in policies if not asked or policy in asked]
        scores = [scored_without(policy, gold) for policy in chosen]
        for policy, score in zip(chosen, scores, strict=True):
            table.add_row(policy, *shown(score))
        if len(chosen) > 1:
            table.add_row(named, *shown(added(scores)), end_section=True)
    Console(width=110).print(table)


def judged_openly() -> Gold:
    """The judged pairs that are not held out, and the files of the further documents that they judge."""
    gold = read_gold_files([ROOT / name for name in GOLD])
    pairs = tuple(pair for pair in gold.pairs if pair.part not in KEPT)
    named = {ref.policy for pair in pairs for ref in (pair.a, pair.b)}
    documents = {policy: file for policy, file in gold.documents.items() if policy in named}
    return Gold(pairs=pairs, documents=documents)


def groups_of(gold: Gold) -> tuple[tuple[str, list[str]], tuple[str, list[str]]]:
    """The judged documents: those of the knowledge base, and the further ones."""
    named = {ref.policy for pair in gold.pairs for ref in (pair.a, pair.b)}
    return ("the knowledge base", sorted(named - gold.documents.keys())), ("further ones", sorted(gold.documents))


def pairs_of(policy: str, gold: Gold) -> list[GoldPair]:
    """The judged pairs of a document: with others of the knowledge base only, if it is of it."""
    pairs = [pair for pair in gold.pairs if policy in (pair.a.policy, pair.b.policy)]
    if policy in gold.documents:
        return pairs
    return [pair for pair in pairs if not {pair.a.policy, pair.b.policy} & gold.documents.keys()]


def scored_without(policy: str, gold: Gold) -> AlignmentScores:
    """How its pairs are linked by words learned without any pair of it."""
    pairs = pairs_of(policy, gold)
    named = {ref.policy for pair in pairs for ref in (pair.a, pair.b)}
    with TemporaryDirectory() as folder:
        root = copy_knowledge_base(Path(folder) / "held")
        words = root / "schema" / "vocabulary" / "naming_words.yaml"
        words.write_text(learned_without(policy), encoding="utf-8")
        documents = {name: file for name, file in gold.documents.items() if name in named}
        return score_alignment(judged_links(root, documents, pairs), pairs)


def added(scores: Iterable[AlignmentScores]) -> AlignmentScores:
    """The scores of several documents as one."""
    held = list(scores)
    types = tuple(_sum(column) for column in zip(*(score.types for score in held), strict=True))
    return AlignmentScores(types=types, linked=_sum(tuple(score.linked for score in held)), misses=())


def _sum(column: tuple[TypeScore, ...]) -> TypeScore:
    hits, found, expected = (sum(getattr(score, name) for score in column) for name in ("hits", "found", "expected"))
    return TypeScore(type=column[0].type, hits=hits, found=found, expected=expected)


def shown(score: AlignmentScores) -> Iterator[str]:
    """The cells of a row."""
    f1 = score.f1
    yield from (f"{f1[name]:.3f}" if name in f1 else "" for name in SHOWN)
    yield f"{score.falsely_linked:.1%}"
    yield str(sum(row.expected for row in score.types))


if __name__ == "__main__":
    main()
