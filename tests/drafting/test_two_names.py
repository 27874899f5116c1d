"""One office under two names in a draft."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.drafting.report import DraftReport, Finding
from tests.drafting.drafts import check_text, report_of

PLAN = """{place}政务诚信建设实施方案

一、重点任务

（一）政府采购。建立政府采购诚信责任制。{defined}（责任单位：{first}；长期坚持）

（二）招标投标。健全招标投标信用信息公开制度。（责任单位：{second}；长期坚持）

（三）招商引资。兑现承诺。（责任单位：{second}、市财政局；长期坚持）
"""


def two_names(report: DraftReport) -> list[Finding]:
    return [finding for finding in report.findings if finding.code == "unit_two_names"]


def check(folder: Path, first: str, second: str, place: str = "宜兴市", defined: str = "") -> list[Finding]:
    return two_names(check_text(folder, PLAN.format(first=first, second=second, place=place, defined=defined)))


def test_both_names_are_told_with_their_passages(tmp_path: Path) -> None:
    (found,) = check(tmp_path, "市市场监管局", "宜兴市市场监督管理局")
    assert found.message == (
        "同一机关有2种写法：“市市场监管局”（1处）、“宜兴市市场监督管理局”（2处），都是宜兴市市场监督管理局"
    )
    assert (found.part, found.urgency) == ("units", "check")
    assert ([found.spot.where], [spot.where for spot in found.others]) == (["一(二)"], ["一(一)"])
    assert "市市场监管局" in found.passage.partition("／")[0]
    assert "市场监督管理局" in found.passage.partition("／")[2]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("市发展改革委", "市发展和改革委员会"),
        ("发展改革委", "宜兴市发展和改革委员会"),
        ("市场监管局", "市市场监督管理局"),
    ],
)
def test_a_short_name_beside_the_full_one_is_told(first: str, second: str, tmp_path: Path) -> None:
    assert len(check(tmp_path, first, second)) == 1


@pytest.mark.parametrize(
    ("first", "second", "place"),
    [
        ("市场监管局", "市市场监管局", "宜兴市"),
        ("市发展和改革委员会", "宜兴市发展和改革委员会", "宜兴市"),
        ("市纪委监委", "市纪委（监委）", "宜兴市"),
        ("市财政局", "市审计局", "宜兴市"),
        ("市市场监管局", "省市场监督管理局", "宜兴市"),
        # nobody registered the offices of this place, so that nothing says that they are one
        ("市市场监管局", "市场监督管理局", "云州市"),
    ],
    ids=["level", "place", "brackets", "two offices", "another level", "unregistered"],
)
def test_what_is_no_second_name_of_the_same_office(first: str, second: str, place: str, tmp_path: Path) -> None:
    assert check(tmp_path, first, second, place) == []


def test_a_short_name_that_the_draft_defines_is_none(tmp_path: Path) -> None:
    defined = "由宜兴市市场监督管理局（以下简称市市场监管局）统筹。"
    assert check(tmp_path, "市市场监管局", "市市场监管局", defined=defined) == []
    assert check(tmp_path, "市市场监督管理局", "市市场监管局", defined=defined) == []


def test_a_misreading_is_told_as_such_only() -> None:
    assert two_names(report_of("panjin-2017-25")) == []
    (found,) = two_names(report_of("jiangyin-2018-draft"))
    assert found.message.startswith("同一机关有2种写法：“行政审批局”（2处）、“审批局”（2处）")
