"""What a closed network asks of the site: a strict policy, any folder, an archive, an own page for wrong addresses."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from generator.writer import write_zip
from tests.benchmarks.weight import FULL_GOAL, OWN_GOAL, weight
from tests.browser.serving import PAGE_KINDS, open_page, page_of_kind, served, states_of_kind
from tests.browser.test_site import TOO_WIDE, faults_of
from tests.support import ROOT

HEADER = ROOT / "generator/deploy/nginx.conf"


def _policy(text: str) -> dict[str, list[str]]:
    parts = [part.split() for part in text.split(";") if part.strip()]
    return {name: values for name, *values in parts}


def test_every_page_carries_a_strict_policy(site_dir: Path) -> None:
    pages = sorted(site_dir.rglob("*.html"))
    assert len(pages) > 100
    for path in pages:
        document = html.document_fromstring(path.read_bytes().decode("utf-8"))
        head = [element for element in document.find("head") if isinstance(element.tag, str)]
        assert head[0].get("http-equiv") == "Content-Security-Policy", f"{path.name}: must stand before what it rules"
        policy = _policy(head[0].get("content"))
        assert policy["default-src"] == ["'none'"]
        allowed = {value for values in policy.values() for value in values}
        assert allowed <= {"'none'", "'self'", "file:", "data:"}
        assert "data:" not in policy["script-src"] + policy["style-src"]


def test_the_servers_policy_is_as_strict() -> None:
    found = re.search(r'add_header Content-Security-Policy "([^"]+)" always;', HEADER.read_text(encoding="utf-8"))
    assert found
    policy = _policy(found.group(1))
    assert policy["default-src"] == ["'none'"]
    assert policy["frame-ancestors"] == ["'self'"]
    allowed = {value for values in policy.values() for value in values}
    assert allowed <= {"'none'", "'self'", "data:"}
    assert policy["script-src"] == policy["style-src"] == ["'self'"]


@pytest.mark.parametrize("kind", PAGE_KINDS)
def test_no_page_breaks_the_policy_of_page_and_server(browser: Browser, site_dir: Path, kind: str) -> None:
    """With both policies in force, in every state and both colours: nothing is blocked, fails or is too wide."""
    found = re.search(r'add_header Content-Security-Policy "([^"]+)" always;', HEADER.read_text(encoding="utf-8"))
    assert found
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    context.add_init_script(
        "window.blocked = []; document.addEventListener('securitypolicyviolation',"
        " (event) => window.blocked.push(event.violatedDirective + ' ' + event.blockedURI));"
    )
    page = context.new_page()
    with served(site_dir, {"Content-Security-Policy": found.group(1)}) as root:
        for address in states_of_kind(site_dir, kind):
            with faults_of(page, root) as faults:
                open_page(page, root, address)
                assert page.locator("h1").count() == 1
                assert page.evaluate(TOO_WIDE) == [], address
                page.locator("label[for^='__palette_']:visible").click()
            assert page.evaluate("window.blocked") == [], address
            assert faults == []
    context.close()


def test_the_archive_opens_elsewhere(page: Page, site_dir: Path, tmp_path: Path) -> None:
    write_zip(site_dir, tmp_path / "kb.zip", 0)
    with zipfile.ZipFile(tmp_path / "kb.zip") as archive:
        archive.extractall(tmp_path / "解压 到 这里")
    root = (tmp_path / "解压 到 这里" / site_dir.name).as_uri() + "/"
    with faults_of(page, root) as faults:
        page.goto(root + "index.html")
        page.locator("#pk-header-query").fill("失信")
        page.keyboard.press("Enter")
        page.locator("[data-policy][data-item]").first.wait_for(timeout=10_000)
    assert faults == []


@pytest.mark.parametrize(
    "address", ["no-such.html", "policies/no-such.html", "policies/deeper/no-such.html", "no-folder/"]
)
def test_a_wrong_address_leads_on(page: Page, site_url: str, address: str) -> None:
    """The page for wrong addresses is sent for any depth; its style, links and search are the site's."""
    response = page.goto(site_url + address)
    assert response is not None
    assert response.status == 404
    expect(page.locator("h1")).to_have_text("没有这一页")
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    links = page.locator("a[href]:visible").evaluate_all("links => links.map(link => link.href)")
    assert len(links) > 10
    assert [link for link in links if not link.startswith(site_url)] == []
    # The style is there: without it the bar would have no colour of its own.
    assert page.locator(".md-header").evaluate("bar => getComputedStyle(bar).position") == "sticky"
    page.locator(".pk-skip").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site_url}{address}#pk-content")
    page.locator("#pk-missing-query").fill("失信惩戒")
    page.keyboard.press("Enter")
    page.locator("[data-policy][data-item]").first.wait_for(timeout=10_000)
    assert page.url.startswith(site_url + "search.html?q=")


def test_the_page_for_wrong_addresses_knows_a_given_address(tmp_path: Path) -> None:
    from tests.support import copy_knowledge_base, policykb

    root = copy_knowledge_base(tmp_path / "kb", policies=["yixing-2020-70"])
    finished = policykb("build", cwd=root, environment={"POLICYKB_SITE_URL": "https://kb.example.invalid/sub/path/"})
    assert finished.returncode == 0, finished.stderr
    page = html.document_fromstring((root / "site/404.html").read_bytes().decode("utf-8"))
    links = [
        link for _, _, link, _ in page.iterlinks() if not link.startswith(("#", "https://kb.example.invalid/sub/path/"))
    ]
    assert links and all(link.startswith("/sub/path/") for link in links)
    card = page.xpath("string(//meta[@property='og:image']/@content)")
    assert card == "https://kb.example.invalid/sub/path/assets/social-card.png"
    assert (root / "site/assets/social-card.png").is_file()
    shutil.rmtree(root)


@pytest.mark.parametrize("kind", PAGE_KINDS)
def test_pages_stay_light(site_dir: Path, kind: str) -> None:
    own, theme = weight(site_dir, page_of_kind(site_dir, kind))
    assert own <= OWN_GOAL
    assert own + theme <= FULL_GOAL


def test_no_script_looks_behind() -> None:
    # Browsers that do not know it (Safari before 16.4) refuse the whole script, and its tables stay as they are.
    scripts = sorted((ROOT / "site_src" / "assets" / "js").glob("*.js"))
    assert len(scripts) > 5
    assert [path.name for path in scripts if re.search(r"\(\?<[=!]", path.read_text(encoding="utf-8"))] == []
