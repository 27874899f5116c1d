"""What is learned from the corpus before anything is compared: weights, words, and which cues can be trusted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.compare.items import Item
from generator.compare.similarity import Weighed, weigh
from generator.compare.weights import Weights, learn_weights
from generator.compare.words import Lexicon, learn_words


@dataclass(frozen=True)
class Learned:
    """What comparing two provisions needs to know of the corpus."""

    weights: Weights
    lexicon: Lexicon

    def weigh(self, item: Item) -> Weighed:
        """An item ready to be measured."""
        return weigh(item, self.weights, self.lexicon)

    @cached_property
    def fingerprint(self) -> str:
        """A hash of all of it: what was compared under another one does not hold."""
        told = (sorted(self.weights.of.items()), sorted(self.lexicon.words.items()), self.lexicon.single)
        return hashlib.sha256(repr(told).encode()).hexdigest()


def learn(items: Iterable[Item]) -> Learned:
    """Learn weights and words from items in record order, each looked at once."""
    texts: list[str] = []

    def read() -> Iterator[Item]:
        for item in items:
            texts.extend((item.title, item.text))
            yield item

    return Learned(learn_weights(read()), learn_words(texts))
