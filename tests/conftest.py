"""The built site, made once for all tests of a run, whichever worker asks first."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest
from hypothesis import settings
from pydantic import TypeAdapter

from generator.collecting import YOUNG
from generator.evaluate.alignment import Part, Report
from generator.evaluate.coverage import CoverageScores
from tests.scores import aligned, covered
from tests.support import built_once, copy_knowledge_base, policykb
from tests.warm import keep_patterns

# How long an example takes says how busy the machine is, not whether the program is right. The same examples each time:
# a change is not refused for what it did not bring. New ones are looked for where many are asked for (`make bench`).
settings.register_profile("policykb", deadline=None, derandomize="POLICYKB_EXAMPLES" not in os.environ)
settings.load_profile("policykb")
keep_patterns()


LONGEST_FIRST = (
    "tests/test_safety.py", "tests/browser/test_accessibility.py", "tests/render/test_kept.py",
    "tests/deploy/test_pipelines.py", "tests/browser/test_beside.py", "tests/browser/test_people.py",
    "tests/evaluate/test_alignment.py", "tests/browser/test_search.py", "tests/browser/test_hostile.py",
    "tests/test_build.py", "tests/browser/test_nginx.py", "tests/drafting/test_peers.py", "tests/browser/test_focus.py",
    "tests/browser/test_site.py", "tests/starter/test_wheel.py", "tests/browser/test_intranet.py",
    "tests/browser/test_search_exact.py", "tests/test_executors.py", "tests/drafting/test_check.py",
    "tests/browser/test_columns.py", "tests/add/test_add.py", "tests/render/test_overview.py", "tests/test_frames.py",
    "tests/browser/test_search_facets.py", "tests/drafting/test_kinds.py", "tests/browser/test_compare.py",
    "tests/compare/test_kept.py", "tests/drafting/test_faults.py", "tests/test_cli.py", "tests/test_cache.py",
    "tests/render/test_ahead.py", "tests/compare/test_reuse_kept.py", "tests/export/test_export.py",
    "tests/compare/test_partners.py", "tests/test_standalone.py",
)  # fmt: skip
"""Files whose tests take the most processor time, the longest first, so that no worker is left alone with one."""


def pytest_configure() -> None:
    """Let the garbage collector run as seldom as it does while the program reads; see `pytest_collection_finish`."""
    gc.set_threshold(YOUNG)


def pytest_collection_finish() -> None:
    """Let the collector leave alone what every test rests on: looking through it took a fifth of the time of many."""
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first; within a file the order stays."""
    items.sort(key=lambda item: _rank(item.nodeid.partition("::")[0]))


def _rank(file: str) -> int:
    return LONGEST_FIRST.index(file) if file in LONGEST_FIRST else len(LONGEST_FIRST)


@pytest.fixture(scope="session")
def site_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the whole corpus, built by the command itself from a copy of the knowledge base."""

    def build(root: Path) -> str:
        copy_knowledge_base(root)
        finished = policykb("build", cwd=root)
        assert finished.returncode == 0, finished.stdout + finished.stderr
        return finished.stdout

    return built_once("knowledge-base", tmp_path_factory, build)[0] / "site"


@pytest.fixture(scope="session")
def alignment(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """How the links of the whole corpus agree with the gold alignment, measured once for all workers."""

    _, told = built_once("alignment", tmp_path_factory, lambda _: aligned().model_dump_json())
    return Report.model_validate_json(told)


@pytest.fixture(scope="session")
def matrix(tmp_path_factory: pytest.TempPathFactory) -> dict[Part, CoverageScores]:
    """What the matrix says of labelled documents, measured once for all workers."""
    adapter = TypeAdapter(dict[Part, CoverageScores])
    _, told = built_once("matrix", tmp_path_factory, lambda _: adapter.dump_json(covered()).decode())
    return adapter.validate_json(told)
