"""Names and numbers of persons in the text of provisions are published only where the settings say so."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from generator.holdings import Corpus
from generator.models import PolicyRecord
from generator.pipeline import build_site_content, read_corpus
from generator.redaction import BLACK, published
from generator.render import Settings, Site
from tests.support import ROOT, copy_knowledge_base

POLICY = "qiyuan-2022-31"
NAMES = ("周承远", "王启衡")
"""In charge of something, by sentences of provisions."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_knowledge_base(tmp_path_factory.mktemp("redaction") / "root", ["template-x"])
    (root / "policies" / POLICY).mkdir()
    shutil.copy2(ROOT / "tests" / "fixtures" / f"{POLICY}.txt", root / "policies" / POLICY / "source.txt")
    return root


@pytest.fixture(scope="module")
def corpus(root: Path) -> Corpus:
    return read_corpus(root)


def record_of(corpus: Corpus) -> PolicyRecord:
    return next(record for record in corpus.records if record.id == POLICY)


def naming(site: Site) -> list[str]:
    """The pages and files in which one of the names stands."""
    held = {
        **{page.path: page.content for page in site.pages},
        **{file.path: file.content for file in site.files},
    }
    return [path for path, content in held.items() if any(name.encode() in content for name in NAMES)]


def test_nothing_that_is_published_names_them(root: Path) -> None:
    assert naming(build_site_content(root)) == []
    assert f"policies/{POLICY}.md" in naming(build_site_content(root, Settings(publish_personal_data=True)))


def test_spans_go_on_counting_into_the_text(corpus: Corpus) -> None:
    shown = published(corpus, personal_data=False)
    before, after = record_of(corpus), record_of(shown)
    source = shown.sources[POLICY]
    assert len(source) == len(corpus.sources[POLICY])
    assert BLACK in source
    assert [len(task.text) for task in after.tasks] == [len(task.text) for task in before.tasks]
    assert all("".join(source[slice(*span)] for span in task.spans) == task.text for task in after.tasks)
    assert [task.domains for task in after.tasks] == [task.domains for task in before.tasks]
    # Whoever has no such data is not touched.
    assert shown.records[0 if corpus.records[1].id == POLICY else 1] in corpus.records
    assert published(corpus, personal_data=True) is corpus


@pytest.mark.parametrize("word", ["task", "title", "named", "t-1", "\\", '"}'])
def test_a_word_that_is_a_code_too_breaks_no_record(corpus: Corpus, word: str) -> None:
    record = record_of(corpus)
    entry = record.personal_data[0]
    start = entry.span[0]
    source = corpus.sources[POLICY]
    hostile = source[:start] + word + source[start + len(word) :]
    task = record.tasks[0].model_copy(update={"text": f"{word}{record.tasks[0].text}"})
    changed = record.model_copy(
        update={
            "personal_data": (entry.model_copy(update={"span": (start, start + len(word))}),),
            "tasks": (task, *record.tasks[1:]),
        }
    )
    given = replace(corpus, records=(changed,), sources={POLICY: hostile})
    (shown,) = published(given, personal_data=False).records
    assert shown.id == POLICY
    assert shown.tasks[0].kind == task.kind
    assert shown.tasks[0].text.startswith(BLACK * len(word) if len(word) > 1 else word)


def test_a_name_that_begins_another_one_leaves_nothing_of_it(corpus: Corpus) -> None:
    record = record_of(corpus)
    task = record.tasks[0].model_copy(update={"text": "王启、王启衡负责。"})
    spans = ((0, 2), (3, 6))
    named = tuple(record.personal_data[0].model_copy(update={"span": span}) for span in spans)
    changed = record.model_copy(update={"personal_data": named, "tasks": (task, *record.tasks[1:])})
    source = "王启、王启衡" + corpus.sources[POLICY][6:]
    (shown,) = published(replace(corpus, records=(changed,), sources={POLICY: source}), personal_data=False).records
    assert shown.tasks[0].text == f"{BLACK * 2}、{BLACK * 3}负责。"
