"""Pieces of a large file stand one behind the other whatever they hold, and tell it from others."""

from __future__ import annotations

import hashlib
import itertools
import zlib

import pytest

from generator.render.pieces import Pieces, file_of, packed_whole, piece

TEXTS = (b"", b"a", "条文,".encode() * 9_000, b'"\n', bytes(range(256)) * 300)


def test_a_file_is_its_pieces_in_their_order() -> None:
    for held in itertools.permutations(TEXTS):
        assert file_of("data/x.csv", map(piece, held)).content == b"".join(held)
    assert file_of("data/x.csv", ()).content == b""


def test_a_digest_tells_files_apart() -> None:
    every = {b"".join(held): file_of("x", map(piece, held)).digest for held in itertools.permutations(TEXTS)}
    assert len(set(every.values())) == len(every) > 1
    assert file_of("x", map(piece, TEXTS)).digest == file_of("y", map(piece, TEXTS)).digest


def test_a_large_file_is_never_unpacked_at_one_go() -> None:
    # Hashes, which cannot be packed.
    whole = b"".join(hashlib.sha256(str(number).encode()).digest() for number in range(30_000))
    for file in (file_of("data/x.csv", (piece(whole),)), packed_whole("data/x.csv", "digest", whole)):
        portions = list(file.portions)
        assert b"".join(portions) == file.content == whole
        assert max(map(len, portions)) < len(whole) / 8


def test_a_file_that_breaks_off_is_none() -> None:
    broken = file_of("data/x.csv", (piece(TEXTS[2])[:-30],))
    with pytest.raises(zlib.error):
        list(broken.portions)


def test_what_has_come_in_is_laid_down_some_at_a_time() -> None:
    # Hashes, which cannot be packed.
    held = [b"".join(hashlib.sha256(f"{at} {more}".encode()).digest() for more in range(20_000)) for at in range(4)]
    laid: list[bytes] = []

    def lay(content: bytes) -> bytes:
        laid.append(content)
        return content

    made = Pieces("data/x.csv", lay)
    for number, content in enumerate(map(piece, held)):
        made.append(content)
        assert len(laid) == (number + 1) // 2
    file = made.file()
    assert file.content == b"".join(held)
    assert file.digest == file_of("data/x.csv", map(piece, held)).digest
