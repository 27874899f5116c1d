"""Strings gone through some at a time are those that are found all at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.render.search.postings import CAP, lay_out, strings_of
from generator.render.search.sweep import swept

FIELDS = st.lists(st.lists(st.text("信用失惩", max_size=30), min_size=1, max_size=3).map(tuple), min_size=1, max_size=6)


@given(FIELDS, st.integers(0, 12), st.integers(1, 200))
def test_they_are_those_found_all_at_once(entries: list[tuple[str, ...]], limit: int, at_a_time: int) -> None:
    text = lay_out(tuple(entries)).text
    often, listed = strings_of(text, lambda _, found: len(found) > limit)
    found = list(swept(text, limit, at_a_time))
    assert {string: list(places) for string, places, frequent in found if frequent} == {
        string: list(places) for string, places in often.items()
    }
    assert {string: list(places) for string, places, frequent in found if not frequent} == {
        string: list(places) for string, places in listed.items()
    }
    assert len(found) == len(often) + len(listed)


def test_the_longest_strings_are_not_divided() -> None:
    text = lay_out((("题", "信" * 3 * CAP),)).text
    found = {string: frequent for string, _, frequent in swept(text, 2)}
    assert found["信" * CAP] is False
    assert found["信" * (CAP - 1)] is True
    assert max(map(len, found)) == CAP
