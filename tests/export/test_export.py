"""Exports: real tables, marked differences, texts that stay texts, and the same bytes every time."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText
from openpyxl.worksheet.worksheet import Worksheet

from generator.export import Paragraph, Run
from generator.models import ItemRef
from generator.models.limits import ALL_COMPARED
from generator.render import Settings, SiteInput
from generator.render.data.exports import offered, part_files, parts
from generator.render.data.spreadsheet import Column as TableColumn
from generator.render.data.spreadsheet import Table
from generator.render.data.workbook import Heading, Line, Listing, as_workbook
from generator.render.duties import units_above
from generator.render.export_forms import WRITERS
from generator.render.exported import Exporter
from generator.render.within import said_within
from tests.benchmarks.corpus import SHORT, write_knowledge_base
from tests.export.files import SITE, word_of
from tests.support import ROOT, policykb, real_comparison, real_corpus

SAID = "写到这一领域的是："


@pytest.fixture(scope="module")
def site() -> SiteInput:
    corpus = real_corpus()
    return SiteInput(
        records=corpus.records,
        sources=corpus.sources,
        comparison=real_comparison(),
        vocabulary=corpus.vocabulary,
        settings=Settings(site_url=SITE),
    )


@pytest.fixture(scope="module")
def exporter(site: SiteInput) -> Exporter:
    return Exporter(site)


class TestDomain:
    def test_columns_are_the_documents_that_have_it(self, exporter: Exporter) -> None:
        table = word_of(WRITERS["docx"](exporter.domain("government-procurement"))).tables[0]
        heads = [cell.text for cell in table.rows[0].cells]
        assert heads[0] == "项目"
        assert "盘锦（基准）\n盘政发〔2017〕25号" in heads
        assert [row.cells[0].text for row in table.rows[1:]] == ["条文", "责任单位", "时限", "量化指标"]
        column = heads.index("盘锦（基准）\n盘政发〔2017〕25号")
        assert "牵头：市财政局、市公管办" in table.rows[2].cells[column].text

    def test_a_provision_on_something_else_says_first_what_is_on_the_domain(
        self, exporter: Exporter, site: SiteInput
    ) -> None:
        aside = [cell for cell in site.comparison.cells if cell.within and len(cell.items) == 1]
        shown = [cell for cell in aside if said_within(exporter.index, cell)]
        assert 5 < len(shown) < len(aside)
        for cell in shown:
            table = word_of(WRITERS["docx"](exporter.domain(cell.domain, [cell.policy]))).tables[0]
            title, *lines = table.rows[1].cells[1].text.split("\n")
            assert title.endswith(exporter.index.item(cell.policy, cell.items[0]).title)
            quoted = [
                line.removeprefix("写到这一领域的是：") for line in lines if line.startswith("写到这一领域的是：")
            ]
            assert quoted == ["".join(said) for said in cell.sentences]
            assert "".join(lines).startswith("写到这一领域的是：")

    def test_sources_have_number_and_permalink(self, exporter: Exporter) -> None:
        sources = [source.text for source in exporter.domain("government-procurement").document.sources]
        panjin = next(source for source in sources if "盘锦" in source)
        assert (
            panjin
            == f"盘锦市加强政务诚信建设实施方案（盘政发〔2017〕25号）：四(一) {SITE}policies/panjin-2017-25.html#t-4-1"
        )

    def test_what_is_missing_is_told_with_its_state(self, exporter: Exporter) -> None:
        (note,) = exporter.domain("government-procurement").document.notes
        assert "X市（范本）：不明" in note

    def test_every_domain_can_be_written(self, exporter: Exporter, site: SiteInput) -> None:
        for domain in site.vocabulary.domains:
            export = exporter.domain(domain.id)
            word = word_of(WRITERS["docx"](export))
            # Of a domain that nobody has a provision on, only that is told: no table of a single head.
            assert len(word.tables) == (1 if export.rows else 0)
            assert ("| --- |" in WRITERS["md"](export).decode()) == bool(export.rows)

    def test_documents_are_chosen(self, exporter: Exporter) -> None:
        document = exporter.domain("government-procurement", ("yixing-2020-70", "panjin-2017-25")).document
        assert [column.title for column in document.columns] == ["项目", "宜兴（基准）", "盘锦"]
        _, panjin = document.rows[0].cells[1:]
        assert any(run.text.startswith("对照 宜兴 二(二)1") for line in panjin for run in line.runs)
        (note,) = document.notes
        assert "本表并列其中 2 份：是所选的几份" in note

    def test_chosen_documents_stand_there_whatever_they_say(self, exporter: Exporter) -> None:
        chosen = ("panjin-2017-25", "jiangyin-2018-draft", "template-x")
        document = exporter.domain("investment-promotion", chosen).document
        assert [column.title for column in document.columns] == [
            "项目",
            "盘锦（基准）",
            "江阴（征求意见）",
            "X市（范本）",
        ]
        texts, units, *_ = (
            ["\n".join("".join(run.text for run in line.runs) for line in cell) for cell in row.cells[1:]]
            for row in document.rows
        )
        assert texts[1].startswith("仅提及\n没有专门条文，有2处条文提及")
        assert "江阴（征求意见） 二(四)2 推进一事一议惩戒\n仅提及：推动镇街园区政府在" in texts[1]
        assert texts[2].startswith("不明\n现有文本为截断的范本")
        assert units[1:] == ["—", "不明"]
        assert any("征求意见" in source.text and "二(四)2" in source.text for source in document.sources)
        assert len(word_of(WRITERS["docx"](exporter.domain("investment-promotion", chosen))).tables) == 1

    def test_without_an_address_of_the_site_none_is_given(self, site: SiteInput) -> None:
        """A path within the site leads nowhere from a file that is passed on."""
        made = Exporter(replace(site, settings=Settings()))
        export = made.domain("government-procurement")
        panjin = next(source.text for source in export.document.sources if "盘锦" in source.name)
        assert panjin == "盘锦市加强政务诚信建设实施方案（盘政发〔2017〕25号）：四(一)"
        word = word_of(WRITERS["docx"](export))
        assert not [link for paragraph in word.paragraphs for link in paragraph.hyperlinks]
        assert not any("policies/" in paragraph.text for paragraph in word.paragraphs)


MARKED = {
    "national-2016-76": ("国家（摘编）", "digest"),
    "jilin-2017-75-jd": ("吉林（解读）", "interpretation"),
    "jiangyin-2018-draft": ("江阴（征求意见）", "draft"),
    "panjin-2017-25": ("盘锦", "full"),
}


class TestMarks:
    """What kind of text is held stands wherever a document is named."""

    def test_rows_of_a_workbook_are_marked(self, exporter: Exporter) -> None:
        for pair in (("national-2016-76", "jilin-2017-75-jd"), ("jiangyin-2018-draft", "panjin-2017-25")):
            book = openpyxl.load_workbook(io.BytesIO(WRITERS["xlsx"](exporter.pair(*pair))))
            read, data = (
                [dict(zip((cell.value for cell in sheet[1]), row, strict=True)) for row in _values(sheet)]
                for sheet in (book["对比"], book["数据"])
            )
            assert {row["policy"] for row in data} == set(pair)
            for shown, row in zip(read, data, strict=True):
                assert (shown["地区"], row["text_status"]) == MARKED[row["policy"]]
                base = MARKED[pair[0]][0]
                assert row["base"] is None or row["base"].startswith(f"{base} ")

    def test_lists_of_one_class_of_units_are_marked(self, exporter: Exporter) -> None:
        named = [row.cells[0][0].runs[0].text.split(" ")[0] for row in exporter.unit("finance").document.rows]
        assert "江阴（征求意见）" in named
        assert "江阴" not in named

    def test_a_pair_is_named_with_its_marks(self, exporter: Exporter) -> None:
        made = exporter.pair("national-2016-76", "jilin-2017-75-jd").document
        assert made.title == "国家（摘编）与吉林（解读）逐条对比"
        assert exporter.policy("national-2016-76").document.title.endswith("指导意见（摘编）：任务表")


def _values(sheet: Worksheet) -> Iterator[tuple[Any, ...]]:
    return sheet.iter_rows(min_row=2, values_only=True)


def said(paragraph: Paragraph) -> str:
    return "".join(run.text for run in paragraph.runs)


class TestPair:
    def test_the_marked_text_is_both_texts(self, exporter: Exporter, site: SiteInput) -> None:
        rows = exporter.pair("panjin-2017-25", "yixing-2020-70").document.rows
        marked = [
            paragraph.runs
            for row in rows
            for paragraph in row.cells[-1]
            if any(run.mark != "same" for run in paragraph.runs)
        ]
        assert marked
        records = {record.id: record for record in site.records}
        bases = {re.sub(r"\s", "", task.text) for task in records["panjin-2017-25"].tasks}
        others = {re.sub(r"\s", "", task.text) for task in records["yixing-2020-70"].tasks}
        for runs in marked:
            new = "".join(run.text for run in runs if run.mark in ("same", "insert", "moved_here"))
            assert re.sub(r"\s", "", new) in others
            old = [run.text for run in runs if run.mark in ("delete", "moved_away")]
            assert all(any(re.sub(r"\s", "", text) in base for base in bases) for text in old)

    def test_every_task_of_both_stands_in_it(self, exporter: Exporter, site: SiteInput) -> None:
        cells = [
            run.text
            for row in exporter.pair("panjin-2017-25", "yixing-2020-70").document.rows
            for cell in row.cells
            for paragraph in cell
            for run in paragraph.runs
        ]
        for record in site.records:
            if record.id in ("panjin-2017-25", "yixing-2020-70"):
                for task in record.tasks:
                    assert any(text.endswith(f" {task.title}") for text in cells), task.id

    def test_counterparts_of_two_kinds_in_one_row_say_which_they_are(self, exporter: Exporter) -> None:
        rows = [row.cells for row in exporter.pair("panjin-2017-25", "yixing-2020-70").document.rows if not row.heading]
        told = {said(mine[0]): [said(line) for line in theirs] for mine, _, theirs in rows}
        lines = told["盘锦 三(三) 健全守信激励与失信惩戒机制"]
        assert lines[lines.index("同一事项：") + 1] == "宜兴 二(一)3 实施守信激励与失信惩戒机制"
        assert lines[lines.index("部分对应：") + 1] == "宜兴 基本原则5 奖惩并举"
        of_one_kind = told["盘锦 二(三) 建立社会监督和第三方机构评估机制"]
        assert "部分对应：" not in of_one_kind, "the column between says it"

    def test_the_flat_table_links_each_row_to_what_it_answers(self, exporter: Exporter, site: SiteInput) -> None:
        content = WRITERS["csv"](exporter.pair("panjin-2017-25", "yixing-2020-70")).decode("utf-8-sig")
        answered = [row for row in csv.DictReader(io.StringIO(content)) if row["relation"]]
        pair = ("panjin-2017-25", "yixing-2020-70")
        links = [link for link in site.comparison.links if (link.from_.policy, link.to.policy) == pair]
        assert len(answered) == len(links)
        assert {row["policy"] for row in answered} == {"yixing-2020-70"}
        assert ItemRef(policy="yixing-2020-70", item="t-2-2-1") in {link.to for link in links}


def test_policy_falls_back_on_the_annex(exporter: Exporter) -> None:
    rows = exporter.policy("panjin-2017-25").document.rows
    assert rows[0].cells[4][0].runs[0].text == "（附表）2017年12月末；（附表）每半年"


def test_unit_lists_every_provision_of_its_class(exporter: Exporter, site: SiteInput) -> None:
    expected = sum(
        any(u.function is not None and u.function.id == "finance" for u in task.units or units_above(record, task))
        for record in site.records
        for task in record.tasks
    )
    assert expected
    assert len(exporter.unit("finance").document.rows) == expected


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_cell_is_a_formula(exporter: Exporter, site: SiteInput, form: str) -> None:
    record = site.records[0]
    task = record.tasks[0].model_copy(update={"title": "=HYPERLINK(1)", "text": "@SUM(1)"})
    changed = record.model_copy(update={"tasks": (task, *record.tasks[1:])})
    made = Exporter(SiteInput(**{**vars(site), "records": (changed, *site.records[1:])})).policy(record.id)
    content = WRITERS[form](made)
    if form == "csv":
        assert content.startswith(b"\xef\xbb\xbf")
        row = next(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
        assert (row["title"], row["text"]) == ("'=HYPERLINK(1)", "'@SUM(1)")
    else:
        book = openpyxl.load_workbook(io.BytesIO(content))
        assert all(cell.data_type != "f" for sheet in book for cells in sheet.iter_rows() for cell in cells)
        for sheet, title, text in ((book["对比"], "标题", "条文"), (book["数据"], "title", "text")):
            assert sheet.freeze_panes == "A2"
            heads = [cell.value for cell in sheet[1]]
            row = [cell.value for cell in sheet[2]]
            assert (row[heads.index(title)], row[heads.index(text)]) == ("'=HYPERLINK(1)", "'@SUM(1)")


class TestWorkbook:
    def test_is_read_in_chinese_and_printed_on_the_width_of_a_landscape_page(self, exporter: Exporter) -> None:
        book = openpyxl.load_workbook(io.BytesIO(WRITERS["xlsx"](exporter.pair("panjin-2017-25", "yixing-2020-70"))))
        assert book.sheetnames == ["对比", "说明", "数据", "列说明"]
        sheet = book["对比"]
        heads = [str(cell.value) for cell in sheet[1]]
        # Nothing in this pair has a figure or a time limit in its body: those shown stand in the annex of 盘锦.
        shown = ["所在部分", "地区", "发文字号", "位置", "标题", "条文", "责任单位", "时限与指标", "对照条文", "关系"]
        assert heads == shown
        terms = {str(row[7]) for row in sheet.iter_rows(min_row=2, values_only=True) if row[7]}
        assert terms == {"（附表）2017年12月末", "（附表）2017年12月末；（附表）每半年", "未写明"}
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        # One page wide is what holds where nothing is said (ECMA-376 part 1, 18.3.1.63).
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.max_row == book["数据"].max_row > 50

    def test_marked_text_holds_both_texts(self, exporter: Exporter, site: SiteInput) -> None:
        content = WRITERS["xlsx"](exporter.pair("panjin-2017-25", "yixing-2020-70"))
        sheet = openpyxl.load_workbook(io.BytesIO(content), rich_text=True)["对比"]
        heads = [str(cell.value) for cell in sheet[1]]
        at, of, against = (heads.index(name) for name in ("条文", "位置", "对照条文"))
        texts = {
            record.id: {exporter.index.number(record.id, task.id): task.text for task in record.tasks}
            for record in site.records
        }
        marked = [row for row in sheet.iter_rows(min_row=2, values_only=True) if isinstance(row[at], CellRichText)]
        assert len(marked) > 5
        for row in marked:
            new, old = "", ""
            for part in row[at]:
                text = part if isinstance(part, str) else part.text
                struck = not isinstance(part, str) and part.font.strike
                added = not isinstance(part, str) and part.font.u
                assert not (struck and added)
                coloured = not isinstance(part, str) and part.font.color.type == "rgb"
                assert coloured == bool(struck or added)
                new += "" if struck else text
                old += "" if added else text
            assert new.replace("\n", "") == texts["yixing-2020-70"][row[of]].replace("\n", "")
            base = texts["panjin-2017-25"][str(row[against]).split(" ")[1]]
            # Equal passages stand as the other text spells them: punctuation may be of another width.
            assert _letters(old) == _letters(base)

    def test_rows_are_as_tall_as_their_text(self, exporter: Exporter) -> None:
        sheet = openpyxl.load_workbook(io.BytesIO(WRITERS["xlsx"](exporter.domain("commitments"))))["对比"]
        heads = [str(cell.value) for cell in sheet[1]]
        at = heads.index("条文")
        width = sheet.column_dimensions[sheet.cell(1, at + 1).column_letter].width
        for row in sheet.iter_rows(min_row=2):
            # A Chinese character takes two columns and a line at least thirteen points.
            lines = len(str(row[at].value)) * 2 / width
            assert sheet.row_dimensions[row[at].row].height >= min(lines * 13, 409)

    def test_what_cannot_stand_in_a_cell_is_taken_out_and_what_is_too_long_cut(self) -> None:
        runs = (Run(text="甲\x07"), Run(text="乙" * 40_000, mark="insert"))
        listing = Listing("题 & <x>", "", (Heading("一", 10), Heading("二", 10)), (Line(("=1", runs)),), marked=True)
        content = as_workbook(listing, Table("t", (TableColumn("a", "甲"),), (("+1",),)))
        book = openpyxl.load_workbook(io.BytesIO(content))
        first, second = (cell.value for cell in book["对比"][2])
        assert first == "'=1"
        assert second.startswith("甲\ufffd乙")
        assert len(second) == 32_767
        assert book["对比"].oddHeader.center.text == "题 && <x>"
        assert book["数据"]["A2"].value == "'+1"

    def test_the_same_bytes_every_time(self, exporter: Exporter) -> None:
        first, second = (WRITERS["xlsx"](exporter.domain("commitments")) for _ in range(2))
        assert first == second


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).lower()))


def test_site_offers_what_its_pages_link_to(site: SiteInput) -> None:
    made = {file.path: file.content for part in parts(site) for file in part_files(site, part)}
    pairs = len(site.records) * (len(site.records) - 1) // 2
    assert len(made) == 2 * (len(site.vocabulary.domains) + pairs)
    first, second = site.records[0].id, site.records[1].id
    assert {path for entry in offered(site) for path in entry.paths.values()} == set(made)
    assert made[f"data/exports/pair-{first}--{second}.docx"] == WRITERS["docx"](Exporter(site).pair(first, second))


def test_personal_data_is_left_out(exporter: Exporter, site: SiteInput) -> None:
    for form, write in WRITERS.items():
        content = write(exporter.policy("panjin-2017-25"))
        if form in ("docx", "xlsx"):
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                content = b"".join(package.read(name) for name in package.namelist())
        assert "郭伦".encode() not in content


class TestCommand:
    def test_writes_what_the_suffix_says(self, tmp_path: Path) -> None:
        target = tmp_path / "out" / "finance.md"
        done = policykb("export", "compare", "--domain", "finance", "--output", str(target))
        assert done.returncode == 0, done.stderr
        assert target.read_text(encoding="utf-8").startswith("# 金融")

    def test_any_pair_of_a_large_corpus_can_be_had(self, tmp_path: Path) -> None:
        """Two that nothing links: the site compares them only when asked."""
        root = write_knowledge_base(tmp_path / "made", ALL_COMPARED + 1, sizes=SHORT)
        target = tmp_path / "pair.md"
        pair = ("national-water-6", "national-waste-4")
        done = policykb("--root", str(root), "export", "compare", "--pair", *pair, "--output", str(target))
        assert done.returncode == 0, done.stderr
        assert "逐条对比" in target.read_text(encoding="utf-8")

    @pytest.mark.parametrize(
        ("arguments", "status"),
        [
            (("compare",), 2),
            (("compare", "--domain", "finance", "--pair", "a", "b"), 2),
            (("compare", "--domain", "nowhere"), 1),
            (("compare", "--pair", "panjin-2017-25", "nowhere"), 1),
            (("policy", "nowhere"), 1),
            (("compare", "--domain", "财政"), 1),
            (("compare", "--pair", "盘锦", "panjin-2017-25"), 2),
            (("unit", "nowhere"), 1),
            (("compare", "--pair", "panjin-2017-25", "panjin-2017-25"), 2),
            (("compare", "--pair", "panjin-2017-25", "yixing-2020-70", "--policy", "panjin-2017-25"), 2),
            (("compare", "--domain", "finance", "--policy", "nowhere"), 1),
        ],
    )
    def test_unknown_names_are_told(self, tmp_path: Path, arguments: tuple[str, ...], status: int) -> None:
        done = policykb("export", *arguments, "--output", str(tmp_path / "x.md"))
        assert done.returncode == status
        assert "Traceback" not in done.stderr
        assert not (tmp_path / "x.md").exists()
        if status == 1:
            assert "可用的编号" in done.stderr


@pytest.mark.parametrize(
    ("named", "by_id"),
    [
        (("compare", "--domain", "招标投标"), ("compare", "--domain", "bidding")),
        (("unit", "财政"), ("unit", "finance")),
        (("policy", "宜兴"), ("policy", "yixing-2020-70")),
        (("compare", "--pair", "盘锦", "yixing-2020-70"), ("compare", "--pair", "panjin-2017-25", "yixing-2020-70")),
    ],
)
def test_what_pages_show_by_name_is_exported_by_name(named: tuple[str, ...], by_id: tuple[str, ...]) -> None:
    done, same = (policykb("export", *words, "--format", "csv", "--output", "-") for words in (named, by_id))
    assert done.returncode == 0, done.stderr
    assert done.stdout == same.stdout
    assert done.stdout.count("\n") > 1


def test_a_dash_is_standard_output(tmp_path: Path) -> None:
    done = policykb(
        "--root", str(ROOT), "export", "compare", "--domain", "finance", "--output", "-", "--format", "md", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("# ")
    assert "已写入" not in done.stdout
    assert list(tmp_path.iterdir()) == []
