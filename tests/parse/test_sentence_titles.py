"""Headings that are sentences: what they say of units, time limits and figures is read."""

from __future__ import annotations

import pytest

from generator.models import Reading, ReadItem, SourceText
from generator.parse import parse
from generator.vocabulary import Vocabulary

PARTS = ("（一）归集信用记录。归集公务员信用记录。", "（二）公开政务承诺。公开承诺事项。")


def read(vocabulary: Vocabulary, *body: str) -> Reading:
    text = "\n".join(["云州市信用建设方案", "一、总体要求", "推进信用建设。", *body, "三、附则", "抓好落实。"])
    return parse(SourceText(path="x", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)


def item(reading: Reading, name: str) -> ReadItem | None:
    return next((task for task in reading.tasks if task.id == name), None)


@pytest.mark.parametrize(
    ("title", "units", "deadlines"),
    [
        ("由市数据局牵头建立信用平台，2024年底前完成。", ["市数据局"], ["2024年底前"]),
        ("市数据局要在2024年底前建成信用平台。", ["市数据局"], ["2024年底前"]),
        ("市财政局要做好以下工作：", ["市财政局"], []),
        (
            "市数据局负责建立平台。市财政局负责资金保障，2024年6月底前到位。",
            ["市数据局", "市财政局"],
            ["2024年6月底前"],
        ),
    ],
)
def test_a_sentence_above_parts_of_its_own_charges_whom_it_names(
    title: str, units: list[str], deadlines: list[str], vocabulary: Vocabulary
) -> None:
    found = item(read(vocabulary, f"二、{title}", *PARTS), "t-2")
    assert found is not None
    assert found.kind == "task_group"
    assert [unit.raw for unit in found.units] == units
    assert [entry.raw for entry in found.deadlines] == deadlines


def test_so_does_one_on_any_level(vocabulary: Vocabulary) -> None:
    body = ("二、主要任务", "（一）市数据局负责做好下列工作：", "1.归集信用记录。", "2.公开政务承诺。")
    found = item(read(vocabulary, *body), "t-2-1")
    assert found is not None
    assert [unit.raw for unit in found.units] == ["市数据局"]


@pytest.mark.parametrize(
    "title", ["主要任务", "市级部门加强协作", "加快建设信用平台", "各级各部门要高度重视。", "完善四项制度"]
)
def test_a_heading_that_charges_nobody_stays_a_section(title: str, vocabulary: Vocabulary) -> None:
    reading = read(vocabulary, f"二、{title}", *PARTS)
    assert [task.id for task in reading.tasks][:2] == ["t-2-1", "t-2-2"]


def test_what_a_sentence_without_actor_says_of_time_and_figures_is_the_sections(vocabulary: Vocabulary) -> None:
    reading = read(vocabulary, "二、到2024年底，培训信用管理人员500人次以上。", *PARTS)
    (heading,) = (heading for heading in reading.headings if heading.id == "s-2")
    assert heading.item is None
    assert [entry.raw for entry in heading.deadlines] == ["到2024年底"]
    assert [entry.raw for entry in heading.quantities] == ["500人次以上"]


def test_aims_that_are_a_sentence_each_have_theirs(vocabulary: Vocabulary) -> None:
    body = ("（一）工作目标", "1.到2025年底，信用记录覆盖率达到90%以上。", "2.实施四项行动", "二、主要任务", *PARTS)
    reading = read(vocabulary, *body)
    said = {heading.id: [entry.raw for entry in heading.quantities] for heading in reading.headings}
    assert (said["s-1-1-1"], said["s-1-1-2"]) == (["90%以上"], [])
