from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.compare.words import learn_words, level, tokenise

CORPUS = (
    "加强政府采购领域政务诚信建设，提高政府采购透明度。",
    "推进政府采购全流程电子化，健全招标投标信用信息公开制度。",
    "完善招标投标信用评价，规范招标投标行为，公开政府采购结果。",
    "在招标投标、政府采购等活动中严格履约。",
)


def test_words_of_the_corpus_are_kept_whole() -> None:
    tokens = tokenise("规范政府采购和招标投标活动", learn_words(CORPUS))
    assert "政府采购" in "".join(tokens)
    assert not {"府采", "标投"} & set(tokens)
    assert "和" in tokens


def test_numbers_stay_whole() -> None:
    assert "100%" in tokenise("知晓率达100%，共12项", learn_words(()))


@given(st.text(alphabet=st.sampled_from("政府采购招标投标的和，。,（( 　\n1２aＢ%①ﬁ"), max_size=60))
def test_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(tokenise(text, learn_words(CORPUS))) == text
    assert len(level(text)) == len(text)


@given(st.permutations(CORPUS))
def test_lexicon_does_not_depend_on_order(texts: list[str]) -> None:
    assert learn_words(texts) == learn_words(CORPUS)
