from __future__ import annotations

import pytest

from generator.compare.items import make_items
from generator.compare.similarity import Features, measure, weigh
from generator.compare.weights import Weights
from tests.compare.support import record, vocabulary

EVEN = Weights({})
"""Every bigram weighs 1, so that a reader can count."""


def _measure(left: tuple[str, str], right: tuple[str, str]) -> Features:
    records = [record(name, [("1", *_row(text))]) for name, text in (("a", left), ("b", right))]
    one, other = (weigh(item, EVEN) for item in make_items(records, vocabulary()))
    return measure(one, other, (), EVEN)


def _row(text: tuple[str, str]) -> tuple[str, str | None, str, str]:
    return text[0], "bidding", "task", text[1]


def test_text_is_dice_and_title_containment() -> None:
    features = _measure(("甲乙丙", "天地玄黄"), ("甲乙", "天地玄黄宇宙洪荒"))
    assert features.title == 1.0
    assert features.text == pytest.approx(2 * 3 / (3 + 7))


def test_best_sentence_pair_is_the_most_alike_one() -> None:
    features = _measure(("甲", "日月盈昃。辰宿列张。"), ("乙", "寒来暑往；辰宿列张秋收。"))
    assert features.best is not None
    one, other, score = features.best
    assert (one.folded, other.folded, score) == ("辰宿列张", "辰宿列张秋收", pytest.approx(2 * 3 / (3 + 5)))


def test_title_repeated_in_a_sentence_is_an_echo() -> None:
    title = "建立横向监督机制"
    assert _measure((title, "接受监督。"), ("强化监督", f"完善考核。{title}。")).echo
    assert not _measure((title, "接受监督。"), ("强化监督", f"{'完善各项考核制度和办法' * 12}。{title}。")).echo


def test_empty_texts_have_nothing_in_common() -> None:
    features = _measure(("甲乙", ""), ("甲乙", ""))
    assert (features.title, features.text, features.sentence) == (1.0, 0.0, 0.0)
