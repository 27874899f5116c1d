"""Facets of the search in a real browser: what choosing one leaves, counts and says, against a plain scan."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.scan import Scan, run, units


def test_facets_are_or_within_and_across(page: Page, site_url: str, scan: Scan) -> None:
    regions = ["yixing", "panjin"]
    domain = scan.records[0]["tasks"][0]["domains"]["primary"]["id"]

    def fits(record: dict[str, Any], item: dict[str, Any], _fields: list[str]) -> bool:
        domains = item.get("domains") or {"primary": None, "secondary": []}
        named = [*([domains["primary"]] if domains["primary"] else []), *domains["secondary"]]
        return record["jurisdiction"]["id"] in regions and domain in [entry["id"] for entry in named]

    expected = scan.hits(fits)
    assert expected
    assert run(page, site_url, region=regions, domain=domain) == expected
    assert run(page, site_url, region="宜兴市,盘锦", domain=domain) == expected


def test_a_province_is_chosen_with_the_places_below_it(page: Page, site_url: str, scan: Scan) -> None:
    def below(record: dict[str, Any], _item: object, fields: list[str]) -> bool:
        return "jiangsu" in record["jurisdiction"]["parents"] and any("信用" in field for field in fields)

    wanted = scan.hits(below)
    assert len({policy for policy, _ in wanted}) == 2
    assert run(page, site_url, q="信用", region="江苏省及下级") == wanted
    box = page.locator("#pk-facets li", has_text="江苏省及下级")
    expect(box.locator("input")).to_be_checked()
    expect(box.locator(".pk-count")).to_have_text(str(len(wanted)))
    run(page, site_url, q="江苏")
    page.get_by_role("button", name="看江苏省 2 份文件的全部条文").click()
    expect(page.locator("[data-total]")).to_have_attribute(
        "data-total", str(len(scan.hits(lambda record, *_: "jiangsu" in record["jurisdiction"]["parents"])))
    )
    assert "region=jiangsu%2B" in page.url


def test_function_and_role_mean_the_same_unit(page: Page, site_url: str, scan: Scan) -> None:
    def duties(record: dict[str, Any], item: dict[str, Any]) -> list[tuple[str | None, str]]:
        return [(u["function"]["id"] if u["function"] else None, u["role"]) for u in units(record, item)]

    function = "finance"
    both = scan.hits(lambda record, item, _fields: (function, "cooperate") in duties(record, item))
    either = scan.hits(
        lambda record, item, _fields: (
            function in dict(duties(record, item)) and "cooperate" in [role for _, role in duties(record, item)]
        )
    )
    assert both < either
    assert run(page, site_url, function=function, role="cooperate") == both


def test_counts_beside_a_facet_are_what_choosing_it_gives(page: Page, site_url: str) -> None:
    run(page, site_url, q="信用")
    for facet in ("region", "level", "type", "kind"):
        ticks = page.locator(f'#pk-facets input[name="{facet}"]').all()
        said = [
            (tick.get_attribute("value") or "", tick.locator("xpath=..").inner_text().split()[-1]) for tick in ticks
        ]
        assert len(said) > 1
        value, count = said[-1]
        assert len(run(page, site_url, q="信用", **{facet: value})) == int(count)
        run(page, site_url, q="信用")


def test_a_domain_can_stand_for_what_it_is_the_primary_one_of_only(page: Page, site_url: str, scan: Scan) -> None:
    domain = "government-procurement"

    def primary(_record: object, item: dict[str, Any], _fields: list[str]) -> bool:
        return ((item.get("domains") or {}).get("primary") or {}).get("id") == domain

    own = scan.hits(primary)
    every = run(page, site_url, domain=domain)
    assert own < every
    page.get_by_label("只算主要领域，不算兼及").check()
    expect(page.locator("[data-total]")).to_have_attribute("data-total", str(len(own)))
    assert "main=on" in page.url
    expect(page.locator("#pk-active")).to_contain_text("主要领域：政府采购")
    assert run(page, site_url, domain=domain, main="on") == own


def test_provisions_are_found_by_the_year_in_which_they_end_and_who_leads_them(page: Page, site_url: str) -> None:
    """盘锦's annex: 市发改委 leads rows 1, 3, 5, 6, 7, 9, due 2017年12月末, and by the body 五(二), row 14."""
    found = run(page, site_url, deadline="2017", function="development-and-reform", role="lead")
    assert {policy for policy, _ in found} == {"panjin-2017-25"}
    items = {"t-2-1", "t-2-3", "t-3-2", "t-3-3", "t-3-4", "t-4-2", "t-5-2"}
    assert {item for _, item in found} == items
    expect(page.locator("#pk-active")).to_contain_text("时限：2017 年的")


def test_a_long_facet_is_narrowed_by_typing(page: Page, site_url: str) -> None:
    page.goto(site_url + "search.html?q=政府")
    lines = page.locator("#pk-facets [data-facet='function'] li")
    every = lines.count()
    assert every > 15
    expect(page.get_by_label("在“级别”中查找")).to_have_count(0)
    page.get_by_label("在“责任单位职能”中查找").fill("財")
    shown = page.locator("#pk-facets [data-facet='function'] li:visible")
    assert 0 < shown.count() < every
    assert all("财" in name for name in shown.all_inner_texts())
    shown.first.locator("input").check()
    expect(page.locator("#pk-active button")).to_have_count(1)
    # What was typed stays with the new counts, and so does what was chosen when something else is typed.
    expect(page.get_by_label("在“责任单位职能”中查找")).to_have_value("財")
    page.get_by_label("在“责任单位职能”中查找").fill("没有这一类")
    expect(shown).to_have_count(1)
    expect(shown.locator("input")).to_be_checked()
    page.get_by_label("在“责任单位职能”中查找").fill("")
    assert shown.count() == lines.count()


def test_choosing_a_facet_goes_into_the_address_and_back_takes_it_out(page: Page, site_url: str, scan: Scan) -> None:
    everything = run(page, site_url, q="信用")
    page.locator('#pk-facets input[name="region"][value="yixing"]').check()
    expect(page.locator("[data-total]")).not_to_have_attribute("data-total", str(len(everything)))
    assert "region=yixing" in page.url
    page.go_back()
    expect(page.locator("[data-total]")).to_have_attribute("data-total", str(len(everything)))
    assert "region" not in page.url
