"""Cues: the words of the vocabulary by which a provision names a domain, and how far each can be trusted."""

from __future__ import annotations

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
class Labelled:
    """A provision as far as cues are concerned: its domains, the primary one first, and its folded words."""

    domains: tuple[str, ...]
    title: str
    words: str


@dataclass(frozen=True)
class LearnedCue:
    """A cue of a domain; `reliable` if the corpus shows that it says something about the domain."""

    domain: str
    text: str
    folded: str
    reliable: bool


def learn_cues(provisions: Sequence[Labelled], vocabulary: Vocabulary) -> tuple[LearnedCue, ...]:
    """Learn which cues are worth a mention.

    A cue names its domain if it stands in the domain's name or in the title of a provision about it.

    Args:
        provisions: All provisions of the corpus.
        vocabulary: Its domains and their cues.

    Returns:
        The cues that occur, in the order of the vocabulary.
    """
    learned = []
    for domain in vocabulary.domains:
        name = fold_word(domain.name)
        titles = [entry.title for entry in provisions if entry.domains[:1] == (domain.id,)]
        for cue in domain.cues:
            folded = fold_word(cue.text)
            holders = [entry for entry in provisions if folded in entry.words]
            if not folded or not holders:
                continue
            about = sum(domain.id in entry.domains for entry in holders)
            names = folded in name or any(folded in title for title in titles)
            least = NAMING_CUE_PRECISION if names else OTHER_CUE_PRECISION
            learned.append(LearnedCue(domain.id, cue.text, folded, about >= least * len(holders)))
    return tuple(learned)


def longest(cues: Sequence[str]) -> tuple[str, ...]:
    """The cues without those that are part of another one (践诺 in 守信践诺)."""
    return tuple(cue for cue in cues if not any(cue != other and cue in other for other in cues))
