from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.compare.items import make_items
from generator.compare.runs import MINIMUM, Run, Sought, distinct, find_runs, flipped, shingles_of
from tests.compare.support import record, vocabulary


def _runs(left: str, right: str) -> tuple[Run, ...]:
    records = [
        record("a", [("1", "甲", None, "task", left)]),
        record("b", [("1", "乙", None, "task", right)]),
    ]
    return find_runs(make_items(records, vocabulary())).get((0, 1), ())


def _by_force(left: str, right: str) -> set[Run]:
    """Every maximal run, found by trying all positions."""
    found = set()
    for i in range(len(left)):
        for j in range(len(right)):
            if i and j and left[i - 1] == right[j - 1]:
                continue
            length = 0
            while i + length < len(left) and j + length < len(right) and left[i + length] == right[j + length]:
                length += 1
            if length >= MINIMUM:
                found.add(Run(i, j, length))
    return found


def test_run_counts_folded_characters_only() -> None:
    left = "要建立项目责任回溯、失责倒查机制，规范履约。"
    right = "应当建立项目责任回溯,失责倒查机制;其他。"
    (run,) = _runs(left, right)
    # 建立项目责任回溯失责倒查机制 has fourteen characters, punctuation left out.
    assert run == Run(1, 2, 14)


def test_ten_characters_are_a_run() -> None:
    assert _runs("甲一二三四五六七八九十乙", "丙一二三四五六七八九十丁") == (Run(1, 1, 10),)


def test_nine_characters_are_no_run() -> None:
    assert _runs("甲一二三四五六七八九乙", "丙一二三四五六七八九丁") == ()


@settings(max_examples=150)
@given(st.text(alphabet="甲乙", max_size=40), st.text(alphabet="甲乙", max_size=40))
def test_finds_every_maximal_run_once(left: str, right: str) -> None:
    runs = _runs(left, right)
    assert len(set(runs)) == len(runs)
    assert set(runs) == _by_force(left, right)


def test_a_number_is_shared_as_a_whole_or_not_at_all() -> None:
    # 到202 would be three characters more.
    assert _runs("各部门按照职责分工负责到2020年", "各部门按照职责分工负责到2022年") == (Run(0, 0, 12),)
    assert _runs("甲提升195家企业信用等级和水平", "乙提升35家企业信用等级和水平") == (Run(6, 5, 10),)
    assert _runs("甲5家企业信用等级和水平", "乙35家企业信用等级和水平") == (Run(2, 3, 10),)
    assert _runs("力争到2020年底前全部完成", "确保到2020年底前全部完成") == (Run(2, 2, 12),)
    # Nine characters without the number that differs.
    assert _runs("5家单位开展信用建设", "25家单位开展信用建设") == ()


def test_same_document_does_not_count() -> None:
    text = "建立健全守信激励与失信惩戒机制"
    one = record("a", [("1", "甲", None, "task", text), ("2", "乙", None, "task", text)])
    assert find_runs(make_items([one], vocabulary())) == {}


def test_digest_takes_no_part() -> None:
    rows = [("1", "甲", None, "task", "建立健全守信激励与失信惩戒机制")]
    records = [record("a", rows, status="digest"), record("b", rows)]
    assert find_runs(make_items(records, vocabulary())) == {}


def test_distinct_drops_what_lies_inside_a_longer_run() -> None:
    assert distinct((Run(0, 0, 20), Run(5, 40, 12), Run(30, 30, 10))) == (Run(0, 0, 20), Run(30, 30, 10))


def test_flipped_swaps_sides() -> None:
    assert flipped((Run(1, 9, 10), Run(20, 2, 11))) == (Run(2, 20, 11), Run(9, 1, 10))


@given(st.text("甲乙", max_size=60), st.sets(st.text("甲乙", min_size=MINIMUM, max_size=MINIMUM), max_size=12))
def test_passages_sought_are_found_wherever_they_stand(text: str, others: set[str]) -> None:
    passages = others | set(shingles_of(text)[1::7])
    starts = [start for start, shingle in enumerate(shingles_of(text)) if shingle in passages]
    assert Sought(passages).starts(text) == starts
    assert Sought(passages).in_text(text) == [text[start : start + MINIMUM] for start in starts]
