"""Notices of plain paragraphs: those that order something are provisions, named by the order of their paragraphs."""

from __future__ import annotations

import pytest

from generator.models import Reading, SourceText
from generator.parse import parse
from generator.vocabulary import Vocabulary

NOTICE = """青川市人民政府办公室关于做好政务公开栏更新工作的通知

青政办函〔2021〕33号

各县（市、区）人民政府，市政府各部门：

各单位要以此为戒。近期抽查发现部分单位更新不及时。为进一步规范管理，现将有关事项通知如下：

{body}

青川市人民政府办公室

2021年7月15日
"""

BODY = """各县（市、区）人民政府要进行一次全面清查，于2021年9月底前报市政府办公室。

市大数据局牵头，市财政局配合，统一公开栏的样式，每季度更新一次。

抽查中发现的主要问题已反馈各单位。

加强经费保障。更新维护经费由市财政局负责保障。
（责任单位：市财政局；完成时限：2021年底前）

本通知自印发之日起施行。"""


def read(text: str, vocabulary: Vocabulary) -> Reading:
    return parse(SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)


def shown(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    return "".join(text[a:b] for a, b in spans)


def test_paragraphs_that_order_something_are_provisions(vocabulary: Vocabulary) -> None:
    text = NOTICE.format(body=BODY)
    reading = read(text, vocabulary)
    assert [(task.id, task.number, task.title) for task in reading.tasks] == [
        ("t-2", "第2段", "各县（市、区）人民政府要进行一次全面清查"),
        ("t-3", "第3段", "统一公开栏的样式"),
        ("t-5", "第5段", "加强经费保障"),
    ]
    assert [[(unit.raw, unit.role) for unit in task.units] for task in reading.tasks] == [
        [],
        [("市大数据局", "lead"), ("市财政局", "cooperate")],
        [("市财政局", "responsible")],
    ]
    assert [[deadline.raw for deadline in task.deadlines] for task in reading.tasks] == [
        ["2021年9月底前"],
        ["每季度"],
        ["2021年底前"],
    ]
    assert shown(text, reading.tasks[1].body.spans).startswith("市大数据局牵头，市财政局配合，统一")
    assert shown(text, reading.tasks[2].body.spans) == "更新维护经费由市财政局负责保障。"


def test_the_rest_is_preamble_closing_and_signature(vocabulary: Vocabulary) -> None:
    text = NOTICE.format(body=BODY)
    reading = read(text, vocabulary)
    preamble = shown(text, reading.preamble.spans)
    assert preamble.startswith("各单位要以此为戒。")
    assert preamble.endswith("抽查中发现的主要问题已反馈各单位。")
    assert shown(text, reading.closing.spans) == "本通知自印发之日起施行。"
    assert not [block for block in reading.blocks if block.kind == "unclassified" and text[slice(*block.span)].strip()]
    codes = {warning.code: warning.message for warning in reading.warnings}
    assert "5个自然段" in codes["provisions_by_paragraph"]
    assert "3条" in codes["provisions_by_paragraph"]
    assert "no_provisions" not in codes


@pytest.mark.parametrize(
    "paragraph",
    [
        "抽查中发现的主要问题已反馈各单位。",
        "现将《公开栏管理方案》印发给你们，请认真贯彻执行。",
        "今年以来，各地按照要求供应了重要物资。",
        "特此通知。",
    ],
)
def test_a_notice_that_orders_nothing_has_no_provisions(paragraph: str, vocabulary: Vocabulary) -> None:
    reading = read(NOTICE.format(body=paragraph), vocabulary)
    assert reading.tasks == ()
    assert "no_provisions" in {warning.code for warning in reading.warnings}


@pytest.mark.parametrize(
    "paragraph",
    [
        "请各单位于2021年8月底前报送清查情况。",
        "任何单位不得拒绝公开。",
        "公开栏应于每月底前更新。",
        "由市大数据局牵头统一样式。",
        "更新情况每月通报。（责任单位：市大数据局）",
    ],
)
def test_what_orders_something(paragraph: str, vocabulary: Vocabulary) -> None:
    assert [task.id for task in read(NOTICE.format(body=paragraph), vocabulary).tasks] == ["t-2"]


def test_paragraphs_with_titles_are_one_list(vocabulary: Vocabulary) -> None:
    body = "压实责任。各镇要逐级签订责任书。\n\n加强值守。各单位实行领导带班制度，每日17时前报告当日情况。"
    reading = read(NOTICE.format(body=body), vocabulary)
    assert [(task.id, task.title) for task in reading.tasks] == [("t-2", "压实责任"), ("t-3", "加强值守")]
    assert [(deadline.raw, deadline.period) for deadline in reading.tasks[1].deadlines] == [("每日17时前", "P1D")]
    alone = read(NOTICE.format(body="情况通报。近期抽查了公开栏。"), vocabulary)
    assert alone.tasks == ()


def test_a_sentence_broken_by_a_page_is_one_paragraph(vocabulary: Vocabulary) -> None:
    text = NOTICE.format(body="各部门要逐项核对公开栏所列的\n\n事项和办理结果。\n\n各部门要公开电话。")
    reading = read(text, vocabulary)
    assert [task.id for task in reading.tasks] == ["t-2", "t-3"]
    assert shown(text, reading.tasks[0].body.spans) == "各部门要逐项核对公开栏所列的事项和办理结果。"
    assert [repair.kind for repair in reading.repairs] == ["page_break_join"]


@pytest.mark.parametrize(
    "text",
    [
        NOTICE.format(body="一、清查。各部门要清查。\n\n各部门要公开电话。"),
        NOTICE.replace("的通知", "的通知》解读").format(body="《通知》要求各部门应当公开。"),
        "我市召开推进会\n\n本报讯 昨日，我市召开会议，要求各部门要认真落实。\n",
    ],
)
def test_numbered_and_second_hand_texts_are_read_as_before(text: str, vocabulary: Vocabulary) -> None:
    reading = read(text, vocabulary)
    assert "provisions_by_paragraph" not in {warning.code for warning in reading.warnings}
    assert not [task for task in reading.tasks if task.number.endswith("段")]
