"""A record held packed tells what the record tells, unpacks to it, and stays packed on its way elsewhere."""

from __future__ import annotations

import functools
import pickle
from dataclasses import replace

import pytest

from generator.models import PolicyRecord, held_record
from generator.models.held_record import (
    UNPACKED,
    HeldRecord,
    PackedRecord,
    citations_of,
    digest_of,
    held,
    named_in,
    numbers_of,
    others_in,
    parts_of,
    plain_of,
)
from generator.models.sketch import parts_in, told_in
from generator.render.site import Portion
from generator.render.site import made as portion_made
from generator.yaml_text import yaml_text
from tests.render import made

REAL = made.real_site().records
RECORDS = (*REAL, made.local(), made.national())


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.id)
def test_every_field_is_that_of_the_record(record: PolicyRecord) -> None:
    packed = HeldRecord.of(PackedRecord.of(record))
    assert {name: getattr(packed, name) for name in PolicyRecord.model_fields} == dict(record)
    assert packed.model_dump() == record.model_dump()
    assert packed.model_dump_json() == record.model_dump_json()
    assert packed.model_dump_json(indent=2) == record.model_dump_json(indent=2)
    assert packed == record
    assert record == packed
    assert (digest_of(packed), numbers_of(packed), parts_of(packed)) == (
        digest_of(record),
        numbers_of(record),
        parts_in(record),
    )
    assert parts_of(record) == parts_in(record)
    told = told_in(record)
    assert (citations_of(packed), named_in(packed), others_in(packed)) == (told.citations, told.named, told.others)
    assert (citations_of(record), named_in(record), others_in(record)) == (told.citations, told.named, told.others)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.id)
def test_as_plain_data_it_is_written_as_the_record(record: PolicyRecord) -> None:
    packed = HeldRecord.of(PackedRecord.of(record))
    assert plain_of(packed)["issued_on"] == record.issued_on
    assert yaml_text(plain_of(packed)) == yaml_text(plain_of(record)) == yaml_text(record.model_dump())


def test_a_change_shows() -> None:
    record = made.local()
    other = record.model_copy(update={"closing": record.closing.model_copy(update={"text": "另一个结尾"})})
    one, two = held((record, other))
    assert one != two
    assert one != other
    assert two == one.model_copy(update={"closing": other.closing})
    assert digest_of(one) != digest_of(two)
    with pytest.raises(AttributeError):
        _ = one.unheard_of  # type: ignore[attr-defined]


def test_numbers_are_counted_from_the_record() -> None:
    record = made.local()
    numbers = numbers_of(record)
    holders = [*record.tasks, *record.annex_rows]
    assert numbers.tasks == len(record.tasks) > 0
    assert numbers.units + numbers.row_units == sum(len(holder.units) for holder in holders) > 0
    assert sum(numbers.resolved.values()) == numbers.units + numbers.row_units
    assert sum(numbers.severities.values()) == numbers.warnings == len(record.warnings)


def test_it_is_sent_and_kept_packed() -> None:
    packed = PackedRecord.of(made.local())
    record = HeldRecord.of(packed)
    sent = pickle.loads(pickle.dumps(record))  # noqa: S301 - our own
    assert isinstance(sent, HeldRecord)
    assert sent == record
    assert len(pickle.dumps(record)) < len(pickle.dumps(made.local()))
    assert PackedRecord.from_bytes(packed.to_bytes()) == packed
    assert HeldRecord.of(PackedRecord.from_bytes(packed.to_bytes())).tasks == made.local().tasks
    with pytest.raises(ValueError, match="Expecting value"):
        PackedRecord.from_bytes(b"nothing of the kind")


def test_few_records_stay_unpacked() -> None:
    """What somebody still holds stays; of the others only those asked for last are there without unpacking."""
    record = made.local()
    several = held(record.model_copy(update={"id": f"p-{number}"}) for number in range(UNPACKED + 1))
    first = several[0].tasks
    assert several[0].tasks is first
    assert [other.tasks for other in several[1:]] == [record.tasks] * UNPACKED
    assert several[0].tasks is not first
    assert several[0].tasks == first


def test_a_site_comes_out_the_same_however_seldom_a_record_stays_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    site = made.real_site()
    for name in ("_unpacked", "_parts"):
        monkeypatch.setattr(held_record, name, functools.lru_cache(maxsize=1)(getattr(held_record, name).__wrapped__))
    packed = replace(site, records=held(REAL))
    work = [Portion(pages=True, module=name) for name in ("home", "policies", "quality", "method", "citations", "desk")]
    work += [Portion(pages=False, module=name) for name in ("records", "tables", "search_index", "bibliography")]
    pair = "--".join(record.id for record in REAL[3:5])
    work += [
        Portion(True, "policies", (REAL[4].id,)),
        Portion(True, "pairs", (pair,)),
        Portion(False, "exports", (f"pair-{pair}",)),
    ]
    for portion in work:
        assert list(portion_made(packed, portion)) == list(portion_made(site, portion)), portion
