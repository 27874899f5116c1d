"""Tables in a real browser: sorted by keyboard, and narrowed."""

from __future__ import annotations

from playwright.sync_api import Page, expect

STICKING_OUT = """() => {
    const end = (node) => node.getBoundingClientRect().right;
    const marks = [...document.querySelectorAll('.pk-matrix td .pk-mark')];
    return marks.filter((mark) => end(mark) > end(mark.closest('td'))).map((mark) => mark.textContent);
}"""
"""Marks of the matrix that lie over the next column."""

LAST_LINES = """table => [...[...table.tBodies[0].rows].filter(row => !row.hidden).at(-1).cells].map(
    cell => getComputedStyle(cell).borderBottomWidth)"""
"""What is drawn below the cells of the last row that is shown: the frame's line stands there."""


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
    assert set(table.evaluate(LAST_LINES)) == {"0px"}
    empty = page.get_by_text("没有符合筛选条件的行。").first
    expect(empty).to_be_hidden()
    tools.locator("input").fill("没有这样的时限")
    expect(empty).to_be_visible()
    expect(table.locator("tbody tr:visible")).to_have_count(0)
    tools.locator("input").fill("")
    expect(empty).to_be_hidden()


def test_long_names_stay_within_their_cells_of_the_matrix(page: Page, site_url: str) -> None:
    page.goto(site_url + "units/index.html")
    assert page.evaluate(STICKING_OUT) == []
    # As of a place with several documents of one year.
    name = "marks => { for (const mark of marks) mark.firstChild.data = '西部开发区2012（11）'; }"
    page.eval_on_selector_all(".pk-matrix td .pk-mark", name)
    assert page.locator(".pk-matrix td .pk-mark").count() > 20
    assert page.evaluate(STICKING_OUT) == []
