"""Where a pattern cannot match: never a match less than searching everything."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.models import Span
from generator.parse.screening import FEW, find_in_passages, needed_characters, passages_that_may_hold
from generator.vocabulary import NamedPattern, Vocabulary
from tests.support import real_vocabulary


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("每(?:两|二)年(?:至少)?(?!前|来)", "每年"),
        ("每月定期|按月度?|一月一(?=调度)", "月"),
        ("(?:之?内|以内)(?!不得)", "内"),
        ("(?P<word>甲乙)丙*丁+戊{2}己{0,3}", "甲乙丁戊"),
        (r"20\d{2}年[底末]", "20年"),
        ("(?:甲|乙)", ""),
        ("甲?", ""),
        (r"(?i)Ab", ""),
        ("[^]甲]乙", "乙"),
        ("(?>甲)乙", ""),
        (r"甲\.乙", "甲乙"),
    ],
)
def test_characters_that_stand_in_every_match(pattern: str, needed: str) -> None:
    assert needed_characters(pattern) == frozenset(needed)


def test_most_forms_of_time_limits_name_a_character(vocabulary: Vocabulary) -> None:
    """Forms that name none are looked for in every item, which is slow."""
    told = [entry for entry in vocabulary.deadlines if needed_characters(entry.pattern)]
    assert len(told) > len(vocabulary.deadlines) * 0.8


def test_passages_without_a_match_are_left_out() -> None:
    text = "无关\n" * 50 + "信息服平台\n" + "无关\n" * 50
    spans = [(m.start(), m.end()) for m in re.finditer("[^\n]+", text)]
    assert list(passages_that_may_hold(re.compile("信息服平台"), text, spans)) == [(150, 155)]


def test_a_condition_at_the_end_of_a_passage_does_not_hide_a_match() -> None:
    """要要 must not be followed by 素; the passage ends before it, so it is found as in the passage alone."""
    text = "要要素" * FEW
    spans = [(at, at + 2) for at in range(0, len(text), 3)]
    assert len(list(find_in_passages(re.compile("要要(?!素)"), text, spans))) == FEW


@lru_cache(maxsize=1)
def _patterns() -> tuple[str, ...]:
    vocabulary = real_vocabulary()
    rows = [entry.pattern for entry in vocabulary.deadlines]
    tables = (getattr(vocabulary, name) for name in type(vocabulary).model_fields)
    rows += [row.pattern for table in tables if isinstance(table, tuple) for row in table if type(row) is NamedPattern]
    return tuple(sorted(set(rows)))


WORDS = st.sampled_from(
    [
        "每",
        "月",
        "年",
        "底",
        "前",
        "内",
        "日",
        "以内",
        "要要",
        "不得",
        "系统",
        "20",
        "2018",
        "30",
        "、",
        "。",
        "《",
        "》",
        "“",
        "”",
        "到",
        "按照",
        "意见",
        "施行",
        "第三条",
        "本条第二款",
        "等有关单位",
        "由市财政局负责解释",
        "自印发之日起",
        "信息服平台",
        " ",
        "\n",
    ]
)


@given(words=st.lists(WORDS, min_size=40, max_size=120), cuts=st.lists(st.integers(0, 400), min_size=60, max_size=90))
def test_finds_what_searching_every_passage_finds(words: list[str], cuts: list[int]) -> None:
    text = "".join(words)
    offsets = sorted(min(cut, len(text)) for cut in cuts)
    spans: list[Span] = sorted({(a, b) for a, b in pairwise(offsets) if a < b} | {(0, len(text))})
    here = [frozenset(text[a:b]) for a, b in spans]
    for pattern in map(re.compile, _patterns()):
        each = [[match.span() for match in pattern.finditer(text, a, b)] for a, b in spans]
        assert [m.span() for m in find_in_passages(pattern, text, spans)] == [span for one in each for span in one]
        needed = needed_characters(pattern.pattern)
        assert all(needed <= known or not any(b > a for a, b in one) for known, one in zip(here, each, strict=True))
