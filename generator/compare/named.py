"""Named: the domains that a provision names, by words of the vocabulary and by all words of a clause together."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from generator.compare.matters import SENTENCE
from generator.naming import HEARD, SAID, Named, Namer, clauses_of
from generator.telling import Teller, levelled

HEARD_IN_FIELDS = 0.3
"""HEARD for what fields and who acts say, who say much of others than governments (惩戒恶意逃废债行为)."""

HARDLY, SURELY = 0.7, 0.8
"""Probabilities under which a provision settles nothing about a domain, and from which it names one by weak words.

Weak is a word that only names its domain (考核, 宣传), and any word of a domain that holds several matters.
"""

DIGITS = 3
"""Decimals of the probability that a sentence speaks of a domain."""

OFFICES = "(?:部门|单位|机关|政府)"
JOINT = "[、和与及]"
BETWEEN = "[()、和与及各]|以及"
"""What stands between those who act: 乡镇(街道)、各村."""

MOST_JOINED = 40
"""So many words and signs of a row are looked through for departments beside them."""

NO_ACTING: Mapping[str, re.Pattern[str]] = MappingProxyType({})

DOUBTFUL = 0.2
"""Probability under which a provision whose title does not say so is not known by its primary domain."""


Spoken = tuple[int, int, float]
"""A sentence that speaks of a domain with SAID and more: its span in the text, and the probability."""


@dataclass(frozen=True)
class Names:
    """The domains that a provision names.

    Attributes:
        words: Domain id -> the words by which it is named.
        weighed: Ids of those that only the weight of words tells.
        unlikely: Ids of those that all words of every clause speak against: neither named nor settled.
        hardly: Ids of those that they do not speak for: not settled (HARDLY); the unlikely ones among them.
        surely: Ids of those that they tell nearly for certain (SURELY).
        spoken: Domain id -> the sentences that speak of it (`Spoken`), of domains named with SAID and more.
    """

    words: dict[str, tuple[str, ...]]
    weighed: frozenset[str]
    unlikely: frozenset[str]
    hardly: frozenset[str] = frozenset()
    surely: frozenset[str] = frozenset()
    spoken: dict[str, tuple[Spoken, ...]] = field(default_factory=dict)


def find_names(
    touched: Mapping[str, tuple[str, ...]],
    primary: str | None,
    namer: Namer,
    title: str,
    text: str,
    alone: Collection[str] = (),
    least: float = HEARD,
    acting: Mapping[str, re.Pattern[str]] = NO_ACTING,
) -> Names:
    """Tell which domains a provision names.

    A field (政府采购) and who acts (街道) are spoken of in words of their own, so that the weight of words alone names
    them. A matter (政务公开) is spoken of in words that stand everywhere (公开, 诚信): two of three provisions said to
    name one by these alone do not, so that it takes a word of the vocabulary.

    Args:
        touched: Domain id -> words of the vocabulary that stand in it, without the primary domain.
        primary: The domain it is about.
        namer: The weighed words.
        title: Its title, empty where it has none.
        text: Its text.
        alone: Ids of the domains that the weight of words names without any word of the vocabulary.
        least: Probability from which a word of the vocabulary names its domain.
        acting: Domain id -> where its words stand only beside others who act (`acting_pattern`).

    Returns:
        The domains; those touched, as they are, where no words are weighed.
    """
    told = namer.name(title, text, primary)
    heard = {domain for domain, named in told.items() if named.probability >= least}
    words = {domain: said for domain, said in touched.items() if domain in heard or domain not in namer.domains}
    weighed = {
        domain: named.words
        for domain, named in told.items()
        if domain in alone
        and named.probability >= SAID
        and domain != primary
        and domain not in words
        and _said_apart(named.words, f"{title}\n{text}", acting.get(domain))
    }
    others = frozenset(namer.domains) - {primary}
    return Names(
        {**words, **weighed},
        frozenset(weighed),
        unlikely=others - told.keys(),
        hardly=frozenset(name for name in others if name not in told or told[name].probability < HARDLY),
        surely=frozenset(name for name, named in told.items() if named.probability >= SURELY),
        spoken=_spoken(told, primary, title, text),
    )


def _spoken(told: Mapping[str, Named], primary: str | None, title: str, text: str) -> dict[str, tuple[Spoken, ...]]:
    """Which sentences speak of which domains: with the probability that any of their clauses does (noisy or)."""
    surely = {domain: named.clauses for domain, named in told.items() if named.clauses and domain != primary}
    found: dict[str, list[Spoken]] = {domain: [] for domain in surely}
    first = len(clauses_of(title, ""))
    for match in SENTENCE.finditer(text) if surely else ():
        last = first + len(clauses_of("", match.group()))
        for domain, clauses in surely.items():
            chance = 1 - math.prod(1 - clause for clause in clauses[first:last])
            if chance >= SAID:
                found[domain].append((*match.span(), round(chance, DIGITS)))
        first = last
    return {domain: tuple(sentences) for domain, sentences in found.items() if sentences}


def acting_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Passages that name who acts, or who is looked at, beside departments: 各部门、各街道, 乡镇（街道）和县政府部门.

    Args:
        words: The words of a domain that says who acts, as `levelled` gives them.

    Returns:
        A pattern; it finds nothing without any word.
    """
    every = "|".join(map(re.escape, _simple(words))) or "(?!)"
    joined = f"(?>{every})(?:(?>{every})|{BETWEEN}){{0,{MOST_JOINED}}}"
    return re.compile(
        f"{OFFICES}(?:{JOINT}|[各所属])+{joined}|{joined}(?<={JOINT}|各)[^,。;:、和与及\n]{{0,6}}{OFFICES}"
    )


def _simple(words: Iterable[str]) -> list[str]:
    """The words that are no row of shorter ones (街道、乡镇), the longest first.

    A passage that could be taken apart in two ways at each of its words would be tried in every combination of them.
    """
    kept: list[str] = []
    for word in sorted(set(words), key=lambda word: (len(word), word)):
        row = "|".join(map(re.escape, kept)) or "(?!)"
        if re.fullmatch(f"(?:{row}|{BETWEEN})+", word) is None:
            kept.append(word)
    return sorted(kept, key=lambda word: (-len(word), word))


def _said_apart(words: tuple[str, ...], text: str, acting: re.Pattern[str] | None) -> bool:
    """Whether a word stands elsewhere, too, than where it only says who acts beside others."""
    rest = levelled(text) if acting is None else acting.sub("\n", levelled(text))
    return any(word in rest for word in words)


def is_doubtful(primary: str | None, teller: Teller, title: str, text: str) -> bool:
    """Whether all words together do not tell that a provision is about its primary domain (never without any)."""
    return primary is not None and teller.tell(title, text).shares.get(primary, 1.0) < DOUBTFUL
