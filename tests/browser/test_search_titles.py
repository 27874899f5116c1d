"""Search for what a document is called: the document is found, and its title is not taken to pieces."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Page, expect

from tests.browser.serving import open_page

POLICIES = Path(__file__).parents[2] / "policies"
TITLE = "宜兴市关于加强政务诚信建设的实施"


def test_a_title_that_only_its_document_has_is_not_taken_to_pieces(page: Page, site_url: str) -> None:
    holders = [path.parent.name for path in POLICIES.glob("*/record.yaml") if TITLE in path.read_text(encoding="utf-8")]
    assert holders == ["yixing-2020-70"]
    open_page(page, site_url, f"search.html?{urlencode({'q': TITLE})}")
    expect(page.locator("#pk-results[data-total='0']")).to_be_attached()
    expect(page.locator(".pk-nothing")).to_contain_text(f"“{TITLE}”只见于文件名称、文号、制发机关、引言或附表")
    expect(page.locator(".pk-nothing")).not_to_contain_text("其中“")
    expect(page.locator(".pk-nothing")).not_to_contain_text("长句可拆")
    expect(page.locator("#pk-documents").get_by_role("link").first).to_contain_text("宜兴")
