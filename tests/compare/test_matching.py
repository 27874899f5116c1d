"""Matching blocks are those that the standard library finds, of all rows."""

from __future__ import annotations

from difflib import SequenceMatcher

from hypothesis import given
from hypothesis import strategies as st

from generator.compare.matching import longest_match, matching_blocks, places_of

ROWS = st.lists(st.sampled_from("甲乙丙，"), max_size=25)


@given(ROWS, ROWS)
def test_the_blocks_are_those_of_the_standard_library(base: list[str], other: list[str]) -> None:
    expected = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    assert list(matching_blocks(base, places_of(other), len(other))) == expected


@given(ROWS, ROWS, st.data())
def test_a_match_is_looked_for_in_its_area(base: list[str], other: list[str], data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(base))] * 2)))
    low, high = sorted(data.draw(st.tuples(*[st.integers(0, len(other))] * 2)))
    places = places_of(other)
    found = longest_match([places.get(key, ()) for key in base], (start, end, low, high))
    assert found == SequenceMatcher(None, base, other, autojunk=False).find_longest_match(start, end, low, high)
