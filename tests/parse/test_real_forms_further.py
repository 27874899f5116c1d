"""Further forms of real documents: pasted markup, private-use characters, footnotes, several annexed documents."""

from __future__ import annotations

import pytest

from generator.models import Reading, SourceText
from generator.parse import parse
from generator.vocabulary import Vocabulary


def read(text: str, vocabulary: Vocabulary) -> Reading:
    return parse(SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)


MARKUP = """发文机关：山岭省人民政府
文号 ：岭政发〔2018〕13号
<p>各市人民政府：</p><p> 现将《山岭省技能激励实施方案》印发给你们。</p><p style="color: red;"> 山岭省人民政府</p>\
<p> 2018年3月27日</p><p><br/></p><p><strong>山岭省技能激励实施方案</strong></p><p><strong> 一、重点任务</strong></p>
<p> （一）技能激励。完善职称制度。（省人社厅牵头，2019年底前）</p><p> （二）农民激励。培育30万人。（省农业厅负责）</p>
"""


def test_markup_that_was_pasted_as_text(vocabulary: Vocabulary) -> None:
    reading = read(MARKUP, vocabulary)
    assert reading.metadata.title == "山岭省技能激励实施方案"
    assert reading.metadata.issued_on == "2018-03-27"
    assert [(t.title, [u.raw for u in t.units], [d.date for d in t.deadlines], t.line) for t in reading.tasks] == [
        ("技能激励", ["省人社厅"], ["2019-12-31"], 4),
        ("农民激励", ["省农业厅"], [], 4),
    ]
    assert [MARKUP[slice(*t.body.spans[0])] for t in reading.tasks] == ["完善职称制度。", "培育30万人。"]
    assert sum(end - start for start, end in (block.span for block in reading.blocks)) == len(MARKUP)


def test_a_text_that_mentions_a_tag_keeps_it(vocabulary: Vocabulary) -> None:
    text = "青川市网站方案\n一、主要任务\n（一）规范标签。统一使用<title>标签。\n"
    assert text[slice(*read(text, vocabulary).tasks[0].body.spans[0])] == "统一使用<title>标签。"


def test_what_is_no_layout_stays_to_be_read_however_often(vocabulary: Vocabulary) -> None:
    title = "规范<script>x()</script><b>标签"
    text = "青川市网站方案\n一、主要任务\n" + "".join(f"（{n}）{title}。统一使用。\n" for n in "一二三四五六七")
    assert [task.title for task in read(text, vocabulary).tasks] == [title] * 7


def test_characters_of_a_font_are_no_part_of_a_name(vocabulary: Vocabulary) -> None:
    text = "云州市信息管理规定\n第一条　市大数据局\ue5e5负责平台建设。\n第二条　信息每月\ue004更新。\n"
    task = read(text, vocabulary).tasks[0]
    assert [unit.raw for unit in task.units] == ["市大数据局"]


NOTED = """青川市工作要点
一、优化服务
1. 建设服务驿站50个①。（市数据局）
————————
① 驿站指设在社区的服务点。
— 2 —
2. 减少材料30%。（市政务服务局）
"""


def test_notes_at_the_foot_of_a_page(vocabulary: Vocabulary) -> None:
    reading = read(NOTED, vocabulary)
    assert [(task.number, [unit.raw for unit in task.units]) for task in reading.tasks] == [
        ("1", ["市数据局"]),
        ("2", ["市政务服务局"]),
    ]
    kinds = {NOTED[slice(*block.span)].strip(): block.kind for block in reading.blocks}
    assert any(kind == "imprint" and "① 驿站" in text for text, kind in kinds.items())


ANNEXED = """云州市人民政府办公室关于印发两个方案的通知
各县（市、区）人民政府：
现将《云州市小区改造方案》等印发给你们。
附件：1.云州市小区改造方案
      2.云州市街巷整治方案
      3.任务分工表
云州市人民政府办公室
2022年5月5日
附件1
云州市小区改造方案
一、主要任务
（一）摸清底数。6月底前完成摸排。
附件2
云州市街巷整治方案
一、整治内容
（一）整治路面。修复路面。
附件3
任务分工表
序号\t任务\t牵头单位\t完成时限
1\t摸清底数\t市住建局\t2022年6月底
"""


def test_several_documents_annexed_to_one_notice(vocabulary: Vocabulary) -> None:
    reading = read(ANNEXED, vocabulary)
    assert [(task.id, task.title, task.path) for task in reading.tasks] == [
        ("t-1-1", "摸清底数", ("一、主要任务",)),
        ("t-annex2-1-1", "整治路面", ("云州市街巷整治方案", "一、整治内容")),
    ]
    assert [row.title for row in reading.annex_rows] == ["摸清底数"]
    further = [warning for warning in reading.warnings if warning.code == "further_document"]
    assert [(warning.line, "云州市街巷整治方案" in warning.message) for warning in further] == [(13, True)]
    assert not [b for b in reading.blocks if b.kind == "unclassified" and ANNEXED[slice(*b.span)].strip()]


@pytest.mark.parametrize(
    ("text", "charged"),
    [
        ("（一）县政府办公室负责会议，县司法局负责审查。重大事项应当公开。", ["县政府办公室", "县司法局"]),
        ("（一）对工作不力的，由市政府督查室予以通报。", ["市政府督查室"]),
        ("（一）违反规定的，由市城管局责令改正。", ["市城管局"]),
        ("（一）县文化局在市文化局领导下，负责文化市场管理。", ["县文化局"]),
    ],
)
def test_who_acts(text: str, charged: list[str], vocabulary: Vocabulary) -> None:
    task = read(f"云陵县工作规则\n一、主要职责\n{text}\n（二）其他。\n", vocabulary).tasks[0]
    assert [unit.raw for unit in task.units] == charged


def test_a_title_over_two_lines_of_which_the_second_begins_with_the_year(vocabulary: Vocabulary) -> None:
    text = "云州市优化营商环境\n2024年任务清单\n一、主要任务\n（一）压减时限。压减50%。\n"
    assert read(text, vocabulary).metadata.title == "云州市优化营商环境2024年任务清单"


BROKEN = """云州市营商环境方案

一、主要任务
（一）压减时限。推进集成办理，2024年12月底前将平均
办理时限压减50%以上。
（责任单位：市政务服务局、市自然资源和规划
局、市住房城乡建设局；完成时限：2024年12月底）
（二）降低成本。全年降低用电成本2亿元。（市财政局、市税务局牵头，市工业和信息化
局、市市场监管局配合）
（三）保障要素
新增建设用地不少于5000亩。
责任单位：市自然资源和规划局，各县（市、区）人民政
府
（四）加强宣传。
责任单位：市委宣传部
各县（市、区）人民政府要广泛宣传。
"""


def test_clauses_that_a_line_end_breaks(vocabulary: Vocabulary) -> None:
    reading = read(BROKEN, vocabulary)
    tasks = reading.tasks
    charged = [[(unit.role, unit.raw) for unit in task.units] for task in tasks]
    assert charged == [
        [("responsible", "市政务服务局"), ("responsible", "市自然资源和规划局"), ("responsible", "市住房城乡建设局")],
        [
            ("lead", "市财政局"),
            ("lead", "市税务局"),
            ("cooperate", "市工业和信息化局"),
            ("cooperate", "市市场监管局"),
        ],
        [("responsible", "市自然资源和规划局"), ("responsible", "各县（市、区）人民政府")],
        [("responsible", "市委宣传部")],
    ]
    assert [limit.date for limit in tasks[0].deadlines] == ["2024-12-31", "2024-12-31"]
    assert [BROKEN[slice(*span)] for span in tasks[1].body.spans] == ["全年降低用电成本2亿元。"]
    assert len([repair for repair in reading.repairs if repair.kind == "page_break_join"]) == 4
