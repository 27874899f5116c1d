"""Screenshots of every page kind of a built site: `python -m tests.browser.screenshots SITE FOLDER`.

With `--comparison FILE` only the picture for the README is made: the part of a domain page that people come for.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.serving import BROWSER_ARGUMENTS, PAGE_KINDS, WIDTHS, find_browser, page_of_kind, served

MAX_HEIGHT = 6000


def shoot(browser: Browser, address: str, file: Path, width: int, height: int | None = None) -> None:
    """One page into one file; the whole page, but no more than MAX_HEIGHT, where no height is given."""
    context = browser.new_context(viewport={"width": width, "height": height or 900}, locale="zh-CN")
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    if height is None:
        full = min(page.evaluate("document.documentElement.scrollHeight"), MAX_HEIGHT)
        page.set_viewport_size({"width": width, "height": max(full, 900)})
    page.screenshot(path=file)
    context.close()


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, help="the built site")
    parser.add_argument("folder", type=Path, nargs="?", help="where the screenshots go")
    parser.add_argument("--comparison", type=Path, help="file for the README's picture of the comparison page")
    parser.add_argument("--page", help="the page of that picture; the fullest domain page where not given")
    options = parser.parse_args()
    with served(options.site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(BROWSER_ARGUMENTS))
        if options.comparison:
            options.comparison.parent.mkdir(parents=True, exist_ok=True)
            name = options.page or page_of_kind(options.site, "domain")
            shoot(browser, address + name, options.comparison, 1440, 900)
        if options.folder:
            options.folder.mkdir(parents=True, exist_ok=True)
            for kind in PAGE_KINDS:
                for width in WIDTHS:
                    name = page_of_kind(options.site, kind)
                    shoot(browser, address + name, options.folder / f"{kind}-{width}.png", width)
        browser.close()


if __name__ == "__main__":
    main()
