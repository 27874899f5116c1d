"""data/columns.csv: what every column of every table means, for programs."""

from __future__ import annotations

from collections.abc import Iterator

from generator.render.data.comparison_files import ALIGNMENT_COLUMNS, SENTENCES
from generator.render.data.spreadsheet import Column, Table, as_csv
from generator.render.data.tables import TABLES
from generator.render.environment import index_of
from generator.render.site import DataFile, SiteInput

CODEBOOK_COLUMNS = (Column("file", "数据文件"), Column("column", "列名"), Column("meaning", "含义"))


def files(site: SiteInput) -> Iterator[DataFile]:
    """One table, a row for each column, in the order of the files."""
    large = index_of(site).large
    every = [(f"{kind.name}.csv", column) for kind in TABLES for column in kind.columns]
    linked = [column for column in ALIGNMENT_COLUMNS if not (large and column.name in SENTENCES)]
    every += [("alignments/*.csv" if large else "alignments.csv", column) for column in linked]
    rows = tuple((file, column.name, column.meaning) for file, column in every)
    yield DataFile("data/columns.csv", as_csv(Table("columns", CODEBOOK_COLUMNS, rows)))
