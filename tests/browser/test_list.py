"""Many documents: the first page of their list loads the rows of all when somebody sorts or filters, the desk too."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from generator.compare import compare
from generator.render.data import policy_rows
from generator.render.pages import policies
from tests.render.made import real_site

ROWS = "table[data-more] tbody tr"
SHOWN = ROWS + ":not([hidden])"
TEXTS = "rows => rows.map(row => [...row.cells].map(cell => cell.innerHTML.trim().replace(/\\s+/g, ' ')))"
LINKS = "rows => rows.map(row => [...row.querySelectorAll('a')].map(link => link.href))"
VALUES = "rows => rows.map(row => [...row.cells].map(cell => [cell.className, cell.dataset.sort, cell.dataset.value]))"

PAGER = '<nav class="pk-pager"><a href="index.html" aria-current="page">1</a></nav>'


@pytest.fixture
def many(page: Page, monkeypatch: pytest.MonkeyPatch) -> Page:
    """A page whose site has the list of its six documents to be loaded, as if they were many."""
    monkeypatch.setattr(policies, "LISTED", 2)
    site = real_site()
    (script,) = policy_rows.files(replace(site, comparison=compare(site.records, site.vocabulary)))
    page.route("**/data/policies.js", lambda route: route.fulfill(body=script.content, content_type="text/javascript"))
    return page


@pytest.fixture
def long_list(many: Page, site_url: str, site_dir: Path) -> Page:
    """The list of the six documents as the first page of a long one: all rows stand there and can be loaded too."""
    marked = '<table class="sortable" data-more="policies" data-total="6" data-filterable="筛选">'
    text = (site_dir / "policies/index.html").read_text(encoding="utf-8")
    assert '<table class="sortable">' in text
    text = text.replace('<table class="sortable">', marked).replace("</table>\n</div>", f"</table>\n</div>\n{PAGER}", 1)
    many.route("**/policies/index.html*", lambda route: route.fulfill(body=text, content_type="text/html"))
    many.goto(site_url + "policies/index.html")
    return many


def test_loaded_rows_are_those_of_the_page(long_list: Page) -> None:
    before = [long_list.eval_on_selector_all(ROWS, told) for told in (TEXTS, LINKS, VALUES)]
    texts, links, values = before
    long_list.get_by_role("searchbox", name="筛选", exact=True).fill("市")
    expect(long_list.locator(".pk-pager")).to_be_hidden()
    loaded = [long_list.eval_on_selector_all(ROWS, told) for told in (TEXTS, LINKS, VALUES)]
    assert len(links) == 6
    # Addresses in the page lead from where it stands, those of loaded rows are whole: compared where they lead.
    assert loaded[1] == links
    assert loaded[2] == values
    assert [[_plain(cell) for cell in row] for row in loaded[0]] == [[_plain(cell) for cell in row] for row in texts]


def test_filtering_and_sorting_take_in_all_rows(long_list: Page) -> None:
    # What stands on the page is a part only: take some of it away.
    long_list.eval_on_selector_all(ROWS, "rows => rows.slice(2).forEach(row => row.remove())")
    long_list.get_by_role("button", name="任务").click()
    expect(long_list.locator(ROWS)).to_have_count(6)
    counts = [int(cell) for cell in long_list.locator(ROWS + " td:nth-child(7)").all_inner_texts()]
    assert counts == sorted(counts)
    long_list.get_by_role("searchbox", name="筛选", exact=True).fill("宜兴")
    expect(long_list.locator(SHOWN)).to_have_count(1)
    expect(long_list.get_by_role("status")).to_have_text("1 行，共 6 行")


def test_what_a_list_is_narrowed_to_stands_in_the_address(long_list: Page) -> None:
    long_list.eval_on_selector_all(ROWS, "rows => rows.slice(2).forEach(row => row.remove())")
    long_list.get_by_role("searchbox", name="筛选", exact=True).fill("江苏省")
    expect(long_list.locator(SHOWN)).to_have_count(2)
    long_list.get_by_role("combobox", name="文种").select_option("实施意见")
    expect(long_list.locator(SHOWN)).to_have_count(1)
    address = long_list.url
    long_list.locator(SHOWN).get_by_role("link", name="宜兴市关于加强政务诚信建设的实施意见").click()
    long_list.wait_for_url("**/yixing-2020-70.html")
    long_list.go_back()
    expect(long_list.locator(SHOWN)).to_have_count(1)
    assert long_list.url == address
    long_list.goto(address)
    expect(long_list.get_by_role("searchbox", name="筛选", exact=True)).to_have_value("江苏省")
    expect(long_list.locator(SHOWN)).to_have_text(re.compile("宜兴"))
    long_list.get_by_role("searchbox", name="筛选", exact=True).fill("")
    long_list.get_by_role("combobox", name="文种").select_option("")
    assert "?" not in long_list.url


def test_a_list_that_does_not_load_says_so(long_list: Page) -> None:
    long_list.unroute("**/data/policies.js")
    long_list.route("**/data/policies.js", _refuse)
    long_list.get_by_role("searchbox", name="筛选", exact=True).fill("宜兴")
    expect(long_list.get_by_role("status")).to_have_text("本页 1 行，共 6 行。其余各行没有载入，请翻页查找。")
    expect(long_list.locator(SHOWN)).to_have_count(1)
    expect(long_list.locator(".pk-pager")).to_be_visible()


def test_the_desk_offers_the_documents_it_loads(many: Page, site_url: str, site_dir: Path) -> None:
    many.goto(site_url + "desk.html")
    options = many.locator("select[name='policy'] option")
    expect(options).to_have_count(7)
    named = options.all_inner_texts()
    text = (site_dir / "desk.html").read_text(encoding="utf-8")
    without, count = re.subn('<script type="application/json" id="pk-desk-policies">.*?</script>', "", text, flags=re.S)
    assert count == 1
    many.route("**/desk.html", lambda route: route.fulfill(body=without, content_type="text/html"))
    many.goto(site_url + "desk.html?again")
    many.goto(site_url + "desk.html#i=yixing-2020-70:t-2-2-1")
    expect(options).to_have_count(7)
    assert options.all_inner_texts() == named
    expect(many.locator(".pk-desk-table thead")).to_contain_text("宜兴")


def test_the_desk_finds_documents_by_words(page: Page, site_url: str) -> None:
    page.goto(site_url + "desk.html")
    options = page.locator("select[name='policy'] option")
    expect(options).to_have_count(7)
    find = page.locator("input[name='find']")
    # Of six documents nobody needs it: it is hidden, but works.
    find.evaluate("box => { box.closest('[hidden]').hidden = false; }")
    find.fill("宜兴 诚信")
    expect(options).to_have_count(2)
    expect(page.locator("select[name='policy']")).to_have_value("yixing-2020-70")
    expect(page.locator("select[name='provision']")).to_be_enabled()
    find.fill("没有这样的文件")
    expect(options).to_have_text(["找到 0 份，请选择"])
    expect(page.locator("select[name='provision']")).to_be_disabled()
    find.fill("")
    expect(options).to_have_count(7)


def _refuse(route: Route) -> None:
    route.abort()


def _plain(markup: str) -> list[str]:
    """The pieces of a cell's markup without addresses, whose order and form may differ."""
    pieces = markup.replace(">", "> ").replace("<", " <").split()
    return sorted(piece.rstrip(">") for piece in pieces if not piece.startswith("href="))
