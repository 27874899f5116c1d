"""What a document as a whole is about, so that documents on other matters are not linked by their phrases."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from generator.compare.items import Item

RELATED = 0.2
"""Cosine of two documents' profiles from which they are on one subject.

Measured: documents on one subject reach 0.3 to 0.9, and those that share only the language of official documents
(加强组织领导, 严格督查考核) stay under 0.15, in corpora of one subject and of several, also in made ones full of stock
phrases (tests/benchmarks).
"""

SHORT = 200
"""Folded characters; a text shorter than this is a clause or a list of titles and does not tell its subject."""

PROFILE = 100
"""The heaviest bigrams of a document; those behind them are what any document says."""

RARE = 1 / 3
"""A bigram in this share of the documents counts in full, a rarer one no more: it is a place, not a subject."""


Profile = dict[str, float]
"""Bigram -> its part in a document, scaled so that the whole has length 1."""


def related_policies(items: Sequence[Item], pairs: Iterable[tuple[int, int]]) -> frozenset[tuple[str, str]]:
    """The pairs of policies on one subject.

    What is said over and over in a document is its subject (政务, 诚信, 信用), and precisely these words weigh
    nothing between its provisions. So here bigrams count as often as they occur, in titles and texts, times the inverse
    document frequency ln(1 + n / df): where a corpus is on several subjects, what all documents say counts half.

    A document too short to tell is taken to be on the subject of every other.

    Args:
        items: Items of all documents.
        pairs: Pairs of indices; only the pairs of policies met there are looked at.

    Returns:
        Pairs of policy ids, in the order in which `pairs` names them.
    """
    counts = _counts(items)
    short = {policy for policy, count in counts.items() if count.total() < SHORT}
    profiles = _profiles(counts)
    asked = {(items[one].ref.policy, items[other].ref.policy) for one, other in pairs}
    return frozenset(
        pair for pair in asked if not short.isdisjoint(pair) or cosine(profiles[pair[0]], profiles[pair[1]]) >= RELATED
    )


def make_profiles(items: Sequence[Item]) -> dict[str, Profile]:
    """What each document with items is about: policy id -> profile."""
    return _profiles(_counts(items))


def cosine(one: Profile, other: Profile) -> float:
    """How alike two documents are in what they are about, 0 to 1."""
    return math.fsum(share * other[gram] for gram, share in one.items() if gram in other)


def _counts(items: Sequence[Item]) -> dict[str, Counter[str]]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        for text in (item.folded_title, item.folded.text):
            counts[item.ref.policy].update(text[start : start + 2] for start in range(len(text) - 1))
    return counts


def _profiles(counts: Mapping[str, Counter[str]]) -> dict[str, Profile]:
    """For each document its heaviest bigrams, scaled to length 1."""
    holders = Counter(gram for count in counts.values() for gram in count)
    least = RARE * len(counts)
    weight = {gram: math.log(1 + len(counts) / max(held, least)) for gram, held in holders.items()}
    return {policy: _profile(count, weight) for policy, count in counts.items()}


def _profile(count: Counter[str], weight: Mapping[str, float]) -> Profile:
    weighed = {gram: number * weight[gram] for gram, number in count.items()}
    top = sorted(weighed.items(), key=lambda entry: (-entry[1], entry[0]))[:PROFILE]
    length = math.sqrt(math.fsum(number * number for _, number in top)) or 1.0
    return {gram: number / length for gram, number in top}
