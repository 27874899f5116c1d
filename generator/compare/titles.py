"""What the title of a document says it is about."""

from __future__ import annotations

import re

from generator.models import PolicyRecord
from generator.patterns import compile_pattern
from generator.places import places_by_id
from generator.traditional import simplified
from generator.vocabulary import Vocabulary

RUN = 4
"""Characters in a row that two titles share when they are on one subject (政务诚信); a shorter subject has to be the
same (河长制)."""

SHORTEST = 3
"""A shorter rest of a title is a word that many subjects have (数据, 安全)."""

_NO_WORD = re.compile(r"[\W\d_]+")


def subject_of_title(record: PolicyRecord, vocabulary: Vocabulary) -> frozenset[str]:
    """What a title is about, so that two titles on one subject have something in common.

    Args:
        record: The document.
        vocabulary: Its `title_words` say nothing of a subject, nor do names of places; its `title_subjects` are
            subjects that are named in several ways (政务诚信, 诚信政府, 政府守信践诺).

    Returns:
        The runs of RUN characters in what is left of the title, and what is left where that is shorter; the names of
        the subjects that it names.
    """
    title = simplified(record.title or "")
    named = {row.name for row in vocabulary.title_subjects if compile_pattern(row.pattern).search(title)}
    for name in sorted(names_of_place(record, vocabulary), key=lambda name: (-len(name), name)):
        title = title.replace(name, " ")
    for pattern in vocabulary.patterns("title_words", "general"):
        title = pattern.sub(" ", title)
    found: set[str] = set()
    for piece in _NO_WORD.split(title):
        if len(piece) >= SHORTEST:
            found |= {piece[at : at + RUN] for at in range(max(1, len(piece) - RUN + 1))}
    return frozenset(found | named)


def names_of_place(record: PolicyRecord, vocabulary: Vocabulary) -> set[str]:
    """How titles call the place of a document, simplified."""
    known = places_by_id(vocabulary).get(record.jurisdiction.id)
    names = (record.jurisdiction.name, record.issuer, *((known.name, known.short) if known is not None else ()))
    return {simplified(name) for name in names if name}
