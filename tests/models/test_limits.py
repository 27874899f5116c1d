"""The choice of documents that stand side by side."""

from __future__ import annotations

from generator.models.limits import COLUMNS, shown_side_by_side


def test_all_are_shown_as_long_as_they_fit() -> None:
    few = [(f"p{number}", "county") for number in range(COLUMNS)]
    assert shown_side_by_side(few) == tuple(policy for policy, _ in few)
    assert shown_side_by_side([]) == ()


def test_no_level_crowds_out_the_others_and_the_order_stays() -> None:
    many = [("n", "national"), *((f"p{n}", "province") for n in range(30)), *((f"c{n}", "county") for n in range(900))]
    shown = shown_side_by_side(many)
    assert len(shown) == COLUMNS
    assert shown[:7] == ("n", "p0", "p1", "p2", "p3", "p4", "p5")
    assert shown[7:] == ("c0", "c1", "c2", "c3", "c4")
