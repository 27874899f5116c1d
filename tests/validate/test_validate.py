"""Each check finds the fault it is for, in records that are sound without it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.models import (
    AgencyRef,
    AnnexRow,
    Block,
    Citation,
    Correction,
    DomainRef,
    Domains,
    Jurisdiction,
    PolicyRecord,
    Quantity,
    Repair,
    SourceFile,
    Task,
    Unit,
    Warning_,
)
from generator.problems import Problem
from generator.validate import validate
from tests.normalise.readings import vocabulary

SOURCE = "标题\n一、政府采购。建立信用信息服平台。(责任单位:财政局)\n"
START = SOURCE.index("建立")
BODY = (START, SOURCE.index("("))
UNIT = (SOURCE.index("财政局"), SOURCE.index("财政局") + 3)
TITLE = (SOURCE.index("政府采购"), SOURCE.index("政府采购") + 4)


def _record(**changes: object) -> PolicyRecord:
    task = Task(
        id="t-1",
        number="一",
        kind="task",
        title="政府采购",
        path=(),
        text=SOURCE[slice(*BODY)],
        lines=(2,),
        spans=(BODY,),
        title_span=TITLE,
        domains=Domains(primary=DomainRef(id="government-procurement", name="政府采购")),
        units=(
            Unit(
                raw="财政局",
                role="responsible",
                role_label="责任单位",
                kind="named",
                agency=AgencyRef(id="yixing-finance", name="宜兴市财政局"),
                span=UNIT,
                resolution="registry",
            ),
        ),
    )
    record = PolicyRecord(
        id="x-1",
        title="标题",
        document_type="意见",
        text_status="full",
        jurisdiction=Jurisdiction(id="yixing", name="宜兴市", level="county", parents=("national", "jiangsu", "wuxi")),
        source=SourceFile(file="source.txt", sha256="0" * 64, chars=len(SOURCE)),
        tasks=(task,),
        blocks=(Block(kind="metadata", span=(0, 3)), Block(kind="body", span=(3, len(SOURCE)))),
    )
    return record.model_copy(update=changes)


def _task(**changes: object) -> PolicyRecord:
    return _record(tasks=(_record().tasks[0].model_copy(update=changes),))


def _problems(*records: PolicyRecord) -> tuple[Problem, ...]:
    return validate(records, vocabulary(), {record.id: SOURCE for record in records})


def test_a_sound_record_has_no_problems() -> None:
    assert _problems(_record()) == ()


REPAIR = Repair(
    kind="lost_character",
    before="信息服平台",
    after="信息服务平台",
    evidence="e",
    span=(SOURCE.index("信息服平台"), SOURCE.index("信息服平台") + 5),
)
ROW = AnnexRow(id="a-1", row="1", title="政府采购", task="t-9", line=1, span=(0, 2), title_span=(0, 2))
CITATION = Citation(title="某意见", relation="basis", policy="nowhere", span=(0, 2))


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: _record(source=SourceFile(file="source.txt", sha256="0" * 64, chars=3)), "source_length"),
        (lambda: _task(title_span=(0, len(SOURCE) + 1)), "span_outside"),
        (lambda: _task(title_span=(5, 4)), "span_outside"),
        (lambda: _record(metadata_spans={"title": (0, 999)}), "span_outside"),
        (lambda: _record(blocks=(Block(kind="body", span=(0, len(SOURCE) - 1)),)), "blocks_incomplete"),
        (lambda: _record(blocks=(Block(kind="body", span=(1, len(SOURCE))),)), "blocks_incomplete"),
        (
            lambda: _record(
                blocks=(Block(kind="body", span=(0, 4)), Block(kind="clause", span=(3, len(SOURCE))))
            ),
            "blocks_incomplete",
        ),
        (
            lambda: _record(
                blocks=(Block(kind="body", span=(0, len(SOURCE))), Block(kind="clause", span=(3, 5)))
            ),
            "blocks_incomplete",
        ),
        (lambda: _task(text="建立信用信息服务平台。"), "text_differs"),
        (lambda: _record(repairs=(REPAIR,)), "text_differs"),
        (lambda: _task(quantities=(Quantity(raw="7个", span=(0, 2)),)), "text_differs"),
        (lambda: _record(repairs=(REPAIR.model_copy(update={"span": (0, 2)}),)), "text_differs"),
        (lambda: _record(tasks=(*_record().tasks, *_record().tasks)), "item_id_repeated"),
        (lambda: _task(id="任务 1"), "item_id_invalid"),
        (lambda: _record(annex_rows=(ROW,)), "link_broken"),
        (lambda: _record(citations=(CITATION,)), "link_broken"),
        (lambda: _task(domains=Domains(primary=DomainRef(id="nothing", name="无"))), "name_unknown"),
        (lambda: _task(domains=Domains(primary=DomainRef(id="bidding", name="招标"))), "name_differs"),
        (lambda: _record(jurisdiction=Jurisdiction(id="atlantis", name="亚特兰蒂斯", level="county")), "name_unknown"),
    ],
)  # fmt: skip
def test_each_fault_is_found(make: Callable[[], PolicyRecord], code: str) -> None:
    problems = _problems(make())
    assert {problem.code for problem in problems} == {code}
    assert all(problem.severity == "error" and problem.path.startswith("policies/x-1/") for problem in problems)


def test_a_repaired_text_is_sound() -> None:
    record = _task(text="建立信用信息服务平台。")
    assert _problems(record.model_copy(update={"repairs": (REPAIR,)})) == ()


def test_a_text_that_a_person_corrected_is_left_alone() -> None:
    correction = Correction(target="t-1", field="text", before=SOURCE[slice(*BODY)], after="另文。", reason="原件")
    record = _task(text="另文。")
    assert _problems(record.model_copy(update={"corrections": (correction,)})) == ()


def test_ids_are_unique_in_the_corpus() -> None:
    assert [problem.code for problem in _problems(_record(), _record())] == ["policy_id_repeated"] * 2


def test_a_record_without_source() -> None:
    assert [problem.code for problem in validate([_record()], vocabulary(), {})] == ["source_missing"]


def test_warnings_of_a_record_are_passed_on_with_file_and_line() -> None:
    warning = Warning_(code="unit_unknown", severity="warning", message="请登记", line=2, span=UNIT)
    problem = _problems(_record(warnings=(warning,)))[0]
    assert str(problem) == "policies/x-1/source.txt:2: unit_unknown: 请登记"
    assert problem.severity == "warning"


def _changed_vocabulary(**changes: object) -> set[str]:
    changed = vocabulary().model_copy(update=changes)
    return {problem.code for problem in validate([], changed, {})}


def test_faults_of_the_vocabularies_are_found() -> None:
    words = vocabulary()
    agency, domain, place = words.agencies[0], words.domains[0], words.places[1]
    assert _changed_vocabulary() == set()
    assert _changed_vocabulary(domains=(*words.domains, domain)) == {"vocabulary_repeated"}
    away = domain.model_copy(update={"group": "nowhere"})
    assert _changed_vocabulary(domains=(away, *words.domains[1:])) == {"vocabulary_reference"}
    idle = agency.model_copy(update={"function": "nothing"})
    assert _changed_vocabulary(agencies=(idle, *words.agencies[1:])) == {"vocabulary_reference"}
    lost = agency.model_copy(update={"jurisdiction": "nowhere"})
    assert _changed_vocabulary(agencies=(lost, *words.agencies[1:])) == {"vocabulary_reference"}
    orphan = place.model_copy(update={"parent": "nowhere"})
    places = tuple(orphan if entry.id == place.id else entry for entry in words.places)
    assert _changed_vocabulary(places=places) == {"vocabulary_reference"}
    twin = agency.model_copy(update={"id": "twin"})
    assert _changed_vocabulary(agencies=(*words.agencies, twin)) == {"alias_ambiguous"}
