"""What has to be known of every document of a large corpus before two of them are compared, in a few lines for each."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from sys import intern

from generator.compare.items import Item
from generator.compare.pairwise import digest
from generator.compare.partners import rests_on
from generator.compare.reuse_kept import digest_of_texts
from generator.compare.subjects import Profile, Subjects
from generator.compare.titles import subject_of_title
from generator.models import PolicyRecord
from generator.vocabulary import Vocabulary


@dataclass(frozen=True)
class Abstract:
    """A document in short; as long as it holds, nobody looks at its provisions.

    Attributes:
        rests_on: Ids of the documents that it says it rests on, sorted.
        items: The ids of its items.
        digest: A hash of all that comparing its items depends on, besides what was learned.
        texts: A hash of the texts that can stand in other documents too.
        profile: What it is about.
    """

    rests_on: tuple[str, ...]
    items: tuple[str, ...]
    digest: str
    texts: str
    profile: Profile


def make_abstract(record: PolicyRecord, items: Sequence[Item], subjects: Subjects, vocabulary: Vocabulary) -> Abstract:
    """Sum up a document.

    Args:
        record: Its record.
        items: Its items.
        subjects: What was learned of subjects.
        vocabulary: For the words that titles have in common.

    Returns:
        The abstract.
    """
    return Abstract(
        rests_on=rests_on(record),
        items=tuple(item.ref.item for item in items),
        digest=digest(items),
        texts=digest_of_texts(items),
        profile=subjects.profile(items, subject_of_title(record, vocabulary)),
    )


def to_bytes(abstract: Abstract) -> bytes:
    """An abstract as JSON."""
    held = abstract.profile
    profile = (held.grams, held.shares.tolist(), held.short, sorted(held.fields), sorted(held.titled))
    told = (abstract.rests_on, abstract.items, abstract.digest, abstract.texts, profile)
    return json.dumps(told, ensure_ascii=False).encode()


def from_bytes(content: bytes) -> Abstract:
    """The abstract that `to_bytes` gave."""
    cited, items, digested, texts, (grams, shares, short, fields, titled) = json.loads(content)
    # A corpus has few bigrams and uses them all the time: each is kept once.
    profile = Profile(tuple(map(intern, grams)), array("d", shares), short, frozenset(fields), frozenset(titled))
    return Abstract(tuple(cited), tuple(items), digested, texts, profile)
