"""Words of a vocabulary with what they weigh for each domain, ready to be summed (`generator.telling`, `.naming`)."""

from __future__ import annotations

import functools
import re
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.vocabulary import DomainWords, Vocabulary

PARTS = 1_000_000
"""Weights are summed as whole numbers of such parts: in whatever order, the sum is the same."""

_PIECE = re.compile(r"\w+")

_LANE = 64
"""Bits that one domain has in a number that holds those of all: far from too few for a million words of most weight."""

_HALF = 1 << _LANE - 1


@dataclass(frozen=True, eq=False)
class WeighedWords:
    """What words weigh; one for the same words, whatever else vocabularies that hold them have.

    A text has hundreds of words, and each speaks for several domains: the weights of a word stand side by side in one
    long number, so that to add a word is to add a number.

    Attributes:
        domains: Ids of the domains that have weighed words.
        base: What speaks for each of them before any word is seen.
        within: Domain that a provision is about -> base in such a one, of those where it differs.
        weights: Of each domain the words that speak for or against it, with what they weigh.
        packed: Word -> what it weighs for all domains, in one number.
    """

    domains: tuple[str, ...]
    base: tuple[float, ...]
    within: Mapping[str, tuple[float, ...]]
    weights: tuple[Mapping[str, float], ...]
    packed: Mapping[str, int]

    @classmethod
    def of(cls, rows: Iterable[DomainWords], vocabulary: Vocabulary, besides: Iterable[str] = ()) -> WeighedWords:
        """Prepare the words of some rows: those of the vocabulary's domains, and of what is asked for `besides`."""
        known = {*(domain.id for domain in vocabulary.domains), *besides}
        return _of_rows(tuple(row for row in rows if row.domain in known))

    def summed(self, words: Iterable[str]) -> list[float]:
        """What words that have weights speak for each domain together, in the order of `domains`."""
        # Above zero in every lane, so that none borrows from the next.
        total = self._zero + sum(map(self.packed.__getitem__, words))
        lanes = array("Q", total.to_bytes(len(self.domains) * _LANE // 8, sys.byteorder))
        ordered = lanes if sys.byteorder == "little" else reversed(lanes)
        return [(lane - _HALF) / PARTS for lane in ordered]

    @functools.cached_property
    def _zero(self) -> int:
        return sum(_HALF << number * _LANE for number in range(len(self.domains)))

    def weight(self, word: str, domain: int) -> float:
        """What a word speaks for the domain of a number, 0 if nothing."""
        return self.weights[domain].get(word, 0.0)


@functools.lru_cache(maxsize=4)
def _of_rows(kept: tuple[DomainWords, ...]) -> WeighedWords:
    """Prepare words of domains that there are."""
    weights = tuple({word: weight for weight, words in row.words.items() for word in words.split()} for row in kept)
    packed: defaultdict[str, int] = defaultdict(int)
    for number, of_domain in enumerate(weights):
        for word, weight in of_domain.items():
            packed[word] += round(weight * PARTS) << number * _LANE
    base = tuple(row.base for row in kept)
    owners = dict.fromkeys(owner for row in kept for owner in row.within)
    within = {owner: tuple(row.base + row.within.get(owner, 0.0) for row in kept) for owner in owners}
    return WeighedWords(tuple(row.domain for row in kept), base, within, weights, dict(packed))


def runs_of(level: str, longest: int) -> dict[str, None]:
    """The runs of 1 to `longest` characters of a text, each once, in their order (so that sums are always the same).

    Args:
        level: The text, levelled (`generator.telling.levelled`).
        longest: Characters of the longest run.
    """
    return {
        piece[at : at + length]: None
        for piece in _PIECE.findall(level)
        for length in range(1, longest + 1)
        for at in range(len(piece) - length + 1)
    }
