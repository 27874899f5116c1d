"""The wheel in an empty environment: it brings everything a knowledge base elsewhere needs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html
from playwright.sync_api import sync_playwright

from generator.looks import shipped_assets
from generator.vocabulary_files import FILES
from tests.browser.serving import BROWSER_ARGUMENTS, find_browser
from tests.support import ROOT, tree


def _run(*command: str, cwd: Path) -> str:
    """Run without anything of this checkout or its environment."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    finished = subprocess.run(
        command, cwd=cwd, env={**clean, "PYTHONUTF8": "1"}, capture_output=True, encoding="utf-8", check=False
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    _run(
        sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT), cwd=folder
    )
    (made,) = folder.glob("policykb-*.whl")
    return made


def test_what_the_wheel_holds(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {f"generator/shipped/site_src/{name}" for name, _ in shipped_assets()} <= names
    assert {f"generator/shipped/schema/vocabulary/{name}" for name in FILES} <= names
    templates = {path.relative_to(ROOT).as_posix() for path in (ROOT / "generator").rglob("templates/**/*.*")}
    overrides = {path.relative_to(ROOT).as_posix() for path in (ROOT / "site_src" / "overrides").rglob("*.html")}
    assert templates
    assert templates <= names
    assert {f"generator/shipped/{name}" for name in overrides} <= names
    assert {"generator/shipped/mkdocs.yml", "generator/shipped/schema/record.schema.json"} <= names
    assert not [name for name in names if re.search(r"tests|policies/|__pycache__|record\.yaml", name)]


def _missing(site: Path) -> list[str]:
    """References of the pages to files of the site that are not there."""
    found = []
    for path in sorted(site.rglob("*.html")):
        document = html.document_fromstring(path.read_bytes().decode("utf-8"))
        for address in document.xpath("//@href | //@src"):
            name = unquote(re.split(r"[?#]", address)[0])
            if name and ":" not in name and path.name != "404.html" and not (path.parent / name).exists():
                found.append(f"{path.relative_to(site)} -> {address}")
    return found


def _opened_and_searched(site: Path) -> list[str]:
    """Open the site as a file and search in it; what went wrong on the way."""
    faults: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(BROWSER_ARGUMENTS))
        page = browser.new_page()
        page.on("requestfailed", lambda request: faults.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.goto((site / "index.html").as_uri(), wait_until="networkidle")
        assert page.locator("h1").count() == 1
        assert page.evaluate("getComputedStyle(document.querySelector('.pk-header')).position") in {"sticky", "fixed"}
        page.goto((site / "search.html").as_uri() + "?q=借阅点", wait_until="networkidle")
        hit = page.locator("[data-policy][data-item]").first
        hit.wait_for(timeout=30_000)
        assert "借阅点" in (hit.text_content() or "")
        browser.close()
    return faults


def test_from_an_empty_environment_to_a_search(wheel: Path, tmp_path: Path) -> None:
    _run(sys.executable, "-m", "venv", str(tmp_path / "venv"), cwd=tmp_path)
    programs = tmp_path / "venv" / "bin"
    constraints = str(ROOT / "constraints.txt")
    pip = (str(programs / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    _run(*pip, "-c", constraints, str(wheel), cwd=tmp_path)
    policykb = str(programs / "policykb")
    root = tmp_path / "知识库"
    _run(policykb, "new", str(root), cwd=tmp_path)
    said = _run(policykb, "build", cwd=root)
    assert "政策文件 policies: 1" in said
    _run(policykb, "validate", cwd=root)
    assert _run(policykb, "doctor", cwd=root).endswith("可以生成\n")
    site = root / "site"
    assert len(tree(site)) > 100
    assert _missing(site) == []
    # In a thread of its own: where browser tests ran before in this process, one Playwright is running already.
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(_opened_and_searched, site).result() == []
