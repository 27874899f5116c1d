from __future__ import annotations

import pytest

from generator.models import Correction, PolicyRecord
from generator.normalise import apply_corrections
from generator.problems import PolicykbError
from tests.normalise.readings import vocabulary

PATH = "policies/x/corrections.yaml"


def _apply(record: PolicyRecord, **fields: object) -> PolicyRecord:
    correction = Correction.model_validate({"reason": "原件第3页", "line": 7, **fields})
    return apply_corrections(record, [correction], PATH, vocabulary())


def _refusal(record: PolicyRecord, **fields: object) -> tuple[str, int, str]:
    with pytest.raises(PolicykbError) as raised:
        _apply(record, **fields)
    problem = raised.value.problems[0]
    return problem.path, problem.line, problem.code


def test_a_field_of_an_item(records: dict[str, PolicyRecord]) -> None:
    record = records["yixing"]
    task = record.tasks[0]
    after = {"id": "dishonesty-records", "name": "政务失信记录与信用档案"}
    before = task.domains.primary
    assert before is not None
    corrected = _apply(
        record, target=task.id, field="domains.primary", before={"id": before.id, "name": before.name}, after=after
    )
    assert corrected.tasks[0].domains.primary is not None
    assert corrected.tasks[0].domains.primary.id == "dishonesty-records"
    assert [entry.reason for entry in corrected.corrections] == ["原件第3页"]
    assert corrected.model_copy(update={"tasks": record.tasks, "corrections": ()}) == record


def test_an_entry_of_a_list_and_a_date(records: dict[str, PolicyRecord]) -> None:
    record = records["panjin"]
    corrected = _apply(record, target=record.tasks[0].id, field="units[1].role", before="lead", after="cooperate")
    assert [unit.role for unit in corrected.tasks[0].units[:2]] == ["lead", "cooperate"]
    corrected = _apply(record, target="document", field="issued_on", before="2017-10-10", after="2017-10-11")
    assert str(corrected.issued_on) == "2017-10-11"


def test_without_corrections_the_record_stays(records: dict[str, PolicyRecord]) -> None:
    assert apply_corrections(records["jilin"], [], PATH, vocabulary()) is records["jilin"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"target": "t-9", "field": "title"}, "correction_target_unknown"),
        ({"target": "document", "field": "tittle"}, "correction_field_unknown"),
        ({"target": "document", "field": "tasks[999].title"}, "correction_field_unknown"),
        ({"target": "document", "field": "tasks[-1]"}, "correction_field_unknown"),
        ({"target": "document", "field": "__class__"}, "correction_field_unknown"),
        ({"target": "document", "field": "source.sha256"}, "correction_field_fixed"),
        ({"target": "document", "field": "title", "before": "旧", "after": "新"}, "correction_stale"),
        ({"target": "document", "field": "subtitle", "before": None, "after": 5}, "correction_invalid"),
    ],
)
def test_refusals_name_file_line_and_cause(
    fields: dict[str, object], code: str, records: dict[str, PolicyRecord]
) -> None:
    assert _refusal(records["yixing"], **fields) == (PATH, 7, code)


def test_all_refusals_are_told_at_once(records: dict[str, PolicyRecord]) -> None:
    faults = [Correction(target="t-9", field="title", reason="r", line=line) for line in (2, 9)]
    with pytest.raises(PolicykbError) as raised:
        apply_corrections(records["yixing"], faults, PATH, vocabulary())
    assert [problem.line for problem in raised.value.problems] == [2, 9]


def test_names_of_the_vocabularies_may_be_written_as_ids(records: dict[str, PolicyRecord]) -> None:
    record = records["yixing"]
    task = record.tasks[0]
    assert task.domains.primary is not None
    corrected = _apply(
        record, target=task.id, field="domains.primary", before=task.domains.primary.id, after="statistics", by="张编辑"
    )
    assert corrected.tasks[0].domains.primary is not None
    assert corrected.tasks[0].domains.primary.model_dump() == {"id": "statistics", "name": "统计"}
    told = corrected.corrections[0]
    assert (told.before, told.after, told.by) == (
        task.domains.primary.model_dump(),
        {"id": "statistics", "name": "统计"},
        "张编辑",
    )
    moved = _apply(record, target="document", field="jurisdiction", before="yixing", after="wuxi")
    assert moved.jurisdiction.parents == ("national", "jiangsu")


def test_a_list_of_domains_may_be_written_as_ids(records: dict[str, PolicyRecord]) -> None:
    record = records["yixing"]
    task = next(task for task in record.tasks if len(task.domains.secondary) >= 2)
    before = [domain.id for domain in task.domains.secondary]
    corrected = _apply(record, target=task.id, field="domains.secondary", before=before, after=["statistics"])
    changed = next(entry for entry in corrected.tasks if entry.id == task.id)
    assert [domain.name for domain in changed.domains.secondary] == ["统计"]


def test_an_agency_brings_its_function_class(records: dict[str, PolicyRecord]) -> None:
    record = records["panjin"]
    task = record.tasks[0]
    agency = task.units[0].agency
    assert agency is not None
    assert agency.id != "panjin-finance"
    corrected = _apply(record, target=task.id, field="units[0].agency", before=agency.id, after="panjin-finance")
    unit = corrected.tasks[0].units[0]
    assert unit.function is not None
    assert (unit.function.id, unit.resolution, unit.raw) == ("finance", "registry", task.units[0].raw)


def test_the_beginning_of_a_long_text_stands_for_it(records: dict[str, PolicyRecord]) -> None:
    record = records["yixing"]
    task = record.tasks[0]
    corrected = _apply(record, target=task.id, field="text", before=f"{task.text[:10]}…", after="改后")
    assert corrected.tasks[0].text == "改后"
    assert corrected.corrections[0].before == task.text
    fields = {"target": task.id, "field": "text", "before": "另外的文字开头…", "after": "改后"}
    assert _refusal(record, **fields) == (PATH, 7, "correction_stale")
    assert _refusal(record, **{**fields, "before": "…"}) == (PATH, 7, "correction_stale")


def test_a_value_that_does_not_fit_is_told_with_its_own_line(records: dict[str, PolicyRecord]) -> None:
    record = records["yixing"]
    sound = Correction(target="document", field="issuer", before=record.issuer, after="宜兴市", reason="r", line=1)
    wrong = Correction(
        target=record.tasks[0].id, field="kind", before=record.tasks[0].kind, after="x", reason="r", line=8
    )
    with pytest.raises(PolicykbError) as raised:
        apply_corrections(record, [sound, wrong], PATH, vocabulary())
    assert [(problem.line, problem.code) for problem in raised.value.problems] == [(8, "correction_invalid")]


@pytest.mark.parametrize(
    ("field", "before", "said"),
    [
        ("domains.primary", "nothing-like-it", "domains.primary 现为“{domain}”，"),
        ("units[0].agency", "nothing-like-it", "units[0].agency 现为“{agency}”，"),
        ("units[0].defined", [1, 2], "units[0].defined 现为 null，"),
        ("title", "旧题…", "“…”前至少写 8 个字"),
    ],
)
def test_a_refusal_says_what_to_write(records: dict[str, PolicyRecord], field: str, before: object, said: str) -> None:
    record = records["yixing"]
    task = next(task for task in record.tasks if task.units and task.units[0].agency and task.domains.primary)
    agency, domain = task.units[0].agency, task.domains.primary
    assert agency is not None
    assert domain is not None
    with pytest.raises(PolicykbError) as raised:
        _apply(record, target=task.id, field=field, before=before, after=None)
    assert said.format(domain=domain.id, agency=agency.id) in raised.value.problems[0].message
