"""Annexes that a draft speaks of and that are not behind it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.drafting.report import DraftReport
from tests.drafting.drafts import check_text

PLAN = """宜兴市政务诚信建设实施方案

一、重点任务

（一）政府采购。建立政府采购诚信责任制。{said}（责任单位：市财政局；长期坚持）

（二）招标投标。健全招标投标信用信息公开制度。（责任单位：市发改委；长期坚持）

二、保障措施

（一）加强组织领导。各单位要落实责任。

{listed}

宜兴市人民政府办公室
2024年3月5日

{annexes}
"""
LISTED = "附件：1.任务分工表\n2.联系单位名单"
FIRST = "附件1\n任务分工表\n序号\t任务\t责任单位\n1\t政府采购\t市财政局\n2\t招标投标\t市发改委\n"
SECOND = "\n附件2\n联系单位名单\n市财政局、市发改委。\n"
BOTH = FIRST + SECOND


def told(report: DraftReport, code: str) -> list[str]:
    return [finding.message for finding in report.findings if finding.code == code]


def mentions(folder: Path, said: str, listed: str = LISTED, annexes: str = BOTH) -> list[str]:
    return told(check_text(folder, PLAN.format(said=said, listed=listed, annexes=annexes)), "annex_mention_lacking")


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("具体指标见附件3。", "“附件3”"),
        ("（详见附件 3）", "“附件3”"),
        ("按附件1、附件3执行。", "“附件3”"),
        ("按附件2、3执行。", "“附件3”"),
        ("对照附件1至附件4落实。", "“附件3”、“附件4”"),
        ("对照附件1-3落实。", "“附件3”"),
        ("评价标准按附件三执行。", "“附件3”"),
        ("附件3所列事项优先办理。", "“附件3”"),
        ("按照本方案附件3办理。", "“附件3”"),
        ("见附件3；有变化的，修订附件3。", "“附件3”"),
    ],
)
def test_an_annex_beyond_the_last_is_told(tmp_path: Path, said: str, names: str) -> None:
    assert mentions(tmp_path, said) == [f"提到{names}，附件说明和文后只有附件1、附件2"]


@pytest.mark.parametrize(
    "said",
    [
        "具体分工见附件1，联系单位见附件2。",
        "按《国家标准》附件3执行。",
        "按《采购意见》（苏政发〔2023〕5号）附件3执行。",
        "对照省方案中的附件3落实。",
        "连同附件一并报送。",
        "报送材料附件3份。",
        "附件材料要齐全。",
        "详见附件。",
    ],
)
def test_what_is_there_or_not_its_own_is_not_told(tmp_path: Path, said: str) -> None:
    assert mentions(tmp_path, said) == []


@pytest.mark.parametrize(
    ("said", "listed", "annexes", "expected"),
    [
        ("见附件1和附件2。", "", "", ["提到“附件1”、“附件2”，文后没有附件"]),
        ("详见附件。", "", "", ["提到“附件”，文后没有附件"]),
        ("见附件2。", "", FIRST, ["提到“附件2”，文后只有附件1"]),
        ("见附件2。", "", FIRST.replace("附件1", "附件"), ["提到“附件2”，文后只有附件1"]),
        ("见附件1。", "", FIRST.replace("附件1", "附件"), []),
        ("见附表2。", "", FIRST.replace("附件1", "附表1"), ["提到“附表2”，文后只有附表1"]),
        ("见附表1。", "", FIRST.replace("附件1", "附表1"), []),
        ("见附件2。", "", f"{FIRST}\n附件2.联系单位名单.docx\n", []),
        ("见附件2。", "附件1：任务分工表\n附件2：联系单位名单", BOTH, []),
        ("见附件3。", "附件1：任务分工表\n附件2：联系单位名单", BOTH, ["提到“附件3”，附件说明和文后只有附件1、附件2"]),
    ],
)
def test_what_stands_behind_decides(tmp_path: Path, said: str, listed: str, annexes: str, expected: list[str]) -> None:
    assert mentions(tmp_path, said, listed, annexes) == expected


def test_one_that_is_listed_and_lacking_is_told_once(tmp_path: Path) -> None:
    report = check_text(tmp_path, PLAN.format(said="见附件2。", listed=LISTED, annexes=FIRST))
    assert told(report, "annex_lacking") == ["列有附件“联系单位名单”，文后没有这一件"]
    assert told(report, "annex_mention_lacking") == []


@pytest.mark.parametrize(
    "listed",
    [
        "附件：1.任务分工表；2.联系单位名单；3.评价标准",
        "附件：1.任务分工表\n2.联系单位名单\n3.评价标准",
        "附件：\n1.任务分工表\n\n2.联系单位名单\n\n3.评价标准",
        "附件1：任务分工表\n附件2：联系单位名单\n附件3：评价标准",
    ],
    ids=["one line", "a line each", "below", "a mark each"],
)
@pytest.mark.parametrize("annexes", [BOTH, BOTH.replace("附件1", "附件").replace("附件2", "附件")])
def test_the_third_of_three_is_told_however_they_are_listed(tmp_path: Path, listed: str, annexes: str) -> None:
    report = check_text(tmp_path, PLAN.format(said="", listed=listed, annexes=annexes))
    assert told(report, "annex_lacking") == ["列有附件“评价标准”，文后没有这一件"]


def test_the_places_are_listed(tmp_path: Path) -> None:
    report = check_text(
        tmp_path,
        PLAN.format(said="见附件3。", listed=LISTED, annexes=BOTH).replace("公开制度。", "公开制度，按附件3。"),
    )
    (found,) = [finding for finding in report.findings if finding.code == "annex_mention_lacking"]
    assert (found.urgency, found.spot.line, [spot.line for spot in found.others]) == ("check", 5, [7])
    assert "见附件3" in found.passage
