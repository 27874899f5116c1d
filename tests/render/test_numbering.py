"""Numbers by which people cite: here rows of an annex that have none."""

from __future__ import annotations

from generator.models.sketch import Part
from generator.render.numbering import number_in

TITLE = "推进政务诚信建设工作，全面"


def test_a_row_without_a_number_is_called_by_a_title_of_at_most_twelve_characters() -> None:
    assert len(TITLE) == 13
    parts = {"a-1": Part("a-1", "row", "", TITLE[:10] + "完善"), "a-2": Part("a-2", "row", "", TITLE)}
    assert number_in(parts, "a-1") == "附表“推进政务诚信建设工作完善”"
    assert number_in(parts, "a-2") == "附表“推进政务诚信建设工作，全…”"
    assert number_in({"a-3": Part("a-3", "row", "4", TITLE)}, "a-3") == "附表第4行"


def test_a_number_that_says_its_way_is_cited_alone() -> None:
    parts = {
        "s-2": Part("s-2", "heading", "2", TITLE),
        "s-2-1": Part("s-2-1", "heading", "2.1", TITLE),
        "t-2-1-3": Part("t-2-1-3", "task", "2.1.3", TITLE),
        "s-20": Part("s-20", "heading", "二十", TITLE),
        "t-20-1": Part("t-20-1", "task", "20.1", TITLE),
    }
    assert number_in(parts, "t-2-1-3") == "2.1.3"
    assert number_in(parts, "t-20-1") == "二十20.1"
    below = parts | {"t-2-1-1": Part("t-2-1-1", "task", "(1)", TITLE), "t-2-1-2": Part("t-2-1-2", "task", "", TITLE)}
    assert number_in(below, "t-2-1-1") == "2.1(1)"
    assert number_in(below, "t-2-1-2") == "2.1第2项"


def test_bullets_below_bullets_are_told_from_those_of_others() -> None:
    parts = {
        "s-2": Part("s-2", "heading", "二", TITLE),
        "s-2-1": Part("s-2-1", "heading", "（一）", TITLE),
        "s-2-1-1": Part("s-2-1-1", "heading", "", TITLE),
        "s-2-1-2": Part("s-2-1-2", "heading", "", TITLE),
        "t-2-1-1-1": Part("t-2-1-1-1", "task", "", TITLE),
        "t-2-1-2-1": Part("t-2-1-2-1", "task", "", TITLE),
        "s-3": Part("s-3", "heading", "", TITLE),
        "t-3-1": Part("t-3-1", "task", "（一）", TITLE),
    }
    assert number_in(parts, "t-2-1-1-1") == "二(一)第1项第1项"
    assert number_in(parts, "t-2-1-2-1") == "二(一)第2项第1项"
    assert number_in(parts, "t-3-1") == "(一)"


def test_numbers_of_one_sign_are_cited_as_the_standard_writes_them() -> None:
    parts = {
        "s-2": Part("s-2", "heading", "二", "主要任务"),
        "s-2-1": Part("s-2-1", "heading", "㈠", "推进公开"),
        "t-2-1-1": Part("t-2-1-1", "task", "⒈", "公开栏"),
        "t-2-2": Part("t-2-2", "task", "二）", "践诺"),
        "t-2-3": Part("t-2-3", "task", "③", "通报"),
    }
    assert [number_in(parts, key) for key in ("t-2-1-1", "t-2-2", "t-2-3")] == ["二(一)1", "二(二)", "二③"]
