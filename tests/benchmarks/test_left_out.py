"""What is learned from nothing of a document is scored by: its pairs, and sums over documents."""

from __future__ import annotations

from pathlib import Path

from generator.evaluate.alignment import GoldPair, score_alignment
from generator.evaluate.files import Gold
from generator.models import ItemRef
from tests.benchmarks.left_out import added, groups_of, pairs_of, shown


def _pair(a: str, b: str, kind: str, item: str = "x1") -> GoldPair:
    return GoldPair.model_validate({"a": ItemRef(policy=a, item=item), "b": ItemRef(policy=b, item=item), "type": kind})


GOLD = Gold(
    pairs=(_pair("held", "other", "same"), _pair("held", "further", "none"), _pair("further", "other", "mention")),
    documents={"further": Path("further.txt")},
)


def test_documents_of_the_knowledge_base_are_scored_among_themselves() -> None:
    assert groups_of(GOLD) == (("the knowledge base", ["held", "other"]), ("further ones", ["further"]))
    assert pairs_of("held", GOLD) == [GOLD.pairs[0]]
    assert pairs_of("further", GOLD) == list(GOLD.pairs[1:])


def test_a_row_over_several_counts_pairs_and_not_the_means_of_rows() -> None:
    right = score_alignment({(GOLD.pairs[0].a, GOLD.pairs[0].b): "same"}, GOLD.pairs[:1])
    nones = [_pair("held", "further", "none", item) for item in ("x1", "x2", "x3")]
    wrong = score_alignment({(nones[0].a, nones[0].b): "mention"}, nones)
    # One hit of one expected and two found: 2 * 1 / (1 + 2); one of three "none" is linked.
    assert list(shown(added([right, wrong]))) == ["1.000", "", "", "0.667", "33.3%", "4"]
