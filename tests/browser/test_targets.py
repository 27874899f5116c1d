"""On a phone what is to be pressed is large enough to be met (WCAG 2.2, 2.5.8: 24 pixels)."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.serving import PAGE_KINDS, page_of_kind

SMALL = """() => [...document.querySelectorAll("button, a.pk-button, summary, select")]
  .map((one) => [one.getBoundingClientRect(), one])
  .filter(([box]) => box.width && box.height && (box.height < 23.5 || box.width < 23.5))
  .map(([box, one]) => `${one.outerHTML.slice(0, 60)} ${box.width}x${box.height}`)"""


@pytest.mark.parametrize("kind", PAGE_KINDS)
def test_what_is_pressed_on_a_phone_is_24_pixels_high(
    browser: Browser, site_url: str, site_dir: Path, kind: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    page = context.new_page()
    page.goto(site_url + page_of_kind(site_dir, kind))
    assert page.evaluate(SMALL) == []
    context.close()
