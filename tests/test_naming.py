"""Which domains a provision speaks of in any clause, told by weighed words."""

from __future__ import annotations

import math

import pytest

from generator.naming import LONGEST, SAID, TELLING, Namer, clauses_of
from generator.vocabulary import DomainWords
from generator.weighed_words import runs_of
from tests.support import real_vocabulary


def _namer(*rows: DomainWords) -> Namer:
    return Namer(real_vocabulary().model_copy(update={"naming_words": rows}))


def test_runs_do_not_reach_over_what_parts_clauses() -> None:
    assert clauses_of("甲乙", "丙，丁：戊；己。\n庚，") == ["甲乙", "丙", "丁", "戊", "己", "庚"]
    assert list(runs_of("甲乙、丙", LONGEST)) == ["甲", "乙", "甲乙", "丙"]


def test_the_probability_by_hand() -> None:
    """Two clauses, each by itself: one with the base alone, one with base and weight."""
    told = _namer(DomainWords(domain="arrears", base=-1.0, words={2.5: "清欠", -0.5: "欠"})).name("", "甲，清欠", None)
    chances = [1 / (1 + math.exp(1.0)), 1 / (1 + math.exp(1.0 - 2.5 + 0.5))]
    assert told["arrears"].probability == pytest.approx(1 - (1 - chances[0]) * (1 - chances[1]))
    assert told["arrears"].words == ("清欠",)


def test_what_a_provision_is_about_speaks_too() -> None:
    """Only in a provision about arrears is the base another one."""
    namer = _namer(DomainWords(domain="special-supervision", base=-3.0, within={"arrears": 4.0}, words={0.5: "清"}))
    told = namer.name("", "清", "arrears")["special-supervision"]
    assert told.probability == pytest.approx(1 / (1 + math.exp(-1.5)))
    assert namer.name("", "清", "court-judgments") == namer.name("", "清", None) == {}


def test_what_tells_is_shown_as_it_stands_there() -> None:
    """Words that overlap are one passage; single characters and light words explain nothing."""
    words = {TELLING: "失信 信被 被执 执行", 3.0: "法", TELLING - 0.1: "名单"}
    rows = DomainWords(domain="court-judgments", words=words)
    assert _namer(rows).name("", "法，法失信被执行人名单", None)["court-judgments"].words == ("失信被执行",)


def test_what_is_not_sure_has_no_words_and_what_is_unlikely_is_left_out() -> None:
    unsure = _namer(DomainWords(domain="arrears", base=-2.0, words={1.0: "清欠"})).name("", "清欠", None)
    assert 0.1 < unsure["arrears"].probability < SAID
    assert unsure["arrears"].words == ()
    assert _namer(DomainWords(domain="arrears", base=-9.0, words={1.0: "清欠"})).name("", "清欠", None) == {}


def test_nothing_is_told_without_words_or_text() -> None:
    assert _namer().name("政府采购", "采购人", None) == {}
    assert _namer(DomainWords(domain="arrears", words={1.0: "清欠"})).name("", "", None) == {}


def test_every_weighed_run_can_be_found() -> None:
    vocabulary = real_vocabulary()
    assert {row.domain for row in vocabulary.naming_words} == {domain.id for domain in vocabulary.domains}
    for row in vocabulary.naming_words:
        words = [word for held in row.words.values() for word in held.split()]
        assert len(words) == len(set(words)), row.domain
        assert all(word in runs_of(word, LONGEST) for word in words), row.domain
