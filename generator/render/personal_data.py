"""Personal data (个人信息) is replaced in everything published, unless the settings allow it."""

from __future__ import annotations

import re

from generator.models import PolicyRecord
from generator.models.held_record import numbers_of
from generator.render.site import SiteInput
from generator.render.wording import REDACTED


class Mask:
    """Replaces the personal data of one record wherever it stands in a text.

    The record keeps only spans, so the words to hide are cut out of the source; every occurrence is hidden,
    not only the one at the span, because a warning's message may quote the passage.
    """

    def __init__(self, words: frozenset[str]) -> None:
        """Keep the words to hide; the longest is tried first so that no part of one is left over."""
        self.words = words
        ordered = sorted(words, key=lambda word: (-len(word), word))
        self._pattern = re.compile("|".join(map(re.escape, ordered))) if ordered else None

    def text(self, text: str) -> str:
        """The text with every personal word replaced by the notice."""
        return self._pattern.sub(REDACTED, text) if self._pattern else text

    def hides(self, text: str) -> bool:
        """Whether something in the text is hidden."""
        return self.text(text) != text

    def tree(self, value: object) -> object:
        """A JSON-like tree with every string in it masked (keys are field names and stay)."""
        if self._pattern is None:
            return value
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list | tuple):
            return [self.tree(part) for part in value]
        if isinstance(value, dict):
            return {key: self.tree(part) for key, part in value.items()}
        return value


def mask_for(record: PolicyRecord, site: SiteInput) -> Mask:
    """The mask of one record.

    Args:
        record: The record whose `personal_data` spans count into `site.sources[record.id]`.
        site: Sources and settings; with `publish_personal_data` nothing is hidden.

    Returns:
        A mask that hides each passage as written and with the blanks inside it taken out.
    """
    if site.settings.publish_personal_data or not numbers_of(record).personal:
        return Mask(frozenset())
    source = site.sources[record.id]
    words: set[str] = set()
    for entry in record.personal_data:
        passage = source[slice(*entry.span)].strip()
        words.add(passage)
        words.add(re.sub(r"\s", "", passage))
    # A single character is never a name; hiding every one of it would eat the text.
    return Mask(frozenset(word for word in words if len(word) > 1))
