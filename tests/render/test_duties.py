"""What the annex of a document adds to its provisions (任务分工表)."""

from __future__ import annotations

import csv
import io
import json

from bs4 import BeautifulSoup

from generator.models import AnnexRow, Deadline, Task
from generator.models.kinds import DeadlineType
from generator.render.data import desk_items, tables
from generator.render.duties import annex_deadlines, deadlines_said
from generator.render.environment import render_page
from generator.render.pages import policies
from generator.render.search.entries import entries_of
from tests.render.made import local, real_site

PANJIN, DEBT = "panjin-2017-25", "t-4-5"


def _deadline(raw: str, kind: DeadlineType = "deadline", date: str | None = None) -> Deadline:
    return Deadline(raw=raw, type=kind, date=date, span=(0, len(raw)))


def _said(own: tuple[Deadline, ...], *annexed: Deadline) -> tuple[str, ...]:
    record = local()
    task = record.tasks[0].model_copy(update={"deadlines": own})
    row = AnnexRow(
        id="a-1", row="1", title=task.title, task=task.id, deadlines=annexed, line=1, span=(0, 1), title_span=(0, 1)
    )
    other = row.model_copy(update={"id": "a-2", "task": "t-9-9", "deadlines": (_deadline("2030年底"),)})
    return deadlines_said(record.model_copy(update={"annex_rows": (row, row, other)}), task)


def test_what_only_the_annex_says_is_marked_and_said_once() -> None:
    assert _said((), _deadline("2017年12月末", date="2017-12-31")) == ("（附表）2017年12月末",)
    assert _said((_deadline("每季度", "frequency"),), _deadline("2017年底", date="2017-12-31")) == (
        "每季度",
        "（附表）2017年底",
    )


def test_what_repeats_the_text_is_not_said_again() -> None:
    assert _said((_deadline("完成时限长期", "ongoing"),), _deadline("长期", "ongoing")) == ("完成时限长期",)
    assert _said((_deadline("2017年底前", date="2017-12-31"),), _deadline("2017年12月末", date="2017-12-31")) == (
        "2017年底前",
    )
    assert _said((_deadline("每季度", "frequency"),), _deadline("每月", "frequency")) == ("每季度", "（附表）每月")


def test_principles_have_no_row() -> None:
    record = next(record for record in real_site().records if record.id == PANJIN)
    assert all(annex_deadlines(record, principle) == () for principle in record.principles)


def test_every_place_that_says_when_says_what_the_annex_of_panjin_fixes() -> None:
    """Its task on public debt has no date of its own; row 12 of its annex says 2017年12月末 (line 97 of the source)."""
    site = real_site()
    record = next(record for record in site.records if record.id == PANJIN)
    task = next(task for task in record.tasks if task.id == DEBT)
    assert isinstance(task, Task)
    assert not task.deadlines
    (page,) = policies.part_pages(site, PANJIN)
    article = BeautifulSoup(render_page(page, site), "lxml").select_one(f"article#{DEBT}")
    assert article is not None
    assert "（附表）2017年12月末" in article.text
    (script,) = desk_items.part_files(site, PANJIN)
    items = json.loads(script.content.decode().partition(",")[2].removesuffix(");\n"))["items"]
    (item,) = (item for item in items if item["id"] == DEBT)
    assert item["deadlines"] == ["（附表）2017年12月末"]
    table = next(file for file in tables.files(site) if file.path == "data/tasks.csv").content.decode("utf-8-sig")
    rows = {(row["policy"], row["item"]): row for row in csv.DictReader(io.StringIO(table))}
    assert (rows[PANJIN, DEBT]["deadlines"], rows[PANJIN, DEBT]["annex_deadlines"]) == ("", "2017年12月末")
    assert next(entry for entry in entries_of(site, PANJIN) if entry.item == DEBT).has_deadline
    # 等相关部门 stands behind its units (line 61).
    assert item["open"] == "等（未列全）"


def _duties(policy: str, item: str) -> str:
    """Who is charged with a provision, as its document's page says it."""
    page = next(page for page in policies.part_pages(real_site(), policy) if page.path == f"policies/{policy}.md")
    clause = BeautifulSoup(render_page(page, real_site()), "lxml").find(id=item)
    assert clause is not None
    line = clause.select_one(".pk-unit-line")
    assert line is not None
    return " ".join(line.get_text(" ").split())


def test_who_answers_stands_before_who_helps_and_the_open_end_behind_those_it_belongs_to() -> None:
    """江阴 二(四) names fourteen 责任部门, then 配合部门:安监局……城管局等各相关部门 (line 73 of the source)."""
    own = _duties("jiangyin-2018-draft", "t-2-4")
    assert own.startswith("责任 政府办")
    assert own.endswith("配合 安监局 市场监管局 环保局 人社局 公安局 城管局 等各相关部门")
    below = _duties("jiangyin-2018-draft", "t-2-4-1")
    assert below.startswith("随上级 二(四) 责任 政府办")
    assert below.endswith("城管局 等各相关部门")
    assert "等" not in _duties("panjin-2017-25", "t-2-1")


def test_columns_of_units_in_tables_keep_their_order() -> None:
    """盘锦 二(二): 牵头单位：市政府办；责任单位：各相关部门，各县区政府、经济区管委会 (line 33 of the source)."""
    table = next(file for file in tables.files(real_site()) if file.path == "data/tasks.csv").content
    row = next(
        row
        for row in csv.DictReader(io.StringIO(table.decode("utf-8-sig")))
        if (row["policy"], row["item"]) == (PANJIN, "t-2-2")
    )
    assert (row["lead_units"], row["cooperate_units"], row["responsible_units"]) == (
        "市政府办",
        "",
        "各相关部门；各县区政府；经济区管委会",
    )
