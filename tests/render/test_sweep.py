"""Strings gone through some at a time are those that are found all at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.search import sweep
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


@pytest.mark.parametrize("length", [1, 7, 16])
def test_they_are_found_wherever_the_text_is_cut_into_slices(length: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = lay_out((("题", "信用失信惩戒信用信息共享"), ("信用", "失信被执行人信用惩戒", "信息"))).text
    whole = [(string, list(places), frequent) for string, places, frequent in swept(text, 1)]
    assert any(len(places) > 2 for _, places, _ in whole) and len(text) > 4 * length
    monkeypatch.setattr(sweep, "SLICE", length)
    assert [(string, list(places), frequent) for string, places, frequent in swept(text, 1)] == whole


def test_the_longest_strings_are_not_divided() -> None:
    text = lay_out((("题", "信" * 3 * CAP),)).text
    found = {string: frequent for string, _, frequent in swept(text, 2)}
    assert found["信" * CAP] is False
    assert found["信" * (CAP - 1)] is True
    assert max(map(len, found)) == CAP
