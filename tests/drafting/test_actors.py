"""Who acts in a draft without a clause that says so, offices of places nobody entered, and titles that all share."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.drafting import DraftReport
from tests.drafting.drafts import check_text

PLAN = """{place}政务诚信建设实施方案

为贯彻《国务院关于加强政务诚信建设的指导意见》（国发〔2016〕76号），制定本方案。

一、重点任务

（一）招商引资。{order}

（二）政府采购。公开有关信息。（责任单位：市财政局；长期坚持）
"""


def report_on(folder: Path, order: str, place: str = "宜兴市") -> DraftReport:
    return check_text(folder, PLAN.format(place=place, order=order))


def told(report: DraftReport, code: str) -> list[str]:
    return [finding.message for finding in report.findings if finding.code == code]


@pytest.mark.parametrize(
    "order",
    [
        "市商务局要建立合同审查机制。",
        "市商务局、市财政局要组织开展排查。",
        "市法院每月通报，市发改委督办。",
        "完善机制。由市商务局会同市财政局定期通报。",
    ],
)
def test_an_office_that_acts_is_charged(tmp_path: Path, order: str) -> None:
    assert told(report_on(tmp_path, order), "task_without_unit") == []


@pytest.mark.parametrize(
    "order",
    ["各部门要建立合同审查机制。", "市商务局的合同要全部审查。", "建立审查机制，报市财政局。", "完善合同审查。"],
)
def test_what_leaves_open_who_answers(tmp_path: Path, order: str) -> None:
    assert told(report_on(tmp_path, order), "task_without_unit") == ["没有写明责任单位"]


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("徐州市统计局要防范统计造假。", ["徐州市"]),
        ("清单由丰县财政局公布。", ["丰县财政局"]),
        ("清单每月更新，由徐州市财政局公布。", ["徐州市"]),
        ("清单由丰岚县财政局公布。", ["丰岚县财政局"]),
        ("于2025年7月15日前报市财政局。", []),
        ("借鉴徐州市统计局经验。", []),
        ("所在市财政局、设区市统计局负责。", []),
        ("宜兴市财政局负责。", []),
        ("丰县人民政府、徐州市人民政府要加强监督。", ["徐州市人民政府", "丰县"]),
        ("充实市信用办工作力量，完善市政务服务大厅，建立市政府监督制度。", []),
    ],
)
def test_offices_of_places_that_nobody_entered(tmp_path: Path, order: str, names: list[str]) -> None:
    report = report_on(tmp_path, order)
    said = (*told(report, "place_unknown"), *told(report, "leftover_place"))
    assert [message.partition("”")[0][1:] for message in said] == names


def test_governments_of_counties_may_stand_below_a_prefecture(tmp_path: Path) -> None:
    order = "合同逐项清理。（责任单位：盘山县政府、大洼县人民政府、徐州市商务局）"
    (said,) = told(report_on(tmp_path, order, "盘锦市"), "place_unknown")
    assert said.startswith("“徐州市商务局”") and "徐州市在江苏省" in said


def test_governments_of_counties_that_the_list_has_elsewhere_are_told(tmp_path: Path) -> None:
    order = "合同逐项清理，报睢县人民政府。（责任单位：盘山县政府）"
    (said,) = told(report_on(tmp_path, order.replace("报", "由") + "睢县人民政府负责。", "盘锦市"), "place_unknown")
    assert "睢县在河南省商丘市" in said


def test_what_is_told_as_a_name_of_another_place_is_told_once(tmp_path: Path) -> None:
    report = report_on(tmp_path, "沛县财政局要公布结果。")
    assert (len(told(report, "leftover_place")), told(report, "place_unknown")) == (1, [])


def test_titles_and_numbers_of_what_is_cited_are_no_copied_passages(tmp_path: Path) -> None:
    report = report_on(tmp_path, "认真履行依法作出的政策承诺和签订的各类合同、协议。（责任单位：市商务局；长期坚持）")
    assert not any("国务院" in passage.text for passage in report.shared)
    assert any("政策承诺" in passage.text for passage in report.shared)


def test_what_stands_below_the_provisions_of_a_notice_is_no_opening(tmp_path: Path) -> None:
    text = (
        "关于做好政务诚信建设工作的通知\n\n各镇人民政府：\n\n现通知如下。\n\n各级各部门要建立政务失信记录，开展考核评价。\n\n"
        "结合我县实际抓好落实。\n\n宜兴市人民政府办公室\n2025年2月30日\n"
    )
    spots = [finding.spot.where for finding in check_text(tmp_path, text).findings if finding.urgency == "must"]
    assert "引言" not in spots
    assert spots
