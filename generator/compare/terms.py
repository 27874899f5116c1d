"""Terms: what comparing needs to know of a vocabulary, prepared once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.compare.folding import fold_word
from generator.compare.matters import TitleWords, make_title_words
from generator.compare.named import acting_pattern
from generator.naming import Namer, namer
from generator.telling import Teller, levelled, teller
from generator.vocabulary import Domain, Vocabulary


@dataclass(frozen=True)
class NamedDomain:
    """A domain as far as items need it.

    Attributes:
        words: Its folded name and cues.
        stems: The folded words by which it is named elsewhere or in titles without a cue.
        nature: Its nature.
        named_by_fields: Whether a field can name it.
        several_matters: Whether it holds more than one matter.
        aspects: Folded words that tell these apart, a group for each.
        same_words: Groups of folded words that mean the same.
    """

    words: tuple[str, ...]
    stems: tuple[str, ...]
    nature: str
    named_by_fields: bool = True
    several_matters: bool = False
    aspects: tuple[tuple[str, ...], ...] = ()
    same_words: tuple[tuple[str, ...], ...] = ()


NO_DOMAIN = NamedDomain((), (), "matter")


@dataclass(frozen=True)
class Terms:
    """What items need to know of a vocabulary.

    Attributes:
        domains: Domain id -> folded words that name it, and its nature.
        title_words: The same words, prepared to be found in titles.
        teller: Tells by weighed words what a provision is about.
        namer: Tells by weighed words what its clauses speak of.
        told_alone: Ids of the domains of which these words tell it without any other: fields, and who acts.
        acting: Id of a domain that says who acts -> passages where it does so beside others (`acting_pattern`).
    """

    domains: Mapping[str, NamedDomain]
    title_words: TitleWords
    teller: Teller
    namer: Namer
    told_alone: frozenset[str]
    acting: Mapping[str, re.Pattern[str]]


def named_domains(vocabulary: Vocabulary) -> dict[str, NamedDomain]:
    """Domain id -> its folded name and cues, and its nature."""
    return {
        domain.id: NamedDomain(
            tuple(fold_word(text) for text in (domain.name, *(cue.text for cue in domain.cues))),
            tuple(map(fold_word, (*domain.titles, *(mention.text for mention in domain.mentions)))),
            domain.nature,
            domain.named_by_fields,
            domain.several_matters,
            tuple(tuple(map(fold_word, group)) for group in domain.aspects),
            tuple(tuple(map(fold_word, group)) for group in domain.same_words),
        )
        for domain in vocabulary.domains
    }


def terms_of(vocabulary: Vocabulary) -> Terms:
    """What items need to know of a vocabulary."""
    domains = named_domains(vocabulary)
    title_words = make_title_words({domain: (*named.words, *named.stems) for domain, named in domains.items()})
    told_alone = frozenset(domain for domain, named in domains.items() if named.nature != "matter")
    acting = {domain.id: acting_pattern(_words_of(domain)) for domain in vocabulary.domains if domain.nature == "actor"}
    return Terms(domains, title_words, teller(vocabulary), namer(vocabulary), told_alone, acting)


def _words_of(domain: Domain) -> list[str]:
    """The words of a domain as clauses are read for weighed words."""
    own = (*domain.titles, *(cue.text for cue in domain.cues), *(mention.text for mention in domain.mentions))
    return [levelled(text) for text in own]
