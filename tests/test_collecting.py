"""The garbage collector runs seldom while a corpus is read, and afterwards as before, whatever happened."""

from __future__ import annotations

import ctypes
import gc
import subprocess
import sys
import weakref
from collections.abc import Iterator

import pytest

from generator.collecting import LEFT, YOUNG, fewer_collections, settled
from generator.executors import opened
from generator.render.data.spreadsheet import Book


@pytest.fixture(autouse=True)
def as_python_begins() -> Iterator[None]:
    """The collector as it is without what tests/conftest.py asks of it."""
    before = gc.get_threshold()
    gc.unfreeze()
    gc.set_threshold(700, *before[1:])
    yield
    gc.set_threshold(*before)
    gc.freeze()


def test_thresholds_come_back_even_after_an_error() -> None:
    before = gc.get_threshold()
    with pytest.raises(ZeroDivisionError), fewer_collections():
        assert gc.get_threshold() == (YOUNG, *before[1:])
        raise ZeroDivisionError
    assert gc.get_threshold() == before


def looked_at(thing: object) -> bool:
    """Whether the collector looks at a thing. Its count of things left alone also falls when one of them goes away."""
    return any(other is thing for other in gc.get_objects())


@pytest.mark.parametrize("before", [False, True])
def test_what_is_there_is_left_alone_until_the_outer_block_ends(before: bool) -> None:
    if before:
        gc.freeze()
    thing: list[object] = []
    assert looked_at(thing)
    with settled():
        assert not looked_at(thing)
        with settled():
            assert not looked_at(thing)
        assert not looked_at(thing)
    assert looked_at(thing) is not before


def test_workers_collect_still_more_seldom() -> None:
    with opened("processes:1", documents=1) as pool:
        assert pool is not None
        assert pool.submit(gc.get_threshold).result()[0] == LEFT


def test_the_cells_of_a_workbook_do_not_wait_for_the_collector() -> None:
    book = Book()
    sheet = book.sheet("甲")
    sheet.write_string(0, 0, "乙")
    gone = weakref.ref(sheet)
    gc.disable()
    try:
        book.saved()
        del book, sheet
        assert gone() is None
    finally:
        gc.enable()


@pytest.mark.skipif(sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "mallopt"), reason="glibc's memory")
def test_large_blocks_go_back_whatever_stays_between_them() -> None:
    def held(before: str) -> int:
        """Kilobytes that a process holds once fifty of its large blocks are gone."""
        steps = (
            "from generator.collecting import LARGE, let_large_blocks_go",
            before,
            # Once one of many megabytes is gone, blocks of one come from among the small ones.
            "del (huge := [b'x' * 30_000_000])[0]",
            "blocks, small = [], []",
            "for _ in range(50): blocks.append(b'x' * 2 * LARGE); small.append(b'x' * 3_000)",
            "blocks.clear()",
            "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmRSS')))",
        )
        done = subprocess.run([sys.executable, "-c", "\n".join(steps)], capture_output=True, text=True, check=True)
        return int(done.stdout)

    assert held("let_large_blocks_go()") < held("pass") - 20_000
