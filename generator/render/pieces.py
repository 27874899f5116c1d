"""Large files put together of pieces that are kept packed: on their way nobody unpacks them or packs them again."""

from __future__ import annotations

import functools
import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator

from generator.models.packed import FAST, Piece, bytes_of
from generator.render.site import KeptFile

_RAW = -zlib.MAX_WBITS
"""A stream without head and sum, so that one can go on where another ends (RFC 1951)."""

_END = b"\x03\x00"
"""A last block with nothing in it."""

_AT_A_TIME = 65_536
"""Packed bytes that are unpacked at a time: the largest tables take a hundred megabytes unpacked."""

_TOGETHER = 1_000_000
"""Packed bytes that are laid down together."""


def piece(content: bytes) -> bytes:
    """Some bytes of a file, packed such that other pieces can stand before and behind them."""
    packer = zlib.compressobj(FAST, zlib.DEFLATED, _RAW)
    # What follows begins with a byte of its own, and refers to nothing in here.
    return packer.compress(content) + packer.flush(zlib.Z_FULL_FLUSH) if content else b""


class Pieces:
    """A file on its way, put together of pieces that `piece` gave; what has come in waits on the disk."""

    def __init__(self, path: str, lay: Callable[[bytes], Piece] = bytes) -> None:
        """Nothing has come in yet.

        Args:
            path: Where it stands in the docs tree.
            lay: Lays down what is asked for later.
        """
        self._path, self._lay = path, lay
        self._digest = hashlib.sha256()
        self._laid: list[Piece] = []
        self._waiting: list[bytes] = []
        self._size = 0

    def append(self, piece: bytes) -> None:
        """The next piece has come in."""
        self._digest.update(piece)
        self._waiting.append(piece)
        self._size += len(piece)
        if self._size > _TOGETHER:
            self._lay_down()

    def file(self) -> KeptFile:
        """The file; it stays packed, as many may wait in memory."""
        self._lay_down()
        return KeptFile(self._path, self._digest.hexdigest(), functools.partial(_unpacked, tuple(self._laid)))

    def _lay_down(self) -> None:
        self._laid.append(self._lay(b"".join(self._waiting)))
        self._waiting, self._size = [], 0


def file_of(path: str, pieces: Iterable[bytes], lay: Callable[[bytes], Piece] = bytes) -> KeptFile:
    """A file made of pieces that `piece` gave (see `Pieces`)."""
    made = Pieces(path, lay)
    for held in pieces:
        made.append(held)
    return made.file()


def packed_whole(path: str, digest: str, content: bytes) -> KeptFile:
    """A file packed while it waits.

    Args:
        path: Where it stands in the docs tree.
        digest: SHA-256 of its bytes.
        content: Its bytes.
    """
    return KeptFile(path, digest, functools.partial(_portions, (zlib.compress(content, FAST),), zlib.MAX_WBITS))


def _unpacked(packed: Iterable[Piece]) -> Iterator[bytes]:
    return _portions(map(bytes_of, packed), _RAW, _END)


def _portions(packed: Iterable[bytes], kind: int, end: bytes = b"") -> Iterator[bytes]:
    """What is packed in there and in `end`, some of it at a time."""
    unpacker = zlib.decompressobj(kind)
    for part in packed:
        held = memoryview(part)
        for start in range(0, len(held), _AT_A_TIME):
            yield unpacker.decompress(held[start : start + _AT_A_TIME])
    yield unpacker.decompress(end) + unpacker.flush()
    if not unpacker.eof:
        raise zlib.error("incomplete")
