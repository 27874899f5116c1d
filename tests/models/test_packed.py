from __future__ import annotations

import pytest

from generator.models import Cell, Gap
from generator.models.packed import ALONE, Packed, of_policy, pack


def _gap(policy: str, domain: str) -> Gap:
    return Gap(policy=policy, domain=domain, baseline_items=("t-1",), state="absent")


GAPS = (_gap("a", "x"), _gap("a", "y"), _gap("c", "x"))


def _packed() -> Packed[Gap]:
    parts = {"a": {ALONE: pack(Gap, GAPS[:2])}, "b": {ALONE: pack(Gap, ())}, "c": {ALONE: pack(Gap, GAPS[2:])}}
    return Packed(Gap, parts, 3)


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


def test_entries_that_lead_from_one_policy_to_another() -> None:
    pieces = {"y": pack(Gap, GAPS[1:2]), "z": pack(Gap, ()), "x": pack(Gap, GAPS[:1])}
    packed = Packed(Gap, {"a": pieces}, 2)
    assert packed.others("a") == ("y", "x")
    assert packed.others("unknown") == ()
    assert packed.of("a") == (GAPS[1], GAPS[0])
    assert packed.of("a", "x") == GAPS[:1]
    assert packed.of("a", "z") == packed.of("unknown", "x") == ()
    assert packed.packed("a", "y") == (pieces["y"],)
    assert packed.packed("a") == (pieces["y"], pieces["x"])


def test_equal_entries_are_equal() -> None:
    assert _packed() == _packed()
    assert hash(_packed()) == hash(_packed())
    assert _packed() != Packed(Gap, {"a": {ALONE: pack(Gap, GAPS[:1])}}, 1)
    assert _packed() != Packed(Cell, {}, 0)
