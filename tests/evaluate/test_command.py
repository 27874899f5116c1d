"""`policykb evaluate alignment` as people run it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.support import copy_knowledge_base

PAIR = """
pairs:
- a: national-2016-76
  b: yixing-2020-70
  items:
  - [t-5-1, t-2-2-1, same]
- a: national-2016-76
  b: yixing-2020-70
  part: held_out
  items:
  - [t-5-1, t-2-2-11, none]
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_knowledge_base(tmp_path_factory.mktemp("evaluate") / "root", ("yixing-2020-70", "national-2016-76"))


def test_both_parts_are_reported(root: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold.yaml"
    gold.write_text(PAIR, encoding="utf-8")
    said = CliRunner().invoke(main, ["--root", str(root), "evaluate", "alignment", "--gold", str(gold)])
    assert said.exit_code == 0, said.output
    tuned, held_out = said.output.split("\n\n")
    assert "1/1/1" in next(line for line in tuned.splitlines() if line.startswith("same"))
    assert '"none" linked all the same: 0.0%' in held_out


def test_a_document_that_is_not_held_is_judged_with_the_others(root: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold.yaml"
    plan = "某市关于加强政务诚信建设的意见\n一、重点领域\n（一）政府采购。建立政府采购诚信责任制。\n"
    (tmp_path / "plan.txt").write_text(plan, encoding="utf-8")
    judged = "documents: {plan: plan.txt}\npairs:\n- {a: plan, b: national-2016-76, items: [[t-1-1, t-5-1, same]]}\n"
    gold.write_text(judged, encoding="utf-8")
    said = CliRunner().invoke(main, ["--root", str(root), "evaluate", "alignment", "--gold", str(gold)])
    assert said.exit_code == 0, said.output
    assert "1/1/1" in next(line for line in said.output.splitlines() if line.startswith("same"))
    gold.write_text(judged.replace("plan: plan.txt", "yixing-2020-70: plan.txt"), encoding="utf-8")
    said = CliRunner().invoke(main, ["--root", str(root), "evaluate", "alignment", "--gold", str(gold)])
    assert said.exit_code == 1
    assert "gold_invalid" in said.output
    assert "yixing-2020-70" in said.output


def test_documents_that_are_not_held_are_judged_with_each_other(root: Path, tmp_path: Path) -> None:
    """The alignment of a corpus and one document would hold no link between two that are not in it."""
    for name, place in (("one", "甲"), ("other", "乙")):
        plan = f"{place}市关于加强政务诚信建设的意见\n一、重点领域\n（一）政府采购。{place}市建立政府采购诚信责任制。\n"
        (tmp_path / f"{name}.txt").write_text(plan, encoding="utf-8")
    documents = "documents: {other: other.txt, one: one.txt}\n"
    pairs = "pairs:\n- {a: other, b: one, part: held_out, items: [[t-1-1, t-1-1, same]]}\n"
    gold = tmp_path / "gold.yaml"
    gold.write_text(documents + pairs, encoding="utf-8")
    said = CliRunner().invoke(main, ["--root", str(root), "evaluate", "alignment", "--gold", str(gold)])
    assert said.exit_code == 0, said.output
    held_out = said.output[said.output.index("held_out") :]
    assert "1/1/1" in next(line for line in held_out.splitlines() if line.startswith("same"))


def test_readings_in_several_files_are_scored_together(root: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    first.write_text(PAIR, encoding="utf-8")
    second.write_text(PAIR.replace("t-5-1", "t-5-2").replace("t-2-2-1,", "t-2-2-2,"), encoding="utf-8")
    said = CliRunner().invoke(
        main, ["--root", str(root), "evaluate", "alignment", "--gold", str(first), "--gold", str(second)]
    )
    assert said.exit_code == 0, said.output
    tuned, held_out = said.output.split("\n\n")
    assert "2/2/2" in next(line for line in tuned.splitlines() if line.startswith("same"))
    assert "2/2/2" in next(line for line in held_out.splitlines() if line.startswith("none"))


@pytest.mark.parametrize(
    ("content", "says"),
    [(None, "gold_invalid"), ("pairs: [", "gold_invalid"), ("- 1", "映射"), ("pairs:\n- {a: x}", "gold_invalid")],
)
def test_a_bad_file_is_one_line(root: Path, tmp_path: Path, content: str | None, says: str) -> None:
    gold = tmp_path / "gold.yaml"
    if content is not None:
        gold.write_text(content, encoding="utf-8")
    said = CliRunner().invoke(main, ["--root", str(root), "evaluate", "alignment", "--gold", str(gold)])
    assert said.exit_code == 1
    assert says in said.output
    assert len(said.output.strip().splitlines()) == 1
