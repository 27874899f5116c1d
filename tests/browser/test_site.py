"""Every page kind in a real browser, and every link of the site."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html
from playwright.sync_api import ConsoleMessage, Page, Request, Response

from tests.browser.serving import PAGE_KINDS, WIDTHS, open_page, states_of_kind

INLINE = ("data:", "blob:", "about:")

TOO_WIDE = """() => {
    const limit = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= limit) return [];
    const scrolls = (element) => element && (
        ["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(element).overflowX)
        && element !== document.body && element !== document.documentElement
        || scrolls(element.parentElement));
    return ["scrollWidth " + document.documentElement.scrollWidth].concat(
        [...document.body.querySelectorAll("*")]
            .filter((element) => element.getBoundingClientRect().right > limit + 1 && !scrolls(element))
            .slice(0, 8).map((element) => element.tagName + "." + element.className));
}"""
"""What stands wider than the page, outside of frames that scroll by themselves."""


@contextmanager
def faults_of(page: Page, allowed: str) -> Iterator[list[str]]:
    """Collect console errors, script errors, failed requests and requests that leave `allowed`."""
    faults: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            faults.append(f"console {message.type}: {message.text}")

    def on_request(request: Request) -> None:
        if not request.url.startswith((allowed, *INLINE)):
            faults.append(f"request leaves the site: {request.url}")

    def on_response(response: Response) -> None:
        if response.status >= 400:
            faults.append(f"{response.status}: {response.url}")

    def on_failure(request: Request) -> None:
        # Leaving a page ends what it still asks for; that is no fault of the page.
        if request.failure != "net::ERR_ABORTED":
            faults.append(f"failed: {request.url} {request.failure}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
    page.on("request", on_request)
    page.on("response", on_response)
    page.on("requestfailed", on_failure)
    yield faults


@pytest.mark.parametrize("kind", PAGE_KINDS)
def test_page(page: Page, site_url: str, site_dir: Path, kind: str) -> None:
    """On a narrow screen; tests/browser/test_intranet.py asks the same on a wide one, under a server's policy."""
    page.set_viewport_size({"width": min(WIDTHS), "height": 900})
    for address in states_of_kind(site_dir, kind):
        with faults_of(page, site_url) as faults:
            page.goto("about:blank")
            page.goto(site_url + address, wait_until="networkidle")
        assert faults == []
        assert page.locator("h1").count() == 1
        assert page.evaluate(TOO_WIDE) == [], address


@pytest.mark.parametrize("kind", PAGE_KINDS)
def test_page_opened_by_double_click(page: Page, site_dir: Path, kind: str) -> None:
    root = site_dir.as_uri() + "/"
    with faults_of(page, root) as faults:
        for address in states_of_kind(site_dir, kind):
            open_page(page, root, address)
    assert faults == []
    assert page.locator("h1").count() == 1


def test_search_works_by_double_click(page: Page, site_dir: Path) -> None:
    page.goto(site_dir.as_uri() + "/search.html?q=诚信", wait_until="networkidle")
    hit = page.locator("[data-policy][data-item]").first
    hit.wait_for(timeout=10_000)
    assert (site_dir / "policies" / f"{hit.get_attribute('data-policy')}.html").is_file()


@pytest.fixture(scope="module")
def documents(site_dir: Path) -> dict[str, html.HtmlElement]:
    """Every page of the site, by its path."""
    return {
        path.relative_to(site_dir).as_posix(): html.document_fromstring(path.read_bytes().decode("utf-8"))
        for path in sorted(site_dir.rglob("*.html"))
    }


def _anchors(document: html.HtmlElement) -> set[str]:
    return {*document.xpath("//@id"), *document.xpath("//a/@name"), "", "top"}


def test_every_internal_link_resolves(site_dir: Path, documents: dict[str, html.HtmlElement]) -> None:
    anchors = {name: _anchors(document) for name, document in documents.items()}
    faults = set()
    checked = 0
    for name, document in documents.items():
        for element, attribute, link, _position in document.iterlinks():
            parts = urlsplit(link)
            if parts.scheme in {"http", "https", "mailto", "data"} or (element.tag == "link" and attribute != "href"):
                continue
            checked += 1
            if link.startswith("/") and name != "404.html":
                faults.add(f"{name}: absolute address {link}")
                continue
            target = unquote(urlsplit(urljoin(f"site:///{name}".replace("site:", "http:"), link)).path).lstrip("/")
            target = f"{target}index.html" if target.endswith("/") or not target else target
            fragment = unquote(parts.fragment)
            if not (site_dir / target).is_file():
                faults.add(f"{name}: no file for {link}")
            elif target in anchors and fragment not in anchors[target]:
                faults.add(f"{name}: no anchor for {link}")
    assert sorted(faults)[:40] == []
    assert checked > 1000


def test_ids_are_unique_on_their_page(documents: dict[str, html.HtmlElement]) -> None:
    twice = {}
    for name, document in documents.items():
        ids = Counter(document.xpath("//@id"))
        if repeated := sorted(one for one, times in ids.items() if times > 1):
            twice[name] = repeated[:5]
    assert twice == {}


def test_nothing_is_loaded_from_elsewhere(site_dir: Path, documents: dict[str, html.HtmlElement]) -> None:
    elsewhere = []
    loading = "//script/@src | //img/@src | //iframe/@src | //source/@src | //link[not(@rel='canonical')]/@href"
    for name, document in documents.items():
        elsewhere += [f"{name}: {link}" for link in document.xpath(loading) if re.match(r"(?:https?:)?//", link)]
    for path in sorted(site_dir.rglob("*.css")):
        text = path.read_text(encoding="utf-8")
        elsewhere += [f"{path.name}: {found}" for found in re.findall(r"url\(\s*[\"']?(?:https?:)?//[^)]{0,60}", text)]
        elsewhere += [f"{path.name}: {found}" for found in re.findall(r"@import[^;]{0,60}", text)]
    assert elsewhere == []


def test_index_of_data_names_files_that_exist(site_dir: Path) -> None:
    index = json.loads((site_dir / "data/index.json").read_text(encoding="utf-8"))
    assert re.fullmatch(r"[0-9a-f]{12,64}", index["source_hash"])
    ids = {path.stem for path in (site_dir / "data/policies").glob("*.json")}
    assert ids == {path.name for path in (site_dir.parent / "policies").iterdir()}
