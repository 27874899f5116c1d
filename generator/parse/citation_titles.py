"""Titles between 《 and 》 with the document numbers that follow, and which of them mean the document itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.models import ReadMetadata, Span
from generator.models.base import Frozen
from generator.parse.folding import fold, normalise_number, squeeze
from generator.parse.screening import find_in_passages
from generator.vocabulary import Vocabulary

LONGEST = 120
OPENING = "（(〔[［【"
FORWARDED = re.compile(r"(?:关于)?(?:印发|转发|发布)《?(?P<inner>.{4,80}?)》?的(?:通知|公告|函)$")
EDITION = re.compile(r"[（(](?:要点|节选|摘编|要点摘编|征求意见稿|试行|暂行|修订)[)）]$")


class TitleMention(Frozen):
    """A title where it stands.

    `outer` spans 《…》, `span` the title inside, `end` is one past the number in brackets that follows, if any.
    """

    title: str
    outer: Span
    span: Span
    number: str | None = None
    number_span: Span | None = None
    end: int


class OwnTitles(Frozen):
    """Folded titles and short forms of the document itself."""

    titles: frozenset[str] = frozenset()
    short_forms: frozenset[str] = frozenset()

    def covers(self, mention: TitleMention) -> bool:
        """Whether a mention means the document itself."""
        key = fold(EDITION.sub("", mention.title))
        return key in self.titles or key in self.short_forms


def find_titles(text: str, span: Span, vocabulary: Vocabulary) -> tuple[TitleMention, ...]:
    """Find all titles in text[span]: outermost 《》, nested ones inside belong to them.

    Args:
        text: The source text.
        span: Passage to look at, half-open code points.
        vocabulary: Holds the form of document numbers (citation_cues.yaml, `number`).

    Returns:
        The titles in text order. 《 without 》 within 120 characters opens no title.
    """
    mentions: list[TitleMention] = []
    at = text.find("《", *span)
    while at >= 0:
        close = _closing(text, at, min(span[1], at + LONGEST))
        if close < 0:
            at = text.find("《", at + 1, span[1])
            continue
        number, number_span, end = _number_after(text, close, span[1], vocabulary)
        inner = (at + 1, close - 1)
        title = _one_line(text[inner[0] : inner[1]])
        if fold(title):
            mentions.append(
                TitleMention(
                    title=title, outer=(at, close), span=inner, number=number, number_span=number_span, end=end
                )
            )
        at = text.find("《", end, span[1])
    return tuple(mentions)


def own_titles(text: str, spans: Sequence[Span], metadata: ReadMetadata, vocabulary: Vocabulary) -> OwnTitles:
    """Titles that mean the document itself: its titles, their core, and short forms such as 《方案》.

    In an interpretation the short form of the interpreted document is no citation either.
    """
    titles: set[str] = set()
    for title in (metadata.title, metadata.wrapper_title):
        if title:
            titles.add(fold(EDITION.sub("", title)))
            forwarded = FORWARDED.search(title)
            if forwarded:
                titles.add(fold(forwarded["inner"]))
    short_forms: set[str] = set()
    for pattern in vocabulary.patterns("citation_cues", "short_form"):
        short_forms |= {fold(match["found"]) for match in find_in_passages(pattern, text, spans)}
    genres = vocabulary.patterns("citation_cues", "genre_only")
    for span in spans:
        for mention in find_titles(text, span, vocabulary):
            if any(genre.search(squeeze(mention.title)) for genre in genres):
                short_forms.add(fold(EDITION.sub("", mention.title)))
            forwarded = FORWARDED.search(mention.title)
            if forwarded and metadata.text_status == "interpretation":
                titles.add(fold(forwarded["inner"]))
    return OwnTitles(titles=frozenset(titles - {""}), short_forms=frozenset(short_forms - {""}))


def _closing(text: str, at: int, end: int) -> int:
    """One past the 》 that closes the 《 at `at`; -1 if none does, or a sentence or paragraph ends before."""
    depth = 0
    for offset in range(at, end):
        if text[offset] == "《":
            depth += 1
        elif text[offset] == "》":
            depth -= 1
            if depth == 0:
                return offset + 1
        elif text[offset] in "。\t":
            return -1
    return -1


def _number_after(text: str, close: int, end: int, vocabulary: Vocabulary) -> tuple[str | None, Span | None, int]:
    """The document number in brackets right after a title: normalised, its raw span, and where it all ends."""
    begin = close
    while begin < end and text[begin] in " \u00a0\u3000":
        begin += 1
    if begin < end and text[begin] in OPENING:
        for pattern in vocabulary.patterns("citation_cues", "number"):
            match = pattern.search(text, begin + 1, min(end, begin + 40))
            if match is not None and not text[begin + 1 : match.start()].strip():
                after = match.end()
                while after < end and text[after] in " \u00a0":
                    after += 1
                return normalise_number(match.group()), match.span(), after + (text[after : after + 1] in ")）]〕】")
    return None, None, close


def _one_line(title: str) -> str:
    """The title on one line: line breaks inside are dropped, other white space becomes one space."""
    joined = re.sub(r"\s*\n\s*", "", title)
    return re.sub(r"[\s\u3000]+", " ", joined).strip()
