"""Search for what is copied from a table or a footnote: numbers of provisions, of documents without their brackets."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import open_page


def ask(page: Page, site_url: str, query: str) -> None:
    open_page(page, site_url, f"search.html?{urlencode({'q': query})}")
    expect(page.locator("#pk-results[data-total]")).to_be_attached()


@pytest.mark.parametrize(
    ("query", "policy", "item"),
    [
        ("盘锦 三(二)", "panjin-2017-25", "t-3-2"),
        ("盘锦三（二）", "panjin-2017-25", "t-3-2"),
        ("宜兴市 二（二）10", "yixing-2020-70", "t-2-2-10"),
        ("国家 基本原则二", "national-2016-76", "p-2"),
        ("盘政发〔2017〕25号 三(二)", "panjin-2017-25", "t-3-2"),
        ("盘锦 附表第4行", "panjin-2017-25", "a-4"),
        # as rows were called before, and stand in print
        ("盘锦 附件第4行", "panjin-2017-25", "a-4"),
        ("吉林 三(一)二是", "jilin-2017-75-jd", "t-3-1-2"),
    ],
)
def test_a_provision_is_found_by_what_it_is_called(
    page: Page, site_url: str, query: str, policy: str, item: str
) -> None:
    """As every chip, table and citation of the site calls it; its text holds neither the place nor the number."""
    ask(page, site_url, query)
    found = page.locator("#pk-cited .pk-hit-link")
    expect(found).to_have_count(1)
    expect(found).to_have_attribute("href", f"policies/{policy}.html#{item}")
    expect(page.locator("#pk-found-line")).to_contain_text("编号相符的条文 1 条")


def test_a_number_alone_names_the_provisions_of_all_documents(page: Page, site_url: str) -> None:
    ask(page, site_url, "三（二）")
    found = page.locator("#pk-cited .pk-hit-link")
    addresses = {found.nth(at).get_attribute("href") for at in range(found.count())}
    assert {"policies/panjin-2017-25.html#t-3-2", "policies/yixing-2020-70.html#t-3-2"} <= addresses


@pytest.mark.parametrize("query", ["盘锦 信用", "十二", "2017年", "盘锦 九(九)", "盘锦 三(二) 信用", "(2017)"])
def test_other_words_are_no_numbers_of_provisions(page: Page, site_url: str, query: str) -> None:
    ask(page, site_url, query)
    expect(page.locator("#pk-cited > *")).to_have_count(0)


@pytest.mark.parametrize("query", ["国发2016 76", "国发201676号", "国发 2016年第76号"])
def test_a_documents_number_without_its_brackets_is_offered_with_them(page: Page, site_url: str, query: str) -> None:
    ask(page, site_url, query)
    expect(page.locator("#pk-documents > *")).to_have_count(0)
    page.get_by_role("button", name="改查“国发〔2016〕76号”").click()
    expect(page.locator("#pk-documents")).to_contain_text("国务院关于加强政务诚信建设的指导意见")


@pytest.mark.parametrize("query", ["国发〔2016〕76号", "国发[2016]76号"])
def test_a_documents_number_that_was_asked_for_is_not_offered_again(page: Page, site_url: str, query: str) -> None:
    ask(page, site_url, query)
    expect(page.locator("#pk-documents")).to_contain_text("国务院关于加强政务诚信建设的指导意见")
    expect(page.locator(".pk-nothing")).to_contain_text("已查")
    expect(page.locator(".pk-nothing")).not_to_contain_text("改查")


def test_a_number_that_no_document_has_is_not_offered(page: Page, site_url: str) -> None:
    ask(page, site_url, "国发2016 99")
    expect(page.locator(".pk-nothing")).to_be_visible()
    expect(page.locator(".pk-nothing")).not_to_contain_text("有文号")
