"""Offices that open a sentence and have to act are responsible where no clause names anybody."""

from __future__ import annotations

import pytest

from generator.models import SourceText
from generator.parse import parse
from generator.vocabulary import Vocabulary

CHARGED = [
    ("市商务局要建立名录，每季度报送办公室。", ["市商务局"]),
    ("县财政局要统筹安排资金，县委编办要加强力量配备。", ["县财政局", "县委编办"]),
    ("行政审批部门应当推行企业开办全程网上办理。", ["行政审批部门"]),
    ("市发展改革部门是本市营商环境工作的主管部门。", ["市发展改革部门"]),
    (
        "市发展改革委作为行业主管部门要加强监管，市教育局作为全市教育行政主管部门，做好指导。",
        ["市发展改革委", "市教育局"],
    ),
    ("市教育局将学校作为责任单位，压实责任。", []),
    ("市财政、税务部门应当落实优惠。", ["市财政", "税务部门"]),
    ("市住房和城乡建设部门应当会同自然资源和规划部门推行审批。", ["市住房和城乡建设部门", "自然资源和规划部门"]),
    ("市法院、市发展改革委按月通报，由市政府督查室每半年督查一次。", ["市法院", "市发展改革委", "市政府督查室"]),
    ("市工信局设立投诉专线，市审计局对清欠台账开展抽查。", ["市工信局", "市审计局"]),
    (
        "市政府督查室将清欠列入督查事项，市社会信用体系建设领导小组统筹协调。",
        ["市政府督查室", "市社会信用体系建设领导小组"],
    ),
    ("由市发展改革委建立台账，财政部门对采购人履约情况逐项核查。", ["市发展改革委", "财政部门"]),
    ("市财政局建立了台账，市委组织部的经验，市政府印发《若干措施》，市政府督导反馈的问题。", []),
    ("各部门每月报送，企业建立台账，向市财政局报送。", []),
    ("各部门要提高认识，各县区要落实责任。", []),
    ("各县（市、区）财政局要保障资金。", []),
    ("县级以上人民政府应当加强领导。", []),
    ("有关部门应当公开信息。", []),
    ("市应急局应急值守，市商务局要求企业填报。", []),
    ("企业应当公示信息，个人须如实填报。", []),
    ("申请由市民政局受理的，应当提交材料。", []),
]


def units(sentence: str, vocabulary: Vocabulary) -> list[str]:
    text = f"青川市工作方案\n\n一、主要任务\n（一）完善制度。{sentence}\n"
    reading = parse(SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)
    return [unit.raw for unit in reading.tasks[0].units]


@pytest.mark.parametrize(("sentence", "named"), CHARGED)
def test_who_has_to_act(sentence: str, named: list[str], vocabulary: Vocabulary) -> None:
    assert units(sentence, vocabulary) == named


def test_a_clause_has_the_last_word(vocabulary: Vocabulary) -> None:
    assert units("市商务局要建立名录。（责任单位：市财政局）", vocabulary) == ["市财政局"]
