"""Every page kind in every state without a violation of axe-core's rules, light and dark, wide and narrow."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page

from tests.browser.axe import violations
from tests.browser.serving import PAGE_KINDS, WIDTHS, open_page, states_of_kind


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", PAGE_KINDS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessibility(
    page: Page, site_url: str, site_dir: Path, kind: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    for address in states_of_kind(site_dir, kind):
        open_page(page, site_url, address)
        assert page.evaluate("document.body.dataset.mdColorScheme") == {"light": "default", "dark": "slate"}[scheme]
        assert violations(page) == [], address
