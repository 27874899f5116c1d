"""A document made of what other programs take for code: it is text on every page and in every file."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest
import yaml
from lxml import etree, html
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import HOSTILE as POLICY

PAYLOADS = (
    "<script>pkCanary('principle')</script>",
    "[政务公开](javascript:pkCanary('link'))",
    "<a href=\"javascript:pkCanary('anchor')\">",
    "<!-- 注释之后的字不能丢 -->",
    "{{ config.__class__ }}",
    "{% for x in range(9) %}循环{% endfor %}",
    "{# 注解 #}",
    "**加粗**、_斜体_、~~删~~",
    "</td></tr></table><script>pkCanary('text')</script>",
    "“--></style></script></textarea>”",
    '=HYPERLINK("http://evil.invalid","政府采购")',
    "=1+1市审计局",
    "@SUM(1,2)市商务局",
    "<<: *alias，!!python/object/apply:os.system",
    r"\u003cimg src=x\u003e 与 &lt;b&gt; 与 &#60;i&#62; 照原样",
    "{{alert`1`}}",
    "@everyone #1 !1",
)
"""Passages that must stand on the document's page letter by letter."""

ANNEX = ("=1+1政府采购诚信<script>pkCanary('annex')</script>", "@SUM(A1)市审计局", "-cmd|'/C calc'!A0统计诚信")

FORMULA = re.compile(r"[=+\-@\t\r]")
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


@pytest.fixture(scope="module")
def pages(hostile_site: Path) -> dict[str, html.HtmlElement]:
    return {
        path.relative_to(hostile_site).as_posix(): html.document_fromstring(path.read_bytes().decode("utf-8"))
        for path in sorted(hostile_site.rglob("*.html"))
    }


def _shown(element: html.HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())


def test_nothing_of_it_became_markup(pages: dict[str, html.HtmlElement]) -> None:
    faults = []
    for name, page in pages.items():
        for element in page.iter(etree.Element):
            if element.tag == "script" and not element.get("src"):
                if element.get("type") != "application/json":
                    faults.append(f"{name}: inline script")
                json.loads(element.text or "")
            if element.tag == "img" and not element.get("src", "").endswith("assets/logo.svg"):
                faults.append(f"{name}: image {element.get('src')}")
            for attribute, value in element.attrib.items():
                if attribute.startswith("on") or attribute == "style":
                    faults.append(f"{name}: attribute {attribute}")
                if attribute in {"href", "src", "action", "formaction"}:
                    scheme = re.sub(r"[\x00-\x20]", "", value).lower().partition(":")[0]
                    if scheme in {"javascript", "vbscript", "data"}:
                        faults.append(f"{name}: {attribute}={value[:60]}")
    assert faults == []
    assert len(pages) > 100


def test_it_stands_on_its_page_letter_by_letter(pages: dict[str, html.HtmlElement]) -> None:
    page = pages[f"policies/{POLICY}.html"]
    provisions = _shown(page.get_element_by_id("provisions"))
    source = _shown(page.get_element_by_id("source-text"))
    for payload in PAYLOADS:
        assert payload in provisions + " " + source
        assert payload in source
    allocation = _shown(page.get_element_by_id("allocation"))
    for payload in ANNEX:
        assert payload in allocation


def test_titles_and_descriptions_are_text(pages: dict[str, html.HtmlElement]) -> None:
    page = pages[f"policies/{POLICY}.html"]
    title = page.findtext("head/title")
    shared = page.xpath("string(//meta[@property='og:title']/@content)")
    for text in (title, shared, _shown(page.find(".//h1"))):
        assert re.search(r"<img\s?src=x\s?onerror=pkCanary\('title'\)>\{\{7\*7\}\}政务诚信实施方案", text), text


def test_it_comes_to_the_pages_that_compare_and_list(pages: dict[str, html.HtmlElement]) -> None:
    reached = {name.split("/")[0] for name, page in pages.items() if "pkCanary" in "".join(page.itertext())}
    assert {"policies", "units", "pairs", "index.html", "quality.html", "citations.html"} <= reached
    assert any("=HYPERLINK(" in "".join(page.itertext()) for name, page in pages.items() if name.startswith("domains/"))


def test_tables_hold_no_formulas(hostile_site: Path) -> None:
    seen = 0
    for path in sorted((hostile_site / "data").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert [cell for cell in cells if FORMULA.match(cell) and not NUMBER.fullmatch(cell)] == [], path.name
        seen += sum("pkCanary" in cell or "HYPERLINK" in cell for cell in cells)
    assert seen > 10
    workbook = openpyxl.load_workbook(hostile_site / "data/tasks.xlsx")
    seen = 0
    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", (sheet.title, cell.coordinate, cell.value)
                assert cell.hyperlink is None or "evil" not in (cell.hyperlink.target or "")
                seen += isinstance(cell.value, str) and "HYPERLINK" in cell.value
    assert seen


def test_records_hold_it_as_it_is(hostile_site: Path) -> None:
    folder = hostile_site / "data/policies"
    record = json.loads((folder / f"{POLICY}.json").read_text(encoding="utf-8"))
    assert yaml.safe_load((folder / f"{POLICY}.yaml").read_text(encoding="utf-8"))["title"] == record["title"]
    titles = [task["title"] for task in record["tasks"]]
    assert '=HYPERLINK("http://evil.invalid","政府采购")' in titles
    assert "---" in titles
    assert {unit["raw"] for task in record["tasks"] for unit in task["units"]} >= {"=1+1市审计局", "@SUM(1,2)市商务局"}


def test_scripts_of_data_cannot_be_left(hostile_site: Path) -> None:
    """What search and desk load is script: nothing in it may end an element, a line or a comment early."""
    seen = 0
    for path in sorted((hostile_site / "data").rglob("*.js")):
        text = path.read_text(encoding="utf-8")
        assert re.search(r"</script|<!--|[\u2028\u2029]", text) is None, path.name
        seen += "pkCanary" in text
    assert seen >= 2


def test_other_files_of_the_site_stay_whole(hostile_site: Path) -> None:
    sitemap = etree.parse(hostile_site / "sitemap.xml")
    places = sitemap.xpath("//*[local-name()='loc']/text()")
    assert any(place.endswith(f"policies/{POLICY}.html") for place in places)
    for path in sorted((hostile_site / "data").rglob("*.json")):
        json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture
def trapped(browser: Browser, hostile_site: Path) -> Iterator[Page]:
    """A page that notices when anything of the document runs; the security policy is off, so escaping stands alone."""
    context = browser.new_context(bypass_csp=True, viewport={"width": 1440, "height": 900}, locale="zh-CN")
    context.add_init_script("window.canary = []; window.pkCanary = (where) => { window.canary.push(where); };")
    page = context.new_page()
    page.on("dialog", lambda dialog: pytest.fail(f"dialog: {dialog.message}"))
    page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
    page.on(
        "request",
        lambda request: None if request.url.startswith(("file:", "data:", "blob:")) else pytest.fail(request.url),
    )
    yield page
    context.close()


def _open(page: Page, site: Path, address: str) -> None:
    page.goto(f"{site.as_uri()}/{address}", wait_until="load")


def test_nothing_of_it_runs(trapped: Page, hostile_site: Path) -> None:
    pairs = sorted(path.name for path in (hostile_site / "pairs").glob(f"*{POLICY}*.html"))
    domains = [
        path.name for path in sorted((hostile_site / "domains").glob("*.html")) if POLICY in path.read_text("utf-8")
    ]
    units = [path.name for path in sorted((hostile_site / "units").glob("*.html")) if POLICY in path.read_text("utf-8")]
    addresses = [
        *(f"policies/{POLICY}.html{panel}" for panel in ("", "#allocation", "#source-text")),
        *(f"pairs/{name}" for name in pairs[:2]),
        *(f"domains/{name}" for name in domains[:4]),
        *(f"units/{name}" for name in units[:3]),
        *("index.html", "policies/index.html", "principles.html", "citations.html", "timeline.html", "quality.html"),
    ]
    assert pairs and domains and units
    for address in addresses:
        _open(trapped, hostile_site, address)
        assert trapped.evaluate("window.canary") == [], address


def test_search_and_desk_show_it_as_text(trapped: Page, hostile_site: Path) -> None:
    _open(trapped, hostile_site, "search.html?q=" + "%3Cscript%3EpkCanary('text')")
    hit = trapped.locator("[data-policy][data-item]").first
    hit.wait_for(timeout=10_000)
    assert "<script>pkCanary('text')</script>" in hit.inner_text()
    _open(trapped, hostile_site, f"policies/{POLICY}.html")
    for number in (0, 1, 2):
        trapped.locator(".desk-add:visible").nth(number * 2).click()
    _open(trapped, hostile_site, "desk.html")
    trapped.get_by_text("<script>pkCanary('principle')</script>").first.wait_for(timeout=10_000)
    assert trapped.evaluate("window.canary") == []


def test_opened_panels_show_it_as_text(trapped: Page, hostile_site: Path) -> None:
    """Evidence, notes, folded passages: all that is closed at first is opened, all that only scripts show pressed."""
    opened = 0
    pairs = sorted(path.name for path in (hostile_site / "pairs").glob(f"*{POLICY}*.html"))
    for address in (f"policies/{POLICY}.html", f"pairs/{pairs[0]}", "domains/government-procurement.html"):
        _open(trapped, hostile_site, address)
        opened += trapped.evaluate(
            """() => {
                const closed = [...document.querySelectorAll("details:not([open])")];
                for (const one of closed) one.open = true;
                for (const button of document.querySelectorAll("main button:not([type=submit])")) button.click();
                return closed.length;
            }"""
        )
        trapped.evaluate("() => new Promise((done) => setTimeout(done, 200))")
        assert trapped.evaluate("window.canary") == [], address
    assert opened > 5


@pytest.mark.parametrize(("typed", "shown"), [("=1+1", "=1+1市审计局"), ("海云", "onerror=pkCanary('title')>{{7*7}}")])
def test_suggestions_are_text(trapped: Page, hostile_site: Path, typed: str, shown: str) -> None:
    _open(trapped, hostile_site, "units/index.html")
    trapped.locator("#pk-header-query").press_sequentially(typed)
    option = trapped.locator(".pk-header-search [role=option]", has_text=shown)
    expect(option.first).to_be_visible()
    assert trapped.locator(".pk-suggest :is(img, script, a)").count() == 0
    assert trapped.evaluate("window.canary") == []


ATTACKS = (
    "<script>pkCanary('address')</script>",
    "<img src=x onerror=pkCanary('address')>",
    "javascript:pkCanary('address')",
    '"><svg onload=pkCanary(1)>',
    "{{7*7}}",
    "__proto__",
    "%E0%A4%A",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_parameters_of_the_address_are_text(trapped: Page, hostile_site: Path, attack: str) -> None:
    value = quote(attack)
    for parameters in (
        f"q={value}",
        f"q=政府&region={value}&role={value}&year={value}",
        f"domain={value}&sort={value}",
    ):
        _open(trapped, hostile_site, f"search.html?{parameters}")
        trapped.locator("#pk-found-line:not(:empty)").wait_for(timeout=10_000)
        trapped.locator("#pk-results[data-total]").wait_for(state="attached", timeout=10_000)
        assert trapped.evaluate("window.canary") == [], parameters
        assert trapped.locator("#pk-search :is(img, svg, script)").count() == 0, parameters
    for address in (
        f"policies/{POLICY}.html?hl={value}#t-2-1",
        f"policies/{POLICY}.html#{value}",
        f"desk.html#i={value}",
        f"desk.html#i={POLICY}:t-2-1,{value}:{value}",
        f"domains/government-procurement.html?hl={value}#{value}",
    ):
        # From elsewhere: another fragment alone would not open the page anew.
        trapped.goto("about:blank")
        _open(trapped, hostile_site, address)
        trapped.evaluate("() => new Promise((done) => setTimeout(done, 100))")
        assert trapped.evaluate("window.canary") == [], address
        assert trapped.locator(".pk-page :is(script:not([src]):not([type='application/json']), img)").count() == 0, (
            address
        )


def test_the_question_is_shown_as_it_was_asked(trapped: Page, hostile_site: Path) -> None:
    for attack in ATTACKS:
        _open(trapped, hostile_site, "search.html?q=" + quote(f'"{attack}"'))
        trapped.locator("#pk-results[data-total]").wait_for(state="attached", timeout=10_000)
        expect(trapped.locator("#pk-q")).to_have_value(f'"{attack}"')
