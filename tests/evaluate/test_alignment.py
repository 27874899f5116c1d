"""The alignment of the corpus against the gold alignment made by reading, and the scoring itself."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from generator.compare import compare
from generator.evaluate.alignment import AlignmentScores, format_scores, read_gold, score_alignment
from generator.models import Evidence, ItemRef, Link, LinkType
from generator.store import load_record
from generator.vocabulary import load_vocabulary

ROOT = Path(__file__).parents[2]
TRUTH = ROOT / "tests" / "truth"


def _yaml(name: str) -> dict[str, object]:
    content = yaml.safe_load((TRUTH / name).read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


@pytest.fixture(scope="module")
def scores() -> AlignmentScores:
    gold = read_gold(_yaml("alignment.yaml"))
    named = {ref.policy for pair in gold for ref in (pair.a, pair.b)}
    records = [load_record(ROOT / "policies" / policy / "record.yaml") for policy in sorted(named)]
    known = {(record.id, item.id) for record in records for item in (*record.tasks, *record.principles)}
    lost = [ref for pair in gold for ref in (pair.a, pair.b) if (ref.policy, ref.item) not in known]
    assert not lost, f"items of the gold alignment that no record has: {lost}"
    return score_alignment(compare(records, load_vocabulary(ROOT / "schema" / "vocabulary")).links, gold)


def test_corpus_does_not_fall_below_floor(scores: AlignmentScores) -> None:
    print(format_scores(scores))
    floor = _yaml("alignment_floor.yaml")["f1"]
    assert isinstance(floor, dict)
    measured = {score.type: score.f1 for score in (*scores.types, scores.linked)}
    below = {kind: (measured[kind], least) for kind, least in floor.items() if measured[kind] < least}
    assert not below, f"F1 below the floor (measured, floor): {below}\n{format_scores(scores)}"
    assert set(floor) == set(measured)


def test_gold_is_broad_enough() -> None:
    gold = read_gold(_yaml("alignment.yaml"))
    assert len(gold) >= 60
    assert len({(pair.a.policy, pair.b.policy) for pair in gold}) >= 5
    for kind in ("same", "partial", "mention", "none"):
        assert sum(pair.type == kind for pair in gold) >= 10


def _link(a: str, b: str, kind: LinkType) -> Link:
    return Link(
        from_=ItemRef(policy="x", item=a), to=ItemRef(policy="y", item=b), type=kind, score=1.0, evidence=Evidence()
    )


def test_scores_by_hand() -> None:
    items = [["1", "1", "same"], ["2", "2", "same"], ["3", "3", "partial"], ["4", "4", "none"], ["5", "5", "none"]]
    gold = read_gold({"pairs": [{"a": "x", "b": "y", "items": items}]})
    links = [_link("1", "1", "same"), _link("2", "2", "partial"), _link("3", "3", "partial"), _link("4", "4", "same")]
    scores = score_alignment([*links, _link("9", "9", "same")], gold)
    by_type = {score.type: score for score in scores.types}
    assert (by_type["same"].precision, by_type["same"].recall) == (0.5, 0.5)
    assert (by_type["partial"].precision, by_type["partial"].recall) == (0.5, 1.0)
    assert by_type["none"].f1 == pytest.approx(2 / 3)
    assert by_type["mention"].f1 == 0.0
    assert (scores.linked.hits, scores.linked.found, scores.linked.expected) == (3, 4, 3)
    assert [(pair.a.item, got) for pair, got in scores.misses] == [("2", "partial"), ("4", "same")]
    assert scores.macro_f1 == pytest.approx((0.5 + 2 / 3 + 2 / 3) / 3)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ({}, "pairs"),
        ({"pairs": [{"a": "x", "b": "y", "items": [["1", "1", "alike"]]}]}, "alike"),
        ({"pairs": [{"a": "x", "b": "y", "items": [["1", "1", "same"], ["1", "1", "none"]]}]}, "两次"),
    ],
)
def test_bad_gold_is_refused(content: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_gold(content)
