"""Basic principles (基本原则) that carry no numbers: “——坚持…。” lists, 一是…二是…, “坚持…原则” sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from generator.models import Frozen, Span, TextBody
from generator.parse.inline import find_spoken_items
from generator.parse.lines import trim

DASH = re.compile(r"(?:[—–－-]{1,3}|[●•◆■·])[ \u3000]*")
TITLE_STOP = re.compile("[。，,：:；;]")
LONGEST_TITLE = 24
SENTENCE = re.compile(r"(?:[^。“”]|“[^”]*”)*。?")
HOLD = re.compile("(?:要|必须|始终)?(?:坚持|遵循|突出|注重|强化)")
"""Words with which a sentence states a principle."""
NAMED = re.compile("(?:要|必须|始终)?(?:坚持|遵循)(?P<name>[^，。；]{2,20}?)的?原则")


class UnnumberedPrinciple(Frozen):
    """A principle found in running text: its mark ("" or 一是), title and text."""

    number: str
    title: Span
    spans: tuple[Span, ...]


def find_principles(text: str, body: TextBody) -> tuple[UnnumberedPrinciple, ...]:
    """Split the running text of a part called 基本原则 into its principles.

    At least two are needed: a single sentence about principles is no list of them.

    Args:
        text: The source text.
        body: The part's running text.

    Returns:
        The principles in order, or nothing.
    """
    paragraphs = _paragraphs(body)
    for found in (_dashed(text, paragraphs), _spoken(text, body.spans), _held(text, paragraphs)):
        if len(found) > 1:
            return tuple(found)
    return ()


def _paragraphs(body: TextBody) -> list[tuple[Span, ...]]:
    starts = [*body.paragraph_starts, len(body.spans)]
    return [body.spans[a:b] for a, b in pairwise(starts) if a < b]


def _dashed(text: str, paragraphs: Sequence[tuple[Span, ...]]) -> list[UnnumberedPrinciple]:
    found: list[UnnumberedPrinciple] = []
    for spans in paragraphs:
        mark = DASH.match(text, *spans[0])
        if mark is not None:
            found.append(_cut(text, "", (mark.end(), spans[0][1]), spans[1:]))
    return found


def _spoken(text: str, spans: Sequence[Span]) -> list[UnnumberedPrinciple]:
    if len(spans) != 1:
        return []
    return [
        UnnumberedPrinciple(
            number=item.number, title=item.title, spans=(item.text,) if item.text[0] < item.text[1] else ()
        )
        for item in find_spoken_items(text, spans[0])
    ]


def _held(text: str, paragraphs: Sequence[tuple[Span, ...]]) -> list[UnnumberedPrinciple]:
    """Paragraphs, or sentences of one paragraph, that each begin with 坚持."""
    pieces = [spans for spans in paragraphs if HOLD.match(text, *spans[0])]
    if len(pieces) < 2 and len(paragraphs) == 1 and len(paragraphs[0]) == 1:
        pieces = [(span,) for span in _held_sentences(text, paragraphs[0][0])]
    return [_cut(text, "", spans[0], spans[1:]) for spans in pieces]


def _held_sentences(text: str, span: Span) -> list[Span]:
    """Cut one passage at each sentence that begins with 坚持.

    Other sentences may stand between them only where those that begin with 坚持 are as short as titles:
    坚持问题导向。聚焦企业关切。坚持改革创新。…
    """
    found = SENTENCE.finditer(text[: span[1]], span[0])
    sentences = [trim(text, *match.span()) for match in found if match.group().strip()]
    holding = [sentence for sentence in sentences if HOLD.match(text, *sentence)]
    short = all(end - start <= LONGEST_TITLE for start, end in holding)
    if not holding or holding[0] != sentences[0] or (len(holding) < len(sentences) and not short):
        return []
    ends = [*(start for start, _ in holding[1:]), span[1]]
    return [trim(text, start, end) for (start, _), end in zip(holding, ends, strict=True)]


def _cut(text: str, number: str, first: Span, rest: Sequence[Span]) -> UnnumberedPrinciple:
    """The title is named as a principle, or ends at the first stop; a title that a comma ends opens the text too."""
    named = NAMED.match(text, *first)
    if named is not None:
        return UnnumberedPrinciple(number=number, title=named.span("name"), spans=(first, *rest))
    stop = TITLE_STOP.search(text, *first)
    end = stop.start() if stop is not None else first[1]
    title = (first[0], min(end, first[0] + LONGEST_TITLE))
    body = (end + 1, first[1]) if stop is not None and stop.group() in "。：:" else first
    spans = (trim(text, *body), *rest) if body[0] < body[1] else tuple(rest)
    return UnnumberedPrinciple(number=number, title=title, spans=spans)
