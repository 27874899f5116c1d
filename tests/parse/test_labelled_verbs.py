"""Verbs behind a label: 责任单位：甲牵头，乙、丙配合 parts the roles, and a name may hold such a word."""

from __future__ import annotations

import pytest

from generator.parse.clauses import find_clause
from generator.vocabulary import Vocabulary

CLAUSES = [
    ("（责任单位：市编办牵头，市法制办、各有关单位配合）", "lead 市编办|cooperate 市法制办|cooperate 各有关单位"),
    ("（责任单位：市法制办牵头，各行政执法单位）", "lead 市法制办|responsible 各行政执法单位"),
    (
        "（责任单位：市信用办牵头，市人民法院、市审计局等配合）",
        "lead 市信用办|cooperate 市人民法院|cooperate 市审计局",
    ),
    ("（责任单位：市编办，市法制办、市司法局配合）", "responsible 市编办|cooperate 市法制办|cooperate 市司法局"),
    ("（牵头单位：市财政局，市审计局配合）", "lead 市财政局|cooperate 市审计局"),
    ("（责任单位：市教育局会同市财政局）", "lead 市教育局|cooperate 市财政局"),
    (
        "（责任单位：市教育局会同市财政局负责，市审计局参与）",
        "lead 市教育局|cooperate 市财政局|cooperate 市审计局",
    ),
    (
        "（责任单位：由市发展改革委牵头，各县（市、区）政府按职责分工负责）",
        "lead 市发展改革委|responsible 各县（市、区）政府",
    ),
    ("责任单位：市委组织部牵头、市委编办协办；完成时限：2018年9月底", "lead 市委组织部|cooperate 市委编办"),
    (
        "（责任单位：市财政局牵头，市审计局等有关部门参与，各县区组织实施）",
        "lead 市财政局|cooperate 市审计局|responsible 各县区",
    ),
    ("（责任单位：市公安局（牵头）、市司法局）", "lead 市公安局|responsible 市司法局"),
    ("（责任单位：市司法局负责）", "responsible 市司法局"),
    # no verb, or a word within a name
    (
        "（责任单位：市政府各部门，各乡镇、街道，开发区管委会）",
        "responsible 市政府各部门|responsible 各乡镇、街道|responsible 开发区管委会",
    ),
    ("（责任单位：市委抓落实办公室、市财政局）", "responsible 市委抓落实办公室|responsible 市财政局"),
    ("（责任单位：市委抓落实办公室牵头，市财政局配合）", "lead 市委抓落实办公室|cooperate 市财政局"),
    ("（责任单位：市协作配合办公室，各镇街）", "responsible 市协作配合办公室|responsible 各镇街"),
    ("（责任单位：各牵头单位）", "responsible 各牵头单位"),
]


@pytest.mark.parametrize(("text", "units"), CLAUSES)
def test_roles_of_a_labelled_list(text: str, units: str, vocabulary: Vocabulary) -> None:
    clause = find_clause(text, 0, len(text), vocabulary)
    assert clause is not None
    assert "|".join(f"{unit.role} {unit.raw}" for unit in clause.units) == units
    assert all(text[slice(*unit.span)] == unit.raw for unit in clause.units)


LIMITS = [
    ("（责任单位：财政局、审计局；2027年6月底前完成）", "财政局 审计局", "2027-06-30 2027年6月底前完成"),
    ("（责任单位：财政局、审计局。2027年6月底前）", "财政局 审计局", "2027-06-30 2027年6月底前"),
    ("（责任单位：统计局，2027年6月底）", "统计局", "2027-06-30 2027年6月底"),
    ("（责任单位：统计局，持续推进）", "统计局", "None 持续推进"),
    ("（责任单位：统计局、长期坚持）", "统计局", "None 长期坚持"),
    ("（责任单位：统计局；2027年全年推进）", "统计局", "2027 2027年全年推进"),
    ("（责任单位：统计局，2027年底前完成并长期坚持）", "统计局", "2027-12-31 2027年底前完成并长期坚持"),
    (
        "（牵头单位：财政局，2027年底前完成；配合单位：审计局，长期坚持）",
        "财政局 审计局",
        "2027-12-31 2027年底前完成|None 长期坚持",
    ),
    # an impossible date is a time limit all the same, and told as damage elsewhere
    ("（责任单位：财政局，2027年2月30日前完成）", "财政局", "None 2027年2月30日前完成"),
    # words of time within a name
    ("（责任单位：财政局，常态化防控办公室）", "财政局 常态化防控办公室", ""),
    ("（责任单位：财政局，市2027年运动会筹备办公室）", "财政局 市2027年运动会筹备办公室", ""),
]


@pytest.mark.parametrize(("text", "units", "limits"), LIMITS)
def test_a_time_limit_behind_units_is_no_unit(text: str, units: str, limits: str, vocabulary: Vocabulary) -> None:
    clause = find_clause(text, 0, len(text), vocabulary)
    assert clause is not None
    assert " ".join(unit.raw for unit in clause.units) == units
    assert "|".join(f"{entry.date} {entry.raw}" for entry in clause.deadlines) == limits
    assert all(text[slice(*entry.span)] == entry.raw for entry in clause.deadlines)
