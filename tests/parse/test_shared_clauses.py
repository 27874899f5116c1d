"""A clause on a line of its own behind the last of several points charges for all of them."""

from __future__ import annotations

import pytest

from generator.models import ReadItem, SourceText
from generator.parse import parse
from tests.normalise.readings import vocabulary

HEAD = "青川市加强政务诚信建设实施方案\n\n一、主要任务\n\n"


def _tasks(text: str) -> tuple[ReadItem, ...]:
    return parse(SourceText(path="x", text=HEAD + text, sha256="0" * 64, encoding="utf-8"), vocabulary()).tasks


def _charged(text: str) -> dict[str, list[tuple[str, str]]]:
    return {task.id: [(unit.raw, unit.role) for unit in task.units] for task in _tasks(text) if task.units}


def test_it_charges_for_the_item_that_the_points_are_of() -> None:
    text = (
        "（一）强化信用记录。全面记录政务信用信息。\n1.建立政务信用档案。\n2.归集行政处罚等信息。\n"
        "（牵头单位：市发展改革委；配合单位：市司法局）\n完成时限：2025年12月底前\n"
        "（二）开展诚信教育。编制诚信手册。\n1.纳入公务员培训。\n2.组织宣传活动。\n责任单位：市委组织部、市人力资源\n和社会保障局\n"
    )
    assert _charged(text) == {
        "t-1-1": [("市发展改革委", "lead"), ("市司法局", "cooperate")],
        "t-1-2": [("市委组织部", "responsible"), ("市人力资源和社会保障局", "responsible")],
    }
    assert [(task.id, limit.raw) for task in _tasks(text) for limit in task.deadlines] == [("t-1-1", "2025年12月底前")]


def test_so_does_one_behind_points_with_bullets() -> None:
    """Whom a point charges in its own words stays."""
    text = (
        "（一）强化信用记录。做好下列工作：\n●建立政务信用档案。\n●由市司法局归集行政处罚信息。\n●公示归集结果。\n"
        "（责任单位：市发展改革委）\n（二）加强督查。每年通报。\n"
    )
    assert _charged(text) == {
        "t-1-1": [("市发展改革委", "responsible")],
        "t-1-1-2": [("市司法局", "responsible")],
    }


def test_behind_points_of_points_it_charges_for_the_item_above_them_all() -> None:
    text = (
        "（一）强化信用记录。\n1.建立档案。\n（1）登记单位。\n（2）登记人员。\n2.归集信息。\n（1）归集判决。\n"
        "（2）归集处罚。\n（责任单位：市发展改革委）\n（二）加强督查。\n（责任单位：市政府督查室）\n"
    )
    assert _charged(text) == {
        "t-1-1": [("市发展改革委", "responsible")],
        "t-1-2": [("市政府督查室", "responsible")],
    }


@pytest.mark.parametrize(
    ("text", "charged"),
    [
        pytest.param(
            "（一）强化信用记录。\n1.建立档案。（责任单位：市司法局）\n2.归集信息。\n责任单位：市发展改革委\n",
            {"t-1-1-1": "市司法局", "t-1-1-2": "市发展改革委"},
            id="another point has one",
        ),
        pytest.param(
            "（一）强化信用记录。全面记录。\n（责任单位：市司法局）\n1.建立档案。\n2.归集信息。\n责任单位：市发展改革委\n",
            {"t-1-1": "市司法局", "t-1-1-2": "市发展改革委"},
            id="the item has one",
        ),
        pytest.param(
            "（一）强化信用记录。\n1.建立档案。\n2.归集信息。（责任单位：市发展改革委）\n",
            {"t-1-1-2": "市发展改革委"},
            id="on the line of the last point",
        ),
        pytest.param(
            "（一）强化信用记录。\n建立档案。\n（二）加强督查。\n每年通报。\n（责任单位：市政府督查室）\n",
            {"t-1-2": "市政府督查室"},
            id="items, once",
        ),
        pytest.param(
            "（一）强化信用记录。\n1.建立档案。\n责任单位：市发展改革委\n", {"t-1-1-1": "市发展改革委"}, id="one point"
        ),
    ],
)
def test_a_clause_that_may_be_the_points_own_stays(text: str, charged: dict[str, str]) -> None:
    assert {item: units[0][0] for item, units in _charged(text).items()} == charged


def test_items_of_several_parts_that_each_end_with_one_share_it() -> None:
    text = (
        "（一）建立档案。登记单位。\n（二）归集信息。归集判决。\n责任单位：市发展改革委\n\n二、加强教育\n\n"
        "（一）纳入培训。每年一次。\n（二）组织宣传。每年一次。\n责任单位：市委组织部\n"
    )
    assert _charged(text) == {
        "t-1": [("市发展改革委", "responsible")],
        "t-2": [("市委组织部", "responsible")],
    }
