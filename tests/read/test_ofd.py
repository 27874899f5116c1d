"""OFD files: text at places, distances, templates, tables, and what is refused."""

from __future__ import annotations

import pytest

from generator.problems import PolicykbError, Problem
from generator.read import ofd
from tests.read.formats import OFD, Printer, ofd_of, write_ofd, write_zip


def package(page: str, document: str = "", **more: str) -> bytes:
    """A file of one page; `document` goes into its common data, `more` are parts of the archive by name."""
    return write_zip(
        {
            "OFD.xml": f"<ofd:OFD {OFD}><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
            "</ofd:OFD>",
            "Doc_0/Document.xml": f"<ofd:Document {OFD}><ofd:CommonData>{document}</ofd:CommonData><ofd:Pages>"
            '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
            "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {OFD}>{page}</ofd:Page>",
            **more,
        }
    )


def content(objects: str) -> str:
    return f"<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content>"


def text(x: float, y: float, words: str, attributes: str = 'DeltaX="g 30 5"', more: str = "") -> str:
    return (
        f'<ofd:TextObject Boundary="{x} {y} 100 6" Size="5" {more}><ofd:TextCode X="0" Y="5" {attributes}>{words}'
        "</ofd:TextCode></ofd:TextObject>"
    )


def lines(data: bytes) -> list[str]:
    found, encoding = ofd.decode(data, "x.ofd")
    assert encoding == "ofd"
    return found[:-1].split("\n")


def refusal(data: bytes) -> Problem:
    with pytest.raises(PolicykbError) as caught:
        ofd.decode(data, "policies/x/source.ofd")
    (problem,) = caught.value.problems
    assert "\n" not in str(problem)
    return problem


def test_lines_by_place_not_by_order() -> None:
    objects = (
        text(20, 60, "二、主要任务") + text(50, 40, "要求") + text(20, 40, "一、总体", more="") + text(20, 80, "完。")
    )
    assert lines(package(content(objects))) == ["一、总体 要求", "二、主要任务", "完。"]


def test_distances_repeat_and_characters_may_overlap_objects() -> None:
    objects = text(20, 40, "甲乙丙丁", 'DeltaX="g 2 5 12"') + text(20, 60, "戊己", 'DeltaX="5" DeltaY="0"')
    assert lines(package(content(objects))) == ["甲乙丙 丁", "戊己"]


def test_scaled_text_and_groups_and_text_that_runs_upwards() -> None:
    half = text(20, 40, "甲乙", more='CTM="0.5 0 0 0.5 0 0"')
    grouped = f"<ofd:PageBlock>{half}</ofd:PageBlock>"
    upright = text(100, 100, "水印", more='CTM="0 1 -1 0 0 0"')
    assert lines(package(content(grouped + upright + text(20, 60, "看不见", more='Visible="false"')))) == ["甲乙"]


def test_templates_and_page_sizes() -> None:
    page = '<ofd:Area><ofd:PhysicalBox>0 0 297 210</ofd:PhysicalBox></ofd:Area><ofd:Template TemplateID="7"/>'
    page += content(text(20, 90, "正文。"))
    template = f"<ofd:Page {OFD}>{content(text(20, 60, '某市人民政府文件'))}</ofd:Page>"
    data = package(
        page, '<ofd:TemplatePage ID="7" BaseLoc="Tpls/T.xml"/><ofd:TemplatePage ID="8" BaseLoc="No.xml"/>',
        **{"Doc_0/Tpls/T.xml": template},
    )  # fmt: skip
    assert lines(data) == ["某市人民政府文件", "正文。"]


def test_paragraphs_tables_and_page_numbers() -> None:
    printer = Printer()
    body = "一、" + "，".join(f"加强第{number}类政务诚信建设" for number in range(100)) + "，完。"
    printer.paragraph(body)
    printer.table([["序号", "任务", "责任单位"], ["1", "甲" * 150, "市发改委 市财政局"]])
    assert len(printer.sheets) > 2
    assert lines(ofd_of(printer.sheets)) == [
        body,
        "序号\t任务\t责任单位",
        "1\t" + "甲" * 150 + "\t市发改委 市财政局",
    ]


PICTURE = content('<ofd:ImageObject Boundary="0 0 210 297" ResourceID="3"/>')
DTD = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "source_empty"),
        (b"<xml/>", "source_binary"),
        (write_zip({"word/document.xml": "<a/>"}), "source_damaged"),
        (write_zip({"OFD.xml": f"<ofd:OFD {OFD}><ofd:DocBody/></ofd:OFD>"}), "source_damaged"),
        (write_zip({"OFD.xml": f"<ofd:OFD {OFD}/>"}), "source_empty"),
        (package(content(""), **{"Encryptions.xml": "<a/>"}), "source_encrypted"),
        (package(PICTURE), "source_scanned"),
        (package(content("")), "source_empty"),
        (package("<broken>"), "source_damaged"),
        (write_zip({"OFD.xml": f"{DTD}<ofd:OFD {OFD}>&a;</ofd:OFD>"}), "source_unsafe"),
        (write_ofd("甲")[:-30], "source_damaged"),
    ],
)
def test_refused(data: bytes, code: str) -> None:
    assert refusal(data).code == code


def test_a_file_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    page = package(content(text(20, 40, "政府采购")))
    printer = Printer()
    printer.paragraph("，".join(f"加强第{number}类政务诚信建设" for number in range(100)))
    pages = len(printer.sheets)
    assert pages > 1
    for limit, held, data in (("MOST_CHARACTERS", 4, page), ("MOST_PAGES", pages, ofd_of(printer.sheets))):
        with monkeypatch.context() as patch:
            patch.setattr(ofd, limit, held)
            assert lines(data)
            patch.setattr(ofd, limit, held - 1)
            assert refusal(data).code == "source_too_large"


@pytest.mark.parametrize(
    "objects",
    [
        text(20, 40, "甲", 'DeltaX="g 99999999 5"'),
        text(20, 40, "甲乙", 'DeltaX="g x y nan inf"'),
        '<ofd:TextObject Boundary="a b c d" Size="5"><ofd:TextCode X="1e999" Y="?">甲</ofd:TextCode></ofd:TextObject>',
        text(20, 40, "甲", more='CTM="1 0 0 1"')
        + '<ofd:PathObject Boundary="0 0 9 9"><ofd:AbbreviatedData>M 0 L L C B 1'
        "</ofd:AbbreviatedData></ofd:PathObject>",
    ],
)
def test_nonsense_in_numbers_is_no_reason_to_fail(objects: str) -> None:
    assert "甲" in lines(package(content(objects)))[0]
