"""Pages on units, deadlines, data and methods, and what all pages on the whole have in common."""

from dataclasses import replace

import pytest
from lxml import html

from generator.models import Cell, Comparison, QualityScore, Task
from generator.models.limits import CITING, DRAWN
from generator.render.citation_layout import graph
from generator.render.data import (
    bibliography,
    codebook,
    comparison_files,
    exports,
    feed,
    records,
    search_index,
    tables,
)
from generator.render.duties import units_above
from generator.render.environment import index_of, render_page
from generator.render.pages import (
    citations,
    domains,
    method,
    pairs,
    quality,
    timeline,
    units,
)
from tests.render.every import REFERENCE, every_file, every_page, rendered, words
from tests.render.made import SOURCE, local, national, real_site, site


@pytest.mark.parametrize("made", [site(), real_site()], ids=["small", "real"])
def test_nothing_of_a_text_becomes_markup(made):
    for module in REFERENCE:
        for page in every_page(module, made):
            text = render_page(page, made)
            assert "<script>alert" not in text
            assert "公开<b>" not in text
            assert "疑错字<i>" not in text
            assert "{{" not in text
            assert " style=" not in text
            assert " onclick" not in text


def test_no_page_shows_personal_data():
    for module in REFERENCE:
        for page in every_page(module, site()):
            text = render_page(page, site())
            assert "张三丰" not in text
            assert "13900001111" not in text


def test_matrix_marks_the_strongest_role_and_counts_a_provision_with_its_annex_row_once():
    page = rendered(site(), "units/index.md")
    (mark,) = page.xpath("//table[@id='units-matrix']//td/a")
    assert mark.get("href") == "development.html#d-open"
    assert "pk-mark-lead" in mark.get("class")
    assert mark.get("title") == "甲：牵头，1 条"
    assert words(page.xpath("//table[@id='units-matrix']/tbody/tr/th")) == ["发展改革"]


def test_collectives_and_unused_classes_stand_apart():
    page = rendered(site(), "units/index.md")
    tables_ = page.xpath("//table[@data-filterable='筛选类别或名称']/tbody")
    assert words(tables_[0].xpath("./tr/td[1]")) == ["发展改革"]
    assert words(tables_[1].xpath("./tr/td[1]")) == ["下级政府"]
    assert "气象" in page.text_content()


def test_provisions_that_lack_a_unit_or_a_deadline_are_listed():
    page = rendered(site(), "units/index.md")
    assert "甲：2 条中 1 条未写责任单位" in words(page.xpath("//summary"))
    assert "甲：2 条中 1 条未写时限" in words(page.xpath("//summary"))
    assert page.xpath("//details//li/a/@href") == ["../policies/a-2018-1.html#t-1-2"] * 2


def test_what_a_heading_gives_to_its_items_is_counted_and_marked():
    """江阴's headings end with a bracket each that holds for the four items below them."""
    made = real_site()
    index = rendered(made, "units/index.md")
    assert "江阴：23 条中 0 条未写责任单位" in words(index.xpath("//summary"))
    assert "江阴：23 条中 0 条未写时限" in words(index.xpath("//summary"))
    assert "有 15 条自己没有写单位，随上级标题计入" in index.text_content()
    page = rendered(made, "units/government-office.md")
    places = words(page.xpath("//tr[.//a[@href='../policies/jiangyin-2018-draft.html#t-2-4-1']]/td[5]"))
    assert set(places) == {"上级标题"}
    rows = {row[3]: row for table in tables.tables(made) if table.name == "units" for row in table.rows}
    assert rows["t-2-4-1"][4] == "heading"
    tasks = next(table for table in tables.tables(made) if table.name == "tasks")
    columns = [column.name for column in tasks.columns]
    told = next(
        dict(zip(columns, row, strict=True)) for row in tasks.rows if row[0].startswith("jiang") and "t-2-4-1" in row
    )
    assert (told["units_from"], told["deadlines"], told["deadlines_from"]) == ("t-2-4", "长期", "t-2-4")
    assert told["responsible_units"].startswith("政府办；宣传部(文明办)")


def test_how_often_a_mention_is_right_stands_beside_the_mentions():
    held_out = QualityScore(policy="", measure="条文对应·提及（留出）", expected=9, found=8, correct=2)
    tuned = QualityScore(policy="", measure="条文对应·提及（定参数所用）", expected=9, found=7, correct=7)
    made = replace(real_site(), scores=(tuned, held_out))
    said = "程序判为提及的 8 对中确为提及的 2 对（25%）"
    assert said in rendered(made, "method.md").text_content()
    page = next(page for page in pairs.part_pages(made, "panjin-2017-25--yixing-2020-70"))
    assert said in render_page(page, made)
    assert "程序判为提及的" not in render_page(page, replace(made, scores=()))


def test_what_a_digest_does_not_say_is_not_said_to_be_lacking():
    """Neither 国家's digest nor 宜兴's full text names a figure on tenders."""
    held = {"national-2016-76": "不明", "yixing-2020-70": "没有"}
    cells = tuple(
        Cell(domain="bidding", policy=record.id, state="present", reason="", items=(task.id,))
        for record in real_site().records
        for task in record.tasks
        if record.id in held and not task.quantities and task.title.startswith(("招标投标", "加强招标投标"))
    )
    assert {cell.policy for cell in cells} == set(held)
    made = replace(real_site(), comparison=Comparison(baseline=None, cells=cells))
    page = next(page for page in domains.part_pages(made, "bidding"))
    tree = html.fromstring("<div>" + render_page(page, made).partition("---\n\n")[2] + "</div>")
    for policy, said in held.items():
        assert words(tree.xpath(f"//tr[@data-row='quantities']/td[@data-policy='{policy}']")) == [said]


def test_what_stands_below_a_heading_is_on_the_time_line():
    """江阴's goals in three steps and those of the template stand in no task."""
    made = real_site()
    page = rendered(made, "timeline.md")
    for policy, raws in (("jiangyin-2018-draft", ["2018年", "2019年", "2020年"]), ("template-x", ["到X年年底"])):
        rows = page.xpath(f"//table/tbody/tr[contains(td[7]/a/@href, '{policy}')][td[6]='标题下的总述']")
        assert [row[2].text_content() for row in rows][: len(raws)] == raws
    deadlines = next(table for table in tables.tables(made) if table.name == "deadlines")
    assert ("s-1", "section", "2019年") in {(row[3], row[4], row[7]) for row in deadlines.rows}


def test_class_page_lists_forms_and_every_place():
    page = rendered(site(), "units/development.md")
    (names, _domains, provisions) = page.xpath("//table")
    assert words(names.xpath("./tbody/tr/td")) == ["甲", "甲市发展和改革委员会", "发改委（2）"]
    assert words(provisions.xpath("./tbody/tr/td[5]")) == ["正文", "附表"]
    assert provisions.xpath("./tbody/tr/td[2]/a/@href") == [
        "../policies/a-2018-1.html#t-1-1",
        "../policies/a-2018-1.html#a-1",
    ]
    assert "没有写到这类单位" in rendered(site(), "units/unused.md").text_content()


def test_every_unit_of_the_real_corpus_is_on_the_page_of_its_class():
    made = real_site()
    for page in every_page(units, made):
        if page.template != "unit_class.html":
            continue
        function = page.context["row"].function.id
        shown = sum(len(row.raws) for entry in page.context["domains"] for row in entry.provisions)
        said = sum(
            unit.function is not None and unit.function.id == function
            for record in made.records
            for item in (*record.tasks, *record.annex_rows)
            for unit in (item.units or units_above(record, item) if isinstance(item, Task) else item.units)
        )
        assert shown == said, function


def test_a_name_of_units_is_told_once_with_the_places_that_use_it():
    twin = local().model_copy(update={"id": "a-2019-1"})
    made = site(
        records=(national(), local(), twin),
        sources={"national-2016-76": "国家意见\n一、公开\n推进公开。\n", "a-2018-1": SOURCE, "a-2019-1": SOURCE},
    )
    page = rendered(made, "units/index.md")
    cells = page.xpath("//*[@aria-label='职能类别及条文数']//tbody/tr/td[5]")
    named = ["".join(cell.text_content().split()) for cell in cells]
    assert any("（甲）" in text for text in named)
    for text in named:
        names = [name.partition("（")[0] for name in text.split("、")]
        assert len(names) == len(set(names)), text


def test_dates_are_placed_by_what_they_say():
    assert timeline.extent("2019") == (2019.0, 2020.0)
    assert timeline.extent("2019-01") == (2019.0, pytest.approx(2019 + 1 / 12))
    start, end = timeline.extent("2019-07-02")
    assert start == end == pytest.approx(2019.5, abs=0.01)
    assert timeline.extent("2019-13") == (2019.0, 2020.0)
    assert timeline.extent("2019-02-31")[0] < 2019 + 3 / 12


def test_time_line_and_table_show_every_deadline_and_figure():
    page = rendered(site(), "timeline.md")
    assert words(page.xpath("//table/tbody/tr/td[3]")) == ["年内", "80%以上"]
    assert words(page.xpath("//table/tbody/tr/td[4]")) == ["时限", "量化指标"]
    assert page.xpath("//*[contains(@class,'pk-dot')]/@href") == ["policies/a-2018-1.html#t-1-1"]
    assert page.xpath("//table/tbody/tr/td[7]/a/@href")[0] == "policies/a-2018-1.html#L4"


def test_numbers_on_the_time_line_do_not_touch() -> None:
    def fact(date: str) -> timeline.Fact:
        return timeline.Fact("a-2018-1", "t-1-1", "甲", "deadline", date, date, None, 1, "body")

    # Two facts on each of three days, one on a fourth: 2018-01-05 is a few pixels beside 2018-01-01.
    days = ["2018-01-01", "2018-01-05", "2019-06-01"]
    drawing = timeline.time_line([*map(fact, days), *map(fact, days), fact("2020-01-01")], index_of(site()))
    assert drawing is not None
    assert [(dot.date, dot.counted) for dot in drawing.dots] == [
        ("2018-01-01", True),
        ("2018-01-05", False),
        ("2019-06-01", True),
        ("2020-01-01", False),
    ]


def test_the_time_line_begins_behind_the_longest_name() -> None:
    """Five wide characters and six narrow ones: 4 + 5 * 13 + 6 * 8 + 12 pixels."""

    class Named:
        policy_ids = ("a-2018-1",)

        @staticmethod
        def short(policy: str) -> str:
            return "呼伦贝尔市201812"

    fact = timeline.Fact("a-2018-1", "t-1-1", "甲", "deadline", "甲", "2018-01-01", None, 1, "body")
    drawing = timeline.time_line([fact], Named())
    assert drawing is not None
    assert drawing.label == drawing.dots[0].x == drawing.ticks[0].x == 129
    short = timeline.time_line([fact], index_of(site()))
    assert short is not None
    assert short.label == 74


def test_without_dates_the_time_line_says_why_it_is_missing():
    page = rendered(site(records=(national(),)), "timeline.md")
    assert "时间轴无从画起" in page.text_content()
    assert not page.xpath("//table")


def test_downloads_link_every_published_file():
    made = site()
    modules = (records, tables, codebook, comparison_files, exports, bibliography, feed)
    published = {file.path for module in modules for file in every_file(module, made)}
    linked = {address for address in rendered(made, "downloads.md").xpath("//a/@href") if address.startswith("data/")}
    assert linked == published


def test_downloads_explain_every_column():
    made = site()
    page = rendered(made, "downloads.md")
    named = [code.text for code in page.xpath("//table//td[1]/code")]
    expected = [
        column.name
        for table in (*tables.tables(made), comparison_files.alignment_table(made))
        for column in table.columns
    ]
    assert named == expected


def test_method_has_the_anchors_that_badges_lead_to():
    page = next(iter(method.pages(site())))
    text = render_page(page, site())
    for name in ("digest", "interpretation", "template", "units", "search"):
        assert f"{{#{name}}}" in text


def test_search_page_says_what_to_do_without_scripts():
    page = rendered(site(), "search.md")
    (note,) = page.xpath("//p[contains(@class,'pk-no-script')]")
    assert "data/tasks.csv" in note.xpath(".//a/@href")
    counted = sum(entry.kind in search_index.COUNTED for entry in search_index.entries(site()))
    assert f"共 {counted} 条可检" in page.text_content()


def test_pages_on_citations_and_quality_stay_short_in_a_large_knowledge_base(monkeypatch):
    monkeypatch.setattr(citations, "ROWS", 5)
    monkeypatch.setattr(quality, "ROWS", 5)
    shared, own = local().citations[1], local().citations[1]
    many = tuple(
        local().model_copy(
            update={
                "id": f"made-{number}",
                "citations": (shared, own.model_copy(update={"title": f"第{number}号办法", "number": None})),
            }
        )
        for number in range(40)
    )
    sources = {record.id: SOURCE for record in many}
    held = site(records=many, sources=sources, comparison=Comparison(baseline=None))
    page = rendered(held, "citations.md")
    assert len(page.xpath("//table[@data-filterable]/tbody/tr")) == 5
    assert "引用共 80 处" in page.text_content()
    assert len(page.xpath("//*[@aria-label='待收录文件']//tbody/tr")) == 5
    (first, *_) = page.xpath("//*[@aria-label='待收录文件']//tbody/tr")
    assert "某省意见" in first.text_content()
    assert "等 40 处" in first.text_content()
    nodes = graph(held).nodes
    assert DRAWN <= len(nodes) <= DRAWN * (1 + CITING)
    assert {"某省意见", "第0号办法"} <= {node.title for node in nodes}
    page = rendered(held, "quality.md")
    assert len(page.xpath("//*[@aria-label='各文件总览']//tbody/tr")) == 5
    assert page.xpath("//a[@href='data/quality.csv']")
