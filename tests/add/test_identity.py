"""Ids of new documents."""

from __future__ import annotations

import datetime
import functools

import pytest

from generator.add.identity import free_id, held_as, proposed_id
from generator.models import Citation, PolicyRecord, PolicyStub
from tests.support import real_corpus


@functools.cache
def _records() -> dict[str, PolicyRecord]:
    return {record.id: record for record in real_corpus().records}


def _stub(record: PolicyRecord) -> PolicyStub:
    return PolicyStub(
        id=record.id,
        title=record.title,
        doc_number=record.doc_number,
        jurisdiction=record.jurisdiction.id,
        text_status=record.text_status,
    )


@pytest.mark.parametrize(
    "policy_id",
    ["national-2016-76", "yixing-2020-70", "panjin-2017-25", "jilin-2017-75-jd", "jiangyin-2018-draft"],
)
def test_the_documents_would_get_the_ids_they_have(policy_id: str) -> None:
    assert proposed_id(_records()[policy_id]) == policy_id


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"doc_number": "宜政办发 [2021] 5 号"}, "yixing-2021-5"),
        ({"doc_number": None}, "yixing-2020-09-03"),
        (
            {"doc_number": None, "issued_on": None, "published_on": None, "title": "宜兴市2022年工作要点"},
            "yixing-2022-",
        ),
        ({"text_status": "template", "doc_number": None, "issued_on": None, "published_on": None}, "yixing-template"),
    ],
)
def test_what_an_id_is_made_of(changes: dict[str, object], wanted: str) -> None:
    record = _records()["yixing-2020-70"].model_copy(update=changes)
    found = proposed_id(record)
    assert found.startswith(wanted)
    assert proposed_id(record.model_copy(update={"id": "another"})) == found


def test_the_same_number_is_the_same_document() -> None:
    held = [_stub(record) for record in _records().values()]
    record = _records()["yixing-2020-70"]
    written = record.model_copy(update={"doc_number": "宜政办发[2020] 70号", "title": "别的标题"})
    assert held_as(written, held) == "yixing-2020-70"
    assert held_as(written.model_copy(update={"doc_number": "宜政发〔2020〕70号"}), held) is None
    assert held_as(written.model_copy(update={"text_status": "interpretation"}), held) is None


def test_without_a_number_title_and_place_tell() -> None:
    held = [_stub(record) for record in _records().values()]
    draft = _records()["jiangyin-2018-draft"]
    assert held_as(draft, held) == draft.id
    assert held_as(draft.model_copy(update={"title": "江阴市另一件事的方案"}), held) is None
    elsewhere = draft.jurisdiction.model_copy(update={"id": "wuxi"})
    assert held_as(draft.model_copy(update={"jurisdiction": elsewhere}), held) is None


def test_without_a_number_another_edition_is_another_document() -> None:
    """Most new editions have the title of the old one: to replace it would lose that."""
    held = [_stub(record) for record in _records().values()]
    copy = _records()["panjin-2017-25"].model_copy(update={"doc_number": None})
    assert held_as(copy, held) == "panjin-2017-25"
    assert held_as(copy.model_copy(update={"issued_on": datetime.date(2022, 6, 20)}), held) is None
    old = Citation(title=copy.title, number="盘政发[2017]25号", relation="repeals", span=(0, 2))
    assert held_as(copy.model_copy(update={"citations": (*copy.citations, old)}), held) is None


def test_a_taken_id_gets_the_next_number() -> None:
    assert free_id("a-1", {"b"}) == "a-1"
    assert free_id("a-1", {"a-1", "a-1-2"}) == "a-1-3"
