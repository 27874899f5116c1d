"""数据下载: every published file, its columns explained with a sample row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.models.limits import ROWS, columns_for
from generator.render.data.comparison_files import alignment_table, links_of
from generator.render.data.exports import offered
from generator.render.data.records import PUBLISHED, content_hash
from generator.render.data.sizes import has_workbook
from generator.render.data.spreadsheet import Column, Value
from generator.render.data.tables import Samples, sampled, samples
from generator.render.environment import corpus_state, index_of
from generator.render.materials import Materials, Unkept
from generator.render.selection import compared_pairs
from generator.render.site import Page, SiteInput

SAMPLE_LENGTH = 60

MATERIALS: tuple[str, ...] = ()
"""What is kept of the tables is the tables' own."""

_FROM_HEADING = "上级条文标题后括号里的，其下没有自己的各条都列一行（所在为 heading）；数“几处”时不计。"
"""Else rows of a table are taken for what the pages count."""

ABOUT = {
    "tasks": ("条文", "每条任务、保障措施、基本原则一行。"),
    "units": ("责任单位", f"每处单位一行；同一单位在不同条文出现的各占一行。{_FROM_HEADING}"),
    "deadlines": ("时限", f"每处时限一行，正文与附表分开。{_FROM_HEADING}"),
    "quantities": ("量化指标", "每处量化指标一行。"),
    "citations": ("引用文件", "每份文件引用的每个其他文件一行，取首次出现处。"),
    "references": ("引用条款", "每处按条、款、项引用的条文一行，本文件的和其他文件的都在内。"),
    "definitions": ("文中简称", "文件自行规定的机构简称，每个一行。"),
    "shared": (
        "相同文字",
        "条文中与其他文件连续 10 字以上逐字相同的每一段一行，相同的两条各占一行；摘编不参与。"
        "文件多于 12 份时，只比有依据关系的和最相近的，另见于只列其中前几条。",
    ),
    "quality": ("读取质量", "每份文件一行：原文字数，未能归类、待核、修复、更正和未识别单位各多少。"),
    "alignments": ("条文对应", "每对有对应关系的条文一行，方向不同的分开。"),
}


@dataclass(frozen=True)
class Sample:
    """A column with a value of it: of the row shown, or of the first row that has one."""

    column: Column
    value: str


@dataclass(frozen=True)
class Sheet:
    """A table file as the page explains it."""

    name: str
    title: str
    about: str
    rows: int
    samples: tuple[Sample, ...]


def states() -> Iterator[str]:
    """Nothing is kept but what the tables keep."""
    return iter(())


def pages(site: SiteInput) -> Iterator[Page]:
    """The one page on data."""
    return pages_from(site, Unkept(site))


def pages_from(site: SiteInput, materials: Materials) -> Iterator[Page]:
    """The page, made with what is kept of the tables of each document."""
    apart = index_of(site).large
    if apart:
        linked = next((table for record in site.records if (table := links_of(site, record.id)).rows), None)
    else:
        linked = alignment_table(site)
    sheets = [_sheet(kind.name, kind.columns, told) for kind, told in samples(site, materials)]
    sheets += [_sheet(linked.name, linked.columns, sampled(linked))] if linked is not None else []
    context: dict[str, object] = {
        "sheets": sheets,
        "apart": apart,
        "compared": compared_pairs(site),
        "workbook": has_workbook(site),
        "most": ROWS,
        "schemas": tuple(PUBLISHED),
        "counts": {
            "links": len(site.comparison.links),
            "cells": len(site.comparison.cells),
        },
        "columns": columns_for(len(site.records)),
        "paired": any(entry.part.startswith("pair-") for entry in offered(site)),
        "exports": tuple(
            (title, tuple(entry for entry in offered(site) if entry.part.startswith(kind)))
            for kind, title in (("domain-", "领域"), ("pair-", "两份文件"))
        ),
        "content_hash": content_hash(site)[:12],
        "state": corpus_state(site),
        "example": site.records[0].id if site.records else "",
    }
    yield Page("downloads.md", "数据下载", "downloads.html", context)


def _sheet(name: str, columns: Iterable[Column], told: Samples) -> Sheet:
    title, about = ABOUT[name]
    shown = tuple(Sample(column, _shown(value)) for column, value in zip(columns, told.values, strict=True))
    return Sheet(name, title, about, told.rows, shown)


def _shown(value: Value) -> str:
    if value is None:
        return "（空）"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return text if len(text) <= SAMPLE_LENGTH else text[:SAMPLE_LENGTH] + "……"
