"""Interpretations in questions and answers: answers that say who, what, by when are provisions, others are not."""

from __future__ import annotations

import pytest

from generator.models import Reading, SourceText
from generator.parse import parse
from generator.vocabulary import Vocabulary


def read(text: str, vocabulary: Vocabulary) -> Reading:
    return parse(SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)


ANSWERED = """《云州市政务诚信建设实施办法》政策问答
发布时间：2024-05-06
问：《云州市政务诚信建设实施办法》出台的背景是什么？
答：为落实上级要求，2023年市发展改革委起草了《实施办法》，先后征求30家单位意见。
问：对政府合同履约作了哪些规定？
答：一是建立台账，每季度更新。
二是由市财政局会同市审计局督促清偿，清偿率达到95%以上。
问：失信记录可以修复吗？答：可以。
问：哪个部门负责解释？
答：由市发展改革委负责解释。
云州市发展和改革委员会
2024年5月6日
"""


def test_answers_that_oblige_are_provisions(vocabulary: Vocabulary) -> None:
    reading = read(ANSWERED, vocabulary)
    assert reading.metadata.text_status == "interpretation"
    assert [(h.id, h.number, h.title, h.role, h.item) for h in reading.headings] == [
        ("s-1", "问1", "《云州市政务诚信建设实施办法》出台的背景是什么？", "background", None),
        ("s-2", "问2", "对政府合同履约作了哪些规定？", "tasks", "t-2"),
        ("s-3", "问3", "失信记录可以修复吗？", "background", None),
        ("s-4", "问4", "哪个部门负责解释？", "supplementary", None),
    ]
    (task,) = reading.tasks
    assert [(unit.raw, unit.role) for unit in task.units] == [("市财政局", "lead"), ("市审计局", "cooperate")]
    said = [ANSWERED[slice(*span)] for span in task.body.spans]
    assert said == ["一是建立台账，每季度更新。", "二是由市财政局会同市审计局督促清偿，清偿率达到95%以上。"]
    assert [ANSWERED[slice(*span)] for span in reading.headings[2].body.spans] == ["可以。"]
    assert not [b for b in reading.blocks if b.kind == "unclassified" and ANSWERED[slice(*b.span)].strip()]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1.问：数据由谁管理？\n答：市数据局负责管理。", "2.问：多久更新？\n答：每月更新一次。"),
        ("一、问：数据由谁管理？\n答：市数据局负责管理。", "二、问：多久更新？\n答：每月更新一次。"),
        ("Q1：数据由谁管理？\nA1：市数据局负责管理。", "Q2：多久更新？\nA2：每月更新一次。"),
        ("【问】数据由谁管理？\n\n【答】市数据局负责管理。", "【问】多久更新？\n【答】每月更新一次。"),
        ("记者：数据由谁管理？\n市数据局负责人：市数据局负责管理。", "记者：多久更新？\n负责人：每月更新一次。"),
        ("问：数据由谁管理？ 答：市数据局负责管理。", "问：多久更新？答：每月更新一次。"),
    ],
)
def test_marks_of_questions_and_answers(first: str, second: str, vocabulary: Vocabulary) -> None:
    text = f"云州市公共数据管理办法政策问答\n{first}\n{second}\n"
    reading = read(text, vocabulary)
    assert [(t.id, t.number, t.title) for t in reading.tasks] == [
        ("t-1", "问1", "数据由谁管理？"),
        ("t-2", "问2", "多久更新？"),
    ]
    assert [text[slice(*t.body.spans[0])] for t in reading.tasks] == ["市数据局负责管理。", "每月更新一次。"]


def test_numbered_problems_are_no_questions(vocabulary: Vocabulary) -> None:
    text = "云州市整改方案\n一、整改任务\n问题1：污水直排。\n责任单位：市水利局\n问题2：扬尘。\n责任单位：市城管局\n"
    assert not [heading for heading in read(text, vocabulary).headings if heading.number.startswith("问")]


def test_questions_below_a_provision_leave_it_its_text(vocabulary: Vocabulary) -> None:
    text = (
        "云州市服务方案\n一、主要任务\n（一）优化服务。各部门要答复咨询。\n问：如何申请？\n答：向民政局申请。\n"
        "问：多久办结？\n答：5个工作日内。\n（二）加强宣传。印发资料。\n"
    )
    found = [
        (task.id, task.kind, task.title, [text[slice(*span)] for span in task.body.spans])
        for task in read(text, vocabulary).tasks
    ]
    assert found == [
        ("t-1-1", "task_group", "优化服务", ["各部门要答复咨询。"]),
        ("t-1-1-2", "task", "多久办结？", ["5个工作日内。"]),
        ("t-1-2", "task", "加强宣传", ["印发资料。"]),
    ]


NUMBERED = """《云陵县养老服务补贴实施细则》解读
一、为什么要出台《实施细则》？
为完善养老服务体系，县民政局会同县财政局制定了本细则。
二、补贴标准是多少？
重度失能老年人每人每月500元。
三、政策咨询电话
咨询单位：云陵县民政局
"""


def test_numbered_headings_that_ask(vocabulary: Vocabulary) -> None:
    reading = read(NUMBERED, vocabulary)
    assert [(h.title, h.role) for h in reading.headings] == [
        ("为什么要出台《实施细则》？", "background"),
        ("补贴标准是多少？", "tasks"),
        ("政策咨询电话", "supplementary"),
    ]
    assert [task.title for task in reading.tasks] == ["补贴标准是多少？"]


BELOW = """云州市政务诚信建设实施方案政策解读

一、出台背景

问：为什么要制定《方案》？
答：市发展改革委2023年6月底前完成了起草。

二、热点问答

下面回答几个问题。
问：拖欠账款什么时候清偿？
答：2025年底前全部清偿，由市财政局牵头。
（一）逐笔登记。
（二）按月通报。
1.问：承诺事项在哪里公开？
答：各部门要在门户网站公开承诺事项。
问：什么是政务诚信？
答：是指政府的诚信。

三、适用范围

（一）适用于各级行政机关。

（二）多久更新一次？
答：每季度更新一次。
"""


def test_each_question_below_a_numbered_heading_is_one(vocabulary: Vocabulary) -> None:
    reading = read(BELOW, vocabulary)
    assert [(h.id, h.level, h.number, h.title, h.role, h.item) for h in reading.headings[:6]] == [
        ("s-1", 1, "一", "出台背景", "background", None),
        ("s-1-1", 2, "问1", "为什么要制定《方案》？", "background", None),
        ("s-2", 1, "二", "热点问答", "tasks", None),
        ("s-2-1", 2, "问1", "拖欠账款什么时候清偿？", "tasks", "t-2-1"),
        ("s-2-2", 2, "问2", "承诺事项在哪里公开？", "tasks", "t-2-2"),
        ("s-2-3", 2, "问3", "什么是政务诚信？", "background", None),
    ]
    tasks = {task.id: task for task in reading.tasks}
    said = [BELOW[slice(*span)] for span in tasks["t-2-1"].body.spans]
    assert said == ["2025年底前全部清偿，由市财政局牵头。", "（一）逐笔登记。", "（二）按月通报。"]
    assert [unit.raw for unit in tasks["t-2-1"].units] == ["市财政局"]
    assert tasks["t-2-1"].path == ("二、热点问答",)
    above = next(heading for heading in reading.headings if heading.id == "s-2")
    assert [BELOW[slice(*span)] for span in above.body.spans] == ["下面回答几个问题。"]
    assert not [b for b in reading.blocks if b.kind == "unclassified" and BELOW[slice(*b.span)].strip()]


def test_the_outline_goes_on_behind_questions(vocabulary: Vocabulary) -> None:
    reading = read(BELOW, vocabulary)
    assert [(h.id, h.level) for h in reading.headings[6:]] == [("s-3", 1), ("s-3-1", 2), ("s-3-2", 2)]


def test_the_mark_of_an_answer_is_no_text_of_a_numbered_question(vocabulary: Vocabulary) -> None:
    text = BELOW.replace("三、适用范围", "三、更新方式")
    task = read(text, vocabulary).tasks[-1]
    assert (task.id, [text[slice(*span)] for span in task.body.spans]) == ("t-3-2", ["每季度更新一次。"])


def test_one_question_below_a_heading_is_text(vocabulary: Vocabulary) -> None:
    text = (
        "云州市工作方案\n一、工作任务\n（一）公开信息。\n问：多久更新？\n答：每月更新。\n（二）加强宣传。印发资料。\n"
    )
    assert [task.id for task in read(text, vocabulary).tasks] == ["t-1-1", "t-1-2"]
