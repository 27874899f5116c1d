"""Alignment: which provisions of different documents answer to each other, and how closely."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from generator.compare.evidence import DIGITS, make_evidence
from generator.compare.items import Item
from generator.compare.runs import RunTable, distinct
from generator.compare.similarity import Features, Weighed, measure
from generator.compare.weights import Weights
from generator.models import Link, LinkType

TITLE_NAMES_DOMAIN = 0.2
"""Added to the closeness of two items of one domain whose titles both name it."""

SAME = 0.5
"""Closeness from which two items of one domain say the same thing."""

SAME_BY_TITLE = 0.3
SAME_BY_TEXT = 0.12
"""Of two that say the same, the titles or the texts agree at least this much; a little of both is a part."""

SAME_IF_ALONE = 0.35
SAME_IF_ALONE_IN_ONE_MATTER = 0.25
"""The closeness that suffices for two tasks if each is its document's only one of the domain and is named after it.

Less suffices where the domain holds one matter only, and nothing where it says who acts (街道乡镇), not what. Of two
such principles the domain suffices: a document has one on each matter, in a few words of its own; and of two on a field
(政府债务), where the measures differ but not the matter.
"""

THIN = 0.05
"""Texts less alike than this have no measure in common; only titles that are alike as a whole make them the same."""

FAINT = 0.1
"""Closeness under which two items of one domain only touch each other's matter."""

ALIKE_TITLES = 0.6
"""Titles this much alike name one matter, even where one item settles another one besides."""

MANY_MATTERS = 5
"""An item that touches this many domains which the other does not touch settles more than that one."""

TEXT_OVERLAP = 0.12
TEXT_OVERLAP_IF_NAMED = 0.08
SENTENCE_OVERLAP = 0.35
SENTENCE_OVERLAP_IF_TOUCHED = 0.17
SENTENCE_NAMED = 0.15
SENTENCE_COPIED = 0.5
LONG_RUN = 20
"""Text and best-sentence similarity from which items of different domains share a part.

LONG_RUN counts folded characters of one verbatim run: a whole clause. TEXT_OVERLAP_IF_NAMED holds where the
record of one names the other's domain as secondary, SENTENCE_OVERLAP_IF_TOUCHED where besides one touches the
other's domain by whatever reliable word, SENTENCE_COPIED between a principle and a task. From SENTENCE_NAMED on
one at least mentions the other's matter, whatever the vocabulary knows of it. What both settle (matters) they share
however little the words are alike.
"""

ORDER: tuple[LinkType, ...] = ("same", "partial", "mention")
"""The types of links, the closest first."""


@dataclass(frozen=True)
class _Typed:
    """What types links have, and by which measures they were told."""

    types: Mapping[tuple[int, int], LinkType]
    measured: Mapping[tuple[int, int], Features]
    close: Mapping[tuple[int, int], float]


@dataclass(frozen=True)
class Alignment:
    """The links, each in both directions, and the features of every linked pair by indices into the items."""

    links: tuple[Link, ...]
    types: Mapping[tuple[int, int], LinkType]


def closeness(features: Features, titles_name_domain: bool) -> float:
    """How close two items of one domain are: title + 2·text (+ TITLE_NAMES_DOMAIN); 0 and up, rarely above 2.

    The text counts twice since half of its weight in common is as much as official documents ever share
    short of copying.
    """
    bonus = TITLE_NAMES_DOMAIN if titles_name_domain else 0.0
    return features.title + 2 * features.text + bonus


def align(
    weighed: Sequence[Weighed],
    candidates: Sequence[tuple[int, int]],
    weights: Weights,
    runs: RunTable,
    most: int | None = None,
) -> Alignment:
    """Link the items of documents that are on one subject.

    Args:
        weighed: Items in record order.
        candidates: The pairs of indices worth measuring, sorted, smaller first.
        weights: Learned weights.
        runs: Verbatim runs by pair of indices.
        most: Links of an item to items of one other document; only the closest are kept. None keeps all.

    Returns:
        The links, sorted by the order of `from_` and then of `to`; type and score are the same both ways.
    """
    items = [entry.item for entry in weighed]
    typed = _typed(weighed, candidates, weights, runs, most)
    links: list[tuple[int, int, Link]] = []
    for (one, other), kind in typed.types.items():
        features = typed.measured[one, other]
        score = round(_score(features, typed.close[one, other]), DIGITS)
        both = make_evidence(features, weights)
        for (left, right), evidence in zip(((one, other), (other, one)), both, strict=True):
            link = Link(from_=items[left].ref, to=items[right].ref, type=kind, score=score, evidence=evidence)
            links.append((left, right, link))
    links.sort(key=lambda entry: entry[:2])
    return Alignment(tuple(link for _, _, link in links), typed.types)


def types_of_links(
    weighed: Sequence[Weighed], candidates: Sequence[tuple[int, int]], weights: Weights, runs: RunTable
) -> Mapping[tuple[int, int], LinkType]:
    """The types of the links that `align` makes, without the evidence, which takes half as long again.

    Args:
        weighed: As for `align`, as are the others.
        candidates: The pairs of indices worth measuring, sorted, smaller first.
        weights: Learned weights.
        runs: Verbatim runs by pair of indices.

    Returns:
        Pair of indices, smaller first -> type.
    """
    return _typed(weighed, candidates, weights, runs, None).types


def _typed(
    weighed: Sequence[Weighed],
    candidates: Sequence[tuple[int, int]],
    weights: Weights,
    runs: RunTable,
    most: int | None,
) -> _Typed:
    items = [entry.item for entry in weighed]
    measured = {
        (one, other): measure(weighed[one], weighed[other], distinct(runs.get((one, other), ())), weights)
        for one, other in candidates
    }
    wide = _items_with_two_matters(items, measured)
    alone = _alone(items)
    close = _close(items, measured)
    types: dict[tuple[int, int], LinkType] = {}
    for pair, features in measured.items():
        kind = _decide(items[pair[0]], items[pair[1]], features, close[pair], not wide.isdisjoint(pair))
        if kind == "partial" and alone.issuperset(pair) and wide.isdisjoint(pair):
            kind = _if_alone(items[pair[0]], items[pair[1]], features, close[pair])
        if kind is not None:
            types[pair] = kind
    _keep_one_same(items, types, close)
    if most is not None:
        types = _closest(items, types, cache(lambda pair: _score(measured[pair], close[pair])), most)
    return _Typed(types, measured, close)


def _score(features: Features, close: float) -> float:
    """0 to 1: 1 - e^(-closeness) in one domain, else the better of text and sentence similarity."""
    return 1 - math.exp(-close) if features.same_domain else max(features.text, features.sentence)


def _decide(left: Item, right: Item, features: Features, close: float, wide: bool) -> LinkType | None:
    """The type of a link, or None; see the constants for the bounds."""
    alike_kind = left.kind == right.kind
    if features.same_domain:
        title_only = not left.text or not right.text
        thin = not title_only and features.text < THIN
        titles = features.title_likeness if thin else features.title
        agree = title_only or titles >= (ALIKE_TITLES if thin else SAME_BY_TITLE) or features.text >= SAME_BY_TEXT
        # A title that joins a second matter (政府债务与政府和社会资本合作) is of no use as a proof that they have one.
        by_words = alike_kind and close >= SAME and agree and set(left.titled) == set(right.titled)
        if by_words and features.title >= ALIKE_TITLES:
            return "same"
        by_title = alike_kind and title_only and close >= TITLE_NAMES_DOMAIN
        if (by_words or by_title) and not (wide or _wider(left, right) or _wider(right, left)):
            return "same"
        if alike_kind and _on_different_aspects(left, right):
            return "mention" if features.text >= THIN or features.echo else None
        # A principle and a task of one domain: the one is carried out by the other, in whatever words.
        return "partial" if not alike_kind or close >= FAINT or title_only or features.echo else "mention"
    if features.settled or any(run.length >= LONG_RUN for run in features.runs):
        return "partial"
    copied = features.sentence >= SENTENCE_COPIED
    overlap = features.text >= (TEXT_OVERLAP_IF_NAMED if features.by_record else TEXT_OVERLAP)
    touched = features.touches and features.text >= TEXT_OVERLAP_IF_NAMED
    near = features.sentence >= (SENTENCE_OVERLAP_IF_TOUCHED if touched else SENTENCE_OVERLAP)
    if copied or (alike_kind and (overlap or features.echo or near)):
        return "partial"
    return "mention" if features.touches or features.sentence >= SENTENCE_NAMED else None


def _on_different_aspects(left: Item, right: Item) -> bool:
    """Whether two items of one domain are each on an aspect of it that the other one does not say a word of."""
    if not left.aspects or not right.aspects:
        return False
    return left.titled_aspects.isdisjoint(right.aspects) and right.titled_aspects.isdisjoint(left.aspects)


def _if_alone(left: Item, right: Item, features: Features, close: float) -> LinkType:
    """The type of a link that is a partial one, of items that are each the only one of its domain."""
    if not features.same_domain or left.kind != right.kind or _wider(left, right) or _wider(right, left):
        return "partial"
    if left.nature == "actor":
        return "partial"
    least = SAME_IF_ALONE if left.several_matters else SAME_IF_ALONE_IN_ONE_MATTER
    return "same" if left.kind == "principle" or left.nature == "field" or close >= least else "partial"


def _alone(items: Sequence[Item]) -> frozenset[int]:
    """The items that no other task, or no other principle, of their document shares its domain with.

    A task must be named after its domain; a principle is on it, whatever it is called (重诺守约).
    """
    held = Counter((item.ref.policy, item.kind, item.primary) for item in items)
    return frozenset(
        number
        for number, item in enumerate(items)
        if (item.named_after or item.kind == "principle") and held[item.ref.policy, item.kind, item.primary] == 1
    )


def _keep_one_same(
    items: Sequence[Item], types: dict[tuple[int, int], LinkType], close: Mapping[tuple[int, int], float]
) -> None:
    """Let every item be the same as at most one item of each other document, the closest; the rest are partial.

    Where two provisions answer to one, neither says all of it.
    """
    taken: set[tuple[int, str]] = set()
    same = [pair for pair, kind in types.items() if kind == "same"]
    for one, other in sorted(same, key=lambda pair: (-close[pair], pair)):
        ends = {(one, items[other].ref.policy), (other, items[one].ref.policy)}
        if taken.isdisjoint(ends):
            taken |= ends
        else:
            types[one, other] = "partial"


def _close(items: Sequence[Item], measured: Mapping[tuple[int, int], Features]) -> dict[tuple[int, int], float]:
    return {
        (one, other): closeness(features, items[one].named_after and items[other].named_after)
        for (one, other), features in measured.items()
    }


def _closest(
    items: Sequence[Item],
    types: Mapping[tuple[int, int], LinkType],
    score: Callable[[tuple[int, int]], float],
    most: int,
) -> dict[tuple[int, int], LinkType]:
    """The links that are among the `most` closest ones of either end into the other end's document."""
    ends: defaultdict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    for pair in types:
        for own, other in (pair, pair[::-1]):
            ends[own, items[other].ref.policy].append(pair)
    kept: set[tuple[int, int]] = set()
    for pairs in ends.values():
        room = most
        for kind in ORDER:
            alike = [pair for pair in pairs if types[pair] == kind]
            # Scores are the costly part: asked for only where they decide.
            kept.update(sorted(alike, key=lambda pair: (-score(pair), pair))[:room] if len(alike) > room else alike)
            room = max(0, room - len(alike))
    return {pair: kind for pair, kind in types.items() if pair in kept}


def _wider(item: Item, other: Item) -> bool:
    """Whether an item is known by a matter that the other does not even touch, or touches MANY_MATTERS of them."""
    foreign = item.others - other.others - {other.primary}
    return (bool(other.text) and len(foreign) >= MANY_MATTERS) or any(
        domain in foreign for domain in item.matters.titled
    )


def _items_with_two_matters(items: Sequence[Item], measured: Mapping[tuple[int, int], Features]) -> frozenset[int]:
    """Items that settle a second matter besides their primary domain.

    A task group does, for the tasks under it. Any other does if a provision elsewhere shares a sentence with it that
    is about another domain the item touches, and has nothing to do with its primary one.
    """
    wide = {number for number, item in enumerate(items) if item.has_parts}
    for (one, other), features in measured.items():
        if features.same_domain:
            continue
        found = [
            index
            for index, elsewhere in ((one, other), (other, one))
            if _has_matter_of(items[index], items[elsewhere]) and index not in wide
        ]
        # Sentences are paired only where something depends on them, so they are asked about last.
        if found and features.sentence >= SENTENCE_OVERLAP:
            wide.update(found)
    return frozenset(wide)


def _has_matter_of(item: Item, witness: Item) -> bool:
    """Whether an item touches the domain of another one that has nothing to do with its own."""
    foreign = witness.primary in item.others and item.primary != witness.primary
    return foreign and item.primary not in witness.secondary
