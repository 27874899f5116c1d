"""What waits on the disk is what was laid down, here and in other processes, and leaves nothing behind."""

from __future__ import annotations

import errno
import gc
import multiprocessing
import os
import pickle
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from generator.cache import ComparedCache, RecordCache, RenderedCache
from generator.models.held_record import HeldRecord, PackedRecord
from generator.models.packed import bytes_of
from generator.spill import Spill, Spilled
from tests.render import made

OPEN = Path("/proc/self/fd")

CONTENTS = (b"a", "条文".encode() * 50_000, b"\x00" * 9, b"")


def test_everything_is_read_as_it_was_laid_down(tmp_path: Path) -> None:
    spill = Spill(tmp_path / "new")
    laid = [spill.lay(content) for content in CONTENTS]
    assert [isinstance(piece, Spilled) for piece in laid] == [True, True, True, False]
    assert tuple(map(bytes_of, reversed(laid))) == CONTENTS[::-1]


@pytest.mark.skipif(not OPEN.is_dir(), reason="this system does not tell open files so")
def test_the_file_has_no_name_and_is_closed_with_the_last_piece(tmp_path: Path) -> None:
    gc.collect()  # What earlier tests left open is closed now, and not in between.
    before = set(OPEN.iterdir())
    piece = Spill(tmp_path).lay(b"text")
    assert not list(tmp_path.iterdir())
    assert bytes_of(piece) == b"text"
    del piece
    gc.collect()
    assert set(OPEN.iterdir()) == before


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="nothing is forked here")
def test_forked_processes_read_side_by_side(tmp_path: Path) -> None:
    spill = Spill(tmp_path)
    laid = [spill.lay(str(number).encode() * 999) for number in range(50)]
    ours, theirs = multiprocessing.get_context("fork").Pipe()

    def read(connection: Connection) -> None:
        connection.send([bytes_of(piece) for piece in laid for _ in range(9)])

    process = multiprocessing.get_context("fork").Process(target=read, args=(theirs,))
    process.start()
    here = [bytes_of(piece) for piece in laid for _ in range(9)]
    assert ours.recv() == here == [str(number).encode() * 999 for number in range(50) for _ in range(9)]
    process.join()


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="nothing is forked here")
def test_what_one_process_lays_apart_no_other_writes_over(tmp_path: Path) -> None:
    cache = RenderedCache(tmp_path, "base")
    laid = cache.apart()(b"here" * 99)

    def lay() -> None:
        own = cache.apart()
        assert bytes_of(own(b"there" * 999)) == b"there" * 999

    process = multiprocessing.get_context("fork").Process(target=lay)
    process.start()
    process.join()
    assert process.exitcode == 0
    assert bytes_of(laid) == b"here" * 99 and isinstance(laid, Spilled)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_sent_elsewhere_a_piece_is_bytes(tmp_path: Path) -> None:
    assert pickle.loads(pickle.dumps([Spill(tmp_path).lay(b"text")])) == [b"text"]  # noqa: S301 - our own


def test_sent_elsewhere_a_spill_is_another(tmp_path: Path) -> None:
    spill = Spill(tmp_path)
    piece = spill.lay(b"here")
    other: Spill = pickle.loads(pickle.dumps(spill))  # noqa: S301 - our own
    assert bytes_of(other.lay(b"there")) == b"there"
    assert bytes_of(piece) == b"here"


def test_a_record_that_was_kept_waits_on_the_disk_and_is_the_same(tmp_path: Path) -> None:
    record, cache = PackedRecord.of(made.local()), RecordCache(tmp_path, "base")
    cache.put("local", "key", record)
    held = cache.get("local", "key")
    assert held is not None
    assert isinstance(held.content, Spilled)
    assert (held.to_bytes(), HeldRecord.of(held).tasks) == (record.to_bytes(), made.local().tasks)
    sent = pickle.loads(pickle.dumps(HeldRecord.of(held)))  # noqa: S301 - our own
    assert sent.packed.content == record.content


def test_where_nothing_can_be_written_it_stays_at_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spill = Spill(tmp_path)
    first = spill.lay(b"first")

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "pwrite", full)
    assert spill.lay(b"second") == b"second"
    assert bytes_of(first) == b"first"


def test_what_cannot_be_read_again_is_told_with_the_place_it_was_in(tmp_path: Path) -> None:
    spill = Spill(tmp_path)
    piece = spill.lay(b"text")
    os.ftruncate(spill._opened(), 1)
    with pytest.raises(OSError, match="error") as caught:
        bytes_of(piece)
    assert (caught.value.errno, caught.value.filename) == (errno.EIO, str(tmp_path))


def test_a_comparison_laid_down_outlives_the_cache_folder(tmp_path: Path) -> None:
    cache = ComparedCache(tmp_path, "base")
    piece = cache.lay(b"links")
    assert isinstance(piece, Spilled)
    (tmp_path / ".policykb").rename(tmp_path / "gone")
    del cache
    assert bytes_of(piece) == b"links"
