"""The made corpus is the same at every run and is read like real documents."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from generator.pipeline import read_corpus
from tests.benchmarks.corpus import made_documents, write_knowledge_base
from tests.support import tree


def test_the_same_seed_makes_the_same_documents() -> None:
    first, second = list(made_documents(20)), list(made_documents(20))
    assert first == second
    assert [made.text for made in made_documents(20, seed=7)] != [made.text for made in first]
    assert list(islice(made_documents(40), 20)) == first, "a larger corpus holds the smaller one"


def test_documents_are_as_long_as_real_ones_and_of_all_levels_and_matters() -> None:
    made = list(made_documents(120))
    assert all(2500 <= len(entry.text) <= 9500 for entry in made)
    assert {entry.place.level for entry in made} == {"national", "province", "prefecture", "county"}
    assert len({entry.matter.id for entry in made}) == 6
    assert len({entry.id for entry in made}) == 120


def test_made_documents_are_read_like_real_ones(tmp_path: Path) -> None:
    folder = write_knowledge_base(tmp_path / "made", 30)
    assert len([name for name in tree(folder / "policies") if name.endswith("source.txt")]) == 30
    corpus = read_corpus(folder)
    assert len(corpus.records) == 30
    assert [problem for problem in corpus.problems if problem.severity == "error"] == []
    for record in corpus.records:
        assert record.jurisdiction.level != "unknown", record.id
        assert len(record.tasks) >= 8, record.id
        assert any(task.units for task in record.tasks), record.id
    assert any(citation.policy for record in corpus.records for citation in record.citations)
    assert any(record.annex_rows for record in corpus.records)
