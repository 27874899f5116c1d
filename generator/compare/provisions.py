"""The provisions of a large corpus: made of a record when somebody asks for them, and held packed from then on."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Mapping
from functools import cached_property
from typing import cast

from generator.compare.cues import Cue, Labelled, list_cues
from generator.compare.items import Item, items_of, label_provisions
from generator.compare.terms import Terms, terms_of
from generator.models import PolicyRecord
from generator.models.packed import FAST
from generator.vocabulary import Vocabulary


class Labels:
    """What the cues are learned from, document by document."""

    def __init__(self, records: Mapping[str, PolicyRecord], vocabulary: Vocabulary) -> None:
        """Nothing is labelled yet.

        Args:
            records: The records by policy id.
            vocabulary: Its domains give the cues.
        """
        self.records, self.vocabulary = records, vocabulary
        self._made: dict[str, tuple[Labelled, ...]] = {}

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """The cues of the vocabulary."""
        return list_cues(self.vocabulary)

    def of(self, policy: str) -> tuple[Labelled, ...]:
        """The labels of a document's provisions; they are held until they are taken."""
        if policy not in self._made:
            self._made[policy] = label_provisions(self.records[policy], self.cues)
        return self._made[policy]

    def taken(self, policy: str) -> tuple[Labelled, ...]:
        """The labels of a document's provisions, which nobody will ask for again."""
        self.of(policy)
        return self._made.pop(policy)


class Provisions:
    """The items of each document; what is not looked at is held packed, and not even made before somebody asks.

    Packed they take a tenth of the memory, and less time on their way to other processes. It is this process and its
    workers that pack and unpack: such bytes are never kept on a disk.
    """

    def __init__(self, labels: Labels, reliable: frozenset[int]) -> None:
        """Nothing is made yet.

        Args:
            labels: The records with their labels.
            reliable: Numbers of the cues that say something about their domain.
        """
        self._labels, self.reliable = labels, reliable
        self._packed: dict[str, bytes] = {}
        self._last: tuple[str, tuple[Item, ...]] = ("", ())

    def of(self, policy: str) -> tuple[Item, ...]:
        """The items of a document: tasks, then principles. Those asked for last are at hand."""
        if self._last[0] != policy:
            held = self._packed.get(policy)
            self._last = (policy, unpacked_items(held) if held is not None else self._made(policy))
        return self._last[1]

    def has(self, policy: str) -> bool:
        """Whether the items of a document are made."""
        return policy in self._packed

    def put(self, policy: str, packed: bytes) -> None:
        """Take the packed items of a document that were made elsewhere."""
        self._packed[policy] = packed

    def packed(self, policy: str) -> bytes:
        """The same, packed."""
        if policy not in self._packed:
            self._made(policy)
        return self._packed[policy]

    def _made(self, policy: str) -> tuple[Item, ...]:
        labels = self._labels
        record = labels.records[policy]
        made = items_of(record, labels.taken(policy), labels.cues, self.reliable, self._terms)
        self._packed[policy] = packed_items(made)
        return made

    @cached_property
    def _terms(self) -> Terms:
        return terms_of(self._labels.vocabulary)


def packed_items(items: tuple[Item, ...]) -> bytes:
    """Items as bytes, without what was worked out of them."""
    return zlib.compress(pickle.dumps(items, pickle.HIGHEST_PROTOCOL), FAST)


def unpacked_items(packed: bytes) -> tuple[Item, ...]:
    """The items that were packed."""
    return cast(tuple[Item, ...], pickle.loads(zlib.decompress(packed)))  # noqa: S301 - see Provisions
