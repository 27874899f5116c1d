"""site_build: MkDocs run over rendered pages, strict, quiet, and the same every time."""

from __future__ import annotations

import datetime
import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig

from generator.models import Jurisdiction, PolicyRecord, SourceFile
from generator.problems import PolicykbError
from generator.render import Settings, Site
from generator.render.site import DataFile
from generator.site_build import build_html, load_settings, newest_date
from tests.support import tree

CONFIG = """
site_name: 试验库
docs_dir: site_src
use_directory_urls: false
site_url: https://kb.example/
theme: {name: null, custom_dir: theme}
validation: {not_found: warn, anchors: warn}
plugins:
  - policykb: {publish_personal_data: true}
"""
EPOCH = 1_599_955_200
"""Midnight UTC of 2020-09-13: MkDocs keeps the day only."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A knowledge base with the smallest theme there is."""
    (tmp_path / "site_src").mkdir()
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "main.html").write_text("{{ build_date_utc }} {{ page.content }}", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    return tmp_path


def _site(markdown: str) -> Site:
    return Site(
        pages=(DataFile("index.md", markdown.encode()), DataFile("a/b.md", "# 乙 {#top}\n".encode())),
        files=(DataFile("data/index.json", b"{}"),),
    )


def test_settings_come_from_the_configuration(root: Path) -> None:
    assert load_settings(root) == Settings(
        publish_personal_data=True, site_name="试验库", site_url="https://kb.example/"
    )


def test_pages_and_files_are_built_with_the_time_given(root: Path, tmp_path: Path) -> None:
    build_html(root, _site("# 甲\n\n[乙](a/b.md)\n"), tmp_path / "site", EPOCH)
    made = tree(tmp_path / "site")
    assert set(made) == {"index.html", "a/b.html", "data/index.json", "sitemap.xml", "sitemap.xml.gz"}
    assert b"<lastmod>2020-09-13</lastmod>" in made["sitemap.xml"]
    # RFC 1952: bytes 4 to 7 of a gzip file are its time.
    assert int.from_bytes(made["sitemap.xml.gz"][4:8], "little") == EPOCH
    assert b'href="a/b.html"' in made["index.html"]
    assert b"2020-09-13" in made["index.html"]
    assert "SOURCE_DATE_EPOCH" not in os.environ


def test_every_page_is_told(root: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    build_html(root, _site("# 甲\n"), tmp_path / "site", EPOCH, lambda *step: told.append(step))
    assert told == [("site", 1, 2), ("site", 2, 2)]
    build_html(root, _site("# 甲\n"), tmp_path / "other", EPOCH, lambda *step: told.append(step))
    assert told[2:] == [("site", 1, 2), ("site", 2, 2)]


def test_dead_links_are_problems_and_nothing_is_printed(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(PolicykbError) as caught:
        build_html(root, _site("# 甲\n\n[丙](c.md) [丁](a/b.md#none)\n"), tmp_path / "site", EPOCH)
    assert [problem.code for problem in caught.value.problems] == ["site_warning", "site_warning"]
    assert "c.md" in str(caught.value.problems[0])
    assert capsys.readouterr() == ("", "")
    assert logging.getLogger("mkdocs").propagate


@pytest.mark.parametrize(
    ("template", "line", "told"),
    [
        ("{{ page.content }}\n{% if %}\n", 2, "Expected an expression"),
        ("\n\n{{ 1 + page.title }}\n", 3, "unsupported operand"),
        ("\n{{ page.no.such }}\n", 2, "has no attribute 'no'"),
        ("{% extends 'none.html' %}\n", 1, "none.html"),
        ("\n{{ 1 // 0 }}\n", 2, "by zero"),
    ],
)
def test_a_wrong_template_is_told_with_its_line(
    root: Path, tmp_path: Path, template: str, line: int, told: str
) -> None:
    (root / "theme" / "main.html").write_text(template, encoding="utf-8")
    with pytest.raises(PolicykbError) as caught:
        build_html(root, _site("# 甲\n"), tmp_path / "site", EPOCH)
    (problem,) = caught.value.problems
    assert (problem.path, problem.line, problem.code) == ("theme/main.html", line, "template_invalid")
    assert told in problem.message


def test_what_is_no_fault_of_a_template_is_not_told_as_one(root: Path, tmp_path: Path) -> None:
    def fail(stage: str, done: int, total: int) -> None:
        raise LookupError(stage)

    with pytest.raises(LookupError, match="site"):
        build_html(root, _site("# 甲\n"), tmp_path / "site", EPOCH, fail)


def test_hand_written_page_in_the_way(root: Path, tmp_path: Path) -> None:
    (root / "site_src" / "index.md").write_text("# 手写\n", encoding="utf-8")
    with pytest.raises(PolicykbError, match=r"index\.md"):
        build_html(root, _site("# 甲\n"), tmp_path / "site", EPOCH)


@pytest.fixture
def _forgotten() -> Iterator[None]:
    """MkDocs keeps what it warned of in a configuration that it refused, and says it of the next one."""
    yield
    MkDocsConfig.plugins.reset_warnings()


@pytest.mark.usefixtures("_forgotten")
@pytest.mark.parametrize(
    ("config", "code"),
    [
        (None, "config_missing"),
        ("site_name: [", "config_invalid"),
        ("site_name: x\ndocs_dir: site_src\nplugins: []\ntheme: {name: null, custom_dir: theme}\n", "config_invalid"),
        ("site_name: x\ndocs_dir: nowhere\nplugins: [policykb]\n", "config_invalid"),
        (
            "site_name: x\ndocs_dir: site_src\nplugins: [{policykb: {colour: red, publish_personal_data: 3}}]\n",
            "config_invalid",
        ),
    ],
)
def test_wrong_configuration(root: Path, config: str | None, code: str) -> None:
    if config is None:
        (root / "mkdocs.yml").unlink()
    else:
        (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    with pytest.raises(PolicykbError) as caught:
        load_settings(root)
    assert {problem.code for problem in caught.value.problems} == {code}
    assert all("\n" not in str(problem) for problem in caught.value.problems)


def _record(issued: datetime.date | None, retrieved: datetime.date | None) -> PolicyRecord:
    return PolicyRecord(
        id="x",
        title="题",
        document_type="意见",
        text_status="full",
        issued_on=issued,
        jurisdiction=Jurisdiction(id="x", name="某市", level="county"),
        source=SourceFile(file="source.txt", sha256="0" * 64, chars=1, retrieved_on=retrieved),
    )


def test_build_time_is_the_newest_date_of_the_corpus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    records = [_record(datetime.date(2020, 9, 3), None), _record(None, datetime.date(2020, 9, 13)), _record(None, None)]
    assert newest_date(records) == datetime.datetime(2020, 9, 13, tzinfo=datetime.UTC).timestamp()
    assert newest_date([]) == datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC).timestamp()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "12345")
    assert newest_date(records) == 12345
