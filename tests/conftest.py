"""The built site, made once for all tests of a run, whichever worker asks first."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support import copy_knowledge_base, policykb

# How long an example takes says how busy the machine is, not whether the program is right.
settings.register_profile("policykb", deadline=None)
settings.load_profile("policykb")


@pytest.fixture(scope="session")
def site_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the whole corpus, built by the command itself from a copy of the knowledge base."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    root = shared / "knowledge-base"
    done = shared / "knowledge-base.built"
    with (shared / "knowledge-base.lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            if not root.exists():
                copy_knowledge_base(root)
            finished = policykb("build", cwd=root)
            assert finished.returncode == 0, finished.stdout + finished.stderr
            done.write_text(finished.stdout, encoding="utf-8")
    return root / "site"
