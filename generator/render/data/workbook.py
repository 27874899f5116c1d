"""Provisions as a workbook (.xlsx) to read, filter and print, with the same rows for programs on their own sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from xlsxwriter.worksheet import Worksheet

from generator.export.document import COLOURS, LEGEND, Mark, Run
from generator.render.data.spreadsheet import (
    LINE,
    SHADE,
    Book,
    Setting,
    Table,
    cell_text,
    height_of,
    lines_of,
    set_page,
    set_widths,
    write_explained,
    write_sheet,
    write_value,
)

ABOUT: Final = 100
"""Width of the sheet with notes and sources, in characters."""

MARKS: Final[Mapping[Mark, Mapping[str, Setting]]] = MappingProxyType(
    {
        "insert": {"underline": 1, "font_color": f"#{COLOURS['insert']}"},
        "moved_here": {"underline": 2, "font_color": f"#{COLOURS['moved_here']}"},
        "delete": {"font_strikeout": True, "font_color": f"#{COLOURS['delete']}"},
        "moved_away": {"font_strikeout": True, "italic": True, "font_color": f"#{COLOURS['moved_away']}"},
    }
)
"""How a change is set: as in the Word file, never by colour alone (a workbook knows no double strike)."""

LINED: Final[Mapping[str, Setting]] = MappingProxyType({"border": 1, "border_color": "#B8BDC4"})
PALE: Final = "#F3F6F9"
"""How cells of a table are bordered, and what stands behind a row that begins a group."""

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
    book = Book(listing.title)
    _write_listing(book, listing)
    _write_about(book, listing)
    write_sheet(book, table, "数据")
    write_explained(book, (table,), ("数据",))
    return book.saved()


def _write_listing(book: Book, listing: Listing) -> None:
    sheet = book.sheet("对比")
    set_page(sheet, listing.title)
    widths = [heading.width for heading in listing.headings]
    set_widths(sheet, widths)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    if listing.lines:
        sheet.autofilter(0, 0, len(listing.lines), len(listing.headings) - 1)
    sheet.set_row(0, LINE + 1)
    for column, heading in enumerate(listing.headings):
        _write(book, sheet, (0, column), heading.title, {"bold": True, "bg_color": SHADE, **LINED})
    for row, line in enumerate(listing.lines, start=1):
        sheet.set_row(row, _height(line.cells, widths))
        look = {"bg_color": PALE, **LINED} if line.leading else LINED
        for column, content in enumerate(line.cells):
            _write(book, sheet, (row, column), content, look)


def _write_about(book: Book, listing: Listing) -> None:
    sheet = book.sheet("说明")
    set_page(sheet, listing.title)
    set_widths(sheet, [ABOUT])
    sheet.set_row(0, 2 * LINE)
    _write(book, sheet, (0, 0), listing.title, {"bold": True, "font_size": 14})
    rows: list[Content] = [listing.subtitle] if listing.subtitle else []
    if listing.marked:
        rows.append((Run(text="标记："), *_legend()))
    rows += listing.notes
    rows += ["来源："] if listing.sources else []
    rows += [f"{number}. {source}" for number, source in enumerate(listing.sources, start=1)]
    for row, content in enumerate(rows, start=1):
        sheet.set_row(row, _height((content,), (ABOUT,)))
        _write(book, sheet, (row, 0), content, {})


def _legend() -> Iterable[Run]:
    for number, (mark, title) in enumerate(LEGEND.items()):
        if number:
            yield Run(text="　")
        yield Run(text=title, mark=mark)


def _write(book: Book, sheet: Worksheet, at: tuple[int, int], content: Content, look: Mapping[str, Setting]) -> None:
    """Write a text or a marked passage into a cell, given by the numbers of its row and column from 0."""
    whole, runs = _plain(content), () if isinstance(content, str) else tuple(run for run in content if run.text)
    cell = {"valign": "top", "text_wrap": True, **look}
    # Without marks where it is changed to be safe or too long for a cell: what is cut off could end within a mark.
    if cell_text(whole) != whole or all(run.mark == "same" for run in runs):
        write_value(sheet, *at, whole, book.look(**cell))
    elif len(runs) == 1:
        write_value(sheet, *at, whole, book.look(**cell, **MARKS[runs[0].mark]))
    else:
        pieces = [book.look(**MARKS[run.mark]) if run.mark != "same" else None for run in runs]
        marked = [part for mark, run in zip(pieces, runs, strict=True) for part in (mark, run.text) if part is not None]
        sheet.write_rich_string(*at, *marked, book.look(**cell))


def _plain(content: Content) -> str:
    return content if isinstance(content, str) else "".join(run.text for run in content)


def _height(cells: Sequence[Content], widths: Sequence[int]) -> float:
    """Points that the longest cell of a row takes when wrapped; not every program works it out by itself."""
    return height_of(max(lines_of(_plain(cell), width) for cell, width in zip(cells, widths, strict=True)))
