"""Pages on units, citations, deadlines, quality, data and methods."""

import ast
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import html

from generator.models import Block, Cell, Comparison, QualityScore, Task
from generator.models.limits import CITING, DRAWN
from generator.problems import Problem
from generator.render.citation_graph import documents, wrapped
from generator.render.citation_layout import graph
from generator.render.data import bibliography, comparison_files, exports, feed, records, search_index, tables
from generator.render.duties import units_above
from generator.render.environment import index_of, render_page
from generator.render.pages import (
    citations,
    domains,
    downloads,
    method,
    pairs,
    policies,
    quality,
    search,
    timeline,
    units,
)
from generator.render.wording import LEVELS
from tests.render.every import every_file, every_page
from tests.render.made import SOURCE, local, national, real_site, site
from tests.support import ROOT

MODULES = (units, citations, timeline, quality, downloads, method, search)


def rendered(made, path):
    """A page as a tree; Markdown's own part (front matter, headings) stands in it as text."""
    for module in MODULES:
        for page in every_page(module, made):
            if page.path == path:
                text = render_page(page, made)
                return html.fromstring("<div>" + text.partition("---\n\n")[2] + "</div>")
    raise AssertionError(path)


def words(nodes):
    return [" ".join(node.text_content().split()) for node in nodes]


@pytest.mark.parametrize("made", [site(), real_site()], ids=["small", "real"])
def test_nothing_of_a_text_becomes_markup(made):
    for module in MODULES:
        for page in every_page(module, made):
            text = render_page(page, made)
            assert "<script>alert" not in text
            assert "公开<b>" not in text
            assert "疑错字<i>" not in text
            assert "{{" not in text
            assert " style=" not in text
            assert " onclick" not in text


def test_no_page_shows_personal_data():
    for module in MODULES:
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


def test_cited_documents_are_one_whatever_their_brackets():
    by_title = {document.title: document for document in documents(site())}
    assert by_title["国家意见"].policy == "national-2016-76"
    assert [citing for citing, _ in by_title["国家意见"].cited_by] == ["a-2018-1"]
    assert by_title["某省意见"].policy is None
    assert by_title["某省意见"].place is None


def test_wanted_documents_leave_out_what_does_not_exist_yet():
    page = rendered(site(), "citations.md")
    assert words(page.xpath("//table[last()]")[-1].xpath("./tbody/tr/td[1]")) == ["某省意见"]


def test_an_interpretation_that_is_wanted_is_no_document_that_is_held():
    page = rendered(real_site(), "citations.md")
    held = {record.title for record in real_site().records}
    wanted = words(page.xpath("//table[last()]")[-1].xpath("./tbody/tr/td[1]"))
    assert "《宜兴市关于加强政务诚信建设的实施意见》的解读" in wanted
    assert not held & set(wanted)
    (node,) = page.xpath("//a[contains(@class, 'pk-node')][contains(string(title), '的解读')]")
    assert words(node.xpath("./text[@class='pk-node-place']")) == ["宜兴 · 解读 · 待收录"]


def boxes(drawing):
    for node in drawing.nodes:
        yield node, (node.x, node.y, node.x + drawing.node_width, node.y + drawing.node_height)


@pytest.mark.parametrize("made", [site(), real_site()], ids=["small", "real"])
def test_no_line_of_the_drawing_crosses_a_box(made):
    drawing = graph(made)
    assert drawing.edges
    for edge in drawing.edges:
        for (x1, y1), (x2, y2) in pairwise(edge.points):
            assert x1 == x2 or y1 == y2
            for node, (left, top, right, bottom) in boxes(drawing):
                crosses = min(x1, x2) < right and max(x1, x2) > left and min(y1, y2) < bottom and max(y1, y2) > top
                assert not crosses, (edge, node.title)


@pytest.mark.parametrize("made", [site(), real_site()], ids=["small", "real"])
def test_boxes_keep_apart_and_inside_the_drawing(made):
    drawing = graph(made)
    placed = [box for _, box in boxes(drawing)]
    for number, (left, top, right, bottom) in enumerate(placed):
        assert left >= 0 and top >= 0 and right <= drawing.width and bottom <= drawing.height
        for other in placed[number + 1 :]:
            assert other[0] >= right or other[2] <= left or other[1] >= bottom or other[3] <= top
    for edge in drawing.edges:
        assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in edge.points)


def test_lines_end_at_the_documents_they_tie():
    drawing = graph(real_site())
    found = {node.key: box for node, box in boxes(drawing)}
    for edge in drawing.edges:
        for key, (x, y) in ((edge.source, edge.points[0]), (edge.target, edge.points[-1])):
            left, top, right, bottom = found[key]
            assert left < x < right
            assert y in (top, bottom)


def test_higher_levels_stand_higher():
    drawing = graph(real_site())
    heights = {node.policy: node.y for node in drawing.nodes if node.policy}
    order = [heights[record.id] for record in real_site().records if record.jurisdiction.level != "unknown"]
    assert order == sorted(order)


def test_a_document_of_an_unknown_issuer_stands_on_no_level():
    """It stood on the level of the document that cites it, as if it had been issued there."""
    drawing = graph(real_site())
    unknown = [node for node in drawing.nodes if node.place is None]
    assert len(unknown) > 1
    (lane,) = [lane for lane in drawing.lanes if lane.name == LEVELS["unknown"]]
    assert all(lane.y <= node.y < lane.y + lane.height for node in unknown)
    assert lane.y == max(other.y for other in drawing.lanes)


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


def test_quality_leads_to_where_the_notes_of_a_document_stand():
    records_ = tuple(local().model_copy(update={"id": f"made-{number}"}) for number in range(20))
    made = site(
        records=records_, sources={entry.id: SOURCE for entry in records_}, comparison=Comparison(baseline=None)
    )
    page = rendered(made, "quality.md")
    links = [link.partition("#") for link in page.xpath("//*[@aria-label='各文件总览']//td[5]/a/@href")]
    assert ("policies/made-19.html", "#", "notes") in links
    (text,) = [render_page(page, made) for page in every_page(policies, made) if page.path == "policies/made-19.md"]
    leads = html.fromstring(text.partition("---\n\n")[2]).xpath("//details[@id='notes']//a/@href")
    assert leads
    assert all(f'id="{lead[1:]}"' in text for lead in leads)


def test_long_titles_end_in_an_ellipsis():
    assert wrapped("一二三四五", 2, 3) == ("一二", "三四", "五")
    assert wrapped("一二三四五六七", 2, 3) == ("一二", "三四", "五…")


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


def test_without_dates_the_time_line_says_why_it_is_missing():
    page = rendered(site(records=(national(),)), "timeline.md")
    assert "时间轴无从画起" in page.text_content()
    assert not page.xpath("//table")


def test_block_shares_add_up_and_always_name_what_is_unclassified():
    for made in (site(), real_site()):
        for record in made.records:
            chars = len(made.sources[record.id])
            shares = quality.block_shares(record, chars)
            assert sum(share.chars for share in shares) == chars
            assert sum(share.share for share in shares) == pytest.approx(1)
            assert "unclassified" in {share.kind for share in shares}
            assert quality.uncovered(record, chars) == 0


def test_holes_between_blocks_are_told():
    broken = local().model_copy(
        update={"blocks": (Block(kind="body", span=(0, 30)), Block(kind="annex", span=(10, 25)))}
    )
    chars = broken.source.chars
    assert quality.uncovered(broken, chars) == chars - 30
    page = rendered(site(records=(national(), broken)), "quality.md")
    assert f"有 {chars - 30} 字不在任何部分之内" in page.text_content()


def test_every_kind_of_finding_has_a_chinese_name():
    codes = {warning.code for record in real_site().records for warning in record.warnings}
    kinds = {repair.kind for record in real_site().records for repair in record.repairs}
    assert sorted((codes | kinds) - set(quality.FINDINGS)) == []
    assert sorted(_codes_of_warnings() - set(quality.FINDINGS)) == []


def test_no_name_is_kept_for_a_finding_that_nothing_makes():
    stages = [
        path for stage in ("parse", "normalise", "validate") for path in (ROOT / "generator" / stage).glob("*.py")
    ]
    said = "".join(path.read_text(encoding="utf-8") for path in (*stages, *(ROOT / "schema/vocabulary").glob("*.yaml")))
    assert [code for code in quality.FINDINGS if not re.search(rf"\b{code}\b", said)] == []


def _codes_of_warnings() -> set[str]:
    """The codes that parse and normalise write down, be they in a document here or not."""
    found: set[str] = set()
    for stage in ("parse", "normalise"):
        for path in (ROOT / "generator" / stage).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    code = next((k.value for k in node.keywords if k.arg == "code"), None)
                    if node.func.id == "warn" and len(node.args) > 2:
                        code = node.args[2]
                    if node.func.id in ("Warning_", "warn") and isinstance(code, ast.Constant):
                        found.add(str(code.value))
    assert len(found) > 30
    return found


def test_findings_lead_to_their_passage():
    page = rendered(site(), "quality.md")
    assert "policies/a-2018-1.html#L5" in page.xpath("//a/@href")
    assert "〔个人信息未公布〕的姓名" in page.text_content()


def test_problems_of_validation_are_shown_once():
    repeated = Problem(path="policies/a-2018-1/source.txt", line=4, code="wrong_character", message="疑错字")
    other = Problem(path="policies/a-2018-1/source.txt", line=1, code="title_differs", message="标题不符")
    general = Problem(path="schema/vocabulary/domains.yaml", line=0, code="unused", message="词未用到")
    text = rendered(site(problems=(repeated, other, general)), "quality.md").text_content()
    assert text.count("标题不符") == 1
    assert text.count("词未用到") == 1
    assert text.count("疑错字") == 1 + text.count("疑错字<i>")


def test_scores_are_summed_and_unmeasured_ones_not_invented():
    assert "没有附带对照结果" in rendered(site(), "quality.md").text_content()
    scores = (
        QualityScore(policy="a-2018-1", measure="条文", expected=3, found=2, correct=2),
        QualityScore(policy="national-2016-76", measure="条文", expected=1, found=1, correct=1),
    )
    page = rendered(site(scores=scores), "quality.md")
    (row,) = page.xpath("//table[.//th='查全']/tbody/tr")
    assert words(row.xpath("./td")) == ["条文", "4", "3", "3", "75.00%", "100.00%"]
    assert "75.00%" in rendered(site(scores=scores), "method.md").text_content()


def test_scores_of_the_alignment_are_told_apart_from_those_of_the_reading():
    scores = (
        QualityScore(policy="a-2018-1", measure="条文", expected=4, found=4, correct=3),
        QualityScore(policy="", measure="条文对应·有无对应（留出）", expected=10, found=6, correct=4),
    )
    page = rendered(site(scores=scores), "method.md")
    (row,) = page.xpath("//table[.//th='F1']/tbody/tr")
    assert words(row.xpath("./td")) == ["条文对应·有无对应（留出）", "10", "6", "4", "0.500"]
    assert "应有 4 项，读出 4 项，完全一致 3 项（75.00%）" in page.text_content()


def test_downloads_link_every_published_file():
    made = site()
    modules = (records, tables, comparison_files, exports, bibliography, feed)
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


def test_the_table_on_quality_counts_what_the_page_counts():
    table = next(table for table in tables.tables(site()) if table.name == "quality")
    row = dict(zip((column.name for column in table.columns), table.rows[1], strict=True))
    assert row["policy"] == "a-2018-1"
    assert (row["chars"], row["unclassified"]) == (len(SOURCE), len(SOURCE) - 20)
    assert (row["to_check"], row["notes"], row["repairs"], row["corrections"]) == (1, 1, 1, 0)
    assert row["units"] == sum(len(item.units) for item in (*local().tasks, *local().annex_rows))
