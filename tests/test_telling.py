"""What a passage is about, told by weighed words."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from generator.problems import PolicykbError
from generator.telling import NOTHING, Teller, weigh_runs
from generator.vocabulary import DomainWords
from generator.vocabulary_files import FILES, FOLDER, load_vocabulary
from generator.weighed_words import WeighedWords
from tests.support import ROOT, real_vocabulary


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


def test_no_domain_is_told_beside_the_domains() -> None:
    """甲 stands alone, a vector of length 1; the shares of domains make 1 whatever is said for none."""
    told = _teller(
        DomainWords(domain="commitments", words={1.0: "甲"}),
        DomainWords(domain="arrears", words={0.5: "甲"}),
        DomainWords(domain=NOTHING, words={2.0: "甲"}),
    ).tell("", "甲")
    one, other, none = math.exp(1.0), math.exp(0.5), math.exp(2.0)
    assert told.nothing == pytest.approx(none / (one + other + none))
    assert told.shares == pytest.approx({"commitments": one / (one + other), "arrears": other / (one + other)})
    assert _teller(DomainWords(domain="commitments", words={1.0: "甲"})).tell("", "甲").nothing == 0.0
    assert _teller(DomainWords(domain=NOTHING, words={1.0: "甲"})).tell("", "甲").shares == {}


def test_what_speaks_against_one_domain_says_nothing_of_the_others() -> None:
    """Weights of all domains are summed at once, the largest and the smallest ones side by side."""
    rows = [
        DomainWords(domain="commitments", words={-1000.0: "甲 乙 丙"}),
        DomainWords(domain="arrears", words={1000.0: "甲 乙 丙"}),
        DomainWords(domain="statistics", words={-0.01: "甲"}),
        DomainWords(domain="pilots", words={0.01: "乙"}),
    ]
    words = WeighedWords.of(rows, real_vocabulary())
    assert words.summed(["甲", "乙", "丙"]) == [-3000.0, 3000.0, -0.01, 0.01]
    assert words.summed([]) == [0.0, 0.0, 0.0, 0.0]


@pytest.mark.parametrize("weight", [".nan", "-.inf", "1000.5"])
def test_a_weight_out_of_bounds_is_refused(weight: str, tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_bytes((ROOT / FOLDER / name).read_bytes())
    text = f"domain_words:\n  - domain: arrears\n    words:\n      {weight}: 清欠\n"
    (tmp_path / "domain_words.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PolicykbError) as raised:
        load_vocabulary(tmp_path)
    assert {(Path(problem.path).name, problem.code) for problem in raised.value.problems} == {
        ("domain_words.yaml", "vocabulary_invalid")
    }


def test_without_a_weighed_word_nothing_is_told() -> None:
    assert _teller(DomainWords(domain="commitments", words={2.0: "甲乙"})).tell("丙", "丁戊").shares == {}
    assert _teller().tell("政府采购", "采购人").shares == {}


def test_traditional_and_wide_forms_are_the_same() -> None:
    told = _teller(DomainWords(domain="arrears", words={3.0: "清欠账款"}))
    assert told.tell("清欠賬款", "").shares == told.tell("清欠账款", "").shares


def test_every_weighed_domain_exists_and_every_run_can_be_found() -> None:
    vocabulary = real_vocabulary()
    assert {row.domain for row in vocabulary.domain_words} == {*(domain.id for domain in vocabulary.domains), NOTHING}
    for row in vocabulary.domain_words:
        words = [word for held in row.words.values() for word in held.split()]
        assert len(words) == len(set(words)), row.domain
        assert all(word in weigh_runs(word, "") for word in words), row.domain
