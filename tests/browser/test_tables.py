"""Tables in a real browser: sorted by keyboard, and narrowed."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def test_tables_sort_by_keyboard_and_filter(page: Page, site_url: str) -> None:
    page.goto(site_url + "timeline.html")
    table = page.locator("table.sortable").first
    header = table.locator("th").nth(4)
    header.locator("button").focus()
    page.keyboard.press("Enter")
    expect(header).to_have_attribute("aria-sort", "ascending")
    dates = [text for text in table.locator("tbody tr td:nth-child(5)").all_inner_texts() if text != "—"]
    assert len(set(dates)) > 1 and dates == sorted(dates)
    page.keyboard.press("Enter")
    expect(header).to_have_attribute("aria-sort", "descending")
    turned = table.locator("tbody tr td:nth-child(5)").all_inner_texts()
    assert [text for text in turned if text != "—"] == sorted(dates, reverse=True)
    assert turned[-1] == "—"
    tools = page.locator(".pk-tools").first
    tools.locator("select").first.select_option("盘锦")
    shown = table.locator("tbody tr:visible td:first-child").all_inner_texts()
    assert shown and all("盘锦" in text for text in shown)
    expect(tools.locator("[role=status]")).to_contain_text(f"{len(shown)} 行，共")
