"""沿用与自拟: the marks in a provision's text and the page on text reuse."""

from __future__ import annotations

import dataclasses
import itertools

from lxml import html

from generator.models import Comparison, DocumentReuse, ItemRef, ItemReuse, Leftover, ReusedRun
from generator.models.limits import ALL_COMPARED
from generator.render.environment import index_of, render_page
from generator.render.pages import policies, reuse
from generator.render.reuse_view import marked_text
from generator.render.site import SiteInput
from tests.render import comparing, made
from tests.render.every import every_page

FULL, DRAFT, BASE = comparing.FULL, comparing.DRAFT, comparing.BASE


def _site(comparison: Comparison) -> SiteInput:
    return dataclasses.replace(comparing.small_site(), comparison=comparison)


def _tree(markdown: str) -> html.HtmlElement:
    return html.document_fromstring(markdown.split("\n---\n", 1)[1])


def _words(node: html.HtmlElement) -> str:
    return "".join(node.text_content().split())


def _documents(comparison: Comparison) -> Comparison:
    """The made comparison with the documents measured as well."""
    entries = (
        DocumentReuse(policy=BASE, chars=9, own_chars=9, share=None),
        DocumentReuse(policy=FULL, chars=40, own_chars=28, share=0.3, by_policy={DRAFT: 12}, below_chars=12),
        DocumentReuse(policy=DRAFT, chars=60, own_chars=45, share=0.25, by_policy={FULL: 15}, above_chars=10,
                      peer_chars=5),
    )  # fmt: skip
    return comparison.model_copy(update={"document_reuse": entries})


def _page(site: SiteInput) -> html.HtmlElement:
    (page,) = reuse.pages(site)
    return _tree(render_page(page, site))


def test_pieces_join_to_the_text_and_carry_their_homes() -> None:
    site = _site(comparing.comparison())
    index = index_of(site)
    item = index.item(FULL, "t-1")
    marked = marked_text(index, FULL, item)
    assert ["".join(piece.text for piece in paragraph) for paragraph in marked.paragraphs] == [item.text]
    shared = [piece for paragraph in marked.paragraphs for piece in paragraph if piece.passage]
    assert [piece.text for piece in shared] == ["公开采购信息,接受监督。"]
    assert shared[0].passage == marked.passages[0]
    assert marked.passages[0].homes == (ItemRef(policy=DRAFT, item="t-1"),)


def test_a_passage_over_two_paragraphs_is_marked_in_both() -> None:
    record = made.local()
    item = record.tasks[0]
    text = item.text
    cut = item.spans[0][0] + 6
    torn = item.model_copy(
        update={"spans": ((item.spans[0][0], cut), (cut, item.spans[0][1])), "paragraph_starts": (0, 1)}
    )
    record = record.model_copy(update={"tasks": (torn, *record.tasks[1:]), "repairs": ()})
    run = ReusedRun(text=text[2:16], span=(2, 16), others=(ItemRef(policy="national-2016-76", item="t-1"),))
    entry = ItemReuse(policy=record.id, item=item.id, chars=30, shared_chars=14, share=0.4, runs=(run,))
    site = made.site(records=(made.national(), record), comparison=Comparison(baseline=None, item_reuse=(entry,)))
    marked = marked_text(index_of(site), record.id, torn)
    assert len(marked.paragraphs) == 2
    assert "".join(p.text for paragraph in marked.paragraphs for p in paragraph) == text
    assert "".join(p.text for paragraph in marked.paragraphs for p in paragraph if p.passage) == text[2:16]
    assert len(marked.passages) == 1


def test_a_document_page_marks_shared_text_and_lists_its_other_homes() -> None:
    site = _site(_documents(comparing.comparison()))
    page = next(page for page in every_page(policies, site) if page.path == f"policies/{FULL}.md")
    tree = _tree(render_page(page, site))
    (span,) = tree.xpath("//article[@id='t-1']//span[@class='pk-reused']")
    assert span.text == "公开采购信息,接受监督。"
    assert index_of(site).label(DRAFT, "t-1") in span.get("title")
    (home,) = tree.xpath("//article[@id='t-1']//details[@class='pk-homes']//a")
    assert home.get("href") == f"{DRAFT}.html#t-1"
    (button,) = tree.xpath("//*[@data-toggles='provisions']/button")
    assert (button.text, button.get("aria-pressed")) == ("标出沿用文字", "true")


def test_heat_table_has_both_directions_and_leaves_digests_out() -> None:
    tree = _page(_site(_documents(comparing.comparison())))
    cells = {cell.get("title"): cell.get("href") for cell in tree.xpath("//table[contains(@class,'pk-heat')]//td/a")}
    index = index_of(_site(comparing.comparison()))
    full, draft = index.short(FULL), index.short(DRAFT)
    pair = f"pairs/{FULL}--{DRAFT}.html"
    assert cells[f"{full}有 12 字与{draft}相同，占{full}条文的 30.0%"] == pair
    assert cells[f"{draft}有 15 字与{full}相同，占{draft}条文的 25.0%"] == pair
    rows = tree.xpath("//table[contains(@class,'pk-heat')]/tbody/tr")
    assert _words(rows[0]).count("不适用") == len(rows) - 1


def test_what_a_cell_of_the_heat_table_leads_to_is_said() -> None:
    """A large knowledge base has pages for few pairs: a cell then leads to the document of its row."""
    site = _site(_documents(comparing.comparison()))
    (lead,) = _page(site).xpath("//p[contains(., '点格子')]")
    assert "点格子看两两对比。" in _words(lead)
    more = tuple(site.records[0].model_copy(update={"id": f"other-{number}"}) for number in range(ALL_COMPARED))
    sources = {**site.sources, **{record.id: "" for record in more}}
    comparison = site.comparison.model_copy(update={"pairs": ()})
    page = _page(dataclasses.replace(site, records=(*site.records, *more), sources=sources, comparison=comparison))
    (lead,) = page.xpath("//p[contains(., '点格子')]")
    assert "点格子看本行文件的条文" in _words(lead)
    assert "两两对比" not in _words(lead)
    cells = page.xpath("//table[contains(@class,'pk-heat')]//td[not(contains(@class,'pk-heat-none'))]/a/@href")
    assert sorted(cells) == sorted([f"policies/{FULL}.html", f"policies/{DRAFT}.html"])


def test_bars_are_filled_and_say_what_they_show() -> None:
    tree = _page(_site(_documents(comparing.comparison())))
    bars = tree.xpath("//svg[@class='pk-origin-bar']")
    assert len(bars) == 2
    for bar in bars:
        edges = [(int(part.get("x")), int(part.get("width"))) for part in bar.xpath("./rect")]
        assert edges[0][0] == 0
        assert all(x + width == following for (x, width), (following, _) in itertools.pairwise(edges))
        assert sum(width for _, width in edges) == reuse.BAR_WIDTH
    assert bars[1].get("aria-label") == "自拟 75.0%，与上级文件相同 16.7%，与同级文件相同 8.3%"
    assert tree.xpath("//@style") == []


def test_shared_passages_lead_to_every_home() -> None:
    tree = _page(_site(_documents(comparing.comparison())))
    (row,) = tree.xpath("//*[@id='passages']/following::table[1]/tbody/tr") or tree.xpath(
        "//td[contains(@class,'pk-passage')]/.."
    )
    assert row.xpath("./td[4]/a/@href") == [f"policies/{FULL}.html#t-1", f"policies/{DRAFT}.html#t-1"]
    assert row.xpath("./td[1]/text()") == ["10"]


def test_leftovers_stand_with_their_passage_and_without_personal_data() -> None:
    found = Leftover(
        policy="a-2018-1", code="leftover_place", text="丁市<b>", span=made.at("张三丰"), line=5, item="t-1-1",
        context="丁市联系人张三丰", message="文中有别处地名。", advice="请核对。",
    )  # fmt: skip
    tree = _page(made.site(comparison=Comparison(baseline=None, leftovers=(found,))))
    (row,) = tree.xpath("//table[contains(@class,'sortable')]/tbody/tr")
    assert row.xpath(".//a[contains(@href,'#')]/@href") == ["policies/a-2018-1.html#t-1-1", "policies/a-2018-1.html#L5"]
    assert "别处地名" in _words(row)
    assert "丁市<b>" in _words(row)
    assert "张三丰" not in _words(row)


def test_a_word_that_a_sentence_says_twice_is_one_leftover() -> None:
    told = {"policy": "a-2018-1", "code": "leftover_place", "text": "丁市", "line": 3, "context": "丁市和丁市的。"}
    twice = [
        Leftover.model_validate({**told, "span": (at, at + 2), "message": "“丁市”是外地名称", "advice": "改为甲市"})
        for at in (20, 23)
    ]
    other = twice[0].model_copy(update={"line": 4})
    tree = _page(made.site(comparison=Comparison(baseline=None, leftovers=(*twice, other))))
    rows = tree.xpath("//table[contains(@class,'sortable')]/tbody/tr")
    assert [_words(row.xpath("./td")[2]) for row in rows] == ["丁市2处", "丁市"]
    assert _words(rows[0].xpath("./td")[4]) == "“丁市”是外地名称。改为甲市。"


def test_nothing_to_show_is_said() -> None:
    tree = _page(made.site(comparison=Comparison(baseline=None)))
    assert len(tree.xpath("//*[contains(@class, 'pk-empty')]")) == 3
    assert "没有发现别处的地名" in _words(tree)


def test_a_passage_that_each_document_spells_its_own_way_is_listed_once() -> None:
    def shared(policy: str, text: str, other: str) -> ItemReuse:
        run = ReusedRun(text=text, span=(0, len(text)), others=(ItemRef(policy=other, item="t-1"),))
        return ItemReuse(policy=policy, item="t-1", chars=40, shared_chars=30, share=0.75, runs=(run,))

    entries = (
        shared(FULL, "主动挽回损失、消除不良影响的,可从轻或免于实施失信惩戒措施", DRAFT),
        shared(DRAFT, "主动挽回损失、消除不良影响的，可从轻或者免于实施失信惩戒措施", FULL),
    )
    tree = _page(_site(comparing.comparison().model_copy(update={"item_reuse": entries})))
    (row,) = tree.xpath("//td[contains(@class,'pk-passage')]/..")
    assert row.xpath("./td[1]/text()") == ["28"]
    assert len(row.xpath("./td[4]/a")) == 2
