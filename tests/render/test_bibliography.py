"""BibTeX: escaping, the entries of documents and provisions, and the published file."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from generator.render.bibtex import bibtex_address, bibtex_entry, bibtex_text
from generator.render.data import bibliography
from generator.render.environment import render_page
from generator.render.pages import policies
from generator.render.site import Settings
from tests.render import made
from tests.render.every import every_page


def fields(entry: str) -> dict[str, str]:
    """A BibTeX reader of its own: counts every brace, as BibTeX does, backslash or not."""
    opening = re.match(r"@misc\{([^,\s{}]+),\s*", entry)
    assert opening
    found = {"key": opening.group(1)}
    position = opening.end()
    while entry[position] != "}":
        name = re.compile(r"([a-z]+) = \{").match(entry, position)
        assert name, entry[position:]
        depth, end = 1, name.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(entry[end], 0)
            end += 1
        found[name.group(1)] = entry[name.end() : end - 1]
        assert entry[end] == ","
        position = end + 1 + len(re.match(r"\s*", entry[end + 1 :]).group())  # type: ignore[union-attr]
    assert entry[position + 1 :].strip() == ""
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("宜政办发〔2020〕70号", "宜政办发〔2020〕70号"),
        ("A&B 100% #1 $x a_b", "A\\&B 100\\% \\#1 \\$x a\\_b"),
        ("a\\b", "a\\textbackslash{}b"),
        ("{x}", "\\textbraceleft{}x\\textbraceright{}"),
        ("~^", "\\textasciitilde{}\\textasciicircum{}"),
        ("甲\n 乙", "甲 乙"),
    ],
)
def test_signs_that_tex_acts_on_are_escaped(text: str, expected: str) -> None:
    assert bibtex_text(text) == expected


@given(st.text())
def test_whatever_a_title_holds_the_entry_stays_whole(text: str) -> None:
    record = made.local().model_copy(update={"title": text, "issuer": text, "doc_number": text})
    found = fields(bibtex_entry(record, item="t-1", number=text, url="https://example.org/" + text))
    assert found["key"] == "a-2018-1:t-1"
    if text.split():
        assert found["title"] == "{" + bibtex_text(text) + "}"
        assert found["note"] == bibtex_text(text)


def test_a_document_and_its_provision() -> None:
    assert fields(bibtex_entry(made.national(), url="https://example.org/a%20b")) == {
        "key": "national-2016-76",
        "author": "{国家}",
        "title": "{国家意见（摘编）}",
        "number": "国发〔2016〕76号",
        "year": "2016",
        "month": "12",
        "day": "22",
        "url": "https://example.org/a%20b",
        "langid": "chinese",
    }
    provision = fields(bibtex_entry(made.local(), item="t-1-1", number="一(一)"))
    assert (provision["key"], provision["note"]) == ("a-2018-1:t-1-1", "一(一)")
    assert "number" not in provision
    assert "url" not in provision


def test_the_day_is_that_of_issue_and_only_else_that_of_publication() -> None:
    both = made.local().model_copy(
        update={"issued_on": datetime.date(2018, 3, 1), "published_on": datetime.date(2018, 4, 2)}
    )
    assert (fields(bibtex_entry(both))["month"], fields(bibtex_entry(both))["day"]) == ("3", "1")
    published = fields(bibtex_entry(both.model_copy(update={"issued_on": None})))
    assert (published["month"], published["day"]) == ("4", "2")


def test_addresses_cannot_end_their_field() -> None:
    assert bibtex_address("https://x/{a} b") == "https://x/%7Ba%7D%20b"


def test_every_document_is_in_the_published_file() -> None:
    site = made.site(settings=Settings(site_url="https://example.org/kb"))
    content = {file.path: file.content.decode() for file in bibliography.files(site)}
    entries = content["data/citations.bib"].split("\n\n")
    assert [fields(entry)["key"] for entry in entries] == ["national-2016-76", "a-2018-1"]
    assert fields(entries[1])["url"] == "https://example.org/kb/policies/a-2018-1.html"
    assert content["data/policies/a-2018-1.bib"].strip() == entries[1].strip()
    (first, *_) = bibliography.files(made.site())
    assert b"url" not in first.content


def test_every_provision_offers_its_entry() -> None:
    page = next(page for page in every_page(policies, made.site()) if page.path == "policies/a-2018-1.md")
    tree = html.document_fromstring(render_page(page, made.site()).split("\n---\n", 1)[1])
    (button,) = tree.xpath("//article[@id='t-1-1']//button[@data-copy-bibtex]")
    assert fields(button.get("data-copy-bibtex"))["key"] == "a-2018-1:t-1-1"
    assert button.get("data-anchor") == "t-1-1"
    (save,) = tree.xpath("//article[@id='t-1-1']//button[@data-save-bibtex]")
    assert save.get("data-save-bibtex") == "a-2018-1-t-1-1.bib"
