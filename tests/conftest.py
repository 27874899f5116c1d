"""The built site, made once for all tests of a run, whichever worker asks first."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from tests.support import built_once, copy_knowledge_base, policykb

# How long an example takes says how busy the machine is, not whether the program is right.
settings.register_profile("policykb", deadline=None)
settings.load_profile("policykb")


@pytest.fixture(scope="session")
def site_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the whole corpus, built by the command itself from a copy of the knowledge base."""

    def build(root: Path) -> str:
        copy_knowledge_base(root)
        finished = policykb("build", cwd=root)
        assert finished.returncode == 0, finished.stdout + finished.stderr
        return finished.stdout

    return built_once("knowledge-base", tmp_path_factory, build)[0] / "site"
