"""What a cell merged over rows names (领域, 一级任务) reaches each of them, and columns that nobody knows are kept."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import docx
import pytest
from reportlab.lib.colors import black
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

from generator.models import ReadAnnexRow, Reading, SourceNotes
from generator.parse import parse
from generator.read import read_source
from generator.vocabulary import Vocabulary

TITLE = "云州市2024年信用工作任务分工表"
BODY = (
    "一、总体要求",
    "推进信用建设。",
    "二、主要任务",
    "（一）归集信用记录。全量归集。",
    "（二）公开政务承诺。",
    "附件",
)


class Over(NamedTuple):
    """A cell over several rows and columns."""

    text: str
    rows: int
    columns: int = 1


Row = Sequence[str | Over]


def as_html(above: Sequence[str], rows: Sequence[Row]) -> bytes:
    lines = "".join(f"<p>{line}</p>" for line in above)
    table = "".join(f"<tr>{''.join(map(_td, row))}</tr>" for row in rows)
    return f"<meta charset=utf-8><body>{lines}<table>{table}</table>".encode()


def _td(cell: str | Over) -> str:
    one = cell if isinstance(cell, Over) else Over(cell, 1)
    return f"<td rowspan={one.rows} colspan={one.columns}>{one.text}</td>"


def placed(rows: Sequence[Row]) -> list[dict[int, Over]]:
    """The cells of each row by column."""
    taken: set[tuple[int, int]] = set()
    found: list[dict[int, Over]] = []
    for at, row in enumerate(rows):
        places: dict[int, Over] = {}
        column = 0
        for cell in row:
            one = cell if isinstance(cell, Over) else Over(cell, 1)
            while (at, column) in taken:
                column += 1
            places[column] = one
            taken |= {(at + i, column + j) for i in range(one.rows) for j in range(one.columns)}
        found.append(places)
    return found


def as_docx(above: Sequence[str], rows: Sequence[Row]) -> bytes:
    document = docx.Document()
    for line in above:
        document.add_paragraph(line)
    grid = placed(rows)
    table = document.add_table(rows=len(rows), cols=max(at + one.columns for row in grid for at, one in row.items()))
    for at, row in enumerate(grid):
        for column, one in row.items():
            table.cell(at, column).merge(table.cell(at + one.rows - 1, column + one.columns - 1)).text = one.text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_text(above: Sequence[str], rows: Sequence[Row]) -> bytes:
    """Plain text tells no merged cells: what they cover is empty."""
    grid = placed(rows)
    width = max(at + one.columns for row in grid for at, one in row.items())
    lines = ["\t".join(row[at].text if at in row else "" for at in range(width)) for row in grid]
    return "\n".join([*above, *lines]).encode()


FORMATS: dict[str, Callable[[Sequence[str], Sequence[Row]], bytes]] = {
    ".html": as_html,
    ".docx": as_docx,
    ".txt": as_text,
}
anywhere = pytest.mark.parametrize("suffix", FORMATS)


@pytest.fixture
def read(tmp_path: Path, vocabulary: Vocabulary) -> Callable[[str, Sequence[Row]], Reading]:
    def reading(suffix: str, rows: Sequence[Row], above: Sequence[str] = (*BODY, TITLE)) -> Reading:
        path = tmp_path / f"x{suffix}"
        path.write_bytes(FORMATS[suffix](above, rows))
        source = read_source(path, path.name)
        found = parse(source, vocabulary, SourceNotes(title=TITLE))
        for row in found.annex_rows:
            assert all(source.text[slice(*cell.span)] == cell.raw for cell in (*row.groups, *row.others))
        return found

    return reading


Read = Callable[[str, Sequence[Row]], Reading]


def told(reading: Reading) -> list[tuple[str, list[str], str]]:
    return [(row.row, [group.raw for group in row.groups], row.title) for row in reading.annex_rows]


def codes(reading: Reading) -> list[str]:
    return [warning.code for warning in reading.warnings if warning.code.startswith(("annex_c", "numbering"))]


@anywhere
@pytest.mark.parametrize("name", ["领域", "重点方面", "一级任务", "任务类别", "专项行动", "篇目"])
def test_a_first_column_merged_over_rows_names_the_group_of_each(name: str, suffix: str, read: Read) -> None:
    rows: list[Row] = [
        (name, "序号", "工作任务", "责任单位", "完成时限"),
        (Over("制度建设", 2), "1", "归集信用记录", "市数据局", "2024年6月底"),
        ("2", "公开政务承诺", "市司法局", "2024年底"),
        ("能力建设", "3", "开展诚信培训", "市人社局", "长期"),
    ]
    reading = read(suffix, rows)
    assert told(reading) == [
        ("1", ["制度建设"], "归集信用记录"),
        ("2", ["制度建设"], "公开政务承诺"),
        ("3", ["能力建设"], "开展诚信培训"),
    ]
    assert {group.column for row in reading.annex_rows for group in row.groups} == {name}
    assert [(row.task, row.linked_by) for row in reading.annex_rows] == [
        ("t-2-1", "title"),
        ("t-2-2", "title"),
        (None, None),
    ]


@anywhere
def test_groups_within_groups_are_told_from_the_widest(suffix: str, read: Read) -> None:
    rows: list[Row] = [
        ("重点领域", "主要任务", "序号", "具体举措", "责任单位"),
        (Over("制度建设", 3), Over("完善制度", 2), "1", "修订管理办法", "市数据局"),
        ("2", "制定实施细则", "市司法局"),
        ("强化执行", "3", "开展专项检查", "市审计局"),
        ("能力建设", "队伍建设", "4", "开展业务培训", "市人社局"),
    ]
    assert told(read(suffix, rows)) == [
        ("1", ["制度建设", "完善制度"], "修订管理办法"),
        ("2", ["制度建设", "完善制度"], "制定实施细则"),
        ("3", ["制度建设", "强化执行"], "开展专项检查"),
        ("4", ["能力建设", "队伍建设"], "开展业务培训"),
    ]


@pytest.mark.parametrize("suffix", [".html", ".docx"])
def test_measures_of_one_task_are_its_rows(suffix: str, read: Read) -> None:
    """Number and task stand once for two measures: both rows are on that task, and neither repeats a number."""
    rows: list[Row] = [
        ("序号", "工作任务", "具体措施", "责任单位", "完成时限"),
        ("1", "完善信用制度", "修订管理办法", "市司法局", "长期"),
        (Over("2", 2), Over("归集信用记录", 2), "编制信用目录", "市数据局", "2024年6月底"),
        ("建设归集平台", "市发改委", "2024年底"),
        ("3", "公开政务承诺", "公开承诺事项", "市司法局", "长期"),
    ]
    reading = read(suffix, rows)
    assert told(reading)[1:3] == [("2", ["归集信用记录"], "编制信用目录"), ("2", ["归集信用记录"], "建设归集平台")]
    assert [(row.task, row.linked_by) for row in reading.annex_rows] == [
        (None, None),
        ("t-2-1", "group"),
        ("t-2-1", "group"),
        ("t-2-2", "title"),
    ]
    assert codes(reading) == []


@anywhere
def test_headings_between_the_rows_name_the_groups_below_them(suffix: str, read: Read) -> None:
    rows: list[Row] = [
        ("序号", "重点任务", "责任单位", "完成时限"),
        (Over("一、夯实基础", 1, 4),),
        (Over("（一）信用信息", 1, 4),),
        ("1", "归集信用记录", "市数据局", "2024年6月底"),
        (Over("（二）政务诚信", 1, 4),),
        ("2", "公开政务承诺", "市司法局", "2024年底"),
        (Over("二、激活数据", 1, 4),),
        ("3", "开展授权运营", "市财政局", "长期"),
    ]
    numbered = [entry for entry in told(read(suffix, rows)) if entry[0]]
    assert numbered == [
        ("1", ["一、夯实基础", "（一）信用信息"], "归集信用记录"),
        ("2", ["一、夯实基础", "（二）政务诚信"], "公开政务承诺"),
        ("3", ["二、激活数据"], "开展授权运营"),
    ]


@pytest.mark.parametrize("suffix", [".html", ".docx"])
def test_units_on_lines_of_their_own_below_one_task_are_all_its_own(suffix: str, read: Read) -> None:
    rows: list[Row] = [
        ("序号", "工作任务", "责任单位", "完成时限"),
        (Over("1", 2), Over("归集信用记录", 2), "市数据局", "2024年6月底"),
        ("市司法局", "2024年底"),
        ("2", "公开政务承诺", "市人社局", "长期"),
    ]
    (first, second) = read(suffix, rows).annex_rows
    assert ([unit.raw for unit in first.units], [d.raw for d in first.deadlines]) == (
        ["市数据局", "市司法局"],
        ["2024年6月底", "2024年底"],
    )
    assert [unit.raw for unit in second.units] == ["市人社局"]


@anywhere
def test_a_column_that_nobody_knows_is_named_and_its_text_kept(suffix: str, read: Read) -> None:
    rows: list[Row] = [
        ("序号", "工作任务", "责任单位", "完成时限", "承接载体", "备注"),
        ("1", "归集信用记录", "市数据局", "2024年6月底", "云州信用网", "试点"),
        ("2", "公开政务承诺", "市司法局", "2024年底", "门户网站", ""),
    ]
    reading = read(suffix, rows)
    assert [[(cell.column, cell.raw) for cell in row.others] for row in reading.annex_rows] == [
        [("承接载体", "云州信用网"), ("备注", "试点")],
        [("承接载体", "门户网站")],
    ]
    (warning,) = [warning for warning in reading.warnings if warning.code == "annex_column_unknown"]
    assert "“承接载体”" in warning.message


@anywhere
@pytest.mark.parametrize("name", ["联系电话", "具体负责人", "联络员姓名"])
def test_who_is_to_be_called_is_no_text_to_be_kept(name: str, suffix: str, read: Read) -> None:
    rows: list[Row] = [
        ("序号", "工作任务", "责任单位", "完成时限", name),
        ("1", "归集信用记录", "市数据局", "2024年6月底", "王小明"),
        ("2", "公开政务承诺", "市司法局", "2024年底", "82345678"),
    ]
    reading = read(suffix, rows)
    assert [row.others for row in reading.annex_rows] == [(), ()]
    assert "annex_column_unknown" not in codes(reading)


@pytest.mark.parametrize("suffix", [".html", ".docx", ".txt"])
def test_names_like_those_of_columns_count_where_the_cells_are_parted(suffix: str, read: Read) -> None:
    rows: list[Row] = [
        ("序号", "攻坚任务", "攻坚举措", "攻坚单位", "攻坚时限"),
        ("1", "归集信用记录", "编制目录", "市数据局", "2024年6月底"),
        ("2", "公开政务承诺", "公布清单", "市司法局", "2024年底"),
    ]
    found = read(suffix, rows).annex_rows
    assert [_said(row) for row in found] == [
        ("归集信用记录", 1, ["市数据局"], ["2024年6月底"]),
        ("公开政务承诺", 1, ["市司法局"], ["2024年底"]),
    ]


def _said(row: ReadAnnexRow) -> tuple[str, int, list[str], list[str]]:
    return row.title, len(row.body.spans), [unit.raw for unit in row.units], [entry.raw for entry in row.deadlines]


def test_names_like_those_of_columns_are_prose_on_lines_of_their_own(read: Read) -> None:
    above = (*BODY[:-1], "附件", TITLE, "攻坚任务", "攻坚举措", "攻坚单位", "攻坚时限")
    assert read(".txt", [("一、说明",)], above).annex_rows == ()  # type: ignore[call-arg]


@anywhere
def test_an_unknown_column_says_the_task_where_the_known_one_names_groups(suffix: str, read: Read) -> None:
    rows: list[Row] = [
        ("工作任务", "推进路径", "责任部门", "完成时限"),
        (Over("归集信用记录", 2), "编制信用目录", "市数据局", "2024年6月底"),
        ("建设归集平台", "市发改委", "2024年底"),
        ("公开政务承诺", "公开承诺事项", "市司法局", "长期"),
    ]
    assert told(read(suffix, rows)) == [
        ("", ["归集信用记录"], "编制信用目录"),
        ("", ["归集信用记录"], "建设归集平台"),
        ("", ["公开政务承诺"], "公开承诺事项"),
    ]


@pytest.mark.parametrize(
    "spans",
    [(0, 1), (99, 1), (2, 9), (1, 1)],
    ids=["to the end", "beyond the end", "beyond the last column", "missing cells"],
)
def test_broken_spans_lose_no_row(spans: tuple[int, int], read: Read) -> None:
    rows: list[Row] = [
        ("领域", "序号", "工作任务", "责任单位"),
        (Over("制度建设", *spans), "1", "归集信用记录", "市数据局"),
        ("2", "公开政务承诺", "市司法局"),
    ]
    reading = read(".html", rows)
    titles = [row.title for row in reading.annex_rows]
    if spans == (2, 9):
        # one of the three columns without a name says what is to be done, as that merged over it names the group
        assert codes(reading) == ["annex_column_unknown"] * 2
    else:
        assert titles == ["归集信用记录", "公开政务承诺"]


def as_lines(above: Sequence[str], rows: Sequence[Row]) -> bytes:
    """A cell a line, as tables are pasted: empty ones and those that a merged one covers are not there."""
    cells = (cell.text if isinstance(cell, Over) else cell for row in rows for cell in row)
    return "\n".join([*above, *(cell for cell in cells if cell)]).encode()


def as_blanks(above: Sequence[str], rows: Sequence[Row]) -> bytes:
    """Cells that blanks part."""
    lines = ("    ".join(one.text for _, one in sorted(row.items()) if one.text) for row in placed(rows))
    return "\n".join([*above, *lines]).encode()


@pytest.mark.parametrize("form", [as_lines, as_blanks])
class TestWithoutCells:
    """Where nothing shows that a cell is empty, the count of those that are there tells it."""

    def read(self, form: Callable[..., bytes], folder: Path, rows: Sequence[Row], vocabulary: Vocabulary) -> Reading:
        path = folder / "x.txt"
        path.write_bytes(form((*BODY, TITLE), rows))
        return parse(read_source(path, path.name), vocabulary, SourceNotes(title=TITLE))

    def test_groups_before_the_numbers(
        self, form: Callable[..., bytes], tmp_path: Path, vocabulary: Vocabulary
    ) -> None:
        rows: list[Row] = [
            ("领域", "序号", "工作任务", "责任单位", "完成时限"),
            (Over("制度建设", 2), "1", "归集信用记录", "市数据局", "2024年6月底"),
            ("2", "公开政务承诺", "市司法局", "2024年底"),
            (Over("能力建设", 2), "3", "开展诚信培训", "市人社局", "2024年底"),
            ("4", "清理拖欠账款", "市财政局", "2025年底"),
        ]
        assert told(self.read(form, tmp_path, rows, vocabulary)) == [
            ("1", ["制度建设"], "归集信用记录"),
            ("2", ["制度建设"], "公开政务承诺"),
            ("3", ["能力建设"], "开展诚信培训"),
            ("4", ["能力建设"], "清理拖欠账款"),
        ]

    def test_groups_behind_them_and_cells_left_out(
        self, form: Callable[..., bytes], tmp_path: Path, vocabulary: Vocabulary
    ) -> None:
        """A row with a new group and no cooperating unit has as many cells as one with one and no group."""
        rows: list[Row] = [
            ("序号", "一级任务", "二级任务", "牵头单位", "配合单位", "完成时间"),
            ("1", Over("夯实基础", 2), "归集信用记录", "市数据局", "市司法局", "2024年6月底"),
            ("2", "公开政务承诺", "市司法局", "市数据局", "2024年底"),
            ("3", Over("激活数据", 2), "开展授权运营", "市人社局", "", "2024年底"),
            ("4", "清理拖欠账款", "市财政局", "", "2025年底"),
        ]
        assert told(self.read(form, tmp_path, rows, vocabulary)) == [
            ("1", ["夯实基础"], "归集信用记录"),
            ("2", ["夯实基础"], "公开政务承诺"),
            ("3", ["激活数据"], "开展授权运营"),
            ("4", ["激活数据"], "清理拖欠账款"),
        ]

    def test_headings_between_the_rows(
        self, form: Callable[..., bytes], tmp_path: Path, vocabulary: Vocabulary
    ) -> None:
        rows: list[Row] = [
            ("序号", "重点任务", "责任单位", "完成时限"),
            (Over("一、夯实基础", 1, 4),),
            ("1", "归集信用记录", "市数据局", "2024年6月底"),
            ("2", "公开政务承诺", "市司法局", "2024年底"),
            (Over("二、激活数据", 1, 4),),
            ("3", "开展授权运营", "市财政局", "长期"),
        ]
        reading = self.read(form, tmp_path, rows, vocabulary)
        assert [entry for entry in told(reading) if entry[0]] == [
            ("1", ["一、夯实基础"], "归集信用记录"),
            ("2", ["一、夯实基础"], "公开政务承诺"),
            ("3", ["二、激活数据"], "开展授权运营"),
        ]
        assert not [warning for warning in reading.warnings if warning.code == "annex_line_unassigned"]

    def test_notes_behind_are_no_rows(self, form: Callable[..., bytes], tmp_path: Path, vocabulary: Vocabulary) -> None:
        rows: list[Row] = [
            ("序号", "工作任务", "责任单位", "完成时限", "成果形式"),
            ("1", "归集信用记录", "市数据局", "2024年6月底", "工作台账"),
            ("2", "公开政务承诺", "市司法局", "2024年底", "公开清单"),
        ]
        reading = self.read(form, tmp_path, rows, vocabulary)
        assert [(row.title, [cell.raw for cell in row.others]) for row in reading.annex_rows] == [
            ("归集信用记录", ["工作台账"]),
            ("公开政务承诺", ["公开清单"]),
        ]


def test_a_group_goes_on_behind_the_end_of_a_printed_page(tmp_path: Path, vocabulary: Vocabulary) -> None:
    """The merged cell is printed again on the next page, empty."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("song", fontName="STSong-Light", fontSize=11, leading=16)
    head = ("领域", "序号", "工作任务", "责任单位", "完成时限")

    def table(groups: Sequence[str], first: int, merged: Sequence[tuple[int, int]]) -> Table:
        rows = [head, *((g, str(n), f"办理第{n}类事项", "市数据局", "2024年底") for n, g in enumerate(groups, first))]
        cells = [[Paragraph(cell, style) for cell in row] for row in rows]
        spans = [("SPAN", (0, start), (0, end)) for start, end in merged]
        return Table(cells, colWidths=[70, 40, 180, 90, 90], style=[("GRID", (0, 0), (-1, -1), 0.5, black), *spans])

    file = tmp_path / "x.pdf"
    first, second = table(("制度建设", "", ""), 1, [(1, 3)]), table(("", "", "能力建设", ""), 4, [(1, 2), (3, 4)])
    above = [Paragraph(line, style) for line in (*BODY, TITLE)]
    SimpleDocTemplate(str(file)).build([*above, first, PageBreak(), second])
    reading = parse(read_source(file, file.name), vocabulary, SourceNotes(title=TITLE))
    assert [(row, *groups) for row, groups, _ in told(reading)] == [
        ("1", "制度建设"),
        ("2", "制度建设"),
        ("3", "制度建设"),
        ("4", "制度建设"),
        ("5", "制度建设"),
        ("6", "能力建设"),
        ("7", "能力建设"),
    ]


@anywhere
@pytest.mark.parametrize("numbers", [("一", "二"), ("（一）", "（二）"), ("一、", "二、")])
@pytest.mark.parametrize("columns", [1, 3])
def test_rows_with_numbers_of_the_outline_head_those_counted_below(
    columns: int, numbers: tuple[str, str], suffix: str, read: Read
) -> None:
    """一 | 夯实基础, then 1, 2, 3: the name may be merged over the columns behind it, or have empty ones."""
    name = (Over("夯实基础", 1, 3),) if columns == 3 else ("夯实基础", "", "")
    last = (Over("深化应用", 1, 3),) if columns == 3 else ("深化应用", "", "")
    rows: list[Row] = [
        ("序号", "工作任务", "责任单位", "完成时限"),
        (numbers[0], *name),
        ("1", "归集信用记录", "市数据局", "2024年6月底"),
        ("2", "开展诚信培训", "市人社局", "2024年底"),
        (numbers[1], *last),
        ("3", "公开政务承诺", "市司法局", "长期"),
    ]
    reading = read(suffix, rows)
    assert [(groups, title) for _, groups, title in told(reading)] == [
        ([], "夯实基础"),
        (["夯实基础"], "归集信用记录"),
        (["夯实基础"], "开展诚信培训"),
        ([], "深化应用"),
        (["深化应用"], "公开政务承诺"),
    ]
    heading = reading.annex_rows[3]
    assert (heading.row, heading.units) == ("二", ()), "no unit of the row above"
    unlinked = [warning.line for warning in reading.warnings if warning.code == "annex_row_unlinked"]
    assert unlinked == [reading.annex_rows[2].line]
    assert codes(reading) == []


@anywhere
def test_a_heading_between_rows_may_name_who_answers_for_all_below(suffix: str, read: Read) -> None:
    rows: list[Row] = [
        ("序号", "工作任务", "责任单位"),
        ("一", "夯实基础", ""),
        ("1", "归集信用记录", "市数据局"),
        ("二", "深化应用", "市财政局"),
        ("2", "公开政务承诺", "市司法局"),
    ]
    reading = read(suffix, rows)
    assert [(groups, title) for _, groups, title in told(reading)][2:] == [
        ([], "深化应用"),
        (["深化应用"], "公开政务承诺"),
    ]
    assert [[unit.raw for unit in row.units] for row in reading.annex_rows] == [
        [],
        ["市数据局"],
        ["市财政局"],
        ["市司法局"],
    ]


@anywhere
def test_rows_that_are_counted_in_chinese_are_no_headings(suffix: str, read: Read) -> None:
    rows: list[Row] = [
        ("序号", "工作任务", "责任单位"),
        ("一", "归集信用记录", "市数据局"),
        ("二", "公开政务承诺", ""),
        ("三", "开展诚信培训", "市人社局"),
    ]
    assert told(read(suffix, rows)) == [
        ("一", [], "归集信用记录"),
        ("二", [], "公开政务承诺"),
        ("三", [], "开展诚信培训"),
    ]


@anywhere
def test_a_note_merged_over_the_columns_is_no_row(suffix: str, read: Read) -> None:
    rows: list[Row] = [
        ("序号", "工作任务", "责任单位", "完成时限"),
        ("1", "归集信用记录", "市数据局", "2024年6月底"),
        (Over("注：排名不分先后。", 1, 4),),
        ("2", "公开政务承诺", "市司法局", "2024年底"),
        (Over("备注：长期任务每年报送。", 1, 4),),
    ]
    reading = read(suffix, rows)
    assert told(reading) == [("1", [], "归集信用记录"), ("2", [], "公开政务承诺")]
    assert max(reading.blocks, key=lambda block: block.span).kind == "annex", "kept with the table"


def test_a_column_without_name_that_says_the_task_is_not_told_to_be_unknown(read: Read) -> None:
    """工作任务 stands over two columns: the first names groups, the second what is to be done."""
    rows: list[Row] = [
        ("序号", Over("工作任务", 1, 2), "责任单位"),
        ("1", Over("制度建设", 2), "归集信用记录", "市数据局"),
        ("2", "公开政务承诺", "市司法局"),
    ]
    reading = read(".html", rows)
    assert told(reading) == [("1", ["制度建设"], "归集信用记录"), ("2", ["制度建设"], "公开政务承诺")]
    assert codes(reading) == []


def test_a_heading_may_have_cells_beyond_the_last_column(tmp_path: Path, vocabulary: Vocabulary) -> None:
    lines = ["序号\t工作任务\t责任单位", "\t夯实基础\t\t县方案", "1\t归集信用记录\t市数据局"]
    path = tmp_path / "x.txt"
    path.write_text("\n".join([*BODY, TITLE, *lines]), encoding="utf-8")
    reading = parse(read_source(path, path.name), vocabulary, SourceNotes(title=TITLE))
    assert told(reading) == [("", [], "夯实基础"), ("1", ["夯实基础"], "归集信用记录")]
    assert "annex_cell_unassigned" in codes(reading)
