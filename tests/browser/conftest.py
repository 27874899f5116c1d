"""A headless Chromium and the built site under a sub-path."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from generator.models.limits import ALL_COMPARED
from tests.benchmarks.corpus import SHORT, write_knowledge_base
from tests.browser.scan import Scan
from tests.browser.serving import BROWSER_ARGUMENTS, find_browser, served
from tests.support import ROOT, built_once, copy_knowledge_base, policykb

HOSTILE = "hostile-2021-18"
"""The id of the document made of what other programs take for code."""

MATTERS = 6
"""Of what made documents are, one after the other; those on 政务诚信 are kept."""

REAL = ("yixing-2020-70", "panjin-2017-25", "national-2016-76")
"""The documents of the large knowledge base that nobody made."""


@pytest.fixture(scope="session")
def site_url(site_dir: Path) -> Iterator[str]:
    """The address of the site's root, "/" at the end; not the root of its server."""
    with served(site_dir) as address:
        yield address


@pytest.fixture(scope="session")
def scan(site_dir: Path) -> Scan:
    """What a plain scan of the built site's records finds."""
    return Scan(site_dir)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests; without one the tests fail and say what to install."""
    executable = find_browser()
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=executable, args=list(BROWSER_ARGUMENTS))
        yield instance
        instance.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page with nothing stored, 1440 px wide."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the six documents and the hostile one, made once for all workers."""

    def build(root: Path) -> str:
        copy_knowledge_base(root)
        shutil.copytree(ROOT / "tests/fixtures/hostile", root / "policies" / HOSTILE)
        finished = policykb("build", cwd=root, environment={"POLICYKB_SITE_URL": "https://kb.example.invalid/政策/"})
        assert finished.returncode == 0, finished.stdout + finished.stderr
        return finished.stdout

    return built_once("hostile-base", tmp_path_factory, build)[0] / "site"


@pytest.fixture(scope="session")
def large_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of short made documents on one matter and three real ones, too many to be all compared."""

    def build(root: Path) -> str:
        write_knowledge_base(root, MATTERS * (ALL_COMPARED + 1), sizes=SHORT)
        for folder in sorted((root / "policies").iterdir()):
            if "-credit-" not in folder.name:
                shutil.rmtree(folder)
        for policy in REAL:
            shutil.copytree(ROOT / "policies" / policy, root / "policies" / policy)
        finished = policykb("build", cwd=root)
        assert finished.returncode == 0, finished.stdout + finished.stderr
        return finished.stdout

    return built_once("large-base", tmp_path_factory, build)[0] / "site"


@pytest.fixture(scope="session")
def large_url(large_site: Path) -> Iterator[str]:
    """Its address."""
    with served(large_site) as address:
        yield address
