"""Headings that lost their numbers: sections above items that go on with one count, and none elsewhere."""

from __future__ import annotations

import pytest

from generator.models import Reading, SourceText
from generator.parse import parse
from generator.vocabulary import Vocabulary


def read(text: str, vocabulary: Vocabulary) -> Reading:
    return parse(SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)


LOST = """云州市优化营商环境工作要点
云政办发〔2023〕6号
为优化营商环境，制定本要点。
推进简政放权，释放发展活力
1.精简审批事项。取消证明30项。（市政务服务局牵头）
2.规范中介服务。公布清单。

强化公正监管
3.推进抽查。抽查比例不低于5%。（市市场监管局负责）
保障措施
4.加强组织领导。建立联席会议制度。
云州市人民政府办公室
2023年3月1日
"""


def test_headings_without_numbers_are_sections(vocabulary: Vocabulary) -> None:
    reading = read(LOST, vocabulary)
    assert [(h.id, h.number, h.title, h.level) for h in reading.headings if h.item is None] == [
        ("s-h1", "", "推进简政放权，释放发展活力", 1),
        ("s-h2", "", "强化公正监管", 1),
        ("s-h3", "", "保障措施", 1),
    ]
    assert [(t.id, t.number, t.kind, t.path) for t in reading.tasks] == [
        ("t-1", "1", "task", ("推进简政放权，释放发展活力",)),
        ("t-2", "2", "task", ("推进简政放权，释放发展活力",)),
        ("t-3", "3", "task", ("强化公正监管",)),
        ("t-4", "4", "safeguard", ("保障措施",)),
    ]
    assert [LOST[slice(*span)] for span in reading.tasks[1].body.spans] == ["公布清单。"]
    assert not [warning for warning in reading.warnings if warning.code == "numbering_gap"]
    assert not [b for b in reading.blocks if b.kind == "unclassified" and LOST[slice(*b.span)].strip()]


@pytest.mark.parametrize(
    "text",
    [
        "云州市方案\n一、主要任务\n（一）建设。新建。\n加强宣传\n（二）培训。培训。\n营造氛围\n（三）检查。检查。\n",
        "云州市方案\n制定本方案。\n（一）建设。新建。\n加强宣传\n（二）培训。培训。\n（三）检查。检查。\n",
        "云州市方案\n制定本方案。\n（一）建设工作\n加强宣传\n（二）培训工作\n加强培训\n（三）检查工作\n加强检查\n",
        "云州市方案\n制定本方案。\n（一）建设。\n责任单位：市财政局\n（二）培训。\n责任单位：市教育局\n（三）检查。\n",
    ],
    ids=["parts with numbers", "a single line", "text of items", "labels"],
)
def test_lines_between_items_that_are_no_headings(text: str, vocabulary: Vocabulary) -> None:
    assert not [heading for heading in read(text, vocabulary).headings if not heading.number]


CHAPTERS = """云州市政务诚信促进条例
总 则
第一条 为了促进政务诚信，制定本条例。
第二条 市发展改革部门负责统筹协调。
信用信息管理
第三条 市信用信息中心每月更新信用信息。
行政机关应当及时报送。
监督管理
第四条 市人民政府将政务诚信纳入年度考核。
附 则
第五条 本条例自2024年1月1日起施行。
"""


def test_chapters_without_numbers_stand_above_articles(vocabulary: Vocabulary) -> None:
    """The titles of chapters ended the article above them (统筹协调。信用信息管理)."""
    reading = read(CHAPTERS, vocabulary)
    assert [h.title for h in reading.headings if not h.number] == ["总 则", "信用信息管理", "监督管理", "附 则"]
    assert [(t.number, t.path, "".join(CHAPTERS[slice(*span)] for span in t.body.spans)) for t in reading.tasks] == [
        ("第二条", ("总 则",), "市发展改革部门负责统筹协调。"),
        ("第三条", ("信用信息管理",), "市信用信息中心每月更新信用信息。行政机关应当及时报送。"),
        ("第四条", ("监督管理",), "市人民政府将政务诚信纳入年度考核。"),
    ]


def test_articles_below_chapters_with_numbers_have_no_further_headings(vocabulary: Vocabulary) -> None:
    text = CHAPTERS.replace("总 则", "第一章 总则").replace("附 则", "第二章 附则")
    assert not [heading for heading in read(text, vocabulary).headings if not heading.number]
