"""Who answers and by when, in files as on the pages: whose it is, and why nothing stands there."""

from __future__ import annotations

import io

import openpyxl
import pytest

from generator.pipeline import compare_corpus, read_corpus
from generator.render import SiteInput
from generator.render.export_forms import WRITERS
from generator.render.exported import Exporter
from tests.export.files import word_of
from tests.support import ROOT

DOMAIN = "rewards-and-sanctions"


@pytest.fixture(scope="module")
def exporter() -> Exporter:
    corpus = read_corpus(ROOT)
    return Exporter(SiteInput(corpus.records, corpus.sources, compare_corpus(corpus), corpus.vocabulary))


@pytest.fixture(scope="module")
def rows(exporter: Exporter) -> dict[str, dict[str, list[str]]]:
    """Lines of the cells of a domain's table in the file for Word: row -> document -> lines."""
    table = word_of(WRITERS["docx"](exporter.domain(DOMAIN))).tables[0]
    heads = [cell.text.split("（")[0].split("\n")[0] for cell in table.rows[0].cells]
    return {
        row.cells[0].text: {head: cell.text.split("\n") for head, cell in zip(heads, row.cells, strict=True)}
        for row in table.rows[1:]
    }


def test_what_a_digest_leaves_out_is_unknown(rows: dict[str, dict[str, list[str]]]) -> None:
    """The guideline is held as a digest: that it names no unit there says nothing of the guideline."""
    for row in ("责任单位", "时限", "量化指标"):
        assert rows[row]["国家"] == ["四(三)：", "不明", "基本原则五：", "不明"]
        assert rows[row]["吉林"] == ["不明"]


def test_what_a_whole_document_does_not_say_is_not_said(rows: dict[str, dict[str, list[str]]]) -> None:
    assert rows["时限"]["宜兴"] == ["二(一)3：", "未写明", "基本原则5：", "未写明"]
    assert rows["量化指标"]["盘锦"] == ["没有"]


def test_units_of_several_provisions_are_told_apart(rows: dict[str, dict[str, list[str]]]) -> None:
    """江阴 has two provisions on it, with other units each."""
    lines = rows["责任单位"]["江阴"]
    assert [line for line in lines if line.endswith("：")] == ["二(二)4：", "二(四)3："]
    first, second = lines[: lines.index("二(四)3：")], lines[lines.index("二(四)3：") :]
    assert any("各镇街道园区" in line for line in first)
    assert not any("安监局" in line for line in first)
    assert any("安监局" in line for line in second)
    assert not any(line.endswith("：") for line in rows["责任单位"]["盘锦"]), "the only one needs no number"


def test_a_pair_tells_units_and_time_limits_below_the_text(exporter: Exporter) -> None:
    """As its page does; without them a drafter had the texts of two plans, and not who does what by when."""
    table = word_of(WRITERS["docx"](exporter.pair("panjin-2017-25", "yixing-2020-70"))).tables[0]
    cells = {row.cells[0].text.split(" 建立")[0]: row.cells for row in table.rows}
    left = cells["盘锦 二(一)"][0].text.split("\n")
    assert left[-3:] == [
        "牵头：市政府办、市发改委",
        "配合：各相关部门、各县区政府、经济区管委会",
        "时限：（附表）2017年12月末；（附表）每半年",
    ]
    right = cells["盘锦 二(一)"][2].text
    assert "配合：市纪委(监委)、市委组织部" in right


def test_a_workbook_says_why_a_cell_holds_nothing(exporter: Exporter) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(WRITERS["xlsx"](exporter.domain(DOMAIN))))["对比"]
    heads = [str(cell.value) for cell in sheet[1]]
    unit, limit = heads.index("责任单位"), heads.index("时限与指标")
    told = {(str(row[0]), str(row[heads.index("位置")])): row for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert (told["国家（摘编）", "四(三)"][unit], told["国家（摘编）", "四(三)"][limit]) == ("不明", "不明")
    assert (told["宜兴", "基本原则5"][unit], told["宜兴", "二(一)3"][limit]) == ("未写明", "未写明")
    assert not told["盘锦", "三(三)"][heads.index("对照条文")], "of what it is marked against nothing is said"


def test_a_list_of_tasks_says_why_a_cell_holds_nothing(exporter: Exporter) -> None:
    table = word_of(WRITERS["docx"](exporter.policy("national-2016-76"))).tables[0]
    assert {(row.cells[3].text, row.cells[4].text) for row in table.rows[1:]} == {("不明", "不明")}
