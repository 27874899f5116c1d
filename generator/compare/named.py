"""Named: the domains that a provision names, by words of the vocabulary and by all words of a clause together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.naming import HEARD, SAID, Namer
from generator.telling import Teller

DOUBTFUL = 0.2
"""Probability under which a provision whose title does not say so is not known by its primary domain."""


@dataclass(frozen=True)
class Names:
    """The domains that a provision names.

    Attributes:
        words: Domain id -> the words by which it is named.
        weighed: Ids of those that only the weight of words tells.
        unlikely: Ids of those that all words of every clause speak against: neither named nor settled.
    """

    words: dict[str, tuple[str, ...]]
    weighed: frozenset[str]
    unlikely: frozenset[str]


def find_names(
    touched: Mapping[str, tuple[str, ...]], primary: str | None, namer: Namer, title: str, text: str
) -> Names:
    """Tell which domains a provision names.

    Args:
        touched: Domain id -> words of the vocabulary that stand in it, without the primary domain.
        primary: The domain it is about.
        namer: The weighed words.
        title: Its title, empty where it has none.
        text: Its text.

    Returns:
        The domains; those touched, as they are, where no words are weighed.
    """
    told = namer.name(title, text, primary)
    heard = {domain for domain, named in told.items() if named.probability >= HEARD}
    words = {domain: said for domain, said in touched.items() if domain in heard or domain not in namer.domains}
    weighed = {
        domain: named.words
        for domain, named in told.items()
        if named.probability >= SAID and domain != primary and domain not in words and named.words
    }
    return Names({**words, **weighed}, frozenset(weighed), frozenset(namer.domains) - told.keys() - {primary})


def is_doubtful(primary: str | None, teller: Teller, title: str, text: str) -> bool:
    """Whether all words together do not tell that a provision is about its primary domain (never without any)."""
    return primary is not None and teller.tell(title, text).shares.get(primary, 1.0) < DOUBTFUL
