"""Candidate pairs by inverted index, so that not every provision is compared with every other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

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
        for domain in item.touched:
            touching[domain].append(number)
    for domain, members in primaries.items():
        for one in members:
            pairs.update(_ordered(one, other) for other in (*members, *touching[domain]) if one != other)
    pairs.update(_sharing_rare_bigrams(items, weights))
    return tuple(sorted(pair for pair in pairs if items[pair[0]].ref.policy != items[pair[1]].ref.policy))


def candidates_of_partners(
    items: Sequence[Item],
    compared: Iterable[tuple[str, str]],
    shown: Mapping[str, Sequence[str]],
    with_runs: Iterable[tuple[int, int]],
) -> tuple[tuple[int, int], ...]:
    """Pairs of items of chosen documents that share a domain, touch the other's, or share a verbatim run.

    In a large corpus partners are so much alike that what answers to each other shares one of these; rare bigrams
    are not followed.

    Args:
        items: Items in record order.
        compared: The pairs of policies that are compared.
        shown: Domain id -> the policies whose provisions on it stand side by side; these are compared too.
        with_runs: Pairs of indices that share a verbatim run.

    Returns:
        Sorted pairs of indices, smaller first. Work grows with the pairs of policies.
    """
    about: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    touching: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, item in enumerate(items):
        for domain in item.matters.main:
            about[item.ref.policy][domain].append(number)
        for domain in item.touched:
            touching[item.ref.policy][domain].append(number)
    chosen = frozenset(compared)
    pairs = {pair for pair in with_runs if (items[pair[0]].ref.policy, items[pair[1]].ref.policy) in chosen}
    for one, other in chosen:
        for left, right in ((one, other), (other, one)):
            for domain, members in about[left].items():
                answers = (*about[right].get(domain, ()), *touching[right].get(domain, ()))
                pairs.update(_ordered(a, b) for a in members for b in answers)
    pairs.update(_side_by_side(about, shown))
    return tuple(sorted(pairs))


def _side_by_side(
    about: Mapping[str, Mapping[str, Sequence[int]]], shown: Mapping[str, Sequence[str]]
) -> Iterator[tuple[int, int]]:
    for domain, policies in shown.items():
        for one, other in combinations(policies, 2):
            members = about[other].get(domain, ()) if other in about else ()
            yield from (_ordered(a, b) for a in (about[one].get(domain, ()) if one in about else ()) for b in members)


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
