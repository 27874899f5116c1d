"""Comparing in a real browser: columns, base, pairs, the tray and the desk."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Locator, Page, expect

from generator.models import Difference
from generator.pipeline import compare_corpus, read_corpus
from tests.support import ROOT

pytestmark = pytest.mark.xdist_group("compare")

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


def test_pair_is_swapped(page: Page, site_url: str) -> None:
    page.goto(site_url + PAIR)
    names = page.locator(".pk-side:not([hidden]) .pk-pair-names .pk-place")
    assert names.all_inner_texts() == ["盘锦", "宜兴"]
    page.locator(".pk-side:not([hidden]) .pk-swap").click()
    page.wait_for_url("**?swap=1*")
    assert names.all_inner_texts() == ["宜兴", "盘锦"]
    numbers = page.locator(".pk-side:not([hidden]) tr.pk-row td:first-child > .pk-provision-head > a")
    assert all(text.startswith("宜兴") for text in numbers.all_inner_texts()[:10])
    page.locator(".pk-side:not([hidden]) .pk-swap").click()
    page.wait_for_url("**?swap=0*")
    assert names.all_inner_texts() == ["盘锦", "宜兴"]


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
    page.select_option("select[name='b']", YIXING)
    page.get_by_role("button", name="对比", exact=True).click()
    expect(page.locator("form .pk-said")).to_have_text("请选两份不同的文件。")


def test_tray_collects_four_and_leads_to_the_desk(page: Page, site_url: str) -> None:
    page.goto(site_url + PAIR)
    buttons = page.locator(".pk-side:not([hidden]) .desk-add")
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
    assert sorted(loaded) == sorted(f"{policy}.js" for policy in (PANJIN, YIXING, NATIONAL))


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
    page.goto(site_url + DESK)
    expect(page.locator("thead th[data-ref]")).to_have_count(3)
    page.get_by_role("button", name="复制表格（可贴入 Word）").click()
    expect(page.locator(".pk-said").first).to_contain_text("已复制表格")
    copied = page.evaluate("async () => (await (await navigator.clipboard.read())[0].getType('text/html')).text()")
    assert "<table" in copied
    assert "市财政局" in copied
    assert "移除" not in copied
    page.get_by_role("button", name="复制引用").click()
    expect(page.locator(".pk-said").first).to_contain_text("已复制 3 条引用")
    lines = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert len(lines) == 3
    assert "盘政发〔2017〕25号" in lines[0]
    assert f"policies/{PANJIN}.html#t-4-1" in lines[0]
    assert "（摘编）" in lines[2]


def difference(page: Page, base: str, other: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = page.evaluate(
        "([base, other]) => policykbCompare.difference(base, other)", [base, other]
    )
    return found


@pytest.mark.parametrize(
    ("base", "other"),
    [
        ("建立政务诚信考核机制。", "建立健全政务诚信考核评价机制。"),
        ("完善政府采购诚信体系,建立责任制。", "完善政府采购诚信体系，建立责任制。"),
        ("", "新增的条文。"),
        ("删去的条文。", ""),
        ("甲乙丙丁", "子丑寅卯"),
    ],
)
def test_difference_rebuilds_both_texts(page: Page, site_url: str, base: str, other: str) -> None:
    page.goto(site_url + "desk.html")
    steps = difference(page, base, other)
    assert "".join(str(step["text"]) for step in steps if step["op"] != "delete") == other
    deleted_or_equal = sum(len(str(step["text"])) for step in steps if step["op"] != "insert")
    assert deleted_or_equal == len(base)


def test_difference_makes_no_confetti(page: Page, site_url: str) -> None:
    page.goto(site_url + "desk.html")
    steps = difference(
        page,
        "各级政府要依法接受同级人大及其常委会的监督，接受人民政协的民主监督。",
        "推动社会信用立法，各部门的负责人要把诚信教育列入培训的内容。",
    )
    equal = [str(step["text"]) for step in steps if step["op"] == "equal"]
    assert all(len(text) >= 3 or text == "。" for text in equal), equal


def test_difference_ignores_the_width_of_signs(page: Page, site_url: str) -> None:
    page.goto(site_url + "desk.html")
    steps = difference(page, "加强领导,落实责任(牵头单位:甲局)。", "加强领导，落实责任（牵头单位：甲局）。")
    assert [step["op"] for step in steps] == ["equal"]


def test_difference_sees_a_moved_sentence(page: Page, site_url: str) -> None:
    page.goto(site_url + "desk.html")
    steps = difference(
        page,
        "公开采购信息接受社会监督。建立采购诚信责任制度并严格考核。定期通报履约验收的结果。",
        "建立采购诚信责任制度并严格考核。定期通报履约验收的结果。公开采购信息接受社会监督。",
    )
    moved = {(step["op"], str(step["text"]).strip("。")) for step in steps if step["moved"]}
    assert moved == {("delete", "公开采购信息接受社会监督"), ("insert", "公开采购信息接受社会监督")}


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


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _share(steps: Sequence[tuple[str, bool, str]]) -> float:
    """The part of the shorter text that stands in both, in its place."""
    size = {op: sum(_letters(text) for kind, _, text in steps if kind == op) for op in ("equal", "insert", "delete")}
    return size["equal"] / (size["equal"] + min(size["insert"], size["delete"]) or 1)


@pytest.fixture(scope="module")
def built_in() -> list[Difference]:
    """Twelve real pairs of which the pages mark every change, those with a moved passage first."""
    found = [
        difference
        for difference in compare_corpus(read_corpus(ROOT)).differences
        if _share([(step.op, step.moved, step.text) for step in difference.operations]) >= 0.33
        and {"insert", "delete"} <= {step.op for step in difference.operations}
    ]
    moved = [entry for entry in found if any(step.moved for step in entry.operations)]
    return [*moved, *(entry for entry in found if entry not in moved)][:12]


def test_the_desk_marks_like_the_pages(page: Page, site_url: str, built_in: list[Difference]) -> None:
    """Its own comparison in the browser: no confetti, what moved is marked, as much is found in both texts."""
    assert len(built_in) >= 10
    moved = 0
    for number, entry in enumerate(built_in):
        one, other = (f"{ref.policy}:{ref.item}" for ref in (entry.base, entry.other))
        page.goto(f"{site_url}desk.html?{number}#i={one},{other}&base={one}")
        marks = page.locator(f"td[data-ref='{other}'] .pk-difference").first
        expect(marks, f"{one} {other}").to_be_visible()
        steps: list[tuple[str, bool, str]] = marks.evaluate(
            """node => [...node.childNodes].map(child => [
              {INS: "insert", DEL: "delete"}[child.nodeName] || "equal",
              child.nodeName !== "#text" && child.classList.contains("moved"),
              child.textContent,
            ])"""
        )
        said = "".join("".join(text.split()) for op, _, text in steps if op != "delete")
        wanted = "".join(
            "".join((step.other_text or step.text).split()) for step in entry.operations if step.op != "delete"
        )
        assert said == wanted, (one, other)
        # Long equal stretches are cut in three so that their middle can be hidden.
        whole = [
            (op, "".join(part[2] for part in parts)) for op, parts in itertools.groupby(steps, lambda step: step[0])
        ]
        inside = [text for op, text in whole[1:-1] if op == "equal" and text]
        assert not [text for text in inside if _letters(text) < 3], (one, other)
        ours = [(step.op, step.moved, step.text) for step in entry.operations]
        assert abs(_share(steps) - _share(ours)) <= 0.15, (one, other)
        if any(step.moved for step in entry.operations):
            moved += 1
            assert any(is_moved for _, is_moved, _ in steps), (one, other)
    assert moved >= 1
