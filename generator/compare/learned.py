"""What is learned from the corpus before anything is compared: weights, words, and which cues can be trusted."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.compare.items import Item
from generator.compare.similarity import Weighed, weigh
from generator.compare.weights import Weights, learn_weights
from generator.compare.words import Lexicon, learn_words
from generator.models import PolicyRecord
from generator.models.limits import LEARNED_FROM


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


def learn(items: Sequence[Item]) -> Learned:
    """Learn weights and words from items; the same whatever their order."""
    return Learned(learn_weights(items), learn_words(text for item in items for text in (item.title, item.text)))


def pick_teachers(records: Sequence[PolicyRecord]) -> frozenset[str]:
    """The ids of at most LEARNED_FROM records to learn from, always the same ones of the same records."""
    ids = sorted((record.id for record in records), key=lambda name: hashlib.sha256(name.encode()).digest())
    return frozenset(ids[:LEARNED_FROM])
