from __future__ import annotations

import pytest

from generator.models import PolicyRecord, Repair, SourceNotes, SourceText
from generator.normalise import normalise
from generator.normalise.annex_text import text_differences
from generator.parse import parse
from tests.normalise.readings import vocabulary


def _warnings(record: PolicyRecord, code: str) -> list[tuple[int, str]]:
    return [(warning.line, warning.message) for warning in record.warnings if warning.code == code]


def _found(record: PolicyRecord, field: str) -> list[tuple[str, str, str]]:
    return [
        (row.row, entry.body, entry.annex)
        for row in record.annex_rows
        for entry in row.disagreements
        if entry.field == field
    ]


def test_body_provisions_that_the_table_leaves_out(records: dict[str, PolicyRecord]) -> None:
    lines = [line for line, _ in _warnings(records["panjin"], "annex_missing_item")]
    assert lines == [69, 73, 75]
    assert _warnings(records["jiangyin"], "annex_missing_item") == []


def test_roles_that_differ(records: dict[str, PolicyRecord]) -> None:
    found = _found(records["panjin"], "role")
    assert found == [
        ("2", "各相关部门（责任）", "各相关部门（配合）"),
        ("2", "各县区政府（责任）", "各县区政府（配合）"),
        ("2", "经济区管委会（责任）", "经济区政府管委会（配合）"),
    ]
    assert {line for line, _ in _warnings(records["panjin"], "annex_role_differs")} == {85}
    assert _found(records["jiangyin"], "role") == []


def test_units_that_differ(records: dict[str, PolicyRecord]) -> None:
    found = _found(records["panjin"], "unit")
    assert ("14", "市发改委", "") in found
    assert ("5", "", "各相关部门") in found
    assert ("5", "", "各县区政府") in found
    renamed = {row for row, body, annex in found if (body, annex) == ("经济区管委会", "经济区政府管委会")}
    assert renamed == {"1", "2", "3", "4"}
    assert {row for row, _, _ in found} == {"1", "2", "3", "4", "5", "14"}


def test_a_unit_listed_twice_in_one_cell(records: dict[str, PolicyRecord]) -> None:
    assert [line for line, _ in _warnings(records["panjin"], "unit_repeated")] == [88]
    assert "市人社局" in _warnings(records["panjin"], "unit_repeated")[0][1]
    assert sum(unit.raw == "市人社局" for unit in records["panjin"].annex_rows[4].units) == 2


def test_a_misread_name_is_no_disagreement(records: dict[str, PolicyRecord]) -> None:
    assert [line for line, _ in _warnings(records["panjin"], "unit_damaged")] == [91]
    assert not [entry for entry in _found(records["panjin"], "unit") if entry[0] == "6"]


def test_an_open_list_covers_other_departments_in_its_role_only(records: dict[str, PolicyRecord]) -> None:
    found = _found(records["panjin"], "unit")
    assert not [entry for entry in found if entry[0] in {"9", "12", "13"}]
    assert [entry for entry in found if entry == ("5", "", "各相关部门")] == [("5", "", "各相关部门")]


def test_a_table_without_a_column_for_cooperating_units_says_nothing_about_them(
    records: dict[str, PolicyRecord],
) -> None:
    assert _found(records["jiangyin"], "unit") == [("", "各镇街园区", "各镇街道园区")]


def test_words_that_differ_in_a_rewritten_table(records: dict[str, PolicyRecord]) -> None:
    found = _found(records["panjin"], "text")
    changes = {(row, body, annex) for row, body, annex in found}
    assert ("4", "题研讨、进修等课程", "题研讨、选修等课程") in changes
    assert ("4", "务员信用知识学习教育", "务员信用和职学习教育") in changes
    assert ("11", "签订的各项合同、协", "签订的各类合同、协") in changes
    assert ("11", "招商引资领域信用", "招商引资格领域信用") in changes
    assert {line for line, _ in _warnings(records["panjin"], "annex_text_differs")} == {87, 91, 96}


def test_words_that_differ_in_a_repeated_table(records: dict[str, PolicyRecord]) -> None:
    wording = [warning for warning in records["jiangyin"].warnings if warning.code == "annex_text_differs"]
    severe = [(warning.line, warning.message) for warning in wording if warning.severity == "warning"]
    assert [line for line, _ in severe] == [237, 321, 321, 321]
    assert "功德榜" in severe[0][1]
    assert "积德榜" in severe[0][1]
    assert [warning.line for warning in wording if warning.severity == "info"] == [199, 213, 237, 321]


def test_spans_point_at_the_annex_passage(records: dict[str, PolicyRecord]) -> None:
    from tests.normalise.readings import POLICIES, source

    for name in ("panjin", "jiangyin"):
        text = source(POLICIES[name]).text
        entries = [entry for row in records[name].annex_rows for entry in row.disagreements if entry.field == "text"]
        assert entries
        assert [text[slice(*entry.span)] for entry in entries] == [entry.annex for entry in entries]


def test_repairs_are_applied_before_texts_are_compared() -> None:
    source = "将信用建设纳入培训课程。|将信用建设纳入 培训课程。"
    here, there = (0, 12), (13, len(source))
    repair = Repair(kind="stray_space", before=" ", after="", evidence="词中空格", span=(20, 21))
    assert text_differences(source, [here], [there], [])
    assert text_differences(source, [here], [there], [repair]) == ()


def test_rewriting_is_no_disagreement() -> None:
    source = "建立街道和乡镇公开承诺制度，加大政务公开力度。|建立街道、乡镇公开承诺制度。开展其他完全不同的工作安排。"
    cut = source.index("|")
    assert text_differences(source, [(0, cut)], [(cut + 1, len(source))], []) == ()


def test_a_side_that_tells_no_roles_apart_says_nothing_of_them() -> None:
    from tests.properties import record_of

    plan = (
        "云州市政务诚信提升行动方案\n\n一、重点任务\n\n（一）清理拖欠账款。逐笔登记。（{body}）\n\n附件：任务分工表\n\n附件\n\n任务分工表\n\n"
        "序号\t任务名称\t工作内容\t牵头单位\t配合单位\t完成时限\n1\t清理拖欠账款\t逐笔登记\t{lead}\t{others}\t长期坚持\n"
    )

    def roles(body: str, lead: str, others: str = "") -> list[tuple[str, str, str]]:
        return _found(record_of(plan.format(body=body, lead=lead, others=others)), "role")

    assert roles("责任单位：市财政局", "市财政局") == []
    assert roles("责任单位：市财政局、市审计局", "市财政局", "市审计局") == []
    assert roles("牵头单位：市审计局；配合单位：市财政局", "市财政局", "市审计局") == [
        ("1", "市财政局（配合）", "市财政局（牵头）"),
        ("1", "市审计局（牵头）", "市审计局（配合）"),
    ]


WITHIN = """云州市信用工作方案
一、主要任务
（一）归集信用记录。全量归集。（责任单位：市数据局、市司法局；完成时限：2024年底）
序号\t工作任务\t责任单位\t完成时限
1\t编制信用目录\t市数据局\t2024年6月底
（二）公开政务承诺。公开承诺。（责任单位：市司法局）
（三）开展信用培训。每年培训。（责任单位：市人社局）
附件
云州市信用工作任务分工表
"""
PARTS = """序号\t工作任务\t具体措施\t责任单位\t承接载体
1\t公开政务承诺\t公布清单\t市司法局\t云州网
\t\t接受监督\t市审计局\t监督平台
2\t开展信用培训\t举办培训班\t市教育局\t
"""


@pytest.fixture(scope="module")
def parts() -> PolicyRecord:
    source = SourceText(path="x", text=WITHIN + PARTS, sha256="0" * 64, encoding="utf-8")
    return normalise(parse(source, vocabulary()), source, SourceNotes(), vocabulary(), "x", ())


def test_a_row_that_is_a_part_of_its_task_lacks_nothing_of_it(parts: PolicyRecord) -> None:
    rows = [(row.title, row.task, row.linked_by, len(row.disagreements)) for row in parts.annex_rows]
    # of the last one, which is alone in its group, the unit is held against the body's: 市教育局 for 市人社局
    assert rows == [
        ("编制信用目录", "t-1-1", "place", 0),
        ("公布清单", "t-1-2", "group", 0),
        ("接受监督", "t-1-2", "group", 0),
        ("举办培训班", "t-1-3", "title", 2),
    ]


def test_a_table_within_a_provision_lists_no_provisions(parts: PolicyRecord) -> None:
    """The annex leaves 归集信用记录 out, and that a table stands in its text does not change it."""
    assert _warnings(parts, "annex_missing_item") == [(3, "附表未列正文的“归集信用记录”")]
