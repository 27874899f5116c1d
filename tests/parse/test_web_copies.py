"""Whole pages copied from websites of governments: what stands around the document is none of its text."""

from __future__ import annotations

from generator.models import SourceText
from generator.parse import parse
from generator.vocabulary import Vocabulary

ABOVE = """首页 | 政务公开 | 办事服务
您现在的位置：首页 > 政府信息公开 > 政策文件
"""
BETWEEN = """【字号：大 中 小】 打印 关闭
字号：[ 大 中 小 ] 浏览次数：1523 信息来源：市政府办公室
保护视力色：
分享到：
"""
BELOW = """责任编辑：某某
打印本页 关闭窗口
【打印】 【关闭】
主办：青川市人民政府 承办：青川市政务服务和数据管理局
网站标识码：3300000035 浙ICP备06032584号 浙公网安备33010602000001号
版权所有：青川市人民政府
"""
TITLE = "青川市人民政府办公室关于印发青川市养老服务实施方案的通知\n"
TEXT = """青政办发〔2023〕21号
各县（市、区）人民政府，市直各部门：
为加快养老服务发展，制定本方案。
一、主要任务
（一）完善设施。建设养老中心。（责任单位：市民政局）
二、保障措施
（一）加强领导。市民政局要建立专班。
青川市人民政府办公室
2023年6月12日
（此件公开发布）
"""


def test_navigation_and_footer_are_no_text_of_the_document(vocabulary: Vocabulary) -> None:
    text = ABOVE + TITLE + BETWEEN + TEXT + BELOW
    reading = parse(SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)
    last = reading.tasks[-1]
    assert [text[slice(*span)] for span in last.body.spans] == ["市民政局要建立专班。"]
    assert [text[slice(*span)] for span in reading.preamble.spans] == ["为加快养老服务发展，制定本方案。"]
    assert reading.repairs == ()
    assert [unit.raw for task in reading.tasks for unit in task.units] == ["市民政局", "市民政局"]
    lines = [line for part in (ABOVE, BETWEEN, BELOW) for line in part.splitlines()]
    wrapper = [span for block in reading.blocks if block.kind == "boilerplate" for span in [block.span]]
    assert all(any(a <= text.index(line) < b for a, b in wrapper) for line in lines)
