"""Of a large knowledge base only chosen documents are compared: every page that shows results says which."""

from __future__ import annotations

import json

import pytest
from lxml import html

from generator.models import Comparison, PairSummary, QualityScore
from generator.models.limits import ALL_COMPARED, COLUMNS, HOMES
from generator.render.data import records
from generator.render.environment import render_page
from generator.render.overview import overview_of
from generator.render.pages import domains, downloads, method, pairs, policies, quality, timeline
from generator.render.site import SiteInput
from generator.site_content import own_scores
from tests.render.every import every_file, every_page
from tests.render.made import SOURCE, local, site

COUNT = ALL_COMPARED + 3
"""Just too many to compare them all."""


@pytest.fixture(scope="module")
def made() -> SiteInput:
    """Documents of which the first rests on the second; it and the last are compared with one and with ten others."""
    named = [f"made-{number:02}" for number in range(COUNT)]
    (basis, *cited) = (each for each in local().citations if each.relation == "basis")
    held = {name: local().model_copy(update={"id": name, "citations": ()}) for name in named}
    held[named[0]] = local().model_copy(
        update={"id": named[0], "citations": (basis.model_copy(update={"policy": named[1]}), *cited)}
    )
    compared = ((named[0], named[1]), *((name, named[-1]) for name in named[1:11]))
    summary = PairSummary(a=named[0], b=named[1], same=0, partial=0, mention=0, only_a=(), only_b=(),
                          verbatim_a=None, verbatim_b=None)  # fmt: skip
    near = summary.model_copy(update={"a": named[1], "b": named[-1]})
    comparison = Comparison(baseline=None, compared=compared, pairs=(summary, near))
    return site(records=tuple(held.values()), sources=dict.fromkeys(named, SOURCE), comparison=comparison)


def tree_of(module: object, held: SiteInput, path: str) -> html.HtmlElement:
    """A page as a tree, without its front matter."""
    (found,) = (render_page(each, held) for each in every_page(module, held) if each.path == path)
    return html.fromstring("<div>" + found.partition("---\n\n")[2] + "</div>")


def page(module: object, held: SiteInput, path: str) -> str:
    """The text of a page."""
    return " ".join(tree_of(module, held, path).text_content().split())


def test_a_document_names_those_it_was_compared_with_and_counts_the_others(made: SiteInput) -> None:
    text = page(policies, made, "policies/made-00.md")
    assert "本文件与 1 份文件逐条比对过" in text
    assert f"其余 {COUNT - 2} 份没有比" in text
    assert "逐条比对过的文件中没有相应的条文" in text
    assert "所收其他文件中没有相应的条文" not in text
    tree = tree_of(policies, made, f"policies/made-{COUNT - 1}.md")
    (told,) = tree.xpath("//h3[@id='compared']/following-sibling::p[1]")
    assert "与 10 份文件" in told.text_content()
    assert len(told.xpath(".//a[contains(@class,'pk-place')]")) == HOMES, "what is cited most is not named at length"


def test_the_list_of_pairs_says_why_each_is_there_and_how_many_are_not(made: SiteInput) -> None:
    text = page(pairs, made, "pairs/index.md")
    assert f"两两组合有 {COUNT * (COUNT - 1) // 2} 组，逐条比对了其中 11 组" in text
    assert "只有这里的 2 组：1 组一份是另一份写明的依据，1 组文字最相近" in text
    assert f"涉及 3 份文件，其余 {COUNT - 3} 份没有对比页" in text
    tree = tree_of(pairs, made, "pairs/index.md")
    assert tree.xpath("//table[@data-filterable]")
    assert all(local().title in row.text_content() for row in tree.xpath("//tbody/tr"))
    assert all(local().title[:30] in option.text for option in tree.xpath("//option[@value != '']"))


def test_methods_and_data_say_how_many_pairs_were_compared(made: SiteInput) -> None:
    every = COUNT * (COUNT - 1) // 2
    assert f"两两组合有 {every} 组" in page(method, made, "method.md")
    assert "逐条比对的是其中 11 组" in page(method, made, "method.md")
    assert f"逐条比对过的 11 组文件（两两组合共 {every} 组）" in page(downloads, made, "downloads.md")
    content = next(file.content for file in every_file(records, made) if file.path == "data/index.json")
    told = json.loads(content)
    assert told["pairs"] == {"all": every, "compared": 11}
    with_ = {entry["id"]: entry["compared_with"] for entry in told["policies"]}
    assert with_["made-00"] == ["made-01"]
    assert with_["made-01"] == ["made-00", f"made-{COUNT - 1}"]
    assert with_["made-11"] == []


def test_a_small_knowledge_base_is_compared_whole_and_says_so() -> None:
    assert "每两份都逐条比对" in page(method, site(), "method.md")
    assert "逐条比对过" not in page(policies, site(), f"policies/{local().id}.md")


def test_scores_of_documents_that_are_not_held_say_nothing() -> None:
    held = QualityScore(policy="a", measure="条文", expected=1, found=1, correct=1)
    other, all_of_them = held.model_copy(update={"policy": "b"}), held.model_copy(update={"policy": ""})
    assert own_scores((held, other, all_of_them), {"a", "c"}) == (held, all_of_them)
    assert own_scores((other, all_of_them), {"a", "c"}) == ()


def test_units_that_nobody_registered_are_not_called_known() -> None:
    for module, path in ((quality, "quality.md"), (method, "method.md")):
        text = page(module, site(), path)
        assert "名录中没有、只按名称中的职能词归类" in text
        assert "未能识别 0 处" not in text


def test_domains_made_from_headings_are_counted_apart_and_explained() -> None:
    words = site().vocabulary
    made_up = words.domains[0].model_copy(update={"id": "topic-1", "name": "资金保障", "derived": True})
    both = site(vocabulary=words.model_copy(update={"domains": (*words.domains, made_up)}))
    text = page(method, both, "method.md")
    assert f"词表设 {len(words.domains)} 个领域" in text
    assert "另有 1 个“自拟领域”" in text
    assert "method.html#own-headings" in "".join(
        tree_of(domains, both, "domains/index.md").xpath("//table//th//a/@href")
    ).replace("../", "").replace(".md", ".html")


def test_a_choice_of_documents_names_them_and_leads_to_all_others(made: SiteInput) -> None:
    tree = tree_of(timeline, overview_of(made), "timeline.md")
    (note,) = tree.xpath("//p[@class='pk-note']")
    assert len(note.xpath(".//a[contains(@class,'pk-place')]")) == COLUMNS
    assert f"其余 {COUNT - COLUMNS} 份" in note.text_content()
    (all_of_them,) = tree.xpath("//p[contains(., '份文件合计')]")
    assert f"{COUNT} 份文件合计" in all_of_them.text_content()
    assert {"data/deadlines.csv", "data/quantities.csv"} <= set(all_of_them.xpath(".//a/@href"))


def test_data_promise_no_file_that_is_not_there(made: SiteInput) -> None:
    """With more pairs than can be written, the page offers files of domains only."""
    text = page(downloads, made, "downloads.md")
    assert "每个领域、每两份文件的对比" in text
    many = tuple(
        made.comparison.pairs[0].model_copy(update={"a": f"made-{one:02}", "b": f"made-{other:02}"})
        for one in range(COUNT)
        for other in range(one + 1, COUNT)
    )
    bare = site(
        records=made.records, sources=made.sources, comparison=made.comparison.model_copy(update={"pairs": many})
    )
    text = page(downloads, bare, "downloads.md")
    assert "每两份文件" not in text.partition("对比文件")[2].partition("各表的列")[0].replace(
        "两份文件的对比不另出", ""
    )
    assert "不出合并的 alignments.json" in text
