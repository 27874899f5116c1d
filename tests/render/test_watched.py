"""A site that is watched: what is asked of it is noted, and pages on parts rest on no state of the whole."""

from __future__ import annotations

import inspect
from dataclasses import replace

import pytest

from generator.models import Comparison
from generator.models.limits import ALL_COMPARED
from generator.pipeline import compare_corpus, read_corpus
from generator.render.data import comparison_files
from generator.render.data.records import as_json
from generator.render.environment import index_of
from generator.render.facts import Facts, gathered
from generator.render.index import Index
from generator.render.site import Settings, SiteInput, made, portions
from generator.render.watched import _FREE, WatchedSite
from tests.benchmarks.corpus import SHORT, write_knowledge_base


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SiteInput:
    """A site of more documents than are all compared."""
    root = write_knowledge_base(tmp_path_factory.mktemp("watched") / "made", ALL_COMPARED + 1, sizes=SHORT)
    corpus = read_corpus(root)
    return SiteInput(corpus.records, corpus.sources, compare_corpus(corpus), corpus.vocabulary, Settings())


def test_the_matrix_is_put_together_as_json_gives_it(site: SiteInput) -> None:
    for held in (site, replace(site, comparison=Comparison(baseline=None))):
        whole = comparison_files.coverage_content(held).model_dump(mode="json", by_alias=True)
        assert comparison_files.coverage_json(held) == as_json(whole)
    assert site.comparison.gaps or site.comparison.cells


def test_the_matrix_tells_the_primary_domain_of_every_provision(site: SiteInput) -> None:
    """Pages ask the matrix, which stays as it is where a text is reworded, and not the records of other documents."""
    index, told = index_of(site), 0
    for record in site.records:
        for domain in site.vocabulary.domains:
            cell = index.cell(domain.id, record.id)
            on = {i.id for i in index.items(record.id) if i.domains.primary and i.domains.primary.id == domain.id}
            assert on == (set() if cell.within else set(cell.items))
            told += len(on)
    assert told > 100


def test_pages_on_parts_name_no_state_of_the_whole(site: SiteInput) -> None:
    one_of_each = {portion.module: portion for portion in portions(site, 1) if portion.pages and portion.parts}
    for module, portion in one_of_each.items():
        page = next(made(site, portion)).content.decode().split("---")[1]
        own = "text_hash" if module == "policies" else "page_hash"
        assert {name for name in ("source_hash", "text_hash", "page_hash") if name in page} == {own}, module
    assert len(one_of_each) == 4


def test_every_question_to_the_index_is_noted(site: SiteInput) -> None:
    watched = WatchedSite(site)
    first, second = site.records[:2]
    task = first.tasks[0].id
    arguments = {
        "policy_id": first.id, "a": first.id, "b": second.id, "item_id": task, "section_id": first.sections[0].id,
        "domain_id": site.vocabulary.domains[0].id, "function_id": "x", "jurisdiction_id": first.jurisdiction.id,
        "name": "--".join(index_of(site).paged_pairs[0]), "one": first.id, "other": second.id, "a_policy": first.id,
        "a_item": task, "b_policy": second.id, "b_item": second.tasks[0].id, "item": first.tasks[0],
        "task": first.tasks[0],
    }  # fmt: skip
    asked = [name for name, found in vars(Index).items() if inspect.isfunction(found) and name[0] != "_"]
    for name in set(asked) - _FREE - {"difference"}:
        wanted = list(inspect.signature(getattr(Index, name)).parameters.values())[1:]
        with watched.noting() as facts:
            getattr(watched.index, name)(*(arguments[one.name] for one in wanted if one.default is one.empty))
        assert facts, name
        assert all(isinstance(word, str) for fact in facts for word in fact), f"{name}: a fact is kept as JSON"
        assert Facts(site).digest(gathered(facts)) == Facts(site).digest(gathered(facts))
