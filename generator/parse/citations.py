"""Citations (引用): documents named between 《 and 》, their numbers, and how this text relates to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from generator.models import Heading, Line, ReadCitation, ReadMetadata, SourceText, Span, Warning_
from generator.models.base import Frozen
from generator.parse.citation_titles import OwnTitles, TitleMention, find_titles, own_titles
from generator.parse.damage_brackets import repair_quotes, unbalanced
from generator.parse.damage_dates import repair_years
from generator.parse.folding import fold, squeeze
from generator.parse.lines import Stretches, line_at
from generator.parse.repealed_lists import find_repealed
from generator.parse.screening import find_in_passages
from generator.patterns import compile_pattern
from generator.vocabulary import Vocabulary

Place = Literal["preamble", "body", "interpretation"]

CHAIN = re.compile(r"^[\s、，,]*+(?:以及|和|及|与|或)?\s*+$")
"""Between two titles of one list: they share the words before the first."""

LONGEST_HEADING = 40
"""关联阅读 stands on a line of its own."""

SENTENCE = "。；;！？!?\n\t"
LAW = re.compile(r"^中华人民共和国|关于|法$|条例$")

BRACKETED = r"(?:\s*[（(〔\[][^（）()]{0,40}[)）〕\]])?"
LISTED = re.compile(rf"^(?:{BRACKETED}[、和及与，]*(?:以及)?《[^《》]*》)*{BRACKETED}")
"""What may stand between a repealed title and 同时废止: its number, and further titles with theirs."""


class CitationReading(Frozen):
    """The documents cited, and citations without 《》 that a person should check."""

    citations: tuple[ReadCitation, ...] = ()
    warnings: tuple[Warning_, ...] = ()


class _Found(Frozen):
    mention: TitleMention
    relation: str


def find_citations(
    source: SourceText,
    lines: Sequence[Line],
    headings: Sequence[Heading],
    body_spans: Sequence[Span],
    metadata: ReadMetadata,
    vocabulary: Vocabulary,
    notice: Sequence[Span] = (),
) -> CitationReading:
    """Find the documents that a text names.

    Args:
        source: The document.
        lines: Its physical lines.
        headings: Its outline; what stands before the first heading is the preamble.
        body_spans: Passages to read, half-open code points into the source: preamble, body, annexes; not
            metadata, boilerplate or duplicates. Lists of related reading after them are looked for as well.
        metadata: For the document's own titles, which are no citations.
        vocabulary: Holds the words that show a relation (citation_cues.yaml).
        notice: Passages of what passes the document on: of these only the documents that they repeal are cited.

    Returns:
        One citation for each document, at its first mention (span of the title without 《》), in text order;
        later mentions by span. Relations as in the record. Warnings `citation_unbracketed`.
    """
    own = own_titles(source.text, body_spans, metadata, vocabulary)
    first_heading = min((h.span[0] for h in headings if h.kind == "heading"), default=len(source.text))
    annex = min((h.span[0] for h in headings if h.kind == "annex"), default=len(source.text))
    found: list[_Found] = []
    for span in body_spans:
        found += _in_passage(source.text, span, min(first_heading, annex), own, metadata, vocabulary)
    found += _misquoted(source.text, body_spans)
    listed = find_repealed(source.text, lines, body_spans, vocabulary)
    places = Stretches(mention.outer for mention in listed)
    found = [entry for entry in found if not places.touch(*entry.mention.outer)]
    found += [_Found(mention=mention, relation="repeals") for mention in listed if not own.covers(mention)]
    found += [
        entry
        for span in notice
        for entry in _in_passage(source.text, span, span[1], own, metadata, vocabulary)
        if entry.relation == "repeals"
    ]
    related = _related(source.text, lines, body_spans, vocabulary)
    cited = _gather(source.text, found, body_spans, vocabulary)
    return CitationReading(
        citations=(*_interpreted(source.text, cited, metadata, vocabulary), *related),
        warnings=tuple(_unbracketed(source.text, lines, body_spans, vocabulary)),
    )


def _in_passage(
    text: str, span: Span, first_heading: int, own: OwnTitles, metadata: ReadMetadata, vocabulary: Vocabulary
) -> Iterator[_Found]:
    """Titles of one passage with their relations; members of a list share that of its first."""
    previous: TitleMention | None = None
    relation: str | None = None
    for mention in find_titles(text, span, vocabulary):
        decided = _decided(text[mention.end : span[1]], vocabulary)
        # a new edition mostly has the title of the one that it repeals
        if own.covers(mention) and decided != "repeals":
            previous, relation = mention, None
            continue
        between = text[previous.end : mention.outer[0]] if previous else None
        if relation is None or between is None or not CHAIN.match(between):
            place: Place = "preamble" if mention.outer[0] < first_heading else "body"
            begin = max(_sentence_start(text, span[0], mention.outer[0]), previous.end if previous else 0)
            before = text[begin : mention.outer[0]]
            relation = _relation(before, mention, place, metadata, vocabulary)
            if any(pattern.search(before) for pattern in vocabulary.patterns("citation_cues", "repeals_before")):
                relation = "repeals"
        previous = mention
        yield _Found(mention=mention, relation=decided or relation)


def _decided(after: str, vocabulary: Vocabulary) -> str | None:
    """What the words behind a title, other titles of the same list left out, do to it: repeal or amend."""
    rest = LISTED.sub("", after)
    for name in ("repeals", "amends"):
        if any(pattern.match(rest) for pattern in vocabulary.patterns("citation_cues", name)):
            return name
    return None


def _misquoted(text: str, spans: Sequence[Span]) -> Iterator[_Found]:
    """Titles whose 《 was read as “; each stands elsewhere as it should, and is a mention of that."""
    for repair in repair_quotes(text, unbalanced(text, tuple(spans))):
        start = repair.span[1]
        close = text.index("》", start)
        mention = TitleMention(
            title=text[start:close], outer=(start - 1, close + 1), span=(start, close), end=close + 1
        )
        yield _Found(mention=mention, relation="implements")


def _sentence_start(text: str, low: int, at: int) -> int:
    return max([low] + [text.rfind(mark, low, at) + 1 for mark in SENTENCE])


def _relation(before: str, mention: TitleMention, place: Place, metadata: ReadMetadata, vocabulary: Vocabulary) -> str:
    """The relation by the nearest words before the title; titles of state documents without words are applied."""
    interpretation = metadata.text_status == "interpretation"
    best: tuple[int, int] = (-1, -1)
    relation = ""
    for row in vocabulary.citation_cues:
        if row.name not in ("basis", "implements", "interprets", "background", "deliverable", "instrument_generic"):
            continue
        if row.value == "interpretation" and not interpretation:
            continue
        if row.value in ("preamble", "body") and row.value != place:
            continue
        for match in compile_pattern(row.pattern).finditer(before):
            if (match.end(), -match.start()) > best:
                best, relation = (match.end(), -match.start()), row.name
    if relation:
        return relation
    if mention.number or LAW.search(mention.title):
        return "basis" if place == "preamble" else "implements"
    return "instrument_generic"


def _gather(
    text: str, found: Sequence[_Found], spans: Sequence[Span], vocabulary: Vocabulary
) -> tuple[ReadCitation, ...]:
    """One citation for each document: titles that differ only in punctuation or in damaged years are the same."""
    repairs, _ = repair_years(text, spans, vocabulary)
    groups: dict[str, list[_Found]] = {}
    for entry in found:
        groups.setdefault(fold(entry.mention.title), []).append(entry)
    citations: list[ReadCitation] = []
    for group in groups.values():
        entries = sorted(group, key=lambda entry: entry.mention.span)
        first = entries[0].mention
        numbered = next((e.mention for e in entries if e.mention.number), first)
        title = first.title
        for repair in repairs:
            if first.span[0] <= repair.span[0] and repair.span[1] <= first.span[1]:
                title = title.replace(repair.before, repair.after)
        citations.append(
            ReadCitation(
                title=title,
                number=numbered.number,
                relation=entries[0].relation,
                span=first.span,
                number_span=numbered.number_span,
                mentions=tuple(e.mention.span for e in entries[1:]),
            )
        )
    return tuple(sorted(citations, key=lambda c: c.span))


def _interpreted(
    text: str, citations: tuple[ReadCitation, ...], metadata: ReadMetadata, vocabulary: Vocabulary
) -> tuple[ReadCitation, ...]:
    """Of an interpretation whose title names what it interprets, that alone is interpreted; the rest is background."""
    spans = [metadata.spans[name] for name in ("title", "subtitle") if name in metadata.spans]
    named = [mention for span in spans for mention in find_titles(text, span, vocabulary)]
    if metadata.text_status != "interpretation" or len(named) != 1:
        return citations
    mention = named[0]
    about = [entry for entry in citations if fold(mention.title) in fold(entry.title)]
    others = [
        entry.model_copy(update={"relation": "background"}) if entry.relation == "interprets" else entry
        for entry in citations
        if entry not in about
    ]
    if not about:
        about = [ReadCitation(title=mention.title, number=mention.number, relation="interprets", span=mention.span)]
    return tuple(
        sorted((*(e.model_copy(update={"relation": "interprets"}) for e in about), *others), key=lambda c: c.span)
    )


def _related(
    text: str, lines: Sequence[Line], spans: Sequence[Span], vocabulary: Vocabulary
) -> tuple[ReadCitation, ...]:
    """《…》政策解读 listed after 关联阅读: the interpretation of that document."""
    headings = vocabulary.patterns("citation_cues", "related_heading")
    after = vocabulary.patterns("citation_cues", "related_after")
    found: list[ReadCitation] = []
    reading = False
    own = Stretches(spans)
    for line in lines:
        if len(line.text) <= LONGEST_HEADING and any(pattern.search(squeeze(line.text)) for pattern in headings):
            reading = True
            continue
        if own.touch(line.start, line.start + 1):
            continue
        for mention in find_titles(text, (line.start, line.end), vocabulary) if reading else ():
            if any(p.search(text[mention.outer[1] : line.end]) for p in after):
                found.append(
                    ReadCitation(
                        title=mention.title,
                        number=mention.number,
                        relation="related_interpretation",
                        span=mention.span,
                        number_span=mention.number_span,
                    )
                )
    return tuple(found)


def _unbracketed(text: str, lines: Sequence[Line], spans: Sequence[Span], vocabulary: Vocabulary) -> Iterator[Warning_]:
    """Documents named without 《》: by their kind after 按照 or 落实, or by a bare number."""
    seen: set[str] = set()
    for pattern in vocabulary.patterns("citation_cues", "unbracketed"):
        for match in find_in_passages(pattern, text, spans):
            raw = match["found"]
            if raw in seen:
                continue
            seen.add(raw)
            yield Warning_(
                code="citation_unbracketed",
                severity="info",
                message=f"“{raw}”未加书名号，疑为引用文件，请核对名称与文号",
                line=line_at(lines, match.start("found")),
                span=match.span("found"),
            )
