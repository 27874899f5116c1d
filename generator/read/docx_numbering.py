"""Automatic numbering of Word: which number stands before a paragraph (ISO/IEC 29500-1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import MappingProxyType
from typing import NamedTuple

from lxml import etree

from generator.read import numerals
from generator.read.xml_names import attribute, child, children, integer, is_on, local

LEVELS = 9
_HEAVENLY = "甲乙丙丁戊己庚辛壬癸"
_EARTHLY = "子丑寅卯辰巳午未申酉戌亥"
_PLACE = re.compile(r"%([1-9])")
_CLOSED = "、．.。,，:：;；)）】］]〕》>—-"
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_MOST_STYLES = 50
_MOST_VALUE = 99_999

FORMATS: MappingProxyType[str, Callable[[int], str]] = MappingProxyType(
    {
        "decimal": str,
        "decimalZero": lambda value: f"{value:02d}",
        "decimalHalfWidth": str,
        "decimalFullWidth": numerals.full_width,
        "decimalFullWidth2": numerals.full_width,
        "decimalEnclosedCircle": numerals.circled,
        "decimalEnclosedCircleChinese": numerals.circled,
        "decimalEnclosedParen": lambda value: f"({value})",
        "decimalEnclosedFullstop": lambda value: f"{value}.",
        "numberInDash": lambda value: f"- {value} -",
        "chineseCounting": numerals.chinese_counting,
        "chineseCountingThousand": numerals.chinese_thousands,
        "japaneseCounting": numerals.chinese_thousands,
        "taiwaneseCounting": numerals.chinese_counting,
        "taiwaneseCountingThousand": numerals.chinese_thousands,
        "taiwaneseDigital": numerals.chinese_digits,
        "ideographDigital": numerals.chinese_digits,
        "japaneseDigitalTenThousand": numerals.chinese_digits,
        "chineseLegalSimplified": numerals.chinese_legal,
        "ideographLegalTraditional": lambda value: numerals.chinese_legal(value, traditional=True),
        "ideographTraditional": lambda value: numerals.cycle(value, _HEAVENLY),
        "ideographZodiac": lambda value: numerals.cycle(value, _EARTHLY),
        "ideographEnclosedCircle": lambda value: chr(0x3280 + value - 1) if 1 <= value <= 10 else str(value),
        "upperLetter": lambda value: numerals.letters(value).upper() if value > 0 else str(value),
        "lowerLetter": lambda value: numerals.letters(value) if value > 0 else str(value),
        "upperRoman": lambda value: numerals.roman(value).upper(),
        "lowerRoman": numerals.roman,
        "none": lambda value: "",
    }
)
"""Number format (ST_NumberFormat) -> how it prints; formats missing here print as decimal digits."""


class Level(NamedTuple):
    """One level of a list; `restart` is the level number (from 1) that restarts it, 0 never, None the usual."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None


class _List(NamedTuple):
    levels: dict[int, Level]
    style_link: str | None


class _Number(NamedTuple):
    abstract: str
    starts: dict[int, int]
    levels: dict[int, Level]


class _Style(NamedTuple):
    based_on: str | None
    number: str | None
    level: int | None


class Numbering:
    """Counts through one document: ask for the label of every paragraph once, in order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        """Read the parts numbering.xml and styles.xml, either of which may be missing."""
        root_lists = children(numbering, "abstractNum") if numbering is not None else ()
        root_numbers = children(numbering, "num") if numbering is not None else ()
        root_styles = list(children(styles, "style")) if styles is not None else []
        self._lists = {attribute(entry, "abstractNumId") or "": _read_list(entry) for entry in root_lists}
        self._numbers = {attribute(entry, "numId") or "": _read_number(entry) for entry in root_numbers}
        self._styles = {attribute(entry, "styleId") or "": _read_style(entry) for entry in root_styles}
        self._default = next((attribute(s, "styleId") for s in root_styles if _is_default(s)), None)
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()

    def label(self, properties: etree._Element | None) -> str:
        """The number that Word prints before the next paragraph, with the space that separates it.

        Args:
            properties: The paragraph's w:pPr.

        Returns:
            "一、", "（二）", "1 "; "" for a paragraph without number. Bullets print as "•" where their sign
            belongs to a symbol font.
        """
        found = self._resolve(properties)
        if found is None:
            return ""
        name, index = found
        number = self._numbers[name]
        abstract = self._abstract(number)
        levels = {**self._lists[abstract].levels, **number.levels}
        level = levels.get(index)
        if level is None:
            return ""
        counts = self._count(name, abstract, index, levels)
        text = _PRIVATE.sub("•", _print(level, levels, counts)).strip()
        return text if not text or level.suffix == "nothing" or text[-1] in _CLOSED else f"{text} "

    def _count(self, name: str, abstract: str, index: int, levels: dict[int, Level]) -> list[int]:
        counts = self._counts.setdefault(abstract, [None] * LEVELS)
        override = self._numbers[name].starts.get(index)
        current = counts[index]
        if override is not None and (name, index) not in self._started:
            current = override - 1
        self._started.add((name, index))
        counts[index] = (levels[index].start - 1 if current is None else current) + 1
        for below in range(index + 1, LEVELS):
            restart = levels[below].restart if below in levels else None
            if restart is None or (restart != 0 and index < restart):
                counts[below] = None
        # A level that was never counted prints as its first number, and goes on from there.
        for above in range(index):
            if counts[above] is None:
                counts[above] = levels[above].start if above in levels else 1
        return [min(max(count or 0, 0), _MOST_VALUE) for count in counts]

    def _abstract(self, number: _Number) -> str:
        """The list with the levels: one that only names a style leads on to the list that defines it."""
        abstract = number.abstract
        for _ in range(_MOST_STYLES):
            link = self._lists[abstract].style_link
            style = self._styles.get(link or "")
            linked = self._numbers.get(style.number or "") if style else None
            if self._lists[abstract].levels or linked is None or linked.abstract not in self._lists:
                break
            abstract = linked.abstract
        return abstract

    def _resolve(self, properties: etree._Element | None) -> tuple[str, int] | None:
        """The list and level of a paragraph: its own properties first, then those of its style and its bases."""
        own = child(properties, "numPr")
        name = attribute(child(own, "numId"))
        level = integer(attribute(child(own, "ilvl")))
        style_name = attribute(child(properties, "pStyle")) or self._default
        by_style: str | None = None
        for _ in range(_MOST_STYLES):
            style = self._styles.get(style_name or "")
            if style is None or (name is not None and level is not None):
                break
            if name is None and style.number is not None:
                name, by_style = style.number, style_name
            if level is None:
                level = style.level
            style_name = style.based_on
        number = self._numbers.get(name or "")
        if number is None or name == "0" or number.abstract not in self._lists:
            return None
        if by_style is not None and own is None:
            levels = {**self._lists[self._abstract(number)].levels, **number.levels}
            level = next((i for i, entry in sorted(levels.items()) if entry.style == by_style), level)
        index = level or 0
        return (name or "", index) if 0 <= index < LEVELS else None


def _print(level: Level, levels: dict[int, Level], counts: list[int]) -> str:
    if level.format == "bullet":
        return level.text

    def place(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        kind = levels[index].format if index in levels else "decimal"
        if level.legal and kind != "none":
            kind = "decimal"
        return FORMATS.get(kind, str)(counts[index])

    return _PLACE.sub(place, level.text)


def _read_list(entry: etree._Element) -> _List:
    link = attribute(child(entry, "numStyleLink"))
    return _List(levels=dict(_read_level(level) for level in children(entry, "lvl")), style_link=link)


def _read_level(level: etree._Element) -> tuple[int, Level]:
    # Word wraps formats that older versions do not know, so the element may stand deeper.
    formats = (node for node in level.iter() if local(node) == "numFmt")
    return integer(attribute(level, "ilvl"), 0) or 0, Level(
        start=_not_none(integer(attribute(child(level, "start")), 1)),
        format=attribute(next(formats, None)) or "decimal",
        text=attribute(child(level, "lvlText")) or "",
        suffix=attribute(child(level, "suff")) or "tab",
        restart=integer(attribute(child(level, "lvlRestart"))),
        legal=is_on(child(level, "isLgl")),
        style=attribute(child(level, "pStyle")),
    )


def _not_none(value: int | None) -> int:
    return 1 if value is None else value


def _read_number(entry: etree._Element) -> _Number:
    starts: dict[int, int] = {}
    levels: dict[int, Level] = {}
    for override in children(entry, "lvlOverride"):
        index = integer(attribute(override, "ilvl"), 0) or 0
        start = integer(attribute(child(override, "startOverride")))
        if start is not None:
            starts[index] = start
        own = child(override, "lvl")
        if own is not None:
            levels[index] = _read_level(own)[1]
    return _Number(abstract=attribute(child(entry, "abstractNumId")) or "", starts=starts, levels=levels)


def _read_style(entry: etree._Element) -> _Style:
    numbering = child(entry, "pPr", "numPr")
    return _Style(
        based_on=attribute(child(entry, "basedOn")),
        number=attribute(child(numbering, "numId")),
        level=integer(attribute(child(numbering, "ilvl"))),
    )


def _is_default(style: etree._Element) -> bool:
    return attribute(style, "type") == "paragraph" and (attribute(style, "default") or "0") in ("1", "true", "on")
