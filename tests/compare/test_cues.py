"""Which words of the vocabulary name a domain in a provision, and which only stand there."""

from __future__ import annotations

from generator.compare.cues import Cue, Labelled, find_cues, learn_cues, list_cues, only_conditions
from generator.compare.folding import folded_text
from generator.vocabulary import Mention, Vocabulary
from tests.compare.support import vocabulary

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


def _with_mentions(**changes: object) -> Vocabulary:
    """The small vocabulary, with `changes` to its domain of statistics."""
    held = vocabulary()
    domains = (domain.model_copy(update=changes) if domain.id == "statistics" else domain for domain in held.domains)
    return held.model_copy(update={"domains": tuple(domains)})


def _trusted(held: Vocabulary, title: str, domain: str) -> set[str]:
    """The words that name something, learned from three provisions about `domain` that say `title`."""
    cues = list_cues(held)
    said = [Labelled((domain,), folded_text(title), numbers) for numbers in find_cues([folded_text(title)] * 3, cues)]
    return {cues[number].text for number in learn_cues(said, cues, held)}


def test_a_word_that_is_said_of_everything_names_its_domain_only_where_the_vocabulary_says_so() -> None:
    title = "加强金融风险管理和统计、普查工作"
    assert _trusted(vocabulary(), title, "finance") == {"金融风险"}
    mentions = (Mention(text="普查", examples=("普查",)), Mention(text="统计", examples=("统计",)))
    assert _trusted(_with_mentions(mentions=mentions), title, "finance") == {"金融风险", "普查", "统计"}


def test_a_loose_cue_names_nothing_however_often_its_provisions_are_about_it() -> None:
    assert _trusted(vocabulary(), "加强统计工作", "statistics") == {"统计"}
    assert _trusted(_with_mentions(loose=("统计",)), "加强统计工作", "statistics") == set()


def test_a_mention_is_not_heard_in_the_words_that_bar_it() -> None:
    held = _with_mentions(mentions=(Mention(text="统计", examples=("统计",), not_in=("统计局",)),))
    cues = list_cues(held)
    found = find_cues([folded_text("由市统计局负责。"), folded_text("由市统计局开展统计。")], cues)
    assert [[cues[number].text for number in numbers] for numbers in found] == [[], ["统计"]]
