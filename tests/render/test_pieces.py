"""Pieces of a large file stand one behind the other whatever they hold, and tell it from others."""

from __future__ import annotations

import itertools

from generator.render.pieces import file_of, piece

TEXTS = (b"", b"a", "条文,".encode() * 9_000, b'"\n', bytes(range(256)) * 300)


def test_a_file_is_its_pieces_in_their_order() -> None:
    for held in itertools.permutations(TEXTS):
        assert file_of("data/x.csv", map(piece, held)).content == b"".join(held)
    assert file_of("data/x.csv", ()).content == b""


def test_a_digest_tells_files_apart() -> None:
    every = {b"".join(held): file_of("x", map(piece, held)).digest for held in itertools.permutations(TEXTS)}
    assert len(set(every.values())) == len(every) > 1
    assert file_of("x", map(piece, TEXTS)).digest == file_of("y", map(piece, TEXTS)).digest
