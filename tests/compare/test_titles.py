"""What titles say of their documents' subjects."""

from __future__ import annotations

from array import array

import pytest

from generator.compare.subjects import Profile, are_related
from generator.compare.titles import subject_of_title
from generator.pipeline import Corpus
from tests.support import real_corpus


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return real_corpus()


def subject(corpus: Corpus, title: str) -> frozenset[str]:
    """The subject of a title of a document from 盘锦."""
    record = next(record for record in corpus.records if record.jurisdiction.name == "盘锦市")
    return subject_of_title(record.model_copy(update={"title": title}), corpus.vocabulary)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("盘锦市人民政府关于加强政务诚信建设的实施方案", "进一步加强政务诚信建设若干措施"),
        ("关于全面推行河长制的实施意见", "盘锦市河长制工作管理办法"),
        ("盘锦市优化营商环境三年行动计划", "關於優化營商環境的實施方案"),
        ("关于促进数字经济高质量发展的意见", "盘锦市数字经济发展规划（2021—2025年）"),
        ("关于加强政务诚信建设的指导意见", "盘锦市打造誠信政府行动计划"),
        ("关于建立健全政府守信践诺机制的意见", "盘锦市政府机构失信问题专项治理方案"),
    ],
)
def test_titles_on_one_subject_have_something_in_common(corpus: Corpus, one: str, other: str) -> None:
    assert subject(corpus, one) & subject(corpus, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("盘锦市人民政府关于加强政务诚信建设的实施方案", "盘锦市人民政府关于加强社区矫正工作的实施方案"),
        ("关于加强个人诚信体系建设的指导意见", "关于加强政务诚信建设的指导意见"),
        ("关于加强政务诚信建设的指导意见", "盘锦市人民政府信用信息归集办法"),
        ("关于促进数字经济发展的意见", "关于促进民营经济发展的意见"),
        ("盘锦市2021年政务公开工作要点", "盘锦市2021年安全生产工作要点"),
        ("关于印发《盘锦市人民政府工作规则》的通知", "关于印发《盘锦市人民政府工作报告》任务分工的通知"),
    ],
)
def test_titles_on_other_subjects_have_nothing_in_common(corpus: Corpus, one: str, other: str) -> None:
    assert not subject(corpus, one) & subject(corpus, other)


def test_a_common_title_relates_documents_with_other_words() -> None:
    words = Profile(("数据", "共享"), array("d", [0.6, 0.8]), short=False)
    others = Profile(("学校", "食堂"), array("d", [0.6, 0.8]), short=False)
    assert not are_related(words, others)
    titled = frozenset({"政务诚信"})
    one, other = (Profile(found.grams, found.shares, False, frozenset(), titled) for found in (words, others))
    assert are_related(one, other)
    assert not are_related(one, others)
