"""Which words of the vocabulary name a domain in a provision, and which only stand there."""

from __future__ import annotations

from generator.compare.cues import Cue, find_cues, only_conditions
from generator.compare.folding import folded_text

CUES = (
    Cue("procurement", "采购", "采购", inside=(1,)),
    Cue("bidding", "招标采购", "招标采购"),
    Cue("records", "失信记录", "失信记录"),
)


def test_a_word_inside_one_of_another_domain_is_not_heard() -> None:
    texts = [folded_text(text) for text in ("实施食品招标采购。", "招标采购和政府采购一律公开。", "政府采购。")]
    assert find_cues(texts, CUES) == [(1,), (0, 1), (0,)]


def test_a_condition_names_nothing_to_be_done() -> None:
    text = "对存在失信记录的公务员，限制评优评先。"
    assert only_conditions("健全奖惩机制", text, (2,), CUES) == {2}
    assert only_conditions("建立失信记录", text, (2,), CUES) == set()
    assert only_conditions("健全奖惩机制", text + "失信记录归集到平台。", (2,), CUES) == set()
    assert only_conditions("健全奖惩机制", "将处罚纳入失信记录。", (2,), CUES) == set()
