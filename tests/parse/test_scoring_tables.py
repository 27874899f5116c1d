"""Tables of assessments (考核评分表): what is assessed is what is to be done; points are kept with it."""

from __future__ import annotations

import pytest

from generator.models import Reading, SourceText
from generator.parse import parse
from generator.vocabulary import Vocabulary

HEAD = "青川市政务诚信考核细则\n\n一、考核内容\n按附件评分表考核。\n\n附件\n考核评分表\n"
CELLS = [
    ["序号", "考核项目", "考核内容", "分值", "评分标准"],
    ["1", "制度建设", "建立工作机制", "2", "建立得2分"],
    ["2", "信用记录", "归集信用信息", "20", "归集率100%得20分"],
    ["3", "履约践诺", "清理拖欠账款", "4", "每发现1笔扣1分"],
]


def read(table: str, vocabulary: Vocabulary) -> Reading:
    text = HEAD + table
    return parse(SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)


@pytest.mark.parametrize("parted", ["\t", "  ", "\n"])
def test_points_are_kept_with_their_rows_however_cells_are_parted(parted: str, vocabulary: Vocabulary) -> None:
    rows = read("\n".join(parted.join(row) for row in CELLS) + "\n", vocabulary).annex_rows
    assert [row.row for row in rows] == ["1", "2", "3"]
    assert [row.title for row in rows] == ["制度建设", "信用记录", "履约践诺"]
    assert [[(cell.column, cell.raw) for cell in row.others] for row in rows] == [
        [("分值", row[3]), ("评分标准", row[4])] for row in CELLS[1:]
    ]


def test_indicators_with_points_are_assessed_and_charge_who_answers(vocabulary: Vocabulary) -> None:
    table = (
        "一级指标\t二级指标\t分值\t评分标准\t责任单位\t考核部门\n"
        "政务诚信\t建立失信记录\t10\t未建立不得分\t市委组织部\t市信用办\n"
        "\t清理拖欠账款\t20\t每笔扣2分\t市工信局\t市信用办\n"
    )
    rows = read(table, vocabulary).annex_rows
    assert [row.title for row in rows] == ["建立失信记录", "清理拖欠账款"]
    assert [[group.raw for group in row.groups] for row in rows] == [["政务诚信"], ["政务诚信"]]
    assert [[unit.raw for unit in row.units] for row in rows] == [["市委组织部"], ["市工信局"]]


def test_indicators_with_values_stay_a_table_of_indicators(vocabulary: Vocabulary) -> None:
    rows = read("指标名称\t单位\t2025年目标\t责任单位\n信用报告应用率\t%\t90\t市信用办\n", vocabulary).annex_rows
    assert [[figure.raw for figure in row.figures] for row in rows] == [["90"]]


def test_the_head_of_a_table_whose_first_row_has_a_number_is_no_text(vocabulary: Vocabulary) -> None:
    text = (
        "青川市重点任务分解表\n重点任务\t具体举措\t牵头单位\t完成时限\n"
        "一、优化政务环境\t1.压减时限\t市政务局\t2024年6月底\n"
    )
    reading = parse(SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)
    assert reading.preamble.spans == ()
    assert len(reading.annex_rows) == 1
