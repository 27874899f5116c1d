"""Similarity of two items: what the alignment decides by, and what it shows as evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.compare.folding import fold_word
from generator.compare.items import Item, Sentence
from generator.compare.runs import Run
from generator.compare.weights import Weights
from generator.compare.words import Lexicon, tokenise

SENTENCE_MASS = 1.0
"""Sentences whose bigrams weigh less than this together are stock phrases and pair with nothing."""

ECHO_LIKENESS = 0.7
ECHO_SHARE = 0.1
"""A sentence this much like a title, and at least this part of its text, takes up the title's matter."""


@dataclass(frozen=True)
class Weighed:
    """An item with the weights of its parts, added up once, when first asked for, and not for every pair."""

    item: Item
    weights: Weights
    lexicon: Lexicon

    @cached_property
    def title_tokens(self) -> tuple[str, ...]:
        """The title cut into words."""
        return tokenise(self.item.title, self.lexicon)

    @cached_property
    def text(self) -> float:
        """The weight of the text's bigrams."""
        return self.weights.total(self.item.bigrams)

    @cached_property
    def title(self) -> float:
        """The weight of the title's bigrams."""
        return self.weights.total(self.item.title_bigrams)

    @cached_property
    def sentences(self) -> tuple[tuple[Sentence, float], ...]:
        """Every sentence with the weight of its bigrams."""
        return tuple((sentence, self.weights.total(sentence.bigrams)) for sentence in self.item.sentences)

    @cached_property
    def telling(self) -> tuple[tuple[Sentence, float], ...]:
        """The sentences that are no stock phrases."""
        return tuple(entry for entry in self.sentences if entry[1] >= SENTENCE_MASS)

    @cached_property
    def in_sentences(self) -> frozenset[str]:
        """The bigrams of these sentences."""
        return frozenset[str]().union(*(entry.bigrams for entry, _ in self.telling))


def weigh(item: Item, weights: Weights, lexicon: Lexicon | None = None) -> Weighed:
    """An item ready to be measured; without a lexicon its title is one word."""
    return Weighed(item, weights, lexicon or Lexicon({}, 0.0))


@dataclass(eq=False)
class Features:
    """What two items have in common; symmetric but for the order inside `best`.

    Not frozen only because there are very many, and freezing costs more than measuring.

    Attributes:
        left: The item that comes first in record order.
        right: The other.
        same_domain: Both have the same primary domain.
        title: Weighted containment of the titles' bigrams, 0 to 1.
        title_likeness: Weighted Dice coefficient of the titles' bigrams, 0 to 1: 政务服务 is contained in 建立政务服务
            标准规范, but only a part of it.
        text: Weighted Dice coefficient of the texts' bigrams, 0 to 1.
        runs: Verbatim runs, left = the first item.
        touches: Domains that one is known by (Matters.titled) and the other touches: (id, words), first item's touches
            first.
        settled: Domains about which both settle something, and which are a main matter of one at least.
        by_record: True if one item's record names the other's primary domain as secondary.
    """

    left: Weighed
    right: Weighed
    same_domain: bool
    title: float
    title_likeness: float
    text: float
    runs: tuple[Run, ...]
    touches: tuple[tuple[str, tuple[str, ...]], ...]
    settled: tuple[str, ...]
    by_record: bool

    @cached_property
    def best(self) -> tuple[Sentence, Sentence, float] | None:
        """The two most alike sentences and their weighted Dice coefficient, if any share a bigram."""
        return _best_pair(self.left, self.right)

    @cached_property
    def echo(self) -> bool:
        """One text says the other's title in a sentence that is a good part of it (ECHO_SHARE)."""
        return _echoes(self.left, self.right) or _echoes(self.right, self.left)

    @property
    def sentence(self) -> float:
        """Score of the best sentence pair, 0 if there is none."""
        return self.best[2] if self.best else 0.0


def measure(left: Weighed, right: Weighed, runs: Sequence[Run], weights: Weights) -> Features:
    """Measure two items; sentences only when the features are asked about them.

    The text similarity is the weighted Dice coefficient 2·w(A ∩ B) / (w(A) + w(B)) of the sets of bigrams, the
    title similarity their weighted containment w(A ∩ B) / min(w(A), w(B)).

    Args:
        left: The item that comes first in record order.
        right: The other.
        runs: Their verbatim runs.
        weights: The learned weights.

    Returns:
        The features.
    """
    one, other = left.item, right.item
    touches = (*_named(one, other), *_named(other, one))
    common_text = weights.total(one.bigrams & other.bigrams)
    common_title = weights.total(one.title_bigrams & other.title_bigrams)
    return Features(
        left,
        right,
        same_domain=one.primary is not None and one.primary == other.primary,
        title=_ratio(common_title, min(left.title, right.title)),
        title_likeness=_ratio(2 * common_title, left.title + right.title),
        text=_ratio(2 * common_text, left.text + right.text),
        runs=tuple(runs),
        touches=touches,
        settled=_both_settle(one, other),
        by_record=one.primary in other.secondary or other.primary in one.secondary,
    )


def _named(namer: Item, named: Item) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The domains that an item is known by and another one names, with the words by which that does.

    A cue of the domain names it. Where the domain holds several matters, another one of them may be meant; a word that
    is no cue of it (考核, 宣传) may mean something else. Then the item named must say one of the words itself, or all
    words of the other one's clauses must surely tell the domain, and not another aspect of it. Such a word of a domain
    of several matters must be said by both.
    """
    found = []
    for domain in named.matters.titled:
        said = namer.named.get(domain)
        if said is None:
            continue
        several = named.several_matters and domain == named.primary
        if domain in namer.weighed:
            if not several or _holds(map(fold_word, said), (named.folded_title, named.folded.text)):
                found.append((domain, said))
            continue
        doubts = several + namer.only_naming.issuperset(said)
        sure = domain in namer.surely and not (several and _on_another_aspect(named, said))
        if doubts <= sure or _says_one(named, domain, said):
            found.append((domain, said))
    return tuple(found)


def _says_one(named: Item, domain: str, said: Sequence[str]) -> bool:
    """Whether an item says itself one of the words by which another one names its domain, or the like of one."""
    folded = [fold_word(word) for word in said]
    held = named.words.get(domain, ())
    if any(own in word for own in held for word in folded):
        return True
    groups = named.same_words if domain == named.primary else ()
    return any(_holds(group, folded) and _holds(group, held) for group in groups)


def _on_another_aspect(named: Item, said: Sequence[str]) -> bool:
    """Whether words are on aspects of an item's primary domain, and on none of those that its title tells."""
    folded = [fold_word(word) for word in said]
    told = {number for number, group in enumerate(named.aspect_words) if _holds(group, folded)}
    return bool(told and named.titled_aspects) and told.isdisjoint(named.titled_aspects)


def _holds(group: Iterable[str], words: Sequence[str]) -> bool:
    return any(part in word for part in group for word in words)


def _both_settle(one: Item, other: Item) -> tuple[str, ...]:
    settled = one.matters.settled & other.matters.settled
    if not settled:
        return ()
    main = (domain for domain in dict.fromkeys((*one.matters.main, *other.matters.main)) if domain in settled)
    return tuple(domain for domain in main if _speaks_for(one, domain) and _speaks_for(other, domain))


def _speaks_for(item: Item, domain: str) -> bool:
    """Whether all words of an item's clauses, or its title, speak for its settling something about a domain."""
    return domain == item.primary or domain in item.matters.titled or domain not in item.hardly


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _echoes(said: Weighed, titled: Weighed) -> bool:
    """True if a sentence of `said` says what the title of `titled` says."""
    least = ECHO_SHARE * len(said.item.folded.text)
    for sentence, mass in said.sentences:
        # The coefficient cannot be reached where one side weighs too little.
        if len(sentence.folded) < least or 2 * min(mass, titled.title) < ECHO_LIKENESS * (mass + titled.title):
            continue
        common = said.weights.total(sentence.bigrams & titled.item.title_bigrams)
        if _ratio(2 * common, mass + titled.title) >= ECHO_LIKENESS:
            return True
    return False


def _best_pair(left: Weighed, right: Weighed) -> tuple[Sentence, Sentence, float] | None:
    """The most alike sentences; of equally alike ones the first."""
    total = left.weights.total
    common = left.in_sentences & right.in_sentences
    if not common:
        return None
    if len(left.telling) == len(right.telling) == 1:
        (one, mass), (other, other_mass) = left.telling[0], right.telling[0]
        score = 2 * total(common) / (mass + other_mass)
        return (one, other, score) if score > 0 else None
    ours = [(*entry, entry[0].bigrams & common) for entry in left.telling]
    theirs = [(*entry, entry[0].bigrams & common) for entry in right.telling]
    reach = [total(shared) for _, _, shared in theirs]
    best: tuple[Sentence, Sentence, float] | None = None
    for one, mass, held in ours:
        most = total(held)
        for (other, other_mass, shared), their_most in zip(theirs, reach, strict=True):
            # What a sentence shares with all others together is at least what it shares with one of them.
            least = best[2] if best else 0.0
            if 2 * min(most, their_most) / (mass + other_mass) <= least:
                continue
            score = 2 * total(held & shared) / (mass + other_mass)
            if score > least:
                best = (one, other, score)
    return best
