from __future__ import annotations

import pytest

from generator.models import Cell, Gap
from generator.models.packed import Packed, of_policy, pack


def _gap(policy: str, domain: str) -> Gap:
    return Gap(policy=policy, domain=domain, baseline_items=("t-1",), state="absent")


GAPS = (_gap("a", "x"), _gap("a", "y"), _gap("c", "x"))


def _packed() -> Packed[Gap]:
    return Packed(Gap, {"a": (pack(Gap, GAPS[:2]),), "b": (pack(Gap, ()),), "c": (pack(Gap, GAPS[2:]),)}, 3)


def test_entries_come_back_as_they_were() -> None:
    packed = _packed()
    assert tuple(packed) == GAPS
    assert len(packed) == 3
    assert (packed[0], packed[-1], packed[1:]) == (GAPS[0], GAPS[2], GAPS[1:])
    with pytest.raises(IndexError):
        packed[3]


def test_entries_of_one_policy() -> None:
    packed = _packed()
    assert packed.of("a") == of_policy(GAPS, "a") == of_policy(packed, "a") == GAPS[:2]
    assert packed.of("b") == packed.of("unknown") == ()


def test_chosen_entries_of_one_policy() -> None:
    packed = _packed()
    assert packed.chosen("a", lambda told: told["domain"] == "y") == (GAPS[1],)
    assert packed.chosen("a", lambda told: True) == GAPS[:2]
    assert packed.chosen("a", lambda told: False) == packed.chosen("unknown", lambda told: True) == ()


def test_equal_entries_are_equal() -> None:
    assert _packed() == _packed()
    assert hash(_packed()) == hash(_packed())
    assert _packed() != Packed(Gap, {"a": (pack(Gap, GAPS[:1]),)}, 1)
    assert _packed() != Packed(Cell, {}, 0)
