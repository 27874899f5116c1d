"""Documents that readers of a large knowledge base choose on pages other than those of domains.

What is expected of 宜兴 and 盘锦 is read off their sources.
"""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Locator, Page, Route, expect

from generator.render.pages import timeline
from tests.browser.axe import violations
from tests.browser.test_site import TOO_WIDE

YIXING, PANJIN, NATIONAL = "yixing-2020-70", "panjin-2017-25", "national-2016-76"
CHOSEN = f"#columns={YIXING},{PANJIN}"
PAIR = f"pairs/index.html#a={YIXING}&b={NATIONAL}"
PAGES = ("principles.html", "units/index.html", "units/finance.html", "timeline.html", "reuse.html")


def row(table: Locator, name: str) -> Locator:
    """The row of a table whose head is this."""
    return table.locator("tbody tr").filter(has=table.page.get_by_role("rowheader", name=name, exact=True))


def test_principles_get_a_column_in_the_rows_of_their_titles(page: Page, large_url: str) -> None:
    """宜兴 writes 依法行政, 政务公开, 守信践诺, 勤政高效, 奖惩并举; the national digest the first four with 坚持."""
    page.goto(f"{large_url}principles.html#columns={YIXING},{NATIONAL}")
    table = page.locator("table.pk-compare")
    expect(table.locator(f"td[data-policy='{YIXING}'] .pk-provision")).to_have_count(5)
    for title in ("依法行政", "政务公开", "守信践诺", "勤政高效"):
        line = table.locator("tbody tr:visible").filter(has_text=f"坚持{title}")
        expect(line.locator(f"td[data-policy='{YIXING}'] .pk-provision-title")).to_have_text(title)
        expect(line.locator(f"td[data-policy='{NATIONAL}'] .pk-provision-title")).to_have_text(f"坚持{title}")
    shown = table.locator("tbody tr:visible")
    assert all(shown.nth(at).locator("td:visible .pk-provision").count() for at in range(shown.count()))


def test_a_document_without_principles_says_so(page: Page, large_url: str) -> None:
    page.goto(large_url + "principles.html" + CHOSEN)
    expect(page.locator(f"td[data-policy='{PANJIN}']").first).to_contain_text("全文没有“基本原则”一节")


def test_who_leads_is_told_of_the_chosen_ones(page: Page, large_url: str) -> None:
    """盘锦 charges 市财政局 and 市公管办 with procurement and says that they lead; 宜兴 财政局 and 招管办, no more."""
    page.goto(large_url + "units/index.html" + CHOSEN)
    told = row(page.locator("[data-chosen='leads'] table"), "政府采购").locator("td")
    expect(told).to_have_count(2)
    expect(told.nth(0)).to_have_text(re.compile(r"财政\s*招标与公共资源交易监管\s*责任$"))
    expect(told.nth(1).locator(".pk-mark-lead")).to_have_text(["财政", "招标与公共资源交易监管"])
    matrix = page.locator("[data-chosen='matrix'] table")
    expect(row(matrix, "财政").get_by_role("link", name="盘锦").first).to_be_visible()
    row(matrix, "财政").get_by_role("link", name="财政", exact=True).click()
    provisions = page.locator("[data-chosen='provisions'] tbody").filter(has_text="政府采购").first
    expect(provisions.get_by_role("link", name="盘锦 四(一)")).to_be_visible()
    expect(provisions).to_contain_text("财政局")
    page.get_by_role("button", name="恢复默认").click()
    expect(page.locator("[data-chosen='provisions']")).to_be_hidden()
    assert "columns" not in page.url


def test_time_limits_of_the_chosen_ones(page: Page, large_url: str) -> None:
    """The fourteen rows of the annex of 盘锦 are due by 2017年12月末, its first has 每半年 too; 宜兴 names no date."""
    page.goto(large_url + "timeline.html" + CHOSEN)
    table = page.locator("#facts")
    expect(table.locator("tbody tr").filter(has_text="2017-12-31")).to_have_count(14)
    expect(page.locator("[data-chosen='line'] .pk-dot-count")).to_have_text("14 处")
    expect(page.locator("[data-chosen='frequency']")).to_contain_text("每半年")
    expect(page.locator("[data-chosen='silent']")).to_contain_text("宜兴")
    page.get_by_label("所在").select_option(label="附表")
    assert table.locator("tbody tr:visible").count() >= 14
    page.get_by_role("button", name="去掉盘锦").click()
    expect(table.locator("tbody tr")).to_have_count(0)


def test_names_keep_clear_of_the_axis(page: Page, large_url: str) -> None:
    """Names with year and number reached over the first dots, which have a radius of 7; so 盘锦 gets such a one."""

    long = "呼伦贝尔市2018（12）"

    def renamed(route: Route) -> None:
        text = route.fetch().text()
        assert '"short":"盘锦"' in text
        named = text.replace('"short":"盘锦"', f'"short":"{long}"')
        route.fulfill(body=named, content_type="text/javascript")

    page.route(f"**/data/desk/{PANJIN}.js*", renamed)
    page.goto(large_url + "timeline.html" + CHOSEN)
    track = page.locator("[data-chosen='line'] .pk-track")
    expect(track.locator("text")).to_have_text(long)
    reach = track.locator("text").evaluate("(text) => text.getBBox().x + text.getBBox().width")
    assert track.locator("path").evaluate("(path) => path.getBBox().x") - reach >= 7
    assert reach <= 4 + timeline.width_of(long)


def test_shared_words_are_counted_as_the_program_counts_them(page: Page, large_url: str, site_url: str) -> None:
    page.goto(site_url + "reuse.html")
    heads = page.locator("table.pk-heat thead th").all_inner_texts()
    published = row(page.locator("table.pk-heat"), "盘锦").locator("td").nth(heads.index("宜兴") - 1).inner_text()
    page.goto(large_url + "reuse.html" + CHOSEN)
    heat = page.locator("[data-chosen='heat'] table")
    expect(row(heat, "盘锦").locator("td").first).to_have_text(" ".join(published.split()))
    assert page.locator("[data-chosen='passages'] tbody tr").count() > 3
    expect(page.locator("[data-chosen='passages'] tbody tr").first).to_contain_text("盘锦")


def test_the_choice_goes_along_to_all_pages_that_compare(page: Page, large_url: str) -> None:
    page.goto(large_url + "timeline.html" + CHOSEN)
    expect(page.locator(".pk-chosen")).to_contain_text("只列另选的 2 份")
    for name in ("基本原则", "责任单位", "沿用与自拟", "领域对比"):
        page.locator(".md-tabs").get_by_role("link", name=name).click()
        heads = page.locator("thead th:visible", has_text="盘锦")
        expect(heads.first).to_be_visible()
        assert page.url.endswith(CHOSEN), name


@pytest.mark.parametrize("address", [*(path + CHOSEN for path in PAGES), PAIR])
def test_chosen_documents_look_well_on_a_narrow_page(page: Page, large_url: str, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    page.emulate_media(color_scheme="dark")
    page.goto(large_url + address)
    expect(page.locator(".pk-is-chosen, .pk-compare td[data-policy], .pk-any-pair .pk-row").first).to_be_attached()
    assert violations(page) == []
    assert page.evaluate(TOO_WIDE) == []


# ---- any two opposite each other ----


def test_any_two_documents_stand_opposite_each_other(page: Page, large_site: Path) -> None:
    """Whole, from a folder too. 宜兴 二(二)1 and 盘锦 四(一) are on procurement; only 宜兴 writes of 食品药品监管."""
    page.goto((large_site / "pairs/index.html").as_uri() + f"#a={YIXING}&b={PANJIN}")
    section = page.locator(".pk-any-pair")
    expect(section.locator("h2")).to_have_text("宜兴与盘锦")
    expect(section.locator(".pk-alert")).to_contain_text("没有人逐条核对过")
    rows = section.locator(".pk-row")
    procurement = rows.filter(has=page.locator("td:first-child").get_by_role("link", name="宜兴 二(二)1", exact=True))
    expect(procurement.locator("td").nth(1)).to_contain_text("盘锦 四(一)")
    assert procurement.locator("td").nth(1).locator("ins, del, .pk-same").count() > 0
    food = rows.filter(has=page.locator("td:first-child").get_by_role("link", name="宜兴 二(二)10", exact=True))
    expect(food).to_contain_text("盘锦没有相近的条文")
    links = section.locator("a.pk-item-link").evaluate_all(
        "all => all.map(a => a.getAttribute('href').split('/').pop())"
    )
    for policy in (YIXING, PANJIN):
        items = page.evaluate(f"policykbProvisions.load('{policy}').then(data => data.items.map(item => item.id))")
        assert set(items) == {link.split("#")[1] for link in links if link.startswith(policy)}
    section.get_by_role("button", name="按领域").click()
    assert "政府采购" in section.locator(".pk-part-head").all_inner_texts()
    assert "order=domain" in page.url
    section.get_by_role("button", name="交换左右").click()
    expect(section.locator("h2")).to_have_text("盘锦与宜兴")


def test_two_documents_are_chosen_and_the_address_keeps_them(page: Page, large_url: str) -> None:
    page.goto(large_url + f"policies/{NATIONAL}.html")
    page.get_by_role("link", name="任选一份与它逐条对照").click()
    form = page.get_by_role("form", name="任选两份文件")
    right = form.locator("[data-side='b']")
    expect(form.locator("[data-side='a'] select")).to_have_value(NATIONAL)
    right.get_by_role("searchbox").fill("宜兴")
    expect(right.locator("select")).to_have_value(YIXING)
    form.get_by_role("button", name="对比").click()
    page.wait_for_url(re.compile(f"a={NATIONAL}&b={YIXING}|{NATIONAL}--{YIXING}|{YIXING}--{NATIONAL}"))
    page.goto("about:blank")
    page.goto(large_url + PAIR)
    expect(page.locator(".pk-any-pair h2")).to_have_text("宜兴与国家2016")
    expect(page.locator(".pk-any-pair .pk-row").first).to_be_visible()
    assert page.locator(".pk-any-table").locator("ins, del, .pk-same").count() == 0, "a digest is not marked"
    assert violations(page) == []


def test_documents_to_choose_from_are_asked_for_once(page: Page, large_url: str) -> None:
    """The pointer comes over the form and a click into it follows: the list was called unreadable, then shown."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "data/policies.js" in request.url else None)
    page.goto(large_url + "pairs/index.html")
    form = page.get_by_role("form", name="任选两份文件")
    box = form.locator("[data-side='a']").get_by_role("searchbox")
    box.evaluate("box => { box.form.dispatchEvent(new PointerEvent('pointerenter')); box.focus(); }")
    box.fill("宜兴")
    expect(form.locator("[data-side='a'] select")).to_have_value(YIXING)
    expect(form).not_to_contain_text("没有读到")
    assert len(asked) == 1


def test_a_pair_of_ones_own_is_printed_across(page: Page, large_url: str) -> None:
    page.goto(large_url + PAIR)
    expect(page.locator(".pk-any-pair .pk-row").first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="宜兴与国家2016")).to_be_visible()
    expect(page.get_by_role("heading", name="有对比页的组合")).to_be_hidden()
    expect(page.locator(".pk-any-pair .pk-alert")).to_be_visible()
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    width, height = printed[0].get_size()
    printed.close()
    assert width > height
