"""Boilerplate weights, learned from the corpus: how much a bigram says about what a provision is about."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.compare.items import Item

SPREAD_FLOOR = 0.15
"""What is left of the weight of a bigram that stands in provisions on everything."""


class _Known(dict[str, float]):
    """Weights by bigram, one for any other bigram: looked up faster than with a default for each."""

    def __init__(self, of: Mapping[str, float], unseen: float) -> None:
        super().__init__(of)
        self._unseen = unseen

    def __missing__(self, gram: str) -> float:
        return self._unseen


@dataclass(frozen=True)
class Weights:
    """Weight of each bigram seen, 0 to 1; a bigram never seen weighs `unseen`."""

    of: dict[str, float]
    unseen: float = 1.0

    @cached_property
    def boilerplate(self) -> dict[str, bool]:
        """Words of titles that were looked at -> whether they say nothing; the same words stand in very many titles."""
        return {}

    def __getstate__(self) -> dict[str, object]:
        """Only what was learned."""
        return {"of": self.of, "unseen": self.unseen}

    def total(self, grams: Iterable[str]) -> float:
        """The sum of the weights (exact, so that the order of a set does not matter)."""
        return math.fsum(map(self._known.__getitem__, grams))

    @cached_property
    def _known(self) -> _Known:
        return _Known(self.of, self.unseen)


def learn_weights(items: Iterable[Item]) -> Weights:
    """Learn the weight of every bigram from how it is spread over provisions and domains.

    weight = rarity · (SPREAD_FLOOR + (1 - SPREAD_FLOOR) · concentration)

    rarity is the inverse document frequency over provisions (title and text), scaled to at most 1:
    ln((n + 1) / (df + 0.5)) / ln((n + 1) / 1.5). concentration is the chance that two provisions with the
    bigram are about the same domain (Simpson's index), with one pair of even odds added so that a bigram
    seen once is neither: (Σ c·(c-1) + 1) / (m·(m-1) + 2), where c counts per domain and m is their sum.
    So 进一步 or 政务诚信建设, which stand everywhere, weigh little, and 履约验收 much, without any list.

    Args:
        items: All items of the corpus.

    Returns:
        The weights; the same whatever the order of `items`.
    """
    frequency: Counter[str] = Counter()
    by_domain: defaultdict[str, Counter[str]] = defaultdict(Counter)
    n = 0
    for item in items:
        n += 1
        for gram in item.bigrams | item.title_bigrams:
            frequency[gram] += 1
            if item.primary is not None:
                by_domain[gram][item.primary] += 1
    scale = math.log((n + 1) / 1.5) if n > 1 else 1.0
    weights = {}
    for gram, count in frequency.items():
        rarity = max(0.0, min(1.0, math.log((n + 1) / (count + 0.5)) / scale)) if n > 1 else 1.0
        labels = by_domain[gram]
        m = labels.total()
        pairs = sum(c * (c - 1) for c in labels.values())
        concentration = (pairs + 1) / (m * (m - 1) + 2)
        weights[gram] = rarity * (SPREAD_FLOOR + (1 - SPREAD_FLOOR) * concentration)
    return Weights(weights)
