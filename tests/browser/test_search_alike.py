"""Search for a passage that stands nowhere as it is: provisions worded like it, told apart from those that have it."""

from __future__ import annotations

import re
from collections import defaultdict
from urllib.parse import urlencode

from playwright.sync_api import Page, expect

from generator.evaluate.alignment import KEPT
from generator.evaluate.files import GOLD, read_gold_files
from generator.pipeline import with_draft
from tests.browser.axe import violations
from tests.browser.scan import Hit, Scan, plain, run
from tests.support import ROOT, real_corpus, real_stock

SENTENCE = re.compile(r"[^。；;\n]{24,}")
REWORDED = "行政机关不得以换届为由毁约"
NOWHERE = "今天天气真好我们去公园玩"

RANKED = """async (passages) => {
  const index = await pkSearch.ready;
  const ranked = [];
  for (const passage of passages) {
    const { entries } = await pkSearch.alike(index, pkSearch.parse(passage));
    const found = await Promise.all(entries.map((entry) => pkSearch.textOf(index, entry)));
    ranked.push(found.map(({ document, item }) => [document.policy, item]));
  }
  return ranked;
}"""


def _open(page: Page, address: str, **parameters: str) -> None:
    page.goto(f"{address}search.html?{urlencode(parameters)}")
    page.wait_for_selector("[data-total]", state="attached")


def _alike(page: Page) -> list[Hit]:
    return [
        (button.get_attribute("data-policy") or "", button.get_attribute("data-item") or "")
        for button in page.locator("#pk-alike [data-policy][data-item]").all()
    ]


def _edited(scan: Scan) -> dict[str, Hit]:
    """The longest sentence of every provision without each ninth character, if nothing has it so."""
    found = {}
    for record in scan.records:
        for item in (*record["tasks"], *record["principles"]):
            sentence = max(SENTENCE.findall(item["text"]), key=len, default="")
            edited = "".join(char for at, char in enumerate(sentence) if at % 9 != 8)
            if edited and not re.search(r"\s", edited) and not scan.words(edited):
                found[edited] = (record["id"], item["id"])
    return found


def test_an_edited_sentence_leads_to_where_it_was_taken_from(page: Page, site_url: str, scan: Scan) -> None:
    edited = _edited(scan)
    assert len(edited) > 80
    page.goto(f"{site_url}search.html")
    ranked = page.evaluate(RANKED, list(edited))
    first = [tuple(found[0]) if found else None for found in ranked]
    assert first == list(edited.values())


def _of_other_plans() -> dict[str, set[Hit]]:
    """First sentences of provisions of plans that are not held -> those held that judges found to say the same."""
    gold = read_gold_files([ROOT / name for name in GOLD])
    held = {record.id for record in real_corpus().records}
    same = defaultdict(set)
    for pair in gold.pairs:
        for own, other in ((pair.a, pair.b), (pair.b, pair.a)):
            if pair.part not in KEPT and pair.type == "same" and own.policy not in held and other.policy in held:
                same[own].add((other.policy, other.item))
    found = {}
    for policy in sorted({own.policy for own in same}):
        corpus, _ = with_draft(real_stock(), gold.documents[policy], policy)
        (record,) = (record for record in corpus.records if record.id == policy)
        texts = {item.id: item.text for item in (*record.tasks, *record.principles)}
        for own in same:
            if own.policy == policy:
                sentence = "".join(re.split("[。；;]", texts[own.item])[0].split())
                found[sentence] = same[own]
    return {sentence: wanted for sentence, wanted in found.items() if len(sentence) >= 8}


def test_a_sentence_of_another_plan_mostly_leads_to_what_says_the_same(page: Page, site_url: str) -> None:
    """Of 68 sentences 52 (.76) had one of these among the first five when it was measured."""
    wanted = _of_other_plans()
    assert len(wanted) >= 60
    page.goto(f"{site_url}search.html")
    ranked = page.evaluate(RANKED, list(wanted))
    near = [any(tuple(hit) in same for hit in found[:5]) for found, same in zip(ranked, wanted.values(), strict=True)]
    assert sum(near) / len(near) >= 0.74


def test_what_is_worded_alike_is_listed_with_what_it_shares(page: Page, site_url: str, scan: Scan) -> None:
    assert not scan.words(REWORDED)
    _open(page, site_url, q=REWORDED)
    expect(page.locator("[data-total]")).to_have_attribute("data-total", "0")
    expect(page.locator("#pk-alike h2")).to_have_text(re.compile(r"^措辞相近的条文（\d+ 条）$"))
    first = page.locator("#pk-alike .pk-hit").first
    assert _alike(page)[0] == ("national-2016-76", "t-5-4")
    shared = first.locator("mark").all_inner_texts()
    assert {"不得以", "换届", "为由毁约"} <= set(shared)
    assert all(plain(mark) in plain(REWORDED) for mark in shared)
    expect(first).to_contain_text(f"所写共 {len(REWORDED)} 字")
    expect(page.locator(".pk-nothing")).not_to_contain_text("长句可拆")
    page.locator("#pk-found-line").get_by_role("button", name="措辞相近的条文").click()
    expect(page.locator("#pk-alike h2")).to_be_in_viewport()
    first.get_by_role("button", name="加入对比台").click()
    expect(page.locator(".pk-tray, #pk-tray").first).to_contain_text("国家")
    first.locator(".pk-hit-link").click()
    expect(page.locator("#t-5-4 mark").first).to_be_visible()


def test_conditions_hold_for_what_is_worded_alike(page: Page, site_url: str) -> None:
    _open(page, site_url, q=REWORDED)
    every = _alike(page)
    assert {policy for policy, _ in every} > {"panjin-2017-25"}
    _open(page, site_url, q=REWORDED, region="panjin")
    assert _alike(page) == [hit for hit in every if hit[0] == "panjin-2017-25"]


def test_conditions_are_looked_at_before_the_list_is_cut(page: Page, site_url: str) -> None:
    """Of thousands of documents the first fifty may all be from elsewhere."""
    page.goto(f"{site_url}search.html")
    every, rest = page.evaluate(
        """async (passage) => {
          const index = await pkSearch.ready;
          const terms = pkSearch.parse(passage);
          const every = (await pkSearch.alike(index, terms)).entries;
          const fitting = new Uint8Array(index.entries).fill(1);
          for (const entry of every.slice(0, 2)) fitting[entry] = 0;
          return [every, (await pkSearch.alike(index, terms, fitting, 2)).entries];
        }""",
        REWORDED,
    )
    assert rest == every[2:4] != []


def test_the_keyboard_goes_where_a_button_leads(page: Page, site_url: str) -> None:
    _open(page, site_url, q=REWORDED)
    page.locator("#pk-found-line").get_by_role("button", name="措辞相近的条文").press("Enter")
    expect(page.locator("#pk-alike .pk-hit-link").first).to_be_focused()
    _open(page, site_url, q="要把政府和公务员失信的情况都记入政务失信记录")
    further = page.locator("#pk-alike").get_by_role("button", name=re.compile("^再列"))
    further.press("Enter")
    expect(page.locator("#pk-alike .pk-hit-link").nth(5)).to_be_focused()
    _open(page, site_url, q="不得以政府换届、相关责任人更替等理由毁约")
    page.get_by_role("button", name="看措辞相近的其他条文").press("Enter")
    expect(page.locator("#pk-alike .pk-hit-link").first).to_be_focused()


def test_nothing_is_worded_like_what_has_nothing_to_do_with_it(page: Page, site_url: str) -> None:
    for passage in (NOWHERE, "公园玩耍", "-" + REWORDED):
        _open(page, site_url, q=passage)
        expect(page.locator("#pk-alike")).to_be_empty()
    _open(page, site_url, q=NOWHERE * 3)
    expect(page.locator(".pk-nothing")).to_contain_text("长句可拆")


def test_of_what_is_found_others_worded_alike_are_shown_on_demand(page: Page, site_url: str, scan: Scan) -> None:
    passage = "不得以政府换届、相关责任人更替等理由毁约"
    exact = scan.words(passage)
    assert run(page, site_url, q=passage) == exact != set()
    expect(page.locator("#pk-alike h2")).to_have_count(0)
    page.get_by_role("button", name="看措辞相近的其他条文").click()
    expect(page.locator("#pk-alike h2")).to_be_visible()
    assert "alike=on" in page.url
    assert ("national-2016-76", "t-5-4") in _alike(page)
    assert not exact & set(_alike(page))
    page.go_back()
    expect(page.get_by_role("button", name="看措辞相近的其他条文")).to_be_visible()
    page.go_forward()
    page.locator("#pk-q").fill("各级政府和公务员要作守信的表率")
    page.locator("#pk-q").press("Enter")
    expect(page).not_to_have_url(re.compile("alike"))


def test_names_that_lead_somewhere_are_no_passages(page: Page, site_url: str) -> None:
    """A unit that the registry knows, the title of a document."""
    for name in ("盘锦市发展和改革委员会", "宜兴市关于加强政务诚信建设的实施"):
        _open(page, site_url, q=name)
        expect(page.get_by_role("button", name="看措辞相近的其他条文")).to_be_visible()
        expect(page.locator("#pk-alike h2")).to_have_count(0)


def test_the_list_is_accessible_and_fits_a_narrow_screen(page: Page, site_url: str) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    _open(page, site_url, q=REWORDED)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
