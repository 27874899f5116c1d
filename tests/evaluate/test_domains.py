"""What single provisions are told to speak of, against those labelled by their writers, and the scoring itself."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator.cli import main
from generator.compare.spoken import Spoken
from generator.evaluate.alignment import Part
from generator.evaluate.domains import GOLD, DomainScores, read_provisions, report_domains, score_domains
from tests.support import ROOT

LEAST = {
    "tuned": {"main": 0.86, "settled": 0.805, "named": 0.82},
    "seen": {"main": 0.855, "settled": 0.78, "named": 0.735},
    "held_out": {"main": 0.86, "settled": 0.82, "named": 0.73},
}
"""What the floor file may never go below: lowering it takes a change here too, which a reviewer sees."""


@pytest.fixture(scope="module")
def report() -> dict[Part, DomainScores]:
    return report_domains(ROOT, [ROOT / file for file in GOLD])


@pytest.fixture(scope="module")
def floors() -> dict[str, dict[str, float]]:
    content = yaml.safe_load((ROOT / "tests" / "truth" / "provisions_floor.yaml").read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return dict(content["f1"])


def test_labelled_provisions_are_told_no_worse(
    report: dict[Part, DomainScores], floors: dict[str, dict[str, float]]
) -> None:
    assert floors.keys() == report.keys()
    for part, scores in report.items():
        assert floors[part].keys() == scores.f1.keys()
        below = {level: scores.f1[level] for level, least in floors[part].items() if scores.f1[level] < least}
        assert not below, part


def test_the_floor_itself_is_not_lowered(floors: dict[str, dict[str, float]]) -> None:
    assert floors.keys() == LEAST.keys()
    for part, floor in floors.items():
        assert {level: least for level, least in LEAST[part].items() if floor[level] < least} == {}, part


def _row(main: list[str], settles: list[str], names: list[str]) -> dict[str, object]:
    return {"title": "甲", "text": "乙。", "main": main, "settles": settles, "names": names}


def test_scores_by_hand() -> None:
    rows = [_row(["a"], ["b"], ["c"]), _row(["b"], [], [])]
    gold = read_provisions({"part": "tuned", "provisions": rows}, frozenset("abc"))
    told = [
        Spoken(frozenset("a"), frozenset("c"), frozenset()),
        Spoken(frozenset("a"), frozenset("b"), frozenset("c")),
    ]
    scores = score_domains(list(zip(gold, told, strict=True)))
    counts = {score.type: (score.hits, score.found, score.expected) for score in (*scores.levels, *scores.domains)}
    assert counts == {"main": (1, 2, 2), "settled": (2, 4, 3), "named": (3, 5, 4), "a": (1, 2, 1), "b": (0, 0, 1)}
    assert len(scores.misses) == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ({"part": "tuned"}, "provisions"),
        ({"part": "spare", "provisions": []}, "part"),
        ({"part": "tuned", "provisions": [_row(["z"], [], [])]}, "z"),
    ],
)
def test_bad_labels_are_refused(content: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_provisions(content, frozenset("abc"))


def test_the_command_prints_each_part_and_no_miss_of_what_is_held_out(tmp_path: Path) -> None:
    for name, part in (("one", "tuned"), ("other", "held_out")):
        wrong = {
            "title": f"政府采购{part}",
            "text": "采购人应当付款。",
            "main": ["statistics"],
            "settles": [],
            "names": [],
        }
        content = yaml.safe_dump({"part": part, "provisions": [wrong]}, allow_unicode=True)
        (tmp_path / f"{name}.yaml").write_text(content, encoding="utf-8")
    files = ["--gold", str(tmp_path / "one.yaml"), "--gold", str(tmp_path / "other.yaml")]
    said = CliRunner().invoke(main, ["--root", str(ROOT), "evaluate", "domains", "--misses", *files])
    assert said.exit_code == 0, said.output
    assert said.output.index("== tuned") < said.output.index("政府采购tuned: ") < said.output.index("== held_out")
    assert "政府采购held_out" not in said.output


def test_a_bad_file_is_one_line(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("part: tuned\nprovisions:\n- {title: a}\n", encoding="utf-8")
    said = CliRunner().invoke(main, ["--root", str(ROOT), "evaluate", "domains", "--gold", str(bad)])
    assert said.exit_code == 1
    assert "gold_invalid" in said.output
    assert len(said.output.strip().splitlines()) == 1
