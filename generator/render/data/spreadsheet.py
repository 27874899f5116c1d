"""Tables as CSV and XLSX: safe against formula injection, the same bytes for the same rows."""

from __future__ import annotations

import codecs
import csv
import io
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from generator.export.package import FIXED_TIME, with_fixed_times

Value = str | int | float | bool | None

FORMULA_STARTS: Final = tuple("=+-@＝＋－＠\t\r\n")
CELL_LIMIT: Final = 32_767
"""Longest text of a cell: "Excel specifications and limits", total number of characters a cell can contain."""
CUT_NOTICE: Final = "……（超出单元格上限，全文见 JSON）"
WRAPPED_FROM: Final = 20
SHADE, QUIET = "FFDFE6EE", "FF5A6370"
"""Behind headings, and of what is said in passing."""

LINE, TALLEST = 17.0, 409.0
"""Points: a line of Chinese text in the typefaces of Excel and LibreOffice, and the tallest row that Excel knows."""

A4 = 9
"""The number of the size in the file format (ECMA-376 part 1, 18.3.1.63)."""

MARGIN: Final = 0.4
"""Inches on each side of a printed page."""


@dataclass(frozen=True)
class Column:
    """A column: machine-readable name, what it means, and its width in characters in a spreadsheet.

    `folded` ones (ids, positions) are of use to programs: in a workbook to read they are folded away.
    """

    name: str
    meaning: str
    width: int = 16
    folded: bool = False

    @property
    def heading(self) -> str:
        """What people read above it: the meaning up to its first explanation."""
        return re.split("[：（，；]", self.meaning)[0]

    def said(self, value: Value) -> Value:
        """A value as people read it: a code that the meaning explains by its word, yes and no in Chinese."""
        if isinstance(value, bool):
            return "是" if value else "否"
        return self._words.get(value, value) if isinstance(value, str) else value

    @cached_property
    def _words(self) -> Mapping[str, str]:
        return dict(re.findall("[：，]([a-z_]+) ([^，（]+)", self.meaning))


def codes(words: Mapping[str, str]) -> str:
    """What the codes of a column mean, for its meaning."""
    return "，".join(f"{code} {word}" for code, word in words.items())


@dataclass(frozen=True)
class Table:
    """A table of one kind of fact; every row has one value for each column."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


def safe_text(text: str) -> str:
    """A text that no spreadsheet takes for a formula, without control characters.

    A leading apostrophe marks it as text (OWASP, "CSV Injection"): Excel and LibreOffice run a cell that
    begins with = + - @, also in full width or after blanks.
    """
    clean = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)
    first = clean.lstrip(" \u00a0\u3000")[:1]
    return f"'{clean}" if first in FORMULA_STARTS and first else clean


def as_csv(table: Table) -> bytes:
    """The table as CSV (RFC 4180) in UTF-8 with a byte order mark, without which Excel reads it as GBK."""
    return csv_head(table.columns) + csv_rows(table.rows)


def csv_head(columns: Iterable[Column]) -> bytes:
    """The first line of a table as CSV, with the byte order mark."""
    return codecs.BOM_UTF8 + csv_rows([tuple(column.name for column in columns)])


def csv_rows(rows: Iterable[tuple[Value, ...]]) -> bytes:
    """Rows of a table as CSV; those of several, one after the other, are the rows of all."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_csv_value(value) for value in row])
    return out.getvalue().encode()


def _csv_value(value: Value) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return safe_text(value) if isinstance(value, str) else value


def as_xlsx(tables: tuple[Table, ...], titles: tuple[str, ...]) -> bytes:
    """Several tables as the sheets of one workbook to read, and a last sheet that explains every column.

    Each sheet has Chinese headings, below them the names of the columns as in the CSV files, words instead of codes in
    the columns that are not folded, and prints on the width of a landscape page.

    Args:
        tables: The sheets; `titles` their names, in the same order.
        titles: Names of the sheets as people read them.

    Returns:
        The bytes of the file; see `saved`.
    """
    book = new_book()
    for table, title in zip(tables, titles, strict=True):
        _write_readable(book, table, title)
    write_explained(book, tables, titles)
    return saved(book)


def _write_readable(book: Workbook, table: Table, title: str) -> None:
    sheet = book.create_sheet(title)
    set_page(sheet, title)
    sheet.freeze_panes = "A3"
    sheet.print_title_rows = "1:2"
    set_widths(sheet, (column.width for column in table.columns))
    for number, column in enumerate(table.columns, start=1):
        if column.folded:
            dimension = sheet.column_dimensions[get_column_letter(number)]
            dimension.outlineLevel, dimension.hidden = 1, True
    if table.rows:
        sheet.auto_filter.ref = f"A2:{get_column_letter(len(table.columns))}{len(table.rows) + 2}"
    top, shaded = Alignment(vertical="top", wrap_text=True), PatternFill("solid", fgColor=SHADE)
    headings = [WriteOnlyCell(sheet, value=cell_text(column.heading)) for column in table.columns]
    names = [WriteOnlyCell(sheet, value=column.name) for column in table.columns]
    seen = [at for at, column in enumerate(table.columns) if not column.folded]
    for number, (cells, font) in enumerate(((headings, Font(bold=True)), (names, Font(size=8, color=QUIET))), start=1):
        for cell in cells:
            cell.font, cell.alignment, cell.fill = font, top, shaded
        lines = max(lines_of(str(cells[at].value), table.columns[at].width) for at in seen)
        sheet.row_dimensions[number].height = height_of(lines)
        sheet.append(cells)
    _append_rows(sheet, table, top)


def _append_rows(sheet: Worksheet, table: Table, top: Alignment) -> None:
    """The rows to read, each as tall as its longest text: not every program works that out by itself."""
    plain, wrapped = WriteOnlyCell(sheet), WriteOnlyCell(sheet)
    plain.alignment, wrapped.alignment = Alignment(vertical="top"), top
    for number, row in enumerate(table.rows, start=3):
        lines = 1
        shown: list[Value | Cell] = []
        for column, value in zip(table.columns, row, strict=True):
            read = value if column.folded else column.said(value)
            text = cell_text(read) if isinstance(read, str) else read
            if column.folded or value is None or value == "":
                # What nobody sees needs no look, which costs more than all the rest.
                shown.append(text)
                continue
            taken = lines_of(text, column.width) if isinstance(text, str) else 1
            shown.append(_looking_as(wrapped if taken > 1 else plain, sheet, text))
            lines = max(lines, taken)
        if lines > 1:
            sheet.row_dimensions[number].height = height_of(lines)
        sheet.append(shown)


def _looking_as(other: Cell, sheet: Worksheet, value: Value) -> Cell:
    """A cell with the look of another: what is set anew is looked up among all looks, which takes far longer."""
    cell = WriteOnlyCell(sheet, value=value)
    cell._style = other._style  # type: ignore[attr-defined]
    return cell


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column of a width in characters, a Chinese one counted as two."""
    # A line ends before a character or number that does not fit whole: so not all of the width is counted on.
    room = max(width - 2, 2)
    if 2 * len(text) <= room and "\n" not in text:
        return 1
    return sum(max(math.ceil(_columns(line) / room), 1) for line in text.split("\n"))


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def height_of(lines: int) -> float:
    """Points that a row of some lines takes; not every program works it out by itself."""
    return min(lines * LINE + 1, TALLEST)


def set_page(sheet: Worksheet, title: str) -> None:
    """A4 landscape, as wide as the page, the title above and page numbers below."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = MARGIN
    # Two signs stand for one: a single & begins a code in headers (ECMA-376 part 1, 18.3.1.46).
    above, below = sheet.HeaderFooter.oddHeader, sheet.HeaderFooter.oddFooter
    assert above is not None
    assert below is not None
    above.center.text = cell_text(title).replace("&", "&&")
    below.center.text = "&P / &N"


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook; time stamps inside are fixed, so that the same content gives the same bytes."""
    raw = io.BytesIO()
    book.save(raw)
    return with_fixed_times(raw.getvalue())


def new_book(title: str = "") -> Workbook:
    """A workbook without sheets, rows of which are written and forgotten."""
    book = Workbook(write_only=True)
    book.properties.creator = "policykb"
    book.properties.created = FIXED_TIME
    if title:
        book.properties.title = ILLEGAL_CHARACTERS_RE.sub("\ufffd", title)
    return book


def write_explained(book: Workbook, tables: Iterable[Table], titles: Iterable[str]) -> None:
    """Add a sheet that explains every column of other sheets."""
    meanings = tuple(
        (title, column.name, f"{column.meaning}{'（已折叠）' if column.folded else ''}")
        for table, title in zip(tables, titles, strict=True)
        for column in table.columns
    )
    explained = (Column("工作表", "", 12), Column("列", "", 24), Column("含义", "", 70))
    write_sheet(book, Table("columns", explained, meanings), "列说明")


def write_sheet(book: Workbook, table: Table, title: str) -> None:
    """Add a table as a sheet of a workbook; texts that a spreadsheet could take for formulas are marked as texts."""
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    set_widths(sheet, (column.width for column in table.columns))
    if table.rows:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    bold, top = Font(bold=True), Alignment(vertical="top", wrap_text=True)
    header = [WriteOnlyCell(sheet, value=column.name) for column in table.columns]
    for cell in header:
        cell.font = bold
    sheet.append(header)
    for row in table.rows:
        sheet.append([_cell(sheet, value, top) for value in row])


def set_widths(sheet: Worksheet, widths: Iterable[int]) -> None:
    """Set the widths of the columns of a sheet, in characters, from the first on."""
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def _cell(sheet: WriteOnlyWorksheet, value: Value, top: Alignment) -> Value | Cell:
    """A value as it goes into the sheet; only long texts get a style, which costs more than all the rest."""
    if not isinstance(value, str):
        return value
    text = cell_text(value)
    if len(text) < WRAPPED_FROM:
        return text
    cell = WriteOnlyCell(sheet, value=text)
    cell.alignment = top
    return cell


def cell_text(text: str) -> str:
    """A text as it may stand in a cell: no formula, no control characters, not longer than a cell may be."""
    safe = safe_text(text)
    return safe if len(safe) <= CELL_LIMIT else safe[: CELL_LIMIT - len(CUT_NOTICE)] + CUT_NOTICE
