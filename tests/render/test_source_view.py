from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from generator.models import Block
from generator.render.source_view import (
    Mark,
    Segment,
    hidden_spans,
    line_groups,
    mask,
    segments,
    source_lines,
)

KINDS = ("title", "body", "unit", "deadline", "made-up")
texts = st.text(alphabet="一二三，。 \n\t<&{x", max_size=60)
spans = st.tuples(st.integers(-5, 70), st.integers(-5, 70))
marks = st.lists(st.builds(Mark, spans, st.sampled_from(KINDS)), max_size=12)
anchors = st.dictionaries(st.sampled_from(["src-a", "src-b", "src-c"]), st.integers(-5, 70))


@given(texts, marks, st.lists(spans, max_size=4), anchors)
def test_joined_segments_are_the_masked_source(text, found, hidden, places):
    made = segments(text, found, hidden, places)
    assert "".join(piece.text for piece in made) == mask(text, hidden)
    assert sorted(name for piece in made for name in piece.anchors) == sorted(places)
    edges = [piece.span for piece in made if piece.span[0] < piece.span[1]]
    assert all(a[1] == b[0] for a, b in pairwise(edges))


@given(texts, marks)
def test_each_character_keeps_exactly_the_kinds_that_cover_it(text, found):
    usable = [m for m in found if 0 <= m.span[0] < m.span[1] <= len(text)]
    for piece in segments(text, found):
        for offset in range(*piece.span):
            expected = {m.kind for m in usable if m.span[0] <= offset < m.span[1]}
            assert set(piece.kinds) == expected


@given(texts, st.lists(spans, max_size=4))
def test_nothing_hidden_is_shown_and_lines_stay(text, hidden):
    parts = hidden_spans(text, hidden)
    assert all("\n" not in text[a:b] for a, b in parts)
    assert all(a[1] < b[0] for a, b in pairwise(parts))
    assert mask(text, hidden).count("\n") == text.count("\n")
    covered = {i for a, b in hidden for i in range(max(a, 0), min(b, len(text))) if text[i] != "\n"}
    assert covered == {i for a, b in parts for i in range(a, b)}


@given(texts, marks)
def test_lines_hold_all_segments(text, found):
    lines = source_lines(segments(text, found), [])
    assert "\n".join("".join(p.text for p in line.segments) for line in lines) == text
    assert [line.number for line in lines] == list(range(1, text.count("\n") + 2))
    assert [line for group in line_groups(lines) for line in group.lines] == list(lines)


def test_nested_marks_become_segments_with_the_innermost_first():
    text = "甲（责任单位：乙局）丙"
    made = segments(text, [Mark((1, 10), "clause"), Mark((7, 9), "unit"), Mark((0, 11), "body")])
    assert [(piece.text, piece.kinds) for piece in made] == [
        ("甲", ("body",)),
        ("（责任单位：", ("clause", "body")),
        ("乙局", ("unit", "clause", "body")),
        ("）", ("clause", "body")),
        ("丙", ("body",)),
    ]


def test_a_hidden_name_is_one_notice_even_when_other_marks_cut_it():
    made = segments("张三丰 市长", [Mark((0, 2), "unit"), Mark((1, 3), "cell")], [(0, 2), (2, 3)], {"src-a": 1})
    assert made[0] == Segment("〔个人信息未公布〕", (0, 3), ("personal",), ("src-a",))
    assert "".join(piece.text for piece in made) == "〔个人信息未公布〕 市长"


def test_boilerplate_is_folded_and_blank_lines_go_with_their_neighbours():
    text = "首页\n\n一、总则\n正文\n\n首页"
    blocks = [
        Block(kind="boilerplate", span=(0, 4)),
        Block(kind="heading", span=(4, 9)),
        Block(kind="body", span=(9, 13)),
        Block(kind="boilerplate", span=(13, 15)),
    ]
    groups = line_groups(source_lines(segments(text, []), blocks))
    assert [(group.kind, group.folded, len(group.lines)) for group in groups] == [
        ("boilerplate", True, 2),
        ("shown", False, 3),
        ("boilerplate", True, 1),
    ]
