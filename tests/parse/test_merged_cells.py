"""A cell merged over several rows of a task table says of each of them who and by when."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from generator.models import Reading, SourceNotes
from generator.parse import parse
from generator.read import read_source
from generator.vocabulary import Vocabulary

TITLE = "某市2024年信用工作任务分工表"
HEADER = ("序号", "工作任务", "责任单位", "完成时限")
ROWS = (
    ("1", "归集公务员信用记录", "市数据局", "2024年6月底"),
    ("2", "公开政务承诺事项", "", ""),
    ("3", "开展诚信教育培训", "市司法局", ""),
    ("4", "清理拖欠账款", "市财政局", "2025年底"),
)
"""The units of rows 1 and 2 stand in one cell, so do the time limits of rows 1 to 3."""

MERGED = ((0, 1, 2), (0, 2, 3))
"""First row, last row and column of the merged cells."""


def as_html(merged: bool) -> bytes:
    """The table as a web page; if not `merged`, the cells below are there and empty."""
    spans = {(first, column): last - first + 1 for first, last, column in MERGED} if merged else {}
    below = {(row, column) for first, last, column in MERGED for row in range(first + 1, last + 1)} if merged else ()
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td rowspan={spans.get((at, column), 1)}>{cell}</td>"
            for column, cell in enumerate(row)
            if (at, column) not in below
        )
        + "</tr>"
        for at, row in enumerate(ROWS)
    )
    head = "".join(f"<th>{name}</th>" for name in HEADER)
    page = f"<meta charset=utf-8><body><p>{TITLE}</p><table><tr>{head}</tr>{rows}</table>"
    return page.encode()


def as_docx(merged: bool) -> bytes:
    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=len(ROWS) + 1, cols=len(HEADER))
    for at, row in enumerate((HEADER, *ROWS)):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    for first, last, column in MERGED if merged else ():
        text = table.cell(first + 1, column).text
        table.cell(first + 1, column).merge(table.cell(last + 1, column)).text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_pdf(merged: bool) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.setFont("STSong-Light", 12)
    lefts, top, height = (60, 110, 290, 410, 530), 700, 30
    canvas.drawString(180, top + 20, TITLE)
    for at in range(len(ROWS) + 2):
        for column in range(len(HEADER)):
            inside = merged and any(first + 1 < at <= last + 1 and column == own for first, last, own in MERGED)
            if not inside:
                canvas.line(lefts[column], top - at * height, lefts[column + 1], top - at * height)
    for x in lefts:
        canvas.line(x, top, x, top - (len(ROWS) + 1) * height)
    for at, row in enumerate((HEADER, *ROWS)):
        for column, text in enumerate(row):
            canvas.drawString(lefts[column] + 6, top - at * height - 20, text)
    canvas.save()
    return file.getvalue()


def reading_of(path: Path, data: bytes, vocabulary: Vocabulary) -> Reading:
    path.write_bytes(data)
    return parse(read_source(path, path.name), vocabulary, SourceNotes(title=TITLE))


FORMATS: dict[str, Callable[[bool], bytes]] = {".html": as_html, ".docx": as_docx, ".pdf": as_pdf}


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_merged_cell_holds_for_every_row_it_reaches(tmp_path: Path, suffix: str, vocabulary: Vocabulary) -> None:
    reading = reading_of(tmp_path / f"x{suffix}", FORMATS[suffix](True), vocabulary)
    found = [(row.row, [u.raw for u in row.units], [d.raw for d in row.deadlines]) for row in reading.annex_rows]
    assert found == [
        ("1", ["市数据局"], ["2024年6月底"]),
        ("2", ["市数据局"], ["2024年6月底"]),
        ("3", ["市司法局"], ["2024年6月底"]),
        ("4", ["市财政局"], ["2025年底"]),
    ]
    # The file says so itself: nothing to be checked by hand.
    assert [warning.code for warning in reading.warnings if warning.code == "annex_cell_merged"] == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_empty_cell_is_no_merged_one(tmp_path: Path, suffix: str, vocabulary: Vocabulary) -> None:
    reading = reading_of(tmp_path / f"x{suffix}", FORMATS[suffix](False), vocabulary)
    assert [[d.raw for d in row.deadlines] for row in reading.annex_rows] == [["2024年6月底"], [], [], ["2025年底"]]
    assert [[u.raw for u in row.units] for row in reading.annex_rows][1] == []
    said = [warning.message for warning in reading.warnings if warning.code.startswith("annex_cell")]
    assert said == ["附表第2行的责任单位一格空着"]


def test_an_empty_cell_of_plain_text_may_be_a_merged_one(tmp_path: Path, vocabulary: Vocabulary) -> None:
    """Every task has somebody in charge, so an empty cell of theirs is read as merged, and said."""
    table = "\n".join("\t".join(row) for row in (HEADER, *ROWS))
    reading = reading_of(tmp_path / "x.txt", f"{TITLE}\n\n{table}\n".encode(), vocabulary)
    assert [[u.raw for u in row.units] for row in reading.annex_rows][1] == ["市数据局"]
    codes = [warning.code for warning in reading.warnings if warning.code.startswith("annex_cell")]
    assert codes == ["annex_cell_merged"]


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ("1 2 3 4", []),
        ("1 2 4 5", ["附表序号4之前缺第3项"]),
        ("1 2 2 3", ["附表序号2与上一行重复"]),
        ("1 1 2 1", []),
        ("1 2 6 7", ["附表序号6之前缺第3至5项"]),
        ("1 2 1 2", []),
    ],
)
def test_rows_left_out_of_the_numbers_are_told(
    tmp_path: Path, numbers: str, said: list[str], vocabulary: Vocabulary
) -> None:
    rows = ((number, *row[1:]) for number, row in zip(numbers.split(), ROWS, strict=True))
    table = "\n".join("\t".join(row) for row in (HEADER, *rows))
    reading = reading_of(tmp_path / "x.txt", f"{TITLE}\n\n{table}\n".encode(), vocabulary)
    assert [warning.message for warning in reading.warnings if warning.code == "numbering_gap"] == said


def test_a_time_limit_left_open_is_told_where_most_rows_have_one(tmp_path: Path, vocabulary: Vocabulary) -> None:
    rows = (
        *ROWS[:1],
        ("2", "公开政务承诺事项", "市数据局", ""),
        ("3", "开展诚信教育培训", "市司法局", "长期"),
        *ROWS[3:],
    )
    table = "\n".join("\t".join(row) for row in (HEADER, *rows))
    reading = reading_of(tmp_path / "x.txt", f"{TITLE}\n\n{table}\n".encode(), vocabulary)
    said = [warning.message for warning in reading.warnings if warning.code == "annex_cell_empty"]
    assert said == ["附表第2行的完成时限一格空着"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_text_itself_has_empty_cells(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_bytes(FORMATS[suffix](True))
    source = read_source(path, path.name)
    assert [line for line in source.text.splitlines() if line.startswith(("2", "3"))] == [
        "2\t公开政务承诺事项\t\t",
        "3\t开展诚信教育培训\t市司法局\t",
    ]
    assert source.covered is not None
    assert len(source.covered) == 3
    for place in source.covered:
        assert source.text[place - 1] == "\t"
        assert source.text[place] in "\t\n"


GROUPED = (
    ("序号", "重点任务", "具体举措", "责任单位", "完成时限"),
    ("1", "夯实基础", "编制数据目录", "市数据局", "2024年3月底"),
    ("2", None, "归集共享数据", "市数据局", "持续推进"),
    ("3", "激活数据", "开展授权运营", "市财政局", "2024年9月底"),
)
"""The group of rows 1 and 2 stands in one cell."""


def grouped_rows(merged: bool) -> str:
    if not merged:
        return "\n".join("\t".join(cell or "" for cell in row) for row in GROUPED)
    rows = []
    for at, row in enumerate(GROUPED):
        reach = [2 if at == 1 and column == 1 else 1 for column in range(len(row))]
        cells = (f"<td rowspan={n}>{cell}</td>" for n, cell in zip(reach, row, strict=True) if cell is not None)
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<meta charset=utf-8><body><p>{TITLE}</p><table>{''.join(rows)}</table>"


@pytest.mark.parametrize("suffix", [".html", ".txt"])
def test_a_cell_merged_over_rows_names_their_group_and_no_row(
    tmp_path: Path, suffix: str, vocabulary: Vocabulary
) -> None:
    text = grouped_rows(merged=True) if suffix == ".html" else f"{TITLE}\n\n{grouped_rows(merged=False)}\n"
    reading = reading_of(tmp_path / f"x{suffix}", text.encode(), vocabulary)
    assert [(row.row, row.title) for row in reading.annex_rows] == [
        ("1", "编制数据目录"),
        ("2", "归集共享数据"),
        ("3", "开展授权运营"),
    ]
