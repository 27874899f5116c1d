"""Closing provisions (结尾条款): 本意见自…起施行, 由…负责解释, 此前规定不一致的，以本意见为准.

They stand behind the last item and say of the document what articles of an 附则 say: nobody is charged with anything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.models import Span
from generator.parse.lines import trim
from generator.vocabulary import Vocabulary

ITSELF = "本该此自"
"""How a closing sentence about the document itself, or about what was in force before it, begins."""
SENTENCE = re.compile("(?:[^。“”]|“[^”]*”)+。?")


def part_closing(
    text: str, pieces: Sequence[Span], run_in: bool, vocabulary: Vocabulary
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Part the text of a document's last item from the closing provisions behind it.

    A paragraph that opens with one closes the document, with all that follows. Within a paragraph the sentences at its
    end do, if the first of them is about the document itself (本方案…, 自印发之日起…): that another is repealed may be
    a task.

    Args:
        text: The source text.
        pieces: The item's passages, one for each line.
        run_in: Whether the first passage goes on behind the title on its line.
        vocabulary: How closing provisions begin (`closing` of the metadata patterns).

    Returns:
        The item's own passages, and those of the closing provisions (none if there are none).
    """
    for index, piece in enumerate(pieces):
        if not (run_in and index == 0) and _opens(text, piece, vocabulary):
            return tuple(pieces[:index]), tuple(pieces[index:])
        start = _closing_sentences(text, piece, vocabulary)
        if start < piece[1]:
            own = trim(text, piece[0], start)
            return (*pieces[:index], *((own,) if own[0] < own[1] else ())), ((start, piece[1]), *pieces[index + 1 :])
    return tuple(pieces), ()


def _closing_sentences(text: str, piece: Span, vocabulary: Vocabulary) -> int:
    """Where the closing sentences at the end of a passage begin; its end if there are none."""
    found = piece[1]
    sentences = [trim(text, *match.span()) for match in SENTENCE.finditer(text, *piece)]
    for span in reversed([span for span in sentences if span[0] < span[1]]):
        if not _opens(text, span, vocabulary):
            break
        if text[span[0]] in ITSELF:
            found = span[0]
    return found


def only_closing(text: str, spans: Sequence[Span], vocabulary: Vocabulary) -> bool:
    """Whether passages hold closing provisions and nothing else; False where there are none."""
    if not spans or not _opens(text, spans[0], vocabulary):
        return False
    sentences = [trim(text, *match.span()) for span in spans for match in SENTENCE.finditer(text, *span)]
    return all(_opens(text, span, vocabulary) for span in sentences if span[0] < span[1])


def _opens(text: str, span: Span, vocabulary: Vocabulary) -> bool:
    return any(pattern.match(text, *span) for pattern in vocabulary.patterns("metadata", "closing"))
