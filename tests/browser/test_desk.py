"""The tray and the desk in a real browser: any provisions side by side."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_compare import DOMAIN, NATIONAL, PAIR, PANJIN, YIXING
from tests.truth_files import record


def test_tray_collects_four_and_leads_to_the_desk(page: Page, site_url: str) -> None:
    page.goto(site_url + PAIR)
    buttons = page.locator(".pk-side:not([hidden]) .pk-row > td:first-child > .pk-tools > .desk-add")
    for number in range(5):
        buttons.nth(number).click()
    expect(page.locator(".pk-tray-list li")).to_have_count(4)
    expect(page.locator(".pk-tray .pk-said")).to_have_text("最多四条，请先移除一条。")
    buttons.nth(0).click()
    expect(page.locator(".pk-tray-list li")).to_have_count(3)
    page.goto(site_url + DOMAIN)
    expect(page.locator(".pk-tray-list li")).to_have_count(3)
    page.locator(".pk-tray-open").click()
    page.wait_for_url("**/desk.html#i=*")
    expect(page.locator(".pk-desk-columns thead th[data-ref]")).to_have_count(3)
    assert page.locator(".pk-tray").count() == 0


def refs(page: Page) -> list[str]:
    """What stands on the desk, left to right."""
    found: list[str] = page.locator(".pk-desk-columns thead th[data-ref]").evaluate_all(
        "heads => heads.map(h => h.dataset.ref)"
    )
    return found


DESK = f"desk.html#i={PANJIN}:t-4-1,{YIXING}:t-2-2-1,{NATIONAL}:t-5-1"


@pytest.mark.parametrize("from_file", [False, True])
def test_desk_compares_what_its_address_names(page: Page, site_url: str, site_dir: Path, from_file: bool) -> None:
    page.goto((site_dir.as_uri() + "/" if from_file else site_url) + DESK)
    expect(page.locator(".pk-desk-columns thead th[data-ref]")).to_have_count(3)
    table = page.locator(".pk-desk-columns")
    expect(table).to_contain_text("加强政府采购领域政务诚信建设")
    expect(table).to_contain_text("市财政局")
    digest = page.locator(f"td[data-ref='{NATIONAL}:t-5-1']").first
    expect(digest).to_contain_text("不是正式文本")
    assert digest.locator("ins, del").count() == 0
    loaded = page.locator("script[src*='data/desk/']").evaluate_all("nodes => nodes.map(n => n.src.split('/').pop())")
    marked = (f"{NATIONAL}--{PANJIN}", f"{NATIONAL}--{YIXING}", f"{PANJIN}--{YIXING}")
    assert sorted(loaded) == sorted(f"{name}.js" for name in (PANJIN, YIXING, NATIONAL, *marked))


def test_the_desk_marks_what_the_other_pages_mark(page: Page, site_url: str) -> None:
    """Two methods marked two differences of the same two provisions; both orders, linked provisions only."""
    read = "nodes => nodes.map(n => [n.tagName, n.className, n.textContent])"
    for base, item in (((PANJIN, "t-4-5"), (YIXING, "t-2-2-5")), ((YIXING, "t-2-2-5"), (PANJIN, "t-4-5"))):
        first, second = sorted((base[0], item[0]))
        page.goto(site_url + f"pairs/{first}--{second}.html?swap={int(base[0] != first)}")
        row = page.locator(f".pk-side:not([hidden]) tr.pk-row[data-item='{base[1]}'] td:nth-child(2)")
        match = row.locator(f".pk-match:has(> .pk-provision-head > a[href$='{item[0]}.html#{item[1]}'])")
        shown = match.locator(".pk-difference :is(ins, del), .pk-common .pk-same").evaluate_all(read)
        assert shown
        page.goto(site_url + f"desk.html#i={':'.join(base)},{':'.join(item)}")
        cell = page.locator(f"tbody tr:first-child td[data-ref='{':'.join(item)}']")
        expect(cell.locator("ins, del, .pk-same").first).to_be_visible()
        assert cell.locator("ins, del, .pk-same").evaluate_all(read) == shown
        page.goto("about:blank")


def test_desk_base_order_and_removal(page: Page, site_url: str) -> None:
    page.goto(site_url + DESK)
    expect(page.locator(".pk-desk-columns thead th[data-ref]")).to_have_count(3)
    first, second, third = refs(page)
    expect(page.locator("select[name='base']")).to_have_value(first)
    page.locator("select[name='base']").select_option(second)
    expect(page.locator("thead th.pk-base")).to_have_attribute("data-ref", second)
    assert f"base={second}" in unquote(page.url)
    assert page.locator(f"td[data-ref='{second}']").first.locator("ins, del").count() == 0
    assert page.locator(f"td[data-ref='{first}']").first.locator("ins, del, .pk-same").count() > 0
    page.locator(f"th[data-ref='{third}']").get_by_text("←").click()
    expect(page.locator("thead th[data-ref]").nth(1)).to_have_attribute("data-ref", third)
    page.locator(f"th[data-ref='{second}']").get_by_text("移除").click()
    expect(page.locator("thead th[data-ref]")).to_have_count(2)
    assert second not in unquote(page.url)


def test_desk_picks_from_its_own_list(page: Page, site_url: str) -> None:
    page.goto(site_url + "desk.html")
    expect(page.locator(".pk-desk-table")).to_contain_text("还没有选条文")
    page.locator(".pk-desk-picker select[name='policy']").select_option(PANJIN)
    page.locator(".pk-desk-picker select[name='provision']").select_option("t-4-1")
    page.get_by_role("button", name="加入", exact=True).click()
    expect(page.locator("thead th[data-ref]")).to_have_count(1)
    assert page.url.endswith(f"#i={PANJIN}:t-4-1")


def test_desk_survives_a_bad_address(page: Page, site_url: str) -> None:
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(site_url + f"desk.html#i=../../evil:x,{PANJIN}:t-99-9,{PANJIN}:<b>,javascript:alert")
    expect(page.locator("thead th[data-ref]")).to_have_count(1)
    expect(page.locator(".pk-desk-table")).to_contain_text("没有编号为 t-99-9 的条文")
    assert not [url for url in requested if "evil" in url]


def test_desk_copies_a_table_and_citations(page: Page, site_url: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(site_url + f"desk.html#i={PANJIN}:t-4-5,{YIXING}:t-2-2-5,{NATIONAL}:t-5-1")
    expect(page.locator("thead th[data-ref]")).to_have_count(3)
    page.get_by_role("button", name="复制表格（可贴入 Word）").click()
    expect(page.locator(".pk-said").first).to_contain_text("已复制表格")
    copied = page.evaluate("async () => (await (await navigator.clipboard.read())[0].getType('text/html')).text()")
    assert "<table" in copied
    assert "市财政局" in copied
    assert "移除" not in copied
    (task,) = (task for task in record("panjin").tasks if task.id == "t-4-5")
    leads, others = ("、".join(unit.raw for unit in task.units if unit.role == role) for role in ("lead", "cooperate"))
    assert "、" in others
    said = BeautifulSoup(copied, "html.parser").get_text()
    assert f"牵头：{leads}" in said and f"配合：{others}" in said
    table = BeautifulSoup(copied, "html.parser")
    # Word repeats the rows of a thead on every page.
    assert table.select("thead th")[0].get_text() == "项目"
    assert "（基准）" in table.select("thead th")[1].get_text()
    assert "（摘编）" in table.select("thead th")[3].get_text()
    assert table.select("u")
    assert table.select("s")
    assert "删除线为基准有而此处没有的文字" in table.get_text()
    assert "盘政发〔2017〕25号" in table.select("tr")[-1].get_text()
    plain = page.evaluate("navigator.clipboard.readText()")
    (said,) = (task.text for task in record("yixing").tasks if task.id == "t-2-2-5")
    assert said in plain, "without formatting it is the document's own text, not a mixture of two"
    page.get_by_role("button", name="复制引用").click()
    expect(page.locator(".pk-said").first).to_contain_text("已复制 3 条引用")
    lines = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert len(lines) == 3
    assert "盘政发〔2017〕25号" in lines[0]
    assert f"policies/{PANJIN}.html#t-4-5" in lines[0]
    assert "（摘编）" in lines[2]


def focused(page: Page) -> str:
    """The accessible name of what the keyboard is at."""
    name: str = page.evaluate(
        "() => document.activeElement.getAttribute('aria-label') || document.activeElement.textContent.trim()"
    )
    return name


def test_keyboard_stays_at_the_column_it_moves(page: Page, site_url: str) -> None:
    """The table is made anew at every step; who presses → three times must not start again at the top of the page."""
    page.goto(site_url + DESK)
    said = page.locator("#pk-desk .pk-said")
    button = page.get_by_role("button", name="盘锦 四(一)右移")
    button.focus()
    page.keyboard.press("Enter")
    expect(said).to_have_text("盘锦 四(一)移到第 2 列。")
    assert focused(page) == "盘锦 四(一)右移"
    page.keyboard.press("Enter")
    expect(said).to_have_text("盘锦 四(一)移到第 3 列。")
    assert focused(page) == "盘锦 四(一)左移", "at the end the other arrow takes over"
    page.get_by_role("button", name="以宜兴 二(二)1为基准").focus()
    page.keyboard.press("Enter")
    expect(said).to_have_text("不标差异。")  # It was the base, being the first that is no digest.
    page.keyboard.press("Enter")
    expect(said).to_have_text("以宜兴 二(二)1为基准。")
    assert focused(page) == "以宜兴 二(二)1为基准"
    page.get_by_role("button", name="移除宜兴 二(二)1").focus()
    page.keyboard.press("Enter")
    expect(said).to_have_text("已移除宜兴 二(二)1。")
    assert focused(page) == "移除国家 五(一)"
    page.get_by_role("button", name="清空").focus()
    page.keyboard.press("Enter")
    expect(said).to_have_text("已清空。")
    assert focused(page) == "撤销清空"
    page.keyboard.press("Enter")
    expect(said).to_have_text("已放回 2 条。")
    expect(page.locator(".pk-desk-columns thead th[data-ref]")).to_have_count(2)
    assert focused(page) == "清空"


def test_rows_of_a_task_table_go_to_the_desk_and_a_tray_emptied_by_mistake_comes_back(
    page: Page, site_url: str
) -> None:
    page.goto(site_url + f"policies/{PANJIN}.html#allocation")
    row = page.locator(".pk-allocation tbody tr").filter(has_text="加强政府采购领域")
    row.get_by_role("button", name="加入对比台").click()
    tray = page.locator(".pk-tray")
    expect(tray.get_by_role("link", name="打开对比台（1/4）")).to_have_attribute("href", re.compile(f"{PANJIN}:t-4-1$"))
    tray.get_by_role("button", name="清空").click()
    expect(tray.locator(".pk-said")).to_have_text("已清空 1 条。")
    assert focused(page) == "撤销"
    page.keyboard.press("Enter")
    expect(tray.locator("li")).to_have_text([re.compile("盘锦 四(.)一")])
    tray.get_by_role("button", name="清空").click()
    tray.get_by_role("button", name="收起").click()
    expect(tray).to_be_hidden()


def test_what_the_search_finds_can_be_compared_without_a_mouse(page: Page, site_url: str) -> None:
    page.goto(site_url + "search.html?q=招标投标")
    button = page.locator(".pk-hit .desk-add").first
    expect(button).to_have_text("加入对比台")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".pk-tray .pk-said")).to_contain_text("已加入：")
    page.keyboard.press("Tab")
    assert focused(page) == "打开对比台（1/4）"
    page.reload()
    expect(page.locator(".pk-hit .desk-add").first).to_have_attribute("aria-pressed", "true")
    page.locator(".pk-tray-remove").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".pk-tray")).to_be_hidden()
    assert page.evaluate("document.activeElement.tagName") == "H1", "not thrown back to the top of the page"
    assert page.locator(".pk-hit[data-item^='s-'] .desk-add").count() == 0, "chapters are no provisions"


def test_the_address_brings_the_desk_back_elsewhere(page: Page, site_url: str, browser: Browser) -> None:
    page.goto(site_url + DESK)
    expect(page.locator(".pk-desk-columns thead th[data-ref]")).to_have_count(3)
    page.locator("select[name='base']").select_option(f"{YIXING}:t-2-2-1")
    page.get_by_role("button", name="只看差异").click()
    expect(page.locator("#pk-desk")).to_have_class(re.compile("pk-only"))
    other = browser.new_context()
    try:
        there = other.new_page()
        there.goto(page.url)
        expect(there.locator("thead th.pk-base")).to_have_attribute("data-ref", f"{YIXING}:t-2-2-1")
        expect(there.locator("#pk-desk")).to_have_class(re.compile("pk-only"))
        assert refs(there) == refs(page)
    finally:
        other.close()


def test_heads_of_a_copied_desk_begin_with_the_place(page: Page, site_url: str) -> None:
    """A head that begins with a bracket (（基准） 盘锦 三(一)) reads as if words were lost."""
    page.goto(site_url + f"desk.html#i={PANJIN}:t-3-1,{NATIONAL}:t-5-1")
    expect(page.locator("thead th[data-ref]")).to_have_count(2)
    copied = page.evaluate("policykbCompare.copyOf(document.querySelector('.pk-desk-columns'), '').innerHTML")
    heads = [list(head.stripped_strings) for head in BeautifulSoup(copied, "html.parser").select("thead th")]
    assert "".join(heads[1]).startswith("盘锦（基准）三(一)加强政务诚信管理")
    assert "".join(heads[2]).startswith("国家（摘编）五(一)加强政府采购领域政务诚信建设")
    # On the page the provision is called as everywhere else.
    assert page.locator("thead .pk-item-link").all_inner_texts() == ["盘锦 三(一)", "国家 五(一)"]


def test_an_empty_desk_says_what_comes_first(page: Page, site_url: str) -> None:
    page.goto(site_url + "desk.html")
    expect(page.locator(".pk-desk-table")).to_contain_text("还没有选条文")
    provision = page.locator(".pk-desk-picker select[name='provision']")
    expect(provision.locator("option")).to_have_text(["先选文件"])
    page.locator(".pk-desk-picker select[name='policy']").select_option(PANJIN)
    expect(provision.locator("option").first).to_have_text("二(一) 建立政务诚信专项督导机制")


def test_a_narrow_desk_shows_that_it_goes_on(page: Page, site_url: str) -> None:
    """After a column was taken away too; and words of ten to a line are not spread over it."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site_url + f"desk.html#i={PANJIN}:t-2-3,{NATIONAL}:t-5-1,{YIXING}:t-2-2-5")
    expect(page.locator("thead th[data-ref]")).to_have_count(3)
    expect(page.locator(".pk-compare-scroll.pk-goes-on")).to_be_visible()
    page.get_by_role("button", name="移除国家 五(一)").click()
    expect(page.locator("thead th[data-ref]")).to_have_count(2)
    wider = page.locator(".pk-compare-scroll").evaluate("frame => frame.scrollWidth > frame.clientWidth + 2")
    assert wider
    expect(page.locator(".pk-compare-scroll.pk-goes-on")).to_be_visible()
    aligned = page.locator(".pk-desk-table .pk-text p").first.evaluate("one => getComputedStyle(one).textAlign")
    assert aligned == "start"
