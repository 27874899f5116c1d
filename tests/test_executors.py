"""Executors: whoever does the work, the outcome is the same, and a wrong choice costs one line."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.executors import opened
from generator.holdings import Corpus
from generator.models.limits import ALL_COMPARED
from generator.pipeline import compare_corpus, read_corpus
from generator.problems import PolicykbError
from tests.benchmarks.corpus import SHORT, write_knowledge_base
from tests.support import ROOT, policykb, tree

DOCUMENTS = ALL_COMPARED + 3
CLUSTER = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster:
        print(cluster.scheduler_address.removeprefix("tcp://"), flush=True)
        sys.stdin.read()
"""


@pytest.fixture(scope="module")
def knowledge_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More documents than are compared whole, one of them broken."""
    root = write_knowledge_base(tmp_path_factory.mktemp("executors") / "made", DOCUMENTS, sizes=SHORT)
    broken = root / "policies" / "broken-1"
    broken.mkdir()
    (broken / "source.txt").write_bytes(b"")
    return root


@pytest.fixture(scope="module")
def here(knowledge_base: Path) -> tuple[Corpus, str]:
    """The corpus and its comparison as this process makes them."""
    corpus = read_corpus(knowledge_base, tolerant=True)
    return corpus, compare_corpus(corpus).model_dump_json()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[str]:
    """A scheduler with two workers, each a process of its own."""
    script = tmp_path / "cluster.py"
    script.write_text(CLUSTER, encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, str(script)],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        encoding="utf-8",
    )
    assert running.stdout is not None
    try:
        yield running.stdout.readline().strip()
    finally:
        running.communicate()


@pytest.mark.parametrize("choice", ["threads:2", "processes:2"])
def test_the_outcome_does_not_depend_on_who_works(knowledge_base: Path, here: tuple[Corpus, str], choice: str) -> None:
    with opened(choice, DOCUMENTS) as executor:
        there = read_corpus(knowledge_base, tolerant=True, executor=executor)
        assert there == here[0]
        assert [problem.code for problem in there.problems if problem.severity == "error"] == ["source_empty"]
        compared = compare_corpus(there, executor=executor)
    assert compared.model_dump_json() == here[1]


def test_a_cluster_of_two_workers_builds_the_same_site(knowledge_base: Path, tmp_path: Path, cluster: str) -> None:
    built = {}
    for choice in ("none", f"dask://{cluster}"):
        target = tmp_path / choice[:4]
        finished = policykb("build", "--executor", choice, "--site-dir", str(target), cwd=knowledge_base)
        assert finished.returncode == 1, finished.stderr
        assert finished.stderr.splitlines()[0].startswith("policies/broken-1/source.txt:0: source_empty: ")
        built[choice] = tree(target)
    first, second = built.values()
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []
    assert sum(name.startswith("policies/") for name in first) == DOCUMENTS + 1


@pytest.mark.parametrize(("documents", "expected"), [(3, True), (1000, False)])
def test_few_documents_are_not_worth_processes(documents: int, expected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.executors.workers", lambda: 2)
    with opened("auto", documents) as executor:
        assert (executor is None) is expected


@pytest.mark.parametrize("choice", ["", "process", "threads:0", "threads:x", "dask://", "dask://host", "ray://a:1"])
def test_an_unknown_choice_says_what_there_is(choice: str) -> None:
    with pytest.raises(PolicykbError, match=r"executor_unknown: .*processes") as caught, opened(choice, 1):
        pass
    assert len(str(caught.value).splitlines()) == 1


def test_a_cluster_that_is_not_there_is_one_line(knowledge_base: Path) -> None:
    finished = policykb("build", "--executor", "dask://127.0.0.1:9", cwd=knowledge_base)
    assert finished.returncode == 1
    assert finished.stderr.splitlines()[-1].startswith("--executor:0: executor_unusable: 连不上集群 127.0.0.1:9")
    assert "Traceback" not in finished.stderr
