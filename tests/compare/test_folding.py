from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.compare.folding import fold, fold_word

TEXT = st.text(alphabet=st.sampled_from("人民政府及其部门与普及以时参会，,（(）)　 ＡａB１2。《》“”\n①"), max_size=40)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("各级人民政府及其部门", "各级政府和其部门"),
        ("按照“公开为常态，不公开为例外”的原则", "按照公开为常态,不公开为例外的原则"),
        ("ＰＰＰ项目（１）", "ppp项目(1)"),
        ("政府以及公务员", "政府和公务员"),
        ("政府与社会资本合作", "政府和社会资本合作"),
        ("或者免于", "或免于"),
    ],
)
def test_same_wording_folds_alike(one: str, other: str) -> None:
    assert fold_word(one) == fold_word(other)


@pytest.mark.parametrize("word", ["普及诚信知识", "及时更正", "参与监督", "涉及群众", "与会代表", "人民群众"])
def test_syllables_of_other_words_stay(word: str) -> None:
    assert fold_word(word) == word


def test_map_leads_back_over_dropped_characters() -> None:
    text = "由市、 人民政府及各部门负责"
    folded = fold(text)
    assert folded.text == "由市政府和各部门负责"
    assert text[slice(*folded.original_span(1, 5))] == "市、 人民政府及"
    assert text[slice(*folded.original_span(2, 4))] == "政府"


def test_map_covers_a_variant_of_two_characters() -> None:
    folded = fold("甲以及乙")
    assert folded.text == "甲和乙"
    assert folded.original_span(1, 2) == (1, 3)


@given(TEXT)
def test_map_is_ordered_and_inside_the_text(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))


@given(TEXT)
def test_folding_leaves_no_punctuation_or_space(text: str) -> None:
    assert all(character.isalnum() for character in fold_word(text))


PIECES = st.lists(
    st.sampled_from(("人民政府", "以及", "或者", "与", "及时", "，", "\n", "Ａ", "㎏", "各部门")), max_size=12
)


@given(PIECES.map("".join), st.data())
def test_a_span_is_that_of_the_characters_folded(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    if folded.text:
        start = data.draw(st.integers(0, len(folded.text) - 1))
        end = data.draw(st.integers(start + 1, len(folded.text)))
        assert folded.original_span(start, end) == (folded.starts[start], folded.ends[end - 1])


NUMBERS = st.from_regex("[0-9]{1,6}", fullmatch=True)


@given(NUMBERS, NUMBERS)
def test_whole_numbers_share_no_character_with_others(one: str, other: str) -> None:
    left, right = fold(f"甲{one}乙").whole_numbers, fold(f"甲{other}乙").whole_numbers
    assert len(left) == len(one) + 2
    assert (left == right) == (one == other)
    if one != other and max(len(one), len(other)) > 1:
        assert set(left) & set(right) == {"甲", "乙"}


def test_single_digits_and_letters_are_what_they_were() -> None:
    assert fold("第3条：APP，１个、12个").whole_numbers[:-3] == "第3条app1个"
    assert fold("12个、12345热线").whole_numbers == fold("１２个１２３４５热线").whole_numbers


def test_every_number_of_up_to_four_digits_has_characters_of_its_own() -> None:
    for digits in (2, 3, 4):
        numbers = [f"{number:0{digits}}" for number in range(10**digits)]
        assert len({char for number in numbers for char in fold(number).whole_numbers}) == digits * 10**digits
