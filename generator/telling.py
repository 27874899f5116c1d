"""What a passage is about, told by many words together, each with its weight (schema/vocabulary/domain_words.yaml)."""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from generator.traditional import simplified
from generator.vocabulary import Vocabulary
from generator.weighed_words import WeighedWords, runs_of

LONGEST = 4
"""Characters of the longest words that are weighed."""

TITLE = 1.0
OPENING = 1.0
FURTHER = 0.6
"""What a word counts in the title, and in the text by whether it stands in the first sentence; both add up."""

NOTHING = "none"
"""What stands for no domain among the weighed words."""

LOOKED_AT = 6
SHOWN = 3
"""Words looked at and shown as those that told a domain."""

_END = re.compile("[。；;！？\n]")


@dataclass(frozen=True)
class Told:
    """What a passage seems to be about.

    Attributes:
        shares: Domain id -> its probability, 0 to 1, all domains together 1; the likeliest first.
        words: The words that speak most for the likeliest domain.
        nothing: The probability that it is about no domain, 0 to 1.
    """

    shares: Mapping[str, float]
    words: tuple[str, ...]
    nothing: float = 0.0


class Teller:
    """The weighed words of a vocabulary, prepared once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Prepare the words of `vocabulary`; one without any tells nothing."""
        self._words = WeighedWords.of(vocabulary.domain_words, vocabulary, besides=(NOTHING,))

    def tell(self, title: str, text: str) -> Told:
        """Tell what a passage is about.

        Multinomial logistic regression over the runs of 1 to LONGEST characters: the score of a domain is its base
        plus the weights of the words that stand in the passage, each times what its place counts, over the length of
        the vector of all runs; exp(score), scaled to 1, is its probability. No domain (NOTHING) is one of the classes.

        Args:
            title: Its title, which may be empty.
            text: Its text.

        Returns:
            What it is about; nothing without any weighed word.
        """
        values = weigh_runs(title, text) if self._words.packed else {}
        scores = self._scores(values)
        if not scores:
            return Told({}, ())
        top = max(scores)
        odds = [math.exp(score - top) for score in scores]
        ranked = sorted(range(len(odds)), key=lambda number: (-odds[number], number))
        ranked = [number for number in ranked if self._words.domains[number] != NOTHING]
        whole, on_domains = math.fsum(odds), math.fsum(odds[number] for number in ranked)
        shares = {self._words.domains[number]: odds[number] / on_domains for number in ranked}
        words = self._telling(ranked[0], values) if ranked else ()
        return Told(shares, words, nothing=(whole - on_domains) / whole)

    def _scores(self, values: Mapping[str, float]) -> list[float]:
        """The score of each domain; none without any weighed word."""
        groups: defaultdict[float, list[str]] = defaultdict(list)
        for word in values.keys() & self._words.packed.keys():
            groups[values[word]].append(word)
        if not groups:
            return []
        squares = (count * value * value for value, count in Counter(values.values()).items())
        scale = 1 / math.sqrt(math.fsum(squares))
        scores = list(self._words.base)
        # In the same order always, as sums of numbers with a fraction depend on it.
        for value in sorted(groups):
            said = self._words.summed(groups[value])
            scores = [score + weight * value * scale for score, weight in zip(scores, said, strict=True)]
        return scores

    def _telling(self, domain: int, values: Mapping[str, float]) -> tuple[str, ...]:
        """The words that speak most for a domain, none that is part of another one."""
        weights = self._words.weights[domain]
        held = (word for word in values.keys() & weights.keys() if len(word) > 1)
        weighed = ((values[word] * weights[word], word) for word in held)
        ranked = sorted((row for row in weighed if row[0] > 0), key=lambda row: (-row[0], row[1]))
        heaviest = [word for _, word in ranked[:LOOKED_AT]]
        return tuple(word for word in heaviest if not any(word != other and word in other for other in heaviest))[
            :SHOWN
        ]


@functools.lru_cache(maxsize=4)
def teller(vocabulary: Vocabulary) -> Teller:
    """The teller of a vocabulary, prepared once for all documents."""
    return Teller(vocabulary)


def weigh_runs(title: str, text: str) -> dict[str, float]:
    """What each run of characters of a passage counts.

    Args:
        title: Its title, which may be empty.
        text: Its text.

    Returns:
        Run of 1 to LONGEST characters -> what it counts by the places where it stands, over 0.
    """
    level = levelled(text)
    end = _END.search(level)
    values = dict.fromkeys(runs_of(level, LONGEST), FURTHER)
    values.update(dict.fromkeys(runs_of(level[: end.start()] if end else level, LONGEST), OPENING))
    for word in runs_of(levelled(title), LONGEST):
        values[word] = values.get(word, 0.0) + TITLE
    return values


def levelled(text: str) -> str:
    """A text as its words are weighed: width, case, and the simplified forms."""
    return simplified(unicodedata.normalize("NFKC", text)).lower()
