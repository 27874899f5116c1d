"""The records against the hand-made readings: what a person found in the five documents, the program finds."""

from __future__ import annotations

import re
from typing import Any

import pytest

from generator.models import AnnexRow, Task, slice_of
from tests.support import real_corpus
from tests.truth_files import POLICY_OF, record, source, spans, truth

NAMES = tuple(POLICY_OF)


def bare(label: str) -> str:
    """A role label without the punctuation around it: the readings kept it, records do not."""
    return label.strip("；;：:，, ")


def test_the_readings_hold_what_the_counts_below_speak_of() -> None:
    tasks = [task for name in NAMES for task in truth(name)["tasks"]]
    rows = [row for name in NAMES for row in truth(name)["annex_rows"]]
    assert len(tasks) == 84
    assert sum(len(task.get("responsibility", {}).get("units", [])) for task in tasks) == 212
    assert sum(len(task.get("charged", [])) for task in tasks) == 8, "units that the running text charges"
    assert sum(len(truth(name)["principles"]) for name in NAMES) == 9
    assert sum(1 for name in NAMES for h in truth(name)["outline"] if h.get("kind") != "annex") == 96
    assert sum(1 for task in tasks for d in task["deadlines"] if d["type"] == "ongoing") == 12
    assert len(rows) == 38
    assert sum(len(row["units"]) for row in rows) == 109


@pytest.mark.parametrize("name", NAMES)
def test_every_heading_of_the_outline(name: str) -> None:
    expected = [
        (h["number"], h["level"], h["title"], h["line"], tuple(h["title_span"]), h["run_in"])
        for h in truth(name)["outline"]
        if h.get("kind") != "annex"
    ]
    found = [(s.number, s.level, s.title, s.line, s.span, s.run_in) for s in record(name).sections if s.kind != "annex"]
    assert found == expected


@pytest.mark.parametrize("name", ["panjin", "jiangyin"])
def test_the_heading_of_the_annex(name: str) -> None:
    expected = [(h["title"], h["line"], tuple(h["title_span"])) for h in truth(name)["outline"] if h.get("kind")]
    found = [(s.title, s.line, s.span) for s in record(name).sections if s.kind == "annex"]
    assert found == expected


@pytest.mark.parametrize("name", NAMES)
def test_every_task_with_kind_exact_text_and_spans(name: str) -> None:
    expected = [
        (
            task["number"] or "",
            task["kind"],
            task["title"],
            tuple(task["title_span"]),
            tuple(task["path"]),
            tuple(task["lines"]),
            spans(task["text_spans"]),
            slice_of(source(name), spans(task["text_spans"])),
        )
        for task in truth(name)["tasks"]
    ]
    found = [
        (t.number, t.kind, t.title, t.title_span, t.path, t.lines, t.spans, slice_of(source(name), t.spans))
        for t in record(name).tasks
    ]
    assert found == expected


@pytest.mark.parametrize("name", NAMES)
def test_the_text_shown_begins_and_ends_as_the_reading_says(name: str) -> None:
    for expected, task in zip(truth(name)["tasks"], record(name).tasks, strict=True):
        assert task.text.startswith(expected["text_first10"])
        assert task.text.endswith(expected["text_last10"])
        assert len(slice_of(source(name), task.spans)) == expected["text_chars"]


def expected_units(task: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [
        (u["raw"], u["role"], bare(u["role_label"]), u["kind"], tuple(u["span"]))
        for u in [*task.get("responsibility", {}).get("units", []), *task.get("charged", [])]
    ]


def found_units(task: Task | AnnexRow) -> list[tuple[Any, ...]]:
    return [(u.raw, u.role, u.role_label, u.kind, u.span) for u in task.units]


@pytest.mark.parametrize("name", NAMES)
def test_every_unit_mention_with_role_and_span_and_none_besides(name: str) -> None:
    for expected, task in zip(truth(name)["tasks"], record(name).tasks, strict=True):
        assert found_units(task) == expected_units(expected), task.id


@pytest.mark.parametrize("name", NAMES)
def test_open_lists(name: str) -> None:
    for expected, task in zip(truth(name)["tasks"], record(name).tasks, strict=True):
        tails = expected.get("responsibility", {}).get("open_tails", [])
        assert [(t.raw, t.span) for t in task.open_tails] == [(t["raw"], tuple(t["span"])) for t in tails]
        assert task.open_list is bool(tails)


@pytest.mark.parametrize("name", NAMES)
def test_every_principle(name: str) -> None:
    expected = [
        (p["number"], p["title"], tuple(p["title_span"]), (tuple(p["text_span"]),)) for p in truth(name)["principles"]
    ]
    assert [(p.number, p.title, p.title_span, p.spans) for p in record(name).principles] == expected


LEGAL_LIMIT = ("deadline", "自作出行政决定之日起7个工作日内", (1498, 1514))
"""template L48: the reading's notes call it a legal limit but list it nowhere; the program does."""


@pytest.mark.parametrize("name", NAMES)
def test_every_deadline_of_the_tasks(name: str) -> None:
    expected = {(d["type"], d["raw"], tuple(d["span"])) for task in truth(name)["tasks"] for d in task["deadlines"]}
    found = {(d.type, d.raw, d.span) for task in record(name).tasks for d in task.deadlines}
    assert found - expected == ({LEGAL_LIMIT} if name == "template" else set())
    assert expected <= found


def test_deadlines_of_the_goals() -> None:
    found = {(d.type, d.raw, d.span) for section in record("jiangyin").sections for d in section.deadlines}
    expected = {
        (d["type"], d["raw"], tuple(d["span"])) for d in truth("jiangyin")["doc_deadlines"] if d["type"] == "milestone"
    }
    assert len(expected) == 3
    assert found == expected


@pytest.mark.parametrize("name", ["panjin", "jiangyin"])
def test_every_annex_row_with_its_units(name: str) -> None:
    task_of = dict(zip([t["id"] for t in truth(name)["tasks"]], [t.id for t in record(name).tasks], strict=True))
    rows = record(name).annex_rows
    assert len(rows) == len(truth(name)["annex_rows"])
    for expected, row in zip(truth(name)["annex_rows"], rows, strict=True):
        where = f"{name} {expected['id']}"
        assert row.title == expected["title"], where
        assert row.row == str(expected.get("row") or expected.get("number") or ""), where
        assert row.line == (expected.get("line") or expected["title_line"]), where
        assert row.task == task_of.get(expected["body_task"]), where
        if "title_span" in expected:
            assert row.title_span == tuple(expected["title_span"]), where
        assert [(u.raw, u.role, u.kind, u.span) for u in row.units] == [
            (u["raw"], u["role"], u["kind"], tuple(u["span"])) for u in expected["units"]
        ], where
        for part in expected.get("text_first10"), expected.get("text_last10"):
            assert part is None or part in slice_of(source(name), row.text_spans), where


@pytest.mark.parametrize("name", ["panjin", "jiangyin"])
def test_deadlines_of_the_annex_rows(name: str) -> None:
    for expected, row in zip(truth(name)["annex_rows"], record(name).annex_rows, strict=True):
        deadline = expected["deadline"]
        wanted = [(deadline["type"], deadline["raw"], tuple(deadline["span"]))] if deadline else []
        stated = [(d.type, d.raw, d.span) for d in row.deadlines if d.type in ("deadline", "ongoing")]
        assert stated == wanted, expected["id"]
        if deadline and deadline["type"] == "deadline":
            assert row.deadlines[0].date == deadline["normalised"] or row.deadlines[-1].date == deadline["normalised"]


def test_the_half_yearly_check_of_the_first_annex_row() -> None:
    frequency = truth("panjin")["doc_deadlines"][0]
    row = record("panjin").annex_rows[0]
    assert [(d.raw, d.period, d.span) for d in row.deadlines if d.type == "frequency"] == [
        (frequency["raw"], frequency["normalised"], tuple(frequency["span"]))
    ]


def test_subtasks_of_the_annex_rows() -> None:
    for expected, row in zip(truth("panjin")["annex_rows"], record("panjin").annex_rows, strict=True):
        assert list(row.subtasks) == expected["subtasks"]


NO_CITATION = "related_interpretation"
"""Entries of the readings that point at a page about the document itself, not at another document."""


def test_every_citation_with_at_most_one_extra() -> None:
    missing: list[object] = []
    extra: list[object] = []
    for name in NAMES:
        expected = {
            (c["title"], c.get("number") or None, c["relation"], tuple(c["title_span"]))
            for c in truth(name)["cited_documents"]
            if c["relation"] != NO_CITATION
        }
        numbers = {n: re.sub(r"\s", "", n.replace("[", "〔").replace("]", "〕")) for _, n, _, _ in expected if n}
        titles = {
            c["title"]: c.get("title_normalised", re.sub(r"\s+", " ", c["title"]))
            for c in truth(name)["cited_documents"]
        }
        expected = {(titles[t], numbers.get(n, n) if n else None, r, s) for t, n, r, s in expected}
        found = {(c.title, c.number, c.relation, c.span) for c in record(name).citations}
        missing += sorted(expected - found)
        extra += sorted(found - expected)
    assert missing == []
    assert len(extra) <= 1, extra


def test_citations_resolve_to_the_corpus() -> None:
    resolved = {name: {c.policy for c in record(name).citations if c.policy} for name in NAMES}
    assert resolved["yixing"] == resolved["panjin"] == resolved["jilin"] == {"national-2016-76"}
    assert resolved["template"] == resolved["jiangyin"] == set()


REPAIRS = [
    # name, kind, how many, lines
    ("panjin", "ocr_and", 8, {21, 25}),
    ("panjin", "page_break_join", 5, {25, 35, 43, 63, 75}),
    ("template", "page_break_join", 4, {56, 58, 60, 70}),
    ("jilin", "duplicate_block", 1, {20}),
    ("jiangyin", "title_join", 2, {8, 29}),
]


def line_of(name: str, offset: int) -> int:
    return source(name).count("\n", 0, offset) + 1


@pytest.mark.parametrize(("name", "kind", "count", "lines"), REPAIRS)
def test_every_repair_of_the_readings(name: str, kind: str, count: int, lines: set[int]) -> None:
    repairs = [repair for repair in record(name).repairs if repair.kind == kind]
    assert len(repairs) == count
    assert {line_of(name, repair.span[0]) for repair in repairs} == lines
    for repair in repairs:
        assert repair.evidence
        if kind != "duplicate_block":
            assert source(name)[slice(*repair.span)] == repair.before


@pytest.mark.parametrize(
    ("line", "before", "after"),
    [(16, "20181011日", "2018年10月11日"), (26, "2018930", "2018年9月30日"), (41, "20182020年", "2018—2020年")],
)
def test_damaged_dates_are_repaired_with_evidence(line: int, before: str, after: str) -> None:
    repairs = [r for r in record("jiangyin").repairs if line_of("jiangyin", r.span[0]) == line]
    assert any(before in r.before and after in r.after and r.evidence for r in repairs), repairs


def test_lost_separator_and_quote_of_jiangyin() -> None:
    on_line = {line_of("jiangyin", r.span[0]): r for r in record("jiangyin").repairs if r.kind != "title_join"}
    assert on_line[39].before.replace("善2", "善;2") == on_line[39].after
    assert on_line[199].before.startswith("“")
    assert on_line[199].after.startswith("《")


def codes(name: str, line: int | None = None) -> set[str]:
    return {w.code for w in record(name).warnings if line is None or w.line == line}


WARNINGS = [
    # what the readings warn of: name, line (None: any), one of these codes
    ("yixing", None, {"publish_date_differs"}),
    ("yixing", 9, {"issuer_is_website"}),
    ("yixing", None, {"title_repeated"}),
    ("yixing", 77, {"lost_character"}),
    ("yixing", 79, {"lost_character"}),
    ("yixing", 107, {"doubled_word"}),
    ("panjin", None, {"no_principles"}),
    ("panjin", None, {"annex_missing_item"}),
    ("panjin", 35, {"suspect_hotline"}),
    ("panjin", 86, {"suspect_hotline"}),
    ("panjin", None, {"personal_data"}),
    ("panjin", 85, {"annex_role_differs"}),
    ("panjin", 87, {"annex_text_differs"}),
    ("panjin", 88, {"annex_unit_differs"}),
    ("panjin", 88, {"unit_repeated"}),
    ("panjin", 91, {"unit_damaged"}),
    ("panjin", 96, {"annex_text_differs"}),
    ("panjin", 99, {"annex_unit_differs"}),
    ("jilin", 20, {"duplicate_block"}),
    ("jilin", None, {"no_responsible_unit"}),
    ("jilin", None, {"no_principles"}),
    ("jilin", None, {"interpreted_document_missing"}),
    ("jilin", 15, {"doubled_word"}),
    ("template", None, {"truncated"}),
    ("template", None, {"anonymised"}),
    ("jiangyin", None, {"consultation_before_publication"}),
    ("jiangyin", None, {"no_principles"}),
    ("jiangyin", 18, {"personal_data"}),
    ("jiangyin", 20, {"personal_data"}),
    ("jiangyin", 57, {"doubled_word"}),
    ("jiangyin", 79, {"wrong_character"}),
    ("jiangyin", 89, {"citation_unbracketed"}),
    ("jiangyin", 35, {"citation_unbracketed"}),
    ("jiangyin", 213, {"annex_text_differs"}),
    ("jiangyin", 237, {"annex_text_differs"}),
    ("jiangyin", 321, {"annex_text_differs"}),
    ("panjin", 69, {"annex_missing_item"}),
    ("panjin", 73, {"annex_missing_item"}),
    ("panjin", 75, {"annex_missing_item"}),
    ("jilin", 9, {"stages_undated"}),
]


@pytest.mark.parametrize(("name", "line", "wanted"), WARNINGS)
def test_every_warning_of_the_readings(name: str, line: int | None, wanted: set[str]) -> None:
    assert codes(name, line) & wanted, sorted((w.line, w.code) for w in record(name).warnings)


def test_the_digest_of_the_national_guideline() -> None:
    national = record("national-2016-76")
    assert national.text_status == "digest"
    assert [p.title for p in national.principles] == [
        "坚持依法行政", "坚持政务公开", "坚持勤政高效", "坚持守信践诺", "坚持失信惩戒",
    ]  # fmt: skip
    assert len([t for t in national.tasks if t.kind == "task"]) == 13
    assert [t.title for t in national.tasks if t.kind == "safeguard"] == ["加强组织领导和工作协调", "加快法规制度建设"]


@pytest.mark.parametrize("policy", [*POLICY_OF.values(), "national-2016-76"])
def test_every_character_stands_in_exactly_one_block(policy: str) -> None:
    entry = record(policy)
    text = real_corpus().sources[policy]
    position = 0
    for block in entry.blocks:
        assert block.span[0] == position
        assert block.span[1] > block.span[0]
        position = block.span[1]
    assert position == len(text) == entry.source.chars


METADATA = ("title", "subtitle", "doc_number", "issuer", "issue_date", "publish_date", "legal_status", "index_number")
FIELD = {"issue_date": "issued_on", "publish_date": "published_on"}


@pytest.mark.parametrize("name", NAMES)
def test_metadata(name: str) -> None:
    for key in METADATA:
        expected = truth(name)["metadata"].get(key)
        if key == "legal_status" and expected and expected not in ("有效",):
            continue
        if expected is not None:
            found = getattr(record(name), FIELD.get(key, key))
            assert str(found) == str(expected), key


def test_a_document_that_charges_by_headings_charges_with_every_item() -> None:
    tasks = {task.id: task for task in record("jiangyin").tasks}
    above = {task.id: task.units_from for task in tasks.values() if task.units_from is not None}
    own = {"t-2-3-2"}  # 市信用办牵头建立诚信综合评价体系
    listed = {f"t-2-{part}-{item}": f"t-2-{part}" for part in range(1, 5) for item in range(1, 5)}
    assert above == {task: heading for task, heading in listed.items() if task not in own}
    assert all(task.deadlines or task.deadlines_from for task in tasks.values())
