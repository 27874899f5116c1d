"""What the coverage matrix says of labelled documents, and the scoring itself."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator.cli import main
from generator.evaluate.alignment import Part
from generator.evaluate.coverage import ANY, CoverageScores, labelled_state, read_labelled_documents, score_coverage
from tests.support import copy_knowledge_base
from tests.truth_files import TRUTH

LEAST = {
    "tuned": {"present": 0.95, "within": 0.58, "mentioned": 0.51, "absent": 0.75, ANY: 0.935, "right": 0.83},
    "seen": {"present": 0.94, "within": 0.51, "mentioned": 0.54, "absent": 0.68, ANY: 0.945, "right": 0.82},
}
"""What the floor file may never go below: lowering it takes a change here too, which a reviewer sees."""


@pytest.fixture(scope="module")
def floors() -> dict[str, dict[str, float]]:
    content = yaml.safe_load((TRUTH / "coverage_floor.yaml").read_text(encoding="utf-8"))
    return dict(content["f1"])


def test_labelled_documents_are_covered_no_worse(
    matrix: dict[Part, CoverageScores], floors: dict[str, dict[str, float]]
) -> None:
    assert floors.keys() == matrix.keys()
    for part, scores in matrix.items():
        assert floors[part].keys() == scores.f1.keys()
        below = {state: scores.f1[state] for state, least in floors[part].items() if scores.f1[state] < least}
        assert not below, part


def test_the_floor_itself_is_not_lowered(floors: dict[str, dict[str, float]]) -> None:
    assert floors.keys() == LEAST.keys()
    for part, floor in floors.items():
        assert {state: least for state, least in LEAST[part].items() if floor[state] < least} == {}, part


def _row(main: list[str], settles: list[str], names: list[str]) -> dict[str, object]:
    return {"title": "甲", "text": "乙。", "main": main, "settles": settles, "names": names}


def test_a_cell_has_the_state_of_the_provision_that_says_most() -> None:
    rows = [_row(["a"], ["b"], ["c"]), _row(["b"], ["c"], ["d"])]
    (document,) = read_labelled_documents({"part": "seen", "documents": [2], "provisions": rows}, frozenset("abcde"))
    states = [labelled_state(document, domain) for domain in "abcde"]
    assert states == ["present", "present", "within", "mentioned", "absent"]


def test_documents_are_told_apart_by_how_many_provisions_they_have() -> None:
    rows = [_row([name], [], []) for name in "abc"]
    held = read_labelled_documents({"part": "seen", "documents": [1, 2], "provisions": rows}, frozenset("abc"))
    assert [[sorted(row.main) for row in document.provisions] for document in held] == [[["a"]], [["b"], ["c"]]]
    plan = {"part": "tuned", "documents": [{"title": "某市方案", "provisions": rows}]}
    (titled,) = read_labelled_documents(plan, frozenset("abc"))
    assert (titled.title, titled.part, len(titled.provisions)) == ("某市方案", "tuned", 3)


def test_scores_by_hand() -> None:
    scores = score_coverage(
        [("present", "present"), ("within", "present"), ("within", "mentioned"), ("absent", "absent")]
    )
    counts = {score.type: (score.hits, score.found, score.expected) for score in scores.states}
    assert counts == {
        "present": (1, 2, 1),
        "within": (0, 0, 2),
        "mentioned": (0, 1, 0),
        "absent": (1, 1, 1),
        ANY: (2, 2, 3),
    }
    assert scores.right == 0.5
    assert scores.cells["within"] == {"present": 1, "within": 0, "mentioned": 1, "absent": 0}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ({"part": "seen", "provisions": []}, "documents"),
        ({"part": "seen", "documents": [2], "provisions": [_row([], [], [])]}, "合计 2 条"),
        ({"part": "seen", "documents": [0], "provisions": []}, "第 1 份文件没有条文"),
        ({"part": "seen", "documents": [-1, 2], "provisions": [_row([], [], [])]}, "第 1 份文件没有条文"),
        ({"part": "seen", "documents": [{"title": "甲", "provisions": []}]}, "第 1 份文件没有条文"),
        ({"part": "seen", "documents": ["甲"], "provisions": [_row([], [], [])]}, "各有几条条文"),
        ({"part": "spare", "documents": [1], "provisions": [_row([], [], [])]}, "part"),
        ({"part": "seen", "documents": [{"title": "甲", "provisions": [_row(["z"], [], [])]}]}, "z"),
    ],
)
def test_bad_labels_are_refused(content: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_labelled_documents(content, frozenset("abc"))


def test_the_command_tells_which_states_were_taken_for_which(tmp_path: Path) -> None:
    row = {"title": "加强政府采购管理", "text": "采购人按约付款。", "settles": [], "names": []}
    gold = tmp_path / "gold.yaml"
    content = {"part": "seen", "documents": [1], "provisions": [{**row, "main": ["government-procurement"]}]}
    gold.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    root = copy_knowledge_base(tmp_path / "root", ("yixing-2020-70",))
    said = CliRunner().invoke(main, ["--root", str(root), "evaluate", "coverage", "--gold", str(gold)])
    assert said.exit_code == 0, said.output
    assert "1/1/1" in next(line for line in said.output.splitlines() if line.startswith("present "))
    gold.write_text("part: seen\nprovisions: []\n", encoding="utf-8")
    said = CliRunner().invoke(main, ["--root", str(root), "evaluate", "coverage", "--gold", str(gold)])
    assert said.exit_code == 1
    assert "gold_invalid" in said.output
    assert "documents" in said.output
