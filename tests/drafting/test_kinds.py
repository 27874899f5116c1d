"""Drafts that are no plan: rules by articles, accounts of what was done, tables that stand alone."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from generator.drafting import DraftReport
from generator.drafting.output import render_report
from tests.drafting.drafts import check_file, check_text

RULES = """宜兴市政务失信行为惩戒管理办法

第一章 总则

第一条 为规范政务失信行为惩戒，制定本办法。

第二条 本市行政机关政务失信行为的认定、惩戒，适用{name}。

第二章 认定和惩戒

第三条 有下列情形之一的，认定为政务失信行为：
（一）未履行依法作出的政策承诺的；
（二）拒不履行人民法院生效判决的。

第四条 市信用办应当书面告知政务主体。{reference}

第五条 本办法自2025年10月1日起施行。
"""


def told(report: DraftReport, code: str) -> list[str]:
    return [finding.message for finding in report.findings if finding.code == code]


def rules(folder: Path, name: str = "本办法", reference: str = "") -> DraftReport:
    return check_text(folder, RULES.format(name=name, reference=reference))


class TestRules:
    """Articles say what holds, not who does what by when."""

    def test_nobody_asks_them_for_units_and_time_limits(self, tmp_path: Path) -> None:
        report = rules(tmp_path)
        assert [finding.message for finding in report.findings] == []
        assert any(remark.startswith("草稿按条文写") for remark in report.remarks)

    @pytest.mark.parametrize(
        ("reference", "said"),
        [
            ("依照本办法第二十三条处理。", "引用“第二十三条”，而全文没有第23条（到第5条为止）"),
            ("有本办法第三条第（三）项情形的除外。", "引用“第三条第（三）项”，而第3条没有第3项（到第2项为止）"),
            ("违反第三条、第九条的，予以通报。", "引用“第九条”，而全文没有第9条（到第5条为止）"),
        ],
    )
    def test_articles_and_points_that_are_not_there(self, tmp_path: Path, reference: str, said: str) -> None:
        assert told(rules(tmp_path, reference=reference), "reference_lacking") == [said]

    @pytest.mark.parametrize(
        "reference",
        [
            "依照本办法第三条第（二）项处理。",
            "依照《江苏省社会信用条例》第四十条处理。",
            "依照民法典第五百条处理。",
            "按照该办法第二十条处理。",
        ],
    )
    def test_those_that_are_there_and_those_of_others(self, tmp_path: Path, reference: str) -> None:
        assert told(rules(tmp_path, reference=reference), "reference_lacking") == []

    @pytest.mark.parametrize(
        ("reference", "said"),
        [
            ("依照本办法第三条第（二）项处理。", []),
            ("依照本办法第三条之一处理。", []),
            (
                "依照本办法第三条之一第（二）项处理。",
                ["引用“第三条之一第（二）项”，而第3条之一没有第2项（到第1项为止）"],
            ),
            ("依照本办法第三条之二处理。", ["引用“第三条之二”，而全文没有第3条之二（到第5条为止）"]),
        ],
    )
    def test_an_article_put_in_later_is_another(self, tmp_path: Path, reference: str, said: list[str]) -> None:
        later = "第三条之一 有下列情形之一的，从重处理：\n（一）屡次失信的。\n\n第四条"
        text = RULES.format(name="本办法", reference=reference).replace("第四条", later)
        assert told(check_text(tmp_path, text), "reference_lacking") == said

    def test_it_calls_itself_another_kind_of_document(self, tmp_path: Path) -> None:
        assert told(rules(tmp_path, name="本方案"), "own_kind_differs") == ["文中自称“本方案”，而标题中没有“方案”"]

    def test_what_lacks_between_chapters_and_articles_is_called_so(self, tmp_path: Path) -> None:
        text = (
            RULES.format(name="本办法", reference="")
            .replace("第二章", "第三章")
            .replace("第四条", "第五条")
            .replace("第五条 本办法", "第六条 本办法")
        )
        assert [message.partition("之前")[2] for message in told(check_text(tmp_path, text), "numbering_gap")] == [
            "缺第2章",
            "缺第4条",
        ]

    def test_a_kind_that_it_defines_is_its_own(self, tmp_path: Path) -> None:
        report = rules(tmp_path, reference="《宜兴市政务诚信建设方案》（以下简称“本方案”）另行印发，本方案优先。")
        assert told(report, "own_kind_differs") == []


ACCOUNT = """盘锦市2024年政务诚信建设工作{kind}

一、主要工作

（一）开展诚信教育。举办培训班3期，培训公务员560人次。

（二）治理政府失信。截至2024年12月底，全市清偿拖欠账款3.2亿元。

二、存在的问题

一是部分县区重视不够。二是归集不及时。{third}是应用不够丰富。

盘锦市营商环境建设局
2025年1月10日
"""


class TestAccounts:
    """What tells of what was done charges nobody."""

    @pytest.mark.parametrize("kind", ["总结", "情况报告"])
    def test_it_is_not_asked_for_units_and_time_limits(self, tmp_path: Path, kind: str) -> None:
        report = check_text(tmp_path, ACCOUNT.format(kind=kind, third="三"))
        assert [finding.message for finding in report.of_part("tasks")] == []
        assert any("不查责任单位和时限" in remark for remark in report.remarks)

    @pytest.mark.parametrize(("third", "said"), [("四", "“四是”之前缺“三是”"), ("二", "“二是”重复")])
    def test_spoken_numbers_in_a_paragraph_are_counted(self, tmp_path: Path, third: str, said: str) -> None:
        assert told(check_text(tmp_path, ACCOUNT.format(kind="总结", third=third)), "spoken_gap") == [said]

    def test_a_sound_count_is_no_fault(self, tmp_path: Path) -> None:
        text = ACCOUNT.format(kind="总结", third="三").replace("归集不及时。", "归集不及时。对此，一要明确责任。")
        assert told(check_text(tmp_path, text), "spoken_gap") == []


def table_only(folder: Path, rows: list[tuple[str, ...]]) -> DraftReport:
    document = docx.Document()
    document.add_paragraph("宜兴市政务诚信建设任务分工表")
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    file = folder / "draft.docx"
    document.save(str(file))
    return check_file(file)


class TestTableOnly:
    """A table of tasks without a text above it."""

    ROWS = (
        ("序号", "重点任务", "责任单位", "完成时间"),
        ("1", "政务公开", "市发改委", "2025年11月底"),
        ("2", "诚信教育", "市财政局", "2025年10月"),
        ("3", "信用修复", "", "2025年12月底"),
    )

    def test_its_rows_are_checked_and_repeat_no_text(self, tmp_path: Path) -> None:
        report = table_only(tmp_path, list(self.ROWS))
        assert told(report, "annex_row_unlinked") == []
        assert told(report, "annex_cell_empty") == ["附表第3行的责任单位一格空着"]
        assert report.remarks[0].startswith("草稿只有分工表")
        assert "没有读出条文，未查。" not in render_report(report, "md")

    def test_words_that_leave_something_open_in_its_cells(self, tmp_path: Path) -> None:
        rows = [*self.ROWS[:3], ("3", "信用修复", "各有关部门", "适时")]
        (word,) = table_only(tmp_path, rows).vague
        assert (word.word, len(word.uses)) == ("适时", 1)

    def test_a_column_that_it_lacks(self, tmp_path: Path) -> None:
        rows = [row[:3] for row in self.ROWS]
        assert told(table_only(tmp_path, rows), "annex_column_lacking") == ["分工表各行都没有写明时限"]


PLAN = """宜兴市加强政务诚信建设实施方案

一、重点任务

（一）政府采购。建立政府采购诚信责任制。（责任单位：市财政局；长期坚持）

（二）招标投标。健全招标投标信用信息公开制度。（责任单位：市发改委；长期坚持）

二、保障措施

（一）加强组织领导。各单位要落实责任。

（二）强化督导考核。考核结果予以通报。

{listed}

{annexes}
"""
TABLE = "附件1\n任务分工表\n序号\t任务\t责任单位\n1\t{first}\t市财政局\n2\t{second}\t市发改委\n"


class TestPlanAndTable:
    """What leads the work is not asked for, nor looked for in the table."""

    def plan(self, folder: Path, first: str, second: str, listed: str = "") -> DraftReport:
        return check_text(folder, PLAN.format(listed=listed, annexes=TABLE.format(first=first, second=second)))

    def test_safeguards_are_in_no_table(self, tmp_path: Path) -> None:
        report = self.plan(tmp_path, "政府采购", "招标投标")
        assert [finding.message for finding in report.of_part("tasks")] == []

    def test_rows_under_other_names_are_told_once(self, tmp_path: Path) -> None:
        report = self.plan(tmp_path, "采购诚信", "投标诚信")
        (found,) = (finding for finding in report.findings if finding.code == "annex_row_unlinked")
        assert found.message == "附表2行中有2行在正文中没有同名条目，这些行没有与正文核对"
        assert (found.passage, len(found.others)) == ("采购诚信、投标诚信", 1)

    def test_what_leads_the_work_is_asked_for_where_some_of_it_is_told(self, tmp_path: Path) -> None:
        text = PLAN.format(listed="", annexes="").replace("落实责任。", "落实责任。（责任单位：市发改委；长期坚持）")
        assert told(check_text(tmp_path, text), "task_without_unit") == ["没有写明责任单位"]

    def test_one_annex_of_two_is_not_there(self, tmp_path: Path) -> None:
        listed = "附件：1.任务分工表\n　　　2.政务失信行为认定标准"
        report = self.plan(tmp_path, "政府采购", "招标投标", listed)
        assert told(report, "annex_lacking") == ["列有附件“政务失信行为认定标准”，文后没有这一件"]

    def test_both_annexes_are_there(self, tmp_path: Path) -> None:
        listed = "附件：1.任务分工表\n　　　2.政务失信行为认定标准"
        text = PLAN.format(listed=listed, annexes=TABLE.format(first="政府采购", second="招标投标"))
        report = check_text(tmp_path, text + "\n附件2\n认定标准\n未履行承诺的，认定为政务失信。\n")
        assert told(report, "annex_lacking") == []
