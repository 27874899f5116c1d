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


def measure(left: Item, right: Item, runs: Sequence[Run], weights: Weights) -> Features:
    """Measure two items.

    Args:
        left: The item that comes first in record order.
        right: The other.
        runs: Their verbatim runs.
        weights: The learned weights.

    Returns:
        The features.
    """
    touches = []
    for one, other in ((left, right), (right, left)):
        if other.primary is not None and other.primary in one.touched:
            touches.append((other.primary, one.touched[other.primary]))
    return Features(
        same_domain=left.primary is not None and left.primary == right.primary,
        title=weights.containment(left.title_bigrams, right.title_bigrams),
        text=weights.dice(left.bigrams, right.bigrams),
        best=_best_pair(left, right, weights),
        echo=_echoes(left, right, weights) or _echoes(right, left, weights),
        runs=tuple(runs),
        touches=tuple(touches),
        by_record=left.primary in right.secondary or right.primary in left.secondary,
    )


def _echoes(item: Item, titled: Item, weights: Weights) -> bool:
    """True if a sentence of `item` says what the title of `titled` says."""
    return any(
        len(sentence.folded) >= ECHO_SHARE * len(item.folded.text)
        and weights.dice(sentence.bigrams, titled.title_bigrams) >= ECHO_LIKENESS
        for sentence in item.sentences
    )


def _best_pair(left: Item, right: Item, weights: Weights) -> tuple[Sentence, Sentence, float] | None:
    best: tuple[Sentence, Sentence, float] | None = None
    heavy = [(s, weights.total(s.bigrams)) for s in right.sentences]
    for one in left.sentences:
        mass = weights.total(one.bigrams)
        if mass < SENTENCE_MASS:
            continue
        for other, other_mass in heavy:
            common = one.bigrams & other.bigrams
            if other_mass < SENTENCE_MASS or not common:
                continue
            score = 2 * weights.total(common) / (mass + other_mass)
            if best is None or score > best[2]:
                best = (one, other, score)
    return best
