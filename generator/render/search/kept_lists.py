"""The lists of the long text from one run to the next: only those are made anew that a changed document touches.

Kept are the texts of all documents and the shards as they were published, both in bundles, and what tells of them: the
slots, the strings that are frequent or nearly so, and a hash of every bundle. While bundles are being replaced there is
none of this, so that a run that does not come to its end leaves nothing half true behind.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import accumulate
from typing import Final

from generator.models.packed import FAST
from generator.render.materials import Materials, cut_up, joined
from generator.render.search.grams import Changes, Placed, Value, changed, edited, nearly, shard_of, shards_for, whole
from generator.render.search.places import hash_of
from generator.render.search.postings import CAP, LIMIT, UNIT, Layout
from generator.render.search.scripts import FOLDER, last_argument, script
from generator.render.search.sorting import SortedOut
from generator.render.site import DataFile, KeptPiece

Made = DataFile | KeptPiece

ABOUT: Final = "search/about"
TEXTS: Final = 16
SHARDS: Final = 128
"""Bundles of each kind."""

MOST_CHANGED: Final = 4
"""If more than a quarter of the documents have changed, all lists are made anew."""


def states() -> Iterator[str]:
    """The names under which something is kept."""
    yield ABOUT
    yield from map(_texts_name, range(TEXTS))
    yield from map(_shards_name, range(SHARDS))


@dataclass(frozen=True)
class Wanted:
    """A document as it is now: its first slot, the hash of its text, and how many characters that takes."""

    slot: int
    hash: str
    length: int


@dataclass(frozen=True)
class Lists:
    """What is published: the frequent strings in order, how many shards there are, and these, to be taken once."""

    frequent: tuple[str, ...]
    shards: int
    files: Iterator[Made]


class _Lost(Exception):
    """Something that was kept is not there any more."""


@dataclass
class _About:
    """What is known of a run; `documents` gives of each its slot and hash."""

    room: int
    limit: int
    shards: int
    documents: dict[str, list[object]]
    frequent: dict[str, int] = field(default_factory=dict)
    nearly: dict[str, int] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)


class KeptLists:
    """The lists of all documents."""

    def __init__(
        self,
        materials: Materials,
        wanted: Mapping[str, Wanted],
        room: int,
        layout_of: Callable[[str], Layout],
        limit: int = LIMIT,
    ) -> None:
        """Nothing is looked at yet.

        Args:
            materials: What was kept.
            wanted: Id -> the document.
            room: How many slots there are.
            layout_of: The text of a document.
            limit: Number of places above which a string is frequent.
        """
        self._materials, self._wanted, self._layout_of, self._limit = materials, wanted, layout_of, limit
        shards = shards_for(document.length for document in wanted.values())
        documents = {policy: [document.slot, document.hash] for policy, document in wanted.items()}
        self._now = _About(room, limit, shards, documents)
        self._texts: dict[int, dict[str, Placed]] = {}

    def lists(self) -> Lists:
        """Bring what was kept up to date, or make all lists."""
        before = self._before()
        names = self._changed_names(before) if before is not None else []
        changes = None if before is None else self._changes(before, names)
        if before is None or changes is None:
            files = self._anew(self._whole())
        else:
            files = self._updated(names, changes) if names else self._as_kept()
            self._now.frequent, self._now.nearly = changes.frequent, changes.nearly
        return Lists(tuple(sorted(self._now.frequent)), self._now.shards, files)

    def _before(self) -> _About | None:
        """What was kept, if it is of use."""
        kept = self._materials.state(ABOUT)
        try:
            about = _About(**json.loads(kept)) if kept else None
        except (ValueError, TypeError):
            return None
        now = self._now
        if about is None or (about.room, about.limit, about.shards) != (now.room, now.limit, now.shards):
            return None
        now.hashes = about.hashes
        return about

    def _state(self, name: str) -> bytes:
        """A bundle as it was kept.

        Raises:
            _Lost: It is not there any more, or damaged.
        """
        content = self._materials.state(name)
        if content is None or hashlib.sha256(content).hexdigest() != self._now.hashes.get(name):
            raise _Lost
        return content

    def _changed_names(self, before: _About) -> list[str]:
        then, now = before.documents, self._now.documents
        return sorted(policy for policy in then.keys() | now.keys() if then.get(policy) != now.get(policy))

    def _changes(self, before: _About, names: Sequence[str]) -> Changes | None:
        """What becomes of the lists; None if all are to be made: too much has changed, or something is lost."""
        if len(names) * MOST_CHANGED > len(self._wanted):
            return None
        try:
            pairs = self._pairs(names)
            return changed(pairs, self._every, before.frequent, before.nearly, self._limit)
        except _Lost:
            return None

    def _pairs(self, names: Iterable[str]) -> list[tuple[Placed | None, Placed | None]]:
        """The documents that changed as they were and as they are."""
        pairs: list[tuple[Placed | None, Placed | None]] = []
        for policy in names:
            bundle = self._texts_in(_texts_of(policy))
            old = bundle.pop(policy, None)
            if policy in self._wanted:
                bundle[policy] = self._placed(policy)
            pairs.append((old, bundle.get(policy)))
        return pairs

    def _texts_in(self, number: int) -> dict[str, Placed]:
        """The documents of a bundle of texts."""
        if number not in self._texts:
            self._texts[number] = _unpacked_texts(self._state(_texts_name(number)))
        return self._texts[number]

    def _placed(self, policy: str) -> Placed:
        return Placed(self._wanted[policy].slot, self._layout_of(policy))

    def _every(self) -> list[Placed]:
        return [document for number in range(TEXTS) for document in self._texts_in(number).values()]

    def _whole(self) -> SortedOut:
        """All lists, by bundle of shards; the texts they are made from are kept meanwhile."""
        self._materials.keep_state(ABOUT, b"")
        self._texts = {number: {} for number in range(TEXTS)}
        for policy in self._wanted:
            self._texts[_texts_of(policy)][policy] = self._placed(policy)
        self._keep_texts(range(TEXTS))
        every = self._every()
        self._texts.clear()
        lists, shards = SortedOut(SHARDS, self._materials.apart()), self._now.shards
        bundles = [number for number in range(SHARDS) for _ in self._shards_in(number)]
        found = whole(every, self._limit, lambda gram, value: lists.put(bundles[shard_of(gram, shards)], gram, value))
        self._now.frequent, self._now.nearly = found
        return lists

    def _anew(self, lists: SortedOut, first: int = 0) -> Iterator[Made]:
        """All shards from a bundle on, which are kept while they are handed out."""
        for number in range(first, SHARDS):
            tables: dict[int, dict[str, Value]] = {shard: {} for shard in self._shards_in(number)}
            for gram, value in lists.take(number):
                tables[shard_of(gram, self._now.shards)][gram] = value
            yield from self._bundled(number, [_shard(shard, table) for shard, table in tables.items()])
        self._finish()

    def _updated(self, names: Iterable[str], changes: Changes) -> Iterator[Made]:
        """All shards, those made anew that hold what changed."""
        self._materials.keep_state(ABOUT, b"")
        self._keep_texts({_texts_of(policy) for policy in names})
        touched: dict[int, list[str]] = defaultdict(list)
        for gram in (*changes.values, *changes.edits):
            touched[shard_of(gram, self._now.shards)].append(gram)
        for number in range(SHARDS):
            shards = self._shards_in(number)
            try:
                content = self._state(_shards_name(number))
            except _Lost:
                # What comes of all texts is what would have come of the changes.
                yield from self._anew(self._whole(), number)
                return
            if touched.keys().isdisjoint(shards):
                yield from _pieces(number, shards, cut_up(content))
                continue
            files = [DataFile(_shard_path(shard), c) for shard, c in zip(shards, cut_up(content), strict=True)]
            for at, shard in enumerate(shards):
                if shard in touched:
                    files[at] = self._changed_shard(shard, files[at], touched[shard], changes)
            yield from self._bundled(number, files)
        self._finish()

    def _as_kept(self) -> Iterator[Made]:
        for number in range(SHARDS):
            try:
                content = self._state(_shards_name(number))
            except _Lost:
                yield from self._anew(self._whole(), number)
                return
            yield from _pieces(number, self._shards_in(number), cut_up(content))

    def _bundled(self, number: int, files: Sequence[DataFile]) -> Iterator[Made]:
        """The shards of a bundle once they are kept; they are told by their places in it where that could be done."""
        contents = [file.content for file in files]
        name, content = _shards_name(number), joined(contents)
        self._keep(name, content)
        if self._materials.state(name) == content:
            yield from _pieces(number, self._shards_in(number), contents)
        else:
            yield from files

    def _changed_shard(self, shard: int, file: DataFile, grams: Iterable[str], changes: Changes) -> DataFile:
        table: dict[str, Value] = last_argument(file.content)
        for gram in grams:
            if gram in changes.edits:
                is_set = len(gram) == 1 or gram in changes.frequent
                value, count = edited(table.get(gram), changes.edits[gram], is_set=is_set)
                changes.nearly.pop(gram, None)
                if count > nearly(self._limit) and len(gram) < CAP:
                    changes.nearly[gram] = count
            else:
                value = changes.values[gram]
            table.pop(gram, None)
            if value is not None:
                table[gram] = value
        return _shard(shard, table)

    def _shards_in(self, number: int) -> range:
        """The shards of a bundle."""
        shards = self._now.shards
        return range(number * shards // SHARDS, (number + 1) * shards // SHARDS)

    def _keep_texts(self, numbers: Iterable[int]) -> None:
        for number in sorted(numbers):
            self._keep(_texts_name(number), _packed_texts(self._texts[number]))

    def _keep(self, name: str, content: bytes) -> None:
        """Keep something."""
        self._now.hashes[name] = hashlib.sha256(content).hexdigest()
        self._materials.keep_state(name, content)

    def _finish(self) -> None:
        self._materials.keep_state(ABOUT, json.dumps(asdict(self._now), ensure_ascii=False).encode())


def _texts_of(policy: str) -> int:
    return hash_of(policy) % TEXTS


def _texts_name(number: int) -> str:
    return f"search/texts/{number}"


def _shards_name(number: int) -> str:
    return f"search/shards/{number}"


def _shard_path(shard: int) -> str:
    return f"{FOLDER}/g{shard}.js"


def _shard(shard: int, table: Mapping[str, Value]) -> DataFile:
    return script(f"g{shard}.js", "grams", shard, table)


def _pieces(number: int, shards: Iterable[int], contents: Iterable[bytes]) -> Iterator[KeptPiece]:
    """The shards of a bundle that is kept."""
    for at, (shard, content) in enumerate(zip(shards, contents, strict=True)):
        digest = hashlib.sha256(content).hexdigest()
        yield KeptPiece(_shard_path(shard), digest, _shards_name(number), at)


def _packed_texts(documents: Mapping[str, Placed]) -> bytes:
    told = {policy: [slot, layout.text, layout.lengths] for policy, (slot, layout) in sorted(documents.items())}
    return zlib.compress(json.dumps(told, ensure_ascii=False).encode(), FAST)


def _unpacked_texts(content: bytes) -> dict[str, Placed]:
    return {
        policy: Placed(slot, Layout(text, tuple(accumulate((UNIT * length for length in lengths), initial=0))))
        for policy, (slot, text, lengths) in json.loads(zlib.decompress(content)).items()
    }
