"""The same document as text, web page, Word file, PDF and OFD gives the same record."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.models import AnnexRow, PolicyRecord, Unit
from generator.pipeline import read_file
from tests.read.formats import (
    print_text,
    write_docx,
    write_html,
    write_ofd,
    write_pdf,
    write_pdf_without_indents,
)

ROOT = Path(__file__).resolve().parents[2]
POLICIES = (
    "jiangyin-2018-draft",
    "jilin-2017-75-jd",
    "national-2016-76",
    "panjin-2017-25",
    "template-x",
    "yixing-2020-70",
)
FORMATS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "html": (".html", write_html),
    "html-gbk": (".htm", lambda text: write_html(text, "gb18030")),
    "docx": (".docx", write_docx),
    "pdf": (".pdf", write_pdf),
    "pdf-without-indents": (".pdf", write_pdf_without_indents),
    "ofd": (".ofd", write_ofd),
}

# The annex of this text is a table flattened to one cell a line, its empty cells lines of no-break spaces. Print
# shows them as nothing (PDFium reports no characters there), so rows without a number cannot be told from the text
# above them. Real files have a real table in this place.
FLATTENED = {("jiangyin-2018-draft", name) for name in ("pdf", "pdf-without-indents")}


@functools.cache
def text_of(policy: str) -> str:
    return (ROOT / "policies" / policy / "source.txt").read_bytes().decode("utf-8")


@functools.cache
def record_of_text(policy: str) -> PolicyRecord:
    return read_file(ROOT, ROOT / "policies" / policy / "source.txt")


def units(found: tuple[Unit, ...]) -> list[tuple[object, ...]]:
    return [(u.raw, u.role, u.role_label, u.kind, u.agency, u.function) for u in found]


def tasks(record: PolicyRecord) -> list[tuple[object, ...]]:
    return [
        (
            task.id,
            task.number,
            task.kind,
            task.title,
            task.path,
            task.text,
            units(task.units),
            [(d.raw, d.type, d.date, d.period) for d in task.deadlines],
            [q.raw for q in task.quantities],
            task.domains,
        )
        for task in record.tasks
    ]


def outline(record: PolicyRecord) -> list[tuple[object, ...]]:
    sections = [(s.id, s.number, s.level, s.title, s.role, s.text) for s in record.sections]
    return sections + [(p.id, p.number, p.title, p.text) for p in record.principles]


def citations(record: PolicyRecord) -> list[tuple[object, ...]]:
    return [(c.title, c.number, c.relation, c.policy) for c in record.citations]


def about(record: PolicyRecord) -> list[object]:
    return [
        record.title,
        record.subtitle,
        record.doc_number,
        record.issuer,
        record.issued_on,
        record.published_on,
        record.legal_status,
        record.document_type,
        record.text_status,
        record.index_number,
        record.jurisdiction,
    ]


def row(found: AnnexRow) -> tuple[object, ...]:
    return found.row, found.title, found.task, found.text, units(found.units), [d.raw for d in found.deadlines]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("policy", POLICIES)
def test_every_format_gives_the_same_record(policy: str, name: str, tmp_path: Path) -> None:
    suffix, write = FORMATS[name]
    folder = tmp_path / policy
    folder.mkdir()
    notes = ROOT / "policies" / policy / "source.yaml"
    if notes.exists():
        shutil.copy(notes, folder)
    file = folder / f"source{suffix}"
    file.write_bytes(write(text_of(policy)))
    expected, found = record_of_text(policy), read_file(ROOT, file)
    assert tasks(found) == tasks(expected)
    assert citations(found) == citations(expected)
    if (policy, name) not in FLATTENED:
        assert outline(found) == outline(expected)
        assert about(found) == about(expected)
        assert [row(entry) for entry in found.annex_rows] == [row(entry) for entry in expected.annex_rows]
    else:
        numbered = [(entry.row, entry.title) for entry in expected.annex_rows if entry.row]
        assert [(entry.row, entry.title) for entry in found.annex_rows if entry.row] == numbered


def test_the_printed_pages_are_more_than_one_line_a_paragraph() -> None:
    """The comparison above would say nothing if the writers did not break lines, pages and tables."""
    sheets = print_text(text_of("panjin-2017-25"))
    paragraphs = [line for line in text_of("panjin-2017-25").splitlines() if line]
    assert len(sheets) > 8
    assert sum(len(sheet.boxes) for sheet in sheets) == 16 * 7
    assert sum(len(sheet.prints) for sheet in sheets) > 5 * len(paragraphs)
