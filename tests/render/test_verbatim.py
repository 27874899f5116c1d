"""What a page marks is what the document says: whoever quotes it from a comparison quotes the document."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup, Tag

from generator.compare import compare
from generator.render.environment import index_of, render_page
from generator.render.pages import domains, pairs
from generator.render.site import SiteInput
from tests.render.made import real_site

BLANK = re.compile(r"\s+")


@pytest.fixture(scope="module")
def site() -> SiteInput:
    bare = real_site()
    return replace(bare, comparison=compare(bare.records, bare.vocabulary))


def _written(site: SiteInput, policy: str, item: str) -> str:
    index = index_of(site)
    return BLANK.sub("", "".join(index.paragraphs(policy, index.item(policy, item))))


def _told(marked: Tag) -> str:
    """What stands in the text that is marked, what only the base has left out."""
    return BLANK.sub("", "".join(piece for piece in marked.strings if not piece.find_parent("del")))


@pytest.mark.parametrize("domain", ["rights-and-credit-repair", "government-procurement", "townships-and-subdistricts"])
def test_a_column_tells_its_document_as_written_whatever_the_base_writes(site: SiteInput, domain: str) -> None:
    """盘锦 writes ， where 宜兴 writes a comma of half width: each keeps its own beside the other."""
    (page,) = domains.part_pages(site, domain)
    shown = BeautifulSoup(render_page(page, site), "lxml")
    checked = 0
    for held in shown.select(".pk-long[data-item]"):
        policy, item = str(held["data-item"]).split()
        for marked in held.select(".pk-common, .pk-difference"):
            assert _told(marked) == _written(site, policy, item)
            checked += 1
    assert checked


def test_the_right_side_of_a_pair_is_told_as_written(site: SiteInput) -> None:
    part = next(part for part in pairs.parts(site) if part == "panjin-2017-25--yixing-2020-70")
    (page,) = pairs.part_pages(site, part)
    shown = BeautifulSoup(render_page(page, site), "lxml")
    yixing = {_written(site, "yixing-2020-70", item.id) for item in index_of(site).items("yixing-2020-70")}
    panjin = {_written(site, "panjin-2017-25", item.id) for item in index_of(site).items("panjin-2017-25")}
    told = {_told(marked) for marked in shown.select(".pk-common, .pk-difference")}
    assert len(told) > 10
    assert told <= yixing | panjin
