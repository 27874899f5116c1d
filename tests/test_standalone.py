"""What `policykb render --to` writes is built as it stands by MkDocs and its maintained fork, without our plugin."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from generator.problems import PolicykbError
from generator.render import Site
from generator.render.site import DataFile
from generator.standalone import standalone_files
from tests.support import copy_knowledge_base, policykb, tree


@pytest.fixture(scope="module")
def folder(site_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the very knowledge base whose site `site_dir` is."""
    target = tmp_path_factory.mktemp("standalone") / "pages"
    finished = policykb("render", "--to", str(target), cwd=site_dir.parent)
    assert finished.returncode == 0, finished.stderr
    return target


def _page(content: bytes) -> bytes:
    """A page without what may differ: who made it, and blanks (Markdown turns tabs into them)."""
    return re.sub(rb"\s+", b"", re.sub(rb'<meta name="generator"[^>]*>', b"", content))


@pytest.mark.parametrize("program", ["mkdocs", "properdocs"])
def test_other_programs_make_the_same_pages(folder: Path, site_dir: Path, tmp_path: Path, program: str) -> None:
    site = tmp_path / "site"
    finished = subprocess.run(
        [sys.executable, "-m", program, "build", "--strict", "--quiet", "--site-dir", str(site)],
        cwd=folder,
        env={**{name: value for name, value in os.environ.items() if name != "PYTHONPATH"}, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    ours, theirs = tree(site_dir), tree(site)
    # Only our plugin leaves out the theme's scripts, which no page loads.
    extra = "assets/javascripts/"
    assert sorted(ours) == sorted(name for name in theirs if not name.startswith(extra))
    assert len(ours) > 100
    for name, content in ours.items():
        if name.endswith(".html") and name != "404.html":
            assert _page(theirs[name]) == _page(content), name
        elif name.startswith("data/"):
            assert theirs[name] == content, name


def _files(root: Path, mkdocs: str) -> dict[str, bytes]:
    (root / "mkdocs.yml").write_text(mkdocs, encoding="utf-8")
    content = Site((DataFile("index.md", "# 甲\n".encode()),), (DataFile("data/index.json", b"{}"),))
    return dict(standalone_files(root, content))


def test_what_a_knowledge_base_has_of_its_own_comes_along(tmp_path: Path) -> None:
    root = copy_knowledge_base(tmp_path / "root", [])
    (root / "site_src" / "about.md").write_text("# 关于\n", encoding="utf-8")
    (root / "site_src" / "overrides" / "partials" / "footer.html").write_text("own", encoding="utf-8")
    (root / "site_src" / "assets" / "logo.svg").write_text("<svg/>", encoding="utf-8")
    files = _files(
        root,
        "site_name: 甲\ndocs_dir: site_src\nhooks: [mine.py]\n"
        "theme: {name: material, custom_dir: site_src/overrides}\n"
        "plugins: [policykb: {publish_personal_data: true}, search: {lang: zh}]\n",
    )
    assert files["docs/about.md"] == "# 关于\n".encode()
    assert files["docs/assets/logo.svg"] == b"<svg/>"
    assert files["overrides/partials/footer.html"] == b"own"
    assert not [name for name in files if name.startswith("docs/overrides")]
    settings = yaml.safe_load(files["mkdocs.yml"])
    assert settings["plugins"] == [{"search": {"lang": "zh"}}]
    assert settings["docs_dir"] == "docs"
    assert settings["theme"]["custom_dir"] == "overrides"
    assert settings["nav"][0] == {"首页": "index.md"}
    assert "hooks" not in settings


def test_settings_that_cannot_be_written_down_are_an_error(tmp_path: Path) -> None:
    root = copy_knowledge_base(tmp_path / "root", [])
    with pytest.raises(PolicykbError, match=r"mkdocs\.yml:0: config_invalid: "):
        _files(root, "site_name: x\nextra: !!python/name:os.getcwd\ntheme: {name: material}\nplugins: [policykb]\n")
    with pytest.raises(PolicykbError, match=r"mkdocs\.yml:0: config_invalid: "):
        _files(root, "site_name: [x\n")
