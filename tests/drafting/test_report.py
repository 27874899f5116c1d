"""The report as HTML, Markdown and JSON, and the command that writes it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import markdown
import pytest
from bs4 import BeautifulSoup

from generator.drafting import FORMATS, DraftReport, render_report
from generator.drafting.output import escape_line
from tests.drafting.drafts import TODAY, check_text, mixed_draft, report_of
from tests.support import ROOT, policykb

HOSTILE = "<img src=x>{{7*7}}[x](javascript:y)`z`"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> DraftReport:
    text = mixed_draft().replace("政府采购诚信体系", f"政府采购诚信体系适时{HOSTILE}", 1)
    assert HOSTILE in text
    return check_text(tmp_path_factory.mktemp("draft"), text)


def test_the_first_lines_tell_what_matters() -> None:
    lines = [line for line in render_report(report_of("template-x"), "md").split("\n") if line][:10]
    assert lines[0] == "# 核稿报告：加强政务诚信建设实施方案"
    assert lines[1].startswith("应改 ")
    assert "国家指导意见有而草稿没有相应条文的领域" in lines[1]
    assert any("没有填写的代号" in line for line in lines[2:])


def test_json_is_the_report() -> None:
    report = report_of("yixing-2020-70")
    assert DraftReport.model_validate(json.loads(render_report(report, "json"))) == report


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_report_gives_the_same_text(form: str) -> None:
    report = report_of("yixing-2020-70")
    assert render_report(report, form) == render_report(DraftReport.model_validate_json(report.model_dump_json()), form)


def test_phrases_do_not_crowd_out_what_was_copied() -> None:
    """Ten characters are counted, but a clause of a dozen is seldom worth a drafter's look."""
    report = report_of("yixing-2020-70")
    brief = [entry for entry in report.shared if entry.chars < 15]
    assert brief
    assert len(brief) < len(report.shared)
    page = BeautifulSoup(render_report(report, "html"), "html.parser")
    folded = page.select_one("#shared details")
    assert folded is not None
    assert len(folded.select("tbody tr")) == len(brief)
    assert len(page.select("#shared tbody tr")) == len(report.shared)
    text = render_report(report, "md")
    start = text.index(f"10 至 14 字的另有 {len(brief)} 处")
    assert all(start < text.index(f"“{escape_line(entry.text)}”", start) for entry in brief)


def test_html_needs_nothing_from_outside_and_runs_nothing(hostile: DraftReport) -> None:
    text = render_report(hostile, "html")
    page = BeautifulSoup(text, "html.parser")
    assert page.find_all(["script", "link", "img", "iframe", "object", "form"]) == []
    assert page.find_all(style=True) == []
    assert not [name for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")]
    assert "url(" not in text
    assert "@import" not in text
    assert HOSTILE in page.get_text()
    assert page.html is not None
    assert page.html["lang"] == "zh-CN"
    assert page.find("meta", charset="utf-8") is not None


def test_links_inside_lead_somewhere() -> None:
    page = BeautifulSoup(render_report(report_of("template-x"), "html"), "html.parser")
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert {str(tag["href"])[1:] for tag in page.find_all("a", href=re.compile("^#"))} <= set(ids)
    assert [tag["href"] for tag in page.find_all("a", href=True) if not str(tag["href"]).startswith("#")] == []


def test_links_lead_into_the_site_where_it_is_given() -> None:
    page = BeautifulSoup(render_report(report_of("template-x", "https://example.org/zc"), "html"), "html.parser")
    out = {str(tag["href"]) for tag in page.find_all("a", href=True) if not str(tag["href"]).startswith("#")}
    assert "https://example.org/zc/policies/panjin-2017-25.html#t-4-3" in out
    assert "https://example.org/zc/domains/bidding.html" in out
    assert all(href.startswith("https://example.org/zc/") for href in out)


def test_markdown_keeps_texts_texts(hostile: DraftReport) -> None:
    html = markdown.markdown(render_report(hostile, "md"))
    page = BeautifulSoup(html, "html.parser")
    assert page.find_all(["script", "a", "code", "img"]) == []
    assert HOSTILE.split("`", maxsplit=1)[0] in page.get_text()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n\n# b", "a \\# b"),
        ("1. 建立", "1\\. 建立"),
        ("- 项", "\\- 项"),
        ("<b>&", "&lt;b&gt;&amp;"),
        ("2020-09-03", "2020-09-03"),
    ],
)
def test_a_line_of_markdown(text: str, expected: str) -> None:
    assert str(escape_line(text)) == expected


class TestCommand:
    def test_prints_markdown(self) -> None:
        done = policykb("check", "policies/template-x/source.txt", "--date", str(TODAY))
        assert done.returncode == 0, done.stderr
        assert done.stdout == render_report(
            report_of("template-x").model_copy(update={"file": "policies/template-x/source.txt"}), "md"
        )

    def test_writes_what_the_suffix_says(self, tmp_path: Path) -> None:
        target = tmp_path / "new" / "report.html"
        done = policykb(
            "check",
            "policies/template-x/source.txt",
            "--against",
            "panjin-2017-25",
            "--output",
            str(target),
            "--site",
            "../s",
        )
        assert done.returncode == 0, done.stderr
        page = target.read_text(encoding="utf-8")
        assert page.startswith("<!DOCTYPE html>")
        assert "../s/policies/panjin-2017-25.html" in page
        assert "jilin" not in page

    def test_no_file_gets_a_name_that_says_another_form(self, tmp_path: Path) -> None:
        draft = "policies/template-x/source.txt"
        done = policykb("check", draft, "--output", str(tmp_path / "report.docx"))
        assert (done.returncode, done.stdout) == (2, "")
        assert "写不出 .docx" in done.stderr
        assert "Traceback" not in done.stderr
        assert not list(tmp_path.iterdir())

    @pytest.mark.parametrize("name", ["missing.txt", "picture.png", "empty.txt", "."])
    def test_an_unreadable_file_is_one_line_and_status_1(self, tmp_path: Path, name: str) -> None:
        (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
        (tmp_path / "empty.txt").write_bytes(b"")
        done = policykb("check", str(tmp_path / name), cwd=ROOT)
        assert done.returncode == 1
        assert len(done.stderr.strip().split("\n")) == 1
        assert "Traceback" not in done.stderr
        assert done.stdout == ""

    def test_wrong_usage_is_status_2(self) -> None:
        assert policykb("check", "x.txt", "--format", "exe").returncode == 2
        assert policykb("check", "x.txt", "--site", "javascript:alert(1)").returncode == 2
