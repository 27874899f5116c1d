"""Tables as Word and Markdown have them, from a document made to break them."""

from __future__ import annotations

import io
import re
import zipfile

import markdown
from bs4 import BeautifulSoup
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from generator.export import Column, Document, Paragraph, Place, Row, Run, Source, as_markdown, as_word
from tests.export.files import SITE, word_of

HOSTILE = "=1+1|<script>x</script>*a*\x07\n[l](http://e)"


def _made() -> Document:
    runs = (
        Run(text="同"),
        Run(text="增", mark="insert"),
        Run(text="删", mark="delete"),
        Run(text="移", mark="moved_here"),
    )
    cell = (Paragraph(runs=runs),)
    return Document(
        title=HOSTILE,
        columns=(Column(title="甲"), Column(title="乙", subtitle="号〔1〕")),
        rows=(Row(cells=(cell,), heading=True), Row(cells=((Paragraph(runs=(Run(text=HOSTILE),)),), cell))),
        sources=(
            Source(name="来源甲（文号）", places=(Place(label="一", address=f"{SITE}x.html#t-1"), Place(label="二"))),
            Source(name="来源乙"),
        ),
        marked=True,
    )


class TestWord:
    def test_is_one_table_on_a4_landscape_with_a_repeated_heading(self) -> None:
        word = word_of(as_word(_made()))
        section = word.sections[0]
        assert section.page_width is not None
        assert section.page_height is not None
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
        assert section.orientation == WD_ORIENT.LANDSCAPE
        (table,) = word.tables
        assert [len(row.cells) for row in table.rows] == [2, 2, 2]
        assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
        assert table.rows[1]._tr.find(f".//{qn('w:tblHeader')}") is None
        assert table.rows[1].cells[0]._tc is table.rows[1].cells[1]._tc

    def test_marks_by_line_and_by_colour(self) -> None:
        (table,) = word_of(as_word(_made())).tables
        runs = {run.text: run for run in table.rows[2].cells[1].paragraphs[0].runs}
        assert runs["同"].font.underline is None
        assert runs["增"].font.underline
        assert runs["删"].font.strike
        colours = {text: str(runs[text].font.color.rgb) for text in ("增", "删", "移")}
        assert len(set(colours.values())) == 3
        assert runs["移"].font.underline not in (None, True)

    def test_names_east_asian_typefaces(self) -> None:
        word = word_of(as_word(_made()))
        for style in ("Normal", "Title", "Cell", "Note"):
            fonts = word.styles[style].element.rPr.rFonts
            assert fonts.get(qn("w:eastAsia")) in ("宋体", "仿宋")
            assert not [key for key in fonts.attrib if "heme" in str(key)]

    def test_keeps_every_character_that_xml_allows(self) -> None:
        word = word_of(as_word(_made()))
        assert word.tables[0].rows[2].cells[0].text == HOSTILE.replace("\x07", "\ufffd")
        assert word.core_properties.title == HOSTILE.replace("\x07", "\ufffd").replace("\n", "\n")

    def test_sources_stand_below_the_table(self) -> None:
        word = word_of(as_word(_made()))
        assert [paragraph.text for paragraph in word.paragraphs][-3:] == [
            "来源：",
            f"1. 来源甲（文号）：一 {SITE}x.html#t-1；二",
            "2. 来源乙",
        ]
        (link,) = [link for paragraph in word.paragraphs for link in paragraph.hyperlinks]
        assert (link.url, link.text) == (f"{SITE}x.html#t-1", f"{SITE}x.html#t-1")

    def test_its_language_is_chinese(self) -> None:
        """Else commas and stops are set in the middle of their square."""
        with zipfile.ZipFile(io.BytesIO(as_word(_made()))) as package:
            styles, settings = (package.read(f"word/{name}.xml").decode() for name in ("styles", "settings"))
        assert re.findall(r'<w:lang\b[^>]* w:eastAsia="([^"]*)"', styles) == ["zh-CN"]
        assert re.findall(r'<w:themeFontLang\b[^>]* w:eastAsia="([^"]*)"', settings) == ["zh-CN"]

    def test_has_the_same_bytes_and_no_clock(self) -> None:
        first = as_word(_made())
        assert first == as_word(_made())
        with zipfile.ZipFile(io.BytesIO(first)) as package:
            assert {entry.date_time[0] for entry in package.infolist()} == {2000}
            core = package.read("docProps/core.xml").decode()
        assert set(re.findall(r">(\d{4}-\d\d-\d\d)T", core)) == {"2000-01-01"}


def test_markdown_is_a_table_in_which_texts_stay_texts() -> None:
    text = as_markdown(_made())
    page = BeautifulSoup(markdown.markdown(text, extensions=["tables"]), "html.parser")
    rows = page.find_all("tr")
    assert [len(row.find_all(["th", "td"])) for row in rows] == [2, 2, 2]
    assert page.find_all(["script", "a", "em"]) == []
    assert [tag.get_text() for tag in rows[2].find_all("ins")] == ["增", "移"]
    assert [tag.get_text() for tag in rows[2].find_all("del")] == ["删"]
