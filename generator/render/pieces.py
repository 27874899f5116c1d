"""Large files put together of pieces that are kept packed: on their way nobody unpacks them or packs them again."""

from __future__ import annotations

import functools
import hashlib
import zlib
from collections.abc import Iterable

from generator.models.packed import FAST
from generator.render.site import KeptFile

_RAW = -zlib.MAX_WBITS
"""A stream without head and sum, so that one can go on where another ends (RFC 1951)."""

_END = b"\x03\x00"
"""A last block with nothing in it."""


def piece(content: bytes) -> bytes:
    """Some bytes of a file, packed such that other pieces can stand before and behind them."""
    packer = zlib.compressobj(FAST, zlib.DEFLATED, _RAW)
    # What follows begins with a byte of its own, and refers to nothing in here.
    return packer.compress(content) + packer.flush(zlib.Z_FULL_FLUSH) if content else b""


def file_of(path: str, pieces: Iterable[bytes]) -> KeptFile:
    """A file made of pieces that `piece` gave; it stays packed, as many may wait in memory."""
    packed = b"".join(pieces)
    return KeptFile(path, hashlib.sha256(packed).hexdigest(), functools.partial(_unpacked, packed))


def _unpacked(packed: bytes) -> bytes:
    return zlib.decompress(packed + _END, _RAW)
