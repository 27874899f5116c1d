from __future__ import annotations

from generator.compare.items import make_items
from generator.compare.weights import Weights, learn_weights
from generator.store import load_record
from tests.compare.support import record, vocabulary
from tests.support import ROOT, real_vocabulary

DOMAINS = ("government-procurement", "bidding", "government-debt", "statistics", "finance", "work-safety")
NAMES = {
    "government-procurement": "采购人履约验收",
    "bidding": "招标代理机构",
    "government-debt": "举债规模",
    "statistics": "数据真实",
    "finance": "内幕交易",
    "work-safety": "事故责任",
}


def _weights() -> Weights:
    records = [
        record(
            f"doc-{number}",
            [("1", NAMES[d], d, "task", f"进一步建立健全{NAMES[d]}制度，切实加强政务诚信建设。") for d in DOMAINS],
        )
        for number in range(2)
    ]
    return learn_weights(make_items(records, vocabulary()))


def test_words_that_stand_everywhere_weigh_little() -> None:
    weights = _weights()
    for boilerplate in ("进一", "一步", "健全", "切实", "加强", "政务", "诚信"):
        for topic in ("采购", "验收", "招标", "举债", "交易"):
            assert weights.of[boilerplate] < weights.of[topic] / 3


def test_word_of_one_domain_outweighs_an_equally_rare_one_spread_over_two() -> None:
    records = [
        record("a", [("1", "甲", "bidding", "task", "履约。"), ("2", "乙", "finance", "task", "丁戊。")]),
        record("b", [("1", "丙", "bidding", "task", "履约，丁戊。")]),
    ]
    weights = learn_weights(make_items(records, vocabulary()))
    assert weights.of["履约"] > weights.of["丁戊"]


def test_weights_lie_between_0_and_1() -> None:
    assert all(0 <= weight <= 1 for weight in _weights().of.values())


def test_unseen_bigrams_weigh_full() -> None:
    assert Weights({"甲乙": 0.5, "乙丙": 0.25}).total({"甲乙", "乙丙", "丙丁"}) == 1.75


def test_the_six_documents_teach_what_every_plan_says() -> None:
    """Nobody listed these words; what stands in many provisions, 招标 too, weighs less."""
    records = [load_record(path) for path in sorted((ROOT / "policies").glob("*/record.yaml"))]
    weights = learn_weights(make_items(records, real_vocabulary()))
    common = ("进一", "建立", "健全", "加强", "切实", "政务", "诚信", "建设")
    telling = ("验收", "举债", "统计", "调解", "诉调", "提案")
    assert min(weights.of[gram] for gram in telling) > 2 * max(weights.of[gram] for gram in common)
