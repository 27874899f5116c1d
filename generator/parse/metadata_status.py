"""Status of a text (全文、摘编、解读、征求意见、范本), by its own words, and signs that it breaks off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.models import Line, Warning_
from generator.models.source import TextStatus
from generator.parse.folding import fold
from generator.parse.lines import line_at, trim
from generator.parse.screening import passages_that_may_hold
from generator.vocabulary import DocumentType, Vocabulary

FIRST_LEVEL = re.compile(r"^[\s\u3000\u00a0]*[一二三四五六七八九十]{1,3}、(?P<title>[^。，,:：]{2,40})")
FEWEST_MARKS = 2


def read_status(
    text: str, titles: Sequence[str], front: Sequence[Line], types: Sequence[DocumentType], vocabulary: Vocabulary
) -> TextStatus | None:
    """What kind of text this is; None where nothing says that it is not the full wording.

    Args:
        text: The source text.
        titles: Its titles: own, notice, subtitle.
        front: The lines above the body.
        types: Document types that fit the titles, best first.
        vocabulary: Words of each status (boilerplate.yaml, metadata, `status_…`, `anonymised`).

    Returns:
        The status. A digest says so itself; two marks of anonymity (X市) make a template.
    """
    stated = [*titles, *(line.text.strip() for line in front)]
    if _any(stated, "status_digest", vocabulary):
        return "digest"
    marks = sum(len(p.findall(text)) for p in vocabulary.patterns("metadata", "anonymised"))
    if marks >= FEWEST_MARKS:
        return "template"
    if _any(titles, "status_interpretation", vocabulary):
        return "interpretation"
    if _any(titles, "status_draft", vocabulary):
        return "draft"
    return next((entry.text_status for entry in types if entry.text_status), None)


def _any(texts: Sequence[str], name: str, vocabulary: Vocabulary) -> bool:
    return any(pattern.search(one) for pattern in vocabulary.patterns("metadata", name) for one in texts)


def status_warnings(
    text: str, lines: Sequence[Line], status: TextStatus | None, vocabulary: Vocabulary
) -> Iterator[Warning_]:
    """Warnings that follow from what kind of text this is, and from its breaking off.

    Args:
        text: The source text.
        lines: All its lines.
        status: What `read_status` found.
        vocabulary: Marks of truncation (boilerplate.yaml, metadata).

    Yields:
        `digest`, `anonymised` (information), `truncated` (one for each kind of evidence).
    """
    if status == "digest":
        yield from _first_mark(text, lines, "status_digest", "digest", "本文为要点摘编，不是官方原文", vocabulary)
    if status == "template":
        message = "地名、年份已隐去（X省、X市）；不得对应到任何真实地区"
        yield from _first_mark(text, lines, "anonymised", "anonymised", message, vocabulary)
    for pattern in vocabulary.patterns("metadata", "truncation_mark"):
        seen: set[str] = set()
        for line in _lines_that_may_hold(pattern, text, lines):
            match = pattern.search(line.text.strip())
            if match is not None and match.group() not in seen:
                seen.add(match.group())
                message = f"有“{match.group()}”字样，文本可能不完整；未见的内容记为不明，不记为没有"
                yield Warning_(code="truncated", message=message, line=line.number, span=(line.start, line.end))
    yield from _announced(text, lines, vocabulary)


def _lines_that_may_hold(pattern: re.Pattern[str], text: str, lines: Sequence[Line]) -> Iterator[Line]:
    starts = {start for start, _ in passages_that_may_hold(pattern, text, [(line.start, line.end) for line in lines])}
    return (line for line in lines if line.start in starts)


def _first_mark(
    text: str, lines: Sequence[Line], name: str, code: str, message: str, vocabulary: Vocabulary
) -> Iterator[Warning_]:
    """One notice at the first line that shows a mark."""
    for line in lines:
        start, end = trim(text, line.start, line.end)
        for pattern in vocabulary.patterns("metadata", name):
            match = pattern.search(text[start:end])
            if match is not None:
                span = (start + match.start(), start + match.end())
                yield Warning_(code=code, severity="info", message=message, line=line.number, span=span)
                return


def _announced(text: str, lines: Sequence[Line], vocabulary: Vocabulary) -> Iterator[Warning_]:
    """Parts that an opening paragraph announces (着力…、着力…) and no first-level heading follows up.

    At least one announced part has to be a heading, else the words announce no parts at all.
    """
    headings = [match["title"] for line in lines if (match := FIRST_LEVEL.match(line.text))]
    for pattern in vocabulary.patterns("metadata", "announced_part"):
        for line in _lines_that_may_hold(pattern, text, lines):
            parts = list(pattern.finditer(text, line.start, line.end))
            missing = [part for part in parts if not any(_about(part["found"], title) for title in headings)]
            if len(parts) < 2 or not missing or len(missing) == len(parts):
                continue
            named = "、".join(f"“{part['found']}”" for part in missing)
            yield Warning_(
                code="truncated",
                message=f"文中预告的{named}没有相应的部分，文本可能不完整；未见的内容记为不明，不记为没有",
                line=line_at(lines, missing[0].start()),
                span=(missing[0].start(), missing[-1].end()),
            )


def _about(part: str, title: str) -> bool:
    """Whether a heading is about an announced part: it shares at least two thirds of its pairs of characters."""
    words, heading = fold(part), fold(title)
    pairs = {words[i : i + 2] for i in range(len(words) - 1)}
    shared = sum(1 for pair in pairs if pair in heading)
    return bool(pairs) and shared * 3 >= len(pairs) * 2
