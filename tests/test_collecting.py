"""The garbage collector runs seldom while a corpus is read, and afterwards as before, whatever happened."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from generator.collecting import YOUNG, fewer_collections, settled


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
