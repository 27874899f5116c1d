"""What a text calls the places below its own: a prefecture addresses counties, a county towns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from generator.models import Span
from generator.vocabulary import Vocabulary


def find_below(text: str, spans: Sequence[Span], vocabulary: Vocabulary) -> Literal["counties", "townships"] | None:
    """Tell what lies directly below the place that a document is for.

    Args:
        text: The source text.
        spans: Passages of the document's own text.
        vocabulary: Words for places one level down (`below_counties`, `below_townships`).

    Returns:
        "counties" where the text speaks to counties or districts anywhere (it may speak to towns as well), "townships"
        where it speaks to towns and streets only, None where it speaks to neither.
    """
    for name, found in (("below_counties", "counties"), ("below_townships", "townships")):
        for pattern in vocabulary.patterns("unit_patterns", name):
            if any(pattern.search(text, *span) for span in spans):
                return "counties" if found == "counties" else "townships"
    return None
