"""Words of a vocabulary with what they weigh for each domain, ready to be summed (`generator.telling`, `.naming`)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.vocabulary import DomainWords, Vocabulary

_PIECE = re.compile(r"\w+")


@dataclass(frozen=True)
class WeighedWords:
    """What words weigh.

    Attributes:
        domains: Ids of the domains that have weighed words.
        base: What speaks for each of them before any word is seen.
        within: Domain that a provision is about -> base in such a one, of those where it differs.
        weights: Word -> (number of a domain in `domains`, weight) for each domain that it speaks for or against.
    """

    domains: tuple[str, ...]
    base: tuple[float, ...]
    within: Mapping[str, tuple[float, ...]]
    weights: Mapping[str, tuple[tuple[int, float], ...]]

    @classmethod
    def of(cls, rows: Iterable[DomainWords], vocabulary: Vocabulary) -> WeighedWords:
        """Prepare the words of some rows; those of domains that the vocabulary does not hold are left out."""
        known = {domain.id for domain in vocabulary.domains}
        kept = [row for row in rows if row.domain in known]
        held: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, row in enumerate(kept):
            for weight, words in row.words.items():
                for word in words.split():
                    held[word].append((number, weight))
        weights = {word: tuple(found) for word, found in held.items()}
        base = tuple(row.base for row in kept)
        owners = dict.fromkeys(owner for row in kept for owner in row.within)
        within = {owner: tuple(row.base + row.within.get(owner, 0.0) for row in kept) for owner in owners}
        return cls(tuple(row.domain for row in kept), base, within, weights)

    def weight(self, word: str, domain: int) -> float:
        """What a word that has weights speaks for the domain of a number, 0 if nothing."""
        return dict(self.weights[word]).get(domain, 0.0)


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
