"""Entries of a large comparison kept packed: in memory they take a tenth of what they take as models."""

from __future__ import annotations

import functools
import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Annotated, Any, Final, Generic, Protocol, TypeVar, overload

from pydantic import PlainSerializer, TypeAdapter, ValidatorFunctionWrapHandler, WrapValidator

from generator.models.base import Frozen

Entry = TypeVar("Entry", bound=Frozen)

ALONE: Final = ""
"""In the place of another policy where entries are about one only."""

FAST = 1
"""zlib's level: a tenth of the size already, at a fraction of the time of higher ones."""


class Laid(Protocol):
    """Packed entries that wait elsewhere, on the disk as a rule."""

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, lower-case hexadecimal."""

    def read(self) -> bytes:
        """The bytes."""


Piece = bytes | Laid
"""Packed entries, at hand or to be read; those of which there are none are at hand."""


def bytes_of(piece: Piece) -> bytes:
    """The bytes of packed entries, wherever they are."""
    return piece if isinstance(piece, bytes) else piece.read()


def digest_of_piece(piece: Piece) -> str:
    """SHA-256 of packed entries, lower-case hexadecimal, known without reading those that wait elsewhere."""
    return hashlib.sha256(piece).hexdigest() if isinstance(piece, bytes) else piece.digest


@functools.cache
def _adapter(kind: type[Frozen]) -> TypeAdapter[tuple[Any, ...]]:
    return TypeAdapter(tuple[kind, ...])  # type: ignore[valid-type]


def pack(kind: type[Entry], entries: Sequence[Entry]) -> bytes:
    """Some entries as bytes, nothing for none."""
    return zlib.compress(_adapter(kind).dump_json(tuple(entries)), FAST) if entries else b""


def unpack(kind: type[Entry], pieces: Iterable[bytes]) -> tuple[Entry, ...]:
    """Entries of which each is given as its JSON."""
    return _adapter(kind).validate_json(b"[" + b",".join(pieces) + b"]")


def listed_as_json(entries: tuple[Entry, ...], indent: int) -> bytes:
    """Some entries of one kind, at least one, as a list of JSON with so many blanks a level."""
    return _adapter(type(entries[0])).dump_json(entries, indent=indent, by_alias=True)


class Packed(Sequence[Entry], Generic[Entry]):
    """Entries by policy, made anew from bytes whenever they are asked for."""

    def __init__(
        self,
        kind: type[Entry],
        parts: Mapping[str, Mapping[str, Piece]],
        count: int,
        told: Mapping[str, Any] | None = None,
        short: Mapping[str, Mapping[str, Piece]] | None = None,
    ) -> None:
        """Keep what `pack` made.

        Args:
            kind: The model of every entry.
            parts: Policy id -> the other policy that entries lead to (ALONE for those that lead to none) -> packed
                entries; all in the order in which they are to come.
            count: How many entries there are in all.
            told: What somebody has told of the entries of each policy, so that they need not be unpacked for it.
            short: The same pieces in short, packed by who knows what is asked of most of them.
        """
        self.told = told
        self._short = short
        self._kind = kind
        self._parts = {
            policy: {other: piece for other, piece in held.items() if piece} for policy, held in parts.items()
        }
        self._count = count

    def of(self, policy: str, other: str | None = None) -> tuple[Entry, ...]:
        """The entries of one policy, only those that lead to `other` if it is given; none of one that is not known."""
        return tuple(chain.from_iterable(map(self._unpack, self.packed(policy, other))))

    def plain(self, policy: str) -> Iterator[dict[str, Any]]:
        """The entries of one policy as JSON gives them, fields by their own names; no model is made."""
        for piece in self.packed(policy):
            yield from json.loads(zlib.decompress(piece))

    def apart(self, policy: str) -> Iterator[bytes]:
        """The entries of one policy, each as its JSON; of a kind that holds no models, all of whose JSON stays unread.

        Where one ends and the next begins is told by the first field's name: within a text its quotation marks would
        stand behind backslashes.
        """
        opening = f'{{"{next(iter(self._kind.model_fields))}":'.encode()
        for piece in self.packed(policy):
            first, *others = zlib.decompress(piece)[1:-1].split(b"," + opening)
            yield first
            yield from (opening + other for other in others)

    def packed(self, policy: str, other: str | None = None) -> tuple[bytes, ...]:
        """The entries that `of` gives as they are kept: the same bytes, the same entries."""
        return tuple(map(bytes_of, self._pieces(policy, other)))

    def digests(self, policy: str, other: str | None = None) -> tuple[str, ...]:
        """What tells the entries that `of` gives from others; none is read for it that waits elsewhere."""
        return tuple(map(digest_of_piece, self._pieces(policy, other)))

    def _pieces(self, policy: str, other: str | None) -> Iterable[Piece]:
        held = self._parts.get(policy, {})
        if other is None:
            return held.values()
        return (held[other],) if other in held else ()

    @property
    def in_short(self) -> Callable[[str], Iterator[tuple[str, bytes]]] | None:
        """Gives the entries of a policy in short, with the other policy each piece leads to; None if there are none."""
        return None if self._short is None else self._in_short

    def _in_short(self, policy: str) -> Iterator[tuple[str, bytes]]:
        assert self._short is not None
        for other, piece in self._short.get(policy, {}).items():
            if piece:
                yield other, bytes_of(piece)

    def leads(self, policy: str, other: str) -> bool:
        """Whether entries of one policy lead to another."""
        return other in self._parts.get(policy, ())

    def others(self, policy: str) -> tuple[str, ...]:
        """The policies that entries of one lead to, in order."""
        return tuple(self._parts.get(policy, ()))

    @property
    def policies(self) -> tuple[str, ...]:
        """The policies that may have entries, in order."""
        return tuple(self._parts)

    def __len__(self) -> int:
        """How many entries there are."""
        return self._count

    def __iter__(self) -> Iterator[Entry]:
        """All entries, policy after policy, never all of them in memory."""
        return chain.from_iterable(map(self.of, self._parts))

    @overload
    def __getitem__(self, index: int) -> Entry: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Entry, ...]: ...

    def __getitem__(self, index: int | slice) -> Entry | tuple[Entry, ...]:
        """One entry or some, found by going through those before."""
        if isinstance(index, slice):
            return tuple(self)[index]
        place = index + self._count if index < 0 else index
        if not 0 <= place < self._count:
            raise IndexError(index)
        return next(islice(self, place, None))

    def __eq__(self, other: object) -> bool:
        """Whether the same entries come in the same order."""
        if not isinstance(other, Packed) or (self._kind, self.policies) != (other._kind, other.policies):
            return False
        return all(
            (self.others(policy), self.packed(policy)) == (other.others(policy), other.packed(policy))
            for policy in self._parts
        )

    def __hash__(self) -> int:
        """From the policies; the entries are left packed."""
        return hash((self._kind, tuple(self._parts)))

    def __repr__(self) -> str:
        """What and how many."""
        return f"<{self._count} packed {self._kind.__name__}>"

    @property
    def size(self) -> int:
        """Bytes of all packed entries."""
        return sum(len(piece) for policy in self._parts for piece in self.packed(policy))

    def _unpack(self, piece: bytes) -> tuple[Entry, ...]:
        return _adapter(self._kind).validate_json(zlib.decompress(piece))


def _as_it_is(value: object, handler: ValidatorFunctionWrapHandler) -> object:
    return value if isinstance(value, Packed) else tuple(handler(value))


Kind = TypeVar("Kind")
Entries = Annotated[Sequence[Kind], WrapValidator(_as_it_is), PlainSerializer(tuple)]
"""Entries of a comparison: a tuple in a small corpus, packed in a large one."""


def plain_of(entries: Sequence[Entry], policy: str, owner: Callable[[Entry], str]) -> Iterator[dict[str, Any]]:
    """The entries of one policy as JSON gives them, which takes a fraction of the time of models.

    Args:
        entries: Entries of a comparison; packed ones are packed under the policy that `owner` names.
        policy: The id.
        owner: The policy of an entry.

    Yields:
        Field -> value, in the order of the entries.
    """
    if isinstance(entries, Packed):
        yield from entries.plain(policy)
    else:
        yield from (entry.model_dump(mode="json") for entry in entries if owner(entry) == policy)


def of_policy(entries: Sequence[Entry], policy: str, owner: str = "policy") -> tuple[Entry, ...]:
    """The entries of one policy: at once where they are packed by it, else by going through all.

    Args:
        entries: Entries of a comparison.
        policy: The id.
        owner: The field that holds an entry's policy.

    Returns:
        Its entries in their order.
    """
    if isinstance(entries, Packed):
        return entries.of(policy)
    return tuple(entry for entry in entries if getattr(entry, owner) == policy)
