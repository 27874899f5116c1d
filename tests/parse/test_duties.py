"""Lists of offices with their duties (成员单位及职责分工), below a heading and in an annex."""

from __future__ import annotations

import pytest

from generator.models import Reading, SourceText
from generator.parse import parse
from tests.normalise.readings import vocabulary

PLAN = """云州市政务诚信提升行动方案

一、主要任务

（一）清理拖欠账款。逐笔登记拖欠账款，2021年底前全部清偿。

二、组织领导

（一）成员单位职责

{duties}

（二）压实责任。各部门要明确专人负责。
"""
ANNEXED = PLAN.format(duties="各成员单位各司其职。") + "\n附件1\n\n{title}\n\n{duties}\n"


def _read(text: str) -> Reading:
    return parse(SourceText(path="x", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary())


def _below(duties: str) -> list[tuple[str, str, list[tuple[str, str]]]]:
    tasks = _read(PLAN.format(duties=duties)).tasks
    return [
        (task.id, task.title, [(unit.raw, unit.role) for unit in task.units])
        for task in tasks
        if task.id.startswith("t-2-1")
    ]


def _rows(duties: str, title: str = "成员单位及职责分工") -> list[tuple[str, str, list[tuple[str, str]]]]:
    rows = _read(ANNEXED.format(title=title, duties=duties)).annex_rows
    return [(row.row, row.title, [(unit.raw, unit.role) for unit in row.units]) for row in rows]


def test_each_office_of_a_list_is_a_provision_that_charges_it() -> None:
    found = _below(
        "各成员单位按照下列分工履行职责：\n\n"
        "市发展改革委：负责牵头推进政务诚信建设，每季度通报一次。\n"
        "市财政局、市审计局：负责清理政府拖欠账款。\n拖欠账款纳入预算。\n"
        "市委宣传部（市文明办）：配合做好宣传。\n"
        "国网云州供电公司：负责恢复供电。\n"
        "各县区人民政府：负责本辖区政务诚信建设。"
    )
    assert found == [
        ("t-2-1-1", "牵头推进政务诚信建设", [("市发展改革委", "lead")]),
        ("t-2-1-2", "清理政府拖欠账款", [("市财政局", "responsible"), ("市审计局", "responsible")]),
        ("t-2-1-3", "配合做好宣传", [("市委宣传部（市文明办）", "cooperate")]),
        ("t-2-1-4", "恢复供电", [("国网云州供电公司", "responsible")]),
        ("t-2-1-5", "本辖区政务诚信建设", [("各县区人民政府", "responsible")]),
    ]


def test_its_text_is_what_the_office_does_and_its_heading_keeps_what_stands_above() -> None:
    text = PLAN.format(
        duties="分工如下：\n市发展改革委：负责统筹，2021年6月底前完成。\n每月汇总进度。\n市财政局：负责资金。"
    )
    reading = _read(text)
    [task] = [task for task in reading.tasks if task.id == "t-2-1-1"]
    assert [text[slice(*span)] for span in task.body.spans] == ["负责统筹，2021年6月底前完成。", "每月汇总进度。"]
    assert [deadline.raw for deadline in task.deadlines] == ["2021年6月底前", "每月"]
    assert [text[slice(*span)] for span in task.clause_spans] == ["市发展改革委："]
    [heading] = [heading for heading in reading.headings if heading.id == "s-2-1"]
    assert heading.item is None
    assert [text[slice(*span)] for span in heading.body.spans] == ["分工如下："]
    assert task.path == ("二、组织领导", "（一）成员单位职责")


def test_offices_may_stand_on_lines_of_their_own_or_behind_bullets() -> None:
    lines = "市发展改革委\n负责统筹推进。\n每月汇总一次进度。\n市教育局、市民政局\n负责行业内宣传。"
    bullets = "——市发展改革委：负责统筹推进。\n——市教育局、市民政局：负责行业内宣传。"
    worded = "市发展改革委主要职责：负责统筹推进。\n市教育局、市民政局职责是：负责行业内宣传。"
    named = [("统筹推进", ["市发展改革委"]), ("行业内宣传", ["市教育局", "市民政局"])]
    for duties in (lines, bullets, worded):
        assert [(title, [raw for raw, _ in units]) for _, title, units in _below(duties)] == named


@pytest.mark.parametrize(
    "duties",
    [
        # one office is a sentence, a telephone number no duty, members have none
        "市发展改革委：负责统筹推进。",
        "市公安局：0510-86001234\n市财政局：0510-86004321",
        "组长：张三\n副组长：李四\n成员：市发展改革委、市财政局负责同志",
        "目标任务：清理拖欠账款。\n工作措施：逐笔登记，按月通报。",
        "各部门：要高度重视，抓好落实。\n各单位：要加强协作，形成合力。",
        "市发展改革委、市财政局\n市公安局、市司法局",
        "加强统筹。由市发展改革委负责：归集信息。\n加强宣传。由市委宣传部负责：发布信息。",
    ],
)
def test_other_lines_make_no_list(duties: str) -> None:
    assert [task for task, _, _ in _below(duties)] == ["t-2-1"]


def test_numbered_offices_are_charged_by_their_titles() -> None:
    found = _below(
        "1.市公安局：负责查处恶意逃债行为。\n2.市财政局：配合市信用办清理拖欠账款。\n"
        "3.市委宣传部（市文明办）：负责新闻发布。\n4.市民政局职责。负责社会组织诚信建设。\n5.信息报送。按月报送。"
    )
    assert found[-5:] == [
        ("t-2-1-1", "市公安局", [("市公安局", "responsible")]),
        ("t-2-1-2", "市财政局", [("市财政局", "cooperate")]),
        ("t-2-1-3", "市委宣传部（市文明办）", [("市委宣传部（市文明办）", "responsible")]),
        ("t-2-1-4", "市民政局职责", [("市民政局", "responsible")]),
        ("t-2-1-5", "信息报送", []),
    ]


def test_an_office_with_numbered_duties_is_charged_with_all_of_them() -> None:
    text = PLAN.replace("（一）成员单位职责\n\n{duties}", "（一）市公安局\n1.查处恶意逃债行为。\n2.维护现场秩序。")
    tasks = {task.id: task for task in _read(text).tasks}
    assert (tasks["t-2-1"].kind, [unit.raw for unit in tasks["t-2-1"].units]) == ("task_group", ["市公安局"])
    assert tasks["t-2-1-2"].units == ()


def test_an_annex_that_lists_offices_has_a_row_for_each() -> None:
    assert _rows("市发展改革委：牵头推进政务诚信建设。归集信息。\n市财政局：\n负责清偿资金保障。\n监督合同付款。") == [
        ("", "牵头推进政务诚信建设", [("市发展改革委", "lead")]),
        ("", "清偿资金保障", [("市财政局", "responsible")]),
    ]


def test_numbers_of_offices_and_of_their_duties_are_kept_apart() -> None:
    duties = "一、市发展改革委\n1.负责归集信息；\n2.负责发布名单。\n二、市市场监管局\n1.负责公示；\n2.配合惩戒。"
    text = ANNEXED.format(title="成员单位主要职责", duties=duties)
    reading = _read(text)
    assert [(row.row, row.title) for row in reading.annex_rows] == [("一", "归集信息"), ("二", "公示")]
    parts = [[text[slice(*span)] for span in row.subtasks] for row in reading.annex_rows]
    assert parts == [["负责归集信息；", "负责发布名单。"], ["负责公示；", "配合惩戒。"]]
    told = {warning.code for warning in reading.warnings}
    assert not told & {"annex_not_read", "annex_row_unlinked", "further_document"}


def test_an_annex_of_telephone_numbers_stays_text() -> None:
    title, duties = "成员单位联系方式", "市公安局：张三 0510-86001234\n市财政局：李四 0510-86004321"
    reading = _read(ANNEXED.format(title=title, duties=duties))
    assert reading.annex_rows == ()
    assert "annex_not_read" in {warning.code for warning in reading.warnings}
