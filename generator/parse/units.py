"""Responsible units (责任单位) in a stretch of text: 、 separates them, and stands inside collective names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from generator.models import ReadQuantity, ReadUnit, Span, unbroken
from generator.models.kinds import Role
from generator.parse.lines import strip_end, trim
from generator.vocabulary import RoleLabel, Vocabulary

DELIMITERS = "、，,；;。. \t\u00a0\u3000\n\r"
BREAKS = "\n\r"
JOIN = re.compile(
    r"(?:以及|及|和|与|会同)(?=[省市县区]?(?:各|其他|其它|有关|相关|直属?(?:各|有关|相关|部门|单位|机关)))"
    r"|(?<=[局委办厅部院会府])(?:以及|及|和|与)(?=[省市县区州旗][一-龥]{1,14}(?:局|委|办|厅|部|院|会|政府|中心|公司)(?:$|[、，,；;。等]))"
    r"|(?<=等部门)(?:以及|及|和|与)|(?<=等单位)(?:以及|及|和|与)"
)
"""A conjunction separates units only before a collective, behind an open tail, and between two whole names.

工业和信息化局 keeps its 和.
"""

CUT_SIGN = re.compile(rf"[(（〔)）〕{DELIMITERS}各其以及和与会]")
"""What a name can end before: brackets are counted, JOIN begins with the conjunctions, collectives with 各 and 其."""

RUN_ON = re.compile(r"(?:局|办|厅|院|行|会|中心|公司|办公室)$")
"""Names that a collective may follow without separator, lost at a line's end; 市委各部门 is one name."""


def split_units(
    text: str, start: int, end: int, role: Role, role_label: str, vocabulary: Vocabulary
) -> tuple[tuple[ReadUnit, ...], tuple[ReadQuantity, ...]]:
    """Read the units that text[start:end] lists.

    Args:
        text: The source text.
        start: First code point of the list (after the label).
        end: One past its last code point.
        role: The role the label gives.
        role_label: The label as written, without colon.
        vocabulary: For collective names and open tails (等市有关单位).

    Returns:
        The units in order, and the open tails, both with spans into `text`.
    """
    collectives = _collectives(vocabulary)
    tails: list[ReadQuantity] = []
    units: list[ReadUnit] = []
    open_tails = vocabulary.patterns("unit_patterns", "open_tail")
    for token in _tokens(text, start, end, collectives, vocabulary):
        name, tail = _cut_tail(text, token, open_tails)
        if tail is not None:
            tails.append(ReadQuantity(raw=text[tail[0] : tail[1]], span=tail))
        name = trim(text, *name)
        if name[0] == name[1]:
            continue
        name, own = _cut_role(text, name, vocabulary)
        raw = unbroken(text[name[0] : name[1]])
        kind: Literal["named", "collective"] = "named"
        if _is_collective(raw, vocabulary):
            kind = "collective"
        shown, label = (own.role, own.label) if own is not None else (role, role_label)
        units.append(ReadUnit(raw=raw, role=shown, role_label=label, kind=kind, span=name))
    return tuple(units), tuple(tails)


class _Collectives(NamedTuple):
    """The forms of collective names, and one pattern for all: most names are none of them."""

    each: tuple[re.Pattern[str], ...]
    any: re.Pattern[str]


@lru_cache(maxsize=8)
def _collectives(vocabulary: Vocabulary) -> _Collectives:
    each = vocabulary.patterns("unit_patterns", "collective")
    return _Collectives(each, re.compile("|".join(f"(?:{pattern.pattern})" for pattern in each)))


@lru_cache(maxsize=4096)
def _is_collective(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a name is that of a collective; a document names the same units again and again."""
    return _collectives(vocabulary).any.fullmatch(name) is not None


def _cut_role(text: str, name: Span, vocabulary: Vocabulary) -> tuple[Span, RoleLabel | None]:
    """Cut a role in brackets off a name: 市财政局（牵头）."""
    opening = max(text.rfind(mark, *name) for mark in "（(") if text[name[1] - 1] in ")）" else -1
    if opening <= name[0]:
        return name, None
    said = text[opening + 1 : name[1] - 1]
    label = next((entry for entry in vocabulary.role_labels if entry.label == said), None)
    return ((name[0], opening), label) if label is not None else (name, None)


def ends_as_unit(text: str, start: int, end: int, vocabulary: Vocabulary) -> bool:
    """Whether text[start:end] ends as names of units do (…局), or in a delimiter."""
    last = strip_end(text, start, end, BREAKS)
    if last <= start or text[last - 1] in DELIMITERS:
        return True
    return any(p.search(text[start:last]) for p in vocabulary.patterns("unit_patterns", "unit_ending"))


def _tokens(text: str, start: int, end: int, collectives: _Collectives, vocabulary: Vocabulary) -> list[Span]:
    """Cut at delimiters outside brackets; a collective name that fills the space up to a delimiter stays whole.

    A line end within a name parts nothing (市规划 / 局).
    """
    tokens: list[Span] = []
    begin = start
    while begin < end:
        whole = _collective_at(text, begin, end, collectives)
        stop = whole if whole else _next_cut(text, begin, end, collectives)
        while not whole and stop < end and text[stop] in BREAKS and not ends_as_unit(text, begin, stop, vocabulary):
            stop = _next_cut(text, stop + 1, end, collectives)
        if stop > begin:
            tokens.append((begin, stop))
        begin = stop
        joined = JOIN.match(text, begin, end)
        if joined:
            begin = joined.end()
        elif begin < end and text[begin] in DELIMITERS:
            begin += 1
    return tokens


def _collective_at(text: str, begin: int, end: int, collectives: _Collectives) -> int:
    """End of the longest collective name at `begin` that a delimiter, a conjunction or the end follows; else 0."""
    best = 0
    for pattern in collectives.each if collectives.any.match(text, begin, end) else ():
        match = pattern.match(text, begin, end)
        if match is None or match.end() <= best:
            continue
        after = match.end()
        if after == end or text[after] in DELIMITERS or JOIN.match(text, after, end) or text[after] == "等":
            best = after
    return best


def _next_cut(text: str, begin: int, end: int, collectives: _Collectives) -> int:
    depth = 0
    for sign in CUT_SIGN.finditer(text, begin, end):
        offset, char = sign.start(), sign.group()
        if char in "(（〔":
            depth += 1
        elif char in ")）〕":
            depth = max(0, depth - 1)
        elif depth == 0 and (
            char in DELIMITERS
            or (offset > begin and JOIN.match(text, offset, end))
            or (
                char in "各其" and RUN_ON.search(text, begin, offset) and _collective_at(text, offset, end, collectives)
            )
        ):
            return offset
    return end


def _cut_tail(text: str, token: Span, tails: tuple[re.Pattern[str], ...]) -> tuple[Span, Span | None]:
    """Cut an open tail (等市有关单位) off the end of a token."""
    for pattern in tails:
        match = pattern.search(text, *token)
        if match is not None and match.end() == token[1] and match.start() > token[0]:
            return (token[0], match.start()), (match.start(), match.end())
    if text[token[0] : token[1]].endswith("等") and token[1] - token[0] > 1:
        return (token[0], token[1] - 1), (token[1] - 1, token[1])
    return token, None
