"""What holds of the record of any text: nothing crashes, nothing is lost, every value stands where it says."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given

from generator.models import AnnexRow, PolicyRecord, ReadAnnexRow, ReadItem, SourceNotes, Task, repaired_text, unbroken
from generator.normalise import normalise
from generator.store import dump_record
from tests.properties import documents, reading_of, record_of, some, source_of
from tests.support import real_vocabulary


def items_of(record: PolicyRecord) -> list[Task | AnnexRow]:
    return [*record.tasks, *record.annex_rows]


@some(40)
@given(documents)
def test_ids_are_unique_and_every_value_stands_where_it_says(text: str) -> None:
    record = record_of(text)
    ids = [entry.id for entry in (*record.sections, *record.principles, *record.tasks, *record.annex_rows)]
    assert len(set(ids)) == len(ids)
    for entry in (*record.sections, *record.principles, *record.tasks):
        assert entry.text == repaired_text(text, entry.spans, record.repairs)
        assert all(0 <= start < end <= len(text) for start, end in entry.spans)
        assert all(a[1] <= b[0] for a, b in pairwise(entry.spans))
        assert all(0 <= start <= len(entry.spans) for start in entry.paragraph_starts)
    for holder in items_of(record):
        for unit in holder.units:
            assert unbroken(text[slice(*unit.span)]) == unit.raw
        for deadline in holder.deadlines:
            assert text[slice(*deadline.span)] == deadline.raw
    assert "".join(text[slice(*block.span)] for block in record.blocks) == text


def _covered(held: list[ReadItem] | list[ReadAnnexRow]) -> list[tuple[int, int]]:
    return [unit.span for item in held for unit in item.units]


@some(40)
@given(documents)
def test_no_unit_that_was_read_is_lost(text: str) -> None:
    """A name may be split into several, but its parts are all of it and nothing else."""
    reading = reading_of(text)
    record = normalise(reading, source_of(text), SourceNotes(), real_vocabulary(), "x", ())
    for read, made in ((reading.tasks, record.tasks), (reading.annex_rows, record.annex_rows)):
        for before, after in zip(read, made, strict=True):
            assert before.id == after.id
            left = [unit.raw for unit in after.units]
            for unit in before.units:
                taken = ""
                while len(taken) < len(unit.raw):
                    taken += left.pop(0)
                assert taken == unit.raw
            assert left == []


@some(25)
@given(documents)
def test_the_same_text_gives_the_same_bytes(text: str) -> None:
    assert dump_record(record_of(text)) == dump_record(record_of(text))


@some(25)
@given(documents)
def test_every_unit_outside_the_registry_is_said(text: str) -> None:
    record = record_of(text)
    said = {unbroken(text[slice(*w.span)]) for w in record.warnings if w.code in ("unit_unknown", "unit_damaged")}
    for holder in items_of(record):
        for unit in holder.units:
            if unit.kind == "named" and unit.agency is None and unit.defined is None:
                assert unit.raw in said
