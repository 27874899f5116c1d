"""What a comparison says of each policy, unpacked when somebody asks for it."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Generic, TypeVar

from generator.models import Cell, Frozen
from generator.models.packed import Packed

Entry = TypeVar("Entry", bound=Frozen)
Key = TypeVar("Key")

UNPACKED = 48
"""Policies whose entries stay unpacked at a time: a page asks for those of a dozen at most."""


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
        self._key = key
        if isinstance(entries, Packed):
            self._of = functools.lru_cache(maxsize=UNPACKED)(lambda policy: self._by_key(entries.of(policy)))
            return
        groups: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            groups[owner(entry)].append(entry)
        found = {policy: self._by_key(held) for policy, held in groups.items()}
        self._of = functools.cache(lambda policy: found.get(policy, {}))

    def all(self, policy: str, key: Key) -> tuple[Entry, ...]:
        """The entries with a key, in the comparison's order."""
        return self._of(policy).get(key, ())

    def one(self, policy: str, key: Key) -> Entry | None:
        """The last entry with a key, None if there is none."""
        held = self._of(policy).get(key)
        return held[-1] if held else None

    def every(self, policy: str) -> Iterator[Entry]:
        """All entries of a policy, those with the same key together."""
        return chain.from_iterable(self._of(policy).values())

    def _by_key(self, entries: Iterable[Entry]) -> Mapping[Key, tuple[Entry, ...]]:
        groups: defaultdict[Key, list[Entry]] = defaultdict(list)
        for entry in entries:
            groups[self._key(entry)].append(entry)
        return {key: tuple(held) for key, held in groups.items()}


def cells_by_state(cells: Iterable[Cell], order: Mapping[str, int]) -> dict[str, dict[str, tuple[Cell, ...]]]:
    """The cells that say where a domain is spoken of, by state ("present", "mentioned") and domain.

    Args:
        cells: All cells.
        order: Place of each policy that is held; cells of others are left out.

    Returns:
        The cells of a domain in the order of the policies.
    """
    found: dict[str, defaultdict[str, list[Cell]]] = {state: defaultdict(list) for state in ("present", "mentioned")}
    for cell in cells:
        if cell.state in found and cell.policy in order:
            found[cell.state][cell.domain].append(cell)
    return {
        state: {domain: tuple(sorted(held, key=lambda cell: order[cell.policy])) for domain, held in of.items()}
        for state, of in found.items()
    }


def others_of(pairs: Iterable[tuple[str, str]], order: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """Policy -> those with which it makes one of the pairs, by their place in `order`."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return {policy: tuple(sorted(others, key=order.__getitem__)) for policy, others in found.items()}
