"""Task tables copied as plain text: blanks part their cells."""

from __future__ import annotations

import pytest

from generator.models import Reading, SourceText
from generator.parse import parse
from generator.vocabulary import Vocabulary

PLAN = """青川市加强政务诚信建设实施方案

一、主要任务
（一）公布权责清单。编制并公布清单。
（二）清理证明事项。公布保留的目录。

附件

青川市政务诚信建设任务分工表
{table}
"""


def read(table: str, vocabulary: Vocabulary) -> Reading:
    text = PLAN.format(table=table)
    return parse(SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)


def rows(reading: Reading) -> list[str]:
    return [
        " ".join([row.row, row.title, *(f"{u.role}:{u.raw}" for u in row.units), *(d.raw for d in row.deadlines)])
        for row in reading.annex_rows
    ]


TABLES = [
    (
        "序号  重点任务  牵头单位  完成时限\n"
        "1  公布权责清单  市编办  2018年9月底\n"
        "2  清理证明事项  市法制办  每年6月底、12月底",
        ["1 公布权责清单 lead:市编办 2018年9月底", "2 清理证明事项 lead:市法制办 每年6月底、12月底"],
    ),
    (
        "  序号　　任务名称　　牵头单位　　配合单位\n"
        "  1.　　公布权责清单　　市编办　　市法制办、各有关单位\n"
        "  2.　　清理证明事项　　市法制办　　市公安局",
        ["1 公布权责清单 lead:市编办 cooperate:市法制办 cooperate:各有关单位",
         "2 清理证明事项 lead:市法制办 cooperate:市公安局"],
    ),
    (
        "序号 工作任务 责任单位 完成时限\n"
        "1 公布权责清单 市编办牵头，市法制办配合 2018年9月底前\n"
        "2 清理证明事项 市法制办 长期",
        ["1 公布权责清单 lead:市编办 cooperate:市法制办 2018年9月底前", "2 清理证明事项 responsible:市法制办 长期"],
    ),
    (
        "任务名称    责任单位    完成时限\n"
        "公布权责清单    市编办    2018年9月底\n"
        "清理证明事项    市法制办    2018年10月底",
        [" 公布权责清单 responsible:市编办 2018年9月底", " 清理证明事项 responsible:市法制办 2018年10月底"],
    ),
    # a cell that is empty leaves no trace; what the others look like tells where they belong
    (
        "序号  重点任务  牵头单位  完成时限\n"
        "1  公布权责清单  市编办  2018年9月底\n"
        "2  清理证明事项  2018年10月底",
        ["1 公布权责清单 lead:市编办 2018年9月底", "2 清理证明事项 2018年10月底"],
    ),
    # the header again on the next page
    (
        "序号  重点任务  牵头单位\n"
        "1  公布权责清单  市编办\n"
        "序号  重点任务  牵头单位\n"
        "2  清理证明事项  市法制办",
        ["1 公布权责清单 lead:市编办", "2 清理证明事项 lead:市法制办"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("table", "expected"), TABLES)
def test_rows_of_a_table_that_blanks_part(table: str, expected: list[str], vocabulary: Vocabulary) -> None:
    reading = read(table, vocabulary)
    assert rows(reading) == expected
    assert [row.task for row in reading.annex_rows] == ["t-1-1", "t-1-2"]
    assert not {"annex_not_read", "annex_line_unassigned"} & {warning.code for warning in reading.warnings}


def test_a_line_between_two_rows_is_pointed_out(vocabulary: Vocabulary) -> None:
    table = "序号  重点任务  牵头单位\n1  公布权责清单  市编办\n（含乡镇、街道）\n2  清理证明事项  市法制办"
    reading = read(table, vocabulary)
    assert [row.row for row in reading.annex_rows] == ["1", "2"]
    assert [(w.code, w.line) for w in reading.warnings if w.code == "annex_line_unassigned"] == [
        ("annex_line_unassigned", 12)
    ]


def test_an_imprint_behind_the_table_takes_no_row(vocabulary: Vocabulary) -> None:
    table = "序号  重点任务  牵头单位\n1  公布权责清单  市编办\n2  清理证明事项  市法制办\n\n抄送：市委各部委。"
    reading = read(table, vocabulary)
    assert [row.row for row in reading.annex_rows] == ["1", "2"]
    text = PLAN.format(table=table)
    assert [text[slice(*b.span)].strip() for b in reading.blocks if b.kind == "imprint"] == ["抄送：市委各部委。"]


@pytest.mark.parametrize(
    "prose",
    [
        "序号  重点任务",
        "请填报 序号 任务 责任单位 等栏目。",
        "单位名称  联系电话  传真\n市编办  12345  67890",
        "总  则  说  明",
    ],
)
def test_other_lines_with_blanks_are_no_table(prose: str, vocabulary: Vocabulary) -> None:
    assert read(prose, vocabulary).annex_rows == ()


WRAPPED = """\
序号  重点任务      工作内容                  牵头单位    完成时限
1     公布权责清单  编制并公布清单，逐项核对  市编办、    2018年9月底
                    法律依据。                市法制办
2     清理证明      公布保留的目录            市法制办    2018年10月底
      事项"""


def test_cells_that_go_on_in_the_next_line_are_joined(vocabulary: Vocabulary) -> None:
    reading = read(WRAPPED, vocabulary)
    text = PLAN.format(table=WRAPPED)
    assert rows(reading) == [
        "1 公布权责清单 lead:市编办 lead:市法制办 2018年9月底",
        "2 清理证明事项 lead:市法制办 2018年10月底",
    ]
    assert [row.task for row in reading.annex_rows] == ["t-1-1", "t-1-2"]
    first = reading.annex_rows[0].body
    assert "".join(text[a:b] for a, b in first.spans) == "编制并公布清单，逐项核对法律依据。"
    assert first.paragraph_starts == (0,)
    assert not {"annex_not_read", "annex_line_unassigned"} & {warning.code for warning in reading.warnings}


@pytest.mark.parametrize(
    "line",
    [
        "                                              委",  # may be the end of a unit's name
        "                                                          前",  # may be a part of the time limit
        "      事项          目录                  市公安局",  # no cell begins there
        "附注",  # below the number
        "      本表所列事项由各单位按月报送，报送情况纳入考核。",  # wider than the column
        "                    1.逐项核对。2.公开。",  # numbered parts are passages of their own
    ],
)
def test_what_may_belong_elsewhere_is_still_pointed_out(line: str, vocabulary: Vocabulary) -> None:
    table = "\n".join([*WRAPPED.splitlines()[:2], line, WRAPPED.splitlines()[3]])
    reading = read(table.replace("市编办、  ", "市编办    "), vocabulary)
    assert "annex_line_unassigned" in {warning.code for warning in reading.warnings}
    assert rows(reading)[0] == "1 公布权责清单 lead:市编办 2018年9月底"
