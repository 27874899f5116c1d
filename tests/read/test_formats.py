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
from tests.support import ROOT, real_stock

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


@functools.cache
def text_of(policy: str) -> str:
    return (ROOT / "policies" / policy / "source.txt").read_bytes().decode("utf-8")


@functools.cache
def record_of_text(policy: str) -> PolicyRecord:
    return read_file(real_stock(), ROOT / "policies" / policy / "source.txt")


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
    expected, found = record_of_text(policy), read_file(real_stock(), file)
    assert tasks(found) == tasks(expected)
    assert citations(found) == citations(expected)
    assert outline(found) == outline(expected)
    assert about(found) == about(expected)
    assert [row(entry) for entry in found.annex_rows] == [row(entry) for entry in expected.annex_rows]


def test_the_printed_pages_are_more_than_one_line_a_paragraph() -> None:
    """The comparison above would say nothing if the writers did not break lines, pages and tables."""
    sheets = print_text(text_of("panjin-2017-25"))
    paragraphs = [line for line in text_of("panjin-2017-25").splitlines() if line]
    assert len(sheets) > 8
    assert sum(len(sheet.boxes) for sheet in sheets) == 16 * 7
    assert sum(len(sheet.prints) for sheet in sheets) > 5 * len(paragraphs)


PLAN = """宜兴市实施方案

一、主要任务

（一）健全诚信制度。完善各项制度。

附件：任务分工表
任务分工表
序号\t项目\t重点工作\t责任部门\t完成时间\t备注
\t围绕守信践诺推行清单制\t建立健全守信践诺机制，准确记录履行情况。\t财政局 审计局\t长期\t
1\t健全诚信制度\t对社会的贡献 度作为加分项目，贡献度作为依据另行公布，完善各项制度并接受社会监督。\t\t\t
\t围绕示范创建推行评星制\t形成守信文化。\t财政局审计局各镇、园区、街道\t2021年12月底前\t重点
1\t抓好评价\t建立评价体系。\t\t\t
\t保障措施\t\t\t\t
1\t加强领导\t召开例会。\t各有关部门\t每月\t
"""


@pytest.mark.parametrize("name", FORMATS)
def test_rows_without_numbers_and_empty_cells_of_a_real_table(name: str, tmp_path: Path) -> None:
    suffix, write = FORMATS[name]
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / f"plan{suffix}").write_bytes(write(PLAN))
    expected, found = (
        read_file(real_stock(), tmp_path / "plan.txt"),
        read_file(real_stock(), tmp_path / f"plan{suffix}"),
    )
    assert [row(entry) for entry in found.annex_rows] == [row(entry) for entry in expected.annex_rows]
    assert [(entry.row, entry.title, [unit.raw for unit in entry.units]) for entry in found.annex_rows] == [
        ("", "围绕守信践诺推行清单制", ["财政局", "审计局"]),
        ("1", "健全诚信制度", []),
        ("", "围绕示范创建推行评星制", ["财政局", "审计局", "各镇、园区、街道"]),
        ("1", "抓好评价", []),
        ("", "保障措施", []),
        ("1", "加强领导", ["各有关部门"]),
    ]
    assert found.annex_rows[1].text.startswith("对社会的贡献度作为加分项目")
