from __future__ import annotations

import datetime

import pytest

from generator.models import PolicyRecord, Repair, SourceNotes, repaired_text, slice_of
from generator.normalise import normalise, outline_of, policy_stub
from generator.normalise.dates import as_date
from generator.normalise.folding import compact, fold
from tests.normalise.readings import POLICIES, reading, repaired, source, truth, vocabulary


@pytest.mark.parametrize("name", POLICIES)
def test_texts_are_what_their_spans_cut_out(name: str, records: dict[str, PolicyRecord]) -> None:
    text, record = source(POLICIES[name]).text, records[name]
    assert len(record.tasks) == len(truth(name)["tasks"])
    for item in (*record.tasks, *record.principles):
        assert item.text == slice_of(text, item.spans)
    assert record.source.chars == len(text) == truth(name)["source_chars"]


def test_repairs_show_in_texts() -> None:
    text = source(POLICIES["yixing"]).text
    start = text.index("信用信息服平台")
    repair = Repair(
        kind="lost_character", before="信息服平台", after="信息服务平台", evidence="上下文", span=(start + 2, start + 7)
    )
    record = normalise(
        repaired("yixing", repair), source(POLICIES["yixing"]), SourceNotes(), vocabulary(), POLICIES["yixing"], []
    )
    task = next(task for task in record.tasks if task.title == "政府和社会资本合作")
    assert "市公共信用信息服务平台" in task.text
    assert record.repairs == (repair,)


def _repair(span: tuple[int, int], before: str, after: str) -> Repair:
    return Repair(kind="k", before=before, after=after, evidence="e", span=span)


@pytest.mark.parametrize(
    ("spans", "repairs", "text"),
    [
        ([(0, 3), (5, 8)], [], "甲乙丙己庚辛"),
        ([(0, 3), (5, 8)], [_repair((3, 5), "丁戊", "")], "甲乙丙己庚辛"),
        ([(0, 8)], [_repair((3, 5), "丁戊", "")], "甲乙丙己庚辛"),
        ([(0, 8)], [_repair((2, 2), "", "、")], "甲乙、丙丁戊己庚辛"),
        ([(0, 3), (3, 8)], [_repair((3, 3), "", "、")], "甲乙丙、丁戊己庚辛"),
        ([(0, 4)], [_repair((3, 6), "丁戊己", "子")], "甲乙丙丁"),
        ([(0, 8)], [_repair((4, 6), "戊己", "丑"), _repair((0, 1), "甲", "子")], "子乙丙丁丑庚辛"),
        ([(0, 8)], [_repair((0, 4), "甲乙丙丁", "子"), _repair((2, 5), "丙丁戊", "丑")], "子戊己庚辛"),
    ],
)
def test_repaired_text(spans: list[tuple[int, int]], repairs: list[Repair], text: str) -> None:
    assert repaired_text("甲乙丙丁戊己庚辛", spans, repairs) == text


def test_the_stub_is_what_the_record_says(records: dict[str, PolicyRecord]) -> None:
    for name, policy_id in POLICIES.items():
        stub = policy_stub(outline_of(reading(name)), SourceNotes(text_status="draft"), vocabulary(), policy_id)
        record = records[name]
        assert (stub.id, stub.title, stub.doc_number) == (record.id, record.title, record.doc_number)
        assert (stub.jurisdiction, stub.text_status) == (record.jurisdiction.id, "draft")


def test_normalising_twice_gives_the_same(records: dict[str, PolicyRecord]) -> None:
    args = reading("panjin"), source(POLICIES["panjin"]), SourceNotes(), vocabulary(), POLICIES["panjin"], ()
    assert normalise(*args) == normalise(*args)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2020-09-24", datetime.date(2020, 9, 24)),
        ("2020-09-24T11:04:56", datetime.date(2020, 9, 24)),
        ("2020", None),
        ("2020-02-31", None),
        ("", None),
        (None, None),
    ],
)
def test_dates(text: str | None, date: datetime.date | None) -> None:
    assert as_date(text) == date


def test_folding_keeps_positions() -> None:
    text = "（一）各类，“甲”〔2016〕\xa0　ﬁ㈱\n"
    assert len(fold(text)) == len(text)
    assert fold("（２０１６）［1］〔1〕") == "(2016)[1][1]"
    assert compact(" 宜发\xa0〔2018〕44 号\n") == "宜发[2018]44号"
