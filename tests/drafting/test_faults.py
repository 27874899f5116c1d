"""Faults of drafts as people leave them: wrong levels, dates that are over, counts, annexes that are not there."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from generator.drafting import DraftReport
from generator.drafting.output import render_report
from tests.drafting.drafts import TODAY, check_file, check_text

DRAFT = """{place}加强政务诚信建设实施方案

为加强政务诚信建设，{opening}制定本方案。

一、总体要求

{aims}

二、重点任务

（一）政府采购。建立政府采购诚信责任制。{order}（责任单位：{units}；长期坚持）

（二）招标投标。健全招标投标信用信息公开制度。（责任单位：财政局；长期坚持）

{end}
"""
USUAL = {
    "place": "宜兴市",
    "opening": "结合我市实际，",
    "aims": "加强政务诚信建设。",
    "order": "",
    "units": "财政局",
    "end": "本方案自印发之日起施行。",
}


def report_on(folder: Path, **parts: str) -> DraftReport:
    return check_text(folder, DRAFT.format(**{**USUAL, **parts}))


def told(report: DraftReport, code: str) -> list[str]:
    return [finding.message for finding in report.findings if finding.code == code]


def test_a_sound_draft_has_none_of_these_faults(tmp_path: Path) -> None:
    assert [finding.message for finding in report_on(tmp_path).findings] == []


@pytest.mark.parametrize("below", ["各县（市、区）", "各县区", "各区县", "各市（县、区）", "各县(市)区"])
def test_a_county_has_no_counties_below(tmp_path: Path, below: str) -> None:
    (message,) = told(report_on(tmp_path, order=f"{below}要落实责任。"), "leftover_level")
    assert message.startswith(f"“{below}”是设区的市对下级的称谓，而本文件属宜兴市")


def test_a_level_that_only_these_words_tell_is_asked_about(tmp_path: Path) -> None:
    """云岭市 is no registered place: 各县区 makes it a prefecture, or is itself the leftover."""
    report = report_on(tmp_path, place="云岭市", order="各县区政府要落实责任。")
    assert told(report, "leftover_level") == []
    (said,) = report.remarks
    assert "（“各县区”）推定为设区的市，请核对；如是县级市，这类称呼是遗留" in said


def test_a_leftover_within_another_is_told_once(tmp_path: Path) -> None:
    (message,) = told(report_on(tmp_path, opening="结合我县实际，"), "leftover_level")
    assert message.startswith("“结合我县实际”")


def test_a_body_that_is_no_more_is_not_asked_for_in_the_register_too(tmp_path: Path) -> None:
    report = report_on(tmp_path, units="市工商局、市环保局")
    assert len(told(report, "outdated_body")) == 2
    assert told(report, "unit_unknown") == []


def test_what_is_only_not_registered_may_be_right(tmp_path: Path) -> None:
    report = report_on(tmp_path, units="市数据治理促进中心")
    assert [f.urgency for f in report.findings if f.code == "unit_unknown"] == ["check"]


def test_offices_that_nobody_registered_are_asked_about_together(tmp_path: Path) -> None:
    report = report_on(tmp_path, units="财政局、综合协调科、数据管理科、督查专员室")
    (finding,) = (entry for entry in report.findings if entry.code == "unit_unknown")
    assert finding.message.startswith("“综合协调科”、“数据管理科”、“督查专员室”在宜兴市没有登记")
    assert finding.urgency == "check"


@pytest.mark.parametrize(
    ("aims", "code"),
    [
        ("到2024年6月，完成信用信息归集。", "deadline_passed"),
        ("到2030年6月，完成信用信息归集。", ""),
        ("到2024年6月，全市已归集信用信息。", ""),
    ],
)
def test_an_aim_below_a_heading_of_the_first_rank_has_its_date(tmp_path: Path, aims: str, code: str) -> None:
    report = report_on(tmp_path, aims=aims)
    assert [finding.code for finding in report.findings] == ([code] if code else [])


@pytest.mark.parametrize(("until", "said"), [("2024年12月31日", 1), ("2029年12月31日", 0)])
def test_an_end_of_validity_that_is_over_is_told(tmp_path: Path, until: str, said: int) -> None:
    report = report_on(tmp_path, end=f"本方案自印发之日起施行，有效期至{until}。")
    assert told(report, "validity_passed") == [f"“有效期至{until}”在核稿之日（{TODAY}）已过"] * said


@pytest.mark.parametrize(("since", "said"), [("2024年1月1日", 1), ("2029年12月31日", 0)])
def test_a_day_of_taking_effect_that_is_over_is_told(tmp_path: Path, since: str, said: int) -> None:
    report = report_on(tmp_path, end=f"本方案自{since}起施行。")
    assert told(report, "effect_passed") == [f"“自{since}起施行”早于核稿之日（{TODAY}）"] * said


def test_the_day_by_which_validity_is_judged_is_called_what_it_is(tmp_path: Path) -> None:
    end = "本方案自印发之日起施行，有效期至2024年12月31日。"
    report = report_on(tmp_path, place="发布日期：2025-03-04\n\n宜兴市", end=end)
    assert told(report, "validity_passed") == ["“有效期至2024年12月31日”在公布之日（2025-03-04）已过"]


@pytest.mark.parametrize(
    ("aims", "said"),
    [
        (
            "坚持“四个原则”：依法行政、政务公开、守信践诺。",
            "“四个原则”称4项，同句列出3项（依法行政、政务公开、守信践诺）",
        ),
        ("坚持“三个原则”：依法行政、政务公开、守信践诺。", ""),
        ("落实“三个务必”要求：强化领导、落实责任、严格监督、及时考核。", ""),
        (
            "分三个阶段推进：第一阶段（2027年底前）动员部署，第二阶段（2028年底前）全面实施。",
            "“三个阶段”称3项，同句只写到第2阶段",
        ),
        ("分两个阶段推进：第一阶段（2027年底前）动员部署，第二阶段（2028年底前）全面实施。", ""),
        ("分三个阶段推进：第一阶段（2027年底前）动员部署。", ""),
    ],
)
def test_counts_beside_their_lists(tmp_path: Path, aims: str, said: str) -> None:
    assert told(report_on(tmp_path, aims=aims), "list_count_mismatch") == ([said] if said else [])


def test_an_annex_that_is_listed_and_not_there_is_told(tmp_path: Path) -> None:
    report = report_on(tmp_path, end="附件：1.任务分解表\n2.联系人名单\n\n宜兴市人民政府办公室")
    assert told(report, "annex_lacking") == ["列有附件“任务分解表”“联系人名单”，文后没有附件"]


@pytest.mark.parametrize("below", ["附件\n", "附件1\n", "", "宜兴市政务诚信建设"])
def test_an_annex_that_follows_is_not_lacking(tmp_path: Path, below: str) -> None:
    table = "任务分解表\n\n序号\t任务\t责任单位\n1\t政府采购\t财政局\n2\t招标投标\t财政局"
    report = report_on(tmp_path, end=f"附件：任务分解表\n\n宜兴市人民政府办公室\n\n{below}{table}")
    assert told(report, "annex_lacking") == []


def test_a_word_file_is_cited_by_paragraphs(tmp_path: Path) -> None:
    file = tmp_path / "draft.docx"
    document = docx.Document()
    for line in DRAFT.format(**{**USUAL, "opening": "结合我县实际，"}).split("\n"):
        document.add_paragraph(line)
    document.save(str(file))
    for form in ("md", "html"):
        said = render_report(check_file(file), form)
        assert "第2段 引言" in said
        assert "表格一行算一段" in said
