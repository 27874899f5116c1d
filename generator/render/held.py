"""What a comparison says of each policy, unpacked when somebody asks for it."""

from __future__ import annotations

import functools
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Generic, TypeVar

from generator.models import Cell, Frozen
from generator.models.packed import FAST, Packed, unpack
from generator.models.passing import for_a_while

Entry = TypeVar("Entry", bound=Frozen)
Key = TypeVar("Key")

UNPACKED = 32
"""Policies whose entries stay unpacked at a time: a page asks for those of a dozen at most."""

PAIRS = 64
"""Pairs of policies whose entries stay unpacked at a time."""

SPOKEN = 4
"""Domains, by state, whose cells stay unpacked at a time: a page is about one, and thousands may speak of it."""

SORTED = 2_000
"""Cells that are sorted out at a time: as JSON gives them all would take a hundred times what they take packed."""

_SPOKEN = re.compile(rb'\{"domain":"(?P<domain>[^"\\]*)","policy":"[^"\\]*","state":"(?P<state>present|mentioned)"')
"""The beginning of a cell's JSON; ids hold no quotation marks."""


class ByPolicy(Generic[Entry, Key]):
    """Entries of one kind, found by policy and key without searching.

    Packed entries are unpacked policy by policy, and those of the last few policies are kept: the models of a large
    comparison take ten times the memory of the packed ones, and most processes ask for a part of them only.
    """

    def __init__(self, entries: Sequence[Entry], owner: Callable[[Entry], str], key: Callable[[Entry], Key]) -> None:
        """Look at nothing that is packed yet.

        Args:
            entries: Entries of a comparison; packed ones are packed under the policy that `owner` names.
            owner: The policy of an entry.
            key: What an entry is asked for by, within its policy.
        """
        if isinstance(entries, Packed):
            self._of = for_a_while(UNPACKED)(lambda policy: _by_key(entries.of(policy), key))
            return
        groups: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            groups[owner(entry)].append(entry)
        found = {policy: _by_key(held, key) for policy, held in groups.items()}
        self._of = functools.cache(lambda policy: found.get(policy, {}))

    def all(self, policy: str, key: Key) -> tuple[Entry, ...]:
        """The entries with a key, in the comparison's order."""
        return self._of(policy).get(key, ())

    def one(self, policy: str, key: Key) -> Entry | None:
        """The last entry with a key, None if there is none."""
        held = self._of(policy).get(key)
        return held[-1] if held else None


class ByPair(Generic[Entry, Key]):
    """Entries that lead from one policy to another, found by both and key; packed ones are unpacked pair by pair."""

    def __init__(
        self, entries: Sequence[Entry], pair: Callable[[Entry], tuple[str, str]], key: Callable[[Entry], Key]
    ) -> None:
        """Look at nothing that is packed yet.

        Args:
            entries: Entries of a comparison; packed ones are packed under the policies that `pair` names.
            pair: The policies of an entry.
            key: What an entry is asked for by, within its pair.
        """
        self._of: Callable[[str, str], Mapping[Key, tuple[Entry, ...]]]
        if isinstance(entries, Packed):

            @for_a_while(PAIRS)
            def unpacked(one: str, other: str) -> Mapping[Key, tuple[Entry, ...]]:
                return _by_key(entries.of(one, other), key)

            # Most pairs have no entries, and would push out those that have.
            self._of = lambda one, other: unpacked(one, other) if entries.leads(one, other) else {}
            return
        groups: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in entries:
            groups[pair(entry)].append(entry)
        found = {two: _by_key(held, key) for two, held in groups.items()}
        self._of = lambda one, other: found.get((one, other), {})

    def all(self, one: str, other: str, key: Key) -> tuple[Entry, ...]:
        """The entries with a key, in the comparison's order."""
        return self._of(one, other).get(key, ())


def _by_key(entries: Iterable[Entry], key: Callable[[Entry], Key]) -> Mapping[Key, tuple[Entry, ...]]:
    groups: defaultdict[Key, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[key(entry)].append(entry)
    return {name: tuple(held) for name, held in groups.items()}


class SpokenCells:
    """The cells that say where a domain is spoken of, by state ("present", "mentioned") and domain."""

    def __init__(self, cells: Sequence[Cell], order: Mapping[str, int]) -> None:
        """Look at nothing yet.

        Args:
            cells: All cells.
            order: Place of each policy that is held; cells of others are left out.
        """
        self._cells, self._order = cells, order
        self.of = for_a_while(SPOKEN)(self._models)

    def columns(self, domain: str) -> Iterator[tuple[str, bool]]:
        """The policies with provisions on a domain, in their order, and whether these are on something else."""
        return iter(self._columns.get(domain, ()))

    @functools.cached_property
    def _columns(self) -> dict[str, list[tuple[str, bool]]]:
        found: defaultdict[str, list[tuple[str, bool]]] = defaultdict(list)
        told = self._cells.told if isinstance(self._cells, Packed) else None
        if told is None:
            for cell in self._in_order():
                if cell.state == "present":
                    found[cell.domain].append((cell.policy, cell.within))
            return found
        for policy in sorted(told.keys() & self._order.keys(), key=self._order.__getitem__):
            for is_within, domains in enumerate(told[policy]):
                for domain in domains:
                    found[domain].append((policy, bool(is_within)))
        return found

    def _models(self, state: str, domain: str) -> tuple[Cell, ...]:
        """The cells with a state and a domain, in the order of the policies."""
        if isinstance(self._cells, Packed):
            return unpack(Cell, map(zlib.decompress, self._by_domain.get((state, domain), ())))
        return tuple(cell for cell in self._in_order() if (cell.state, cell.domain) == (state, domain))

    @functools.cached_property
    def _by_domain(self) -> Mapping[tuple[str, str], Sequence[bytes]]:
        """State and domain -> the cells' JSON, packed some at a time; no cell is made a model or even read for it."""
        assert isinstance(self._cells, Packed)
        found: defaultdict[tuple[str, str], list[bytes]] = defaultdict(list)
        policies = sorted(self._order, key=self._order.__getitem__)
        every = filter(None, map(_SPOKEN.match, chain.from_iterable(map(self._cells.apart, policies))))
        while some := tuple(islice(every, SORTED)):
            groups: defaultdict[tuple[str, str], list[bytes]] = defaultdict(list)
            for cell in some:
                groups[cell["state"].decode(), cell["domain"].decode()].append(cell.string)
            for key, cells in groups.items():
                found[key].append(zlib.compress(b",".join(cells), FAST))
        return found

    def _in_order(self) -> list[Cell]:
        """The cells of the policies that are held, in the order of these."""
        held = (cell for cell in self._cells if cell.policy in self._order)
        return sorted(held, key=lambda cell: self._order[cell.policy])


def others_of(pairs: Iterable[tuple[str, str]], order: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """Policy -> those with which it makes one of the pairs, by their place in `order`."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return {policy: tuple(sorted(others, key=order.__getitem__)) for policy, others in found.items()}
