"""Tables within the body: the outline goes on behind them, and was lost from there on."""

from __future__ import annotations

import pytest

from generator.models import Reading, SourceText
from generator.parse import parse
from generator.vocabulary import Vocabulary


def read(text: str, vocabulary: Vocabulary) -> Reading:
    return parse(SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)


BEFORE = "云州市养老服务行动方案\n一、重点工程\n（一）建设养老机构。新建12家。（市民政局负责）\n重点项目表\n"
AFTER = "（二）培养人才。每年培训500人次。（市人社局负责）\n二、保障措施\n（一）加强领导。建立联席会议制度。\n"
CELLS = (
    ("序号", "项目名称", "建设内容", "责任单位", "完成时限"),
    ("1", "东湖养老院", "新建床位200张", "市民政局", "2024年底"),
    ("2", "西山护理院", "改建床位100张", "市卫健委", "2025年6月底"),
)


@pytest.mark.parametrize("between", ["\t", "    ", "\n"], ids=["tabs", "blanks", "lines"])
def test_the_outline_goes_on_behind_a_table(between: str, vocabulary: Vocabulary) -> None:
    table = "".join(between.join(row) + "\n" for row in CELLS)
    text = BEFORE + table + AFTER
    reading = read(text, vocabulary)
    assert [(task.id, task.title, [unit.raw for unit in task.units]) for task in reading.tasks] == [
        ("t-1-1", "建设养老机构", ["市民政局"]),
        ("t-1-2", "培养人才", ["市人社局"]),
        ("t-2-1", "加强领导", []),
    ]
    rows = [
        (row.id, row.title, [u.raw for u in row.units], [d.date for d in row.deadlines]) for row in reading.annex_rows
    ]
    assert rows == [
        ("a-1", "东湖养老院", ["市民政局"], ["2024-12-31"]),
        ("a-2", "西山护理院", ["市卫健委"], ["2025-06-30"]),
    ]
    assert [text[slice(*span)] for span in reading.tasks[0].body.spans] == ["新建12家。"]
    assert not [warning for warning in reading.warnings if warning.code == "annex_row_unlinked"]
    assert not [block for block in reading.blocks if block.kind == "unclassified" and text[slice(*block.span)].strip()]


def test_rows_of_the_body_go_before_those_of_the_annex(vocabulary: Vocabulary) -> None:
    table = "".join("\t".join(row) + "\n" for row in CELLS)
    text = f"{BEFORE}{table}{AFTER}附件\n任务分工表\n序号\t任务\t责任单位\t时限\n1\t培养人才\t市人社局\t2024年底\n"
    reading = read(text, vocabulary)
    assert [(row.title, row.task, row.linked_by) for row in reading.annex_rows] == [
        ("东湖养老院", "t-1-1", "place"),
        ("西山护理院", "t-1-1", "place"),
        ("培养人才", "t-1-2", "title"),
    ]
    assert [heading.title for heading in reading.headings if heading.kind == "annex"] == ["重点项目表", "任务分工表"]


@pytest.mark.parametrize(
    "behind",
    [
        "二、街巷整治\n1\t修路\t修复\t市住建局\t2024年底\n",
        "附件2\n二、其他\n（一）说明。\n",
        "一、填表说明\n二、其他\n",
    ],
    ids=["a group of rows", "another annex", "an outline of its own"],
)
def test_what_does_not_go_on_with_the_count_stays_annex(behind: str, vocabulary: Vocabulary) -> None:
    table = "".join("\t".join(row) + "\n" for row in CELLS)
    text = f"{BEFORE}附件1\n重点项目表\n{table}{behind}".replace("（市民政局负责）\n重点项目表", "（市民政局负责）")
    assert [task.title for task in read(text, vocabulary).tasks] == ["建设养老机构"]


SIGNED = "云州市人民政府\n2024年3月5日\n"


@pytest.mark.parametrize(
    ("below", "tasks"),
    [
        (SIGNED, ["t-1-1", "t-1-1"]),
        (f"注：各县区参照执行。\n{SIGNED}", ["t-1-1", "t-1-1"]),
        ("二、保障措施\n（一）加强领导。建立联席会议制度。\n", ["t-1-1", "t-1-1"]),
    ],
    ids=["signature", "note", "next part"],
)
def test_rows_of_a_table_are_on_the_provision_in_which_it_stands(
    below: str, tasks: list[str], vocabulary: Vocabulary
) -> None:
    table = "".join("\t".join(row) + "\n" for row in CELLS)
    reading = read(BEFORE.replace("重点项目表\n", "") + table + below, vocabulary)
    assert [row.task for row in reading.annex_rows] == tasks
    assert not [warning for warning in reading.warnings if warning.code == "annex_row_unlinked"]


@pytest.mark.parametrize("above", [SIGNED, "附件\n", "重点项目表\n", "二、其他事项\n"])
def test_what_parts_a_table_from_the_last_provision_leaves_its_rows_alone(above: str, vocabulary: Vocabulary) -> None:
    table = "".join("\t".join(row) + "\n" for row in CELLS)
    reading = read(BEFORE.replace("重点项目表\n", "") + above + table, vocabulary)
    assert len(reading.annex_rows) == 2
    assert not [row.task for row in reading.annex_rows if row.task == "t-1-1"]
