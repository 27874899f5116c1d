"""What a search that finds nothing says to people who ask as they are used to elsewhere."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.scan import Scan, run


def test_a_unit_asked_for_by_its_full_name_is_led_to_what_the_registry_knows(
    page: Page, site_url: str, scan: Scan
) -> None:
    for name in ("盘锦市发展和改革委员会", "市发展改革委", "市市场监督管理局"):
        assert not scan.words(name)
        assert run(page, site_url, q=name) == set()
        said = page.locator(".pk-nothing")
        expect(said).to_contain_text(f"没有写作“{name}”的条文；按单位名录，它的其他写法见下")
        expect(said).not_to_contain_text("其中“")
        expect(said).not_to_contain_text("长句可拆")
        expect(page.locator("#pk-names")).to_contain_text("按单位名录另有")


def test_or_is_said_to_be_no_sign(page: Page, site_url: str, scan: Scan) -> None:
    assert run(page, site_url, q="政府采购 OR 招标投标") == set()
    said = page.locator(".pk-nothing")
    expect(said).to_contain_text("“OR”不是检索符号")
    expect(said).not_to_contain_text("按“or”查")
    said.get_by_role("listitem").filter(has_text="不是检索符号").get_by_role("button").click()
    both = scan.words("政府采购", "招标投标")
    expect(page.locator("[data-total]")).to_have_attribute("data-total", str(len(both)))


def test_a_quotation_with_other_marks_is_found_by_what_stands_between_them(
    page: Page, site_url: str, scan: Scan
) -> None:
    asked, parts = "法定职责必须为，法无授权不可为", ("法定职责必须为", "法无授权不可为")
    assert not scan.words(asked)
    both = scan.words(parts[0]) & scan.words(parts[1])
    assert both
    for written in (asked, f"“{asked}”"):
        assert run(page, site_url, q=written) == set()
        said = page.locator(".pk-nothing").get_by_role("listitem").filter(has_text="不计其中的标点")
        expect(said).to_contain_text(f"各段都有的有 {len(both)} 条")
        said.get_by_role("button").click()
        expect(page.locator("[data-total]")).to_have_attribute("data-total", str(len(both)))
    run(page, site_url, q="政务公开，猫")
    expect(page.locator(".pk-nothing")).not_to_contain_text("不计其中的标点")
