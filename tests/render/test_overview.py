"""Pages of a large knowledge base show a choice, say so, and lead nowhere that does not exist."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

import pytest

from generator.models.limits import COLUMNS, PAIR_PAGES
from generator.pipeline import compare_corpus, read_corpus, render_corpus
from generator.render import Settings, Site
from tests.benchmarks.corpus import SHORT, write_knowledge_base

LINK = re.compile(r'href="([^"#?:]+)[#?"]')
NOTE = "无法全部并列"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder: Path = tmp_path_factory.mktemp("overview") / "made"
    corpus = read_corpus(write_knowledge_base(folder, 30, sizes=SHORT))
    return render_corpus(folder, corpus, compare_corpus(corpus), Settings())


def _text(site: Site, path: str) -> str:
    return next(page.content.decode() for page in site.pages if page.path == path)


@pytest.mark.parametrize("path", ["index.md", "domains/index.md", "principles.md", "units/index.md", "reuse.md"])
def test_a_choice_is_called_a_choice(made: Site, path: str) -> None:
    text = _text(made, path)
    assert NOTE in text
    assert f"收录 30 份文件，无法全部并列。本页只列 {COLUMNS} 份" in text


def test_every_document_has_its_page_and_few_pairs_have(made: Site) -> None:
    paths = [page.path for page in made.pages]
    assert sum(path.startswith("policies/") for path in paths) == 31
    pairs = sum(path.startswith("pairs/") for path in paths) - 1
    assert 0 < pairs <= PAIR_PAGES
    assert f"这里列出 {pairs} 组" in _text(made, "pairs/index.md")


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


def test_domain_pages_name_the_documents_they_leave_out(made: Site) -> None:
    crowded = [page.content.decode() for page in made.pages if page.path.startswith("domains/")]
    noted = [text for text in crowded if "份文件写到这一领域，无法全部并列" in text]
    for text in crowded:
        assert len(set(re.findall(r'<th scope="col"[^>]*data-policy="([^"]+)"', text))) <= COLUMNS
    assert noted, "some domain of thirty documents has more provisions than columns"
