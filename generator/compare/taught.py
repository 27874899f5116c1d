"""What is learned from some documents of a large corpus: it holds as long as these are what they were."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.compare.cues import learn_cues
from generator.compare.items import Item
from generator.compare.kept import PairCache, opened, sealed
from generator.compare.learned import Learned, learn
from generator.compare.provisions import Labels, Provisions
from generator.compare.subjects import Subjects, learn_subjects
from generator.compare.weights import Weights
from generator.compare.words import Lexicon
from generator.models.limits import LEARNED_FROM
from generator.models.order import record_order


@dataclass(frozen=True)
class Taught:
    """What was learned.

    Attributes:
        reliable: Numbers of the cues that say something about their domain.
        learned: Weights and words.
        subjects: How much a bigram says about what a document is about.
        fingerprint: A hash of the weights and words: what was compared by other ones does not hold.
    """

    reliable: frozenset[int]
    learned: Learned
    subjects: Subjects
    fingerprint: str

    @cached_property
    def of_documents(self) -> str:
        """What an abstract of a document rests on."""
        return f"{sorted(self.reliable)} {sorted(self.subjects.common.items())} {self.subjects.rare}"


def pick_teachers(policies: Iterable[str]) -> tuple[str, ...]:
    """At most LEARNED_FROM documents to learn from, always the same ones of the same ids, sorted."""
    ids = sorted(policies, key=lambda name: hashlib.sha256(name.encode()).digest())
    return tuple(sorted(ids[:LEARNED_FROM]))


def teach(
    labels: Labels, teachers: Sequence[str], cache: PairCache | None, rests_on: Callable[[], str]
) -> tuple[Taught, Provisions]:
    """Learn from documents, unless a cache holds what was learned from the very same ones.

    Args:
        labels: The records with their labels.
        teachers: The ids of those to learn from.
        cache: The cache, if there is one.
        rests_on: Gives what all that is learned rests on: the records of the teachers, and the vocabulary.

    Returns:
        What was learned, and the provisions as they are with it.
    """
    key = "" if cache is None else f"taught {hashlib.sha256(rests_on().encode()).hexdigest()}"
    content = None if cache is None else opened(cache.get(key))
    lay = bytes if cache is None else cache.lay
    if content is not None:
        taught = _from_bytes(content)
        return taught, Provisions(labels, taught.reliable, lay)
    ordered = sorted(teachers, key=lambda policy: record_order(labels.records[policy]))
    every = [label for policy in ordered for label in labels.of(policy)]
    provisions = Provisions(labels, learn_cues(every, labels.cues, labels.vocabulary), lay)
    learned = learn(_all_items(provisions, ordered))
    taught = Taught(
        provisions.reliable,
        learned,
        learn_subjects(map(provisions.of, ordered)),
        "" if cache is None else learned.fingerprint,
    )
    if cache is not None:
        cache.put(key, sealed(_to_bytes(taught)))
    return taught, provisions


def _all_items(provisions: Provisions, policies: Iterable[str]) -> Iterator[Item]:
    for policy in policies:
        yield from provisions.of(policy)


def _to_bytes(taught: Taught) -> bytes:
    weights, lexicon, subjects = taught.learned.weights, taught.learned.lexicon, taught.subjects
    told = (
        sorted(taught.reliable),
        (weights.of, weights.unseen, lexicon.words, lexicon.single),
        (subjects.common, subjects.rare),
        taught.fingerprint,
    )
    return json.dumps(told).encode()


def _from_bytes(content: bytes) -> Taught:
    reliable, (of, unseen, words, single), (common, rare), fingerprint = json.loads(content)
    learned = Learned(Weights(of, unseen), Lexicon(words, single))
    return Taught(frozenset(reliable), learned, Subjects(common, rare), fingerprint)
