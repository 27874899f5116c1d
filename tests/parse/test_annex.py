"""Annex tables against the hand-made readings, and tables of other places with other headers."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.models import ReadAnnexRow, Reading, SourceText
from generator.parse import parse
from generator.parse.annex import AnnexReading, find_annexes, read_annexes
from generator.parse.lines import split_lines
from generator.vocabulary import Vocabulary
from tests.support import ROOT, real_vocabulary
from tests.truth_files import truth

POLICY = {"panjin": "panjin-2017-25", "jiangyin": "jiangyin-2018-draft"}
ROWS = {"panjin": 14, "jiangyin": 24}
UNITS = {"panjin": 78, "jiangyin": 31}


def text_of(policy: str) -> str:
    return (ROOT / "policies" / policy / "source.txt").read_text(encoding="utf-8")


def source(text: str) -> SourceText:
    return SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8")


@pytest.fixture(scope="module", params=sorted(POLICY))
def case(request: pytest.FixtureRequest, vocabulary: Vocabulary) -> tuple[str, str, Reading, dict[str, Any]]:
    name: str = request.param
    text = text_of(POLICY[name])
    return name, text, parse(source(text), vocabulary), truth(name)


def unit_tuples(row: ReadAnnexRow) -> list[tuple[Any, ...]]:
    return [(u.raw, u.role, u.kind, list(u.span)) for u in row.units]


def test_every_row_is_found_with_its_number_and_title(case: Any) -> None:
    name, text, reading, wanted = case
    assert len(reading.annex_rows) == len(wanted["annex_rows"]) == ROWS[name]
    for row, want in zip(reading.annex_rows, wanted["annex_rows"], strict=True):
        assert row.title == want["title"] == text[slice(*row.title_span)]
        assert row.row == str(want.get("row") or want.get("number") or "")
        assert list(row.title_span) == (want.get("title_span") or want["cell_spans"][1])
        assert row.line == (want.get("title_line") or want["line"])


def test_every_unit_is_found_with_role_and_span_and_none_besides(case: Any) -> None:
    name, _, reading, wanted = case
    for row, want in zip(reading.annex_rows, wanted["annex_rows"], strict=True):
        assert unit_tuples(row) == [(u["raw"], u["role"], u["kind"], u["span"]) for u in want["units"]]
    assert sum(len(row.units) for row in reading.annex_rows) == UNITS[name]


def in_text(row: ReadAnnexRow) -> set[tuple[int, int]]:
    """Spans of time limits that the description states (每半年), which the readings list with the document."""
    return {d.span for d in row.deadlines if any(a <= d.span[0] and d.span[1] <= b for a, b in row.body.spans)}


def test_every_deadline_is_found_with_its_span(case: Any) -> None:
    _, _, reading, wanted = case
    for row, want in zip(reading.annex_rows, wanted["annex_rows"], strict=True):
        expected = [want["deadline"]] if want["deadline"] else []
        own = [d for d in row.deadlines if d.span not in in_text(row)]
        assert [(d.raw, d.type, list(d.span)) for d in own] == [(d["raw"], d["type"], d["span"]) for d in expected]


def test_cells_subtasks_and_texts_are_exact(case: Any) -> None:
    _, text, reading, wanted = case
    for row, want in zip(reading.annex_rows, wanted["annex_rows"], strict=True):
        assert [text[slice(*span)] for span in row.subtasks] == want.get("subtasks", [])
        if "cell_spans" in want:
            assert [list(span) for span in row.cell_spans] == want["cell_spans"]
        if want.get("text_first10"):
            body = "".join(text[slice(*span)] for span in row.body.spans)
            assert body.startswith(want["text_first10"])
            assert body.endswith(want["text_last10"])


def test_rows_name_the_body_task_that_they_repeat(case: Any) -> None:
    _, _, reading, wanted = case
    place = {tuple(task["title_span"]): task["id"] for task in wanted["tasks"]}
    known = {task.id: place[task.title_span] for task in reading.tasks}
    for row, want in zip(reading.annex_rows, wanted["annex_rows"], strict=True):
        # 保障措施 is the title of a section of the body, not of a task
        expected = None if want["body_task"] == "三、保障措施" else want["body_task"]
        assert (known[row.task] if row.task else None) == expected


def test_the_annex_has_one_heading_at_the_title_of_its_table(case: Any) -> None:
    _, _, reading, wanted = case
    want = next(entry for entry in wanted["outline"] if entry.get("kind") == "annex")
    (heading,) = [entry for entry in reading.headings if entry.kind == "annex"]
    assert (heading.id, heading.number, heading.level) == ("s-annex", "附件", 1)
    assert (heading.title, list(heading.span), heading.line) == (want["title"], want["title_span"], want["line"])


def test_persons_in_charge_are_spans_and_nothing_more(vocabulary: Vocabulary) -> None:
    text = text_of("panjin-2017-25")
    reading = parse(source(text), vocabulary)
    wanted = truth("panjin")["annex_rows"]
    spans = [entry.span for entry in reading.personal_data if entry.kind == "name"]
    for row, want in zip(reading.annex_rows, wanted, strict=True):
        named = [text[slice(*span)] for span in spans if row.span[0] <= span[0] < row.span[1]]
        assert "".join(named).replace(" ", "") == want["leaders_raw"].replace("各相关领导", "").replace(" ", "")
    assert all(any(row.span[0] <= span[0] < row.span[1] for row in reading.annex_rows) for span in spans)
    names = {text[slice(*span)] for span in spans}
    dumped = reading.model_dump_json()
    assert not any(name in dumped for name in names)


def read(text: str, vocabulary: Vocabulary) -> AnnexReading:
    return read_annexes(source(text), split_lines(text), 1, (), vocabulary)


def test_columns_are_learned_from_the_header_in_any_order(vocabulary: Vocabulary) -> None:
    text = (
        "附件1\n\n某市2021年信用工作任务清单\n\n"
        "牵头部门\t序号\t工作任务\t具体措施\t参与单位\t完成时间\t责任人\t备注\n"
        "市财政局、市审计局\t1\t完善采购制度\t1.修订办法；2.公开信息。\t各有关部门\t2021年6月30日前\t王小明\t\n"
        "市发改委\t2\t开展评价\t每季度评价一次。\t\t长期坚持\t李四\t试点\n\n"
        "注：完成时间以通知为准。\n\n抄送：市委办公室。\n"
    )
    reading = read(text, vocabulary)
    first, second = reading.rows
    assert [(u.raw, u.role) for u in first.units] == [
        ("市财政局", "lead"),
        ("市审计局", "lead"),
        ("各有关部门", "cooperate"),
    ]
    assert [text[slice(*span)] for span in first.subtasks] == ["修订办法；", "公开信息。"]
    assert [(d.raw, d.date) for d in first.deadlines] == [("2021年6月30日前", "2021-06-30")]
    assert (first.row, first.title, second.row, second.title) == ("1", "完善采购制度", "2", "开展评价")
    assert [d.type for d in second.deadlines] == ["ongoing", "frequency"]
    assert [text[slice(*entry.span)] for entry in reading.personal_data] == ["王小明", "李四"]
    assert [h.title for h in reading.headings] == ["某市2021年信用工作任务清单"]
    assert text[slice(*reading.spans[0])].startswith("附件1")
    assert text[slice(*reading.spans[0])].endswith("为准。")


def test_the_title_of_a_table_may_stand_three_lines_above_its_header(vocabulary: Vocabulary) -> None:
    text = (
        "某市信用工作任务清单\n（2021年3月）\n填报：市信用办\n"
        "序号\t工作任务\t责任单位\t完成时限\n1\t完善制度\t市财政局\t2021年底\n2\t推进共享\t市数据局\t2021年底\n"
    )
    reading = read(text, vocabulary)
    assert len(reading.rows) == 2
    assert [heading.title for heading in reading.headings] == ["某市信用工作任务清单"]


def test_a_row_with_merged_cells_keeps_names_out_of_the_units(vocabulary: Vocabulary) -> None:
    text = (
        "任务分工表\n序号\t任务名称\t责任单位\t完成时限\t分管领导\n"
        "1\t推进公开\t市政府办\t2020年底\t赵云\n2\t推进共享\t2020年底\t赵云\n"
    )
    reading = read(text, vocabulary)
    second = reading.rows[1]
    assert second.units == ()
    assert [d.date for d in second.deadlines] == ["2020-12-31"]
    assert [text[slice(*entry.span)] for entry in reading.personal_data] == ["赵云", "赵云"]


def test_a_header_of_two_lines_and_a_unit_for_two_rows(vocabulary: Vocabulary) -> None:
    text = (
        "任务分工表\n序号\t工作任务\t责任单位\t\t完成时限\n\t\t牵头单位\t配合单位\t\n"
        "1\t完善制度\t市数据局\t市司法局\t2024年12月\n2\t培育数据商\t\t市招商局\t长期\n"
        "二、保障措施\t\t\t\t\n3\t加强监管\t市委网信办\t\t长期\n"
    )
    found = read(text, vocabulary)
    assert [(row.row, row.title, [(u.role, u.raw) for u in row.units]) for row in found.rows] == [
        ("1", "完善制度", [("lead", "市数据局"), ("cooperate", "市司法局")]),
        ("2", "培育数据商", [("lead", "市数据局"), ("cooperate", "市招商局")]),
        ("", "二、保障措施", []),
        ("3", "加强监管", [("lead", "市委网信办")]),
    ]
    assert [warning.line for warning in found.warnings if warning.code == "annex_cell_merged"] == [5]


def test_a_table_of_one_cell_a_paragraph_with_all_cells_goes_by_position(vocabulary: Vocabulary) -> None:
    cells = ["序号", "工作任务", "牵头单位", "配合单位", "完成时限", "1", "建立清单", "\u00a0", "市民政局", "2022年3月"]
    cells += ["2", "开展培训", "市人社局", "\u00a0", "长期"]
    text = "附件\n\n重点工作分工表\n\n" + "\n\n".join(cells)
    rows = read(text, vocabulary).rows
    assert [[(u.raw, u.role) for u in row.units] for row in rows] == [
        [("市民政局", "cooperate")],
        [("市人社局", "lead")],
    ]
    assert [row.deadlines[0].raw for row in rows] == ["2022年3月", "长期"]


def test_a_header_repeated_on_the_next_page_is_no_row(vocabulary: Vocabulary) -> None:
    header = "序号\t任务名称\t责任单位\t完成时限\n"
    text = f"任务表\n{header}1\t甲项工作\t市教育局\t2020年底\n\n{header}2\t乙项工作\t市体育局\t2020年底\n"
    reading = read(text, vocabulary)
    assert [row.title for row in reading.rows] == ["甲项工作", "乙项工作"]
    assert [row.id for row in reading.rows] == ["a-1", "a-2"]
    assert len(reading.spans) == 1


def test_two_annexes_give_two_headings_and_rows_counted_through(vocabulary: Vocabulary) -> None:
    table = "序号\t任务名称\t责任单位\n1\t第一项\t市财政局\n"
    text = f"附件1\n甲任务表\n{table}\n附件2\n乙任务表\n{table}"
    reading = read(text, vocabulary)
    assert [(h.id, h.title) for h in reading.headings] == [("s-annex", "甲任务表"), ("s-annex-2", "乙任务表")]
    assert [row.id for row in reading.rows] == ["a-1", "a-2"]


def test_a_signature_between_the_list_of_annexes_and_the_annex_is_no_annex(vocabulary: Vocabulary) -> None:
    text = (
        "一、要求\n推进。\n附件：任务分工表\n某省人民政府\n2020年1月2日\n\n附件\n任务分工表\n"
        "序号\t工作任务\t负责单位\n1\t加强教育\t市教育局、市司法局\n"
    )
    reading = read(text, vocabulary)
    assert [text[slice(*span)] for span in reading.spans] == [
        "附件：任务分工表",
        "附件\n任务分工表\n序号\t工作任务\t负责单位\n1\t加强教育\t市教育局、市司法局",
    ]
    assert [unit.raw for unit in reading.rows[0].units] == ["市教育局", "市司法局"]


def test_a_mark_above_the_outline_opens_no_annex(vocabulary: Vocabulary) -> None:
    text = (
        "关于印发方案的通知\n附件：某市实施方案\n某市实施方案\n一、总体要求\n推进工作。\n二、主要任务\n（一）公开。\n"
    )
    assert find_annexes(split_lines(text), vocabulary) is None
    assert read_annexes(source(text), split_lines(text), 6, (), vocabulary).rows == ()


def test_an_annex_that_is_no_table_is_kept_and_pointed_out(vocabulary: Vocabulary) -> None:
    text = "一、总体要求\n推进工作。\n附件\n名词解释\n信用是指守约。\n失信是指违约。\n"
    reading = read(text, vocabulary)
    assert text[slice(*reading.spans[0])] == "附件\n名词解释\n信用是指守约。\n失信是指违约。"
    assert [w.code for w in reading.warnings] == ["annex_not_read"]


def test_prose_that_names_columns_is_no_table(vocabulary: Vocabulary) -> None:
    text = "各责任单位要明确任务名称。\n完成时限为2020年。\n牵头单位负责。\n"
    assert read(text, vocabulary).rows == ()


VOCABULARY = real_vocabulary()
PIECES = [
    "序号",
    "任务名称",
    "责任单位",
    "完成时限",
    "分管领导",
    "备注",
    "\t",
    "\n",
    "\n\n",
    "\u00a0\n",
    "1",
    "2",
    "市财政局",
    "、",
    "长期",
]
PIECES += [
    "附件",
    "附件：",
    "任务表",
    "1. 甲；2. 乙。",
    "2020年底",
    "张三",
    "。",
    "一、总体要求",
    "加强公开工作的组织领导",
    "\u3000",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_no_arrangement_of_cells_breaks_it_and_every_span_holds_what_it_says(text: str) -> None:
    reading = read(text, VOCABULARY)
    for row in reading.rows:
        assert text[slice(*row.title_span)] == row.title
        assert row.span[0] <= row.title_span[0] <= row.title_span[1] <= row.span[1]
        assert all(text[slice(*unit.span)] == unit.raw for unit in row.units)
        assert all(text[slice(*deadline.span)] == deadline.raw for deadline in row.deadlines)
    assert list(reading.spans) == sorted(reading.spans)
    assert all(a[1] <= b[0] for a, b in zip(reading.spans, reading.spans[1:], strict=False))
