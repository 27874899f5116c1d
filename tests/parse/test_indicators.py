"""Tables of indicators (主要指标): each is a row with its values, what they are measured in, and whether it binds."""

from __future__ import annotations

import pytest

from generator.models import ReadAnnexRow, Reading, SourceText
from generator.parse import parse
from generator.vocabulary import Vocabulary


def read(text: str, vocabulary: Vocabulary) -> Reading:
    return parse(SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)


def figures(row: ReadAnnexRow) -> list[tuple[str, str, str]]:
    return [(figure.column, figure.raw, figure.measure) for figure in row.figures]


HEAD = "云州市养老服务规划\n一、主要目标\n到2025年，服务体系更加完善。\n主要指标\n"
TAIL = "二、主要任务\n（一）扩大床位。新建12家。（市民政局牵头）\n"
CELLS = (
    ("序号", "指标名称", "单位", "2020年现状", "2025年目标", "属性", "责任单位"),
    ("1", "护理型床位占比", "%", "45", "60", "约束性", "市民政局"),
    ("2", "老年人健康档案建档率", "%", "—", "≥72", "预期性", "市卫生健康委"),
)


@pytest.mark.parametrize("between", ["\t", "  ", "\n"], ids=["tabs", "blanks", "lines"])
def test_indicators_within_the_body(between: str, vocabulary: Vocabulary) -> None:
    text = HEAD + "".join(between.join(row) + "\n" for row in CELLS) + TAIL
    reading = read(text, vocabulary)
    assert [(row.row, row.title, row.nature, [u.raw for u in row.units]) for row in reading.annex_rows] == [
        ("1", "护理型床位占比", "约束性", ["市民政局"]),
        ("2", "老年人健康档案建档率", "预期性", ["市卫生健康委"]),
    ]
    assert [figures(row) for row in reading.annex_rows] == [
        [("2020年现状", "45", "%"), ("2025年目标", "60", "%")],
        [("2025年目标", "≥72", "%")],
    ]
    assert all(text[slice(*figure.span)] == figure.raw for row in reading.annex_rows for figure in row.figures)
    assert [task.title for task in reading.tasks] == ["扩大床位"]
    assert [text[slice(*span)] for span in reading.headings[0].body.spans] == ["到2025年，服务体系更加完善。"]
    assert not [repair for repair in reading.repairs if repair.kind == "page_break_join"]


def test_indicators_in_groups_measured_in_their_names(vocabulary: Vocabulary) -> None:
    text = (
        "云州市数据行动计划\n一、任务\n（一）建设。新增机架2000个。\n附件：云州市数据发展指标\n"
        "类别    指标    2023年    2025年    责任部门\n基础    5G基站数（个）    3000    4000    市通信办\n"
    )
    (row,) = read(text, vocabulary).annex_rows
    assert (row.title, figures(row)) == ("5G基站数（个）", [("2023年", "3000", ""), ("2025年", "4000", "")])


def test_a_flattened_table_ends_where_its_cells_do_not_fit(vocabulary: Vocabulary) -> None:
    cells = (
        "指标",
        "单位",
        "2020年",
        "2025年",
        "优良天数比例",
        "%",
        "82.5",
        "85",
        "说明：按国家口径",
        "计算。",
        "无",
        "无",
    )
    text = "云州市规划\n一、任务\n（一）改善空气。改善空气质量。\n附件\n主要指标表\n" + "\n".join(cells) + "\n"
    (row,) = read(text, vocabulary).annex_rows
    assert figures(row) == [("2020年", "82.5", "%"), ("2025年", "85", "%")]


def test_tables_of_tasks_keep_their_titles(vocabulary: Vocabulary) -> None:
    text = (
        "云州市任务分解表\n一级指标\t二级指标\t工作举措\t目标值\t牵头单位\t完成时限\n"
        "获得电力\t接电时间\t压减环节\t20个工作日\t市供电公司\t2024年底\n"
    )
    (row,) = read(text, vocabulary).annex_rows
    assert (row.title, figures(row)) == ("压减环节", [("目标值", "20个工作日", "")])


def test_a_column_of_those_who_answer_is_no_measure(vocabulary: Vocabulary) -> None:
    text = "云州市任务分工表\n序号\t任务\t单位\t时限\n1\t建立台账\t市财政局\t2024年底\n"
    (row,) = read(text, vocabulary).annex_rows
    assert (row.title, row.figures) == ("建立台账", ())


def test_a_flattened_table_with_merged_cells_on_the_left(vocabulary: Vocabulary) -> None:
    head = ("类别", "序号", "指标", "单位", "2020年", "2025年", "性质")
    first = ("环境治理", "1", "优良天数比例", "%", "82.5", "85", "约束性")
    rest = (
        "2",
        "PM2.5浓度",
        "微克/立方米",
        "35",
        "32",
        "约束性",
        "生态保护",
        "3",
        "森林覆盖率",
        "%",
        "23",
        "24",
        "预期性",
    )
    text = HEAD + "\n".join((*head, *first, *rest)) + "\n" + TAIL
    reading = read(text, vocabulary)
    assert [(row.row, row.title, figures(row)[1]) for row in reading.annex_rows] == [
        ("1", "优良天数比例", ("2025年", "85", "%")),
        ("2", "PM2.5浓度", ("2025年", "32", "微克/立方米")),
        ("3", "森林覆盖率", ("2025年", "24", "%")),
    ]
    assert [task.title for task in reading.tasks] == ["扩大床位"]


def test_a_head_of_two_lines(vocabulary: Vocabulary) -> None:
    text = HEAD + "序号\t指标\t2022年\t2025年\n\t指标名称\t实际\t目标\n1\t床位占比（%）\t50\t60\n" + TAIL
    (row,) = read(text, vocabulary).annex_rows
    assert (row.title, figures(row)) == ("床位占比（%）", [("2022年", "50", ""), ("2025年", "60", "")])
