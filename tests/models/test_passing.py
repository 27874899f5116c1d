"""What is held for a while is not made twice, and not held any more once it is let go."""

from __future__ import annotations

import gc
import weakref

from generator.models.held_record import HeldRecord, PackedRecord
from generator.models.passing import for_a_while, let_go
from tests.render import made


class Result:
    """Something that tells whether anybody still has it."""


def test_what_is_asked_for_again_is_made_once_until_it_is_let_go() -> None:
    asked: list[str] = []

    @for_a_while(2)
    def result(name: str) -> Result:
        asked.append(name)
        return Result()

    first = weakref.ref(result("a"))
    assert result("a") is first() and asked == ["a"]
    result("b")
    result("c")
    gc.collect()
    assert first() is None, "only the last two are held"
    held = weakref.ref(result("c"))
    assert held() is not None and asked == ["a", "b", "c"]
    let_go()
    gc.collect()
    assert held() is None
    result("c")
    assert asked == ["a", "b", "c", "c"]


def test_a_record_unpacked_before_is_let_go_and_unpacked_again() -> None:
    packed = HeldRecord.of(PackedRecord.of(made.site().records[0]))
    before = packed.whole
    assert packed.whole is before
    let_go()
    assert packed.whole is not before
    assert packed.whole == before


def test_who_holds_something_goes_with_its_owner() -> None:
    class Owner:
        def __init__(self) -> None:
            self.of = for_a_while(9)(lambda name: Result())

    owner = Owner()
    found = weakref.ref(owner.of("a"))
    assert found() is not None
    del owner
    gc.collect()
    assert found() is None
    let_go()
