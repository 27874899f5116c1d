"""The sample configuration in a real nginx: at the root of a server and below it, under its own strict policy."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPMessage
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.nginx import find_nginx, served_by_nginx
from tests.browser.serving import PAGE_KINDS, open_page, states_of_kind
from tests.browser.test_site import faults_of

pytestmark = [
    pytest.mark.skipif(
        find_nginx() is None, reason="no nginx on this machine: the sample configuration was not run (make nginx)"
    ),
]

WATCH = (
    "window.blocked = []; document.addEventListener('securitypolicyviolation',"
    " (event) => window.blocked.push(event.violatedDirective + ' ' + event.blockedURI));"
)


@pytest.fixture(scope="module", params=["/", "/zhengce/ku/"])
def address(request: pytest.FixtureRequest, site_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site's address at the root of the server, then in a folder below it."""
    prefix: str = request.param
    folder = tmp_path_factory.mktemp("nginx")
    root = folder / "www"
    site = root / prefix.strip("/") if prefix != "/" else root
    site.parent.mkdir(parents=True, exist_ok=True)
    site.symlink_to(site_dir, target_is_directory=True)
    with served_by_nginx(root, folder / "run", prefix) as served:
        yield served


@pytest.fixture
def watched(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


def answer(address: str, method: str = "GET", **headers: str) -> tuple[int, HTTPMessage, bytes]:
    """Status, headers and body."""
    request = urllib.request.Request(  # noqa: S310 - an address of this machine
        address, method=method, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


BELOW = ("home", "search", "desk", "policy", "unit")
"""What is opened below the root of a server too: pages of either depth, and those that load data. No page holds an
address that begins at the root (tests/browser/test_site.py), so that the others would tell nothing new."""


def test_every_page_kind_without_a_violation(watched: Page, address: str, site_dir: Path) -> None:
    visited = 0
    kinds = PAGE_KINDS if urlsplit(address).path == "/" else BELOW
    for kind in kinds:
        for place in states_of_kind(site_dir, kind):
            with faults_of(watched, address) as faults:
                response = open_page(watched, address, place)
            assert response is not None
            assert "default-src 'none'" in response.headers["content-security-policy"]
            assert watched.evaluate("window.blocked") == [], place
            assert faults == [], place
            visited += 1
    assert visited > len(kinds)


def test_search_leads_to_a_provision_and_on_to_the_desk(watched: Page, address: str) -> None:
    with faults_of(watched, address) as faults:
        watched.goto(address + "units/index.html")
        watched.locator("#pk-header-query").fill("失信惩戒")
        watched.keyboard.press("Enter")
        watched.locator(".pk-hit-link").first.click()
        watched.wait_for_url(f"{address}policies/*.html?hl=*")
        expect(watched.locator("mark.pk-found-word").first).to_be_visible()
        for number in (0, 1):
            watched.locator(".desk-add:visible").nth(number).click()
        watched.goto(address + "desk.html", wait_until="networkidle")
        expect(watched.get_by_role("rowheader", name="责任单位")).to_be_visible()
    assert watched.evaluate("window.blocked") == []
    assert faults == []


@pytest.mark.parametrize("wrong", ["no-such.html", "policies/deeper/no-such.html", ".git/config"])
def test_a_wrong_address_gets_the_own_page(watched: Page, address: str, wrong: str) -> None:
    status, headers, _ = answer(address + wrong)
    assert status == 404
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    watched.goto(address + wrong)
    expect(watched.locator("h1")).to_have_text("没有这一页")
    assert watched.evaluate("window.blocked") == []
    watched.get_by_role("link", name="责任单位").first.click()
    watched.wait_for_url(address + "units/index.html")


@pytest.mark.parametrize(
    ("file", "content_type"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("assets/css/base.css", "text/css; charset=utf-8"),
        ("data/search/meta.js", "application/javascript; charset=utf-8"),
        ("data/index.json", "application/json"),
        ("data/tasks.csv", "text/csv; charset=utf-8"),
        ("data/policies/yixing-2020-70.yaml", "text/yaml; charset=utf-8"),
        ("data/citations.bib", "application/x-bibtex; charset=utf-8"),
        ("data/feed.xml", "application/atom+xml; charset=utf-8"),
    ],
)
def test_texts_are_told_by_type_and_sent_compressed(address: str, file: str, content_type: str, site_dir: Path) -> None:
    plain_status, plain, body = answer(address + file)
    _, compressed, short = answer(address + file, Accept_Encoding="gzip")
    assert plain_status == 200
    assert body == (site_dir / file).read_bytes()
    assert plain["Content-Type"] == compressed["Content-Type"] == content_type
    assert plain["X-Content-Type-Options"] == "nosniff"
    assert len(body) > 1024
    assert compressed["Content-Encoding"] == "gzip"
    assert len(short) < len(body) * 0.7


def test_workbooks_are_told_by_type(address: str) -> None:
    _, headers, _ = answer(address + "data/tasks.xlsx")
    assert headers["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_what_changes_is_asked_for_anew_and_what_never_changes_is_kept(address: str, site_dir: Path) -> None:
    for file in ("index.html", "data/search/meta.js", "data/tasks.csv"):
        _, headers, _ = answer(address + file)
        assert headers["Cache-Control"] == "no-cache", file
        status, _, body = answer(address + file, If_None_Match=headers["ETag"])
        assert (status, body) == (304, b""), file
    named = sorted((site_dir / "assets/stylesheets").glob("main.*.min.css"))
    assert named
    _, headers, _ = answer(f"{address}assets/stylesheets/{named[0].name}")
    assert headers["Cache-Control"] == f"max-age={30 * 24 * 3600}"
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_only_reading_is_allowed(address: str) -> None:
    assert answer(address + "index.html", "HEAD")[::2] == (200, b"")
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        status, headers, _ = answer(address + "index.html", method)
        assert status == 405, method
        assert headers["Server"] == "nginx"
