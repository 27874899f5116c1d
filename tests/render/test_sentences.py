from __future__ import annotations

import pytest

from generator.models import DifferenceOperation, ItemRef, ReusedRun
from generator.render.sentences import covered, equal_spans, own_work, sentence_spans, sentence_with


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("一是公开。二是监督；三是考核！", ["一是公开。", "二是监督；", "三是考核！"]),
        ("他说“要守信。”然后公开。", ["他说“要守信。”", "然后公开。"]),
        ("没有句号", ["没有句号"]),
        ("  前有空格。\n\n 后一段 ", ["前有空格。", "后一段"]),
        ("", []),
    ],
)
def test_sentences_end_with_their_marks(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


def test_mentioning_sentence_prefers_the_longer_word() -> None:
    text = "加强统计工作。完善统计信用档案。"
    assert sentence_with(text, ["统计", "统计信用"]) == "完善统计信用档案。"
    assert sentence_with(text, ["采购", ""]) is None


def test_signs_and_widths_do_not_hide_a_word() -> None:
    text = "加强领导。对工作进行督促、检查和指导。各镇（园区、街道）落实。"
    assert sentence_with(text, ["督促检查"]) == "对工作进行督促、检查和指导。"
    assert sentence_with(text, ["镇(园区、街道)"]) == "各镇（园区、街道）落实。"
    assert sentence_with(text, ["、"]) is None


def test_a_sentence_of_ones_own_says_what_of_it_others_have() -> None:
    """江阴 二(四)2 takes a clause of eighteen letters from elsewhere in a sentence that is its own as a whole."""
    text = "统一部署。突出重点,建立责任制,加快推进全流程电子化系统的开发建设进度。"
    other = ItemRef(policy="b", item="t-1")
    spans = [(3, 12), (10, 16), (14, 17), (20, 24)]
    work = own_work(text, [], [ReusedRun(text=text[slice(*span)], span=span, others=(other,)) for span in spans])
    last = work.own[-1]
    assert last.text == text[5:]
    assert last.pieces == (
        ("突出重点,建立责任制,加", True),
        ("快推进", False),
        ("全流程电", True),
        ("子化系统的开发建设进度。", False),
    )
    assert last.reused == 14


def test_covered_counts_overlaps_once() -> None:
    assert covered([(0, 5), (3, 8), (20, 30)], (2, 10)) == 6
    assert covered([], (0, 4)) == 0


def test_equal_spans_count_into_the_other_text() -> None:
    steps = [
        DifferenceOperation(op="equal", text="建立健全"),
        DifferenceOperation(op="delete", text="旧的说法"),
        DifferenceOperation(op="insert", text="新"),
        DifferenceOperation(op="equal", text="考核机制。"),
    ]
    assert equal_spans(steps, 10) == ((0, 4), (5, 10))
    # If the lengths do not add up, positions mean nothing and nothing is claimed.
    assert equal_spans(steps, 11) == ()


def test_own_sentences_are_those_nobody_else_has() -> None:
    text = "全市统一公开采购信息。每年评选诚信标兵。按规定接受社会监督。"
    other = ItemRef(policy="b", item="t-1")
    runs = [ReusedRun(text="全市统一公开采购信息。", span=(0, 11), others=(other,))]
    work = own_work(text, [((20, 30),)], runs)
    assert work.total == 3
    assert [sentence.text for sentence in work.own] == ["每年评选诚信标兵。"]
    assert (work.own[0].pieces, work.own[0].reused) == ((("每年评选诚信标兵。", False),), 0)
    assert [(shared.text, shared.others) for shared in work.shared] == [("全市统一公开采购信息。", (other,))]
