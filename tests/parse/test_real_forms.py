"""Forms that real documents of governments use, met on their portals; the documents here are invented."""

from __future__ import annotations

import pytest

from generator.models import Reading, SourceText
from generator.parse import parse
from generator.vocabulary import Vocabulary


def read(text: str, vocabulary: Vocabulary) -> Reading:
    return parse(SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)


PLAN = """青川市停车便民行动方案

一、主要任务

{item}

二、其他任务

（一）加强宣传。利用各类媒体宣传。
"""


def units(item: str, vocabulary: Vocabulary) -> list[str]:
    task = read(PLAN.format(item=item), vocabulary).tasks[0]
    return [f"{unit.role} {unit.raw}" for unit in task.units]


@pytest.mark.parametrize(
    ("item", "charged"),
    [
        ("（一）加密站点。新增站点80个。（市交通运输局牵头，各辖市、区政府配合，2019年12月底前完成）",
         ["lead 市交通运输局", "cooperate 各辖市、区政府"]),
        ("（一）清理证明。(县直有关部门、各乡镇场负责)", ["responsible 县直有关部门", "responsible 各乡镇场"]),
        ("（一）下放事项。〔牵头单位:区政府办公室,责任单位:区政府有关部门,各街道(功能区)〕",
         ["lead 区政府办公室", "responsible 区政府有关部门", "responsible 各街道(功能区)"]),
        ("（一）抓好宣传。（县委宣传部、县文明办，各乡镇人民政府）",
         ["responsible 县委宣传部", "responsible 县文明办", "responsible 各乡镇人民政府"]),
        ("（一）抓好宣传。广泛开展活动。\n（县委宣传部、县文明办）",
         ["responsible 县委宣传部", "responsible 县文明办"]),
        ("（一）做好评定。（市农业农村局、各农商行负责）", ["responsible 市农业农村局", "responsible 各农商行"]),
    ],
)  # fmt: skip
def test_who_is_charged(item: str, charged: list[str], vocabulary: Vocabulary) -> None:
    assert units(item, vocabulary) == charged


def test_a_bracket_that_is_no_list_of_units_stays_text(vocabulary: Vocabulary) -> None:
    assert units("（一）扩大范围。（含农村地区、偏远山区）", vocabulary) == []


def test_units_in_a_heading_are_those_of_the_group(vocabulary: Vocabulary) -> None:
    text = "青川市若干政策举措\n\n一、强化创新(市科技局牵头，市财政局配合)\n\n"
    text += "（一）建设平台。新建平台2家。\n（二）培育企业。\n"
    group, *rest = read(text, vocabulary).tasks
    assert (group.kind, group.title) == ("task_group", "强化创新")
    assert [(unit.role, unit.raw) for unit in group.units] == [("lead", "市科技局"), ("cooperate", "市财政局")]
    assert [task.title for task in rest] == ["建设平台", "培育企业"]


@pytest.mark.parametrize(
    ("item", "limits"),
    [
        ("（一）动员部署阶段（2019年3月）。成立专班。", [("2019年3月", "2019-03-31")]),
        ("（一）组织实施阶段（2019年4月至2020年6月）。全面推进。", [("2019年4月至2020年6月", "2020-06-30")]),
        ("（一）总结阶段（2020年7月—12月）。开展评估。", [("2020年7月—12月", "2020-12-31")]),
        ("（一）验收阶段(2016年下半年)。组织验收。", [("2016年下半年", "2016-12-31")]),
        ("（一）自查阶段（3月1日—4月30日）。逐项自查。", [("3月1日—4月30日", None)]),
        ("（一）整改阶段（即日起至2020年6月底）。限期整改。", [("即日起至2020年6月底", "2020-06-30")]),
        ("（一）开展试点（试行）。选取2个街道。", []),
        ("（一）县政府办公室负责督促检查,每季度通报一次。", [("每季度", None)]),
        ("（一）统一运维。（责任单位：市城管局；时限：7月份）", [("7月份", None)]),
        ("（一）统一运维。（责任单位：市城管局，6月份完成）", [("6月份完成", None)]),
    ],
)
def test_by_when(item: str, limits: list[tuple[str, str | None]], vocabulary: Vocabulary) -> None:
    task = read(PLAN.format(item=item), vocabulary).tasks[0]
    assert [(limit.raw, limit.date) for limit in task.deadlines] == limits


def test_an_item_that_is_one_sentence_has_its_figures(vocabulary: Vocabulary) -> None:
    task = read(PLAN.format(item="（一）新增规模以上企业200家"), vocabulary).tasks[0]
    assert [figure.raw for figure in task.quantities] == ["200家"]


def test_titles_of_articles_in_brackets_on_the_line_of_the_number(vocabulary: Vocabulary) -> None:
    text = """青川市公共长椅管理办法

第一条（目的和依据）
为了规范管理，制定本办法。
第二条（职责分工）
市绿化市容局负责统筹协调。
第三条
（一）爱护长椅。
（二）及时修缮。
"""
    sections = read(text, vocabulary).headings
    assert [section.title for section in sections][:2] == ["目的和依据", "职责分工"]
    assert [(task.title, task.units[0].raw) for task in read(text, vocabulary).tasks if task.units] == [
        ("职责分工", "市绿化市容局")
    ]


STREET = """青台街道办事处关于印发停车治理工作方案的通知
各社区居委会：
现将《青台街道停车治理工作方案》印发给你们。
青台街道办事处
2020年3月2日
青台街道停车治理工作方案
一、组织领导
成立停车治理工作领导小组：
组　长：王建国　街道党工委书记
副组长：李　明　街道办事处主任
成　员：张小红　城管科科长
　　　　赵立新　派出所所长
二、工作任务
1．集中整治。城管科牵头，派出所、司法所配合。
2．做好宣传。各社区广泛宣传。
"""


def test_a_plan_of_a_street(vocabulary: Vocabulary) -> None:
    reading = read(STREET, vocabulary)
    assert reading.metadata.issuer == "青台街道办事处"
    assert [(unit.role, unit.raw) for unit in reading.tasks[1].units] == [
        ("lead", "城管科"),
        ("cooperate", "派出所"),
        ("cooperate", "司法所"),
    ]


def test_members_of_a_leading_group_are_persons(vocabulary: Vocabulary) -> None:
    reading = read(STREET, vocabulary)
    assert [STREET[slice(*data.span)] for data in reading.personal_data] == ["王建国", "李　明", "张小红", "赵立新"]
    offices = "青川市方案\n一、组织领导\n成立领导小组：\n组　长：分管副市长\n成　员：市财政局　主要负责人\n"
    assert read(offices, vocabulary).personal_data == ()


def test_who_is_in_charge_of_a_matter_by_a_regulation(vocabulary: Vocabulary) -> None:
    text = "青川市社会信用条例\n第一条 为了规范管理，制定本条例。\n"
    text += "第二条 市发展改革部门是全市社会信用综合管理部门，负责指导协调。\n第三条 鼓励守信。\n"
    charged = [(task.number, unit.raw) for task in read(text, vocabulary).tasks for unit in task.units]
    assert charged == [("第二条", "市发展改革部门")]


@pytest.mark.parametrize(
    ("item", "charged", "shown"),
    [
        ("（一）完善制度。2018年6月底前出台办法(区发改局牵头);2019年完成修订(区司法局负责)。",
         ["lead 区发改局", "responsible 区司法局"], ["2018年6月底前出台办法", "2019年完成修订"]),
        ("（一）完善制度。出台办法。（市发改委牵头，市财政局配合）推进试点。（市工信局负责，年底前完成）",
         ["lead 市发改委", "cooperate 市财政局", "responsible 市工信局"], ["出台办法。", "推进试点。"]),
        ("（一）完善制度。由专班（市发改委牵头）推进试点，落实到人。",
         [], ["由专班（市发改委牵头）推进试点，落实到人。"]),
    ],
)  # fmt: skip
def test_several_brackets_in_one_paragraph(
    item: str, charged: list[str], shown: list[str], vocabulary: Vocabulary
) -> None:
    text = PLAN.format(item=item)
    task = read(text, vocabulary).tasks[0]
    assert [f"{unit.role} {unit.raw}" for unit in task.units] == charged
    assert [text[slice(*span)] for span in task.body.spans] == shown


def test_cells_of_time_limits_without_a_year(vocabulary: Vocabulary) -> None:
    text = "青川市任务分工表\n序号\t工作任务\t责任单位\t完成时限\n1\t培训\t市人社局\t上半年1期、下半年1期\n"
    text += "2\t评估\t市发改委\t全年\n3\t检查\t市城管局\t三季度\n"
    rows = read(text, vocabulary).annex_rows
    assert [[(limit.raw, limit.date) for limit in row.deadlines] for row in rows] == [
        [("上半年1期、下半年1期", None)],
        [("全年", None)],
        [("三季度", None)],
    ]
