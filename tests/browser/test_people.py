"""For people: valid pages, the keyboard alone, paper, lines that can be read."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import html5lib
import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.serving import PAGE_KINDS, page_of_kind

A4 = (595, 842)
PRINTED = ("home", "policy", "domain", "pair", "domains", "units", "unit", "principles", "policies")
FULL_WIDTH = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60]")


def test_every_page_is_valid(site_dir: Path) -> None:
    faults = []
    for path in sorted(site_dir.rglob("*.html")):
        parser = html5lib.HTMLParser()
        parser.parse(path.read_text(encoding="utf-8"))
        faults += [f"{path.name}:{place[0]}: {code} {data}" for place, code, data in parser.errors]
    assert faults == []


@pytest.fixture(scope="module", params=PAGE_KINDS)
def opened(request: pytest.FixtureRequest, browser: Browser, site_url: str, site_dir: Path) -> Iterator[Page]:
    """A page of each kind, opened once for what is asked of it; nothing is pressed before the keyboard's test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    page.goto(site_url + page_of_kind(site_dir, request.param))
    yield page
    context.close()


def test_headings_and_landmarks_are_in_order(opened: Page) -> None:
    page = opened
    levels = page.locator(":is(h1,h2,h3,h4,h5,h6):visible").evaluate_all("all => all.map(h => Number(h.tagName[1]))")
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels)), levels
    for landmark in ("header", "main", "footer", "nav"):
        assert page.locator(landmark).count() >= 1, landmark
    assert page.locator("main").count() == 1
    assert page.locator("html").get_attribute("lang") == "zh-CN"


def test_the_keyboard_sees_where_it_is(opened: Page) -> None:
    page = opened
    page.keyboard.press("Tab")
    expect(page.locator(".pk-skip")).to_be_focused()
    expect(page.locator(".pk-skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#pk-content")).to_be_focused()
    seen = set()
    for _ in range(25):
        page.keyboard.press("Tab")
        state = page.evaluate(
            """() => {
                const one = document.activeElement;
                if (!one || one === document.body) return null;
                const marked = one.matches("input[type=radio].md-option") ? one.nextElementSibling : one;
                const style = getComputedStyle(marked), box = marked.getBoundingClientRect();
                const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
                    || [...one.children].some((part) => getComputedStyle(part).strokeWidth === "3px");
                const shown = box.width > 0 && box.height > 0;
                return [one.outerHTML.slice(0, 90), drawn, shown, one.closest("main") !== null];
            }"""
        )
        if state is None:
            break
        markup, drawn, shown, inside = state
        assert drawn and shown, markup
        if inside:
            seen.add(markup)
    assert seen


def test_panels_open_by_keyboard(page: Page, site_url: str, site_dir: Path) -> None:
    page.goto(site_url + page_of_kind(site_dir, "policy"))
    page.locator(".pk-tabs a[href='#source-text']").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#source-text")).to_be_visible()
    expect(page.locator("#provisions")).to_be_hidden()
    expect(page.locator(".pk-tabs a[href='#source-text']")).to_have_attribute("aria-current", "true")


def test_the_outline_marks_what_an_address_opens(page: Page, site_url: str, site_dir: Path) -> None:
    """In the source text too, where lines are short and the next part stands close below."""
    page.goto(site_url + page_of_kind(site_dir, "policy"))
    named = page.locator(".pk-outline a").evaluate_all("links => links.map(link => link.hash.slice(1))")
    marked = page.locator(".pk-outline [aria-current]")
    for prefix in ("", "src-"):
        asked = [part for part in named if page.locator(f"[id='{prefix}{part}']").count()]
        assert len(asked) > 10
        for part in (asked[1], asked[2], asked[len(asked) // 2], asked[-1]):
            page.evaluate("hash => { location.hash = hash; }", prefix + part)
            expect(marked).to_have_attribute("href", f"#{part}")
            expect(marked).to_have_count(1)


def test_columns_are_chosen_by_keyboard(page: Page, site_url: str, site_dir: Path) -> None:
    page.goto(site_url + page_of_kind(site_dir, "domain"))
    box = page.locator(".pk-choice input").first
    policy = box.get_attribute("value")
    column = page.locator(f"table.pk-compare thead th[data-policy='{policy}']")
    expect(column).to_be_visible()
    box.focus()
    page.keyboard.press("Space")
    expect(column).to_be_hidden()


def test_the_drawer_opens_and_closes_by_keyboard(page: Page, site_url: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(site_url + "index.html")
    opener = page.locator(".pk-drawer-button")
    first = page.locator(".md-sidebar--primary a").first
    expect(first).to_be_hidden()
    opener.focus()
    page.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(first).to_be_visible()
    expect(first).to_be_focused()
    page.keyboard.press("Escape")
    expect(first).to_be_hidden()
    expect(opener).to_be_focused()
    page.set_viewport_size({"width": 1440, "height": 800})
    expect(page.locator("[for='__drawer']:visible, .pk-drawer-button:visible")).to_have_count(0)


LARGER = """() => {
    const size = (one) => parseFloat(getComputedStyle(one).fontSize);
    return [...document.querySelectorAll(".pk-scroll :is(td, th) *")]
        .filter((one) => size(one) > size(one.closest("td, th")) * 1.15).map((one) => one.outerHTML);
}"""
"""What stands in a table in letters larger than the table's."""


@pytest.mark.parametrize("kind", PRINTED)
def test_paper(page: Page, site_url: str, site_dir: Path, kind: str) -> None:
    """A4, dark letters whatever the screen, no navigation, nothing wider than the paper, the address at the end.

    What is small on the screen is small on paper too: nothing in a table is larger than the table's text. The sheets
    are made of the dark page, of which most could go wrong; how it would look on paper is asked in either colours.
    """
    page.emulate_media(color_scheme="dark")
    page.goto(site_url + page_of_kind(site_dir, kind))
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    sizes = {tuple(sorted(round(side) for side in sheet.get_size())) for sheet in printed}
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    assert sizes == {A4}
    text = "".join("".join(sheet.get_textpage().get_text_bounded().split()) for sheet in printed)
    for chrome in ("跳到正文", "打开对比台", "加入对比台"):
        assert chrome not in text
    # How letters of an address are found in a PDF depends on where its lines break; the words of the page do not.
    expect(page.locator("[data-print-address]")).to_contain_text("://")
    address = page.locator("[data-print-address]").text_content() or ""
    assert quote(address, safe="/:%") == page.url
    assert "政策%20库" in text
    assert re.search("(资料版本|原文指纹|本页指纹)[0-9a-f]{12}", text)
    printed.close()
    page.emulate_media(media="print", color_scheme="dark")
    landscape = page.evaluate("getComputedStyle(document.body).page") != "auto"
    # The printable width in CSS pixels: A4 less the margins of base.css (18 mm) or tables.css (8 mm, landscape).
    width = round((297 - 16 if landscape else 210 - 36) / 25.4 * 96)
    page.set_viewport_size({"width": width, "height": 1000})
    for scheme in ("slate", "default"):
        page.evaluate("scheme => { document.body.dataset.mdColorScheme = scheme; }", scheme)
        for chrome in (".md-header", ".md-tabs", ".pk-footer"):
            expect(page.locator(chrome)).to_be_hidden()
        assert page.evaluate(LARGER)[:3] == []
        ink = page.locator("h1").evaluate("node => getComputedStyle(node).color")
        assert max(int(part) for part in re.findall(r"\d+", ink)[:3]) < 80
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("kind", ["policy", "method", "home", "quality", "unit", "domain"])
def test_lines_of_running_text_can_be_read(page: Page, site_url: str, site_dir: Path, kind: str) -> None:
    """No line of running text holds more than 42 Chinese characters (a book's line has about 40)."""
    page.set_viewport_size({"width": 1920, "height": 1000})
    page.goto(site_url + page_of_kind(site_dir, kind))
    widths = page.evaluate(
        """() => [...document.querySelectorAll(".pk-page :is(p, li, dd)")]
            .filter((one) => one.offsetParent && !one.closest("table") && one.textContent.length > 60)
            .map((one) => one.getBoundingClientRect().width / parseFloat(getComputedStyle(one).fontSize))"""
    )
    assert widths
    assert max(widths) <= 42.5


def test_paragraphs_are_set_in_and_numbers_hang(page: Page, site_url: str, site_dir: Path) -> None:
    page.goto(site_url + page_of_kind(site_dir, "policy"))
    paragraph = page.locator("#provisions .pk-text p:visible").first
    indent, size = paragraph.evaluate(
        "one => [parseFloat(getComputedStyle(one).textIndent), parseFloat(getComputedStyle(one).fontSize)]"
    )
    assert indent == pytest.approx(2 * size)
    assert FULL_WIDTH.search(paragraph.inner_text())
    page.set_viewport_size({"width": 390, "height": 900})
    hangs = page.evaluate(
        """() => [...document.querySelectorAll("#provisions .pk-heading-link")].map((link) => {
            const range = document.createRange();
            range.selectNodeContents(link.lastChild);
            const starts = [...range.getClientRects()].map((line) => line.left);
            return [starts.length, Math.max(...starts) - Math.min(...starts)];
        }).filter(([lines]) => lines > 1)"""
    )
    assert hangs
    assert all(difference < 1 for _, difference in hangs)
