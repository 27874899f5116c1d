"""The passage that holds a place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.span_index import SpanIndex


def test_the_passage_given_first_counts_where_several_hold_a_place() -> None:
    index = SpanIndex((((10, 20), "task"), ((0, 40), "section"), ((15, 30), "row")))
    assert [index.at(place) for place in (0, 9, 10, 19, 20, 29, 30, 39, 40)] == [
        "section", "section", "task", "task", "section", "section", "section", "section", None,
    ]  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 12)), max_size=30))
def test_it_is_the_one_that_looking_through_all_finds(drawn: list[tuple[int, int]]) -> None:
    passages = [((start, start + length), number) for number, (start, length) in enumerate(drawn)]
    index = SpanIndex(passages)
    for place in range(-2, 80):
        assert index.at(place) == next((n for (start, end), n in passages if start <= place < end), None)


def test_nothing_holds_a_place_where_there_are_no_passages() -> None:
    assert SpanIndex[str](()).at(3) is None
