"""我委 and 贵局: who that is, the metadata tell."""

from __future__ import annotations

import pytest

from generator.models import PolicyRecord, SourceNotes, SourceText
from generator.normalise import normalise
from generator.parse import parse
from generator.parties import Parties, Spoken, parties_of, spoken
from generator.suggest import suggest_agencies
from generator.vocabulary import Vocabulary
from tests.support import real_vocabulary

LETTER = """云川省发展和改革委员会关于开展信用试点工作的函

云发改函〔2021〕15号

{addressee}：

《关于申请开展信用试点的函》收悉。现函复如下：

一、同意开展试点。由我委牵头，贵局配合，共同推进试点工作。
二、加强督促检查。我委将会同省财政厅每半年组织一次评估。

云川省发展和改革委员会
2021年4月20日
"""


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return real_vocabulary()


def record_of(text: str, vocabulary: Vocabulary) -> PolicyRecord:
    source = SourceText(path="policies/x/source.txt", text=text, sha256="0" * 64, encoding="utf-8")
    return normalise(parse(source, vocabulary), source, SourceNotes(), vocabulary, "x", ())


@pytest.mark.parametrize(
    ("raw", "issuer", "addressees", "expected"),
    [
        ("我委", "云川省发展和改革委员会", (), Spoken(own=True, office="云川省发展和改革委员会")),
        ("本厅", "云川省财政厅 云川省民政局", (), Spoken(own=True, office="云川省财政厅")),
        ("我局", "青川市财政局、青川市民政局", (), Spoken(own=True, office=None)),
        ("我局", None, (), Spoken(own=True, office=None)),
        ("本办", "青川市人民政府办公室", (), Spoken(own=True, office="青川市人民政府办公室")),
        ("贵局", "云川省财政厅", ("青川市财政局",), Spoken(own=False, office="青川市财政局")),
        ("贵局", "云川省财政厅", ("各市财政局",), Spoken(own=False, office=None)),
        ("贵局", "青川市财政局", (), Spoken(own=False, office=None)),
        ("贵市人民政府", None, ("青川市人民政府",), Spoken(own=False, office="青川市人民政府")),
        ("你局", "云川省财政厅", ("青川市财政局",), Spoken(own=False, office="青川市财政局")),
        ("你县", "青川市人民政府", ("临江县人民政府",), Spoken(own=False, office="临江县人民政府")),
        ("你县", "青川市人民政府", ("临江县财政局",), Spoken(own=False, office=None)),
        ("市财政局", "云川省财政厅", (), None),
        ("本办法", "青川市人民政府办公室", (), None),
    ],
)
def test_who_is_meant(
    raw: str, issuer: str | None, addressees: tuple[str, ...], expected: Spoken | None, vocabulary: Vocabulary
) -> None:
    assert spoken(raw, parties_of(issuer, addressees), vocabulary) == expected


def test_parties_are_single_offices() -> None:
    assert parties_of("甲市财政局 甲市民政局", ("甲市审计局、甲市司法局", "各县（市、区）财政局")) == Parties(
        issuers=("甲市财政局", "甲市民政局"), addressees=("甲市审计局", "甲市司法局")
    )


def test_a_letter_charges_its_issuer_and_its_addressee(vocabulary: Vocabulary) -> None:
    record = record_of(LETTER.format(addressee="青川市财政局"), vocabulary)
    assert record.addressees == ("青川市财政局",)
    named = [(u.raw, u.role, u.function.name if u.function else None) for task in record.tasks for u in task.units]
    assert named == [
        ("我委", "lead", "发展改革"),
        ("贵局", "cooperate", "财政"),
        ("我委", "lead", "发展改革"),
        ("省财政厅", "cooperate", "财政"),
    ]
    said = [warning.message for warning in record.warnings if warning.code == "unit_unknown"]
    assert any("“我委”（本文指“云川省发展和改革委员会”）未登记" in message for message in said)


def test_an_addressee_that_is_many_is_pointed_out(vocabulary: Vocabulary) -> None:
    record = record_of(LETTER.format(addressee="各市、县财政局"), vocabulary)
    unit = record.tasks[0].units[1]
    assert (unit.raw, unit.agency, unit.function, unit.resolution) == ("贵局", None, None, "unresolved")
    said = [warning.message for warning in record.warnings if "贵局" in warning.message]
    assert len(said) == 1
    assert "主送机关" in said[0]
    assert "corrections.yaml" in said[0]


def test_what_is_offered_for_the_vocabulary_is_the_full_name(vocabulary: Vocabulary) -> None:
    text = LETTER.format(addressee="各市、县财政局")
    offered = suggest_agencies([record_of(text, vocabulary)], {"x": text}, vocabulary)
    assert {entry.name: dict(entry.aliases) for entry in offered} == {
        "云川省发展和改革委员会": {"云川省发展和改革委员会": "云川省发展和改革委员会关于开展信用试点工作的函"},
        "云川省财政厅": {"省财政厅": "我委将会同省财政厅每半年组织一次评估"},
    }


@pytest.mark.parametrize(
    "said", ["我局党组高度重视，市财政局配合。", "各单位要加强本部门负责领域的管理。", "本办法由市财政局负责解释。"]
)
def test_words_that_charge_nobody(said: str, vocabulary: Vocabulary) -> None:
    record = record_of(LETTER.replace("由我委牵头，贵局配合，共同推进试点工作。", said), vocabulary)
    assert not {"我局", "本部门", "本办"} & {unit.raw for unit in record.tasks[0].units}
