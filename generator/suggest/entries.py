"""Suggestions as YAML entries, written like those of the vocabulary files, with comments for the reader."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from types import MappingProxyType

from generator.suggest.agencies import AgencySuggestion
from generator.suggest.places import PlaceSuggestion

_ABOVE = MappingProxyType({"prefecture": "所属省、自治区", "county": "所属的市（地区、自治州，或直辖市、省）"})
"""Level -> what stands right above it."""


def agency_entries(suggestions: Sequence[AgencySuggestion]) -> str:
    """Entries for the end of agencies.yaml (its last key is `agencies`).

    Args:
        suggestions: What is not registered.

    Returns:
        YAML; an agency whose function class nobody could tell, and an alias of an agency that is registered
        already, stand there as comments: somebody has to decide first.
    """
    return "".join(line + "\n" for suggestion in suggestions for line in _agency(suggestion))


def place_entries(suggestions: Sequence[PlaceSuggestion]) -> str:
    """Entries for the end of jurisdictions.yaml."""
    return "".join(line + "\n" for suggestion in suggestions for line in _place(suggestion))


def _agency(suggestion: AgencySuggestion) -> Iterator[str]:
    yield ""
    yield f"  # 见 {_comment('、'.join(suggestion.where))}"
    for near in suggestion.near:
        yield f"  # 相近：{_comment(near.form)}（{near.agency}，{near.score}）——如系同一单位，请改为它的别名"
    if suggestion.agency is not None:
        yield f"  # 原文写明是已登记的 {suggestion.agency} 的简称；请在它的 aliases 下加："
        for text, example in suggestion.aliases:
            yield f"  #   - {{text: {_quoted(text)}, examples: [{_quoted(example)}]}}"
        return
    lines = list(_agency_lines(suggestion))
    if suggestion.function is None:
        yield "  # 按名称看不出职能类别；请在 function 填写本文件 functions 中的一类，再去掉各行前的 #"
        lines = [f"  #{line[1:]}" for line in lines]
    yield from lines


def _agency_lines(suggestion: AgencySuggestion) -> Iterator[str]:
    yield f"  - id: {suggestion.id}"
    yield f"    name: {_quoted(suggestion.name)}"
    yield f"    function: {suggestion.function or '?'}"
    yield f"    jurisdiction: {suggestion.jurisdiction}"
    yield "    aliases:"
    for text, example in suggestion.aliases:
        yield f"      - {{text: {_quoted(text)}, examples: [{_quoted(example)}]}}"


def _place(suggestion: PlaceSuggestion) -> Iterator[str]:
    place = suggestion.place
    yield ""
    where = "、".join(suggestion.policies) or "下级地区的名称"
    told = "级别和上级按行政区划名录" if suggestion.listed else "级别按名称推定，请核对"
    yield f"  # 见 {_comment(where)}；{told}；编号已用于网址，改动会影响链接"
    yield f"  - id: {place.id}"
    yield f"    name: {_quoted(place.name)}"
    yield f"    short: {_quoted(place.short)}"
    yield f"    level: {place.level}"
    if suggestion.between:
        yield f"    # 只知道在全国之内：请把 parent 改为{_ABOVE[place.level]}的编号（没有登记的，先登记）"
    if place.parent is not None:
        yield f"    parent: {place.parent}"
    yield "    signs:"
    for text, example in suggestion.signs:
        yield f"      - {{text: {_quoted(text)}, examples: [{_quoted(example)}]}}"


def _quoted(text: str) -> str:
    # A JSON string is a YAML string, whatever a hostile text holds; line separators of Unicode are escaped too.
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in quoted)


def _comment(text: str) -> str:
    return "".join(character if character.isprintable() else "�" for character in text)
