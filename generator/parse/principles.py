"""Basic principles (基本原则) that carry no numbers: “——坚持…。” lists, 一是…二是…, “坚持…原则” sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from generator.models import Frozen, Span, TextBody
from generator.parse.inline import find_spoken_items
from generator.parse.lines import trim
from generator.vocabulary import Vocabulary

DASH = re.compile(r"(?:[—–－-]{1,3}|[●•◆■·])[ \u3000]*")
TITLE_STOP = re.compile("[。，,：:；;]")
LONGEST_TITLE = 24
SENTENCE = re.compile(r"(?:[^。“”]|“[^”]*”)*。?")
CLAUSE = re.compile("(?:[^；;“”]|“[^”]*”)+")


class UnnumberedPrinciple(Frozen):
    """A principle found in running text: its mark ("" or 一是), title, text, and where its mark begins."""

    number: str
    title: Span
    spans: tuple[Span, ...]
    start: int


class FoundPrinciples(Frozen):
    """The principles of a part in order, and what else it says: a lead-in, a target behind the list."""

    items: tuple[UnnumberedPrinciple, ...] = ()
    rest: TextBody

    def says_more(self, text: str, vocabulary: Vocabulary) -> bool:
        """Whether the rest is more than the sentence that announces the list."""
        announced = vocabulary.one_of("principle_words", "announced")
        return any(announced.search(text[slice(*span)]) is None for span in self.rest.spans)


def find_principles(text: str, body: TextBody, named: bool, vocabulary: Vocabulary) -> FoundPrinciples:
    """Split running text into the principles that it lists.

    At least two are needed: a single sentence about principles is no list of them.

    Args:
        text: The source text.
        body: A part's running text.
        named: Whether the part is called 基本原则. In any other only a list with dashes counts that a sentence
            announces (应当遵循下列原则：).
        vocabulary: Its `principle_words`.

    Returns:
        The principles, if there are any, and the rest of the text.
    """
    paragraphs = _paragraphs(body)
    if not named:
        found = _dashed(text, paragraphs, vocabulary) if _announced(text, paragraphs, vocabulary) else []
        return _parted(text, body, found)
    for found in (
        _dashed(text, paragraphs, vocabulary),
        _spoken(text, body.spans),
        _held(text, paragraphs, vocabulary),
        _titled(text, paragraphs, vocabulary),
    ):
        if len(found) > 1:
            return _parted(text, body, found)
    return FoundPrinciples(rest=body)


def _parted(text: str, body: TextBody, found: Sequence[UnnumberedPrinciple]) -> FoundPrinciples:
    if len(found) < 2:
        return FoundPrinciples(rest=body)
    taken = [span for item in found for span in item.spans] + [item.title for item in found]
    spans: list[Span] = []
    starts: list[int] = []
    for index, (start, end) in enumerate(body.spans):
        first = min((max(a, start) for a, b in taken if a < end and start < b), default=end)
        first = min([first, *(item.start for item in found if start <= item.start < end)])
        if start < first and text[start:first].strip():
            starts += [len(spans)] if index in body.paragraph_starts else []
            spans.append(trim(text, start, first))
    rest = TextBody(lines=body.lines, spans=tuple(spans), paragraph_starts=tuple(starts))
    return FoundPrinciples(items=tuple(found), rest=rest)


def _holds(text: str, span: Span, vocabulary: Vocabulary) -> bool:
    """Whether a passage begins with words that state a principle (坚持)."""
    return vocabulary.one_of("principle_words", "hold").match(text, *span) is not None


def _paragraphs(body: TextBody) -> list[tuple[Span, ...]]:
    starts = [*body.paragraph_starts, len(body.spans)]
    return [body.spans[a:b] for a, b in pairwise(starts) if a < b]


def _announced(text: str, paragraphs: Sequence[tuple[Span, ...]], vocabulary: Vocabulary) -> bool:
    """Whether the paragraph before the first dash announces principles."""
    for before, spans in pairwise(paragraphs):
        if DASH.match(text, *spans[0]) is not None:
            return vocabulary.one_of("principle_words", "announced").search(text[slice(*before[-1])]) is not None
    return False


def _dashed(text: str, paragraphs: Sequence[tuple[Span, ...]], vocabulary: Vocabulary) -> list[UnnumberedPrinciple]:
    found: list[UnnumberedPrinciple] = []
    for spans in paragraphs:
        mark = DASH.match(text, *spans[0])
        if mark is not None:
            item = _cut(text, "", (mark.end(), spans[0][1]), spans[1:], vocabulary)
            found.append(item.model_copy(update={"start": mark.start()}))
    return found


def _spoken(text: str, spans: Sequence[Span]) -> list[UnnumberedPrinciple]:
    if len(spans) != 1:
        return []
    return [
        UnnumberedPrinciple(
            number=item.number,
            title=item.title,
            spans=(item.text,) if item.text[0] < item.text[1] else (),
            start=item.start,
        )
        for item in find_spoken_items(text, spans[0])
    ]


def _held(text: str, paragraphs: Sequence[tuple[Span, ...]], vocabulary: Vocabulary) -> list[UnnumberedPrinciple]:
    """Paragraphs, or sentences or clauses of one paragraph, that each begin with 坚持."""
    pieces = [spans for spans in paragraphs if _holds(text, spans[0], vocabulary)]
    if len(pieces) < 2 and len(paragraphs) == 1 and len(paragraphs[0]) == 1:
        opening = vocabulary.one_of("principle_words", "opening").match(text, *paragraphs[0][0])
        passage = trim(text, opening.end() if opening else paragraphs[0][0][0], paragraphs[0][0][1])
        sentences = _held_sentences(text, passage, vocabulary)
        pieces = [(span,) for span in (sentences if len(sentences) > 1 else _held_clauses(text, passage, vocabulary))]
    return [_cut(text, "", spans[0], spans[1:], vocabulary) for spans in pieces]


def _titled(text: str, paragraphs: Sequence[tuple[Span, ...]], vocabulary: Vocabulary) -> list[UnnumberedPrinciple]:
    """Paragraphs that each open with a short title and a full stop (政府引导、社会参与。…), or but the first do."""
    pieces = list(paragraphs)
    if pieces and vocabulary.one_of("principle_words", "announced").search(text[slice(*pieces[0][-1])]) is not None:
        pieces = pieces[1:]
    stops = [TITLE_STOP.search(text, *spans[0]) for spans in pieces]
    titled = all(
        stop is not None and stop.group() in "。：:" and stop.start() - spans[0][0] <= LONGEST_TITLE
        and text[stop.end() : spans[0][1]].strip()
        for stop, spans in zip(stops, pieces, strict=True)
    )  # fmt: skip
    return [_cut(text, "", spans[0], spans[1:], vocabulary) for spans in pieces] if titled else []


def _held_clauses(text: str, span: Span, vocabulary: Vocabulary) -> list[Span]:
    """Cut one sentence at ；: every clause has to begin with 坚持."""
    clauses: list[Span] = []
    for match in CLAUSE.finditer(text, *span):
        clause = trim(text, *match.span())
        if clause[0] < clause[1]:
            clauses.append(clause)
    return clauses if all(_holds(text, clause, vocabulary) for clause in clauses) else []


def _held_sentences(text: str, span: Span, vocabulary: Vocabulary) -> list[Span]:
    """Cut one passage at each sentence that begins with 坚持.

    Other sentences may stand between them only where those that begin with 坚持 are as short as titles:
    坚持问题导向。聚焦企业关切。坚持改革创新。…
    """
    found = SENTENCE.finditer(text, *span)
    sentences = [trim(text, *match.span()) for match in found if match.group().strip()]
    holding = [sentence for sentence in sentences if _holds(text, sentence, vocabulary)]
    short = all(end - start <= LONGEST_TITLE for start, end in holding)
    if not holding or holding[0] != sentences[0] or (len(holding) < len(sentences) and not short):
        return []
    ends = [*(start for start, _ in holding[1:]), span[1]]
    return [trim(text, start, end) for (start, _), end in zip(holding, ends, strict=True)]


def _cut(text: str, number: str, first: Span, rest: Sequence[Span], vocabulary: Vocabulary) -> UnnumberedPrinciple:
    """The title is named as a principle, or ends at the first stop; a title that a comma ends opens the text too."""
    named = vocabulary.one_of("principle_words", "named").match(text, *first)
    if named is not None:
        return UnnumberedPrinciple(number=number, title=named.span("name"), spans=(first, *rest), start=first[0])
    stop = TITLE_STOP.search(text, *first)
    end = stop.start() if stop is not None else first[1]
    title = (first[0], min(end, first[0] + LONGEST_TITLE))
    body = (end + 1, first[1]) if stop is not None and stop.group() in "。：:" else first
    spans = (trim(text, *body), *rest) if body[0] < body[1] else tuple(rest)
    return UnnumberedPrinciple(number=number, title=title, spans=spans, start=first[0])
