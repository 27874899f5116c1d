"""Whether a passage may hold a verb that charges units: most hold no sign of any, and need not be searched for one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from generator.patterns import compile_pattern
from generator.vocabulary import RoleVerb, Vocabulary

Kind = Literal["charge", "role"]
"""Verbs of running text, or of clauses in brackets."""


def holds_sign(kind: Kind, text: str, start: int, end: int, vocabulary: Vocabulary) -> bool:
    """Whether text[start:end] holds a sign of a verb.

    Args:
        kind: Which verbs.
        text: The source text.
        start: First code point of the passage.
        end: One past its last.
        vocabulary: Verbs, and signs of most of them (`verb_signs`).
    """
    return _signs(kind, vocabulary).search(text, start, end) is not None


@lru_cache(maxsize=8)
def _signs(kind: Kind, vocabulary: Vocabulary) -> re.Pattern[str]:
    """The signs, and the verbs themselves whose examples show none: one added to a vocabulary need not be in both."""
    signs = vocabulary.one_of("verb_signs", kind)
    verbs = vocabulary.charge_verbs if kind == "charge" else vocabulary.role_verbs
    return re.compile("|".join((signs.pattern, *(verb.pattern for verb in verbs if not _is_signed(verb, signs)))))


def _is_signed(verb: RoleVerb, signs: re.Pattern[str]) -> bool:
    """Whether a sign stands in all that a verb finds in its examples, or behind (把 … 列入)."""
    shown = [example.text for example in verb.examples if example.finds]
    found = [(text, compile_pattern(verb.pattern).search(text)) for text in shown]
    return all(match is None or signs.search(text, match.start()) is not None for text, match in found)
