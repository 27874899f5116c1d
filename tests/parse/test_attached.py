"""Notices with numbered items of their own: what they pass on is the document."""

from __future__ import annotations

from generator.models import Reading, SourceText
from generator.parse import parse
from generator.vocabulary import Vocabulary

NOTICE = """市人民政府办公厅关于印发2020年市
《政府工作报告》目标责任分解方案的通知
青政办〔2020〕1号
各区人民政府，市人民政府各部门：
《2020年市〈政府工作报告〉目标责任分解方案》已经市人民政府同意，现印发给你们，并就有关事项通知如下。
一、压实责任。各责任单位要加强组织领导。
二、强化督办。市督查室要开展督查。
青川市人民政府办公厅
2020年1月17日
"""
PLAN = """2020年市《政府工作报告》目标责任分解方案
一、稳定增长
1.新增企业200家。（责任单位：市经信局）
二、改善民生
2.建成养老设施100个。（责任单位：市民政局）
"""
DRAFT = """为规范公共数据管理，市数据局起草了《青川市公共数据管理办法（征求意见稿）》，现向社会公开征求意见。
一、征求意见内容
《青川市公共数据管理办法（征求意见稿）》
二、征求意见时间
2025年2月8日至2月20日。
附件：1.《青川市公共数据管理办法（征求意见稿）》
2.起草说明
青川市数据局
2025年2月8日
附件1
青川市公共数据管理办法（试行）
（征求意见稿）
第一章 总则
第一条 为加强公共数据管理，制定本办法。
第二章 职责
第二条 市数据局负责统筹公共数据管理工作。
附件2
起草说明
根据工作安排起草。
"""


def read(text: str, vocabulary: Vocabulary) -> Reading:
    return parse(SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)


def test_a_plan_behind_a_notice_with_items(vocabulary: Vocabulary) -> None:
    reading = read(NOTICE + PLAN, vocabulary)
    metadata = reading.metadata
    assert (metadata.title, metadata.document_type) == ("2020年市《政府工作报告》目标责任分解方案", "方案")
    assert (metadata.doc_number, metadata.issuer, metadata.issued_on) == (
        "青政办〔2020〕1号",
        "青川市人民政府办公厅",
        "2020-01-17",
    )
    assert [(task.id, task.title) for task in reading.tasks] == [
        ("t-1-1", "新增企业200家"),
        ("t-2-2", "建成养老设施100个"),
    ]
    [told] = [warning for warning in reading.warnings if warning.code == "notice_items"]
    assert told.line == 6


def test_a_draft_annexed_to_a_call_for_comments(vocabulary: Vocabulary) -> None:
    reading = read(DRAFT, vocabulary)
    metadata = reading.metadata
    assert metadata.title == "青川市公共数据管理办法（试行）（征求意见稿）"
    assert (metadata.text_status, metadata.issuer, metadata.issued_on) == ("draft", "青川市数据局", "2025-02-08")
    assert [(task.number, task.units[0].raw) for task in reading.tasks] == [("第二条", "市数据局")]


def test_a_notice_whose_items_are_all_there_is_stays_the_document(vocabulary: Vocabulary) -> None:
    reading = read(NOTICE, vocabulary)
    assert [task.number for task in reading.tasks] == ["一", "二"]
    assert "notice_items" not in [warning.code for warning in reading.warnings]


def test_a_plan_keeps_what_is_annexed_to_it_as_its_annex(vocabulary: Vocabulary) -> None:
    """The plan stands right below the notice; the rules annexed to it are not what the notice passes on."""
    text = f"""青川市人民政府关于印发青川市停车方案的通知
各区人民政府：
现将《青川市停车方案》印发给你们。
青川市人民政府
2020年1月17日
青川市停车方案
{PLAN.split(chr(10), 1)[1]}附件
青川市停车考核办法
第一条 市城管局负责考核。
"""
    reading = read(text, vocabulary)
    assert reading.metadata.title == "青川市停车方案"
    assert [task.id for task in reading.tasks] == ["t-1-1", "t-2-2", "t-annex1-1"]


def test_a_table_annexed_to_a_notice_leaves_its_items(vocabulary: Vocabulary) -> None:
    table = "附件\n2020年市《政府工作报告》目标责任分解方案\n序号\t工作任务\t责任单位\n1\t新增企业\t市经信局\n"
    reading = read(NOTICE + table, vocabulary)
    assert [task.number for task in reading.tasks] == ["一", "二"]
    assert [row.title for row in reading.annex_rows] == ["新增企业"]


def test_a_second_document_that_the_same_notice_passes_on_is_told(vocabulary: Vocabulary) -> None:
    text = """青川市人民政府关于印发《青川市制造业实施方案》《青川市制造业若干措施》的通知
各区人民政府：
《青川市制造业实施方案》《青川市制造业若干措施》已经市政府同意，现印发给你们。
青川市人民政府
2020年11月17日
青川市制造业实施方案
一、主要任务
（一）做强产业。（责任单位：市工信局）
青川市制造业若干措施
一、支持项目建设。给予补助。
"""
    reading = read(text, vocabulary)
    assert reading.metadata.title == "青川市制造业实施方案"
    assert reading.tasks[0].body.spans == ()
    assert [(warning.line, "若干措施" in warning.message) for warning in reading.warnings
            if warning.code == "further_document"] == [(9, True)]  # fmt: skip
