"""Validation never raises, says where and what, passes what the stages make, and finds what is broken in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from generator.models import PolicyRecord, SourceNotes
from generator.normalise import with_domains, with_places
from generator.problems import Problem
from generator.validate import validate
from tests.properties import documents, planned, reading_of, record_of, some
from tests.support import real_vocabulary


def problems_of(record: PolicyRecord, text: str) -> tuple[Problem, ...]:
    places = with_places(real_vocabulary(), [(reading_of(text), SourceNotes())])
    return validate([record], with_domains(places, [record]), {record.id: text})


@some(40)
@given(documents)
def test_what_the_stages_make_is_sound_and_every_problem_says_what_and_where(text: str) -> None:
    for problem in problems_of(record_of(text), text):
        assert problem.severity != "error", str(problem)
        assert problem.path.startswith("policies/x/")
        assert problem.line >= 0
        assert problem.code
        assert problem.message
        assert "\n" not in str(problem)


def _change(record: PolicyRecord, table: str, **values: Any) -> PolicyRecord:
    first, *rest = getattr(record, table)
    return record.model_copy(update={table: (first.model_copy(update=values), *rest)})


def _unit(record: PolicyRecord, **values: Any) -> PolicyRecord:
    at = next(i for i, task in enumerate(record.tasks) if task.units)
    task = record.tasks[at]
    units = (task.units[0].model_copy(update=values), *task.units[1:])
    tasks = (*record.tasks[:at], task.model_copy(update={"units": units}), *record.tasks[at + 1 :])
    return record.model_copy(update={"tasks": tasks})


BROKEN: dict[str, Callable[[PolicyRecord, int], PolicyRecord]] = {
    "span_outside": lambda record, length: _change(record, "tasks", title_span=(0, length + 1)),
    "text_differs": lambda record, length: _change(record, "tasks", text=record.tasks[0].text + "多"),
    "item_id_repeated": lambda record, length: record.model_copy(update={"tasks": (*record.tasks, record.tasks[0])}),
    "item_id_invalid": lambda record, length: _change(record, "tasks", id="不行"),
    "blocks_incomplete": lambda record, length: record.model_copy(update={"blocks": record.blocks[1:]}),
    "link_broken": lambda record, length: _change(record, "sections", item="t-99-99"),
    "source_length": lambda record, length: _change_source(record, length + 1),
}


def _change_source(record: PolicyRecord, chars: int) -> PolicyRecord:
    return record.model_copy(update={"source": record.source.model_copy(update={"chars": chars})})


@some(40)
@given(planned, st.sampled_from(sorted(BROKEN)))
def test_a_broken_record_is_found(text: str, code: str) -> None:
    record = record_of(text)
    broken = BROKEN[code](record, len(text))
    assert code in {problem.code for problem in problems_of(broken, text) if problem.severity == "error"}


@some(25)
@given(planned)
def test_a_unit_that_is_not_what_stands_there_is_found(text: str) -> None:
    record = record_of(text)
    assume(any(task.units for task in record.tasks))
    broken = _unit(record, raw="无此单位")
    assert "text_differs" in {problem.code for problem in problems_of(broken, text)}
    agency = {"id": "no-such", "name": "无此单位"}
    broken = PolicyRecord.model_validate(_unit(record, agency=agency).model_dump(warnings=False))
    assert "name_unknown" in {problem.code for problem in problems_of(broken, text)}


@some(20)
@given(documents, st.text(max_size=80))
def test_a_record_beside_another_text_gives_problems_and_no_error(text: str, other: str) -> None:
    record = record_of(text)
    found = validate([record, record], real_vocabulary(), {"x": other})
    assert {"policy_id_repeated"} <= {problem.code for problem in found}
    assert "source_missing" in {problem.code for problem in validate([record], real_vocabulary(), {})}
