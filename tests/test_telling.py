"""What a passage is about, told by weighed words."""

from __future__ import annotations

import math

import pytest

from generator.telling import Teller, weigh_runs
from generator.vocabulary import DomainWords
from tests.support import real_vocabulary


def _teller(*rows: DomainWords) -> Teller:
    return Teller(real_vocabulary().model_copy(update={"domain_words": rows}))


def test_runs_count_by_where_they_stand() -> None:
    values = weigh_runs("清欠", "清欠账款。及时清欠，按月")
    assert values["清欠"] == 2.0
    assert values["账款"] == 1.0
    assert values["按月"] == 0.6
    assert "款及" not in values


def test_the_probability_by_hand() -> None:
    """Three runs (甲, 乙, 甲乙) of value 1, so a vector of length sqrt(3)."""
    told = _teller(
        DomainWords(domain="commitments", base=0.5, words={2.0: "甲乙"}),
        DomainWords(domain="arrears", words={-1.0: "甲", 9.0: "丙"}),
    ).tell("", "甲乙")
    one, other = math.exp(0.5 + 2 / math.sqrt(3)), math.exp(-1 / math.sqrt(3))
    assert list(told.shares) == ["commitments", "arrears"]
    assert told.shares["commitments"] == pytest.approx(one / (one + other))
    assert told.words == ("甲乙",)


def test_without_a_weighed_word_nothing_is_told() -> None:
    assert _teller(DomainWords(domain="commitments", words={2.0: "甲乙"})).tell("丙", "丁戊").shares == {}
    assert _teller().tell("政府采购", "采购人").shares == {}


def test_traditional_and_wide_forms_are_the_same() -> None:
    told = _teller(DomainWords(domain="arrears", words={3.0: "清欠账款"}))
    assert told.tell("清欠賬款", "").shares == told.tell("清欠账款", "").shares


def test_every_weighed_domain_exists_and_every_run_can_be_found() -> None:
    vocabulary = real_vocabulary()
    assert {row.domain for row in vocabulary.domain_words} == {domain.id for domain in vocabulary.domains}
    for row in vocabulary.domain_words:
        words = [word for held in row.words.values() for word in held.split()]
        assert len(words) == len(set(words)), row.domain
        assert all(word in weigh_runs(word, "") for word in words), row.domain
