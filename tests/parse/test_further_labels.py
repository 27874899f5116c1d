"""Labels of responsibilities that offices use besides 责任单位, signs before them, and offices as headings."""

from __future__ import annotations

import pytest

from generator.models import PolicyRecord, SourceNotes, SourceText
from generator.normalise import normalise
from generator.parse import parse
from tests.support import real_vocabulary

VOCABULARY = real_vocabulary()


def read(text: str) -> PolicyRecord:
    source = SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8")
    return normalise(parse(source, VOCABULARY), source, SourceNotes(), VOCABULARY, "x", ())


@pytest.mark.parametrize(
    ("clause", "units"),
    [
        ("承办单位：市政务局\n协办部门：市数据局", [("市政务局", "responsible"), ("市数据局", "cooperate")]),
        ("主责单位：市住建局\n协同单位：市财政局", [("市住建局", "lead"), ("市财政局", "cooperate")]),
        ("★责任单位：市司法局（牵头）、市公安局", [("市司法局", "lead"), ("市公安局", "responsible")]),
        ("●落实主体：市司法局", [("市司法局", "responsible")]),
    ],
)
def test_labels_on_lines_of_their_own(clause: str, units: list[tuple[str, str]]) -> None:
    body = f"一、主要任务\n（一）压减时限。压减审批时限。\n{clause}\n（二）规范执法。规范执法。\n"
    record = read(f"青川市攻坚方案\n\n{body}")
    task = next(task for task in record.tasks if task.id == "t-1-1")
    assert [(unit.raw, unit.role) for unit in task.units] == units
    assert task.text == "压减审批时限。"


def test_what_stands_below_an_office_is_its_duty() -> None:
    record = read(
        "青川市责任分工\n\n一、市发展改革委\n（一）建设信用信息平台。\n（二）牵头考核。由市财政局配合。\n"
        "二、由市数据局牵头建立平台。\n（一）归集数据。\n三、各县（市、区）人民政府\n（一）压实责任。\n四、各部门\n（一）做好自查。\n"
    )
    assert {task.id: task.units_from for task in record.tasks} == {
        "t-1": None,
        "t-1-1": "t-1",
        "t-1-2": None,
        "t-2": None,
        "t-2-1": None,
        "t-3": None,
        "t-3-1": "t-3",
        "t-4-1": None,
    }


def roles(text: str) -> dict[str, list[tuple[str, str]]]:
    return {task.id: [(unit.raw, unit.role) for unit in task.units] for task in read(text).tasks}


def test_a_note_says_that_the_first_of_a_list_leads_and_so_do_those_below() -> None:
    found = roles(
        "青川市若干措施\n\n1.归集数据。归集数据。责任单位：市数据局、市财政局\n"
        "2.清理账款。建立机制。责任单位：市工信局、各县（市、区）人民政府（列第一位者为牵头单位，下同）\n"
        "3.公开信息。公开信息。责任单位：市政府办公室、市司法局\n4.保障经费。保障经费。责任单位：市财政局\n"
    )
    assert found == {
        "t-1": [("市数据局", "responsible"), ("市财政局", "responsible")],
        "t-2": [("市工信局", "lead"), ("各县（市、区）人民政府", "responsible")],
        "t-3": [("市政府办公室", "lead"), ("市司法局", "responsible")],
        "t-4": [("市财政局", "responsible")],
    }


def test_a_note_on_one_list_is_about_that_list() -> None:
    found = roles(
        "青川市若干措施\n\n1.归集数据。归集数据。（市数据局、市法院，排名第一的为牵头单位）\n"
        "2.公开信息。公开信息。（市司法局牵头，市财政局配合）\n3.保障经费。保障经费。（市财政局、市审计局）\n"
    )
    assert found["t-1"] == [("市数据局", "lead"), ("市法院", "responsible")]
    assert found["t-3"] == [("市财政局", "responsible"), ("市审计局", "responsible")]


def test_a_note_below_a_table_is_about_its_rows() -> None:
    record = read(
        "青川市任务分工方案\n\n一、主要任务\n推进任务。\n\n附件\n任务分工表\n序号\t任务\t责任单位\n"
        "1\t归集数据\t市数据局、市财政局\n2\t公开信息\t市司法局\n注：排在第一位的为牵头单位。\n"
    )
    assert [[(unit.raw, unit.role) for unit in row.units] for row in record.annex_rows] == [
        [("市数据局", "lead"), ("市财政局", "responsible")],
        [("市司法局", "responsible")],
    ]


def test_a_note_within_a_list_is_no_part_of_a_name() -> None:
    found = roles(
        "青川市若干措施\n\n1.归集数据。归集数据。\n责任单位：市数据局、市财政局（列首位的为牵头单位），各县（区）政府\n"
        "2.研究办法。由市信用办商市司法局研究制定办法。\n"
    )
    assert found == {
        "t-1": [("市数据局", "lead"), ("市财政局", "responsible"), ("各县（区）政府", "responsible")],
        "t-2": [("市信用办", "lead"), ("市司法局", "cooperate")],
    }


def test_a_list_of_thousands_of_notes_is_read() -> None:
    several = "市数据局、市财政局（列首位的为牵头单位），" * 1500
    found = roles(f"青川市若干措施\n\n1.归集数据。归集数据。\n责任单位：{several}市司法局\n")
    assert found["t-1"][:2] == [("市数据局", "lead"), ("市财政局", "responsible")]
    assert found["t-1"][-1] == ("市司法局", "responsible")


@pytest.mark.parametrize(
    "note",
    [
        "列首位的为牵头单位，其余为配合单位",
        "第一个单位为牵头单位，其他单位均为协办单位",
        "排名第一的为牵头部门；后面的为参与部门",
    ],
)
def test_a_note_may_say_that_the_others_help(note: str) -> None:
    units = [("市数据局", "lead"), ("市财政局", "cooperate"), ("各县（区）政府", "cooperate")]
    text = "青川市若干措施\n\n1.归集数据。归集数据。\n责任单位：市数据局、市财政局、各县（区）政府"
    assert roles(f"{text}（{note}）\n")["t-1"] == units
    above = f"注：{note}。\n1.归集数据。"
    assert roles(f"{text}\n".replace("1.归集数据。", above))["t-1"] == units
    assert roles(f"{text}\n注：{note}。\n")["t-1"] == units
