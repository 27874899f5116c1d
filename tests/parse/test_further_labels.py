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
        "二、由市数据局牵头建立平台。\n（一）归集数据。\n"
    )
    assert {task.id: task.units_from for task in record.tasks} == {
        "t-1": None,
        "t-1-1": "t-1",
        "t-1-2": None,
        "t-2": None,
        "t-2-1": None,
    }
