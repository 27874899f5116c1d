"""The provisions of a large corpus: made of a record when somebody asks for them, and held packed from then on."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from generator.compare.cues import Cue, Labelled, list_cues
from generator.compare.items import Item, items_of, label_provisions
from generator.compare.terms import Terms, terms_of
from generator.models import ItemRef, PolicyRecord
from generator.models.packed import FAST, Piece, bytes_of
from generator.vocabulary import Vocabulary

_SETS = ("weighed", "only_naming", "aspects", "titled_aspects", "hardly", "surely")
_TUPLES = ("secondary", "naming_words", "joined")
_WORDS = ("touched", "heard", "named", "words")
"""Fields of an item that JSON knows as lists, and of lists."""


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

    Packed they take a tenth of the memory, and less time on their way to other processes, or from the disk, than making
    them takes.
    """

    def __init__(self, labels: Labels, reliable: frozenset[int], lay: Callable[[bytes], Piece] = bytes) -> None:
        """Nothing is made yet.

        Args:
            labels: The records with their labels.
            reliable: Numbers of the cues that say something about their domain.
            lay: Lays down what is made: out of memory, if there is a place.
        """
        self._labels, self.reliable, self._lay = labels, reliable, lay
        self._packed: dict[str, Piece] = {}
        self._last: tuple[str, tuple[Item, ...]] = ("", ())

    def of(self, policy: str) -> tuple[Item, ...]:
        """The items of a document: tasks, then principles. Those asked for last are at hand."""
        if self._last[0] != policy:
            held = self._packed.get(policy)
            self._last = (policy, unpacked_items(bytes_of(held)) if held is not None else self._made(policy))
        return self._last[1]

    def has(self, policy: str) -> bool:
        """Whether the items of a document are made."""
        return policy in self._packed

    def put(self, policy: str, packed: bytes) -> None:
        """Take the packed items of a document that were made elsewhere in this run."""
        self._packed[policy] = self._lay(packed)

    def hold(self, policy: str, packed: bytes) -> None:
        """Take the packed items of a document that somebody has in memory anyway."""
        self._packed[policy] = packed

    def packed(self, policy: str) -> bytes:
        """The same, packed."""
        if policy not in self._packed:
            self._made(policy)
        return bytes_of(self._packed[policy])

    def _made(self, policy: str) -> tuple[Item, ...]:
        labels = self._labels
        record = labels.records[policy]
        made = items_of(record, labels.taken(policy), labels.cues, self.reliable, self._terms)
        self._packed[policy] = self._lay(packed_items(made))
        return made

    @cached_property
    def _terms(self) -> Terms:
        return terms_of(self._labels.vocabulary)


def packed_items(items: Iterable[Item]) -> bytes:
    """Items as bytes (JSON, packed), without what was worked out of them; the same items give the same bytes."""
    told = [_told(item) for item in items]
    return zlib.compress(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(), FAST)


def unpacked_items(packed: bytes) -> tuple[Item, ...]:
    """The items that were packed."""
    return tuple(map(_item, json.loads(zlib.decompress(packed))))


def _told(item: Item) -> dict[str, Any]:
    told: dict[str, Any] = dict(item.__getstate__())
    told["ref"] = (item.ref.policy, item.ref.item)
    for name in _SETS:
        told[name] = sorted(told[name])
    return told


def _item(told: dict[str, Any]) -> Item:
    policy, item = told["ref"]
    told["ref"] = ItemRef(policy=policy, item=item)
    for name in _SETS:
        told[name] = frozenset(told[name])
    for name in _TUPLES:
        told[name] = tuple(told[name])
    for name in _WORDS:
        told[name] = {domain: tuple(words) for domain, words in told[name].items()}
    for name in ("same_words", "aspect_words"):
        told[name] = tuple(map(tuple, told[name]))
    told["spoken"] = {domain: tuple(map(tuple, sentences)) for domain, sentences in told["spoken"].items()}
    return Item(**told)
