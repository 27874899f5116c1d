from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from generator.compare.differences import find_difference, make_side
from generator.compare.words import learn_words
from generator.models import DifferenceOperation

BASE = (
    "完善政务信用信息保护机制，制定信用信息异议、投诉流程。探索扩展公务员失信记录信用修复渠道和方式，"
    "对主动挽回损失、消除不良影响或有效阻止危害结果发生的，可从轻或免于实施失信惩戒措施。"
)
OTHER = (
    "建立健全政务失信记录告知、异议和投诉制度,扩展信用修复渠道和方式,鼓励自我纠错。"
    "主动挽回损失、消除不良影响或者有效阻止危害结果发生的,可从轻或者免于实施失信惩戒措施。"
)
LEXICON = learn_words((BASE, OTHER))


def _difference(base: str, other: str) -> tuple[DifferenceOperation, ...]:
    return find_difference(make_side(base, LEXICON), make_side(other, LEXICON))


def _rebuilt(operations: tuple[DifferenceOperation, ...]) -> tuple[str, str]:
    base = "".join(o.text for o in operations if o.op != "insert")
    other = "".join((o.other_text or o.text) for o in operations if o.op != "delete")
    return base, other


def _islands(operations: tuple[DifferenceOperation, ...]) -> list[str]:
    """Equal stretches with a change on both sides."""
    return [o.text for number, o in enumerate(operations) if o.op == "equal" and 0 < number < len(operations) - 1]


def test_one_word_changed_is_one_change() -> None:
    operations = _difference("优化行政流程，提高行政效率和水平。", "优化行政流程，提高办事效率和水平。")
    assert [(o.op, o.text) for o in operations] == [
        ("equal", "优化行政流程，提高"),
        ("delete", "行政"),
        ("insert", "办事"),
        ("equal", "效率和水平。"),
    ]


def test_width_alone_is_no_difference() -> None:
    (operation,) = _difference("公开透明，高效（快捷）。", "公开透明,高效(快捷)。")
    assert (operation.op, operation.text) == ("equal", "公开透明，高效（快捷）。")
    assert operation.other_text == "公开透明,高效(快捷)。"


def test_no_confetti_between_two_wordings_of_a_clause() -> None:
    operations = _difference(BASE, OTHER)
    assert _rebuilt(operations) == (BASE, OTHER)
    assert all(sum(c.isalnum() for c in island) >= 3 for island in _islands(operations))
    assert any("消除不良影响" in o.text for o in operations if o.op == "equal")


def test_moved_sentence_is_marked_on_both_sides() -> None:
    first = "各级政府要依法接受同级人大及其常委会的监督。"
    second = "支持高校及科研院所等第三方机构开展评价评级并及时公布结果。"
    operations = _difference(first + second, second + first)
    assert _rebuilt(operations) == (first + second, second + first)
    moved = {o.op: o.text for o in operations if o.moved}
    assert set(moved) == {"delete", "insert"}
    assert moved["delete"].strip("。") == moved["insert"].strip("。") == first.strip("。")


def test_new_text_is_not_moved() -> None:
    operations = _difference("依法公开信息。", "依法公开信息。鼓励报纸、电视、广播、网络等媒体加大报道力度。")
    assert [o.op for o in operations] == ["equal", "insert"]
    assert not operations[1].moved


WORDS = st.sampled_from(
    ["政府采购", "招标投标", "信用修复渠道", "公开承诺", "的", "和", "，", ",", "。", "10%", " ", "甲"]
)
TEXTS = st.lists(WORDS, max_size=30).map("".join)


@given(TEXTS, TEXTS)
def test_texts_can_be_rebuilt_and_no_island_is_left(base: str, other: str) -> None:
    operations = _difference(base, other)
    assert _rebuilt(operations) == (base, other)
    assert all(o.text for o in operations)
    assert all(sum(c.isalnum() for c in island) >= 3 for island in _islands(operations))


@given(TEXTS)
def test_equal_texts_have_no_change(text: str) -> None:
    assert all(o.op == "equal" and o.other_text is None for o in _difference(text, text))


@given(TEXTS, TEXTS)
def test_changes_of_one_place_stand_deletion_first(base: str, other: str) -> None:
    operations = _difference(base, other)
    pairs = itertools.pairwise(operations)
    assert not any(one.op == "insert" and two.op == "delete" for one, two in pairs)
