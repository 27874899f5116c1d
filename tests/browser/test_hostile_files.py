"""The hostile document in the files that people take away: Word, workbooks, the feed, the bibliography."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from lxml import etree

from tests.browser.conftest import HOSTILE
from tests.support import policykb

FORMULA = re.compile(r"[=+\-@\t\r]")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ACTIVE = ("fldSimple", "instrText", "object", "altChunk", "control", "attachedTemplate")
"""Elements of Word that fetch, compute or run something, but for page numbers."""


def _texts(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def assert_inert_word(path: Path) -> None:
    """No macro, no field but page numbers, no link that leads anywhere but to pages."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            assert not re.search(r"vba|\.bin$|activeX|embeddings", name), name
            if name.endswith(".rels"):
                for relation in etree.fromstring(archive.read(name)):
                    target = relation.get("Target", "")
                    outside = relation.get("TargetMode") == "External"
                    assert not outside or target.startswith("https://kb.example.invalid/"), (path.name, target)
                    assert "javascript" not in target.lower()
            elif name.startswith("word/") and name.endswith(".xml"):
                tree = etree.fromstring(archive.read(name))
                for element in ACTIVE:
                    for found in tree.iter(WORD + element):
                        said = (found.text or found.get(WORD + "instr") or "").strip()
                        assert said in {"PAGE", "NUMPAGES"}, (path.name, element, said)


@pytest.fixture(scope="module")
def exported(hostile_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Exports asked for by command, besides those that the site offers."""
    folder = tmp_path_factory.mktemp("exported")
    for form in ("docx", "xlsx", "csv", "md"):
        finished = policykb(
            "export", "policy", HOSTILE, "--format", form, "--output", str(folder / f"policy.{form}"),
            cwd=hostile_site.parent,
        )  # fmt: skip
        assert finished.returncode == 0, finished.stdout + finished.stderr
    return folder


def test_word_files_hold_it_as_text(hostile_site: Path, exported: Path) -> None:
    offered = sorted((hostile_site / "data/exports").glob("*.docx"))
    assert len(offered) > 10
    having = 0
    for path in (*offered, exported / "policy.docx"):
        assert_inert_word(path)
        having += "pkCanary" in _texts(path) or "HYPERLINK" in _texts(path)
    assert having > 2
    text = _texts(exported / "policy.docx")
    for payload in (
        '=HYPERLINK("http://evil.invalid","政府采购")',
        "</td></tr></table><script>pkCanary('text')</script>",
        "{{alert`1`}}",
    ):
        assert payload in text, payload


def test_workbooks_hold_no_formula_and_no_link(hostile_site: Path, exported: Path) -> None:
    seen = 0
    for path in (*sorted((hostile_site / "data/exports").glob("*.xlsx")), exported / "policy.xlsx"):
        for sheet in openpyxl.load_workbook(path):
            for cell in (cell for row in sheet.iter_rows() for cell in row):
                assert cell.data_type != "f", (path.name, cell.coordinate, cell.value)
                assert cell.hyperlink is None or (cell.hyperlink.target or "").startswith("https://kb.example.invalid/")
                seen += isinstance(cell.value, str) and ("HYPERLINK" in cell.value or "pkCanary" in cell.value)
    assert seen > 5


def test_the_table_by_command_holds_no_formula(exported: Path) -> None:
    import csv

    with (exported / "policy.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert [cell for cell in cells if FORMULA.match(cell) and not re.fullmatch(r"[+-]?\d+(?:\.\d+)?", cell)] == []


def test_the_feed_holds_it_as_text(hostile_site: Path) -> None:
    path = hostile_site / "data/feed.xml"
    tree = etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True))
    names = {"": "http://www.w3.org/2005/Atom", "h": "http://www.w3.org/1999/xhtml"}
    atom, xhtml = "{" + names[""] + "}", "{" + names["h"] + "}"
    tags = {element.tag for element in tree.iter(etree.Element)}
    own = {"feed", "id", "title", "updated", "published", "author", "name", "link", "category", "summary", "content"}
    assert tags == {*(atom + name for name in own | {"entry"}), *(xhtml + name for name in ("div", "ul", "li", "a"))}
    for element in tree.iter(etree.Element):
        assert not any(name.startswith("on") for name in element.attrib)
        link = element.get("href", "")
        assert not link or link == "feed.xml" or re.match(r"https://kb\.example\.invalid/|\.\./", link), link
    titles = ["".join(title.itertext()) for title in tree.iter(atom + "title")]
    assert any(re.search(r"<img\s?src=x\s?onerror=pkCanary\('title'\)>\{\{7\*7\}\}", title) for title in titles)
    assert all(title.get("type") in {None, "text"} for title in tree.iter(atom + "title", atom + "summary"))
    summaries = "".join("".join(summary.itertext()) for summary in tree.iter(atom + "summary"))
    assert "<script>pkCanary('text')</script>" in summaries


def test_the_bibliography_keeps_its_form(hostile_site: Path) -> None:
    """Braces are paired in every field, so that no text ends an entry and begins another; TeX's signs are escaped."""
    text = (hostile_site / "data/citations.bib").read_text(encoding="utf-8")
    entries = re.findall(r"^@(\w+)\{([^,\n]+),$", text, re.MULTILINE)
    assert (("misc", HOSTILE)) in entries
    assert {kind for kind, _ in entries} == {"misc"}
    depth = 0
    for line in text.splitlines():
        depth += line.count("{") - line.count("}")
        assert depth >= 0
        if line == "}":
            assert depth == 0
        elif line.startswith("  "):
            assert re.fullmatch(r"  [a-z]+ = \{.*\},", line), line
            assert depth == 1, line
    (title,) = re.findall(r"^@misc\{" + HOSTILE + r",\n(?:  .*\n)*?  title = \{\{(.*)\}\},$", text, re.MULTILINE)
    assert "pkCanary('title')" in title
    assert "{{7*7}}" not in title
    assert r"\textbraceleft{}" in title
