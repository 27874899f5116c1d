"""Search in a real browser, against a plain scan of the published records."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.scan import Scan, run


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
        hits = page.locator("[data-policy][data-item]").evaluate_all("hits => hits.map((hit) => hit.dataset.policy)")
        return [dates[policy] for policy in hits]

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


def test_nothing_found_of_one_word_is_said_once(page: Page, site_url: str) -> None:
    assert run(page, site_url, q="航天飞机") == set()
    expect(page.locator(".pk-nothing")).to_contain_text("没有符合的条文")
    expect(page.get_by_text("“航天飞机”单独检索有 0 条")).to_be_hidden()


def test_a_long_word_that_stands_nowhere_costs_little(page: Page, site_url: str, scan: Scan) -> None:
    """Its first two characters in a row that stand nowhere say so; what is worded like it is looked for afterwards."""
    assert run(page, site_url, q="饕餮貔貅狻猊失信惩戒信用报告") == set()
    before, every = page.evaluate(
        """() => {
          const [said] = performance.getEntriesByName("pk-search-shown");
          const lists = performance.getEntriesByType("resource").filter(({ name }) => /\\/search\\/g\\d/.test(name));
          return [lists.filter(({ startTime }) => startTime < said.startTime).length, lists.length];
        }"""
    )
    assert 0 < before <= 2
    assert before < every <= before + len("饕餮貔貅狻猊失信惩戒信用报告")
    ask = page.get_by_role("button", name="看其中哪些词有")
    ask.click()
    expect(page.locator(".pk-nothing")).to_contain_text(f"其中“失信惩戒”有 {len(scan.words('失信惩戒'))} 条")
    expect(ask).to_have_count(0)


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
