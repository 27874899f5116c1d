"""What a document as a whole is about, so that documents on other matters are not linked by their phrases."""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import add
from sys import intern

from generator.compare.items import Item

RELATED = 0.2
"""Cosine of two documents' profiles from which they are on one subject.

Measured: documents on one subject reach 0.3 to 0.9, and those that share only the language of official documents
(加强组织领导, 严格督查考核) stay under 0.15, in corpora of one subject and of several, also in made ones full of stock
phrases (tests/benchmarks).
"""

SAME_FIELDS = 3
"""Fields (政府采购, 招商引资) named by titles of both documents, from which they are on one subject."""

SHORT = 200
"""Folded characters; a text shorter than this is a clause or a list of titles and does not tell its subject."""

PROFILE = 100
"""The heaviest bigrams of a document; those behind them are what any document says."""

RARE = 1 / 3
"""A bigram in this share of the documents counts in full, a rarer one no more: it is a place, not a subject."""


@dataclass(frozen=True)
class Profile:
    """What a document is about.

    Attributes:
        grams: Its heaviest bigrams, the heaviest first.
        shares: The part of each in the document, scaled so that the whole has length 1.
        short: Whether the document is too short to tell its subject.
        fields: Ids of the fields that titles of its provisions name.
        titled: What its own title is about (`generator.compare.titles`).
    """

    grams: tuple[str, ...]
    shares: array[float]
    short: bool
    fields: frozenset[str] = frozenset()
    titled: frozenset[str] = frozenset()

    @property
    def by_gram(self) -> dict[str, float]:
        """Bigram -> its part in the document."""
        return dict(zip(self.grams, self.shares, strict=True))


EMPTY = Profile((), array("d"), short=True)


@dataclass(frozen=True)
class Subjects:
    """How much a bigram says about what a document as a whole is about.

    Attributes:
        common: The weights of bigrams in more than RARE of the documents learned from.
        rare: The weight of any other one.
    """

    common: Mapping[str, float]
    rare: float

    def profile(self, items: Iterable[Item], titled: frozenset[str] = frozenset()) -> Profile:
        """What a document is about.

        What is said over and over in a document is its subject (政务, 诚信, 信用), and precisely these words weigh
        nothing between its provisions. So here bigrams count as often as they occur, in titles and texts, times the
        inverse document frequency ln(1 + n / df): where a corpus is on several subjects, what all documents say counts
        half.

        Args:
            items: Its items.
            titled: What its title is about.

        Returns:
            The profile.
        """
        held = tuple(items)
        count = count_bigrams(held)
        weighed = {gram: number * self.common.get(gram, self.rare) for gram, number in count.items()}
        least = sorted(weighed.values(), reverse=True)[:PROFILE][-1:]
        heavy = [entry for entry in weighed.items() if entry[1] >= least[0]]
        top = sorted(heavy, key=lambda entry: (-entry[1], entry[0]))[:PROFILE]
        length = math.sqrt(math.fsum(number * number for _, number in top)) or 1.0
        # A corpus has few bigrams and uses them all the time: each is kept once.
        grams = tuple(intern(gram) for gram, _ in top)
        fields = frozenset(
            item.primary for item in held if item.primary and item.nature == "field" and item.naming_words
        )
        shares = array("d", (number / length for _, number in top))
        return Profile(grams, shares, count.total() < SHORT, fields, titled)


def learn_subjects(documents: Iterable[Iterable[Item]]) -> Subjects:
    """Learn how many documents hold each bigram; those without provisions say nothing.

    Args:
        documents: The items of each document to learn from.

    Returns:
        The weights; the same whatever the order.
    """
    holders: Counter[str] = Counter()
    counted = 0
    for items in documents:
        if count := count_bigrams(items):
            counted += 1
            holders.update(count.keys())
    least = RARE * counted
    return Subjects(
        {gram: math.log(1 + counted / held) for gram, held in holders.items() if held > least},
        math.log(1 + counted / least) if counted else 1.0,
    )


def count_bigrams(items: Iterable[Item]) -> Counter[str]:
    """How often each bigram stands in the titles and texts of a document."""
    count: Counter[str] = Counter()
    for item in items:
        for text in (item.folded_title, item.folded.text):
            count.update(map(add, text, text[1:]))
    return count


def on_one_subject(
    items: Sequence[Item], titled: Mapping[str, frozenset[str]], pairs: Iterable[tuple[int, int]]
) -> tuple[tuple[int, int], ...]:
    """The pairs of items whose documents are on one subject.

    A document too short to tell is taken to be on the subject of every other.

    Args:
        items: Items of all documents, learned from as well.
        titled: What the title of each document is about, by policy id.
        pairs: Pairs of indices.

    Returns:
        Those of them that are worth measuring, in their order.
    """
    listed = tuple(pairs)
    documents: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        documents[item.ref.policy].append(item)
    subjects = learn_subjects(documents.values())
    profiles = {policy: subjects.profile(held, titled[policy]) for policy, held in documents.items()}
    asked = {(items[one].ref.policy, items[other].ref.policy) for one, other in listed}
    related = {pair for pair in asked if are_related(profiles[pair[0]], profiles[pair[1]])}
    return tuple(pair for pair in listed if (items[pair[0]].ref.policy, items[pair[1]].ref.policy) in related)


def are_related(one: Profile, other: Profile) -> bool:
    """Whether two documents are on one subject: by their titles, those of their provisions, or their words."""
    if one.short or other.short or one.titled & other.titled or len(one.fields & other.fields) >= SAME_FIELDS:
        return True
    return likeness(one.by_gram, other.by_gram) >= RELATED


def likeness(own: Mapping[str, float], other: Mapping[str, float]) -> float:
    """How alike two documents are in what they are about, the cosine of their profiles, 0 to 1.

    Args:
        own: The one's `by_gram`.
        other: The other's.

    Returns:
        The likeness; the same both ways.
    """
    # Exact, so that the order of a set does not matter.
    return math.fsum(own[gram] * other[gram] for gram in own.keys() & other.keys())
