"""Titles (标题) above a document: the document's own, that of the notice around it, and a subtitle."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from generator.models import Line, Repair, Span
from generator.models.base import Frozen
from generator.parse.folding import fold, squeeze
from generator.parse.lines import is_blank, trim
from generator.vocabulary import Vocabulary

LONGEST = 90
LONGEST_PART = 40
SHORTEST_TITLE = 8
NO_TITLE = re.compile(r"[。；;！？!?\t]|[:：，,、]$")
MOST_LINES = 3
_PLACE = re.compile("[一-龥]{2,8}?(?:省|市|县|区|州|盟|旗)[一-龥“”]{4,}")
_YEAR = re.compile("20\\d{2}年|[一二三四五]年|“?十[一二三四五]五”?")
AFTER_TITLE = re.compile(
    r"[（(](?:(?:19|20)\d{2}年?[-—－–~至]+(?:19|20)\d{2}年?|试行|暂行|(?:20\d{2}年)?修[订改正](?:稿|版|草案)?"
    r"|[一-龥]{0,8}(?:征求意见|送审|报审|报批|审议|讨论|代拟)稿|草案|草稿|初稿)[)）]"
)
"""A line in brackets that ends the title above it."""


class FoundTitle(Frozen):
    """A title: text without white space, span from its first to its last character, its lines.

    `inner` is the title of the document that a notice (印发通知) passes on, `number` a document number that a site
    printed in one line with the title.
    """

    text: str
    span: Span
    lines: tuple[int, ...]
    inner: str | None = None
    number: Span | None = None
    join: Repair | None = None


class Titles(Frozen):
    """What the titles of a document are; `all` holds every title line found."""

    main: FoundTitle | None = None
    wrapper: FoundTitle | None = None
    subtitle: FoundTitle | None = None
    all: tuple[FoundTitle, ...] = ()


def find_titles_above(text: str, lines: Sequence[Line], vocabulary: Vocabulary) -> Titles:
    """Find the titles among the lines above the body.

    The document's own title is the last one that is no notice; where nothing ends in a word of kind (意见,
    方案), the line above a subtitle, else the first short line.

    Args:
        text: The source text.
        lines: The lines above the body, without tables, dates and numbers.
        vocabulary: Forms of titles (boilerplate.yaml, metadata).

    Returns:
        The titles.
    """
    filled = [line for line in lines if not is_blank(line)]
    found: list[FoundTitle] = []
    index = 0
    while index < len(filled):
        title = title_at(text, filled, index, vocabulary)
        if title is not None:
            found.append(title)
        index += len(title.lines) if title is not None else 1
    subtitle_at = next((i for i, line in enumerate(filled) if i and _is_subtitle(line, vocabulary)), None)
    subtitle = _title(text, [filled[subtitle_at]], vocabulary) if subtitle_at is not None else None
    wrappers = [title for title in found if title.inner]
    own = [title for title in found if not title.inner and title.lines != (subtitle.lines if subtitle else ())]
    main = _own_title(own, wrappers)
    if main is None and subtitle_at is not None:
        main = _title(text, [filled[subtitle_at - 1]], vocabulary)
    if main is None and not wrappers:
        main = next((_title(text, [line], vocabulary) for line in filled if _may_be_title(line)), None)
    if main is None:
        return Titles(main=wrappers[-1], subtitle=subtitle, all=tuple(found)) if wrappers else Titles()
    return Titles(main=main, wrapper=wrappers[0] if wrappers else None, subtitle=subtitle, all=(*found, main))


def title_at(text: str, filled: Sequence[Line], index: int, vocabulary: Vocabulary) -> FoundTitle | None:
    """The title that begins at filled[index], on one line or several.

    Args:
        text: The source text.
        filled: Lines that are not blank.
        index: Where to look.
        vocabulary: Forms of titles.

    Returns:
        The title, or None.
    """
    return _joined(text, filled, index, vocabulary) or _single(text, filled[index], vocabulary)


def _own_title(own: Sequence[FoundTitle], wrappers: Sequence[FoundTitle]) -> FoundTitle | None:
    """The last title that a notice names, else the last one."""
    inner = {fold(title.inner) for title in wrappers if title.inner}
    named = [title for title in own if fold(title.text) in inner]
    candidates = named or list(own)
    return candidates[-1] if candidates else None


def _may_be_title(line: Line) -> bool:
    length = len(squeeze(line.text))
    return 4 <= length <= LONGEST and not NO_TITLE.search(line.text.strip())


def _has_kind(text: str, vocabulary: Vocabulary) -> bool:
    return any(pattern.search(text) for pattern in vocabulary.patterns("metadata", "title_end"))


def _is_subtitle(line: Line, vocabulary: Vocabulary) -> bool:
    stripped = line.text.strip()
    return len(stripped) <= LONGEST and any(p.search(stripped) for p in vocabulary.patterns("metadata", "subtitle"))


def _single(text: str, line: Line, vocabulary: Vocabulary) -> FoundTitle | None:
    if _may_be_title(line) and _has_kind(squeeze(line.text), vocabulary) and not _open(line.text):
        return _title(text, [line], vocabulary)
    return None


def _open(head: str) -> bool:
    """Whether 《 and 》 are unequal in number: the title goes on in the next line."""
    return head.count("《") != head.count("》")


def _joined(text: str, filled: Sequence[Line], index: int, vocabulary: Vocabulary) -> FoundTitle | None:
    """A title over two or three lines: the joined words stand elsewhere, or the first line breaks off."""
    for count in range(2, MOST_LINES + 1):
        part = filled[index : index + count]
        apart = any(text[a.end : b.start].strip() for a, b in itertools.pairwise(part))
        if len(part) < count or apart or any(len(squeeze(p.text)) > LONGEST_PART or not _may_be_title(p) for p in part):
            return None
        heads = [squeeze(p.text) for p in part]
        whole = any(_has_kind(head, vocabulary) for head in heads[:-1]) and not _open("".join(heads[:-1]))
        if whole and not AFTER_TITLE.fullmatch(heads[-1]):
            return None
        joined = "".join(heads)
        if not _has_kind(joined, vocabulary) or _open(joined):
            continue
        if squeeze(text).count(joined) > 1:
            evidence = f"两行相接即“{joined}”，该标题在文中另有完整写法"
        elif AFTER_TITLE.fullmatch(heads[-1]):
            evidence = "下行是标题末尾的括注"
        elif _open(heads[0]):
            evidence = "上行的书名号到下行才合上"
        elif heads[-1].startswith("关于") and all(_is_issuer(head, vocabulary) for head in heads[:-1]):
            evidence = "上行是发文机关，下行以“关于”开头、以文种结尾"
        elif "关于" in heads[0]:
            evidence = "上行有“关于”而没有文种，下行以文种结尾"
        elif count == 2 and _PLACE.match(heads[0]) and _YEAR.match(heads[1]) and not _is_issuer(heads[0], vocabulary):
            evidence = "上行以地名开头而没有文种，下行以年份开头、以文种结尾"
        else:
            continue
        return _title(text, _with_edition(text, part, filled[index + count :]), vocabulary, evidence)
    return None


def _with_edition(text: str, part: Sequence[Line], rest: Sequence[Line]) -> Sequence[Line]:
    """The lines of a title, with the line in brackets behind them that ends it."""
    ends = rest and AFTER_TITLE.fullmatch(squeeze(rest[0].text)) and not text[part[-1].end : rest[0].start].strip()
    return [*part, rest[0]] if ends else part


def _is_issuer(head: str, vocabulary: Vocabulary) -> bool:
    return any(pattern.fullmatch(head) for pattern in vocabulary.patterns("metadata", "issuer"))


def _title(text: str, part: Sequence[Line], vocabulary: Vocabulary, evidence: str = "") -> FoundTitle:
    whole = (trim(text, part[0].start, part[0].end)[0], trim(text, part[-1].start, part[-1].end)[1])
    span, number = _without_number(text, whole, vocabulary)
    shown = squeeze(text[span[0] : span[1]])
    inner = None
    for pattern in vocabulary.patterns("metadata", "wrapper_title"):
        match = pattern.search(shown)
        if match is not None:
            inner = match["found"] or match["quoted"]
    join = None
    if evidence:
        join = Repair(kind="title_join", before=text[span[0] : span[1]], after=shown, evidence=evidence, span=span)
    lines = tuple(line.number for line in part)
    return FoundTitle(text=shown, span=span, lines=lines, inner=inner, number=number, join=join)


def _without_number(text: str, span: Span, vocabulary: Vocabulary) -> tuple[Span, Span | None]:
    """Cut off the document number before a title (青政发〔2020〕3号青川市…的通知), or behind it in brackets."""
    for pattern in vocabulary.patterns("citation_cues", "number"):
        match = pattern.match(text, *span)
        if match is not None and span[1] - match.end() >= SHORTEST_TITLE:
            return trim(text, match.end(), span[1]), match.span()
        last = text[span[1] - 1]
        opening = max(text.rfind(mark, *span) for mark in "（(") if last in "）)" else -1
        match = pattern.fullmatch(text, *trim(text, opening + 1, span[1] - 1)) if opening > span[0] else None
        if match is not None:
            return trim(text, span[0], opening), match.span()
    return span, None
