"""Documents on other subjects are not linked, however much of the language of officials they share."""

from __future__ import annotations

import shutil
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from generator.compare import compare
from generator.models import PolicyRecord
from generator.pipeline import Corpus, read_corpus
from tests.benchmarks.corpus import made_documents, write_knowledge_base
from tests.large import plan
from tests.support import ROOT, copy_knowledge_base

MADE = 24
"""Documents made, so that each subject has several."""

EACH = 2
"""Of each subject so many are compared."""


def _linked(corpus: Corpus, records: list[PolicyRecord]) -> set[frozenset[str]]:
    return {frozenset((link.from_.policy, link.to.policy)) for link in compare(records, corpus.vocabulary).links}


def test_subjects_of_a_made_corpus_stay_apart(tmp_path: Path) -> None:
    subject = {made.id: made.matter.id for made in made_documents(MADE)}
    corpus = read_corpus(write_knowledge_base(tmp_path / "made", MADE))
    seen: Counter[str] = Counter()
    records = []
    for record in corpus.records:
        if seen[subject[record.id]] < EACH:
            seen[subject[record.id]] += 1
            records.append(record)
    assert set(seen.values()) == {EACH}
    assert len(seen) == 6
    alike = {
        frozenset(pair) for pair in combinations([r.id for r in records], 2) if len({subject[i] for i in pair}) == 1
    }
    assert _linked(corpus, records) == alike


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The six documents, an invented plan on the same subject, and one on waste that cites the same guideline."""
    root = copy_knowledge_base(tmp_path_factory.mktemp("subjects") / "root")
    (root / "policies" / "large").mkdir()
    (root / "policies" / "large" / "source.txt").write_text(plan(), encoding="utf-8")
    for name in ("hechuan-2019-27", "haiyun-2021-18"):
        folder = root / "policies" / name
        folder.mkdir()
        shutil.copy2(ROOT / "tests" / "fixtures" / f"{name}.txt", folder / "source.txt")
    return read_corpus(root)


def test_a_plan_on_waste_is_not_linked_to_plans_on_integrity(corpus: Corpus) -> None:
    linked = _linked(corpus, [record for record in corpus.records if record.id != "large"])
    assert not any("haiyun-2021-18" in pair for pair in linked)


def test_each_of_the_others_is_linked_to_each(corpus: Corpus) -> None:
    others = [record.id for record in corpus.records if record.id not in ("haiyun-2021-18", "large")]
    assert len(others) == 7
    records = [record for record in corpus.records if record.id != "large"]
    assert _linked(corpus, records) == {frozenset(pair) for pair in combinations(others, 2)}


def test_the_fields_that_titles_name_tell_the_subject_too(corpus: Corpus) -> None:
    """200 tasks that hardly say 政务诚信, but are on 政府采购, 招标投标, 招商引资 and 政府债务 like the others."""
    records = {record.id: record for record in corpus.records}
    large, yixing, waste = records["large"], records["yixing-2020-70"], records["haiyun-2021-18"]
    assert len(large.tasks) == 200
    assert _linked(corpus, [large, yixing])
    assert not _linked(corpus, [large, waste])


def test_two_documents_alone_are_told_apart_as_well(corpus: Corpus) -> None:
    """There is nothing else to learn from."""
    records = {record.id: record for record in corpus.records}
    assert not _linked(corpus, [records["haiyun-2021-18"], records["yixing-2020-70"]])
    assert _linked(corpus, [records["hechuan-2019-27"], records["yixing-2020-70"]])
