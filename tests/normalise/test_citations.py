from __future__ import annotations

import pytest

from generator.models import PolicyRecord, PolicyStub, ReadCitation
from generator.normalise.citations import normalise_number, resolve_citations, title_forms
from tests.normalise.conftest import NATIONAL

YIXING = PolicyStub(
    id="yixing", title="宜兴市关于加强政务诚信建设的实施意见", doc_number="宜政办发〔2020〕70号", jurisdiction="yixing",
    text_status="full",
)  # fmt: skip
INTERPRETATION = PolicyStub(
    id="reading", title="关于加强政务诚信建设的实施意见", doc_number="宜政办发〔2020〕70号", jurisdiction="yixing",
    text_status="interpretation",
)  # fmt: skip
KNOWN = (NATIONAL, INTERPRETATION, YIXING)


def _policy(
    title: str, number: str | None = None, *, citing: str = "other", places: tuple[str, ...] = ()
) -> str | None:
    read = ReadCitation(title=title, number=number, relation="basis", span=(0, 1))
    return resolve_citations([read], KNOWN, citing, places)[0].policy


@pytest.mark.parametrize(
    "number",
    [
        "国发〔2016〕76号",
        "国发[2016]76号",
        "国发（2016）76号".replace("（", "［").replace("）", "］"),
        "国发〔2016〕76 号",
    ],
)
def test_a_number_is_found_in_every_writing(number: str) -> None:
    assert _policy("随便什么标题", number) == "national-2016-76"


def test_a_number_that_is_not_in_the_corpus_is_not_replaced_by_a_title() -> None:
    assert _policy("国务院关于加强政务诚信建设的指导意见", "国发〔2016〕77号") is None


def test_a_title_without_number() -> None:
    assert _policy("国务院关于加强政务诚信建设的指导意见") == "national-2016-76"
    assert _policy("关于加强政务诚信建设的指导意见", places=("jilin", "national")) == "national-2016-76"
    assert _policy("关于加强个人诚信体系建设的指导意见", places=("jilin", "national")) is None


def test_a_title_without_issuer_means_a_document_from_above_only() -> None:
    assert _policy("关于加强政务诚信建设的实施意见", places=("panjin", "liaoning", "national")) is None
    assert _policy("关于加强政务诚信建设的实施意见", places=("yixing", "wuxi")) == "yixing"


def test_another_issuer_is_another_document() -> None:
    assert _policy("江苏省关于加强政务诚信建设的实施意见", places=("yixing", "jiangsu")) is None


def test_a_document_does_not_cite_itself() -> None:
    assert _policy("宜兴市关于加强政务诚信建设的实施意见", citing="yixing") is None


@pytest.mark.parametrize(
    ("title", "forms"),
    [
        ("国务院关于加强政务诚信建设的指导意见", ("国务院", "加强政务诚信建设的指导意见")),
        ("关于加强政务诚信建设的指导意见", ("", "加强政务诚信建设的指导意见")),
        ("盘锦市加强 政务诚信建设实施方案", ("", "盘锦市加强政务诚信建设实施方案")),
        ("市政府办公室印发《宜兴市关于加强政务诚信建设的实施意见》的通知", ("宜兴市", "加强政务诚信建设的实施意见")),
        (
            "盘锦市人民政府关于印发盘锦市加强政务诚信建设实施方案的通知",
            ("盘锦市人民政府", "盘锦市加强政务诚信建设实施方案"),
        ),
    ],
)
def test_title_forms(title: str, forms: tuple[str, str]) -> None:
    assert title_forms(title) == forms


def test_numbers_are_compared_without_spaces_and_bracket_forms() -> None:
    assert (
        normalise_number("宜发〔2018〕44 号")
        == normalise_number("宜发[2018]44号")
        != normalise_number("宜发〔2018〕4号")
    )


def test_the_corpus(records: dict[str, PolicyRecord]) -> None:
    found = {
        (name, citation.title.replace("\xa0", " "))
        for name, record in records.items()
        for citation in record.citations
        if citation.policy is not None
    }
    assert found == {
        ("yixing", "国务院关于加强政务诚信建设的指导意见"),
        ("panjin", "国务院关于加强政务诚信建设的指导意见"),
        ("jilin", "关于加强政务诚信建设的指导意见"),
    }


def test_related_reading_is_the_interpretation_never_the_document_that_it_is_about() -> None:
    read = ReadCitation(title=NATIONAL.title, relation="related_interpretation", span=(0, 1))
    assert resolve_citations([read], KNOWN, "other", ())[0].policy is None
    held = INTERPRETATION.model_copy(update={"title": f"《{NATIONAL.title}》政策解读"})
    assert resolve_citations([read], (*KNOWN, held), "other", ())[0].policy == held.id
