"""Every page kind in every state without a violation of axe-core's rules, light and dark, wide and narrow."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page

from tests.browser.axe import broken, violations
from tests.browser.serving import PAGE_KINDS, WIDTHS, open_page, states_of_kind

DARK_AND_NARROW = ("home", "search", "domain")
"""What a narrow page has besides: the folded menu, filters, columns. Colours are the same at every width otherwise."""

SCHEMES: dict[Literal["light", "dark"], str] = {"light": "default", "dark": "slate"}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", PAGE_KINDS)
def test_accessibility(page: Page, site_url: str, site_dir: Path, kind: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for scheme, name in SCHEMES.items():
        if scheme == "dark" and width == min(WIDTHS) and kind not in DARK_AND_NARROW:
            continue
        page.emulate_media(color_scheme=scheme)
        for address in states_of_kind(site_dir, kind):
            open_page(page, site_url, address)
            assert page.evaluate("document.body.dataset.mdColorScheme") == name
            assert violations(page) == [], address


CELLS = """<!doctype html><html lang="en"><title>Cells</title><style>
  body { background: #fff; color: #222 }
  .row-background tr:nth-child(77) { background: #777 }
  .column td:nth-child(2) { color: #999 }
  .small-row tr:nth-child(50) td { font-size: 12px; color: #888 }
  .large-row tr:nth-child(50) td { font-size: 40px; color: #888 }
  .hidden td { color: #ccc; display: none }
  .veiled-row tr:nth-child(9) { opacity: .3 }
</style><main><h1>Cells</h1>TABLES</main></html>"""

HARD_TO_READ = {"row-background", "column", "small-row", "veiled-row", "own-style"}


def test_one_cell_of_many_that_is_hard_to_read_is_found(page: Page) -> None:
    """Contrast is measured of a few elements that look alike; what looks otherwise in any way is not like them."""
    tables = []
    for kind in (*sorted(HARD_TO_READ), "plain", "large-row", "hidden"):
        rows = [f"<tr><td>{number}</td><td>{kind}</td></tr>" for number in range(100)]
        if kind == "own-style":
            rows[61] = rows[61].replace("<td>own", '<td style="color: #aaa">own')
        tables.append(f'<table class="{kind}">{"".join(rows)}</table>')
    page.set_content(CELLS.replace("TABLES", "".join(tables)))
    for every in (False, True):
        (contrast,) = (one for one in broken(page, every=every) if one["id"] == "color-contrast")
        told = " ".join(node["html"] for node in contrast["nodes"])
        assert {kind for kind in HARD_TO_READ | {"plain", "large-row", "hidden"} if f">{kind}<" in told} == HARD_TO_READ
