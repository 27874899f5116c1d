"""Citing a provision and seeing what it shares with others, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

ARTICLE = "article#t-2-1-3"


def _open(page: Page, site_url: str, asked: str = "") -> str:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    address = f"{site_url}policies/yixing-2020-70.html"
    page.goto(address + asked)
    return address


def _copied(page: Page, name: str) -> str:
    actions = page.locator(f"{ARTICLE} .pk-actions")
    actions.get_by_text(name, exact=True).click()
    expect(actions.locator(f'[data-word="{name}"]')).to_have_text("已复制")
    text = page.evaluate("navigator.clipboard.readText()")
    assert isinstance(text, str)
    return text


def test_the_citation_has_the_day_and_the_permalink(page: Page, site_url: str) -> None:
    address = _open(page, site_url)
    text = _copied(page, "引用")
    assert re.search(r"\[A/OL\]: 二\(一\)3\. \(2020-09-03\)\[\d{4}-\d\d-\d\d\]\. ", text)
    assert text.endswith(f"{address}#t-2-1-3.")


def test_a_row_of_the_annex_is_cited_by_its_number(page: Page, site_url: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    address = f"{site_url}policies/panjin-2017-25.html#a-11"
    page.goto(address)
    page.locator("tr#a-11").get_by_role("button", name="引用").click()
    expect(page.locator('tr#a-11 [data-word="引用"]')).to_have_text("已复制")
    text = page.evaluate("navigator.clipboard.readText()")
    assert "盘政发〔2017〕25号[A/OL]: 附表第11行. (2017-10-10)[" in text
    assert text.endswith(f"]. {address}.")


def test_what_was_searched_for_is_no_part_of_the_address(page: Page, site_url: str) -> None:
    address = _open(page, site_url, "?hl=%E8%AF%9A%E4%BF%A1#t-2-1-3")
    assert _copied(page, "引用").endswith(f". {address}#t-2-1-3.")
    assert f"  url = {{{address}#t-2-1-3}},\n" in _copied(page, "BibTeX")
    assert _copied(page, "链接") == f"{address}#t-2-1-3"


def test_a_copy_opened_as_a_file_is_cited_without_its_place_on_the_disk(page: Page, site_dir: Path) -> None:
    """It is no online source then: nobody else can open the address."""
    root = f"{site_dir.as_uri()}/"
    _open(page, root, "?hl=%E8%AF%9A%E4%BF%A1#t-2-1-3")
    text = _copied(page, "引用")
    assert text.endswith("宜政办发〔2020〕70号[A]: 二(一)3. (2020-09-03).")
    entry = _copied(page, "BibTeX")
    assert "file:" not in entry
    assert "url" not in entry
    assert entry.endswith("\n}\n")
    page.goto(f"{root}desk.html#i=yixing-2020-70:t-2-1-3")
    expect(page.locator(".pk-desk-source")).to_have_text(text)


def test_an_address_of_the_site_that_is_known_is_the_one_cited(page: Page, hostile_site: Path) -> None:
    address = "https://kb.example.invalid/%E6%94%BF%E7%AD%96/policies/yixing-2020-70.html#t-2-1-3"
    root = f"{hostile_site.as_uri()}/"
    _open(page, root, "?hl=%E8%AF%9A%E4%BF%A1#t-2-1-3")
    text = _copied(page, "引用")
    assert re.search(r"\[A/OL\]: 二\(一\)3\. \(2020-09-03\)\[\d{4}-\d\d-\d\d\]\. ", text)
    assert text.endswith(f". {address}.")
    assert f"  url = {{{address}}},\n" in _copied(page, "BibTeX")
    page.goto(f"{root}desk.html#i=yixing-2020-70:t-2-1-3")
    expect(page.locator(".pk-desk-source")).to_have_text(text)


def test_the_bibtex_entry_is_copied_and_saved_with_its_address(page: Page, site_url: str, tmp_path: Path) -> None:
    address = _open(page, site_url)
    copied = _copied(page, "BibTeX")
    assert copied.startswith("@misc{yixing-2020-70:t-2-1-3,\n")
    assert f"  url = {{{address}#t-2-1-3}},\n" in copied
    assert re.search(r"  urldate = \{\d{4}-\d\d-\d\d\},\n\}\n$", copied)
    with page.expect_download() as download:
        page.locator(ARTICLE).get_by_role("button", name=".bib", exact=True).click()
    assert download.value.suggested_filename == "yixing-2020-70-t-2-1-3.bib"
    download.value.save_as(tmp_path / "one.bib")
    assert (tmp_path / "one.bib").read_text(encoding="utf-8") == copied


def test_marks_of_shared_text_can_be_switched_off(page: Page, site_url: str) -> None:
    _open(page, site_url)
    mark = page.locator(f"{ARTICLE} .pk-reused").first
    switch = page.get_by_role("button", name="标出沿用文字")
    line = "element => getComputedStyle(element).textDecorationLine"
    assert mark.evaluate(line) == "underline"
    switch.focus()
    page.keyboard.press("Enter")
    expect(switch).to_have_attribute("aria-pressed", "false")
    assert mark.evaluate(line) == "none"


def test_readers_of_feeds_find_it_from_every_page(page: Page, site_url: str) -> None:
    _open(page, site_url)
    found = page.locator('link[rel~="alternate"][type="application/atom+xml"]')
    assert found.evaluate("link => link.href") == f"{site_url}data/feed.xml"


def test_without_scripts_no_button_stands_that_needs_one(page: Page, site_url: str) -> None:
    needing = f"{ARTICLE} :is([data-copy-citation], [data-copy-bibtex], [data-save-bibtex], .desk-add)"
    _open(page, site_url)
    shown = page.locator(needing)
    expect(shown.first).to_be_visible()
    context = page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    still = context.new_page()
    _open(still, site_url)
    expect(still.locator(ARTICLE)).to_be_visible()
    buttons = still.locator(needing)
    assert buttons.count() == shown.count() == 4
    assert not any(button.is_visible() for button in buttons.all())
    context.close()
