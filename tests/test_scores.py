"""The scores shown to readers are those of the program that made the site."""

from __future__ import annotations

import pytest
import yaml

from generator.evaluate.alignment import Part, Report
from generator.evaluate.coverage import CoverageScores
from tests.scores import FILE, rendered

FLOOR = {
    "标题层级": 1.0,
    "基本原则": 1.0,
    "任务与保障措施（类别、标题、正文起止）": 1.0,
    "责任单位（名称、角色、位置）": 1.0,
    "时限": 0.95,
    "任务分工表行": 1.0,
    "任务分工表责任单位": 1.0,
    "引用文件": 0.95,
    "主要领域": 0.9,
    "相关领域": 0.5,
    "条文对应·有无对应（定参数所用）": 0.90,
    "条文对应·有无对应（曾留出，后已看过）": 0.83,
    "条文对应·有无对应（留出）": 0.81,
    "条文对应·有无对应（留出，用语自成一格）": 0.62,
    "覆盖状态·写到（曾留出，后已看过）": 0.945,
    "覆盖状态·写在其他条文中（曾留出，后已看过）": 0.5,
}


@pytest.fixture(scope="module")
def scores(alignment: Report, matrix: dict[Part, CoverageScores]) -> str:
    """The scores as they are now."""
    return rendered(alignment, matrix)


def test_the_published_scores_are_fresh(scores: str) -> None:
    assert FILE.read_text(encoding="utf-8") == scores, "run: python -m tests.scores --write"


@pytest.mark.parametrize("measure", FLOOR)
def test_no_measure_falls_below_its_floor(measure: str, scores: str) -> None:
    """F1 over all documents."""
    rows = [row for row in yaml.safe_load(scores) if row["measure"] == measure]
    correct = sum(row["correct"] for row in rows)
    f1 = 2 * correct / sum(row["expected"] + row["found"] for row in rows)
    assert f1 >= FLOOR[measure]
