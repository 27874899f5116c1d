"""Numbers that browsers print before the items of ordered lists: they are not in the text of the page."""

from __future__ import annotations

import itertools
import re

from bs4 import Tag

from generator.number_signs import SIGNS
from generator.read.numerals import chinese_counting, letters, roman

MOST_ITEMS = 9999
_MOST_PARTS = 20
_LONGEST_NUMBER = 8
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_CHINESE = frozenset({"cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "japanese-informal"})
_OWN_NUMBER = re.compile(
    r"\s*(?:第[一二三四五六七八九十百\d]+[章节条]|[(（]?[一二三四五六七八九十百\d]{1,4}[)）、．.]"
    rf"|[{SIGNS}]|[一二三四五六七八九十]{{1,3}}是)"
)


def item_prefix(item: Tag, counts: dict[int, int]) -> str:
    """The number that a browser shows before a list item.

    Args:
        item: A `li` element; ask for the items of a list in order, and only for those that are shown.
        counts: The number of the last item of each list so far, by the list's identity; is kept up to date.

    Returns:
        "3. " or "三、"; empty for items of unordered lists, for lists without marks, and for items whose
        text begins with a number of its own (pages copied from Word print both).
    """
    parent = item.parent
    if parent is None or parent.name != "ol":
        return ""
    value = _integer(item.get("value"))
    if value is None:
        start = _integer(parent.get("start"))
        value = counts.get(id(parent), (1 if start is None else start) - 1) + 1
    counts[id(parent)] = value
    if _OWN_NUMBER.match(_beginning(item)):
        return ""
    style = _STYLE.search(f"{item.get('style', '')};{parent.get('style', '')}")
    kind = style.group(1).lower() if style else str(item.get("type") or parent.get("type") or "1")
    if kind in ("none", "disc", "circle", "square", "inherit") or not 0 < value <= MOST_ITEMS:
        return ""
    if kind in _CHINESE:
        return f"{chinese_counting(value)}、"
    if kind in ("a", "lower-alpha", "lower-latin"):
        return f"{letters(value)}. "
    if kind in ("A", "upper-alpha", "upper-latin"):
        return f"{letters(value).upper()}. "
    if kind in ("i", "lower-roman"):
        return f"{roman(value)}. "
    if kind in ("I", "upper-roman"):
        return f"{roman(value).upper()}. "
    return f"{value}. "


def _beginning(item: Tag) -> str:
    """The first characters of an item; not the whole text, which nested lists would have us read again and again."""
    text = ""
    for part in itertools.islice(item.strings, _MOST_PARTS):
        text += part
        if len(text.strip()) >= _LONGEST_NUMBER:
            break
    return text


def _integer(value: object) -> int | None:
    text = str(value).strip() if value is not None else ""
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else None
