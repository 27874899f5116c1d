"""A knowledge base of more documents than stand side by side: readers choose the columns themselves."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import violations

YIXING, PANJIN, NATIONAL = "yixing-2020-70", "panjin-2017-25", "national-2016-76"
DOMAIN = "domains/government-procurement.html"
CHOSEN = f"columns={YIXING},{PANJIN}"


def columns(page: Page) -> list[str]:
    """Ids of the visible columns, left to right."""
    heads = page.locator("table.pk-compare thead th[data-policy]")
    shown: list[str] = heads.evaluate_all("heads => heads.filter(h => !h.hidden).map(h => h.dataset.policy)")
    return shown


def cell(page: Page, row: str, policy: str) -> Locator:
    return page.locator(f"table.pk-compare tr[data-row='{row}'] td[data-policy='{policy}']")


def choose(page: Page, words: str, button: str) -> None:
    form = page.get_by_role("form", name="另选文件")
    form.get_by_role("searchbox").fill(words)
    expect(form.get_by_role("button", name=button)).to_be_enabled()
    form.get_by_role("button", name=button).click()


def test_any_document_gets_a_column(page: Page, large_url: str) -> None:
    """What it says is read off the plan of 宜兴: 二（二）1 with 财政局 and 招管办, without a time limit."""
    page.goto(large_url + DOMAIN)
    before = columns(page)
    assert YIXING not in before
    choose(page, "宜兴", "加为一列")
    expect(cell(page, "text", YIXING)).to_contain_text("制定政府采购领域诚信建设实施方案")
    assert columns(page) == [*before, YIXING]
    assert cell(page, "units", YIXING).locator(".pk-unit").all_inner_texts() == ["财政局", "招管办"]
    expect(cell(page, "deadlines", YIXING)).to_have_text("未写明")
    link = cell(page, "text", YIXING).locator(".pk-item-link").first
    assert (link.get_attribute("href") or "").endswith(f"policies/{YIXING}.html#t-2-2-1")
    expect(cell(page, "text", YIXING).get_by_role("link", name="宜兴 二(二)2")).to_be_visible()
    page.reload()
    expect(cell(page, "text", YIXING)).to_contain_text("制定政府采购领域诚信建设实施方案")
    assert columns(page) == [*before, YIXING]


def test_chosen_columns_are_marked_against_each_other(page: Page, large_url: str) -> None:
    page.goto(large_url + DOMAIN + "#" + CHOSEN)
    expect(cell(page, "text", PANJIN).locator(f".pk-variant[data-base='{YIXING}']")).to_have_count(1)
    assert columns(page) == [YIXING, PANJIN]
    told = cell(page, "text", PANJIN)
    expect(told.locator(".pk-against")).to_contain_text("另选的列没有逐条对齐")
    # 盘锦 has 投诉举报渠道 on procurement, 宜兴 has not; 处理采购人及 stands in both.
    assert "投诉举报渠道" in "".join(told.locator("ins").all_inner_texts())
    assert "制定政府采购领域诚信建设实施方案" in "".join(told.locator("del").all_inner_texts())
    assert told.locator("ins, del").filter(has_text="处理采购人及").count() == 0
    own = cell(page, "own", YIXING)
    expect(own.locator(".pk-own-count")).to_contain_text("句为所列各列中独有")
    assert any("制定政府采购领域" in sentence for sentence in own.locator(".pk-own li").all_inner_texts())


def test_a_digest_that_was_chosen_is_not_marked(page: Page, large_url: str) -> None:
    page.goto(large_url + DOMAIN + f"#columns={YIXING},{NATIONAL}")
    expect(cell(page, "text", NATIONAL)).to_contain_text("摘编不是正式文本")
    assert cell(page, "text", NATIONAL).locator("ins, del, .pk-same").count() == 0


def test_the_choice_goes_on_to_the_next_domain(page: Page, large_url: str) -> None:
    page.goto(large_url + DOMAIN + "#" + CHOSEN)
    expect(cell(page, "text", PANJIN)).to_be_visible()
    page.locator(".pk-crumbs a").last.click()
    page.wait_for_url(re.compile("domains/(?!government-procurement)"))
    expect(cell(page, "text", PANJIN)).to_be_visible()
    assert columns(page) == [YIXING, PANJIN]


def test_a_document_leads_to_the_matrix_with_it_chosen(page: Page, large_url: str) -> None:
    page.goto(large_url + f"policies/{YIXING}.html")
    page.get_by_role("link", name="另选文件与它按领域并列").click()
    heads = page.locator("table.pk-coverage-table thead th:not([hidden])")
    expect(heads).to_have_count(2)
    choose(page, "盘锦", "列出")
    expect(heads).to_have_text(["领域", re.compile("宜兴"), re.compile("盘锦")])


def test_only_the_chosen_ones_are_shown_at_a_press(page: Page, large_url: str) -> None:
    page.goto(large_url + DOMAIN)
    for words in ("宜兴", "盘锦"):
        choose(page, words, "加为一列")
        expect(page.locator(".pk-more-columns .pk-said")).to_have_text(f"已并列{words}。")
    page.get_by_role("button", name="只看另选的").click()
    assert columns(page) == [YIXING, PANJIN]
    assert CHOSEN in unquote(page.url)
    page.get_by_role("button", name="恢复默认").click()
    assert YIXING not in columns(page)


def test_a_document_that_is_not_held_is_said(page: Page, large_url: str) -> None:
    page.goto(large_url + DOMAIN + f"#columns=gone-2001-1,{YIXING}")
    expect(page.locator(".pk-more-columns .pk-said")).to_contain_text("没有读到")
    assert columns(page) == [YIXING]


def test_the_matrix_shows_the_chosen_documents(page: Page, large_url: str) -> None:
    page.goto(large_url + "domains/index.html")
    table = page.locator("table.pk-coverage-table")
    for words in ("宜兴", "盘锦"):
        choose(page, words, "列出")
        expect(table.locator("thead th:not([hidden])", has_text=words)).to_have_count(1)
    assert len(table.locator("thead th:not([hidden])").all()) == 3
    row = table.locator("tr[data-domain='government-procurement']")
    states = row.locator("td:not([hidden]) .pk-cell").evaluate_all("cells => cells.map(c => c.className)")
    assert states == ["pk-cell state-present"] * 2
    row.get_by_role("link", name="政府采购").click()
    expect(cell(page, "text", PANJIN)).to_be_visible()
    assert columns(page) == [YIXING, PANJIN]
    page.go_back()
    expect(table.locator("thead th:not([hidden])", has_text="宜兴")).to_have_count(1)
    page.get_by_role("button", name="去掉宜兴").click()
    expect(table.locator("thead th:not([hidden])")).to_have_count(2)
    page.get_by_role("button", name="恢复默认").click()
    expect(table.locator("thead th[data-added]")).to_have_count(0)


def test_the_list_is_narrowed_to_a_domain(page: Page, large_url: str) -> None:
    page.goto(large_url + "policies/index.html")
    rows = page.locator("table.sortable tbody tr:not([hidden])")
    everything = rows.count()
    page.get_by_label("领域", exact=True).select_option(label="政府采购")
    expect(rows.filter(has_text="宜兴市")).to_have_count(1)
    assert 0 < rows.count() < everything
    page.reload()
    expect(page.get_by_label("领域", exact=True)).to_have_value("government-procurement")
    assert rows.count() < everything


@pytest.mark.parametrize("path", [DOMAIN + "#" + CHOSEN, "domains/index.html#" + CHOSEN, "policies/index.html"])
def test_chosen_columns_are_accessible(page: Page, large_url: str, path: str) -> None:
    page.goto(large_url + path)
    page.wait_for_load_state("networkidle")
    assert violations(page) == []
