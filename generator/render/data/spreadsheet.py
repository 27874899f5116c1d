"""Tables as CSV and XLSX: safe against formula injection, the same bytes for the same rows."""

from __future__ import annotations

import codecs
import csv
import io
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from generator.export.package import FIXED_TIME
from generator.wide import is_wide

Value = str | int | float | bool | None

FORMULA_STARTS: Final = tuple("=+-@＝＋－＠\t\r\n")
CELL_LIMIT: Final = 32_767
"""Longest text of a cell: "Excel specifications and limits", total number of characters a cell can contain."""
CUT_NOTICE: Final = "……（超出单元格上限，全文见 JSON）"
WRAPPED_FROM: Final = 20
SHADE, QUIET = "#DFE6EE", "#5A6370"
"""Behind headings, and of what is said in passing."""

LINE, TALLEST = 17.0, 409.0
"""Points: a line of Chinese text in the typefaces of Excel and LibreOffice, and the tallest row that Excel knows."""

A4 = 9
"""The number of the size in the file format (ECMA-376 part 1, 18.3.1.63)."""

MARGIN: Final = 0.4
"""Inches on each side of a printed page."""

HEADER_LIMIT: Final = 200
"""Characters of a title above a printed page; Excel refuses a file with a header of more than 255, codes included."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""What no XML can hold (Extensible Markup Language 1.0, 2.2)."""

Setting = str | int | bool
"""What a look is told by: a property of a format and its value."""


class Book:
    """A workbook in memory; the looks of cells are shared by all its sheets."""

    def __init__(self, title: str = "") -> None:
        """Begin a workbook without sheets."""
        self._bytes = io.BytesIO()
        self._file = Workbook(self._bytes, {"in_memory": True})
        told = {"title": _CONTROL.sub("\ufffd", title), "author": "policykb", "created": FIXED_TIME}
        self._file.set_properties(told)
        self._looks: dict[tuple[tuple[str, Setting], ...], Format] = {}

    def sheet(self, title: str) -> Worksheet:
        """Add an empty sheet with this name."""
        return self._file.add_worksheet(title)

    def look(self, **settings: Setting) -> Format:
        """The format with these properties (XlsxWriter's names), the same for the same ones."""
        key = tuple(sorted(settings.items()))
        if key not in self._looks:
            self._looks[key] = self._file.add_format(dict(key))
        return self._looks[key]

    def saved(self) -> bytes:
        """End it; the same content gives the same bytes, as no time stamp of now stands inside."""
        self._file.close()
        for sheet in self._file.worksheets():
            # It leads to itself, so that all cells would wait for the garbage collector.
            vars(sheet).clear()
        return self._bytes.getvalue()


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
    clean = _CONTROL.sub("\ufffd", text)
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
        The bytes of the file; see `Book.saved`.
    """
    book = Book()
    for table, title in zip(tables, titles, strict=True):
        _write_readable(book, table, title)
    write_explained(book, tables, titles)
    return book.saved()


def _write_readable(book: Book, table: Table, title: str) -> None:
    sheet = book.sheet(title)
    set_page(sheet, title)
    sheet.freeze_panes(2, 0)
    sheet.repeat_rows(0, 1)
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, column.width, None, {"level": 1, "hidden": True} if column.folded else {})
    if table.rows:
        sheet.autofilter(1, 0, len(table.rows) + 1, len(table.columns) - 1)
    seen = [at for at, column in enumerate(table.columns) if not column.folded]
    above: tuple[tuple[list[str], dict[str, Setting]], ...] = (
        ([cell_text(column.heading) for column in table.columns], {"bold": True}),
        ([column.name for column in table.columns], {"font_size": 8, "font_color": QUIET}),
    )
    for number, (texts, letters) in enumerate(above):
        look = book.look(valign="top", text_wrap=True, bg_color=SHADE, **letters)
        sheet.set_row(number, height_of(max(lines_of(texts[at], table.columns[at].width) for at in seen)))
        for at, text in enumerate(texts):
            sheet.write_string(number, at, text, look)
    _write_rows(book, sheet, table)


def _write_rows(book: Book, sheet: Worksheet, table: Table) -> None:
    """The rows to read, each as tall as its longest text: not every program works that out by itself."""
    plain, wrapped = book.look(valign="top"), book.look(valign="top", text_wrap=True)
    for number, row in enumerate(table.rows, start=2):
        lines = 1
        for at, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            if column.folded or value is None or value == "":
                write_value(sheet, number, at, value)
                continue
            read = column.said(value)
            taken = lines_of(cell_text(read), column.width) if isinstance(read, str) else 1
            write_value(sheet, number, at, read, wrapped if taken > 1 else plain)
            lines = max(lines, taken)
        if lines > 1:
            sheet.set_row(number, height_of(lines))


def write_value(sheet: Worksheet, row: int, column: int, value: Value, look: Format | None = None) -> None:
    """Write what a cell holds, numbered from 0; a text never as a formula, an address or a number.

    Args:
        sheet: Where it stands.
        row: The row's number.
        column: The column's number.
        value: Nothing is written for None.
        look: How the cell looks, None for what nobody sees.
    """
    if isinstance(value, str):
        sheet.write_string(row, column, cell_text(value), look)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, look)
    elif value is not None:
        sheet.write_number(row, column, value, look)


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column of a width in characters, a Chinese one counted as two."""
    # A line ends before a character or number that does not fit whole: so not all of the width is counted on.
    room = max(width - 2, 2)
    if 2 * len(text) <= room and "\n" not in text:
        return 1
    return sum(max(math.ceil(_columns(line) / room), 1) for line in text.split("\n"))


def _columns(text: str) -> int:
    return sum(2 if is_wide(character) else 1 for character in text)


def height_of(lines: int) -> float:
    """Points that a row of some lines takes; not every program works it out by itself."""
    return min(lines * LINE + 1, TALLEST)


def set_page(sheet: Worksheet, title: str) -> None:
    """A4 landscape, as wide as the page, the title above and page numbers below."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=MARGIN, right=MARGIN)
    # Two signs stand for one: a single & begins a code in headers (ECMA-376 part 1, 18.3.1.46).
    sheet.set_header("&C" + cell_text(title)[:HEADER_LIMIT].replace("&", "&&"))
    sheet.set_footer("&C&P / &N")


def write_explained(book: Book, tables: Iterable[Table], titles: Iterable[str]) -> None:
    """Add a sheet that explains every column of other sheets."""
    meanings = tuple(
        (title, column.name, f"{column.meaning}{'（已折叠）' if column.folded else ''}")
        for table, title in zip(tables, titles, strict=True)
        for column in table.columns
    )
    explained = (Column("工作表", "", 12), Column("列", "", 24), Column("含义", "", 70))
    write_sheet(book, Table("columns", explained, meanings), "列说明")


def write_sheet(book: Book, table: Table, title: str) -> None:
    """Add a table as a sheet of a workbook; texts that a spreadsheet could take for formulas are marked as texts."""
    sheet = book.sheet(title)
    sheet.freeze_panes(1, 0)
    set_widths(sheet, (column.width for column in table.columns))
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    bold, top = book.look(bold=True), book.look(valign="top", text_wrap=True)
    for at, column in enumerate(table.columns):
        sheet.write_string(0, at, column.name, bold)
    for number, row in enumerate(table.rows, start=1):
        for at, value in enumerate(row):
            long = isinstance(value, str) and len(value) >= WRAPPED_FROM
            write_value(sheet, number, at, value, top if long else None)


def set_widths(sheet: Worksheet, widths: Iterable[int]) -> None:
    """Set the widths of the columns of a sheet, in characters, from the first on."""
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width)


def cell_text(text: str) -> str:
    """A text as it may stand in a cell: no formula, no control characters, not longer than a cell may be."""
    safe = safe_text(text)
    return safe if len(safe) <= CELL_LIMIT else safe[: CELL_LIMIT - len(CUT_NOTICE)] + CUT_NOTICE
