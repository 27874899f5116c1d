"""Numbers of headings and items (序号): 第X章、第X条、一、（一）1. 1.1（1）①一是, in either width, as signs too (㈠⒈⑴).

The order of the levels is that of GB/T 9704-2012, section 7.3.3: 一、（一）1.（1）; chapters and articles of
regulations (《规章制定程序条例》: 章、节、条) stand above them, and numbers that say the way to them (1.1, 1.1.1:
emergency plans, many programmes) below the 1 that they begin with.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from generator.number_signs import SIGNS

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_DIGIT_BY_DIGIT = str.maketrans({sign: str(value) for sign, value in DIGITS.items()} | dict.fromkeys("○ＯOo", "0"))
CHINESE = "[零〇一二两三四五六七八九十百]"

NUMERAL = r"(?:\d{1,2}|[０-９]{1,2})"
MEASURE = "[万亿元倍吨米克升]|个(?![人体])|百分|公[里顷斤]|[平立]方|小时|天(?!然)|年(?!度)|[千毫厘]米|至|左右"
TITLE_WORDS = (
    "日常|人[员力才身事]|分[级工类析布解配]|成[员立果]|时[限间]|类[别型]|种[类植]|周[边期]|条[件例]|款项|项目(?![标前])|家庭|"
    "户[外籍]|名[称录单]|级别|批[准示]|轮[换岗训]"
)
COUNTED = f"(?!{TITLE_WORDS})(?:[月日号时分秒岁人名项条款家户次件类种周季成折级轮]|批次|支(?=[\u4e00-\u9fff]{{0,6}}队))"
"""What a number counts (3名工作人员); titles that nothing parts from their numbers may begin with 3人员, 4分级."""

ROMAN = "(?:[\u2160-\u216f]|[IVX]{1,4}(?![A-Za-z]))"
"""Levels of response (4.1 Ⅰ级响应) are counted so."""
NO_MEASURE = rf"(?=[ \t\u3000\u00a0]*(?!{MEASURE})(?:[\u4e00-\u9fff“《「‘]|{ROMAN}[ \u3000\u00a0]*级))"
"""What follows a number of dots (1.1 总则); a measure behind it makes it an amount (1.5万元)."""

SHORT_TITLE = rf"(?!{CHINESE})[\u4e00-\u9fff“”]{{2,24}}"
"""All that stands behind a number which nothing but a blank parts from it (一　总体要求)."""

FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("chapter", re.compile(rf"第(?P<n>{CHINESE}+|\d+)[编章](?=[\s\u3000\u00a0、:：]|[\u4e00-\u9fff]|$)")),
    ("part", re.compile(rf"第(?P<n>{CHINESE}+|\d+)节(?=[\s\u3000\u00a0、:：]|[\u4e00-\u9fff])")),
    (
        "article",
        re.compile(
            rf"第(?P<n>{CHINESE}+|\d+)条(?:之(?P<added>{CHINESE}+))?"
            r"(?!、第)(?=[\s\u3000\u00a0、:：【（(]|(?![第和或至]|规定|所[列称述]|的规定|中的|之规定)[\u4e00-\u9fff])"
        ),
    ),
    ("clause", re.compile(rf"第(?P<n>{CHINESE}+|\d+)款(?=[\s\u3000\u00a0、:：])")),
    ("dotted", re.compile(rf"(?P<way>{NUMERAL}(?:[.．]{NUMERAL}){{1,3}})[.．、]?(?![\d０-９]){NO_MEASURE}")),
    ("first", re.compile(rf"(?P<n>{CHINESE}{{1,4}})(?P<mark>[、．.])")),
    ("first", re.compile(rf"(?P<n>{CHINESE}{{1,3}})(?P<mark>)(?=[ \u3000\u00a0]+{SHORT_TITLE}[ \u3000\u00a0]*$)")),
    ("second", re.compile(rf"[（(]\s*(?P<n>{CHINESE}{{1,4}})\s*[)）](?P<mark>、?)")),
    ("second", re.compile("(?P<n>[㈠-㈩])(?P<mark>、?)")),
    ("second", re.compile(rf"(?P<n>{CHINESE}{{1,4}})[)）](?P<mark>、?)")),
    ("third", re.compile(r"(?P<n>\d{1,2}|[０-９]{1,2})(?P<mark>[.．、])(?!\d)")),
    ("third", re.compile("(?P<n>[⒈-⒛])")),
    ("third", re.compile(rf"(?P<n>\d{{1,2}})(?P<mark>)(?=[\u4e00-\u9fff])(?![年个天万亿元]|{COUNTED})")),
    ("fourth", re.compile(r"[（(]\s*(?P<n>\d{1,2})\s*[)）](?P<mark>、?)")),
    ("fourth", re.compile("(?P<n>[⑴-⒇])(?P<mark>、?)")),
    ("fourth", re.compile(r"(?P<n>\d{1,2})[)）](?P<mark>、?)")),
    ("fifth", re.compile("(?P<n>[①-⑳])(?P<mark>)")),
    ("spoken", re.compile(rf"(?P<n>{CHINESE}{{1,3}})(?P<mark>)是(?=[\u4e00-\u9fff“\"])")),
)
"""Form name and expression; tried in this order at the start of a line."""

DOTTED = ("dotted_2", "dotted_3", "dotted_4")
"""Forms of numbers that say the whole way (1.1, 1.1.1), by how many numbers they have."""

RANKS = ("chapter", "part", "article", "clause", "first", "second", "third", *DOTTED, "fourth", "fifth", "spoken")
"""The forms from the top of the hierarchy down."""

_SIGN = re.compile(f"[{SIGNS}]")

SPOKEN_INLINE = re.compile(rf"(?:(?<=[。；;：:，,])|^)(?P<n>{CHINESE}{{1,3}})是(?=[\u4e00-\u9fff“\"])")
"""一是 … 二是 inside running text."""

ANNOUNCED = re.compile(
    rf"(?<![第\d点]|[零〇一二两三四五六七八九十百])(?P<n>{CHINESE}{{1,3}}|\d{{1,2}}(?![个种条](?!方面)))(?P<unit>大领域|项|大|个方面|个|类|方面|种|条)(?![^，。,、]{{0,2}}[月年日])"
)
"""A count announced in a title: 三项基础建设, 六大领域; 新建泊位20个 is a figure."""


@dataclass(frozen=True, slots=True)
class NumberMark:
    """A number at the start of a line.

    `raw` is the number as printed without its separator ("(一)", "1", "2.1", "一是"), `value` its value (of 2.1 the
    last: 1), `key` the value as text (of 第三条之一 "3-1", of 2.1 "2.1"), `end` the offset in the line where the text
    of the heading begins. `marked` says whether a mark (1. or 1、) parts it from what follows.
    """

    form: str
    rank: int
    raw: str
    value: int
    key: str
    end: int
    marked: bool = True


def chinese_value(numeral: str) -> int:
    """Value of a Chinese or Arabic (either width) numeral below 1000, or of one of SIGNS; 0 if it is none."""
    if numeral.isdecimal():
        return int(numeral)
    if _SIGN.fullmatch(numeral):
        return int(unicodedata.numeric(numeral))
    total = 0
    current = 0
    for char in numeral:
        if char in DIGITS:
            current = DIGITS[char]
        elif char in "十百":
            total += (current or 1) * (10 if char == "十" else 100)
            current = 0
        else:
            return 0
    return total + current


def year_value(numeral: str) -> int:
    """Value of a year written digit by digit (2024, 二〇二四; many write ○, Ｏ or O for 〇).

    Raises:
        ValueError: Something in it is no digit.
    """
    return int(numeral.translate(_DIGIT_BY_DIGIT))


def read_number(text: str) -> NumberMark | None:
    """The number that `text` (a line without leading space) begins with, or None."""
    for form, pattern in FORMS:
        match = pattern.match(text)
        if match is None:
            continue
        if form == "dotted":
            return _dotted(text, match)
        value = chinese_value(match["n"])
        if value == 0:
            continue
        if form in ("second", "fourth", "spoken", "chapter", "part", "article", "clause"):
            raw = match.group().rstrip("、")
        else:
            raw = match["n"]
        end = _behind(text, match.end())
        marked = match.groupdict().get("mark") != ""
        key = _key(value, match)
        return NumberMark(form=form, rank=RANKS.index(form) + 1, raw=raw, value=value, key=key, end=end, marked=marked)
    return None


def _behind(text: str, end: int) -> int:
    while end < len(text) and text[end] in " \u3000\u00a0\t\r\n":
        end += 1
    return end


def _dotted(text: str, match: re.Match[str]) -> NumberMark | None:
    way = [int(number) for number in re.split("[.．]", match["way"])]
    if 0 in way:
        return None
    form = DOTTED[len(way) - 2]
    return NumberMark(
        form=form,
        rank=RANKS.index(form) + 1,
        raw=match["way"].replace("．", "."),
        value=way[-1],
        key=".".join(map(str, way)),
        end=_behind(text, match.end()),
    )


def _key(value: int, match: re.Match[str]) -> str:
    added = match.groupdict().get("added")
    return f"{value}-{chinese_value(added)}" if added else str(value)


def announced_count(title: str) -> int:
    """How many items a title announces (“完善四项制度” -> 4), 0 if it announces none."""
    match = ANNOUNCED.search(title)
    return chinese_value(match["n"]) if match else 0
