"""What several test files need: copies of the knowledge base, runs of the command, built trees."""

from __future__ import annotations

import atexit
import fcntl
import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from generator.cache import RecordCache
from generator.models import Comparison
from generator.pipeline import Corpus, Stock, compare_corpus, read_corpus, read_stock, render_corpus
from generator.redaction import published
from generator.render import Settings, Site
from generator.vocabulary import Vocabulary
from generator.vocabulary_files import load_vocabulary
from tests import warm

ROOT = Path(__file__).parents[1]
INPUTS = ("mkdocs.yml", "schema", "site_src")


@functools.cache
def real_vocabulary() -> Vocabulary:
    """The vocabulary of this repository, read once for all tests of a process."""
    return load_vocabulary(ROOT / "schema" / "vocabulary")


@functools.cache
def real_stock() -> Stock:
    """The documents of this repository, read once for all tests of a process.

    Their records are kept as those of a knowledge base that was built: few drafts change anything of them.
    """
    kept = TemporaryDirectory(prefix="records-")
    atexit.register(kept.cleanup)
    return replace(read_stock(ROOT), made=RecordCache(Path(kept.name), ""))


@functools.cache
def real_corpus() -> Corpus:
    """The corpus of this repository, read once for all tests of a process."""
    return read_corpus(ROOT)


@functools.cache
def real_comparison() -> Comparison:
    """Its comparison."""
    return compare_corpus(real_corpus())


@functools.cache
def real_content() -> Site:
    """What its site is made of, with the usual settings."""
    corpus = published(real_corpus(), personal_data=False)
    return render_corpus(ROOT, corpus, compare_corpus(corpus), Settings())


def copy_knowledge_base(target: Path, policies: Iterable[str] | None = None, origin: Path = ROOT) -> Path:
    """Copy what a build reads, with all policies or those named, and without their records."""
    target.mkdir(parents=True)
    for name in INPUTS:
        source = origin / name
        if source.is_dir():
            shutil.copytree(source, target / name)
        else:
            shutil.copy2(source, target / name)
    names = sorted(path.name for path in (origin / "policies").iterdir()) if policies is None else policies
    (target / "policies").mkdir()
    for name in names:
        shutil.copytree(
            origin / "policies" / name, target / "policies" / name, ignore=shutil.ignore_patterns("record.yaml")
        )
    return target


def policykb(
    *arguments: str,
    cwd: Path = ROOT,
    environment: Mapping[str, str] | None = None,
    timeout: int = 600,
    before: Sequence[str] = (),
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, as people do.

    Args:
        arguments: After the command's name.
        cwd: Its working folder.
        environment: Variables besides those of this process. If they are all policykb's own, which are read late, it
            is forked from a process that has loaded the program.
        timeout: Seconds.
        before: A function of `tests.deprived` to be called first, with its arguments.
    """
    variables = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **(environment or {})}
    if all(name.startswith("POLICYKB_") for name in environment or {}):
        return warm.run(arguments, cwd, variables, timeout, before)
    assert not before
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=cwd,
        env=variables,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=timeout,
    )


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def built_once(name: str, factory: pytest.TempPathFactory, build: Callable[[Path], str]) -> tuple[Path, str]:
    """A folder that is made once for all workers of a test run, by whichever asks first.

    Args:
        name: The folder's name.
        factory: Gives the folder of the run.
        build: Fills the folder, which does not exist yet, and says something of it.

    Returns:
        The folder and what was said.
    """
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    root, done = shared / name, shared / f"{name}.built"
    with (shared / f"{name}.lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            # Half of it is there if another worker failed; each shall say why.
            shutil.rmtree(root, ignore_errors=True)
            done.write_text(build(root), encoding="utf-8")
    return root, done.read_text(encoding="utf-8")
