"""Closing provisions (结尾条款): 本意见自…起施行, 由…负责解释, 此前规定不一致的，以本意见为准.

They stand behind the last item and say of the document what articles of an 附则 say: nobody is charged with anything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.models import Span
from generator.parse.lines import trim
from generator.vocabulary import Vocabulary

SENTENCE = re.compile("(?:[^。“”]|“[^”]*”)+。?")


def closing_at(text: str, pieces: Sequence[Span], vocabulary: Vocabulary) -> int:
    """Find where closing provisions begin among the lines of a document's last item.

    Args:
        text: The source text.
        pieces: The item's passages, one for each line.
        vocabulary: How closing provisions begin (`closing` of the metadata patterns).

    Returns:
        Index of the first passage that opens one: what stands behind belongs to them too. The number of passages if
        there is none.
    """
    for index, piece in enumerate(pieces):
        if _opens(text, piece, vocabulary):
            return index
    return len(pieces)


def only_closing(text: str, spans: Sequence[Span], vocabulary: Vocabulary) -> bool:
    """Whether passages hold closing provisions and nothing else; False where there are none."""
    if not spans or not _opens(text, spans[0], vocabulary):
        return False
    sentences = [trim(text, *match.span()) for span in spans for match in SENTENCE.finditer(text, *span)]
    return all(_opens(text, span, vocabulary) for span in sentences if span[0] < span[1])


def _opens(text: str, span: Span, vocabulary: Vocabulary) -> bool:
    return any(pattern.match(text, *span) for pattern in vocabulary.patterns("metadata", "closing"))
