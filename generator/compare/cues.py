"""Cues: the words of the vocabulary by which a provision names a domain, and how far each can be trusted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from generator.compare.folding import fold_word
from generator.vocabulary import Vocabulary

NAMING_CUE_PRECISION = 1 / 3
OTHER_CUE_PRECISION = 1 / 2
"""A cue makes a mention only if at least this share of the items that contain it are about its domain.

A cue that names the domain may be looser than one that only goes with it. Words such as 信用档案 stand in
provisions on everything; that they do is learned from the corpus.
"""


@dataclass(frozen=True)
class Cue:
    """A cue of a domain, as the vocabulary writes it and folded."""

    domain: str
    text: str
    folded: str


@dataclass(frozen=True)
class Labelled:
    """A provision as far as cues are concerned.

    Attributes:
        domains: Ids of its domains, the primary one first.
        title: Its folded title.
        cues: The numbers of the cues that stand in it, in ascending order.
    """

    domains: tuple[str, ...]
    title: str
    cues: tuple[int, ...]


def list_cues(vocabulary: Vocabulary) -> tuple[Cue, ...]:
    """All cues of the vocabulary in its order; by their place here cues are numbered."""
    listed = ((domain.id, cue.text, fold_word(cue.text)) for domain in vocabulary.domains for cue in domain.cues)
    return tuple(Cue(*entry) for entry in listed if entry[2])


def find_cues(texts: Sequence[str], cues: Sequence[Cue]) -> list[tuple[int, ...]]:
    """Which cues stand in each of the folded texts of one document: their numbers in ascending order."""
    # Most cues stand nowhere in a document, so each provision is searched only for the rest.
    whole = "\n".join(texts)
    held = [(number, cue.folded) for number, cue in enumerate(cues) if cue.folded in whole]
    return [tuple(number for number, folded in held if folded in text) for text in texts]


def learn_cues(provisions: Sequence[Labelled], cues: Sequence[Cue], vocabulary: Vocabulary) -> frozenset[int]:
    """Learn which cues are worth a mention.

    A cue names its domain if it stands in the domain's name or in the title of a provision about it.

    Args:
        provisions: All provisions of the corpus.
        cues: The cues of the vocabulary, as `list_cues` gives them.
        vocabulary: Its domains.

    Returns:
        The numbers of those that say something about their domain.
    """
    titles: defaultdict[str, list[str]] = defaultdict(list)
    held: Counter[int] = Counter()
    about: Counter[int] = Counter()
    for entry in provisions:
        if entry.domains:
            titles[entry.domains[0]].append(entry.title)
        held.update(entry.cues)
        about.update(number for number in entry.cues if cues[number].domain in entry.domains)
    named = {domain.id: "\n".join((fold_word(domain.name), *titles[domain.id])) for domain in vocabulary.domains}
    return frozenset(number for number, count in held.items() if about[number] >= count * _least(cues[number], named))


def _least(cue: Cue, named: dict[str, str]) -> float:
    return NAMING_CUE_PRECISION if cue.folded in named[cue.domain] else OTHER_CUE_PRECISION


def longest(cues: Sequence[str]) -> tuple[str, ...]:
    """The cues without those that are part of another one (践诺 in 守信践诺)."""
    return tuple(cue for cue in cues if not any(cue != other and cue in other for other in cues))
