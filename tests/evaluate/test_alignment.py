"""The alignment of the corpus against the gold alignment made by reading, and the scoring itself."""

from __future__ import annotations

import shutil

import pytest
import yaml

from generator.evaluate.alignment import (
    AlignmentScores,
    Report,
    format_report,
    read_documents,
    read_gold,
    report_alignment,
    score_alignment,
)
from generator.evaluate.files import GOLD, read_gold_files
from generator.evaluate.links import judged_links
from generator.models import ItemRef, LinkType
from generator.pipeline import with_draft
from tests.support import ROOT, copy_knowledge_base, real_stock

TRUTH = ROOT / "tests" / "truth"


def _yaml(name: str) -> dict[str, object]:
    content = yaml.load((TRUTH / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    assert isinstance(content, dict)
    return content


LEAST = {
    "tuned": {"same": 0.95, "partial": 0.87, "mention": 0.86, "none": 0.84, "linked": 0.92},
    "seen": {"same": 0.895, "partial": 0.74, "mention": 0.725, "none": 0.97, "linked": 0.85},
    "held_out": {"same": 0.905, "partial": 0.755, "mention": 0.72, "none": 0.97, "linked": 0.845},
    "own_words": {"same": 0.79, "partial": 0.47, "mention": 0.4, "none": 0.96, "linked": 0.635},
    "other_words": {"same": 0.96, "partial": 0.87, "mention": 0.72, "none": 0.95, "linked": 0.98},
}
"""What the floor file may never go below: lowering it takes a change here too, which a reviewer sees.

Which pairs a part holds changed with the fourth and with each later reading (alignment.md), and each pair of "seen" was
held out until every error was looked at, so that earlier figures cannot be compared with these.
"""

MOST_FALSELY_LINKED = 0.05


@pytest.fixture(scope="module")
def report(alignment: Report) -> Report:
    gold = read_gold_files([ROOT / file for file in GOLD])
    stock = real_stock()
    records = [
        record for policy, file in gold.documents.items() for record in with_draft(stock, file, policy)[0].records
    ]
    known = {(record.id, entry.id) for record in records for entry in (*record.tasks, *record.principles)}
    lost = [ref for pair in gold.pairs for ref in (pair.a, pair.b) if (ref.policy, ref.item) not in known]
    assert not lost, f"items of the gold alignment that no record has: {lost}"
    return alignment


@pytest.fixture(scope="module")
def floors() -> dict[str, dict[str, float]]:
    content = _yaml("alignment_floor.yaml")["f1"]
    assert isinstance(content, dict)
    return content


def test_corpus_does_not_fall_below_floor(report: Report, floors: dict[str, dict[str, float]]) -> None:
    assert floors.keys() == report.parts.keys()
    for part, scores in report.parts.items():
        assert floors[part].keys() == scores.f1.keys()
        below = {kind: (scores.f1[kind], least) for kind, least in floors[part].items() if scores.f1[kind] < least}
        # No list of misses here: whoever mends something would see what is held out.
        assert not below, f"F1 of {part} below the floor (measured, floor): {below}"


def test_the_floor_itself_is_not_lowered(floors: dict[str, dict[str, float]]) -> None:
    assert floors.keys() == LEAST.keys() - {"other_words"}
    for part, floor in floors.items():
        assert {kind: least for kind, least in LEAST[part].items() if floor[kind] < least} == {}, part


def test_what_has_nothing_in_common_is_not_linked(report: Report) -> None:
    """Where pairs come as they are; the tuned ones hold what was read because the program had linked it."""
    for part, scores in report.parts.items():
        assert part == "tuned" or scores.falsely_linked <= MOST_FALSELY_LINKED


def test_gold_is_broad_enough() -> None:
    gold = read_gold(_yaml("alignment.yaml"))
    for part, least, policies in (("tuned", 1100, 15), ("seen", 3000, 35)):
        judged = [pair for pair in gold if pair.part == part]
        assert len(judged) >= least
        assert len({(pair.a.policy, pair.b.policy) for pair in judged}) >= policies
        for kind in ("same", "partial", "mention", "none"):
            assert sum(pair.type == kind for pair in judged) >= 5, (part, kind)


def test_what_must_not_be_linked_is_drawn_as_it_comes() -> None:
    """Pairs drawn at random, read and found to have nothing in common: the fair measure of false links."""
    gold = read_gold(_yaml("alignment.yaml"))
    assert sum(pair.part == "seen" and pair.type == "none" for pair in gold) >= 1000


@pytest.fixture(scope="module")
def other_words(tmp_path_factory: pytest.TempPathFactory) -> AlignmentScores:
    root = copy_knowledge_base(tmp_path_factory.mktemp("evaluate") / "root")
    folder = root / "policies" / "hechuan-2019-27"
    folder.mkdir()
    shutil.copy2(ROOT / "tests" / "fixtures" / "hechuan-2019-27.txt", folder / "source.txt")
    gold = read_gold(_yaml("alignment_other_words.yaml"))
    return report_alignment(judged_links(root, {}), gold).parts["held_out"]


def test_a_plan_in_other_words_is_found_as_far_as_it_ever_was(other_words: AlignmentScores) -> None:
    """An invented plan that copies nobody; the vocabulary has learned from it."""
    below = {kind: other_words.f1[kind] for kind, least in LEAST["other_words"].items() if other_words.f1[kind] < least}
    assert not below
    assert other_words.falsely_linked <= MOST_FALSELY_LINKED


def _links(*links: tuple[str, str, LinkType]) -> dict[tuple[ItemRef, ItemRef], LinkType]:
    return {(ItemRef(policy="x", item=a), ItemRef(policy="y", item=b)): kind for a, b, kind in links}


def test_scores_by_hand() -> None:
    items = [["1", "1", "same"], ["2", "2", "same"], ["3", "3", "partial"], ["4", "4", "none"], ["5", "5", "none"]]
    gold = read_gold({"pairs": [{"a": "x", "b": "y", "items": items}]})
    found = _links(("1", "1", "same"), ("2", "2", "partial"), ("3", "3", "partial"), ("4", "4", "same"))
    scores = score_alignment(found | _links(("9", "9", "same")), gold)
    by_type = {score.type: score for score in scores.types}
    assert (by_type["same"].precision, by_type["same"].recall) == (0.5, 0.5)
    assert (by_type["partial"].precision, by_type["partial"].recall) == (0.5, 1.0)
    assert by_type["none"].f1 == pytest.approx(2 / 3)
    assert by_type["mention"].f1 == 0.0
    assert (scores.linked.hits, scores.linked.found, scores.linked.expected) == (3, 4, 3)
    assert [(pair.a.item, got) for pair, got in scores.misses] == [("2", "partial"), ("4", "same")]
    assert scores.macro_f1 == pytest.approx((0.5 + 2 / 3) / 2)
    assert scores.falsely_linked == 0.5
    assert scores.f1 == pytest.approx({"same": 0.5, "partial": 2 / 3, "none": 2 / 3, "linked": 6 / 7})


def test_parts_and_pairs_of_policies_are_scored_apart() -> None:
    content = {
        "pairs": [
            {"a": "x", "b": "y", "items": [["1", "1", "same"]]},
            {"a": "x", "b": "y", "part": "held_out", "items": [["2", "2", "partial"]]},
            {"a": "x", "b": "z", "part": "held_out", "items": [["1", "1", "mention"], ["1", "2", "none"]]},
        ]
    }
    report = report_alignment(_links(("1", "1", "same"), ("2", "2", "same")), read_gold(content))
    assert report.parts["tuned"].f1 == {"same": 1.0, "linked": 1.0}
    assert report.parts["held_out"].linked.recall == 0.5
    assert list(report.policies["held_out"]) == ["x y", "x z"]
    assert report.policies["held_out"]["x z"].falsely_linked == 0.0
    text = format_report(report)
    assert text.index("== tuned") < text.index("== held_out") < text.index("x z: ")
    assert "gold mention, found none: x 1 <-> z 1" in text
    held_out = text[text.index("== held_out") :]
    columns = [line.split() for line in held_out.splitlines() if line.startswith(("partial  ", "mention  "))]
    assert columns[2:] == [["partial", "1", "0", "0", "0"], ["mention", "0", "0", "0", "1"]]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ({}, "pairs"),
        ({"pairs": [{"a": "x", "b": "y", "items": [["1", "1", "alike"]]}]}, "alike"),
        ({"pairs": [{"a": "x", "b": "y", "items": [["1", "1", "same"], ["1", "1", "none"]]}]}, "两次"),
        ({"pairs": [{"a": "x", "b": "y", "part": "spare", "items": []}]}, "spare"),
    ],
)
def test_bad_gold_is_refused(content: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_gold(content)


def test_documents_that_are_not_held_are_named_with_their_files() -> None:
    assert read_documents({}) == {}
    assert read_documents({"documents": {"x": "a.txt"}}) == {"x": "a.txt"}
    for wrong in ({"documents": ["a.txt"]}, {"documents": {"x": 1}}):
        with pytest.raises(ValueError, match="documents"):
            read_documents(wrong)
