"""Search in a real browser, against a plain scan of the published records."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, Route, expect

POLICIES = Path(__file__).parents[2] / "policies"
Hit = tuple[str, str]
BRACKETS = {
    **dict.fromkeys("[{〔【〖", "("),
    **dict.fromkeys("]}〕】〗", ")"),
    **dict.fromkeys("“”「」『』", '"'),
    "—": "-",
}


def plain(text: str) -> str:
    """The forms that search takes for the same, by another road than the program's."""
    wide = unicodedata.normalize("NFKC", "".join(text.split())).casefold().translate(str.maketrans("誠設", "诚设"))
    return "".join(BRACKETS.get(char, char) for char in wide)


def clauses(record: dict[str, Any], item: dict[str, Any], source: str) -> list[str]:
    """The clauses on who is responsible, cut out of the source."""
    found = []
    for start, end in item.get("clause_spans", []):
        clause = source[start:end]
        for repair in sorted(record["repairs"], key=lambda repair: repair["span"], reverse=True):
            first, last = repair["span"]
            if start <= first and last <= end:
                clause = clause[: first - start] + repair["after"] + clause[last - start :]
        found.append(clause)
    return found


def charged(record: dict[str, Any], item: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """The "units" or "deadlines" in the bracket of the heading above that a task without its own takes them from."""
    group = next((task for task in record["tasks"] if task["id"] == item.get(f"{kind}_from")), None)
    if group is None:
        return []
    return [
        entry
        for entry in group[kind]
        if any(start <= entry["span"][0] and entry["span"][1] <= end for start, end in group["clause_spans"])
    ]


def units(record: dict[str, Any], item: dict[str, Any]) -> list[dict[str, Any]]:
    """The units of a task: its own, else those of the heading above."""
    return item.get("units") or charged(record, item, "units")


def limits(record: dict[str, Any], item: dict[str, Any]) -> list[str]:
    """The time limits of a task, of the heading above it, and those of the annex's rows on it that say another one."""

    def term(limit: dict[str, Any]) -> tuple[str, str]:
        return limit["type"], limit["date"] or limit["period"] or limit["type"] == "ongoing" or limit["raw"]

    own = [*item.get("deadlines", []), *charged(record, item, "deadlines")] if "clause_spans" in item else []
    rows = [row for row in record["annex_rows"] if row["task"] == item["id"] and "clause_spans" in item]
    told = {term(limit) for limit in own}
    annexed = [limit for row in rows for limit in row["deadlines"] if term(limit) not in told]
    return [limit["raw"] for limit in (*own, *annexed)]


class Scan:
    """All that can be found, read from the published records."""

    def __init__(self, site_dir: Path) -> None:
        index = json.loads((site_dir / "data/index.json").read_text(encoding="utf-8"))
        self.records = [
            json.loads((site_dir / entry["json"]).read_text(encoding="utf-8")) for entry in index["policies"]
        ]

    def hits(self, fits: Callable[[dict[str, Any], dict[str, Any], list[str]], bool]) -> set[Hit]:
        """Ids of what `fits(record, item, fields)` says yes to."""
        found = set()
        for record in self.records:
            source = (POLICIES / record["id"] / record["source"]["file"]).read_text(encoding="utf-8")
            sections = [section for section in record["sections"] if section["item"] is None]
            for item in (*record["principles"], *record["tasks"], *sections):
                names = [unit["raw"] for unit in units(record, item)]
                said = (*names, *clauses(record, item, source), *limits(record, item))
                fields = [plain(field) for field in (item["title"], item["text"], *said)]
                if fits(record, item, fields):
                    found.add((record["id"], item["id"]))
        return found

    def words(self, *wanted: str, without: tuple[str, ...] = ()) -> set[Hit]:
        """Ids of what has all the words and none of the others."""

        def fits(_record: object, _item: object, fields: list[str]) -> bool:
            def has(word: str) -> bool:
                return any(plain(word) in field for field in fields)

            return all(map(has, wanted)) and not any(map(has, without))

        return self.hits(fits)


@pytest.fixture(scope="module")
def scan(site_dir: Path) -> Scan:
    return Scan(site_dir)


def run(page: Page, address: str, **parameters: str | list[str]) -> set[Hit]:
    """Open the search, press "more" to the end, and return the hits; their number must be the one announced."""
    page.goto(f"{address}search.html?{urlencode(parameters, doseq=True)}")
    page.wait_for_selector("[data-total]", state="attached")
    while page.locator("[data-more]").count():
        before = page.locator("[data-policy][data-item]").count()
        page.locator("[data-more]").click()
        expect(page.locator("[data-policy][data-item]").nth(before)).to_be_attached()
    found = [
        (hit.get_attribute("data-policy") or "", hit.get_attribute("data-item") or "")
        for hit in page.locator("[data-total] [data-policy][data-item]").all()
    ]
    assert page.locator("[data-total]").get_attribute("data-total") == str(len(found))
    assert len(set(found)) == len(found)
    return set(found)


@pytest.mark.parametrize(
    ("query", "wanted", "without"),
    [
        ("失信惩戒", ("失信惩戒",), ()),
        ("信用", ("信用",), ()),
        ("统", ("统",), ()),
        ("公务员 培训", ("公务员", "培训"), ()),
        ("公务员\u3000培训", ("公务员", "培训"), ()),
        ('"政务失信 记录"', ("政务失信记录",), ()),
        ("“政务失信记录”", ("政务失信记录",), ()),
        ("政府采购 -招标", ("政府采购",), ("招标",)),
        ("信用 －公务员", ("信用",), ("公务员",)),
        ("-信用", (), ("信用",)),
        ("吉政办发[2017]4号", ("吉政办发〔2017〕4号",), ()),
        ("ｘ市", ("X市",), ()),
        ("课程,加强", ("课程，加强",), ()),
        ("誠信建設", ("诚信建设",), ()),
        ("信息“清单”基础", ("信息“清单”基础",), ()),
        ("「清单」基础建设", ('"清单"基础建设',), ()),
    ],
)
def test_hits_are_those_of_a_plain_scan(
    page: Page, site_url: str, scan: Scan, query: str, wanted: tuple[str, ...], without: tuple[str, ...]
) -> None:
    expected = scan.words(*wanted, without=without)
    assert expected
    assert run(page, site_url, q=query) == expected


def test_every_title_is_found_by_itself(page: Page, site_url: str, scan: Scan) -> None:
    for record in scan.records[:3]:
        for task in record["tasks"][:3]:
            assert run(page, site_url, q=f'"{task["title"]}"') == scan.words(task["title"])


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


def test_words_are_marked_in_title_passage_and_unit(page: Page, site_url: str) -> None:
    run(page, site_url, q="财政局")
    marked = page.locator("[data-policy] mark").all_inner_texts()
    assert marked and set(marked) == {"财政局"}
    run(page, site_url, q="国发(2016)76号")
    hits = page.locator(".pk-hit")
    assert hits.count() and all(hit.locator("mark").count() for hit in hits.all())


def test_documents_and_annex_rows_are_found_beside_the_count(page: Page, site_url: str) -> None:
    run(page, site_url, q="宜政办发[2020]70号")
    documents = page.locator("#pk-documents")
    expect(documents).to_contain_text("宜兴市关于加强政务诚信建设的实施意见")
    expect(documents.locator("mark")).to_have_text("宜政办发〔2020〕70号")
    run(page, site_url, q="诚信")
    assert page.locator("#pk-others li").count()
    assert page.locator("#pk-documents [data-item], #pk-others [data-item]").count() == 0


def test_time_limits_and_clauses_are_found_and_shown(page: Page, site_url: str, scan: Scan) -> None:
    """Those of annexes too: no text of a provision says 2017年12月末."""
    of_rows = {
        (record["id"], row["task"])
        for record in scan.records
        for row in record["annex_rows"]
        if any("2017年12月末" in limit["raw"] for limit in row["deadlines"])
    }
    assert len(of_rows) > 10
    assert run(page, site_url, q="2017年12月末") == {hit for hit in of_rows if hit[1]}
    hits = page.locator("[data-policy][data-item]")
    assert all("（附表）2017年12月末" in text for text in hits.all_inner_texts())
    expect(hits.first.locator("mark")).to_have_text("2017年12月末")
    expect(page.locator("#pk-others")).to_contain_text("附表")
    wanted = scan.words("牵头单位：市财政局")
    assert wanted
    assert run(page, site_url, q="牵头单位：市财政局") == wanted
    expect(hits.first).to_contain_text("见于责任条款")
    expect(hits.first.locator("mark", has_text="牵头单位：市财政局")).to_be_visible()


def test_a_place_or_document_named_beside_words_counts_as_met_by_its_provisions(
    page: Page, site_url: str, scan: Scan
) -> None:
    own = {hit for hit in scan.words("财政局") if hit[0] == "yixing-2020-70"}
    literal = scan.words("宜兴", "财政局")
    assert len(own) > 2 and not own & literal
    assert run(page, site_url, q="宜兴 财政局") == own | literal
    expect(page.locator("#pk-found-line")).to_contain_text(f"其中 {len(own)} 条文字里没有所写的地名或文件名")
    expect(page.locator(".pk-hit-reason").first).to_contain_text("“宜兴”按文件的地区（宜兴市）算")
    page.get_by_role("button", name="“宜兴”只按文字查").click()
    expect(page.locator("[data-total]")).to_have_attribute("data-total", str(len(literal)))
    assert "places=off" in page.url
    page.get_by_role("button", name="“宜兴”也算作宜兴市").click()
    expect(page.locator("[data-total]")).to_have_attribute("data-total", str(len(own | literal)))
    assert run(page, site_url, q="江苏省 财政局") >= own, "places below count too"
    assert run(page, site_url, q="宜政办发[2020]70号 财政局") == own
    assert run(page, site_url, q="宜兴2020 财政局") == own
    assert run(page, site_url, q="财政局 -宜兴") == scan.words("财政局", without=("宜兴",))
    assert run(page, site_url, q="宜兴") == scan.words("宜兴"), "by itself it is a word"
    page.get_by_role("button", name="看宜兴市 1 份文件的全部条文").click()
    expect(page.locator("[data-total]")).to_have_attribute(
        "data-total", str(len(scan.hits(lambda record, *_: record["id"] == "yixing-2020-70")))
    )
    assert run(page, site_url, q="宜兴2020") == set()
    expect(page.locator("#pk-documents")).to_contain_text("宜兴市关于加强政务诚信建设的实施意见")


def test_a_word_with_one_wrong_character_is_put_right(page: Page, site_url: str, scan: Scan) -> None:
    for asked, meant in (("政务承信", "政务诚信"), ("失信惩介", "失信惩戒"), ("政务务诚信", "政务诚信")):
        assert run(page, site_url, q=asked) == scan.words(asked) == set()
        first = page.locator(".pk-nothing li", has_text="相差一字").first
        expect(first).to_contain_text(f"相差一字的有“{meant}”，{len(scan.words(meant))} 条")
    run(page, site_url, q="政务承信 考核")
    page.get_by_role("button", name="改查“政务诚信”").click()
    expect(page.locator("[data-total]")).to_have_attribute("data-total", str(len(scan.words("政务诚信", "考核"))))


def test_the_registry_is_said_and_can_be_switched_off(page: Page, site_url: str, scan: Scan) -> None:
    name = "宜兴市招投标管理办公室"
    assert scan.words(name) == set()
    assert run(page, site_url, q=name) == set()
    names = page.locator("#pk-names")
    wanted = scan.words("招管办")
    expect(names).to_contain_text(f"按单位名录另有 {len(wanted)} 条")
    expect(names.locator("li").first).to_contain_text(f"“{name}”按单位名录即招管办")
    assert names.locator("li").count() == len(wanted)
    names.locator(".desk-add").first.click()
    expect(page.locator(".pk-tray-list li")).to_have_count(1)
    names.get_by_role("button", name="不用名录").click()
    expect(names.locator("li")).to_have_count(0)
    assert "names=off" in page.url
    names.get_by_role("button", name="按名录一并查找").click()
    expect(names.locator("li")).to_have_count(len(wanted))
    assert run(page, site_url, q="招管办") == wanted
    expect(names).to_contain_text(f"“招管办”即{name}")


def test_what_is_shown_is_checked_against_its_text(page: Page, site_url: str, scan: Scan) -> None:
    """A list of texts from another build: what does not have the word is not shown as if it had, and that is said."""
    word = "失信惩戒"
    assert len(scan.words(word)) > 1

    def other_text(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace(word, "守信褒奖"))

    page.route(re.compile(r"/data/search/t-[^/]*\.js"), other_text)
    page.goto(f"{site_url}search.html?{urlencode({'q': word})}")
    page.wait_for_selector("[data-total]", state="attached")
    assert word not in "".join(page.locator("#pk-results").all_inner_texts())
    expect(page.locator("#pk-found-line")).to_contain_text("有的结果与正文不符，没有列出")


def test_typing_fetches_ahead(page: Page, site_url: str) -> None:
    """Before anything is asked, what the typed word needs is there: asking fetches no list of strings any more."""
    page.goto(f"{site_url}search.html")
    page.evaluate("async () => { await pkSearch.ready; }")
    with page.expect_request(re.compile(r"/g\d+\.js")):
        page.locator("#pk-q").fill("失信惩戒")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-total]", state="attached")
    fetched = page.evaluate(
        """() => performance.getEntriesByType("resource").filter((entry) => /\\/g\\d+\\.js/.test(entry.name))
            .map((entry) => entry.startTime < performance.getEntriesByName("pk-search-asked").at(-1).startTime)"""
    )
    assert fetched and all(fetched)


def test_order_by_date_puts_the_latest_first(page: Page, site_url: str, scan: Scan) -> None:
    everything = run(page, site_url, q="信用")
    dates = {record["id"]: record["issued_on"] or "" for record in scan.records}

    def order() -> list[str]:
        return [dates[hit.get_attribute("data-policy") or ""] for hit in page.locator("[data-policy][data-item]").all()]

    assert order() != sorted(order(), reverse=True)
    assert run(page, site_url, q="信用", sort="date") == everything
    assert order() == sorted(order(), reverse=True)


def test_why_a_hit_matched_is_said(page: Page, site_url: str) -> None:
    run(page, site_url, q="招管办 采购")
    first = page.locator("[data-policy][data-item]").first
    expect(first.locator(".pk-hit-reason")).to_have_text("“招管办”见于责任单位；“采购”见于标题、正文")
    expect(first.locator(".pk-hit-path")).to_contain_text("主要任务")


def test_suggestions_by_keyboard(page: Page, site_url: str) -> None:
    page.goto(site_url + "units/index.html")
    page.keyboard.press("/")
    box = page.locator("#pk-header-query")
    expect(box).to_be_focused()
    page.keyboard.type("招管")
    options = page.locator(".pk-header-search [role=option]")
    expect(options.first).to_contain_text("宜兴市招投标管理办公室")
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    page.keyboard.type("办")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    page.wait_for_selector("[data-total='2']")
    page.locator("#pk-q").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".pk-hit-link").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".pk-hit-link").nth(1)).to_be_focused()


def test_a_suggested_document_and_domain_are_opened(page: Page, site_url: str) -> None:
    for typed, address in (
        ("宜政办", "**/policies/yixing-2020-70.html"),
        ("政府采", "**/domains/government-procurement.html"),
    ):
        page.goto(site_url + "search.html")
        page.locator("#pk-q").press_sequentially(typed)
        page.locator(".pk-suggest:visible [role=option]").last.click()
        page.wait_for_url(address)


def test_nothing_of_the_themes_own_search_is_left(site_dir: Path) -> None:
    assert not (site_dir / "search").exists()
    pages = sorted(site_dir.rglob("*.html"))
    assert len(pages) > 50
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert "search_index.json" not in text and 'data-md-component="search' not in text, path
        assert "workers/search" not in text and "search.result" not in text, path
    assert not (site_dir / "assets/javascripts").exists()


def test_a_hit_leads_to_its_provision(page: Page, site_url: str) -> None:
    run(page, site_url, q="失信惩戒")
    hit = page.locator("[data-policy][data-item]").first
    policy, item = hit.get_attribute("data-policy"), hit.get_attribute("data-item")
    hit.locator("a").nth(1).click()
    page.wait_for_url(f"**/policies/{policy}.html?hl=*#{item}")
    expect(page.locator(f'[id="{item}"]')).to_be_visible()
    marks = page.locator(f'[id="{item}"] mark.pk-found-word')
    assert "失信惩戒" in "".join(marks.all_inner_texts())
    page.keyboard.press("Escape")
    expect(marks).to_have_count(0)


def test_nothing_found_says_why(page: Page, site_url: str, scan: Scan) -> None:
    assert run(page, site_url, q="信用 量子计算") == set()
    reasons = page.locator(".pk-nothing")
    expect(reasons).to_contain_text(f"“信用”单独检索有 {len(scan.words('信用'))} 条")
    expect(reasons).to_contain_text("“量子计算”单独检索有 0 条")
    reasons.get_by_role("button", name="去掉这个词").last.click()
    expect(page.locator("[data-total]")).to_have_attribute("data-total", str(len(scan.words("信用"))))


def test_of_a_word_that_stands_nowhere_the_pieces_that_do_are_offered(page: Page, site_url: str, scan: Scan) -> None:
    assert scan.words("失信惩戒") and scan.words("信用报告") and not scan.words("失信惩戒信用报告")
    assert run(page, site_url, q="失信惩戒饕餮信用报告") == set()
    reasons = page.locator(".pk-nothing")
    expect(reasons).to_contain_text(f"其中“失信惩戒”有 {len(scan.words('失信惩戒'))} 条")
    expect(reasons).to_contain_text(f"其中“信用报告”有 {len(scan.words('信用报告'))} 条")
    assert "饕" not in "".join(reasons.get_by_role("button").all_inner_texts())
    reasons.get_by_role("button", name="拆开查").click()
    both = scan.words("失信惩戒") & scan.words("信用报告")
    expect(page.locator("[data-total]")).to_have_attribute("data-total", str(len(both)))
    run(page, site_url, q="失信惩戒饕餮 信用")
    reasons.get_by_role("button", name="改查“失信惩戒”").click()
    together = scan.words("失信惩戒") & scan.words("信用")
    expect(page.locator("[data-total]")).to_have_attribute("data-total", str(len(together)))


def test_numbers_are_not_torn_into_pieces(page: Page, site_url: str, scan: Scan) -> None:
    assert scan.words("123") or scan.words("12") or scan.words("20")
    reasons = page.locator(".pk-nothing")
    for asked in ("12345", "国发〔2016〕78号", "失信惩戒饕餮20201"):
        assert run(page, site_url, q=asked) == set()
        offered = reasons.get_by_role("button").all_inner_texts()
        assert offered == (["改查“失信惩戒”"] if "失信" in asked else []), asked
        assert "拆成" not in reasons.inner_text() or "失信" in asked


def test_what_stands_beside_the_provisions_is_said_first_and_led_to(page: Page, site_url: str, scan: Scan) -> None:
    assert not scan.words("国发〔2016〕76号")
    assert run(page, site_url, q="国发〔2016〕76号") == set()
    line = page.locator("#pk-found-line")
    documents, others = page.locator("#pk-documents li"), page.locator("#pk-others .pk-hit")
    assert documents.count() and others.count()
    expect(line).to_contain_text("条文中没有，另见")
    expect(line).not_to_contain_text("0 条")
    expect(line.get_by_role("button")).to_have_text(
        [f"文件名称、文号或制发机关相符 {documents.count()} 份", f"引言与附表 {others.count()} 处"]
    )
    line.get_by_role("button").last.click()
    expect(page.locator("#pk-others h2")).to_be_in_viewport()


def test_markup_in_the_question_stays_text(page: Page, site_url: str) -> None:
    page.on("dialog", lambda _: pytest.fail("the question ran as a script"))
    assert run(page, site_url, q="<img src=x onerror=alert(1)>") == set()
    assert page.locator(".pk-nothing img").count() == 0


def test_slash_goes_to_the_box_but_not_while_typing(page: Page, site_url: str) -> None:
    run(page, site_url, q="信用")
    page.locator("h1").click()
    page.keyboard.press("/")
    box = page.locator("#pk-q")
    expect(box).to_be_focused()
    page.keyboard.type("1/2")
    expect(box).to_have_value("1/2")


def test_works_from_a_file(page: Page, site_dir: Path, scan: Scan) -> None:
    assert run(page, site_dir.as_uri() + "/", q="失信惩戒") == scan.words("失信惩戒")
    page.locator('#pk-facets input[name="region"]').first.check()
    expect(page.locator("#pk-active button")).to_have_count(1)
    expect(page.get_by_text("当前浏览器未启用脚本")).to_be_hidden()
    assert "region=" in page.url


def test_without_scripts_the_page_says_what_to_do(page: Page, site_url: str) -> None:
    context = page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    still = context.new_page()
    still.goto(site_url + "search.html?q=信用")
    expect(still.get_by_text("当前浏览器未启用脚本")).to_be_visible()
    context.close()
