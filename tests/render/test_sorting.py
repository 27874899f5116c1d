"""Lists sorted out into bundles come back as they were put, and hardly any of them wait in memory."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from generator.render.search import sorting
from generator.render.search.grams import Value
from generator.render.search.sorting import SortedOut

VALUES = st.text() | st.lists(st.text(), min_size=2, max_size=2)
PUT = st.lists(st.tuples(st.integers(0, 3), st.text(min_size=1), VALUES))


@given(PUT, st.integers(1, 12))
def test_each_comes_back_from_its_bundle_in_order(put: list[tuple[int, str, Value]], at_a_time: int) -> None:
    before, sorting.AT_A_TIME = sorting.AT_A_TIME, at_a_time  # type: ignore[misc]
    try:
        lists = SortedOut(4, bytes)
        for bundle, gram, value in put:
            lists.put(bundle, gram, value)
    finally:
        sorting.AT_A_TIME = before  # type: ignore[misc]
    for number in range(4):
        found = [(gram, value) for gram, value in lists.take(number)]
        assert found == [(gram, value) for bundle, gram, value in put if bundle == number]
        assert not list(lists.take(number)), "they are there no more"


def test_what_has_grown_long_is_laid_down_at_once() -> None:
    laid: list[bytes] = []

    def lay(content: bytes) -> bytes:
        laid.append(content)
        return content

    lists = SortedOut(2, lay)
    size = 1_000
    for number in range(100):
        lists.put(number % 2, f"条{number}", "x" * size)
    told = [gram for content in laid for gram, _ in json.loads(content)]
    assert len(told) > 100 - 2 * (sorting.AT_A_TIME / size + 1) and len(set(told)) == len(told)
    assert max(map(len, laid)) < 2 * sorting.AT_A_TIME
