"""What a document as a whole is about, so that documents on other matters are not linked by their phrases."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from generator.compare.items import Item

RELATED = 0.3
"""Cosine of two documents' bigram counts from which they are on one subject.

Measured: documents on one subject reach 0.4 to 0.8, and those that share only the language of official
documents (加强组织领导, 严格督查考核) stay under 0.25.
"""

SHORT = 200
"""Folded characters; a text shorter than this is a clause or a list of titles and does not tell its subject."""

PROFILE = 400
"""The most frequent bigrams of a document; the rest hardly changes the cosine."""


Profile = dict[str, float]
"""Bigram -> its part in a document, scaled so that the whole has length 1."""


def related_policies(items: Sequence[Item], pairs: Iterable[tuple[int, int]]) -> frozenset[tuple[str, str]]:
    """The pairs of policies on one subject.

    What is said over and over in a document is its subject (政务, 诚信, 信用), and precisely these words weigh
    nothing between its provisions. So here bigrams count as often as they occur, in titles and texts.

    A document too short to tell is taken to be on the subject of every other.

    Args:
        items: Items of all documents.
        pairs: Pairs of indices; only the pairs of policies met there are looked at.

    Returns:
        Pairs of policy ids, in the order in which `pairs` names them.
    """
    counts = _counts(items)
    short = {policy for policy, count in counts.items() if count.total() < SHORT}
    profiles = {policy: _profile(count) for policy, count in counts.items()}
    asked = {(items[one].ref.policy, items[other].ref.policy) for one, other in pairs}
    return frozenset(
        pair for pair in asked if not short.isdisjoint(pair) or cosine(profiles[pair[0]], profiles[pair[1]]) >= RELATED
    )


def make_profiles(items: Sequence[Item]) -> dict[str, Profile]:
    """What each document with items is about: policy id -> profile."""
    return {policy: _profile(count) for policy, count in _counts(items).items()}


def cosine(one: Profile, other: Profile) -> float:
    """How alike two documents are in what they are about, 0 to 1."""
    return math.fsum(share * other[gram] for gram, share in one.items() if gram in other)


def _counts(items: Sequence[Item]) -> dict[str, Counter[str]]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        for text in (item.folded_title, item.folded.text):
            counts[item.ref.policy].update(text[start : start + 2] for start in range(len(text) - 1))
    return counts


def _profile(count: Counter[str]) -> Profile:
    """The most frequent bigrams, scaled to length 1."""
    top = sorted(count.items(), key=lambda entry: (-entry[1], entry[0]))[:PROFILE]
    length = math.sqrt(math.fsum(number * number for _, number in top)) or 1.0
    return {gram: number / length for gram, number in top}
