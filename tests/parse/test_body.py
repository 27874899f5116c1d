"""Run-in titles, page breaks, inline items, copies and blocks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.models import BlockKind, slice_of
from generator.parse.blocks import cover
from generator.parse.bodies import read_body
from generator.parse.duplicates import find_near_duplicate
from generator.parse.inline import find_inline_items
from generator.parse.lines import split_lines, trim
from generator.parse.outline import read_outline
from generator.parse.titles import cut_title
from generator.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("line", "title", "rest"),
    [
        ("政府采购。制定政府采购领域方案", "政府采购", "制定政府采购领域方案"),
        ("保障措施", "保障措施", None),
        ("围绕指标监测,推行互联互通制。", "围绕指标监测,推行互联互通制", None),
        ("目标任务:根据《规划纲要》,加快实现全覆盖。", "目标任务", "根据《规划纲要》,加快实现全覆盖。"),
        ("工作内容及举措结合《五年规划(2018—2022年)》等文件,以机制建设为推动,创建载体,具体开展如下工作。",
         "工作内容及举措", "结合《五年规划(2018—2022年)》等文件,以机制建设为推动,创建载体,具体开展如下工作。"),
        ("鼓励各县区（经济区）、各部门先行先试。各县区要", "鼓励各县区（经济区）、各部门先行先试", "各县区要"),
        ("提出“一门式。”服务", "提出“一门式。”服务", None),
    ],
)  # fmt: skip
def test_where_a_title_ends(line: str, title: str, rest: str | None, vocabulary: Vocabulary) -> None:
    cut = cut_title(line, 0, len(line), vocabulary)
    assert line[slice(*cut.title)] == title
    assert (None if cut.text_start is None else line[cut.text_start :]) == rest


def body_of(text: str, vocabulary: Vocabulary) -> tuple[str, int, int]:
    lines = split_lines(text)
    pieces = [trim(text, line.start, line.end) for line in lines if line.text.strip()]
    body = read_body(text, pieces, lines, vocabulary)
    return slice_of(text, body.text.spans), len(body.text.paragraph_starts), len(body.repairs)


@pytest.mark.parametrize(
    ("text", "joined", "paragraphs", "repairs"),
    [
        (
            "各级政府要严格履行公务员诚信档\n\n案。将任务目标纳入考核。",
            "各级政府要严格履行公务员诚信档案。将任务目标纳入考核。",
            1,
            1,
        ),
        ("第一段到此结束。\n第二段开始。", "第一段到此结束。第二段开始。", 2, 0),
        ("各县区、各部\n门要狠抓落实，推进工作", "各县区、各部\n门要狠抓落实，推进工作".replace("\n", ""), 2, 0),
        ("对承诺履行情况进行准确记录并纳\n（一）入档", "对承诺履行情况进行准确记录并纳（一）入档", 2, 0),
        ("工作要让企业和群众办事更方便更快捷\n责任单位:市编办", "工作要让企业和群众办事更方便更快捷", 1, 0),
    ],
)
def test_page_breaks_are_joined_only_inside_sentences(
    text: str, joined: str, paragraphs: int, repairs: int, vocabulary: Vocabulary
) -> None:
    assert body_of(text, vocabulary) == (joined, paragraphs, repairs)


def test_items_announced_by_their_title() -> None:
    text = "方案明确:一是建立承诺制度。各级公开承诺。二是完善公开制度。"
    items = find_inline_items(text, "完善两项制度", [(0, len(text))])
    assert [(i.number, text[slice(*i.title)], text[slice(*i.text)]) for i in items] == [
        ("一是", "建立承诺制度", "各级公开承诺。"),
        ("二是", "完善公开制度", ""),
    ]
    assert find_inline_items(text, "建立诚信建设日常机制", [(0, len(text))]) == ()
    assert find_inline_items(text, "完善三项制度", [(0, len(text))]) == ()


def test_areas_listed_in_one_sentence_keep_the_conjunction_inside_their_names() -> None:
    text = "重点推进政府采购领域诚信建设、政府和社会资本合作领域诚信建设和街道和乡镇诚信建设。"
    items = find_inline_items(text, "推进三大领域诚信建设", [(0, len(text))])
    assert [text[slice(*item.title)] for item in items] == [
        "政府采购领域诚信建设", "政府和社会资本合作领域诚信建设", "街道和乡镇诚信建设",
    ]  # fmt: skip


FIRST = "全面推进政务诚信建设努力营造良好营商环境\n一、起草的背景\n党中央国务院高度重视社会信用体系建设工作。\n"


def test_an_exact_copy_is_found() -> None:
    duplicate = find_near_duplicate(split_lines(FIRST * 2))
    assert duplicate is not None
    assert (duplicate.lines, duplicate.of, duplicate.exact) == ((4, 6), (1, 3), True)


def test_a_damaged_copy_is_found_and_called_inexact() -> None:
    duplicate = find_near_duplicate(split_lines(FIRST + FIRST.replace("高度重视社会", "高度重视 社会")))
    assert duplicate is not None
    assert (duplicate.lines, duplicate.exact) == ((4, 6), False)


def test_a_repeated_title_is_no_copy() -> None:
    assert (
        find_near_duplicate(split_lines(FIRST + "全面推进政务诚信建设努力营造良好营商环境\n其他内容完全不同。\n"))
        is None
    )


KINDS: list[BlockKind] = ["heading", "body", "clause", "annex", "metadata", "boilerplate", "duplicate", "imprint"]


@given(
    st.text(alphabet="甲乙 \n\u3000x", max_size=60),
    st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 60), st.integers(0, 60)), max_size=8),
)
def test_blocks_cover_every_character_once(text: str, claims: list[tuple[BlockKind, int, int]]) -> None:
    blocks = cover(text, [(kind, (min(a, b, len(text)), min(max(a, b), len(text)))) for kind, a, b in claims])
    assert "".join(text[slice(*block.span)] for block in blocks) == text
    assert all(first.span[1] == second.span[0] for first, second in pairwise(blocks))
    assert all(first.kind != second.kind for first, second in pairwise(blocks))


def test_text_nobody_claims_is_unclassified() -> None:
    blocks = cover("标题\n谁的", [("heading", (0, 2))])
    assert [(block.kind, block.span) for block in blocks] == [("heading", (0, 3)), ("unclassified", (3, 5))]


def test_gaps_and_restarts_in_numbering(vocabulary: Vocabulary) -> None:
    text = "一、主要任务\n（一）甲。文字。\n（三）乙。文字。\n二、其他工作\n（四）丙。文字。\n"
    outline = read_outline(text, split_lines(text), vocabulary)
    assert [node.id_path for node in outline.nodes] == ["1", "1-1", "1-3", "2", "2-4"]
    assert [(warning.code, warning.line) for warning in outline.warnings] == [("numbering_gap", 3)]


def test_a_repeated_number_gets_an_id_of_its_own(vocabulary: Vocabulary) -> None:
    text = "一、主要任务\n（一）甲。文字。\n（一）乙。文字。\n"
    outline = read_outline(text, split_lines(text), vocabulary)
    assert [node.id_path for node in outline.nodes] == ["1", "1-1", "1-1x2"]
