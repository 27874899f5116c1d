"""Named: the domains that a provision names, by words of the vocabulary and by all words of a clause together."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generator.naming import HEARD, SAID, Namer
from generator.telling import Teller, levelled

HEARD_IN_FIELDS = 0.3
"""HEARD for what fields and who acts say, who say much of others than governments (惩戒恶意逃废债行为)."""

HARDLY, SURELY = 0.7, 0.8
"""Probabilities under which a provision settles nothing about a domain, and from which it names one by weak words.

Weak is a word that only names its domain (考核, 宣传), and any word of a domain that holds several matters.
"""

OFFICES = "(?:部门|单位|机关|政府)"
JOINT = "[、和与及]"
BETWEEN = "[()、和与及各]|以及"
"""What stands between those who act: 乡镇(街道)、各村."""

MOST_JOINED = 40
"""So many words and signs of a row are looked through for departments beside them."""

NO_ACTING: Mapping[str, re.Pattern[str]] = MappingProxyType({})

DOUBTFUL = 0.2
"""Probability under which a provision whose title does not say so is not known by its primary domain."""


@dataclass(frozen=True)
class Names:
    """The domains that a provision names.

    Attributes:
        words: Domain id -> the words by which it is named.
        weighed: Ids of those that only the weight of words tells.
        unlikely: Ids of those that all words of every clause speak against: neither named nor settled.
        hardly: Ids of those that they do not speak for: not settled (HARDLY); the unlikely ones among them.
        surely: Ids of those that they tell nearly for certain (SURELY).
        likely: Ids of those that they do not speak against, in the order of the vocabulary.
    """

    words: dict[str, tuple[str, ...]]
    weighed: frozenset[str]
    unlikely: frozenset[str]
    hardly: frozenset[str] = frozenset()
    surely: frozenset[str] = frozenset()
    likely: tuple[str, ...] = ()


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
        likely=tuple(name for name in told if name != primary),
    )


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
