"""Leftovers (遗留): names of other places, wrong levels, unfilled placeholders and bodies that no longer exist."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generator.compare.listed_places import find_listed
from generator.compare.named_places import LOCAL, Line, may_stand_above, names_of_places
from generator.models import AnnexRow, Leftover, PolicyRecord, Span, Task
from generator.models.kinds import Level
from generator.models.order import is_higher
from generator.patterns import compile_pattern
from generator.places import places_by_id
from generator.span_index import SpanIndex
from generator.vocabulary import Place, Vocabulary

READ_BLOCKS = frozenset({"metadata", "heading", "body", "clause", "annex", "imprint"})
"""Web boilerplate, repeated halves and what could not be classified say nothing about the document itself."""

OWN_BLOCKS = frozenset({"heading", "body", "clause"})
"""What the document itself says, without its annexes and what stands around it."""

SUFFIXES = ("自治区", "自治州", "自治县", "特别行政区", "新区", "省", "市", "县", "区", "旗", "州", "盟")
LEVEL_OF: Mapping[str, Level] = MappingProxyType(
    {
        **dict.fromkeys(("自治区", "省"), "province"),
        **dict.fromkeys(("市", "州", "盟"), "prefecture"),
        **dict.fromkeys(("县", "区", "旗"), "county"),
    }
)
"""A word of address (我省, 本县) -> the level that it shows."""

NEAR = 14
"""Characters before and after a name in which a word may show that another place is meant."""

CLOSING = ("”", "〕", "]", "\n", "")
"""What ends a name that is left to be filled in; nothing at the end of a text."""

ENDS = "。；;！!？?\n"
SHORTEST_CONTEXT = 60


@dataclass(frozen=True)
class _Text:
    """What is searched: the source, where it is read, and the spans of its items."""

    record: PolicyRecord
    source: str
    spans: tuple[Span, ...]
    items: tuple[tuple[Span, str], ...]


def find_leftovers(
    record: PolicyRecord, source: str, vocabulary: Vocabulary, as_of: datetime.date | None = None
) -> tuple[Leftover, ...]:
    """Find what seems to be left over from another text or another time.

    Args:
        record: The document.
        source: The text that its spans count into.
        vocabulary: Places, bodies that reforms ended, and the words that show a level.
        as_of: The day by which bodies are judged where the document names none; None leaves such a
            document's bodies alone.

    Returns:
        Findings in text order. Nothing is said about places and levels of a document whose own place is not
        known, about places that may stand above or below it for all that is known (see `unsettled_places`), nor
        about placeholders in a text that is a template by its own account.
    """
    text = _Text(record, source, _spans(record), _items(record))
    found = [
        *_places(text, vocabulary),
        *_listed_places(text, vocabulary),
        *_levels(text, vocabulary),
        *_placeholders(text, vocabulary),
        *_bodies(text, vocabulary, record.issued_on or record.published_on or as_of),
    ]
    return tuple(sorted(set(found), key=lambda entry: (entry.span, entry.code)))


def _spans(record: PolicyRecord) -> tuple[Span, ...]:
    """The passages to read: neighbouring blocks joined, so that a match may cross the joint of two."""
    joined: list[Span] = []
    for block in record.blocks:
        if block.kind not in READ_BLOCKS:
            continue
        start, end = block.span
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def _items(record: PolicyRecord) -> tuple[tuple[Span, str], ...]:
    found = [(span, task.id) for task in record.tasks for span in (task.title_span, *task.spans, *task.clause_spans)]
    found += [(span, entry.id) for entry in record.principles for span in (entry.title_span, *entry.spans)]
    return (*found, *((row.span, row.id) for row in record.annex_rows))


def _matches(text: _Text, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    for start, end in text.spans:
        yield from pattern.finditer(text.source, start, end)


def unsettled_places(record: PolicyRecord, source: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Names in a document of which nobody can tell whether they mean another place.

    Args:
        record: The document.
        source: The text that its spans count into.
        vocabulary: The places.

    Returns:
        The names as written, once each, in text order: those that may mean a place above or below the
        document's own, because where that belongs is not known. None where its own place is not known at all.
    """
    own = places_by_id(vocabulary).get(record.jurisdiction.id)
    if own is None or not own.derived or record.jurisdiction.level == "national":
        return ()
    text = _Text(record, source, _spans(record), ())
    return tuple(dict.fromkeys(match.group() for match, _, settled in _named(text, vocabulary) if not settled))


def _places(text: _Text, vocabulary: Vocabulary) -> Iterator[Leftover]:
    own = text.record.jurisdiction
    if own.level in ("national", "unknown"):
        return
    for match, place, settled in _named(text, vocabulary):
        if not settled:
            continue
        name = match.group()
        yield _elsewhere(text, match.span(), "是外地名称" if name == place.name else f"指{place.name}")


def _listed_places(text: _Text, vocabulary: Vocabulary) -> Iterator[Leftover]:
    """Other places of the country, which nobody entered, where the text speaks of its own."""
    own = text.record.jurisdiction
    if own.level not in LOCAL:
        return
    entered = names_of_places(vocabulary).places
    meant = vocabulary.patterns("leftover_words", "other_place_is_meant")
    for span in find_listed(text.source, text.spans, own, vocabulary):
        name = text.source[slice(*span)]
        if name not in entered and not _is_meant(text.source, span, meant):
            yield _elsewhere(text, span, "是外地名称")


def _elsewhere(text: _Text, span: Span, said: str) -> Leftover:
    """A name of another place; `said` tells what it is."""
    own = text.record.jurisdiction.name
    message = f"“{text.source[slice(*span)]}”{said}，而本文件属{own}"
    advice = f"如系套用外地文本的遗留，改为{own}的相应名称；确需提及外地的，可保留"
    return _leftover(text, "leftover_place", span, message, advice)


def _named(text: _Text, vocabulary: Vocabulary) -> Iterator[tuple[re.Match[str], Place, bool]]:
    """Names of places other than one's own and those known to stand above or below it, and whether they do not."""
    own = text.record.jurisdiction
    names = names_of_places(vocabulary)
    line = Line.of(own, names.by_id)
    meant = vocabulary.patterns("leftover_words", "other_place_is_meant")
    for match in _matches(text, names.pattern):
        places = names.places[match.group()]
        # Of places that are called the same, one's own is meant.
        place = next((place for place in reversed(places) if place.id in line.ids), places[0])
        if place.id in line.ids:
            continue
        other = Line.of(place, names.by_id)
        if own.id in other.ids or _is_meant(text.source, match.span(), meant):
            continue
        yield match, place, not (may_stand_above(other, line) or may_stand_above(line, other))


def _is_meant(source: str, span: Span, patterns: Iterable[re.Pattern[str]]) -> bool:
    start, end = _sentence(source, span)
    near = source[max(start, span[0] - NEAR) : min(end, span[1] + NEAR)]
    return any(pattern.search(near) for pattern in patterns)


def _levels(text: _Text, vocabulary: Vocabulary) -> Iterator[Leftover]:
    own = text.record.jurisdiction
    if own.level not in LOCAL:
        return
    suffix = next((suffix for suffix in SUFFIXES if own.name.endswith(suffix)), "")
    words = {suffix, suffix[-1:]}
    for name in ("own_level", "assigning"):
        for pattern in vocabulary.patterns("leftover_words", name):
            for match in _matches(text, pattern):
                level = next((value for value in match.groupdict().values() if value), "")
                # 全省 in a county's text may well mean the province above; as an address to its own units it cannot.
                told = LEVEL_OF.get(level)
                if told is None or level in words or (is_higher(told, own.level) and name == "own_level"):
                    continue
                message = f"“{match.group()}”是{level}一级的口吻，而本文件属{own.name}"
                advice = f"如系套用其他层级文本的遗留，改为“{suffix[-1:] or '本级'}”的相应表述"
                yield _leftover(text, "leftover_level", match.span(), message, advice)
    yield from _unit_levels(text, vocabulary, words)


def _unit_levels(text: _Text, vocabulary: Vocabulary, words: set[str]) -> Iterator[Leftover]:
    """Responsible units of a higher level: a lower government cannot give tasks to its superior's departments."""
    own = text.record.jurisdiction
    advice = "改为本级的相应单位；确需上级支持的，写明争取、配合的方式"
    short = own.name.rstrip("省市县区旗州盟")
    patterns = vocabulary.patterns("leftover_words", "unit_level")
    holders: list[Task | AnnexRow] = [*text.record.tasks, *text.record.annex_rows]
    for holder in holders:
        for unit in holder.units:
            match = next((found for pattern in patterns if (found := pattern.search(unit.raw))), None)
            if match is None or unit.kind != "named" or short in unit.raw:
                continue
            level = match["level"]
            if level in words or not is_higher(LEVEL_OF.get(level, "unknown"), own.level):
                continue
            message = f"责任单位“{unit.raw}”是{level}级单位，{own.name}的文件不能给上级单位分派任务"
            yield _leftover(text, "leftover_level", unit.span, message, advice)


def _placeholders(text: _Text, vocabulary: Vocabulary) -> Iterator[Leftover]:
    if text.record.text_status == "template":
        return
    for pattern in vocabulary.patterns("leftover_words", "placeholder"):
        for match in _matches(text, pattern):
            # The word that the placeholder stands before is shown with it (XX部门); one behind 人行 takes a character.
            shown = next((match.span(name) for name, word in match.groupdict().items() if word), None)
            end = shown[1] if shown else match.end() + (text.source[match.end() : match.end() + 1] not in CLOSING)
            yield _placeholder(text, (match.start(), end), "是没有填写的代号")
    # Forms in an annex (承诺书样式) are left blank for those who sign them, number and date till the signature.
    own = [(block.span, True) for block in text.record.blocks if block.kind in OWN_BLOCKS]
    said = SpanIndex((*own, *((span, True) for span, _ in text.items)))
    for pattern in vocabulary.patterns("leftover_words", "blank"):
        for match in _matches(text, pattern):
            if said.at(match.start()):
                yield _placeholder(text, match.span(), "处留空，没有填写")


def _placeholder(text: _Text, span: Span, what: str) -> Leftover:
    shown = text.source[slice(*span)]
    return _leftover(text, "leftover_placeholder", span, f"“{shown}”{what}", "填入本地的名称、文号或日期")


def _bodies(text: _Text, vocabulary: Vocabulary, day: datetime.date | None) -> Iterator[Leftover]:
    if day is None:
        return
    quoted = [match.span() for match in re.finditer(r"《[^《》\n]*》", text.source)]
    taken: set[int] = set()
    for body in vocabulary.outdated_bodies:
        if day < body.since:
            continue
        for match in _matches(text, compile_pattern(body.pattern)):
            inside_title = any(start <= match.start() < end for start, end in quoted)
            if inside_title or taken & set(range(*match.span())):
                continue
            taken.update(range(*match.span()))
            message = f"“{match.group()}”自{body.since.year}年{body.since.month}月起已不是现行机构（{body.basis}）"
            advice = f"核对后改为现行机构：{body.successor}"
            yield _leftover(text, "outdated_body", match.span(), message, advice)


def _leftover(text: _Text, code: str, span: Span, message: str, advice: str) -> Leftover:
    start, end = _sentence(text.source, span)
    return Leftover.model_validate(
        {
            "policy": text.record.id,
            "code": code,
            "text": text.source[slice(*span)],
            "span": span,
            "line": text.source.count("\n", 0, span[0]) + 1,
            "item": next((name for (first, last), name in text.items if first <= span[0] < last), None),
            "context": text.source[start:end].strip(),
            "message": message,
            "advice": advice,
        }
    )


def _sentence(source: str, span: Span) -> Span:
    """The sentence around a passage, cut to what fits on two lines of print."""
    start = max((source.rfind(mark, 0, span[0]) for mark in ENDS), default=-1) + 1
    ends = [found for mark in ENDS if (found := source.find(mark, span[1])) >= 0]
    end = min(ends, default=len(source)) + 1
    return max(start, span[0] - SHORTEST_CONTEXT), min(end, span[1] + SHORTEST_CONTEXT, len(source))
