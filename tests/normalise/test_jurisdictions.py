from __future__ import annotations

import pytest

from generator.models import ReadMetadata, SourceNotes, SourceText
from generator.normalise import normalise, with_places
from generator.normalise.jurisdictions import find_jurisdiction, place_chain
from generator.parse import parse
from tests.normalise.readings import vocabulary


@pytest.mark.parametrize(
    ("metadata", "place"),
    [
        (ReadMetadata(doc_number="宜政办发〔2020〕70号", issuer="市政府办公室"), "yixing"),
        (ReadMetadata(issuer="盘锦市人民政府", title="转发辽宁省人民政府关于诚信建设的通知"), "panjin"),
        (ReadMetadata(title="江阴市关于加强镇街园区政务诚信建设的实施方案"), "jiangyin"),
        (ReadMetadata(title="努力营造良好营商环境", subtitle="——解读《吉林省政务诚信建设实施方案》"), "jilin"),
        (ReadMetadata(title="国务院关于加强政务诚信建设的指导意见"), "national"),
        (ReadMetadata(title="加强政务诚信建设实施方案", place="X市"), "anonymous-x"),
        (ReadMetadata(title="加强政务诚信建设实施方案"), "unknown"),
        (ReadMetadata(title="某某市关于加强政务诚信建设的实施意见"), "unknown"),
    ],
)
def test_the_documents_own_signs_decide(metadata: ReadMetadata, place: str) -> None:
    assert find_jurisdiction(metadata, None, vocabulary()).id == place


def test_what_is_noted_wins() -> None:
    metadata = ReadMetadata(title="宜兴市关于加强政务诚信建设的实施意见")
    found = find_jurisdiction(metadata, "wuxi", vocabulary())
    assert (found.id, found.level, found.parents) == ("wuxi", "prefecture", ("national", "jiangsu"))


def test_an_unknown_note_is_not_guessed_around() -> None:
    assert find_jurisdiction(ReadMetadata(title="宜兴市实施意见"), "nowhere", vocabulary()).id == "unknown"


def test_the_chain_goes_upwards() -> None:
    assert [place.id for place in place_chain("jiangyin", vocabulary())] == ["jiangyin", "wuxi", "jiangsu", "national"]
    assert [place.id for place in place_chain("anonymous-x", vocabulary())] == ["anonymous-x"]
    assert place_chain("nowhere", vocabulary()) == ()


CITY = """青川市实施方案

各{below}：

一、主要任务

（一）健全机制。{sentence}

青川市人民政府
2023年3月1日
"""


@pytest.mark.parametrize(
    ("below", "sentence", "level"),
    [
        ("县（市、区）人民政府", "各镇、街道落实。", "prefecture"),
        ("镇人民政府，各街道办事处", "健全制度。", "county"),
        ("有关单位", "乡镇（街道）要落实责任。", "county"),
        ("有关单位", "健全制度。", "unknown"),
    ],
)
def test_a_city_outside_the_vocabulary_is_levelled_by_those_it_speaks_to(below: str, sentence: str, level: str) -> None:
    text = CITY.format(below=below, sentence=sentence)
    source = SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8")
    record = normalise(parse(source, vocabulary()), source, SourceNotes(), vocabulary(), "x", ())
    assert (record.jurisdiction.name, record.jurisdiction.level) == ("青川市", level)
    said = next(warning for warning in record.warnings if warning.code == "jurisdiction_unregistered")
    assert ("暂记为不详" in said.message) == (level == "unknown")


def test_what_one_document_of_a_city_tells_holds_for_the_others() -> None:
    readings = [
        parse(
            SourceText(path="x", text=CITY.format(below=b, sentence="健全。"), sha256="0" * 64, encoding="utf-8"),
            vocabulary(),
        )
        for b in ("有关单位", "镇人民政府", "有关部门")
    ]
    places = with_places(vocabulary(), [(reading, SourceNotes()) for reading in readings])
    levels = {find_jurisdiction(reading.metadata, None, places).level for reading in readings}
    assert levels == {"county"}
