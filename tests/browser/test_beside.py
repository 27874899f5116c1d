"""What stands beside the page kinds: the page for wrong addresses, a draft's report, and what opens on a page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import html5lib
import pytest
from lxml import html
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.serving import WIDTHS, open_page, page_of_kind
from tests.browser.test_site import TOO_WIDE, faults_of
from tests.support import ROOT, policykb

Scheme = Literal["light", "dark"]

LOOKS: list[tuple[int, Scheme]] = [(1440, "light"), (390, "light"), (390, "dark")]
"""Wide and narrow, light and dark: dark changes colours only, which the narrow page shows as well as the wide one."""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The self-contained report of a draft with much to say about it."""
    target = tmp_path_factory.mktemp("report") / "report.html"
    draft = ROOT / "policies/jiangyin-2018-draft/source.txt"
    finished = policykb("check", str(draft), "--format", "html", "--output", str(target))
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return target


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_page_for_wrong_addresses(page: Page, site_url: str, scheme: Scheme, width: int) -> None:
    """One page for any depth: how it is styled in a folder is asked by tests/browser/test_intranet.py."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    for address in ("policies/deeper/no-such.html", "no-such.html"):
        open_page(page, site_url, address)
        expect(page.locator("h1")).to_have_text("没有这一页")
        assert page.evaluate(TOO_WIDE) == []
    assert violations(page) == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_report_of_a_draft(page: Page, report: Path, scheme: Scheme, width: int) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    with faults_of(page, report.as_uri()) as faults:
        page.goto(report.as_uri())
        page.evaluate("() => { for (const one of document.querySelectorAll('details')) one.open = true; }")
    assert faults == []
    assert violations(page) == []
    assert page.evaluate(TOO_WIDE) == []
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
    assert (max(paper) < 80) == (scheme == "dark")
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == "zh-CN"


def test_the_report_is_valid_and_its_anchors_are_there(report: Path) -> None:
    text = report.read_text(encoding="utf-8")
    parser = html5lib.HTMLParser()
    parser.parse(text)
    assert [f"{place[0]}: {code}" for place, code, _ in parser.errors] == []
    document = html.document_fromstring(text.encode())
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids))
    inside = [link[1:] for link in document.xpath("//a/@href") if link.startswith("#")]
    assert inside and [link for link in inside if link not in ids] == []


def _suggestions(page: Page) -> None:
    page.locator("#pk-header-query").press_sequentially("政府")
    expect(page.locator(".pk-header-search [role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")


def _drawer(page: Page) -> None:
    page.locator(".pk-drawer-button").click()
    expect(page.locator(".md-sidebar--primary a").first).to_be_visible()
    page.wait_for_timeout(400)  # it slides in


def _details(page: Page) -> None:
    page.evaluate("() => { for (const one of document.querySelectorAll('details')) one.open = true; }")
    assert page.locator("details[open]").count() > 0


def _marked(page: Page) -> None:
    expect(page.locator("mark.pk-found-word").first).to_be_visible()


def _filtered(page: Page) -> None:
    page.locator("#pk-results[data-total]").wait_for(state="attached")
    _details(page)
    page.locator("#pk-facets input").first.check()
    expect(page.locator("#pk-active button")).to_have_count(1)


OPENED: dict[str, tuple[str, str, Callable[[Page], None]]] = {
    "suggestions": ("home", "", _suggestions),
    "drawer": ("home", "", _drawer),
    "policy": ("policy", "", _details),
    "pair": ("pair", "", _details),
    "marked": ("policy", "?hl=%E6%94%BF%E5%BA%9C", _marked),
    "filtered": ("search", "?q=%E4%BF%A1%E7%94%A8", _filtered),
}
"""What is opened: the page, what its address asks, how it opens. The drawer is there on narrow pages only."""


@pytest.mark.parametrize(
    ("what", "width", "scheme"),
    [(what, *look) for what in OPENED for look in LOOKS if what != "drawer" or look[0] == min(WIDTHS)],
)
def test_what_opens(page: Page, site_url: str, site_dir: Path, what: str, width: int, scheme: Scheme) -> None:
    kind, asked, opens = OPENED[what]
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    open_page(page, site_url, page_of_kind(site_dir, kind) + asked)
    opens(page)
    assert violations(page) == []
    assert page.evaluate(TOO_WIDE) == []
