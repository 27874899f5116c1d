"""Programmes (规划): what was achieved and what is faced obliges nobody, and boxes (专栏) hold tables with titles."""

from __future__ import annotations

from generator.models import SourceText
from generator.parse import parse
from generator.vocabulary import Vocabulary

PROGRAMME = """云州市“十四五”就业促进规划
一、发展基础
（一）主要成就。城镇新增就业10万人。
专栏1　“十三五”主要指标完成情况
指标名称\t2020年规划目标\t2020年实际完成
城镇新增就业（万人）\t10\t12
（二）存在的主要问题。技能人才不足。
二、重点任务
（一）优化发展环境。开发岗位5000个。
专栏2　“十四五”就业主要指标
指标名称\t2020年\t2025年\t属性
城镇调查失业率（%）\t5.2\t<5.5\t预期性
（二）提升服务。建设平台。
"""


def test_what_a_programme_looks_back_on_is_no_provision(vocabulary: Vocabulary) -> None:
    source = SourceText(path="x/source.txt", text=PROGRAMME, sha256="0" * 64, encoding="utf-8")
    reading = parse(source, vocabulary)
    assert [(task.id, task.title) for task in reading.tasks] == [("t-2-1", "优化发展环境"), ("t-2-2", "提升服务")]
    background = [h for h in reading.headings if h.role == "background" and h.level == 2]
    assert [[PROGRAMME[slice(*span)] for span in h.body.spans] for h in background] == [
        ["城镇新增就业10万人。"],
        ["技能人才不足。"],
    ]
    assert [h.title for h in reading.headings if h.kind == "annex"] == [
        "专栏1　“十三五”主要指标完成情况",
        "专栏2　“十四五”就业主要指标",
    ]
    assert [(r.title, [(f.column, f.raw) for f in r.figures], r.nature) for r in reading.annex_rows] == [
        ("城镇新增就业（万人）", [("2020年规划目标", "10"), ("2020年实际完成", "12")], ""),
        ("城镇调查失业率（%）", [("2020年", "5.2"), ("2025年", "<5.5")], "预期性"),
    ]
