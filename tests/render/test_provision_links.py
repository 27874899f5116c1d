"""Cited provisions are links, short names stand in the side information; both go into the published tables."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from lxml import html

from generator.models import Comparison
from generator.pipeline import read_corpus
from generator.render.data import tables
from generator.render.environment import render_page
from generator.render.pages import policies
from generator.render.site import SiteInput
from tests.render.every import every_page
from tests.support import copy_knowledge_base

REGULATION = """青川市养老服务管理办法
青政发〔2022〕8号

第一章　总则

第一条　为了规范养老服务，制定本办法。

第二章　服务

第二条　养老机构应当公开收费标准。
收费标准每年核定一次。

第三条　违反第二条第一款规定的，由市民政局责令改正；违反第二条的，予以通报。
拒不改正的，依照前款处理。

青川市人民政府
2022年3月1日
"""

NOTICE = """青川市人民政府办公室关于落实养老服务管理办法的通知
青政办发〔2022〕9号

一、工作任务

（一）成立领导小组。成立青川市养老服务工作领导小组办公室（以下简称“市养老办”），由市养老办统筹协调。

（二）核定收费。按照《青川市养老服务管理办法》第二条第二款核定收费，参照《青川市殡葬管理办法》第四条办理。

青川市人民政府办公室
2022年4月1日
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SiteInput:
    """A regulation and a notice that cites it."""
    root = copy_knowledge_base(tmp_path_factory.mktemp("cited") / "kb", policies=())
    for name, text in (("qingchuan-2022-8", REGULATION), ("qingchuan-2022-9", NOTICE)):
        (root / "policies" / name).mkdir()
        (root / "policies" / name / "source.txt").write_text(text, encoding="utf-8")
    corpus = read_corpus(root)
    return SiteInput(corpus.records, corpus.sources, Comparison(baseline=None), corpus.vocabulary)


def page_of(site: SiteInput, policy: str) -> html.HtmlElement:
    page = next(page for page in every_page(policies, site) if page.path == f"policies/{policy}.md")
    return html.document_fromstring(render_page(page, site).split("\n---\n", 1)[1])


def links_of(tree: html.HtmlElement) -> list[tuple[str, str, str]]:
    found = tree.xpath("//div[@class='pk-text']//a")
    return [(link.text, link.get("href"), link.get("title")) for link in found]


def test_a_cited_provision_leads_to_its_paragraph(site: SiteInput) -> None:
    tree = page_of(site, "qingchuan-2022-8")
    assert links_of(tree) == [
        ("第二条第一款", "#t-2-2-k1", "见本文件第2条第1款"),
        ("第二条", "#t-2-2", "见本文件第2条"),
        ("前款", "#t-2-3-k1", "见本文件第3条第1款"),
    ]
    (second,) = tree.xpath("//p[@id='t-2-2-k2']")
    assert second.text_content() == "收费标准每年核定一次。"


def test_the_number_of_an_article_without_a_title_is_shown_once(site: SiteInput) -> None:
    tree = page_of(site, "qingchuan-2022-8")
    headings = tree.xpath("//article[@id='t-2-2']//*[contains(@class, 'pk-heading-link')]")
    assert [heading.text_content() for heading in headings] == ["第二条"]


def test_a_provision_of_another_document_leads_to_its_page(site: SiteInput) -> None:
    tree = page_of(site, "qingchuan-2022-9")
    assert links_of(tree) == [
        ("第二条第二款", "qingchuan-2022-8.html#t-2-2-k2", "见《青川市养老服务管理办法》第2条第2款")
    ]
    (text,) = tree.xpath("//article[@id='t-1-2']//div[@class='pk-text']")
    assert "".join(text.text_content().split()) == (
        "按照《青川市养老服务管理办法》第二条第二款核定收费，参照《青川市殡葬管理办法》第四条办理。"
    )


def test_short_names_stand_in_the_side_information(site: SiteInput) -> None:
    aside = page_of(site, "qingchuan-2022-9").xpath("//aside")[0]
    (names,) = aside.xpath(".//dl[contains(@class, 'pk-short-names')]")
    assert names.xpath("dt/text()") == ["市养老办"]
    assert names.xpath("dd")[0].text_content().split() == [
        "青川市养老服务工作领导小组办公室",
        "原文第",
        "6",
        "行",
    ]
    assert names.xpath("dd/a/@href") == ["#L6"]
    assert not page_of(site, "qingchuan-2022-8").xpath("//dl[contains(@class, 'pk-short-names')]")


def test_both_are_marked_in_the_source_view(site: SiteInput) -> None:
    tree = page_of(site, "qingchuan-2022-9")
    marked = "//div[@class='pk-source']//span[contains(@class, 'pk-read-{}')]"
    assert [span.text for span in tree.xpath(marked.format("reference"))] == ["第二条第二款", "第四条"]
    assert [span.text for span in tree.xpath(marked.format("definition"))] == ["市养老办"]


def test_both_go_into_the_published_tables(site: SiteInput) -> None:
    files = {file.path: file.content for file in tables.files(site)}
    found = list(csv.DictReader(io.StringIO(files["data/references.csv"].decode("utf-8-sig"), newline="")))
    assert [(row["raw"], row["title"], row["cited_policy"], row["cited_item"], row["line"]) for row in found] == [
        ("第二条第一款", "", "qingchuan-2022-8", "t-2-2", "13"),
        ("第二条", "", "qingchuan-2022-8", "t-2-2", "13"),
        ("前款", "", "qingchuan-2022-8", "t-2-3", "14"),
        ("第二条第二款", "青川市养老服务管理办法", "qingchuan-2022-8", "t-2-2", "8"),
        ("第四条", "青川市殡葬管理办法", "", "", "8"),
    ]
    short = list(csv.DictReader(io.StringIO(files["data/definitions.csv"].decode("utf-8-sig"), newline="")))
    assert [(row["policy"], row["short"], row["name"]) for row in short] == [
        ("qingchuan-2022-9", "市养老办", "青川市养老服务工作领导小组办公室")
    ]


def test_every_link_in_a_text_has_its_place(site: SiteInput) -> None:
    trees = {policy: page_of(site, policy) for policy in ("qingchuan-2022-8", "qingchuan-2022-9")}
    for policy, tree in trees.items():
        for _, href, _ in links_of(tree):
            page, _, anchor = href.partition("#")
            target = trees[Path(page).stem] if page else trees[policy]
            assert target.xpath(f"//*[@id='{anchor}']"), href
