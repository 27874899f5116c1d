"""The choice of documents that stand side by side."""

from __future__ import annotations

from generator.models.limits import ALL_COMPARED, COLUMNS, columns_for, shown_side_by_side


def test_all_are_shown_as_long_as_they_fit() -> None:
    few = [(f"p{number}", "county") for number in range(COLUMNS)]
    assert shown_side_by_side(few) == tuple(policy for policy, _ in few)
    assert shown_side_by_side([]) == ()


def test_no_level_crowds_out_the_others_and_the_order_stays() -> None:
    many = [("n", "national"), *((f"p{n}", "province") for n in range(30)), *((f"c{n}", "county") for n in range(900))]
    shown = shown_side_by_side(many)
    assert len(shown) == COLUMNS
    assert shown == ("n", "p0", "p1", "p2", "c0", "c1")


def test_a_small_knowledge_base_shows_all_it_holds() -> None:
    held = [(f"p{number}", "county") for number in range(ALL_COMPARED)]
    assert len(shown_side_by_side(held, columns_for(len(held)))) == ALL_COMPARED
    assert columns_for(ALL_COMPARED + 1) == COLUMNS
