"""How a draft speaks of itself: its own provisions that are not there, another kind of document, 一是 without 二是."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from generator.drafting.desk import Desk, merged
from generator.drafting.report import Finding
from generator.models import Reference, Section, Span
from generator.parse.numbering import SPOKEN_INLINE, chinese_value
from generator.parse.references import CITED, article_key

_QUOTED = re.compile("《[^《》\\n]*》")
_NUMERAL = re.compile(r"[零〇一二两三四五六七八九十百]+|\d+")
_PARAGRAPH = re.compile(".+")
_UNQUOTED = re.compile('[“”"]')
_DIGITS = ("零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
_LOOK_BACK = 8


def self_findings(desk: Desk) -> tuple[Finding, ...]:
    """Faults in what a draft says of itself, in its own text (not in what it annexes).

    Returns:
        Findings in text order.
    """
    found = [*_references(desk), *_kinds(desk), *_spoken(desk)]
    return tuple(sorted(merged(found), key=lambda finding: finding.spot.line))


def _own_spans(desk: Desk) -> tuple[Span, ...]:
    return tuple(block.span for block in desk.draft.blocks if block.kind in ("heading", "body", "clause"))


def _references(desk: Desk) -> Iterator[Finding]:
    """Articles and points (项) of its own that a draft of rules names and has not."""
    articles = {key: section for section in desk.articles if (key := _key(section.number))}
    last = max((_value(section.number) for section in desk.articles), default=0)
    for reference in desk.draft.references:
        if not articles or reference.title is not None or not _means_itself(desk, reference):
            continue
        number, _, added = reference.article.partition("-")
        named = f"第{number}条" + (f"之{_spelled(int(added))}" if added else "")
        article = articles.get(reference.article)
        if article is None:
            message = f"引用“{reference.raw}”，而全文没有{named}（到第{last}条为止）"
        elif reference.point is not None and (points := _points(desk, article)) and reference.point not in points:
            message = f"引用“{reference.raw}”，而{named}没有第{reference.point}项（到第{max(points)}项为止）"
        else:
            continue
        advice = "核对条款序号，改为所指的条、项"
        yield desk.finding("numbering", "reference_lacking", "must", reference.span, message, advice)


def _means_itself(desk: Desk, reference: Reference) -> bool:
    """Whether a reference means the draft's own provisions; 民法典第五百条 and 该办法第三条 mean others."""
    start = reference.span[0]
    before = desk.source[max(0, start - _LOOK_BACK) : start].rpartition("\n")[2].rstrip("\u3000 ")
    return desk.words("own_provision").search(before) is not None


def _points(desk: Desk, article: Section) -> set[int]:
    below = [section for section in desk.draft.sections if section.id.startswith(f"{article.id}-")]
    return {_value(section.number) for section in below if section.level == article.level + 1}


def _key(number: str) -> str:
    """How references name an article (第三条之一: "3-1"), "" where its number says none."""
    found = CITED.fullmatch(number)
    return article_key(found["article"], found["added"]) if found is not None else ""


def _value(number: str) -> int:
    found = _NUMERAL.search(number)
    return chinese_value(found.group()) if found is not None else 0


def _kinds(desk: Desk) -> Iterator[Finding]:
    """Another kind of document than its own titles say (本方案 in an 办法)."""
    draft = desk.draft
    titles = "".join(title or "" for title in (draft.title, draft.wrapper_title, draft.subtitle))
    if draft.document_type is None:
        return
    quoted = [match.span() for match in _QUOTED.finditer(desk.source)]
    for word, (start, end) in itertools.product(
        desk.vocabulary.patterns("leftover_words", "own_kind"), _own_spans(desk)
    ):
        for match in word.finditer(desk.source, start, end):
            inside = any(first <= match.start() < last for first, last in quoted)
            if inside or match["kind"] in titles or f"简称{match.group()}" in _UNQUOTED.sub("", desk.source):
                continue
            message = f"文中自称“{match.group()}”，而标题中没有“{match['kind']}”"
            advice = "改为与标题一致的自称；指另一份文件的，写明名称"
            yield desk.finding("leftovers", "own_kind_differs", "check", match.span(), message, advice)


def _spoken(desk: Desk) -> Iterator[Finding]:
    """一是……二是……四是 within a paragraph; a count that begins again at 一 is another one."""
    for start, end in _own_spans(desk):
        for paragraph in _PARAGRAPH.finditer(desk.source, start, end):
            marks = [(chinese_value(m["n"]), m) for m in SPOKEN_INLINE.finditer(desk.source, *paragraph.span())]
            for (before, _), (value, match) in itertools.pairwise(marks):
                if value in (1, before + 1):
                    continue
                said = (
                    "重复"
                    if value == before
                    else "的次序不对"
                    if value < before
                    else f"之前缺“{_spelled(before + 1)}是”"
                )
                message = f"“{match['n']}是”{said}"
                yield desk.finding(
                    "numbering", "spoken_gap", "must", match.span(), message, "核对序号；确有缺漏的补上内容"
                )


def _spelled(value: int) -> str:
    return _DIGITS[value] if value < len(_DIGITS) else str(value)
