"""What is taken away on paper: heads of tables on every sheet, what was asked for, nothing about pressing keys."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import open_page, page_of_kind

DESK = "desk.html#i=panjin-2017-25:t-3-1,yixing-2020-70:t-2-1-1"


def sheets(page: Page) -> list[str]:
    """The words of each sheet of the printed page, without blanks."""
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    words = ["".join(sheet.get_textpage().get_text_bounded().split()) for sheet in printed]
    printed.close()
    return words


@pytest.mark.parametrize("kind", ["timeline", "units", "quality", "policies"])
def test_heads_of_tables_stand_on_every_sheet(page: Page, site_url: str, site_dir: Path, kind: str) -> None:
    """Of tables that are sorted by their heads too, which hold buttons then."""
    page.goto(site_url + page_of_kind(site_dir, kind))
    sortable = page.locator("table.sortable").first
    expect(sortable.locator("th button").first).to_be_visible()
    sortable.evaluate(
        """table => {
            const body = table.tBodies[0];
            while (body.rows.length < 80) body.append(...[...body.rows].map((row) => row.cloneNode(true)));
            for (const row of body.rows) row.cells[0].append("某行");
        }"""
    )
    heads = "".join("".join(sortable.locator("thead th").all_inner_texts()).split())
    holding = [words for words in sheets(page) if "某行" in words]
    assert len(holding) > 1
    assert [words[:80] for words in holding if heads not in words] == []


def test_a_sorted_table_says_so_on_paper(page: Page, site_url: str) -> None:
    page.goto(site_url + "timeline.html")
    page.get_by_role("button", name="日期").click()
    words = "".join(sheets(page))
    assert "日期↑" in words
    assert "↕" not in words


def test_dates_and_lines_of_the_source_stay_in_one_line(page: Page, site_url: str) -> None:
    page.goto(site_url + "timeline.html")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": round((210 - 36) / 25.4 * 96), "height": 1000})
    lines = page.locator("table.sortable tbody tr").evaluate_all(
        """rows => rows.flatMap((row) => [row.cells[4], row.cells[6]]).map((cell) => {
            const range = document.createRange();
            range.selectNodeContents(cell);
            return new Set([...range.getClientRects()].map((box) => Math.round(box.top / 4))).size;
        })"""
    )
    assert len(lines) > 20
    assert max(lines) == 1


def test_printed_hits_say_what_was_asked_and_what_is_left_out(page: Page, site_url: str) -> None:
    open_page(page, site_url, "search.html?q=信用&level=county&deadline=no")
    asked = "检索词：信用；级别：县级；时限：未写时限"
    expect(page.locator(".pk-hit").nth(15)).to_be_attached()
    expect(page.locator("#pk-asked")).to_be_hidden()
    words = "".join(sheets(page))
    assert asked in words
    assert "下键在结果间移动" not in words
    open_page(page, site_url, "search.html?q=信用")
    more = page.locator("#pk-results [data-more]")
    expect(more).to_be_visible()
    left = more.get_attribute("data-more")
    note = f"以上是前20条，还有{left}条没有列出。"
    assert "".join(sheets(page)).count(note) == 1
    more.click()
    expect(page.locator("article.pk-hit").nth(25)).to_be_attached()
    assert note not in "".join(sheets(page))


def test_a_printed_desk_is_what_stands_on_it(page: Page, site_url: str) -> None:
    """Two provisions and the address on one sheet; not how the desk is filled."""
    open_page(page, site_url, DESK)
    expect(page.locator(".pk-desk-columns")).to_be_visible()
    printed = sheets(page)
    assert len(printed) == 1
    assert "盘锦三(一)" in printed[0]
    assert "最多四条" not in printed[0]


def test_where_shared_words_stand_elsewhere_is_not_printed(page: Page, site_url: str) -> None:
    """A document on paper is read as a document; its share of shared words stays."""
    page.goto(site_url + "policies/panjin-2017-25.html")
    expect(page.locator(".pk-homes:visible")).not_to_have_count(0)
    words = "".join(sheets(page))
    assert "处文字另见其他文件" not in words
    assert "加强政务诚信管理" in words
