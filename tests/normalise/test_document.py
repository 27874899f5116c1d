from __future__ import annotations

import pytest

from generator.models import Heading, PolicyRecord, ReadCitation, ReadDeadline, SourceNotes, Warning_
from generator.normalise import normalise
from tests.normalise.readings import POLICIES, reading, source, vocabulary

DOCUMENT_CODES = {
    "publish_date_differs",
    "deadline_before_publication",
    "issuer_is_website",
    "jurisdiction_unknown",
    "interpreted_document_missing",
    "no_principles",
    "principles_not_split",
    "no_responsible_unit",
}


def _codes(record: PolicyRecord) -> dict[str, int]:
    return {warning.code: warning.line for warning in record.warnings if warning.code in DOCUMENT_CODES}


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("yixing", {"publish_date_differs": 1}),
        ("panjin", {"no_principles": 19}),
        ("jilin", {"no_principles": 1, "no_responsible_unit": 1, "interpreted_document_missing": 3}),
        ("jiangyin", {"publish_date_differs": 3, "deadline_before_publication": 16, "no_principles": 1}),
        ("template", {}),
    ],
)
def test_what_a_reader_should_know(name: str, codes: dict[str, int], records: dict[str, PolicyRecord]) -> None:
    assert _codes(records[name]) == codes


def _record(name: str, notes: SourceNotes | None = None, **changes: object) -> PolicyRecord:
    policy_id = POLICIES[name]
    changed = reading(name).model_copy(update=changes)
    return normalise(changed, source(policy_id), notes or SourceNotes(), vocabulary(), policy_id, [])


def test_a_web_site_is_no_issuer() -> None:
    record = _record("yixing", SourceNotes(issuer="宜兴市人民政府网站"))
    assert "issuer_is_website" in _codes(record)


def test_what_the_parser_said_is_not_said_again() -> None:
    said = Warning_(code="no_principles", severity="info", message="已说", line=19, span=(0, 1))
    found = [warning for warning in _record("panjin", warnings=(said,)).warnings if warning.code == "no_principles"]
    assert found == [said]


def test_principles_that_could_not_be_told_apart_are_not_said_to_be_missing() -> None:
    at = source(POLICIES["yixing"]).text.index("基本原则")
    heading = Heading(
        id="s-1-2", number="(二)", level=2, title="基本原则", label="(二)基本原则", line=43, span=(at, at + 4),
        role="principles",
    )  # fmt: skip
    codes = _codes(_record("yixing", principles=(), headings=(heading,)))
    assert "no_principles" not in codes
    assert codes["principles_not_split"] == 43


def test_a_document_of_nowhere() -> None:
    metadata = reading("template").metadata.model_copy(update={"place": None})
    record = _record("template", metadata=metadata)
    assert (record.jurisdiction.id, record.jurisdiction.level) == ("unknown", "unknown")
    assert "jurisdiction_unknown" in _codes(record)


def test_an_interpretation_of_a_document_in_the_corpus_is_no_second_hand_source() -> None:
    citation = ReadCitation(title="某方案", number="国发〔2016〕76号", relation="interprets", span=(0, 1))
    from tests.normalise.conftest import NATIONAL

    changed = reading("jilin").model_copy(update={"citations": (citation,)})
    policy_id = POLICIES["jilin"]
    record = normalise(changed, source(policy_id), SourceNotes(), vocabulary(), policy_id, [NATIONAL])
    assert "interpreted_document_missing" not in _codes(record)


@pytest.mark.parametrize(
    ("date", "early"), [("2018-10-11", True), ("2018-10-12", False), ("2018", False), (None, False)]
)
def test_deadlines_before_publication(date: str | None, early: bool) -> None:
    deadline = ReadDeadline(raw="x", type="deadline", date=date, span=(0, 1))
    assert ("deadline_before_publication" in _codes(_record("jiangyin", deadlines=(deadline,)))) is early


def test_notes_win_over_what_was_read() -> None:
    import datetime

    notes = SourceNotes(
        title="甲", doc_number="乙〔2020〕1号", text_status="draft", issuer="丙", jurisdiction="wuxi", url="https://example.org/",
        issued_on=datetime.date(2020, 1, 2), legal_status="失效",
    )  # fmt: skip
    record = _record("yixing", notes)
    assert (record.title, record.doc_number, record.text_status, record.issuer) == (
        "甲",
        "乙〔2020〕1号",
        "draft",
        "丙",
    )
    assert (record.jurisdiction.id, record.source.url, record.legal_status) == ("wuxi", "https://example.org/", "失效")
    assert record.issued_on == datetime.date(2020, 1, 2)


def test_warnings_stand_in_the_order_of_the_source(records: dict[str, PolicyRecord]) -> None:
    for record in records.values():
        spans = [warning.span for warning in record.warnings]
        assert spans == sorted(spans)
