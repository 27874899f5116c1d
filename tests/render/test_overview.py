"""Pages of a large knowledge base show a choice, say so, and lead nowhere that does not exist."""

from __future__ import annotations

import json
import posixpath
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from generator.frames import without_blocks
from generator.models import Comparison
from generator.models.limits import COLUMNS, PAIR_PAGES
from generator.pipeline import Corpus, compare_corpus, read_corpus, render_corpus
from generator.render import Settings, Site
from generator.render.overview import overview_of
from generator.render.pages import policies
from generator.render.site import SiteInput, build_site
from generator.render.wording import LEVELS
from tests.benchmarks.corpus import SHORT, write_knowledge_base
from tests.render.made import real_site

LINK = re.compile(r'href="([^"#?:]+)[#?"]')
FRAGMENT = re.compile(r'href="([^"#?:]+\.html)#([^"=]+)"')
ANCHOR = re.compile(r' id="([^"]+)"|\{#([\w-]+)')
NOTE = "无法全部并列"

TEXT = re.compile(r"^<(?:p|table|ul|section)[ >]", re.MULTILINE)
"""Where a block of HTML with text in it begins."""

LISTED = 12
"""Documents on a page of the list here, so that thirty take three."""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return read_corpus(write_knowledge_base(tmp_path_factory.mktemp("overview") / "made", 30, sizes=SHORT))


@pytest.fixture(scope="module")
def comparison(corpus: Corpus) -> Comparison:
    return compare_corpus(corpus)


@pytest.fixture(scope="module")
def made(corpus: Corpus, comparison: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder: Path = tmp_path_factory.getbasetemp() / "overview"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(policies, "LISTED", LISTED)
        return render_corpus(folder, corpus, comparison, Settings())


def _text(site: Site, path: str) -> str:
    return next(page.content.decode() for page in site.pages if page.path == path)


def test_columns_that_readers_may_change_are_called_so(made: Site) -> None:
    text = _text(made, "domains/index.md")
    assert f"收录 30 份文件，无法全部并列。下面先列 {COLUMNS} 份" in text
    assert "data-more-columns" in text


@pytest.mark.parametrize("path", ["principles.md", "units/index.md", "reuse.md", "timeline.md"])
def test_a_choice_is_called_a_choice(made: Site, path: str) -> None:
    text = _text(made, path)
    assert f"收录 30 份文件，{NOTE}。下面先列 {COLUMNS} 份" in text
    assert "data-more-columns" in text


def test_figures_of_a_choice_are_called_those_of_the_choice(made: Site) -> None:
    """They count the documents shown only, a small part of what is held."""
    chosen = f"所列 {COLUMNS} 份文件"
    assert f"{chosen}共 " in _text(made, "units/index.md")
    assert f"{chosen}写明的完成时限" in _text(made, "timeline.md")
    classes = [page for page in made.pages if page.path.startswith("units/") and page.path != "units/index.md"]
    assert len(classes) > 5
    for page in classes:
        text = page.content.decode()
        assert f"{chosen}中有" in text or f"{chosen}中没有出现" in text
        assert "所收文件中" not in text


def test_markdown_gets_no_text_to_read(made: Site) -> None:
    """A block behind another one on the same line would be read tag by tag, with all that follows, in every build."""
    for page in made.pages:
        left, blocks = without_blocks(page.content.decode())
        assert blocks, page.path
        assert not TEXT.search(left), (page.path, TEXT.search(left))


def test_the_choice_has_all_links_among_its_documents(corpus: Corpus, comparison: Comparison) -> None:
    site = SiteInput(corpus.records, corpus.sources, comparison, corpus.vocabulary)
    choice = overview_of(site)
    held = {record.id for record in choice.records}
    among = [link for link in comparison.links if link.from_.policy in held and link.to.policy in held]
    assert among
    assert choice.comparison.links == tuple(among)


def test_every_document_has_its_page_and_few_pairs_have(made: Site) -> None:
    paths = [page.path for page in made.pages]
    assert sum(path.startswith("policies/") for path in paths) == 31 + 2
    pairs = sum(path.startswith("pairs/") for path in paths) - 1
    assert 0 < pairs <= PAIR_PAGES
    assert f"单列一页的只有这里的 {pairs} 组" in _text(made, "pairs/index.md")


def test_no_page_leads_to_one_that_is_not_made(made: Site) -> None:
    held = {page.path for page in made.pages} | {file.path for file in made.files}
    for page in made.pages:
        here = posixpath.dirname(page.path)
        for link in set(LINK.findall(page.content.decode())):
            target = posixpath.normpath(posixpath.join(here, link))
            assert target in held or target.removesuffix(".html") + ".md" in held or "assets/" in target, (
                page.path,
                link,
            )


def test_no_page_leads_to_a_passage_that_is_not_there(made: Site, corpus: Corpus) -> None:
    """Cells and provisions led to columns that the page on a domain, which shows a choice, does not have."""
    anchors = {page.path: set(ANCHOR.findall(page.content.decode())) for page in made.pages}
    seen = 0
    for page in made.pages:
        here = posixpath.dirname(page.path)
        for link, fragment in set(FRAGMENT.findall(page.content.decode())):
            target = posixpath.normpath(posixpath.join(here, link)).removesuffix(".html") + ".md"
            if target.startswith(("domains/", "policies/")) and target != "policies/index.md":
                seen += 1
                assert any(fragment in found for found in anchors[target]), (page.path, link, fragment)
    assert seen > 100
    held = {record.id: {item.id for item in (*record.tasks, *record.principles)} for record in corpus.records}
    chosen = re.findall(r'href="[^"]*desk\.html#i=([^"]+)"', "".join(page.content.decode() for page in made.pages))
    assert len(chosen) > 100
    for refs in (entry.split(",") for entry in chosen):
        assert 2 <= len(refs) <= 4
        assert all(item in held[policy] for policy, item in (ref.split(":") for ref in refs))


def test_domain_pages_name_the_documents_they_leave_out(made: Site) -> None:
    crowded = [page.content.decode() for page in made.pages if page.path.startswith("domains/")]
    noted = [text for text in crowded if "份文件写到这一领域，无法全部并列" in text]
    for text in crowded:
        assert len(set(re.findall(r'<th scope="col"[^>]*data-policy="([^"]+)"', text))) <= COLUMNS
    assert noted, "some domain of thirty documents has more provisions than columns"


def test_domain_pages_say_what_they_did_not_look_at(made: Site) -> None:
    """Their last parts are about the columns only: they were empty, or said that nobody mentions the domain."""
    for page in made.pages:
        if page.path.startswith("domains/") and page.path != "domains/index.md":
            text = page.content.decode()
            mentions, pairs = text.partition("{#mentions}")[2].split("{#pairs}")
            shown = '<th scope="col" class="pk-corner">' in text
            assert ("以上只看并列的" in mentions) == shown, page.path
            assert ("没有文件有这一领域的条文，无从并列" in text) == (not shown), page.path
            assert "search.html?domain=" in mentions
            assert "<p" in pairs or "<a" in pairs, page.path


def test_the_list_goes_on_from_page_to_page(made: Site, corpus: Corpus) -> None:
    named: list[str] = []
    for number, path in ((1, "policies/index.md"), (2, "policies/list/2.md"), (3, "policies/list/3.md")):
        page = BeautifulSoup(_text(made, path), "lxml")
        rows = page.select("tbody tr")
        assert len(rows) == (12, 12, 6)[number - 1]
        named += [posixpath.basename(str(row.select_one(".pk-title-cell a")["href"])) for row in rows]  # type: ignore[index]
        pager = [(link.text, link.get("aria-current")) for link in page.select(".pk-pager a")]
        assert pager == [(str(other), "page" if other == number else None) for other in (1, 2, 3)]
        # Only where all documents can be loaded there is something to sort and filter them with.
        assert bool(page.select("table[data-filterable][data-more]")) == (number == 1)
    assert named == [f"{record.id}.html" for record in corpus.records]


def test_what_the_list_loads_are_the_rows_of_all_its_pages(made: Site, corpus: Corpus) -> None:
    script = next(file.content.decode() for file in made.files if file.path == "data/policies.js")
    told = json.loads(script.removeprefix("policykbPolicies(").removesuffix(");\n"))
    assert [(row[0], row[2], row[4], row[5]) for row in told["rows"]] == [
        (record.id, record.title, record.jurisdiction.level, record.doc_number) for record in corpus.records
    ]
    assert [(row[10], row[11]) for row in told["rows"]] == [
        (len(record.tasks), sum(len(task.units) for task in record.tasks)) for record in corpus.records
    ]


def test_a_small_knowledge_base_loads_no_list() -> None:
    assert "data/policies.js" not in {file.path for file in build_site(real_site()).files}


@pytest.mark.parametrize("path", ["index.md", "domains/index.md"])
def test_coverage_by_level_counts_documents(made: Site, corpus: Corpus, comparison: Comparison, path: str) -> None:
    table = BeautifulSoup(_text(made, path), "lxml").select_one(".pk-by-level")
    assert table is not None
    level_of = {record.id: record.jurisdiction.level for record in corpus.records}
    called = {name: level for level, name in LEVELS.items()} | {"全部": ""}
    columns = [called[head.text.split()[0]] for head in table.select("thead th")[1:]]
    assert {*columns} == {*level_of.values(), ""}
    shown = 0
    placed = [
        (str(row.select("th a")[0]["href"]).rpartition("/")[2].partition(".")[0], level, cell)
        for row in table.select("tr:has(td)")
        for level, cell in zip(columns, row.select("td a"), strict=True)
    ]
    for domain, level, cell in placed:
        cells = [
            entry for entry in comparison.cells if entry.domain == domain and level in ("", level_of[entry.policy])
        ]
        present = sum(entry.state == "present" for entry in cells)
        mentioned = sum(entry.state == "mentioned" for entry in cells)
        documents = sum(level in ("", of) for of in level_of.values())
        assert f" {documents} 份文件中 {present} 份有" in str(cell["title"])
        assert cell.text.split()[0] == (str(present) if present else f"◐{mentioned}" if mentioned else "○未见")
        # Only what has provisions is found by searching for the domain; mentions are told on its page.
        leads = str(cell["href"])
        if present:
            assert leads.endswith(f"?domain={domain}" + (f"&level={level}" if level else ""))
        else:
            assert f"{domain}." in leads
            assert leads.endswith("#mentions") == bool(mentioned)
        shown += present
    assert shown


def test_documents_that_only_mention_a_domain_are_named_on_its_page(made: Site, comparison: Comparison) -> None:
    told = {(cell.domain, cell.policy): cell for cell in comparison.cells if cell.state == "mentioned"}
    assert told
    for domain in {domain for domain, _ in told}:
        mentions = BeautifulSoup(_text(made, f"domains/{domain}.md"), "lxml").select_one(".pk-mentions")
        assert mentions is not None
        leads = " ".join(str(link["href"]) for link in mentions.select("a"))
        assert all(f"{policy}." in leads for at, policy in told if at == domain), domain
