"""The garbage collector runs seldom while a corpus is read, and afterwards as before, whatever happened."""

from __future__ import annotations

import gc

import pytest

from generator.collecting import YOUNG, fewer_collections, settled


def test_thresholds_come_back_even_after_an_error() -> None:
    before = gc.get_threshold()
    with pytest.raises(ZeroDivisionError), fewer_collections():
        assert gc.get_threshold() == (YOUNG, *before[1:])
        raise ZeroDivisionError
    assert gc.get_threshold() == before


def looked_at(thing: object) -> bool:
    """Whether the collector looks at a thing. Its count of things left alone also falls when one of them goes away."""
    return any(other is thing for other in gc.get_objects())


def test_what_is_there_is_left_alone_until_the_outer_block_ends() -> None:
    before = gc.get_freeze_count()
    thing: list[object] = []
    assert looked_at(thing)
    with settled():
        assert not looked_at(thing)
        with settled():
            assert not looked_at(thing)
        assert not looked_at(thing)
    assert looked_at(thing) is not bool(before)
