"""Comparing in a real browser: columns, base, pairs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

from bs4 import BeautifulSoup
from playwright.sync_api import Locator, Page, Route, expect

from tests.truth_files import record

DOMAIN = "domains/government-procurement.html"
PANJIN, YIXING, NATIONAL = "panjin-2017-25", "yixing-2020-70", "national-2016-76"
PAIR = f"pairs/{PANJIN}--{YIXING}.html"


def columns(page: Page) -> list[str]:
    """Ids of the visible columns of the comparison table, left to right."""
    heads = page.locator("table.pk-compare thead th[data-policy]")
    shown: list[str] = heads.evaluate_all("heads => heads.filter(h => !h.hidden).map(h => h.dataset.policy)")
    return shown


def head(page: Page, policy: str) -> Locator:
    return page.locator(f"table.pk-compare thead th[data-policy='{policy}']")


def text_cell(page: Page, policy: str) -> Locator:
    return page.locator(f"table.pk-compare tr[data-row='text'] td[data-policy='{policy}']")


def test_six_columns_are_readable_and_stay_labelled(page: Page, site_url: str) -> None:
    page.goto(site_url + DOMAIN)
    assert len(columns(page)) == 6
    scroll = page.locator(".pk-compare-scroll")
    widths = scroll.evaluate(
        "node => [...node.querySelectorAll('tr[data-row=text] td.state-present-column')].map(cell => cell.offsetWidth)"
    )
    # Thirteen characters of 14 px and the padding: below that a column of running text cannot be read.
    assert min(widths) >= 200
    before = head(page, PANJIN).bounding_box()
    scroll.evaluate("node => { node.scrollTop = 300; }")
    after = head(page, PANJIN).bounding_box()
    assert before is not None
    assert after is not None
    assert abs(after["y"] - before["y"]) < 2
    page.set_viewport_size({"width": 800, "height": 900})
    scroll.evaluate("node => { node.scrollLeft = 400; }")
    corner = page.locator("table.pk-compare tr[data-row='text'] th").bounding_box()
    frame = scroll.bounding_box()
    assert corner is not None
    assert frame is not None
    assert abs(corner["x"] - frame["x"]) <= 2


def test_columns_are_chosen_and_the_choice_stands_in_the_address(page: Page, site_url: str) -> None:
    page.goto(site_url + DOMAIN)
    page.locator(f".pk-choice input[value='{NATIONAL}']").uncheck()
    assert NATIONAL not in columns(page)
    chosen = columns(page)
    assert f"columns={','.join(chosen)}" in unquote(page.url)
    page.goto("about:blank")
    page.goto(site_url + DOMAIN + f"#columns={YIXING},{PANJIN}")
    assert columns(page) == [YIXING, PANJIN]


def test_columns_are_moved_and_pinned(page: Page, site_url: str) -> None:
    page.goto(site_url + DOMAIN)
    order = columns(page)
    head(page, order[1]).get_by_title("左移").click()
    assert columns(page) == [order[1], order[0], *order[2:]]
    cells = page.locator("table.pk-compare tr[data-row='own'] td")
    assert cells.evaluate_all("cells => cells.map(c => c.dataset.policy)") == columns(page)
    head(page, YIXING).get_by_title("固定在左侧").click()
    assert columns(page)[0] == YIXING
    assert f"pin={YIXING}" in page.url
    page.set_viewport_size({"width": 800, "height": 900})
    scroll = page.locator(".pk-compare-scroll")
    scroll.evaluate("node => { node.scrollLeft = 500; }")
    pinned, frame = head(page, YIXING).bounding_box(), scroll.bounding_box()
    assert pinned is not None
    assert frame is not None
    assert pinned["x"] < frame["x"] + 120


def test_base_is_switched_and_the_marks_follow(page: Page, site_url: str) -> None:
    page.goto(site_url + DOMAIN)
    start = page.locator("table.pk-compare thead th.pk-base").get_attribute("data-policy")
    assert start == PANJIN
    assert text_cell(page, PANJIN).locator("ins, del, .pk-same").count() == 0
    assert text_cell(page, YIXING).locator(f".pk-variant[data-base='{PANJIN}']").count() == 1
    head(page, YIXING).get_by_title("以此列为基准").click()
    expect(head(page, YIXING)).to_have_class(re.compile("pk-base"))
    assert text_cell(page, YIXING).locator("ins, del, .pk-same").count() == 0
    assert text_cell(page, PANJIN).locator(f".pk-variant[data-base='{YIXING}']").count() == 1
    assert text_cell(page, PANJIN).locator("ins, del, .pk-same").count() > 0
    assert f"base={YIXING}" in page.url
    page.locator("select[name='base']").select_option("")
    assert page.locator("table.pk-compare").locator("ins, del, .pk-same").count() == 0


def test_digest_is_never_marked_word_for_word(page: Page, site_url: str) -> None:
    page.goto(site_url + DOMAIN)
    expect(text_cell(page, NATIONAL)).to_contain_text("摘编不是正式文本")
    assert text_cell(page, NATIONAL).locator("ins, del, .pk-same").count() == 0
    page.goto(site_url + f"pairs/{NATIONAL}--{PANJIN}.html")
    assert page.locator(".pk-pair").locator("ins, del").count() == 0
    expect(page.locator(".pk-side:not([hidden]) .pk-figures")).to_contain_text("不适用")


def test_only_differences_hides_what_is_equal(page: Page, site_url: str) -> None:
    page.goto(site_url + PAIR)
    middle = page.locator(".pk-side:not([hidden]) .pk-middle").first
    expect(middle).to_be_visible()
    page.get_by_role("button", name="只看差异").click()
    expect(middle).to_be_hidden()
    assert "only=1" in page.url
    page.get_by_role("button", name="全部", exact=True).click()
    expect(middle).to_be_visible()


def test_only_differences_says_what_it_left_out(page: Page, site_url: str) -> None:
    """盘锦 四(三) and 宜兴 二(二)3 have little in common: nothing moves, as if the button did not work."""
    page.goto(site_url + "domains/bidding.html")
    said = page.locator(".pk-said").first
    page.get_by_role("button", name="只看差异").click()
    expect(said).to_have_text("没有可以略去的长段相同文字。")
    page.get_by_role("button", name="全部", exact=True).click()
    expect(said).to_have_text("")
    page.goto(site_url + f"desk.html#i={PANJIN}:t-2-2,{YIXING}:t-2-1-4")
    page.get_by_role("button", name="只看差异").click()
    expect(page.locator("#pk-desk .pk-said")).to_contain_text("长段相同文字已略去，共 ")


def test_pair_is_swapped(page: Page, site_url: str) -> None:
    page.goto(site_url + PAIR)
    names = page.locator(".pk-side:not([hidden]) .pk-pair-names .pk-place")
    assert names.all_inner_texts() == ["盘锦", "宜兴"]
    page.locator(".pk-side:not([hidden]) .pk-swap").click()
    page.wait_for_url("**?swap=1*")
    assert names.all_inner_texts() == ["宜兴", "盘锦"]
    expect(page.get_by_role("heading", level=1)).to_have_text("宜兴与盘锦对比")
    expect(page.locator(".pk-crumbs")).to_have_text("两两对比 › 宜兴与盘锦")
    expect(page).to_have_title("宜兴与盘锦对比 - 政策知识库")
    numbers = page.locator(".pk-side:not([hidden]) tr.pk-row td:first-child > .pk-provision-head > a")
    assert all(text.startswith("宜兴") for text in numbers.all_inner_texts()[:10])
    page.locator(".pk-side:not([hidden]) .pk-swap").click()
    page.wait_for_url("**?swap=0*")
    assert names.all_inner_texts() == ["盘锦", "宜兴"]
    expect(page.get_by_role("heading", level=1)).to_have_text("盘锦与宜兴对比")


def test_pair_is_copied_as_it_is_shown(page: Page, site_url: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.goto(site_url + PAIR)

    def copied() -> BeautifulSoup:
        page.locator(".pk-said").first.evaluate("place => { place.textContent = ''; }")
        page.get_by_role("button", name="复制表格").click()
        expect(page.locator(".pk-said").first).to_contain_text("已复制")
        read = "async () => (await (await navigator.clipboard.read())[0].getType('text/html')).text()"
        return BeautifulSoup(page.evaluate(read), "html.parser")

    whole = copied()
    assert [cell.get_text(strip=True) for cell in whole.select("thead th")] == ["盘锦", "宜兴"]
    (title,) = (task.title for task in record("panjin").tasks if task.id == "t-4-1")
    assert title in whole.get_text()
    assert whole.select("u")
    assert "最近的一句" not in whole.get_text(), "the reasons stay on the page"
    assert "加入对比台" not in whole.get_text()
    legend, sources = (note.get_text() for note in whole.select("p"))
    assert "删除线为基准有而此处没有的文字" in legend
    assert sources.startswith("来源：")
    assert "盘政发〔2017〕25号" in sources
    page.locator(".pk-side:not([hidden]) .pk-swap").click()
    assert [cell.get_text(strip=True) for cell in copied().select("thead th")] == ["宜兴", "盘锦"]
    assert told == [], "inline styles of the copy offend the site's own policy"


def test_choices_hold_when_opened_by_double_click(page: Page, site_dir: Path) -> None:
    root = site_dir.as_uri() + "/"
    page.goto(root + DOMAIN)
    page.locator(f".pk-choice input[value='{NATIONAL}']").uncheck()
    page.reload()
    assert NATIONAL not in columns(page)
    page.goto(root + PAIR)
    page.locator(".pk-side:not([hidden]) .pk-swap").click()
    page.wait_for_url("**?swap=1*")
    assert page.locator(".pk-side:not([hidden])").get_attribute("data-side") == "swapped"


def test_every_task_of_both_documents_is_on_the_pair_page(page: Page, site_url: str) -> None:
    for swap in ("", "?swap=1"):
        page.goto(site_url + PAIR + swap)
        links = page.locator(".pk-side:not([hidden]) .pk-provision-head > a")
        hrefs = set(links.evaluate_all("links => links.map(a => a.getAttribute('href').split('/').pop())"))
        counts = {p: sum(href.startswith(f"{p}.html#t-") for href in hrefs) for p in (PANJIN, YIXING)}
        # 17 tasks and 22 tasks in the hand-made readings.
        assert counts == {PANJIN: 17, YIXING: 22}


def test_pair_is_chosen_in_either_order(page: Page, site_url: str) -> None:
    page.goto(site_url + "pairs/index.html")
    page.select_option("select[name='a']", YIXING)
    page.select_option("select[name='b']", PANJIN)
    page.get_by_role("button", name="对比", exact=True).click()
    page.wait_for_url(f"**/{PANJIN}--{YIXING}.html?swap=1*")
    page.goto(site_url + "pairs/index.html")
    page.select_option("select[name='a']", YIXING)
    assert YIXING not in offered(page), "no document is compared with itself"


def offered(page: Page) -> list[str]:
    """The documents that can be chosen on the right."""
    ids: list[str] = page.locator("select[name='b'] option").evaluate_all("nodes => nodes.map(node => node.value)")
    return ids


def test_only_pairs_that_have_a_page_can_be_chosen(page: Page, site_url: str) -> None:
    """A large knowledge base has pages for chosen pairs only; the others led to pairs/undefined."""
    pages = {f"{NATIONAL} {PANJIN}": f"{NATIONAL}--{PANJIN}.html", f"{PANJIN} {YIXING}": f"{PANJIN}--{YIXING}.html"}

    def with_few_pages(route: Route) -> None:
        body = route.fetch().text()
        few = re.sub(r'(id="?pk-pairs"?>).*?(</script>)', rf"\1{json.dumps(pages)}\2", body, flags=re.DOTALL)
        assert few != body
        route.fulfill(body=few, content_type="text/html; charset=utf-8")

    page.route("**/pairs/index.html", with_few_pages)
    page.goto(site_url + "pairs/index.html")
    for left, right in ((NATIONAL, [PANJIN]), (YIXING, [PANJIN]), (PANJIN, [NATIONAL, YIXING])):
        page.select_option("select[name='a']", left)
        assert sorted(offered(page)) == sorted(right)
    page.select_option("select[name='b']", YIXING)
    page.select_option("select[name='a']", NATIONAL)
    page.get_by_role("button", name="对比", exact=True).click()
    page.wait_for_url(f"**/{NATIONAL}--{PANJIN}.html")


def test_narrow_screen_starts_with_two_columns(page: Page, site_url: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site_url + DOMAIN)
    assert len(columns(page)) == 2
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.goto(site_url + DOMAIN + f"#{YIXING}")
    page.reload()
    assert columns(page) == [PANJIN, YIXING]


def test_long_text_opens(page: Page, site_url: str) -> None:
    page.goto(site_url + "domains/credit-information.html")
    fold = page.locator(".pk-long.pk-clamped").first
    button = fold.locator(".pk-expand")
    expect(button).to_have_text("展开")
    closed = fold.evaluate("node => node.offsetHeight")
    handle = fold.element_handle()
    button.click()
    assert handle.evaluate("node => node.offsetHeight") > closed


def test_csv_holds_what_is_shown_and_no_formula(page: Page, site_url: str) -> None:
    page.goto(site_url + DOMAIN + f"#columns={PANJIN},{YIXING}")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="导出 CSV").click()
    content = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    assert content.startswith('"项目","盘锦')
    assert "市财政局" in content
    assert "国家" not in content.splitlines()[0]
    # Words that stand in the base only are no text of the other document; what is the same has the base's commas.
    (said,) = (task.text for task in record("yixing").tasks if task.id == "t-2-2-1")
    assert said.replace("，", ",") in content.replace("，", ",")
    guarded = page.evaluate("policykbCompare.csvOf([['=1+1', '-2', 'a\"b']])")
    assert guarded == '\ufeff"\'=1+1","\'-2","a""b"\r\n'


def test_paper_holds_the_mentions_and_the_reasons_of_a_pair(page: Page, site_url: str) -> None:
    """What is folded on the screen: a printed comparison without its reasons could not be cited."""
    page.goto(site_url + PAIR)
    more = page.locator(".pk-side:not([hidden]) .pk-more-mentions").first
    mention = more.locator(".pk-mention").first
    reason = page.locator(".pk-side:not([hidden]) .pk-match > .pk-on-paper").first
    expect(mention).to_be_hidden()
    expect(reason).to_be_hidden()
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(mention).to_be_visible()
    expect(reason).to_be_visible()
    expect(reason).to_contain_text("正文相似")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(mention).to_be_hidden()
    expect(reason).to_be_hidden()


def test_paper_says_what_the_dots_stand_for(page: Page, site_url: str) -> None:
    """A table printed with differences only has …… in it, which in a quoted text means that somebody left words out."""
    for address in (PAIR, DOMAIN):
        page.goto(site_url + address)
        note = page.locator(".pk-only-on-paper").first
        page.emulate_media(media="print")
        expect(note).to_be_hidden()
        page.emulate_media(media="screen")
        page.get_by_role("button", name="只看差异").click()
        expect(note).to_be_hidden()
        page.emulate_media(media="print")
        expect(note).to_be_visible()
        expect(note).to_contain_text("“……”处略去了长段相同的文字")
        page.emulate_media(media="screen")


def test_moved_text_is_marked_as_moved_in_a_copied_table(page: Page, site_url: str) -> None:
    """It stands in both texts: a legend that calls it added in one place and gone in the other is false."""
    page.goto(site_url + DOMAIN)
    copied = page.evaluate(
        """() => {
          const table = document.createElement("table");
          const cell = table.insertRow().insertCell();
          const base = "健全风险评估和预警机制，公开财政收支情况。";
          const other = "公开财政收支情况。按季通报，健全风险评估和预警机制，";
          cell.append(policykbCompare.differenceNode(policykbCompare.difference(base, other)));
          document.body.append(table);
          return policykbCompare.copyOf(table, "").innerHTML;
        }"""
    )
    shown = BeautifulSoup(copied, "html.parser")
    moved = [mark for mark in shown.select("u, s") if "style" in mark.attrs]
    assert {mark.name for mark in moved} == {"u", "s"}
    assert all("double" in mark["style"] and "italic" in mark["style"] for mark in moved)
    assert len({mark.get_text() for mark in moved}) == 1
    (legend,) = shown.find_all("p", recursive=False)
    assert "双线为移动了位置、两边都有的文字" in legend.get_text()
    assert "底色" not in legend.get_text()
