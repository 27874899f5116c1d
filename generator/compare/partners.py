"""Which documents are compared with each other: all in a small corpus, chosen partners in a large one."""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from generator.compare.kept import PairCache
from generator.compare.likeness_kept import KeptLikeness
from generator.compare.subjects import EMPTY, Profile
from generator.models import PolicyRecord
from generator.models.held_record import citations_of
from generator.models.kinds import RESTS_ON
from generator.models.limits import ALL_COMPARED, CHOSEN_BY, PAIR_PAGES, PARTNERS
from generator.models.order import LEVELS

KEYWORDS = 24
"""Bigrams that tell a document from others; documents that share some of them may be alike."""

NEIGHBOURS = 60
"""Documents with a keyword that are looked at, from both sides in record order; so the work for each is bounded."""

LOOKED_AT = 24
"""Documents with the most keywords in common whose likeness is measured."""

Pair = tuple[str, str]
"""Two policy ids in record order."""


@dataclass(frozen=True)
class Partners:
    """The pairs of documents.

    Attributes:
        whole: Whether every two documents are compared.
        compared: The pairs whose provisions are linked.
        pages: Those of them that get a summary and marked differences, in record order.
    """

    whole: bool
    compared: frozenset[Pair]
    pages: tuple[Pair, ...]


def choose_partners(
    records: Sequence[PolicyRecord],
    profiles: Mapping[str, Profile],
    cited: Mapping[str, Sequence[str]],
    focus: Collection[str] = (),
    asked: Collection[Pair] = (),
    cache: PairCache | None = None,
) -> Partners:
    """Choose the pairs of documents to compare.

    Up to ALL_COMPARED documents every pair. Above, each is compared with all that it rests on by its own words, however
    many others rest on the same, then with those whose words are most like its own: PARTNERS in all, one less than
    that at least where it rests on several.

    Args:
        records: Records in record order.
        profiles: What each of them is about, by id; one without provisions has none.
        cited: For each of them the ids that `rests_on` gives.
        focus: Ids of policies that are compared with every other all the same (a draft that is checked).
        asked: Pairs of ids, in any order, that are compared all the same (one that somebody exports).
        cache: May hold how alike documents are; None keeps nothing.

    Returns:
        The pairs; the same for the same records.
    """
    if len(records) <= ALL_COMPARED:
        every = tuple(itertools.combinations([record.id for record in records], 2))
        return Partners(True, frozenset(every), every)
    order = {record.id: number for number, record in enumerate(records)}
    wanted = {_pair(one, other, order) for one in focus for other in order if other != one}
    wanted |= {_pair(*two, order) for two in asked}
    measured = KeptLikeness(cache, {policy: profiles.get(policy, EMPTY) for policy in order})
    chosen = _choose(records, measured, cited, order)
    measured.keep()
    best = sorted(chosen, key=lambda two: (-chosen[two], order[two[0]], order[two[1]]))[:PAIR_PAGES]
    pages = sorted({*best, *wanted}, key=lambda two: (order[two[0]], order[two[1]]))
    return Partners(False, frozenset(chosen) | wanted, tuple(pages))


def _pair(one: str, other: str, order: Mapping[str, int]) -> Pair:
    return (one, other) if order[one] < order[other] else (other, one)


def _choose(
    records: Sequence[PolicyRecord],
    measured: KeptLikeness,
    cited: Mapping[str, Sequence[str]],
    order: Mapping[str, int],
) -> dict[Pair, float]:
    """The pairs of a large corpus, each with how soon its documents are looked at side by side."""
    alikeness = _likeness(measured)
    chosen: dict[Pair, float] = {}
    taken: Counter[str] = Counter()
    for record in records:
        alike, stated = alikeness[record.id], _stated(record, cited[record.id], records, order)
        for number, other in enumerate(stated):
            # What rests on another is looked at side by side first, with the nearest above it.
            chosen[_pair(record.id, other, order)] = (0.0 if number else 1.0) + alike.get(other, 0.0)
        left = PARTNERS - min(1, len(stated))
        ranked = sorted(alike.keys() - set(stated), key=lambda other: (-alike[other], order[other]))
        for other in islice((other for other in ranked if taken[other] < CHOSEN_BY), left):
            taken[other] += 1
            chosen.setdefault(_pair(record.id, other, order), alike[other])
    return chosen


def rests_on(record: PolicyRecord) -> tuple[str, ...]:
    """Ids of the documents that a record says it rests on, sorted."""
    return tuple(
        sorted({cited.policy for cited in citations_of(record) if cited.policy and cited.relation in RESTS_ON})
    )


def _stated(
    record: PolicyRecord, cited: Sequence[str], records: Sequence[PolicyRecord], order: Mapping[str, int]
) -> tuple[str, ...]:
    """What a record rests on as far as it is held: the nearest of a higher level first."""
    held = [records[order[policy]] for policy in cited if policy in order and policy != record.id]
    rank = LEVELS.index(record.jurisdiction.level)
    level = {other.id: LEVELS.index(other.jurisdiction.level) for other in held}
    nearest = sorted(level, key=lambda other: (level[other] >= rank, -level[other], -order[other]))
    return tuple(nearest)


def _likeness(measured: KeptLikeness) -> dict[str, dict[str, float]]:
    """For each policy the likeness (cosine) of those that share most keywords with it."""
    policies, profiles = tuple(measured.profiles), tuple(measured.profiles.values())
    spread = Counter(gram for profile in profiles for gram in profile.grams)
    keywords = [_keywords(profile, spread, len(policies)) for profile in profiles]
    places: defaultdict[str, dict[int, int]] = defaultdict(dict)
    postings: defaultdict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(keywords):
        for gram in words:
            places[gram][number] = len(postings[gram])
            postings[gram].append(number)
    found: dict[str, dict[str, float]] = {}
    for number, policy in enumerate(policies):
        shared: Counter[int] = Counter()
        for gram in keywords[number]:
            place = places[gram][number]
            shared.update(postings[gram][max(0, place - NEIGHBOURS) : place + NEIGHBOURS + 1])
        del shared[number]
        best = sorted(shared, key=lambda other: (-shared[other], other))[:LOOKED_AT]
        found[policy] = {policies[other]: measured.of(policy, policies[other]) for other in best}
    return found


def _keywords(profile: Profile, spread: Mapping[str, int], count: int) -> tuple[str, ...]:
    told = {
        gram: share * math.log(count / spread[gram])
        for gram, share in zip(profile.grams, profile.shares, strict=True)
        if spread[gram] > 1
    }
    return tuple(sorted(told, key=lambda gram: (-told[gram], gram))[:KEYWORDS])
