"""Every page kind in every state without a violation of axe-core's rules, light and dark, wide and narrow."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page

from tests.browser.axe import violations
from tests.browser.serving import PAGE_KINDS, WIDTHS, open_page, states_of_kind

DARK_AND_NARROW = ("home", "search", "domain")
"""What a narrow page has besides: the folded menu, filters, columns. Colours are the same at every width otherwise."""

LOOKS = [
    *(("light", kind, width) for kind in PAGE_KINDS for width in WIDTHS),
    *(("dark", kind, max(WIDTHS)) for kind in PAGE_KINDS),
    *(("dark", kind, min(WIDTHS)) for kind in DARK_AND_NARROW),
]


@pytest.mark.parametrize(("scheme", "kind", "width"), LOOKS)
def test_accessibility(
    page: Page, site_url: str, site_dir: Path, kind: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    for address in states_of_kind(site_dir, kind):
        open_page(page, site_url, address)
        assert page.evaluate("document.body.dataset.mdColorScheme") == {"light": "default", "dark": "slate"}[scheme]
        assert violations(page) == [], address
