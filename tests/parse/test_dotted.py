"""Documents numbered 1 / 1.1 / 1.1.1 (emergency plans, many programmes): each number opens what it says."""

from __future__ import annotations

import re

import pytest

from generator.models import Reading, SourceText
from generator.parse import parse
from generator.parse.numbering import read_number
from generator.vocabulary import Vocabulary

PLAN = """青川市防汛应急预案

1 总则
1.1 编制目的
规范防汛应急工作，减少损失。
1.2 适用范围
适用于本市行政区域内的防汛工作。
2 组织体系
2.1 指挥机构
市防汛指挥部负责防汛工作。各单位职责：
1.水务部门负责水情监测。
2.气象部门负责天气监测。
2.2 专家组
指挥部设专家组。
3 监测预警
3.1 监测
3.1.1 水情监测
水务部门每日报送水情，全市堤防投入比上年增长
1.5倍，达到
2.3亿元。
3.1.2 人员监测
社区负责人员监测。
3.2 分级预警
预警分四级。
4 附则
本预案自印发之日起施行。
"""

MIXED = """青川市数据工作方案

一、重点任务
1．1 建立制度。制定目录。（市大数据局）
1．2 推进共享。完善平台。（市大数据局）
二、保障措施
2．1 加强领导。建立专班。
"""

IN_POINTS = """青川市养老工作方案

一、主要任务
（一）完善设施
1. 建设中心
1.1 城市建设街道中心。
1.2 农村建设乡镇中心。
2. 建设床位
2.1 新增家庭床位。
（二）提升服务
1. 助餐服务。建设食堂。
2. 助医服务。签约医院。
"""


def read(text: str, vocabulary: Vocabulary) -> Reading:
    return parse(SourceText(path="policies/x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)


def outline(reading: Reading) -> list[tuple[str, str, str]]:
    return [(heading.id, heading.number, heading.title) for heading in reading.headings]


@pytest.mark.parametrize(
    ("text", "form", "raw", "value", "rest"),
    [
        ("1.1 编制目的", "dotted_2", "1.1", 1, "编制目的"),
        ("2.10编制依据", "dotted_2", "2.10", 10, "编制依据"),
        ("３．２　人员配备", "dotted_2", "３.２", 2, "人员配备"),
        ("2.1.3 公共服务", "dotted_3", "2.1.3", 3, "公共服务"),
        ("2.1.3.1. 年度计划", "dotted_4", "2.1.3.1", 1, "年度计划"),
        ("3.1个人信息", "dotted_2", "3.1", 1, "个人信息"),
        ("4.2 Ⅱ级响应", "dotted_2", "4.2", 2, "Ⅱ级响应"),
        ("4.3.1 IV级响应", "dotted_3", "4.3.1", 1, "IV级响应"),
    ],
)
def test_numbers_that_say_their_way(text: str, form: str, raw: str, value: int, rest: str) -> None:
    mark = read_number(text)
    assert mark is not None
    assert (mark.form, mark.raw, mark.value, text[mark.end :]) == (form, raw, value, rest)


@pytest.mark.parametrize(
    "text",
    [
        "1.5万元",
        "2.3 亿元",
        "1.5个百分点",
        "3.5公里",
        "2.5%以上",
        "1.5小时",
        "0.5分",
        "1.5",
        "2.5V电压",
        "1.5 VIP级用户",
    ],
)
def test_amounts_are_no_numbers(text: str) -> None:
    assert read_number(text) is None


def test_a_plan_is_read_by_its_numbers(vocabulary: Vocabulary) -> None:
    reading = read(PLAN, vocabulary)
    assert outline(reading) == [
        ("s-1", "1", "总则"),
        ("s-1-1", "1.1", "编制目的"),
        ("s-1-2", "1.2", "适用范围"),
        ("s-2", "2", "组织体系"),
        ("s-2-1", "2.1", "指挥机构"),
        ("s-2-1-1", "1", "水务部门负责水情监测"),
        ("s-2-1-2", "2", "气象部门负责天气监测"),
        ("s-2-2", "2.2", "专家组"),
        ("s-3", "3", "监测预警"),
        ("s-3-1", "3.1", "监测"),
        ("s-3-1-1", "3.1.1", "水情监测"),
        ("s-3-1-2", "3.1.2", "人员监测"),
        ("s-3-2", "3.2", "分级预警"),
        ("s-4", "4", "附则"),
    ]
    assert [w.code for w in reading.warnings if w.code == "numbering_gap"] == []
    assert reading.preamble.spans == ()
    water = next(task for task in reading.tasks if task.id == "t-3-1-1")
    assert "1.5倍" in "".join(PLAN[slice(*span)] for span in water.body.spans)


GLUED = re.sub(r"(?m)^(\d(?:\.\d)*) ", r"\1", PLAN)


def test_numbers_that_nothing_parts_from_their_titles(vocabulary: Vocabulary) -> None:
    """2组织体系 behind a list of 1. 2.: a part of the plan, and no third point."""
    assert "\n2组织体系\n" in GLUED
    assert outline(read(GLUED, vocabulary)) == outline(read(PLAN, vocabulary))


@pytest.mark.parametrize("title", ["分级响应", "人员保障", "成员单位职责", "项目管理"])
def test_words_that_are_counted_elsewhere_begin_titles_too(title: str, vocabulary: Vocabulary) -> None:
    reading = read(GLUED.replace("\n2组织体系\n", f"\n2{title}\n"), vocabulary)
    assert f"2{title}" in [heading.label for heading in reading.headings]


NO_TITLES = (
    "3支应急救援队伍",
    "3级以上大风停工",
    "3名工作人员到岗",
    "3个工作日内办结",
    "3月底前完成",
    "3监测预警由水务局负责，各县配合。",
)


@pytest.mark.parametrize("line", NO_TITLES)
def test_a_line_that_is_no_title_opens_no_part(line: str, vocabulary: Vocabulary) -> None:
    reading = read(GLUED.replace("指挥部设专家组。\n", f"指挥部设专家组。\n{line}\n"), vocabulary)
    assert outline(reading) == outline(read(PLAN, vocabulary))


def test_dotted_numbers_below_chinese_ones(vocabulary: Vocabulary) -> None:
    reading = read(MIXED, vocabulary)
    assert [task.id for task in reading.tasks] == ["t-1-1", "t-1-2", "t-2-1"]
    assert [task.number for task in reading.tasks] == ["1.1", "1.2", "2.1"]
    assert [unit.raw for unit in reading.tasks[0].units] == ["市大数据局"]


def test_dotted_numbers_below_points(vocabulary: Vocabulary) -> None:
    tasks = read(IN_POINTS, vocabulary).tasks
    assert [task.id for task in tasks] == ["t-1-1-1-1", "t-1-1-1-2", "t-1-1-2-1", "t-1-2-1", "t-1-2-2"]


def test_a_number_of_another_part_opens_nothing(vocabulary: Vocabulary) -> None:
    text = PLAN.replace("预警分四级。\n", "预警分四级，见\n2.1 指挥机构一节。\n")
    assert outline(read(text, vocabulary)) == outline(read(PLAN, vocabulary))


def test_a_gap_is_told(vocabulary: Vocabulary) -> None:
    reading = read(PLAN.replace("2.2 专家组", "2.3 专家组"), vocabulary)
    said = [warning.message for warning in reading.warnings if warning.code == "numbering_gap"]
    assert said == ["序号2.3之前缺第2项，请核对原文"]


def test_a_table_of_contents_with_bare_numbers_is_none_of_the_outline(vocabulary: Vocabulary) -> None:
    """Its first entry is 1 总则, and not every part has its items in it."""
    contents = "目　录\n1 总则\n1.1 编制目的\n1.2 适用范围\n2 组织体系\n3 监测预警\n\n"
    first = PLAN.index("1 总则")
    assert outline(read(PLAN[:first] + contents + PLAN[first:], vocabulary)) == outline(read(PLAN, vocabulary))
    glued = "目　录\n1总则\n1.1编制目的\n1.2适用范围\n2组织体系\n3监测预警\n\n"
    first = GLUED.index("1总则")
    assert outline(read(GLUED[:first] + glued + GLUED[first:], vocabulary)) == outline(read(PLAN, vocabulary))
