"""Tables of two columns: a number and what is to be done, a matter and its content, an office and its duty."""

from __future__ import annotations

import pytest

from generator.models import Reading, SourceText
from generator.parse import parse
from tests.normalise.readings import vocabulary

RULES = """云州市政务诚信工作细则

第一章 主要任务

第一条 各单位按照下表推进工作：

{table}

第二条 各单位每季度报送进度。

第二章 附则

第三条 本细则自印发之日起施行。
"""


def _read(table: str) -> tuple[str, Reading]:
    text = RULES.format(table=table)
    return text, parse(SourceText(path="x", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary())


def _rows(table: str) -> list[tuple[str, str, str, list[str]]]:
    text, reading = _read(table)
    return [
        (row.row, row.title, "".join(text[slice(*span)] for span in row.body.spans), [unit.raw for unit in row.units])
        for row in reading.annex_rows
    ]


NUMBERED = [("1", "清理拖欠账款，逐笔登记", "", []), ("2", "公开承诺事项", "", [])]


@pytest.mark.parametrize(
    "table",
    [
        "序号\t任务\n1\t清理拖欠账款，逐笔登记。\n2\t公开承诺事项。",
        "序号\t工作内容\n1\t清理拖欠账款，逐笔登记。\n2\t公开承诺事项。",
        "序号　　任务\n1　　清理拖欠账款，逐笔登记。\n2　　公开承诺事项。",
        "序号 任务\n1 清理拖欠账款，逐笔登记。\n2 公开承诺事项。",
        "序号\n任务\n1\n清理拖欠账款，逐笔登记。\n2\n公开承诺事项。",
    ],
)
def test_rows_of_a_number_and_a_task_are_read_whatever_parts_the_cells(table: str) -> None:
    assert _rows(table) == NUMBERED
    _, reading = _read(table)
    assert [task.number for task in reading.tasks] == ["第一条", "第二条"]


def test_a_matter_and_its_content() -> None:
    table = "事项\t内容\n合同履约\t逐笔清理政府合同，2021年底前完成。\n承诺公开\t在网站公开承诺。"
    assert _rows(table) == [
        ("", "合同履约", "逐笔清理政府合同，2021年底前完成。", []),
        ("", "承诺公开", "在网站公开承诺。", []),
    ]
    _, reading = _read(table)
    assert [deadline.raw for row in reading.annex_rows for deadline in row.deadlines] == ["2021年底前"]


def test_an_office_and_its_duty() -> None:
    two = "单位\t职责\n市财政局\t负责资金保障。\n市司法局、市信用办\t负责合同审查。"
    three = "序号\t成员单位\t职责分工\n1\t市财政局\t负责资金保障。\n2\t市司法局、市信用办\t负责合同审查。"
    charged = [("负责资金保障", "", ["市财政局"]), ("负责合同审查", "", ["市司法局", "市信用办"])]
    assert _rows(two) == [("", *row) for row in charged]
    assert _rows(three) == [(str(number), *row) for number, row in enumerate(charged, 1)]


def test_the_first_verb_of_a_duty_gives_the_role_and_its_numbers_the_parts() -> None:
    table = "成员单位\t主要职责\n市发展改革委\t牵头推进建设。\n市财政局\t1.配合归集信息； 2.负责资金保障。"
    text, reading = _read(table)
    assert [[(unit.raw, unit.role) for unit in row.units] for row in reading.annex_rows] == [
        [("市发展改革委", "lead")],
        [("市财政局", "cooperate")],
    ]
    assert [[text[slice(*span)] for span in row.subtasks] for row in reading.annex_rows] == [
        [],
        ["配合归集信息；", "负责资金保障。"],
    ]


def test_a_task_and_who_answers_for_it_or_by_when() -> None:
    table = "工作任务\t责任单位\n清理拖欠账款。\t市财政局、市审计局\n公开承诺事项。\t各部门"
    assert _rows(table) == [
        ("", "清理拖欠账款", "", ["市财政局", "市审计局"]),
        ("", "公开承诺事项", "", ["各部门"]),
    ]
    _, reading = _read("工作任务\t完成时限\n清理拖欠账款\t2021年底前\n公开承诺事项\t长期")
    assert [[deadline.raw for deadline in row.deadlines] for row in reading.annex_rows] == [["2021年底前"], ["长期"]]


@pytest.mark.parametrize(
    "table",
    [
        "等级\t分值\nA级\t90分以上\nB级\t80分以上",
        "序号\t等级\n1\tA级\n2\tB级",
        "内容\t事项\n逐笔清理合同\t合同履约",
        "年份\t目标值\n2021年\t90",
        "事项 内容\n合同履约 逐笔清理政府合同。",
        "工作任务 主要内容如下，各单位逐项落实。",
        "事项\t内容",
    ],
)
def test_other_pairs_of_columns_stay_text(table: str) -> None:
    text, reading = _read(table)
    assert reading.annex_rows == ()
    assert table.rsplit(maxsplit=1)[-1] in "".join(
        text[slice(*span)] for task in reading.tasks for span in task.body.spans
    )


def test_a_table_of_the_page_above_the_document_is_none_of_it() -> None:
    head = "名称\t云州市政务诚信工作细则\n索引号\t001\n项目\t内容\n发布机构\t云州市人民政府\n\n"
    text = head + RULES.format(table="各单位逐项落实。")
    reading = parse(SourceText(path="x", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary())
    assert reading.annex_rows == ()
    assert [task.number for task in reading.tasks] == ["第一条", "第二条"]
