"""Which documents a draft is compared with (对照文件): all of a small knowledge base, chosen ones of a large one."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from generator.compare.partners import rests_on
from generator.compare.titles import subject_of_title
from generator.models import PolicyRecord
from generator.models.held_record import parts_of
from generator.models.limits import ALL_COMPARED, PARTNERS
from generator.vocabulary import Vocabulary

MOST = ALL_COMPARED - 1
"""Documents that a draft of a large knowledge base is compared with: as many as stand side by side with it."""

COPIED_FROM = 4
"""Of these at most so many because they share most of their words with the draft."""

ALIKE = 0.2
"""Likeness from which on a document is on the matter of the draft.

Measured by `python -m tests.benchmarks.peers`: documents of made corpora on one subject and on different ones.
"""

WINDOW = 12
"""Characters, without punctuation, of the pieces by which shared words are looked for: a text's pieces stand end to
end, so that a passage of twice that length that both have is always met."""

FEWEST_SHARED = 4
"""Pieces in common from which on a document is one that the draft may have been copied from."""

_NO_WORD = re.compile(r"[\W_]+")


def choose_peers(
    draft: PolicyRecord,
    records: Sequence[PolicyRecord],
    sources: Mapping[str, str],
    vocabulary: Vocabulary,
    asked: Collection[str] = (),
) -> tuple[str, ...]:
    """Choose the documents that a draft is compared with.

    Args:
        draft: The draft.
        records: All documents held, in record order, the draft among them or not.
        sources: The texts of all of these, by policy id.
        vocabulary: Its baseline is among the chosen if it is asked for, rested on, or on the same matter.
        asked: Ids that the user has chosen; then these alone, besides the baseline.

    Returns:
        Their ids, in record order: all up to ALL_COMPARED documents. Of more, what the draft rests on, those that
        share most words with it, and then those most like it by the titles of their provisions, MOST in all; at least
        the PARTNERS that are most like it, be they ever so different.
    """
    others = [record for record in records if record.id != draft.id]
    if len(others) <= MOST:
        return tuple(record.id for record in others)
    if asked:
        return tuple(record.id for record in others if record.id in asked or record.id == vocabulary.baseline)
    likeness = likeness_to(draft, others, vocabulary)
    ranked = sorted(likeness, key=lambda policy: -likeness[policy])
    near = [policy for policy in ranked if likeness[policy] >= ALIKE]
    guideline = [policy for policy in near if policy == vocabulary.baseline]
    stated = [policy for policy in rests_on(draft) if policy in likeness]
    copied = _sharing_most(sources[draft.id], {record.id: sources[record.id] for record in others})
    wanted = dict.fromkeys((*guideline, *stated, *copied, *near, *ranked[:PARTNERS]))
    chosen = frozenset(list(wanted)[:MOST])
    return tuple(record.id for record in others if record.id in chosen)


def likeness_to(draft: PolicyRecord, others: Sequence[PolicyRecord], vocabulary: Vocabulary) -> dict[str, float]:
    """How alike the matters of a draft and of others are, by id, as they stand in record order.

    The cosine of the weighed pairs of characters in the titles of their provisions (weight: how often, times the
    logarithm of how few documents have them), and 1 more where their own titles are on one subject.
    """
    grams = {record.id: Counter(_grams(record)) for record in (draft, *others)}
    spread = Counter(gram for held in grams.values() for gram in held)
    count = len(grams)
    weighed = {
        policy: {gram: times * math.log(count / spread[gram]) for gram, times in held.items()}
        for policy, held in grams.items()
    }
    own = subject_of_title(draft, vocabulary)
    mine = weighed[draft.id]
    return {
        record.id: _cosine(mine, weighed[record.id]) + (not own.isdisjoint(subject_of_title(record, vocabulary)))
        for record in others
    }


def _grams(record: PolicyRecord) -> Iterator[str]:
    for part in parts_of(record):
        title = _NO_WORD.sub("", part.title)
        yield from (title[at : at + 2] for at in range(len(title) - 1))


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    common = one.keys() & other.keys()
    lengths = math.fsum(value * value for value in one.values()) * math.fsum(value * value for value in other.values())
    # Exact sums, so that the order of a set does not matter.
    return math.fsum(one[gram] * other[gram] for gram in common) / math.sqrt(lengths) if lengths else 0.0


def _sharing_most(own: str, texts: Mapping[str, str]) -> list[str]:
    """The documents that share most pieces of their texts with a draft, the one with the most first."""
    words = _NO_WORD.sub("", own)
    pieces = {words[at : at + WINDOW] for at in range(len(words) - WINDOW + 1)}
    shared: dict[str, int] = {}
    for policy, text in texts.items():
        theirs = _NO_WORD.sub("", text)
        shared[policy] = sum(theirs[at : at + WINDOW] in pieces for at in range(0, len(theirs) - WINDOW + 1, WINDOW))
    most = sorted((policy for policy in shared if shared[policy] >= FEWEST_SHARED), key=lambda policy: -shared[policy])
    return most[:COPIED_FROM]
