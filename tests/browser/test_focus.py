"""The keyboard alone: what has the focus can be seen, whatever sticks to the top, the side or the foot of the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import open_page, page_of_kind

STEPS = 70
"""Some three screens in either direction."""

HIDDEN = """async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const box = one.getBoundingClientRect();
    if (box.width < 3 || box.height < 3) return "";  // Drawn by its label.
    const x = Math.max(0, Math.min(innerWidth - 1, box.x + Math.min(box.width, 40) / 2));
    const y = Math.max(0, Math.min(innerHeight - 1, box.y + Math.min(box.height / 2, 100)));
    const top = document.elementFromPoint(x, y);
    const seen = top && (one.contains(top) || top.contains(one) || one.closest("label")?.contains(top));
    return seen ? "" : one.outerHTML.slice(0, 80) + " under " + top?.outerHTML.slice(0, 60);
}"""
"""What has the focus and lies under something else, "" where it is seen, null past the last one."""


def covered(page: Page, key: str) -> list[str]:
    """What had the focus unseen on the way."""
    found = []
    for _ in range(STEPS):
        page.keyboard.press(key)
        state = page.evaluate(HIDDEN)
        if state is None:
            break
        if state:
            found.append(state)
    return found


@pytest.mark.parametrize("kind", ["home", "policy", "domains", "domain", "pair", "timeline", "units", "search"])
def test_nothing_lies_over_what_has_the_focus(page: Page, site_url: str, site_dir: Path, kind: str) -> None:
    """Downwards from the top and upwards from the end."""
    page.set_viewport_size({"width": 1440, "height": 800})
    open_page(page, site_url, page_of_kind(site_dir, kind) + ("?q=信用" if kind == "search" else ""))
    page.locator("#pk-content").focus()
    assert covered(page, "Tab") == []
    page.locator(".pk-footer a").last.focus()
    assert covered(page, "Shift+Tab") == []


@pytest.mark.parametrize("width", [1440, 390])
def test_the_tray_lies_over_nothing_that_has_the_focus(page: Page, site_url: str, site_dir: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site_url + page_of_kind(site_dir, "policy"))
    for place in range(3):
        page.locator(".desk-add:visible").nth(place).click()
    expect(page.locator(".pk-tray")).to_be_visible()
    page.locator("#pk-content").focus()
    assert covered(page, "Tab") == []
    page.locator(".pk-footer a").last.focus()
    assert covered(page, "Shift+Tab") == []


@pytest.mark.parametrize("width", [1440, 390])
def test_no_cell_of_a_matrix_stops_under_its_first_column(page: Page, site_url: str, width: int) -> None:
    """Backwards, as who presses Shift and Tab comes from the right."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site_url + "units/index.html")
    page.wait_for_load_state("load")
    under = page.evaluate(
        """() => [...document.querySelectorAll("#units-matrix tbody td a")].reverse().filter((link) => {
            link.focus();
            const box = link.getBoundingClientRect();
            const first = link.closest("tr").cells[0].getBoundingClientRect();
            return box.left < first.right - 1;
        }).map((link) => link.title)"""
    )
    assert under == []
