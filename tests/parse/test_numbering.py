from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.parse.numbering import announced_count, chinese_value, read_number, year_value


@pytest.mark.parametrize(
    ("text", "form", "raw", "value", "rest"),
    [
        ("一、总体要求", "first", "一", 1, "总体要求"),
        ("十二、附则", "first", "十二", 12, "附则"),
        ("一　总体要求", "first", "一", 1, "总体要求"),
        ("(一)建立", "second", "(一)", 1, "建立"),
        ("（二十八）健全", "second", "（二十八）", 28, "健全"),
        ("（三）、落实", "second", "（三）", 3, "落实"),
        ("1.健全", "third", "1", 1, "健全"),
        ("12．生态环境", "third", "12", 12, "生态环境"),
        ("4、抓示范试点", "third", "4", 4, "抓示范试点"),
        ("1发挥政务诚信", "third", "1", 1, "发挥政务诚信"),
        ("（3）建立", "fourth", "（3）", 3, "建立"),
        ("③建立", "fifth", "③", 3, "建立"),
        ("⑪建立", "fifth", "⑪", 11, "建立"),
        ("㈢ 建立", "second", "㈢", 3, "建立"),
        ("⒈ 建立", "third", "⒈", 1, "建立"),
        ("⒛建立", "third", "⒛", 20, "建立"),
        ("⑷建立", "fourth", "⑷", 4, "建立"),
        ("3）建立", "fourth", "3）", 3, "建立"),
        ("12) 建立", "fourth", "12)", 12, "建立"),
        ("二）健全", "second", "二）", 2, "健全"),
        ("第一章", "chapter", "第一章", 1, ""),
        ("一是坚持依法行政。", "spoken", "一是", 1, "坚持依法行政。"),
        ("第三条 本办法", "article", "第三条", 3, "本办法"),
        ("第一章　总则", "chapter", "第一章", 1, "总则"),
    ],
)
def test_numbers_in_either_width(text: str, form: str, raw: str, value: int, rest: str) -> None:
    mark = read_number(text)
    assert mark is not None
    assert (mark.form, mark.raw, mark.value, text[mark.end :]) == (form, raw, value, rest)


@pytest.mark.parametrize(
    "text",
    [
        "2018年，建成",
        "12345热线",
        "1.5万元",
        "3个工作日内",
        "一定要",
        "一体化推进",
        "（征求意见稿）",
        "各级政府",
        "二 〇一八年三月",
        "一 是坚持依法行政。",
        "三 月",
        "100%",
        "",
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert read_number(text) is None


@given(st.integers(min_value=1, max_value=99))
def test_chinese_numerals_up_to_99(number: int) -> None:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    numeral = ("" if tens == 0 else ("十" if tens == 1 else digits[tens] + "十")) + (digits[ones] if ones else "")
    assert chinese_value(numeral) == number


@pytest.mark.parametrize("numeral", ["2024", "２０２４", "二〇二四", "二零二四", "二○二四", "二Ｏ二四", "二0二四"])
def test_years_are_read_digit_by_digit(numeral: str) -> None:
    assert year_value(numeral) == 2024


def test_what_is_no_year_is_refused() -> None:
    with pytest.raises(ValueError, match="千"):
        year_value("二千")


@pytest.mark.parametrize(
    ("title", "count"),
    [("加强三项基础建设", 3), ("完善四项制度", 4), ("推进六大领域政务诚信建设", 6), ("健全三个工作机制", 3),
     ("保障措施", 0), ("三个月内完成", 0), ("一体推进", 0)],
)  # fmt: skip
def test_counts_that_titles_announce(title: str, count: int) -> None:
    assert announced_count(title) == count
