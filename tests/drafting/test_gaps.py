"""What a draft lacks: clauses of the guideline, matters that others have, domains left untouched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.drafting.output import render_report
from tests.drafting.drafts import SIX, check_text, report_of
from tests.support import ROOT, policykb


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        # Read by hand: 宜兴 says nothing of its own on these clauses of the guideline.
        ("yixing-2020-70", {"special-supervision", "horizontal-supervision", "dishonesty-records"}),
        ("template-x", {"government-procurement", "bidding", "rights-and-credit-repair"}),
        ("jiangyin-2018-draft", {"bidding", "government-debt", "public-private-partnership"}),
    ],
)
def test_clauses_of_the_guideline_that_are_lacking(policy: str, expected: set[str]) -> None:
    lacking = {gap.domain for gap in report_of(policy).missing if gap.baseline}
    assert expected <= lacking


def test_what_others_have_is_shown_with_their_text() -> None:
    gaps = {gap.domain: gap for gap in report_of("template-x").missing}
    bidding = gaps["bidding"]
    assert [entry.label for entry in bidding.baseline] == ["国家 五(三)"]
    assert bidding.baseline[0].digest
    panjin = next(entry for entry in bidding.peers if entry.policy == "panjin-2017-25")
    assert panjin.text.startswith("研究制定重点工程项目招标投标领域信用中介机构选择办法")
    assert panjin.units == "牵头：市财政局、市公管办；配合：各相关部门、各县区政府、经济区管委会"
    assert panjin.href == ""


def test_matters_joined_in_one_provision_are_not_lacking(tmp_path: Path) -> None:
    """三(一) 政府采购和招标投标 is on both, 二(四) holds 横向监督 without a provision of its own.

    The guideline has 创建 only at the end of its clause on towns; 三(四) answers that clause, 诚信乡镇创建 included.
    """
    text = (ROOT / "tests" / "fixtures" / "haiyun-2018-9.txt").read_text(encoding="utf-8")
    report = check_text(tmp_path, text)
    gaps = {gap.domain: gap for gap in report.missing}
    assert gaps.keys().isdisjoint({"bidding", "government-procurement", "government-debt"})
    numbers = {domain: [spot.where for spot in gap.answered] for domain, gap in gaps.items() if gap.answered}
    one = {"horizontal-supervision": ["二(四)"], "rights-and-credit-repair": ["二(三)"], "pilots": ["三(四)"]}
    assert numbers == one
    assert [spot.where for spot in gaps["pilots"].touched] == ["三(四)", "四(二)"]
    said = render_report(report, "md")
    assert "没有单列、但写在其他条文中的领域 3 个：" in said


def test_domains_without_national_clause_come_last_and_are_none_of_the_guidelines() -> None:
    order = [bool(gap.baseline) for gap in report_of("panjin-2017-25").missing]
    assert order == sorted(order, reverse=True)
    assert "food-and-drugs" in {gap.domain for gap in report_of("panjin-2017-25").missing if not gap.baseline}


def test_the_guideline_as_a_draft_has_no_baseline() -> None:
    report = report_of("national-2016-76")
    assert not any(entry.is_baseline for entry in report.compared)
    assert not any(gap.baseline for gap in report.missing)
    assert report.missing_clauses == ()


IN_PASSING = """青川市关于加强政务诚信建设的实施方案

一、总体要求
坚持依法行政，营造诚实守信的社会环境。

二、重点任务
（一）规范政府采购。采购人应当按照合同约定付款，完善政府采购诚信责任制。（责任单位：市财政局）
"""


def test_a_domain_named_in_passing_is_not_said_to_be_untouched(tmp_path: Path) -> None:
    report = check_text(tmp_path, IN_PASSING)
    gaps = {gap.domain: gap for gap in report.missing}
    lawful = gaps["lawful-administration"]
    assert lawful.touched == ()
    assert lawful.passing == "草稿没有条文涉及，只在“总体要求”中提到“依法行政”"
    assert "草稿没有条文涉及，只在“总体要求”中提到“依法行政”。" in render_report(report, "md")
    assert gaps["statistics"].passing == ""


def test_a_sentence_on_a_domain_answers_for_it() -> None:
    """盘锦 三(一) is on education; its 严格依法依规出台各项政策…规范各级政府行政行为 is what it has on 依法行政."""
    lawful = {gap.domain: gap for gap in report_of("panjin-2017-25").missing}["lawful-administration"]
    assert (lawful.state, lawful.passing) == ("mentioned", "")
    assert [spot.where for spot in lawful.answered] == ["三(一)"]


def test_what_the_guideline_says_beside_another_matter_comes_after_its_own_clauses() -> None:
    """It has 创建 only at the end of its clause on towns, and a clause of its own on 组织领导."""
    gaps = [gap for gap in report_of("jilin-2017-75-jd").missing if gap.baseline and not gap.answered]
    names = [gap.domain for gap in gaps]
    assert names.index("leadership") < names.index("pilots")
    assert [entry.about for entry in gaps[names.index("leadership")].baseline] == [""]
    (towns,) = gaps[names.index("pilots")].baseline
    assert towns.about.startswith("街道乡镇")


@pytest.mark.parametrize("policy", SIX)
def test_the_domains_counted_are_those_that_the_draft_has_and_those_listed_as_lacking(policy: str) -> None:
    report = report_of(policy)
    assert report.domains_present + len(report.missing) == report.domains_total


ABOVE = """青川省关于推进数据要素改革的意见

青政发〔2023〕21号

一、完善数据供给
（一）推进公共数据归集共享。完善一体化智能化公共数据平台，编制公共数据目录，实现应归尽归、应享尽享。
（二）推动数据跨境流动。依托自由贸易试验区，探索数据跨境流动白名单制度，建设国际数据合作枢纽。
二、加强统计监测
（三）建立监测制度。建立数据要素市场统计监测制度，每半年通报一次。
"""
BELOW = """云川市数据要素改革方案

1. 增加高质量供给
1.1 推进公共数据归集共享。完善一体化智能化公共数据平台，编制全市公共数据目录，实现应归尽归、应享尽享。
1.2 开展数据登记。支持企业登记数据知识产权。
"""


def test_headings_that_differ_make_no_gap_where_the_provisions_are_the_same(tmp_path: Path) -> None:
    """领域 called by the headings of one document (自拟领域) are lacking as far as nothing answers them."""
    assert policykb("new", "base", cwd=tmp_path).returncode == 0
    base = tmp_path / "base"
    (base / "policies" / "above").mkdir()
    (base / "policies" / "above" / "source.txt").write_text(ABOVE, encoding="utf-8")
    draft = tmp_path / "draft.txt"
    draft.write_text(BELOW, encoding="utf-8")
    told = policykb("check", str(draft), "--against", "above", "--format", "json", cwd=base)
    assert told.returncode == 0, told.stderr
    gaps = {gap["name"]: gap for gap in json.loads(told.stdout)["missing"]}
    assert {name: [entry["title"] for entry in gap["peers"]] for name, gap in gaps.items()} == {
        "数据供给": ["推动数据跨境流动"],
        "统计监测": ["建立监测制度"],
    }
    assert [spot["where"] for spot in gaps["数据供给"]["met"]] == ["1.1"]
    assert gaps["统计监测"]["met"] == []
    assert gaps["统计监测"]["passing"].startswith("草稿没有以此为标题的条文")
    said = policykb("check", str(draft), "--against", "above", "--format", "md", cwd=base).stdout
    assert "草稿只有一部分的 1 处：数据供给" in said
    assert "草稿第4行 1.1 已有相应内容；以下1条没有涉及" in said
