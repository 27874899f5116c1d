"""An export as it leaves the program: as a document and as a table, in every format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

from generator.export import Document, as_markdown, as_word
from generator.render.data.spreadsheet import Table, as_csv
from generator.render.data.workbook import as_workbook
from generator.render.listed import FLAT, FlatRow, listing_of


@dataclass(frozen=True)
class Export:
    """The same content as a document to read, and as a table of one provision a row; `name` is the table's."""

    document: Document
    name: str
    rows: tuple[FlatRow, ...]

    @property
    def table(self) -> Table:
        """The rows for programs to compute with."""
        return Table(self.name, FLAT, tuple(row.values for row in self.rows))


def _word(export: Export) -> bytes:
    return as_word(export.document)


def _xlsx(export: Export) -> bytes:
    return as_workbook(listing_of(export.document, export.rows), export.table)


def _csv(export: Export) -> bytes:
    return as_csv(export.table)


def _markdown(export: Export) -> bytes:
    return as_markdown(export.document).encode()


WRITERS: MappingProxyType[str, Callable[[Export], bytes]] = MappingProxyType(
    {"docx": _word, "xlsx": _xlsx, "csv": _csv, "md": _markdown}
)
"""Format -> writer."""
