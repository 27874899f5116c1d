"""Damaged text: repaired with evidence, warned of without, and sound text left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.models import SourceText
from generator.parse.damage import DamageReading, find_damage
from generator.vocabulary import Vocabulary
from tests.support import ROOT, real_vocabulary

POLICIES = sorted(path.name for path in (ROOT / "policies").iterdir() if (path / "source.txt").is_file())


def read(text: str, vocabulary: Vocabulary) -> DamageReading:
    document = SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8")
    return find_damage(document, [(0, len(text))], vocabulary)


def repairs(text: str, vocabulary: Vocabulary) -> list[tuple[str, str, str]]:
    return [(repair.kind, repair.before, repair.after) for repair in read(text, vocabulary).repairs]


def codes(text: str, vocabulary: Vocabulary) -> list[str]:
    return [warning.code for warning in read(text, vocabulary).warnings]


def test_every_and_of_the_real_text_becomes_he(vocabulary: Vocabulary) -> None:
    text = (ROOT / "policies" / "panjin-2017-25" / "source.txt").read_text(encoding="utf-8")
    lines = [
        text.count("\n", 0, repair.span[0]) + 1 for repair in read(text, vocabulary).repairs if repair.kind == "ocr_and"
    ]
    assert lines == [21] + [25] * 7


def test_english_keeps_its_and(vocabulary: Vocabulary) -> None:
    assert repairs("采用 Research and Development 模式，R and D。", vocabulary) == []


def test_a_date_is_repaired_by_its_weekday_or_because_it_has_one_reading(vocabulary: Vocabulary) -> None:
    assert repairs("请于20181011日(星期四)前反馈", vocabulary) == [("date", "20181011日", "2018年10月11日")]
    assert repairs("某办公室\n2018930\n", vocabulary) == [("date", "2018930", "2018年9月30日")]
    # 2 November or 12 October? only the weekday can tell (2018-11-02 was a Friday, 2018-01-12 as well)
    assert codes("请于2018112日前反馈", vocabulary) == ["date_damaged"]
    assert codes("请于20181011日(星期五)前反馈", vocabulary) == ["date_damaged"]


def test_years_are_repaired_from_the_same_title_elsewhere_only(vocabulary: Vocabulary) -> None:
    damaged = "结合《某市行动计划(20182020年)》等要求。"
    assert codes(damaged, vocabulary) == ["date_damaged"]
    assert repairs(damaged, vocabulary) == []
    assert repairs(damaged + "\n落实《某市行动计划(2018—2020年)》。", vocabulary) == [
        ("date", "20182020年", "2018—2020年")
    ]
    assert repairs(damaged + "\n落实《某市规划(2018—2020年)》。", vocabulary) == []


def test_a_lost_separator_needs_the_series_before_it(vocabulary: Vocabulary) -> None:
    series = "分三步:2018年,全面开展;2019年,明显改善2020年,基本建成。"
    assert repairs(series, vocabulary) == [("lost_separator", "明显改善2020年", "明显改善;2020年")]
    assert repairs("环境明显改善2020年,基本建成。", vocabulary) == []
    assert repairs("分三步:2018年,开展;2019年,改善;到2020年,建成。", vocabulary) == []


def test_a_quote_becomes_a_title_mark_only_for_a_known_title(vocabulary: Vocabulary) -> None:
    assert repairs("落实“某市计划》。依据《某市计划》。", vocabulary) == [("quote", "“", "《")]
    unknown = "落实“别的计划》。"
    assert repairs(unknown, vocabulary) == []
    assert codes(unknown, vocabulary) == ["bracket_unbalanced", "bracket_unbalanced"]


def test_a_stray_space_is_closed_only_if_the_word_stands_elsewhere(vocabulary: Vocabulary) -> None:
    assert repairs("对社会的贡献 度作为项目。社会贡献度作为内容。", vocabulary) == [("stray_space", "献 度", "献度")]
    alone = "在诚信建设工作中推进效果好和推进不力的单位、村 及个人的相关情况进行季度公布。"
    assert (repairs(alone, vocabulary), codes(alone, vocabulary)) == ([], ["stray_space"])
    assert codes("市发改委 市财政局 市人社局 市公安局 市民政局，以上各单位按照分工负责落实。", vocabulary) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("推送至市公共信用信息服平台。", "lost_character"),
        ("上报市公共信用信息系统系统。", "doubled_word"),
        ("各部门要要高度重视。", "doubled_word"),
        ("开展标兵推选等等诚信主题活动。", "doubled_word"),
        ("并依法依归进行通报。", "wrong_character"),
        ("利用“12346”失信投诉举报平台。", "suspect_hotline"),
        ("对县政府、经济区政府、经济区政府及部门。", "doubled_item"),
        ("加强(政务公开。", "bracket_unbalanced"),
        ("加强政务公开）。", "bracket_unbalanced"),
        ("2024年2月30日前完成。", "date_impossible"),
        ("2023 年 2 月 29 日前完成。", "date_impossible"),
        ("2025年13月底前公布。", "date_impossible"),
        ("每年4月31日前报送。", "date_impossible"),
        ("13月底前报送。", "date_impossible"),
        ("二○二三年二月二十九日", "date_impossible"),
    ],
)
def test_what_cannot_be_mended_is_pointed_out(text: str, code: str, vocabulary: Vocabulary) -> None:
    reading = read(text, vocabulary)
    assert [warning.code for warning in reading.warnings] == [code]
    assert reading.repairs == ()


@pytest.mark.parametrize(
    "text",
    [
        "人人讲诚信，户户通网络，方方面面的的确确都要做好。",
        "1)推进公开；2)加强监督。",
        "（一）建立(甲)、（乙)机制。",
        "加强“四个\n\n着力”建设。",
        "学习、培训等等。系统性风险，信息化工作，12345热线，拨打举报电话。",
        "不存在在建项目，目的的达成，温和和谐。",
        "2024年2月29日前完成，每年2月29日报送，二〇二四年二月二十九日印发，18月龄儿童，版本3.2月。",
    ],
)
def test_sound_text_is_left_alone(text: str, vocabulary: Vocabulary) -> None:
    reading = read(text, vocabulary)
    assert (reading.repairs, reading.warnings) == ((), ())


def test_why_a_date_is_none_is_said(vocabulary: Vocabulary) -> None:
    found = read("2025年2月30日前、每年2月30日前、13月5日前完成。", vocabulary).warnings
    assert [warning.message.partition("；")[0] for warning in found] == [
        "“2025年2月30日”不是实有的日期，2025年2月只有28天",
        "“2月30日”不是实有的日期，2月最多只有29天",
        "“13月5日”不是实有的日期，一年只有12个月",
    ]


@pytest.mark.parametrize("policy", POLICIES)
def test_repairs_say_what_stands_in_the_source_and_why(policy: str, vocabulary: Vocabulary) -> None:
    text = (ROOT / "policies" / policy / "source.txt").read_text(encoding="utf-8")
    for repair in read(text, vocabulary).repairs:
        assert text[slice(*repair.span)] == repair.before != repair.after
        assert repair.evidence


VOCABULARY = real_vocabulary()
PIECES = [
    "“",
    "”",
    "《",
    "》",
    "(",
    "）",
    "〔",
    "2018年,",
    "2019年,",
    "改善",
    "；",
    "20182020年",
    "20181011日",
    "(星期四)",
    "2018930",
    " ",
]
PIECES += ["\n", " and ", "系统", "要要", "政务", "、", "。", "\t", "\u00a0", "等等"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_damage_gives_repairs_that_fit_the_text(text: str) -> None:
    reading = read(text, VOCABULARY)
    for repair in reading.repairs:
        assert text[slice(*repair.span)] == repair.before
    for warning in reading.warnings:
        assert 0 <= warning.span[0] < warning.span[1] <= len(text)
