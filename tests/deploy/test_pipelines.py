"""The sample pipelines do what they say: their shell steps are run in fresh clones of a repository.

Not run here: what only the services themselves have (images, actions named by `uses`, caches, publishing), and the
test jobs, which call `make check` and `make test` and would run this very test.
"""

from __future__ import annotations

import gzip
import re
import shutil
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.notes import PATH, TOKEN, notes_served
from tests.deploy.pipelines import (
    GITHUB,
    GITLAB,
    environment,
    git,
    github_steps,
    gitlab_script,
    gitlab_variables,
    load,
    make_origin,
    make_python,
    run,
)
from tests.support import ROOT, policykb

POLICY, OTHER = "yixing-2020-70", "national-2016-76"
MARK = "<!-- policykb-diff -->\n"
ACTIONS = {
    "actions/checkout", "actions/setup-python", "actions/upload-artifact", "actions/configure-pages",
    "actions/upload-pages-artifact", "actions/deploy-pages",
}  # fmt: skip


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a branch whose merging would take a unit out of a provision; `base` is where it began."""
    folder = make_origin(tmp_path_factory.mktemp("pipelines") / "origin", [POLICY, OTHER])
    git(folder, "tag", "base")
    git(folder, "checkout", "-q", "-b", "change")
    source = folder / "policies" / POLICY / "source.txt"
    text = source.read_text(encoding="utf-8")
    assert "招管办" in text
    source.write_text(re.sub(r"市招管办[、,，]|[、,，]市?招管办", "", text), encoding="utf-8")
    assert policykb("records", cwd=folder).returncode == 0
    git(folder, "commit", "-q", "-a", "-m", "change")
    git(folder, "checkout", "-q", "main")
    return folder


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_python(tmp_path_factory.mktemp("python"))


@pytest.fixture
def clone(origin: Path, tmp_path: Path) -> Iterator[Path]:
    git(tmp_path, "clone", "-q", "--branch", "change", str(origin), "clone")
    yield tmp_path / "clone"
    shutil.rmtree(tmp_path / "clone")


def assert_built(clone: Path, pages: Path) -> None:
    assert (pages / "index.html").is_file()
    assert (pages / f"policies/{POLICY}.html").is_file()
    with zipfile.ZipFile(clone / "site.zip") as archive:
        assert archive.testzip() is None
        assert any(name.endswith(f"policies/{POLICY}.html") for name in archive.namelist())


def assert_tells_the_change(text: str) -> None:
    assert "## 记录的变化" in text
    assert POLICY in text
    assert OTHER not in text
    assert "招管办" in text


def test_gitlab_builds_and_publishes(clone: Path, programs: Path, tmp_path: Path) -> None:
    pipeline = load(GITLAB)
    address = "https://kb.example.invalid/open"
    given = {**gitlab_variables(pipeline, "build"), "CI_PAGES_URL": address, "CI_PROJECT_DIR": str(clone)}
    variables = environment(programs, tmp_path, given)
    run(gitlab_script(pipeline, "build"), clone, variables)
    assert_built(clone, clone / "site")
    assert f"{address}/policies/{POLICY}.html" in (clone / "site/sitemap.xml").read_text(encoding="utf-8")
    for path in pipeline["build"]["artifacts"]["paths"]:
        assert (clone / path).exists()
    run(gitlab_script(pipeline, "pages"), clone, variables)
    (published,) = pipeline["pages"]["artifacts"]["paths"]
    for name in ("index.html", "assets/css/base.css", "data/search/meta.js", "data/tasks.csv", "data/feed.xml"):
        page = clone / published / name
        assert gzip.decompress(page.with_name(page.name + ".gz").read_bytes()) == page.read_bytes()


def test_gitlab_comments_on_a_merge_request_once(clone: Path, programs: Path, tmp_path: Path) -> None:
    pipeline = load(GITLAB)
    with notes_served() as notes:
        notes.texts[1] = "一位同事的话"
        given = {
            **gitlab_variables(pipeline, "changes"),
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": git(clone, "rev-parse", "base"),
            "CI_API_V4_URL": notes.address,
            "CI_PROJECT_ID": "7",
            "CI_MERGE_REQUEST_IID": "3",
            "POLICYKB_COMMENT_TOKEN": TOKEN,
        }
        variables = environment(programs, tmp_path, given)
        run(gitlab_script(pipeline, "changes"), clone, variables)
        assert notes.texts[1] == "一位同事的话"
        assert set(notes.texts) == {1, 2}
        assert notes.texts[2].startswith(MARK)
        assert_tells_the_change(notes.texts[2])
        assert (clone / "changes.md").read_text(encoding="utf-8") == notes.texts[2].removeprefix(MARK)
        notes.texts[2] = MARK + "上一次推送时的"
        shutil.rmtree(clone / "before")
        run(gitlab_script(pipeline, "changes"), clone, variables)
        assert set(notes.texts) == {1, 2}
        assert_tells_the_change(notes.texts[2])
        assert notes.asked == [f"GET {PATH}", f"POST {PATH}", f"GET {PATH}", f"PUT {PATH}/2"]


def test_gitlab_without_a_token_prints_the_changes(clone: Path, programs: Path, tmp_path: Path) -> None:
    pipeline = load(GITLAB)
    given = {
        **gitlab_variables(pipeline, "changes"),
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": git(clone, "rev-parse", "base"),
    }
    printed = run(gitlab_script(pipeline, "changes"), clone, environment(programs, tmp_path, given))
    assert_tells_the_change(printed)
    assert not (clone / "comment.md").exists()


def test_github_builds(clone: Path, programs: Path, tmp_path: Path) -> None:
    pipeline = load(GITHUB)
    expression = "steps.pages.outputs.base_url && format('{0}/', steps.pages.outputs.base_url)"
    for script, given in github_steps(pipeline, "build", {expression: ""}):
        run(script, clone, environment(programs, tmp_path, given))
    assert_built(clone, clone / "site")
    kept = [step["with"]["path"] for step in pipeline["jobs"]["build"]["steps"] if "path" in step.get("with", {})]
    assert kept == ["site.zip", "site"]


def test_github_comments_on_a_pull_request_once(clone: Path, programs: Path, tmp_path: Path) -> None:
    pipeline = load(GITHUB)
    comments = tmp_path / "comments"
    tools = tmp_path / "tools"
    for folder in (comments, tools):
        folder.mkdir()
    gh = tools / "gh"
    gh.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ROOT / "tests/deploy/gh.py"}" "$@"\n', encoding="utf-8")
    gh.chmod(0o755)
    (comments / "1.md").write_text("一位同事的话", encoding="utf-8")
    values = {
        "github.event.pull_request.base.sha": git(clone, "rev-parse", "base"),
        "github.event.pull_request.number": "3",
        "github.token": "made-up",
    }
    summary = tmp_path / "summary.md"

    def push() -> None:
        shutil.rmtree(clone / "before", ignore_errors=True)
        for script, given in github_steps(pipeline, "changes", values):
            variables = environment(programs, tmp_path, given)
            runner = {"GITHUB_REPOSITORY": "some/kb", "GITHUB_STEP_SUMMARY": str(summary), "GH_STANDIN": str(comments)}
            path = f"{tools}:{variables['PATH']}"
            run(script, clone, {**variables, **runner, "PATH": path})

    push()
    (comments / "2.md").write_text(MARK + "上一次推送时的", encoding="utf-8")
    push()
    assert sorted(path.name for path in comments.glob("*.md")) == ["1.md", "2.md"]
    assert (comments / "1.md").read_text(encoding="utf-8") == "一位同事的话"
    said = (comments / "2.md").read_text(encoding="utf-8")
    assert said.startswith(MARK)
    assert_tells_the_change(said)
    assert_tells_the_change(summary.read_text(encoding="utf-8"))


def test_every_job_is_run_or_said_to_be_left_out() -> None:
    """The test jobs call targets of the Makefile; actions are those that are known, by a whole version."""
    gitlab, github = load(GITLAB), load(GITHUB)
    jobs = {name for name, value in gitlab.items() if isinstance(value, dict) and "script" in value}
    assert jobs == {"test", "build", "pages", "changes"}
    assert set(github["jobs"]) == {"test", "build", "publish", "changes"}
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    called = [line for line in gitlab["test"]["script"] if line.startswith("make ")]
    called += [step["run"] for step in github["jobs"]["test"]["steps"] if step.get("run", "").startswith("make ")]
    assert sorted(called) == ["make check", "make check", "make test", "make test"]
    assert {line.split()[1] for line in called} <= targets
    used = [step["uses"] for job in github["jobs"].values() for step in job["steps"] if "uses" in step]
    assert {name.partition("@")[0] for name in used} == ACTIONS
    assert all(re.fullmatch(r"v\d+", name.partition("@")[2]) for name in used)
