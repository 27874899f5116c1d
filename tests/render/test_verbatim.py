"""What a page marks is what the document says: whoever quotes it from a comparison quotes the document."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup, Tag

from generator.compare import compare
from generator.render.environment import index_of, render_page
from generator.render.pages import domains, pairs
from generator.render.sentences import sentence_with
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


def test_the_sentence_shown_of_a_mention_says_the_domain(site: SiteInput) -> None:
    """宜兴 三(四) names 专项督导 by 诚信考核, and 江阴 二(四) the sharing of information by 互联互通 in its title."""
    index, shown = index_of(site), {}
    for domain in site.vocabulary.domains:
        words = {domain.name, *(cue.text for cue in (*domain.cues, *domain.mentions))}
        (page,) = domains.part_pages(site, domain.id)
        for column in page.context["columns"]:
            for mention in column.mentions:
                key = (domain.id, mention.policy, mention.item.id)
                linked = index.links_from(mention.policy, mention.item.id)
                told = {cue for link in linked if domain.id in link.evidence.domains for cue in link.evidence.cues}
                assert sentence_with(mention.sentence, words | told), key
                shown[key] = mention.sentence
    assert len(shown) > 100
    assert "诚信考核" in shown["special-supervision", "yixing-2020-70", "t-3-4"]
    assert "互联互通" in shown["credit-information", "jiangyin-2018-draft", "t-2-4"]


def test_a_passage_is_as_long_on_the_page_of_a_domain_as_among_the_longest(site: SiteInput) -> None:
    """便民服务等公共服务……绩效考核体系 of 盘锦 四(六) and 江阴 二(一)3 has 48 letters, and one sign."""
    (page,) = domains.part_pages(site, "townships-and-subdistricts")
    shown = render_page(page, site)
    found = re.search(r"<q[^>]*>便民服务等公共服务[^<]*</q> <span[^>]*>(\d+) 字", shown)
    assert found is not None
    assert found.group(1) == "48"


def test_a_cell_of_a_domain_that_only_a_general_part_names_says_that_no_provision_does(site: SiteInput) -> None:
    """What a plan says that has 依法行政 in 一、总体要求 and nowhere else (tests/compare/test_coverage.py)."""
    told = {
        "state": "mentioned",
        "within": False,
        "items": (),
        "sentences": (),
        "reason": "没有条文涉及，只在“总体要求”中提到“依法行政”。",
    }
    where = ("panjin-2017-25", "lawful-administration")
    cells = [
        cell.model_copy(update=told) if (cell.policy, cell.domain) == where else cell for cell in site.comparison.cells
    ]
    passing = replace(site, comparison=site.comparison.model_copy(update={"cells": tuple(cells)}))
    (page,) = domains.part_pages(passing, "lawful-administration")
    shown = BeautifulSoup(render_page(page, passing), "lxml")
    (cell,) = (link for link in shown.select(".pk-coverage a.pk-cell") if str(link["aria-label"]).startswith("盘锦，"))
    assert cell["aria-label"] == "盘锦，仅提及，0 条"
    assert cell.get_text() == "◐0"
    assert "总体要求" in str(cell["title"])


def test_a_gap_names_what_answers_to_the_baseline_in_part(site: SiteInput) -> None:
    """宜兴 has nothing on 专项督导; by its 三(五) inspections count in appraisals, as by the guideline."""
    (page,) = domains.pages(site)
    (balance,) = (balance for balance in page.context["balances"] if balance.policy == "yixing-2020-70")
    answers = {lack.gap.domain: lack.answers for lack in balance.gaps}
    assert answers["special-supervision"] == ("t-3-5",)
    shown = BeautifulSoup(render_page(page, site), "lxml").select_one('section[aria-label="宜兴"]')
    assert shown is not None
    assert "专项督导与考核评价 部分对应 宜兴 三(五)" in " ".join(shown.get_text().split())
