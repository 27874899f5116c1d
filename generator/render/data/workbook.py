"""Provisions as a workbook (.xlsx) to read, filter and print, with the same rows for programs on their own sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from generator.export.document import COLOURS, LEGEND, Mark, Run
from generator.render.data.spreadsheet import (
    LINE,
    SHADE,
    Table,
    cell_text,
    height_of,
    lines_of,
    new_book,
    saved,
    set_page,
    set_widths,
    write_explained,
    write_sheet,
)

ABOUT: Final = 100
"""Width of the sheet with notes and sources, in characters."""

MARKS: Final[Mapping[Mark, InlineFont]] = MappingProxyType(
    {
        "insert": InlineFont(u="single", color=Color(rgb=f"FF{COLOURS['insert']}")),
        "moved_here": InlineFont(u="double", color=Color(rgb=f"FF{COLOURS['moved_here']}")),
        "delete": InlineFont(strike=True, color=Color(rgb=f"FF{COLOURS['delete']}")),
        "moved_away": InlineFont(strike=True, i=True, color=Color(rgb=f"FF{COLOURS['moved_away']}")),
    }
)
"""How a change is set: as in the Word file, never by colour alone (a workbook knows no double strike)."""

Content = str | tuple[Run, ...]
"""What a cell holds: a text or a marked passage."""


@dataclass(frozen=True)
class Heading:
    """A column to read: its heading and its width in characters (a Chinese one takes two)."""

    title: str
    width: int


@dataclass(frozen=True)
class Line:
    """A row to read: one text or marked passage for each column; a `leading` row begins a group."""

    cells: tuple[Content, ...]
    leading: bool = False


@dataclass(frozen=True)
class Listing:
    """A table to read: title, columns, rows, and on a sheet of their own what it is, notes and sources."""

    title: str
    subtitle: str
    headings: tuple[Heading, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    marked: bool = False


def as_workbook(listing: Listing, table: Table) -> bytes:
    """A workbook: 对比 to read, 说明 on what it is and where it is from, 数据 for programs, 列说明 on its columns.

    Args:
        listing: What is read.
        table: The same rows with names of columns that programs rely on.

    Returns:
        The bytes of the file; the same content gives the same bytes.
    """
    book = new_book(listing.title)
    _write_listing(book, listing)
    _write_about(book, listing)
    write_sheet(book, table, "数据")
    write_explained(book, (table,), ("数据",))
    return saved(book)


def _write_listing(book: Workbook, listing: Listing) -> None:
    sheet = book.create_sheet("对比")
    set_page(sheet, listing.title)
    widths = [heading.width for heading in listing.headings]
    set_widths(sheet, widths)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    last = get_column_letter(len(listing.headings))
    if listing.lines:
        sheet.auto_filter.ref = f"A1:{last}{len(listing.lines) + 1}"
    styles = _Styles()
    sheet.row_dimensions[1].height = LINE + 1
    sheet.append([styles.heading(sheet, heading.title) for heading in listing.headings])
    for number, line in enumerate(listing.lines, start=2):
        sheet.row_dimensions[number].height = _height(line.cells, widths)
        sheet.append([styles.cell(sheet, content, leading=line.leading) for content in line.cells])


def _write_about(book: Workbook, listing: Listing) -> None:
    sheet = book.create_sheet("说明")
    set_page(sheet, listing.title)
    set_widths(sheet, [ABOUT])
    styles = _Styles()
    sheet.row_dimensions[1].height = 2 * LINE
    sheet.append([styles.title(sheet, listing.title)])
    rows: list[Content] = [listing.subtitle] if listing.subtitle else []
    if listing.marked:
        rows.append((Run(text="标记："), *_legend()))
    rows += listing.notes
    rows += ["来源："] if listing.sources else []
    rows += [f"{number}. {source}" for number, source in enumerate(listing.sources, start=1)]
    for number, content in enumerate(rows, start=2):
        sheet.row_dimensions[number].height = _height((content,), (ABOUT,))
        sheet.append([styles.cell(sheet, content, lined=False)])


def _legend() -> Iterable[Run]:
    for number, (mark, title) in enumerate(LEGEND.items()):
        if number:
            yield Run(text="　")
        yield Run(text=title, mark=mark)


class _Styles:
    """Looks of cells; every cell of a look shares its parts, which keeps the file small."""

    def __init__(self) -> None:
        thin = Side(style="thin", color="FFB8BDC4")
        self._border = Border(left=thin, right=thin, top=thin, bottom=thin)
        self._top = Alignment(vertical="top", wrap_text=True)
        self._shaded = PatternFill("solid", fgColor=SHADE)
        self._pale = PatternFill("solid", fgColor="FFF3F6F9")
        self._bold = Font(bold=True)
        self._large = Font(bold=True, size=14)

    def heading(self, sheet: Worksheet, text: str) -> Cell:
        cell = WriteOnlyCell(sheet, value=cell_text(text))
        cell.font, cell.fill, cell.border, cell.alignment = self._bold, self._shaded, self._border, self._top
        return cell

    def title(self, sheet: Worksheet, text: str) -> Cell:
        cell = WriteOnlyCell(sheet, value=cell_text(text))
        cell.font, cell.alignment = self._large, self._top
        return cell

    def cell(self, sheet: Worksheet, content: Content, *, leading: bool = False, lined: bool = True) -> Cell:
        cell = WriteOnlyCell(sheet)
        cell.value = cell_text(content) if isinstance(content, str) else _rich(content)
        cell.alignment = self._top
        if lined:
            cell.border = self._border
        if leading:
            cell.fill = self._pale
        return cell


def _rich(runs: tuple[Run, ...]) -> CellRichText | str:
    """Marked text; without marks where it is too long for a cell, as what is cut off could end within one."""
    whole = _plain(runs)
    if cell_text(whole) != whole:
        return cell_text(whole)
    blocks = [run.text if run.mark == "same" else TextBlock(MARKS[run.mark], run.text) for run in runs if run.text]
    return CellRichText(blocks)


def _plain(content: Content) -> str:
    return content if isinstance(content, str) else "".join(run.text for run in content)


def _height(cells: Sequence[Content], widths: Sequence[int]) -> float:
    """Points that the longest cell of a row takes when wrapped; not every program works it out by itself."""
    return height_of(max(lines_of(_plain(cell), width) for cell, width in zip(cells, widths, strict=True)))
