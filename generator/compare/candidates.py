"""Candidate pairs by inverted index, so that not every provision is compared with every other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from generator.compare.items import Item
from generator.compare.weights import Weights

FREQUENT = 0.08
"""Bigrams in more than this share of all items are not followed: they lead everywhere."""

FEW, MANY = 40, 400
"""A bigram in fewer than FEW items is always followed, so that small corpora lose nothing; one in more than MANY
never, so that the work for each item stays bounded in large ones."""

COMMON_SHARE = 0.06
"""A pair is worth measuring if it shares this part of the lighter item's weight in rare bigrams."""


def find_candidates(
    items: Sequence[Item], weights: Weights, with_runs: Iterable[tuple[int, int]]
) -> tuple[tuple[int, int], ...]:
    """Pairs of items of different documents that share a domain, enough rare bigrams, or a verbatim run.

    Args:
        items: Items in record order.
        weights: Learned weights.
        with_runs: Pairs of indices that share a verbatim run.

    Returns:
        Sorted pairs of indices, smaller first. Work grows with the pairs that share something, not with all.
    """
    pairs = set(with_runs)
    primaries: defaultdict[str, list[int]] = defaultdict(list)
    touching: defaultdict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        for domain in item.matters.main:
            primaries[domain].append(number)
        for domain in item.touched.keys() | item.named.keys():
            touching[domain].append(number)
    for domain, members in primaries.items():
        for one in members:
            pairs.update(_ordered(one, other) for other in (*members, *touching[domain]) if one != other)
    pairs.update(_sharing_rare_bigrams(items, weights))
    return tuple(sorted(pair for pair in pairs if items[pair[0]].ref.policy != items[pair[1]].ref.policy))


def candidates_of_two(
    items: Sequence[Item], first: int, domains: Collection[str], copied: Iterable[tuple[int, int]], *, whole: bool
) -> tuple[tuple[int, int], ...]:
    """Pairs of items of two documents of a large corpus: those that share a domain, by their records.

    Such documents are chosen because they are much alike, so that what answers to each other shares a domain or a
    whole clause; rare bigrams and mere mentions are not followed.

    Args:
        items: The items of both, those of the first document first.
        first: How many are of the first.
        domains: Domains in which the documents stand side by side.
        copied: Pairs of indices that share a long verbatim run.
        whole: Whether to look beyond `domains`.

    Returns:
        Sorted pairs of indices, smaller first.
    """
    about: defaultdict[str, list[int]] = defaultdict(list)
    touching: defaultdict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        for domain in item.matters.main:
            if whole or domain in domains:
                about[domain].append(number)
        if whole:
            for domain in item.secondary:
                touching[domain].append(number)
    pairs = set(copied) if whole else set()
    for domain, members in about.items():
        answers = (*members, *touching.get(domain, ()))
        pairs.update(_ordered(a, b) for a in members for b in answers if (a < first) != (b < first))
    return tuple(sorted(pairs))


def _sharing_rare_bigrams(items: Sequence[Item], weights: Weights) -> set[tuple[int, int]]:
    postings: defaultdict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        for gram in item.bigrams | item.title_bigrams:
            postings[gram].append(number)
    most = min(MANY, max(FEW, int(FREQUENT * len(items))))
    masses = [weights.total(item.bigrams | item.title_bigrams) for item in items]
    found = set()
    for number, item in enumerate(items):
        shared: defaultdict[int, float] = defaultdict(float)
        # Sorted, because sums of floats depend on their order.
        for gram in sorted(item.bigrams | item.title_bigrams):
            if len(postings[gram]) <= most:
                for other in postings[gram]:
                    if other > number:
                        shared[other] += weights.of[gram]
        for other, mass in shared.items():
            if mass >= COMMON_SHARE * min(masses[number], masses[other]):
                found.add((number, other))
    return found


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)
