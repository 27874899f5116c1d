"""What single provisions speak of: the domains that each settles or names, whatever it is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.compare.cues import Labelled, learn_cues, list_cues
from generator.compare.items import Item, items_of, label_provisions
from generator.compare.terms import terms_of
from generator.models import PolicyRecord
from generator.vocabulary import Vocabulary


@dataclass(frozen=True)
class Spoken:
    """The domains of a provision by how it speaks of them; each id stands in one of the three.

    Attributes:
        main: Its main matters.
        settles: Further ones about which it settles something.
        names: Those that it only names.
    """

    main: frozenset[str]
    settles: frozenset[str]
    names: frozenset[str]


def find_spoken(
    records: Sequence[PolicyRecord], provisions: Sequence[PolicyRecord], vocabulary: Vocabulary
) -> tuple[Spoken, ...]:
    """Tell what provisions speak of.

    Args:
        records: The records from which it is learned which cues can be trusted.
        provisions: Provisions, each in a record of its own; of the tasks under one with parts all are taken together.
        vocabulary: The domains.

    Returns:
        One for each provision, in their order.
    """
    cues = list_cues(vocabulary)
    known = [label for record in records for label in label_provisions(record, cues)]
    labelled = [label_provisions(record, cues) for record in provisions]
    seen = {number for label in known for number in label.cues}
    # A cue that no record holds is trusted as it is when a new document brings it; one provision more says them all.
    unseen = {number for labels in labelled for label in labels for number in label.cues} - seen
    reliable = learn_cues([*known, Labelled((), "", tuple(sorted(unseen)))], cues, vocabulary)
    terms = terms_of(vocabulary)
    return tuple(
        _spoken(items_of(record, labels, cues, reliable, terms))
        for record, labels in zip(provisions, labelled, strict=True)
    )


def _spoken(items: Sequence[Item]) -> Spoken:
    main = frozenset(domain for item in items for domain in item.matters.main)
    settled = frozenset(domain for item in items for domain in item.matters.settled) | main
    named = frozenset(domain for item in items for domain in item.named)
    return Spoken(main=main, settles=settled - main, names=named - settled)
