"""Notes (注：…、备注、附注): under a table, behind the imprint, between signature and annex."""

from __future__ import annotations

from generator.models import SourceText
from generator.parse import parse
from generator.vocabulary import Vocabulary

PLAN = """青川市加强诚信建设工作方案

一、主要任务

（一）健全机制。完善诚信机制。（责任单位：市发改委）

（二）加强公开。推进信息公开。（责任单位：市财政局）
注：本项任务2023年起实施。

附件：任务分工表

青川市人民政府办公室
2023年3月1日

注：本方案由市发改委解释。

附件

任务分工表
序号\t任务\t责任单位
1\t健全机制\t市发改委
2\t加强公开\t市财政局
注：1.排在首位的为牵头单位。
2.未列完成时限的为长期任务。
注2：责任单位排名不分先后。
备注　标★的为重点任务。

抄送：市委各部门。
青川市人民政府办公室　　　　2023年3月2日印发
注：此件公开。
"""


def test_every_note_belongs_to_what_it_stands_under(vocabulary: Vocabulary) -> None:
    reading = parse(SourceText(path="x/source.txt", text=PLAN, sha256="0" * 64, encoding="utf-8"), vocabulary)
    kinds = {
        line.strip()[:6]: block.kind
        for block in reading.blocks
        for line in PLAN[slice(*block.span)].split("\n")
        if line.strip()
    }
    assert {start: kinds[start] for start in ("注：本方案由", "注：此件公开", "抄送：市委各")} == {
        "注：本方案由": "imprint",
        "注：此件公开": "imprint",
        "抄送：市委各": "imprint",
    }
    for note in ("注：1.排在", "2.未列完成", "注2：责任单", "备注　标★的"):
        assert kinds[note] == "annex"
    assert "unclassified" not in kinds.values()
    assert [row.title for row in reading.annex_rows] == ["健全机制", "加强公开"]
    task = reading.tasks[1]
    assert "".join(PLAN[a:b] for a, b in task.body.spans) == "推进信息公开。注：本项任务2023年起实施。"


def test_a_list_of_annexes_goes_on_in_numbered_lines(vocabulary: Vocabulary) -> None:
    text = PLAN.replace("附件：任务分工表\n", "附件：1.任务分工表\n2.考核指标表\n")
    reading = parse(SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)
    assert [heading.title for heading in reading.headings if heading.kind == "annex"] == ["任务分工表"]
    assert "unclassified" not in {block.kind for block in reading.blocks}
    assert [warning.code for warning in reading.warnings if warning.code.startswith("annex_")] == []
