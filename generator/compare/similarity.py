"""Similarity of two items: what the alignment decides by, and what it shows as evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.compare.items import Item, Sentence
from generator.compare.runs import Run
from generator.compare.weights import Weights

SENTENCE_MASS = 1.0
"""Sentences whose bigrams weigh less than this together are stock phrases and pair with nothing."""

ECHO_LIKENESS = 0.7
ECHO_SHARE = 0.1
"""A sentence this much like a title, and at least this part of its text, takes up the title's matter."""


@dataclass(frozen=True)
class Features:
    """What two items have in common; symmetric but for the order inside `best`.

    Attributes:
        same_domain: Both have the same primary domain.
        title: Weighted containment of the titles' bigrams, 0 to 1.
        text: Weighted Dice coefficient of the texts' bigrams, 0 to 1.
        best: The two most alike sentences and their weighted Dice coefficient, if any share a bigram.
        echo: One text says the other's title in a sentence that is a good part of it (ECHO_SHARE).
        runs: Verbatim runs, left = the first item.
        touches: Domains that are primary for one and touched by the other: (id, words), first item's touches
            first.
        by_record: True if one item's record names the other's primary domain as secondary.
    """

    same_domain: bool
    title: float
    text: float
    best: tuple[Sentence, Sentence, float] | None
    echo: bool
    runs: tuple[Run, ...]
    touches: tuple[tuple[str, tuple[str, ...]], ...]
    by_record: bool

    @property
    def sentence(self) -> float:
        """Score of the best sentence pair, 0 if there is none."""
        return self.best[2] if self.best else 0.0


@dataclass(frozen=True)
class Weighed:
    """An item with the weights of its parts, so that they are added up once and not for every pair."""

    item: Item
    text: float
    title: float
    sentences: tuple[tuple[Sentence, float], ...]


def weigh(item: Item, weights: Weights) -> Weighed:
    """Weigh the text, the title and every sentence of an item."""
    return Weighed(
        item=item,
        text=weights.total(item.bigrams),
        title=weights.total(item.title_bigrams),
        sentences=tuple((sentence, weights.total(sentence.bigrams)) for sentence in item.sentences),
    )


def measure(left: Weighed, right: Weighed, runs: Sequence[Run], weights: Weights) -> Features:
    """Measure two items.

    The text similarity is the weighted Dice coefficient 2·w(A ∩ B) / (w(A) + w(B)) of the sets of bigrams, the
    title similarity their weighted containment w(A ∩ B) / min(w(A), w(B)).

    Args:
        left: The item that comes first in record order.
        right: The other.
        runs: Their verbatim runs.
        weights: The learned weights.

    Returns:
        The features.
    """
    one, other = left.item, right.item
    touches = []
    for item, counterpart in ((one, other), (other, one)):
        if counterpart.primary is not None and counterpart.primary in item.touched:
            touches.append((counterpart.primary, item.touched[counterpart.primary]))
    common_text = weights.total(one.bigrams & other.bigrams)
    common_title = weights.total(one.title_bigrams & other.title_bigrams)
    return Features(
        same_domain=one.primary is not None and one.primary == other.primary,
        title=_ratio(common_title, min(left.title, right.title)),
        text=_ratio(2 * common_text, left.text + right.text),
        best=_best_pair(left, right, weights),
        echo=_echoes(left, right, weights) or _echoes(right, left, weights),
        runs=tuple(runs),
        touches=tuple(touches),
        by_record=one.primary in other.secondary or other.primary in one.secondary,
    )


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _echoes(said: Weighed, titled: Weighed, weights: Weights) -> bool:
    """True if a sentence of `said` says what the title of `titled` says."""
    least = ECHO_SHARE * len(said.item.folded.text)
    for sentence, mass in said.sentences:
        # The coefficient cannot be reached where one side weighs too little.
        if len(sentence.folded) < least or 2 * min(mass, titled.title) < ECHO_LIKENESS * (mass + titled.title):
            continue
        common = weights.total(sentence.bigrams & titled.item.title_bigrams)
        if _ratio(2 * common, mass + titled.title) >= ECHO_LIKENESS:
            return True
    return False


def _best_pair(left: Weighed, right: Weighed, weights: Weights) -> tuple[Sentence, Sentence, float] | None:
    best: tuple[Sentence, Sentence, float] | None = None
    for one, mass in left.sentences:
        if mass < SENTENCE_MASS:
            continue
        for other, other_mass in right.sentences:
            reachable = 2 * min(mass, other_mass) / (mass + other_mass)
            if other_mass < SENTENCE_MASS or (best is not None and reachable <= best[2]):
                continue
            score = 2 * weights.total(one.bigrams & other.bigrams) / (mass + other_mass)
            if score > (best[2] if best else 0.0):
                best = (one, other, score)
    return best
