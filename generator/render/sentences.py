"""Sentences (句) of provisions: where they are, which of them only one document has, which one mentions a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.models import DifferenceOperation, ItemRef, ReusedRun, Span
from generator.render.search.folding import fold

SENTENCE = re.compile(r"[^。！？；\n]*[。！？；]+[”』」）)]*|[^。！？；\n]+")
"""A sentence ends with 。！？； (GB/T 15834-2011, 4.1–4.3 and 4.6) or with the line; closing marks belong to it."""

OWN_BELOW = 0.5
"""A sentence is only this document's if less than half of it stands in any counterpart."""

SHARED_FROM = 0.9
"""A sentence counts as taken over word for word if nine tenths of it lie in verbatim runs."""

MIN_EQUAL = 4
"""Equal stretches shorter than this are chance (的, 建立, 加强) and prove no counterpart."""


@dataclass(frozen=True)
class SharedSentence:
    """A sentence that stands word for word in other provisions."""

    text: str
    others: tuple[ItemRef, ...]


@dataclass(frozen=True)
class OwnSentence:
    """A sentence that nobody else has as a whole, in pieces: text, and whether that stands word for word elsewhere."""

    pieces: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(text for text, _ in self.pieces)

    @property
    def reused(self) -> int:
        """Letters of it that stand word for word elsewhere."""
        return sum(character.isalnum() for text, elsewhere in self.pieces if elsewhere for character in text)


@dataclass(frozen=True)
class OwnWork:
    """The sentences of a provision by whether anybody else has them (独有内容)."""

    total: int
    own: tuple[OwnSentence, ...]
    shared: tuple[SharedSentence, ...]


def sentence_spans(text: str) -> tuple[Span, ...]:
    """Cut a text into sentences.

    Args:
        text: The text of a provision.

    Returns:
        Half-open spans into `text`, blank ones left out, surrounding white space not counted.
    """
    spans: list[Span] = []
    for match in SENTENCE.finditer(text):
        sentence = match.group()
        start = match.start() + len(sentence) - len(sentence.lstrip())
        end = match.end() - len(sentence) + len(sentence.rstrip())
        if end > start:
            spans.append((start, end))
    return tuple(spans)


def sentence_with(text: str, words: Iterable[str]) -> str | None:
    """The first sentence of `text` that holds one of `words`, or None; longer words are tried first.

    Signs and widths do not count (督促、检查 holds 督促检查), as where words are told to stand in a provision.
    """
    sentences = [text[slice(*span)] for span in sentence_spans(text)]
    held = [_letters(sentence) for sentence in sentences]
    for word in sorted(filter(None, map(_letters, set(words))), key=lambda word: (-len(word), word)):
        for sentence, letters in zip(sentences, held, strict=True):
            if word in letters:
                return sentence
    return None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))


def equal_spans(operations: Sequence[DifferenceOperation], length: int) -> tuple[Span, ...]:
    """Where the other text of a difference agrees with its base.

    Args:
        operations: Steps from the base text to the other text.
        length: Length of the other text in code points.

    Returns:
        Spans into the other text. Nothing if the steps do not add up to `length`: then the base's equal
        text differs in length (folded spaces), and positions cannot be trusted.
    """
    spans: list[Span] = []
    position = 0
    for operation in operations:
        if operation.op == "delete":
            continue
        end = position + len(operation.text)
        if len(operation.text) >= MIN_EQUAL and (operation.op == "equal" or operation.moved):
            spans.append((position, end))
        position = end
    return tuple(spans) if position == length else ()


def covered(spans: Iterable[Span], within: Span) -> int:
    """How many code points of `within` lie in any of `spans`."""
    total, reached = 0, within[0]
    for start, end in sorted(spans):
        left, right = max(start, reached), min(end, within[1])
        if right > left:
            total += right - left
            reached = right
    return total


def own_work(text: str, counterparts: Iterable[Iterable[Span]], runs: Sequence[ReusedRun]) -> OwnWork:
    """Sort the sentences of a provision.

    Args:
        text: Its text.
        counterparts: For every counterpart elsewhere, the spans of `text` that it has too.
        runs: The verbatim runs of the provision (spans into `text`).

    Returns:
        How many sentences there are, those without a counterpart, and those taken over word for word.
    """
    agreed = [tuple(spans) for spans in counterparts]
    agreed.extend((run.span,) for run in runs)
    own: list[OwnSentence] = []
    shared: list[SharedSentence] = []
    sentences = sentence_spans(text)
    for start, end in sentences:
        size = end - start
        if max((covered(spans, (start, end)) for spans in agreed), default=0) < OWN_BELOW * size:
            own.append(_cut(text, (start, end), [run.span for run in runs]))
        elif covered((run.span for run in runs), (start, end)) >= SHARED_FROM * size:
            others = {other for run in runs if covered((run.span,), (start, end)) for other in run.others}
            shared.append(SharedSentence(text[start:end], tuple(sorted(others, key=lambda o: (o.policy, o.item)))))
    return OwnWork(len(sentences), tuple(own), tuple(shared))


def _cut(text: str, within: Span, spans: Iterable[Span]) -> OwnSentence:
    """A sentence cut where passages that stand elsewhere begin and end; what overlaps is one piece."""
    pieces: list[tuple[str, bool]] = []
    reached, end = within
    for left, right in sorted(spans):
        start, stop = max(left, reached), min(right, end)
        if start >= stop:
            continue
        if start > reached:
            pieces.append((text[reached:start], False))
        if start == reached and pieces and pieces[-1][1]:
            pieces[-1] = (pieces[-1][0] + text[start:stop], True)
        else:
            pieces.append((text[start:stop], True))
        reached = stop
    if reached < end:
        pieces.append((text[reached:end], False))
    return OwnSentence(tuple(pieces))
