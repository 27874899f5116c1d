"""Numbers of chapters and articles on lines of their own, as copies of web pages have them."""

from __future__ import annotations

import pytest

from generator.models import Reading, SourceText
from generator.parse import parse
from generator.parse.lines import split_lines
from generator.parse.lone_numbers import join_lone_numbers
from generator.vocabulary import Vocabulary


def read(text: str, vocabulary: Vocabulary) -> Reading:
    return parse(SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)


ALONE = """云州市物业管理办法
第一章
总则
第一条
为了规范物业管理，制定本办法。

第二条

市住房城乡建设局负责全市物业管理工作。
第二章
业主组织
第三条（会议）
业主大会应当每年召开一次。
第四条
街道办事处应当在30日内备案。
"""


def test_numbers_that_stand_above_their_text(vocabulary: Vocabulary) -> None:
    reading = read(ALONE, vocabulary)
    chapters = [(heading.label, heading.line) for heading in reading.headings if heading.level == 1]
    assert chapters == [("第一章 总则", 2), ("第二章 业主组织", 10)]
    assert [(t.id, t.number, t.line, t.body.lines) for t in reading.tasks] == [
        ("t-1-2", "第二条", 7, (7, 9)),
        ("t-2-3", "第三条", 12, (12, 13)),
        ("t-2-4", "第四条", 14, (14, 15)),
    ]
    assert [[unit.raw for unit in task.units] for task in reading.tasks] == [["市住房城乡建设局"], [], ["街道办事处"]]
    assert ALONE[slice(*reading.tasks[0].body.spans[0])] == "市住房城乡建设局负责全市物业管理工作。"
    assert all("\n" not in ALONE[slice(*span)] for task in reading.tasks for span in task.body.spans)


@pytest.mark.parametrize(
    "cited",
    [
        "第三条 业主大会违反\n第一条\n规定的，处罚款1000元。\n",
        "第三条 业主大会应当按照下列办法和本市有关规定召开，不得违反\n第四条\n业主委员会组织会议。\n",
    ],
)
def test_a_provision_that_a_sentence_cites_opens_none(cited: str, vocabulary: Vocabulary) -> None:
    text = f"云州市物业管理办法\n第一条 为了规范管理，制定本办法。\n第二条 市住建局负责管理。\n{cited}"
    assert [heading.number for heading in read(text, vocabulary).headings] == ["第一条", "第二条", "第三条"]


def test_a_text_without_such_numbers_keeps_its_lines() -> None:
    text = "云州市方案\n一、任务\n第一条 总则\n"
    assert join_lone_numbers(text, split_lines(text)) == split_lines(text)
