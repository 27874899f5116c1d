"""Every page kind in every state without a violation of axe-core's rules, light and dark, wide and narrow."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.axe import broken, violations
from tests.browser.serving import PAGE_KINDS, WIDTHS, open_page, states_of_kind

DARK_AND_NARROW = ("home", "search", "domain")
"""What a narrow page has besides: the folded menu, filters, columns. Colours are the same at every width otherwise."""

LIGHT, DARK = "default", "slate"


def _switch(page: Page, scheme: str) -> None:
    """As a reader does, who then has it on the next page as well; until nothing changes its colour any more."""
    if page.evaluate("document.body.dataset.mdColorScheme") != scheme:
        page.locator("label[for^='__palette_']:visible").click()
        page.mouse.move(0, 0)
        page.evaluate("() => Promise.all(document.getAnimations().map((one) => one.finished))")
    assert page.evaluate("document.body.dataset.mdColorScheme") == scheme


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", PAGE_KINDS)
def test_accessibility(page: Page, site_url: str, site_dir: Path, kind: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    dark = width > min(WIDTHS) or kind in DARK_AND_NARROW
    schemes = [LIGHT, DARK] if dark else [LIGHT]
    for address in states_of_kind(site_dir, kind):
        open_page(page, site_url, address)
        assert page.evaluate("document.body.dataset.mdColorScheme") == schemes[0]
        for scheme in schemes:
            _switch(page, scheme)
            assert violations(page) == [], (address, scheme)
        schemes.reverse()


def test_a_page_opens_in_the_colours_of_the_system(page: Page, site_url: str) -> None:
    page.emulate_media(color_scheme="dark")
    open_page(page, site_url, "index.html")
    assert page.evaluate("document.body.dataset.mdColorScheme") == DARK
    assert violations(page) == []


CELLS = """<!doctype html><html lang="en"><title>Cells</title><style>
  body { background: #fff; color: #222 }
  .row-background tr:nth-child(37) { background: #777 }
  .column td:nth-child(2) { color: #999 }
  .small-row tr:nth-child(20) td { font-size: 12px; color: #888 }
  .large-row tr:nth-child(20) td { font-size: 40px; color: #888 }
  .hidden td { color: #ccc; display: none }
  .veiled-row tr:nth-child(9) { opacity: .3 }
</style><main><h1>Cells</h1>TABLES</main></html>"""

HARD_TO_READ = {"row-background", "column", "small-row", "veiled-row", "own-style"}


def test_one_cell_of_many_that_is_hard_to_read_is_found(page: Page) -> None:
    """Contrast is measured of a few elements that look alike; what looks otherwise in any way is not like them."""
    tables = []
    for kind in (*sorted(HARD_TO_READ), "plain", "large-row", "hidden"):
        rows = [f"<tr><td>{number}</td><td>{kind}</td></tr>" for number in range(40)]
        if kind == "own-style":
            rows[31] = rows[31].replace("<td>own", '<td style="color: #aaa">own')
        tables.append(f'<table class="{kind}">{"".join(rows)}</table>')
    page.set_content(CELLS.replace("TABLES", "".join(tables)))
    for every in (False, True):
        (contrast,) = (one for one in broken(page, every=every) if one["id"] == "color-contrast")
        told = " ".join(node["html"] for node in contrast["nodes"])
        assert {kind for kind in HARD_TO_READ | {"plain", "large-row", "hidden"} if f">{kind}<" in told} == HARD_TO_READ


TARGETS = """<!doctype html><html lang="en"><title>Targets</title><style>
  body { background: #fff; color: #222 }
  a { color: #005 }
  p a { color: #224; text-decoration: none }
  li a { display: block; font-size: 10px; line-height: 12px; width: 90px }
  .apart li { margin-bottom: 40px }
  .large a { line-height: 26px }
  .covered li { position: relative; height: 40px }
  .covered a { line-height: 30px }
  .covered a + a { position: absolute; top: 10px; left: 0 }
</style><main><h1>Targets</h1>PARTS</main></html>"""


def test_links_too_close_and_links_like_the_text_around_them_are_found(page: Page) -> None:
    """axe-core is asked for the places of those only that stand near another one, and for a few of those alike."""
    parts = ["<p>Words before <a href='#p'>a link like its text</a> and words behind.</p>" * 9]
    for kind in ("close", "apart", "large", "covered"):
        links = [f"<a href='#{kind}-{number}'>{kind}</a>" for number in range(8)]
        twice = (lambda link: link + link.replace("#", "#x")) if kind == "covered" else str
        parts.append(f"<ul class='{kind}'>{''.join(f'<li>{twice(link)}</li>' for link in links)}</ul>")
    page.set_content(TARGETS.replace("PARTS", "".join(parts)))
    for every in (False, True):
        told = {one["id"]: " ".join(node["html"] for node in one["nodes"]) for one in broken(page, every=every)}
        assert set(told) == {"link-in-text-block", "target-size"}
        kinds = {kind for kind in ("close", "apart", "large", "covered") if f">{kind}<" in told["target-size"]}
        assert kinds == {"close", "covered"}
