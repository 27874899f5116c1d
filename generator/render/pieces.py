"""Large files put together of pieces that are kept packed: on their way nobody unpacks them or packs them again."""

from __future__ import annotations

import functools
import hashlib
import zlib
from collections.abc import Iterable, Iterator

from generator.models.packed import FAST
from generator.render.site import KeptFile

_RAW = -zlib.MAX_WBITS
"""A stream without head and sum, so that one can go on where another ends (RFC 1951)."""

_END = b"\x03\x00"
"""A last block with nothing in it."""

_AT_A_TIME = 65_536
"""Packed bytes that are unpacked at a time: the largest tables take a hundred megabytes unpacked."""


def piece(content: bytes) -> bytes:
    """Some bytes of a file, packed such that other pieces can stand before and behind them."""
    packer = zlib.compressobj(FAST, zlib.DEFLATED, _RAW)
    # What follows begins with a byte of its own, and refers to nothing in here.
    return packer.compress(content) + packer.flush(zlib.Z_FULL_FLUSH) if content else b""


def file_of(path: str, pieces: Iterable[bytes]) -> KeptFile:
    """A file made of pieces that `piece` gave; it stays packed, as many may wait in memory."""
    packed = b"".join(pieces)
    return KeptFile(path, hashlib.sha256(packed).hexdigest(), functools.partial(_unpacked, packed))


def packed_whole(path: str, digest: str, content: bytes) -> KeptFile:
    """A file packed while it waits.

    Args:
        path: Where it stands in the docs tree.
        digest: SHA-256 of its bytes.
        content: Its bytes.
    """
    return KeptFile(path, digest, functools.partial(_portions, zlib.compress(content, FAST), zlib.MAX_WBITS))


def _unpacked(packed: bytes) -> Iterator[bytes]:
    return _portions(packed, _RAW, _END)


def _portions(packed: bytes, kind: int, end: bytes = b"") -> Iterator[bytes]:
    """What is packed in there and in `end`, some of it at a time."""
    unpacker, held = zlib.decompressobj(kind), memoryview(packed)
    for start in range(0, len(held), _AT_A_TIME):
        yield unpacker.decompress(held[start : start + _AT_A_TIME])
    yield unpacker.decompress(end) + unpacker.flush()
    if not unpacker.eof:
        raise zlib.error("incomplete")
