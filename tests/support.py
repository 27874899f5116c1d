"""What several test files need: copies of the knowledge base, runs of the command, built trees."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
INPUTS = ("mkdocs.yml", "schema", "site_src")


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
    *arguments: str, cwd: Path = ROOT, environment: Mapping[str, str] | None = None, timeout: int = 600
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, as people do."""
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **(environment or {})},
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
