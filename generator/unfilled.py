"""Names that somebody has yet to fill in (代号、留空): XX部门, ____."""

from __future__ import annotations

from generator.vocabulary import Vocabulary


def is_unfilled(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a unit's name is a placeholder, so that there is nothing to register.

    Args:
        name: The name as written.
        vocabulary: Holds the forms (drafting_words.yaml, `placeholder` and `blank`).
    """
    forms = (*vocabulary.patterns("leftover_words", "placeholder"), *vocabulary.patterns("leftover_words", "blank"))
    return any(pattern.search(name) for pattern in forms)
