"""Which domains a provision speaks of in any clause, told by weighed words (schema/vocabulary/naming_words.yaml)."""

from __future__ import annotations

import functools
import math
import operator
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.telling import levelled
from generator.vocabulary import Vocabulary
from generator.weighed_words import WeighedWords, runs_of

LONGEST = 2
"""Characters of the longest words that are weighed."""

FAINT, HEARD, SAID = 0.1, 0.2, 0.5
"""Probabilities under which a domain is neither named nor settled whatever single words say, from which it is named
where a word of the vocabulary says so too, and from which it is by weighed words alone."""

TELLING = 0.8
"""Weight of a word of two characters and more that can be shown as what tells a domain; without one none is named."""

SHOWN = 3
"""Passages shown, at most."""

KEPT = 1024
"""Provisions of which what they name is remembered."""

_CLAUSE = re.compile("[,:。;!?\n]")


@dataclass(frozen=True)
class Named:
    """How surely a provision speaks of a domain.

    Attributes:
        probability: 0 to 1.
        words: Of what is named with SAID and more the passages that tell it, in the clause that speaks most for it, as
            `levelled` gives them.
        clauses: Of the same the probability of each clause, in the order of `clauses_of`.
    """

    probability: float
    words: tuple[str, ...]
    clauses: tuple[float, ...] = ()


class Namer:
    """The weighed words of a vocabulary, prepared once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Prepare the words of `vocabulary`; one without any tells nothing."""
        self._words = WeighedWords.of(vocabulary.naming_words, vocabulary)
        self.domains = self._words.domains

    def name(self, title: str, text: str, primary: str | None) -> Mapping[str, Named]:
        """Tell what a provision speaks of, main matters included.

        A clause speaks of a domain with the probability 1 / (1 + exp(-score)), the score being the domain's base in
        provisions about the primary one and the weights of the runs of 1 to LONGEST characters that stand in the
        clause; the provision speaks of it if any clause does, each by itself (noisy or): 1 - product of
        (1 - probability of the clause).

        Args:
            title: Its title, a clause of its own, which may be empty.
            text: Its text.
            primary: Id of the domain it is about, if known.

        Returns:
            Domain id -> how surely it is named, of those named with FAINT and more.
        """
        return _named(self._words, title, text, primary)


@functools.lru_cache(maxsize=KEPT)
def _named(weighed: WeighedWords, title: str, text: str, primary: str | None) -> Mapping[str, Named]:
    """See `Namer.name`; whoever compares one document after the other with the same ones asks for these again."""
    clauses = clauses_of(title, text)
    if not clauses or not weighed.domains:
        return {}
    base = weighed.within.get(primary or "", weighed.base)
    scored = [_scores(weighed, clause, base) for clause in clauses]
    told: dict[str, Named] = {}
    for number, (domain, scores) in enumerate(zip(weighed.domains, zip(*scored, strict=True), strict=True)):
        chance = -math.expm1(-math.fsum(map(_softplus, scores)))
        if chance >= FAINT:
            told[domain] = Named(chance, ())
        if chance >= SAID:
            words = _telling(weighed, number, clauses[scores.index(max(scores))])
            told[domain] = Named(chance, words, tuple(-math.expm1(-_softplus(score)) for score in scores))
    return told


def _scores(weighed: WeighedWords, clause: str, base: Sequence[float]) -> list[float]:
    """How much a clause speaks for each domain."""
    said = weighed.summed(word for word in runs_of(clause, LONGEST) if word in weighed.packed)
    return list(map(operator.add, base, said))


def _telling(weighed: WeighedWords, domain: int, level: str) -> tuple[str, ...]:
    """The passages of a clause that speak most for a domain; words that overlap are one passage."""
    words = [word for word in runs_of(level, LONGEST) if len(word) > 1 and word in weighed.packed]
    heavy = [word for word in words if weighed.weight(word, domain) >= TELLING]
    spans = sorted((at, at + len(word)) for word in heavy for at in [level.find(word)])
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(dict.fromkeys(level[start:end] for start, end in joined))[:SHOWN]


@functools.lru_cache(maxsize=4)
def namer(vocabulary: Vocabulary) -> Namer:
    """The namer of a vocabulary, prepared once for all documents."""
    return Namer(vocabulary)


def clauses_of(title: str, text: str) -> list[str]:
    """The clauses of a provision, the title first, as `levelled` gives them."""
    return [clause for clause in (levelled(title), *_CLAUSE.split(levelled(text))) if clause]


def _softplus(score: float) -> float:
    """log(1 + exp(score)), which is -log(1 - probability)."""
    return score if score > 30 else math.log1p(math.exp(score))
