from __future__ import annotations

import pytest

from generator.models import ReadMetadata
from generator.normalise.jurisdictions import find_jurisdiction, place_chain
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
