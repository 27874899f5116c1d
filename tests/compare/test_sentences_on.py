"""What a provision on something else says of a domain in a sentence of its own."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from generator.compare.items import make_items
from generator.compare.sentences_on import said_of, sentences_on
from generator.documents import make_provisions
from generator.telling import teller
from tests.compare.support import record, vocabulary
from tests.support import real_vocabulary

RECORDS = "建立健全各级政府和公务员政务失信记录，将失信信息记入信用档案。"


def _said(title: str, text: str, *asked: str) -> Mapping[str, str]:
    words = real_vocabulary()
    (item,) = make_items(make_provisions([(title, text)], words), words)
    return sentences_on(item, asked, teller(words))


def test_a_sentence_on_a_domain_is_told_with_its_words() -> None:
    text = f"采购人应当按时签订采购合同。{RECORDS}"
    assert _said("规范政府采购行为", text, "dishonesty-records", "bidding") == {"dishonesty-records": RECORDS}


def test_only_what_is_asked_for_is_told() -> None:
    assert _said("规范政府采购行为", f"采购人应当按时签订采购合同。{RECORDS}", "bidding") == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("规范招标投标活动，建立招标人、投标人信用评价制度，推行电子招标投标。", True),
        ("推动政府采购、招标投标、招商引资等领域信用评级。", False),
    ],
)
def test_a_member_of_a_list_is_named_and_no_more(text: str, told: bool) -> None:
    assert ("bidding" in _said("加强组织领导", f"成立领导小组，统筹协调各项工作。{text}", "bidding")) is told


@pytest.mark.parametrize(
    ("title", "text", "told"),
    [
        ("规范政府采购行为", f"采购人应当按时签订采购合同。{RECORDS}", (RECORDS,)),
        ("规范政府采购行为", "采购人应当按时签订采购合同。", ()),
        ("加强统计工作", "规范招标投标。公布统计数据。推行电子招标投标！", ("规范招标投标。", "推行电子招标投标！")),
    ],
)
def test_the_sentences_on_a_domain_are_those_that_speak_of_it(title: str, text: str, told: tuple[str, ...]) -> None:
    words = real_vocabulary()
    (item,) = make_items(make_provisions([(title, text)], words), words)
    assert said_of(item, "dishonesty-records" if RECORDS in text or not told else "bidding") == told


def test_nothing_is_told_without_weighed_words() -> None:
    words = vocabulary()
    (item,) = make_items([record("a", [("1", "统计", "statistics", "task", RECORDS)])], words)
    assert sentences_on(item, ["bidding"], teller(words)) == {}
