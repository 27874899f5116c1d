"""Cues: the words of the vocabulary by which a provision names a domain, and how far each can be trusted."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from generator.compare.folding import fold_word, folded_text
from generator.compare.matters import CLAUSE, has_list, is_listed
from generator.vocabulary import Domain, Vocabulary

NAMING_CUE_PRECISION = 1 / 3
OTHER_CUE_PRECISION = 1 / 2
"""A cue makes a mention only if at least this share of the items that contain it are about its domain.

A cue that names the domain may be looser than one that only goes with it. Words such as 信用档案 stand in
provisions on everything; that they do is learned from the corpus. Where no item with a cue is about its domain,
the vocabulary's own word counts as one: a cue seen once, in passing, is not given up for that. Where a cue is one of a
list (政务公开、行政审批、统计), it names its domain and says nothing about the provision: such items do not count.
"""


CONDITION = re.compile(r"(?:存在|发生|出现)[^，,、：:。；;\n]*?的")
"""A clause that says whom something befalls (对存在失信记录的公务员) names nothing that is to be done."""


@dataclass(frozen=True)
class Cue:
    """A cue of a domain, as the vocabulary writes it and folded.

    Attributes:
        domain: Id of the domain.
        text: As the vocabulary writes it.
        folded: The folded word.
        inside: Numbers of the cues of other domains of which it is a part (信息公开 in 信用信息公开).
        trust: Whether the vocabulary says that it names its domain wherever it stands, or that it does not; None where
            that is learned from the corpus.
        not_in: Folded words in which it names nothing.
        only_names: Whether it is no cue, but only a word by which provisions on something else name the domain.
    """

    domain: str
    text: str
    folded: str
    inside: tuple[int, ...] = ()
    trust: bool | None = None
    not_in: tuple[str, ...] = ()
    only_names: bool = False


@dataclass(frozen=True)
class Labelled:
    """A provision as far as cues are concerned.

    Attributes:
        domains: Ids of its domains, the primary one first.
        title: Its folded title.
        cues: The numbers of the cues that stand in it, in ascending order.
        listed: Those of domains it is not about that stand in its text only as members of lists.
        conditions: Those that stand in its text only in conditions.
    """

    domains: tuple[str, ...]
    title: str
    cues: tuple[int, ...]
    listed: frozenset[int] = frozenset()
    conditions: frozenset[int] = frozenset()


def list_cues(vocabulary: Vocabulary) -> tuple[Cue, ...]:
    """All cues of the vocabulary in its order, each domain's mentions behind them; by their place they are numbered."""
    listed = [cue for domain in vocabulary.domains for cue in _cues_of(domain) if cue.folded]
    return tuple(replace(cue, inside=_inside(cue, listed)) for cue in listed)


def _cues_of(domain: Domain) -> list[Cue]:
    mentions = {mention.text: mention for mention in domain.mentions}
    trust = {**dict.fromkeys(domain.loose, False), **dict.fromkeys(mentions, True)}
    barred = {text: tuple(map(fold_word, mention.not_in)) for text, mention in mentions.items()}
    own = dict.fromkeys(cue.text for cue in domain.cues)
    return [
        Cue(
            domain.id,
            text,
            fold_word(text),
            trust=trust.get(text),
            not_in=barred.get(text, ()),
            only_names=text not in own,
        )
        for text in dict.fromkeys((*own, *mentions))
    ]


def _inside(own: Cue, listed: Sequence[Cue]) -> tuple[int, ...]:
    return tuple(
        number
        for number, other in enumerate(listed)
        if own.folded in other.folded and other.domain != own.domain and own.folded != other.folded
    )


def find_cues(texts: Sequence[str], cues: Sequence[Cue]) -> list[tuple[int, ...]]:
    """Which cues stand in each of the folded texts of one document: their numbers in ascending order."""
    # Most cues stand nowhere in a document, so each provision is searched only for the rest.
    whole = "\n".join(texts)
    held = [(number, cue.folded) for number, cue in enumerate(cues) if cue.folded in whole]
    return [
        tuple(number for number, folded in held if folded in text and _stands_alone(cues[number], text, cues))
        for text in texts
    ]


def _stands_alone(cue: Cue, text: str, cues: Sequence[Cue]) -> bool:
    """Whether a cue that stands in a text stands there by itself, and not only as a part of others."""
    longer = (*(cues[number].folded for number in cue.inside), *cue.not_in)
    for word in longer:
        text = text.replace(word, "\n")
    return not longer or cue.folded in text


def only_listed(text: str, domains: Collection[str], found: Iterable[int], cues: Sequence[Cue]) -> frozenset[int]:
    """The cues found in a text, of other domains than its own, that stand there only as members of lists.

    Args:
        text: The text of a provision.
        domains: Ids of its domains.
        found: Numbers of the cues that stand in it.
        cues: The cues of the vocabulary.

    Returns:
        Their numbers; none without a list in the text.
    """
    if not has_list(text):
        return frozenset()
    clauses = [(clause, folded_text(clause)) for clause in CLAUSE.findall(text)]
    listed = set()
    for number in found:
        word = cues[number].folded
        holders = () if cues[number].domain in domains else [clause for clause, folded in clauses if word in folded]
        if holders and all(is_listed(word, clause) for clause in holders):
            listed.add(number)
    return frozenset(listed)


def only_conditions(title: str, text: str, found: Iterable[int], cues: Sequence[Cue]) -> frozenset[int]:
    """The cues found in a provision that stand there only in conditions (CONDITION).

    Args:
        title: Its folded title.
        text: Its text, as written.
        found: Numbers of the cues that stand in it.
        cues: The cues of the vocabulary.

    Returns:
        Their numbers.
    """
    if not CONDITION.search(text):
        return frozenset()
    rest = title + "\n" + folded_text(CONDITION.sub("\n", text))
    return frozenset(number for number in found if cues[number].folded not in rest)


def learn_cues(provisions: Sequence[Labelled], cues: Sequence[Cue], vocabulary: Vocabulary) -> frozenset[int]:
    """Learn which cues are worth a mention, where the vocabulary does not say so (Cue.trust).

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
        held.update(number for number in entry.cues if number not in entry.listed)
        about.update(number for number in entry.cues if cues[number].domain in entry.domains)
    named = {domain.id: "\n".join((fold_word(domain.name), *titles[domain.id])) for domain in vocabulary.domains}
    seen = {number for entry in provisions for number in entry.cues}
    learned = {number for number in seen if _precision(about[number], held[number]) >= _least(cues[number], named)}
    return frozenset(
        number for number in seen if cues[number].trust or (cues[number].trust is None and number in learned)
    )


def _precision(about: int, held: int) -> float:
    return about / held if about else 1 / (held + 1)


def _least(cue: Cue, named: dict[str, str]) -> float:
    return NAMING_CUE_PRECISION if cue.folded in named[cue.domain] else OTHER_CUE_PRECISION


def longest(cues: Sequence[str]) -> tuple[str, ...]:
    """The cues without those that are part of another one (践诺 in 守信践诺)."""
    return tuple(cue for cue in cues if not any(cue != other and cue in other for other in cues))
