"""Names defined in passing: “…办公室〔以下简称X办〕”."""

from __future__ import annotations

import pytest

from generator.models import SourceNotes, SourceText
from generator.normalise import normalise
from generator.parse import parse
from generator.parse.definitions import find_definitions
from generator.vocabulary import Vocabulary

DEFINED = [
    (
        "由市社会信用体系建设领导小组办公室（以下简称市信用办）牵头",
        ("市社会信用体系建设领导小组办公室", "市信用办"),
    ),
    ("市公共资源交易管理委员会〔以下简称“市公管委”〕", ("市公共资源交易管理委员会", "市公管委")),
    ("省优化营商环境工作领导小组办公室(以下简称“省营商办”)负责", ("省优化营商环境工作领导小组办公室", "省营商办")),
    ("设在云川市发展和改革委员会（下称市发改委），", ("云川市发展和改革委员会", "市发改委")),
    ("经省政务服务管理局【简称：省政务局】同意", ("省政务服务管理局", "省政务局")),
    ("市规划与自然资源局（以下简称市资规局，下同）", ("市规划与自然资源局", "市资规局")),
    (
        "成立市优化营商环境工作领导小组，办公室设在市发展改革委（以下简称“市营商办”）。",
        ("市优化营商环境工作领导小组，办公室", "市营商办"),
    ),
    ("办公室设在市发展改革委（以下简称“市营商办”）。", None),
    ("《政务诚信建设实施方案》（以下简称《方案》）", None),
    ("政府和社会资本合作（以下简称PPP）", None),
    ("《社会信用条例》（以下简称“条例”）", None),
]


@pytest.mark.parametrize(("text", "found"), DEFINED)
def test_definitions_of_bodies_and_of_other_things(
    text: str, found: tuple[str, str] | None, vocabulary: Vocabulary
) -> None:
    read = find_definitions(text, [(0, len(text))], vocabulary)
    assert [(entry.name, entry.short) for entry in read] == ([found] if found else [])
    for entry in read:
        assert (text[slice(*entry.name_span)], text[slice(*entry.span)]) == (entry.name, entry.short)


PLAN = """云川市优化营商环境实施方案

为优化营商环境，成立市优化营商环境工作领导小组办公室（以下简称“市营商办”），设在市发展改革委。

一、主要任务

（一）压减材料。精简办事材料。（牵头单位：市营商办；配合单位：市怪名办）

（二）公开清单。由营商办牵头，市财政局配合，公开清单。

附件：重点任务分工表
序号\t任务\t责任单位
1\t压减材料\t市营商办
"""


def test_a_defined_name_is_resolved_by_the_name_it_stands_for(vocabulary: Vocabulary) -> None:
    text = PLAN
    source = SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8")
    record = normalise(parse(source, vocabulary), source, SourceNotes(), vocabulary, "x", ())
    units = [unit for holder in (*record.tasks, *record.annex_rows) for unit in holder.units]
    held = [unit for unit in units if unit.raw.removeprefix("市") == "营商办"]
    assert len(held) == 3
    definition = record.definitions[0]
    for unit in held:
        assert unit.function is not None
        assert unit.function.id == "business-environment"
        assert unit.defined == definition.span
    unknown = [warning for warning in record.warnings if warning.code == "unit_unknown"]
    assert [text[slice(*warning.span)].removeprefix("市")[:2] for warning in unknown] == ["怪名", "财政"]


def test_a_defined_name_of_a_registered_agency_is_that_agency(vocabulary: Vocabulary) -> None:
    text = PLAN.replace("云川市", "宜兴市").replace("市优化营商环境工作领导小组办公室", "宜兴市财政局")
    source = SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8")
    record = normalise(parse(source, vocabulary), source, SourceNotes(), vocabulary, "x", ())
    unit = record.tasks[0].units[0]
    assert unit.agency is not None
    assert (unit.raw, unit.agency.id, unit.resolution) == ("市营商办", "yixing-finance", "registry")
