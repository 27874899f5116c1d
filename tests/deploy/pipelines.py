"""The steps of the sample pipelines, run by this machine's shell as their services would run them."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from tests.support import ROOT

GITLAB = ROOT / ".gitlab-ci.yml"
GITHUB = ROOT / ".github/workflows/site.yml"
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
IDENTITY = ("-c", "user.name=Tester", "-c", "user.email=tester@example.invalid", "-c", "commit.gpgsign=false")

Pipeline = dict[str, Any]


def load(path: Path) -> Pipeline:
    """A pipeline's file; the key `on` stays a word."""
    loaded: Pipeline = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - texts only
    return loaded


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder; gives what it prints."""
    finished = subprocess.run(
        ["git", *IDENTITY, *arguments], cwd=folder, capture_output=True, encoding="utf-8", check=True
    )
    return finished.stdout.strip()


def make_origin(target: Path, policies: Sequence[str]) -> Path:
    """A repository of this project as it stands here, changes not yet committed included, with some of its policies."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    for name in listed.stdout.decode("utf-8").split("\0"):
        source = ROOT / name
        wanted = not name.startswith("policies/") or name.split("/")[1] in policies
        if name and wanted and source.is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / name)
    git(target, "init", "-q", "-b", "main")
    git(target, "add", "-A")
    git(target, "commit", "-q", "-m", "base")
    return target


def make_python(target: Path) -> Path:
    """An environment of its own that finds installed what this one has, pip and what wheels are built with included.

    So each of eight installations need not fetch that anew; tests/starter/test_wheel.py builds as pip does by itself.

    Returns:
        The folder of its programs.
    """
    venv.create(target, with_pip=False, symlinks=True)
    paths = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    own = target / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    (own / "shared.pth").write_text("".join(f"{path}\n" for path in sorted(paths)), encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    # Hatchling asks for editables besides, once it is asked to install for editing.
    needed = shlex.join([*project["build-system"]["requires"], "editables"])
    constraints = shlex.quote(str(ROOT / "constraints.txt"))
    variables = environment(target / "bin", target, {})
    run(f"python -m pip install --quiet -c {constraints} {needed}", target, variables)
    return target / "bin"


def environment(programs: Path, home: Path, given: Mapping[str, str]) -> dict[str, str]:
    """What a fresh runner has: paths and pip's settings of this machine, nothing else of it, and what is given.

    What pip has fetched is kept beside the programs, as the services keep it from one run to the next.
    """
    kept = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "LANG", "LC_"))}
    cache = str(programs.parent / "pip-cache")
    path = os.pathsep.join([str(programs), os.environ["PATH"]])
    return {
        **kept,
        "PATH": path,
        "HOME": str(home),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        # Read as the value of the option: false means that wheels are built with what is installed.
        "PIP_NO_BUILD_ISOLATION": "false",
        **given,
        "PIP_CACHE_DIR": cache,
    }


def run(script: str, folder: Path, variables: Mapping[str, str]) -> str:
    """Run a shell script that must succeed; gives all it printed."""
    finished = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=dict(variables), encoding="utf-8", check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=900,
    )  # fmt: skip
    if finished.returncode != 0:
        raise AssertionError(f"exit {finished.returncode}:\n{script}\n{finished.stdout}")
    return finished.stdout


def gitlab_script(pipeline: Pipeline, job: str) -> str:
    """The lines of a job as GitLab's runner joins them."""
    return "\n".join(["set -eo pipefail", *pipeline[job]["script"]])


def gitlab_variables(pipeline: Pipeline, job: str) -> dict[str, str]:
    """Variables of the file and of a job."""
    found: dict[str, str] = {**pipeline.get("variables", {}), **pipeline[job].get("variables", {})}
    return found


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text of a workflow with its expressions replaced; one that is not known is an error."""
    return EXPRESSION.sub(lambda found: values[found.group(1)], text)


def github_steps(pipeline: Pipeline, job: str, values: Mapping[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Scripts of a job's steps with the variables of each, as `bash -e` runs them; steps that use an action are not."""
    for step in pipeline["jobs"][job]["steps"]:
        if "run" in step:
            variables = {name: filled(value, values) for name, value in step.get("env", {}).items()}
            yield "set -e\n" + filled(step["run"], values), variables
