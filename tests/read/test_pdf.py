"""PDF files: lines back to paragraphs, running heads, tables, turned pages, scans, and what is refused."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from generator.problems import PolicykbError, Problem
from generator.read import pdf
from generator.read.tables import COVERED
from tests.read.formats import Print, Printer, Sheet, pdf_of

FULL = "为加强政务诚信建设，提升政府公信力，推进治理能力现代化，"
"""Fills a line of 27 characters and a half at 16 points."""


def lines(data: bytes) -> list[str]:
    text, encoding = pdf.decode(data, "x.pdf")
    assert encoding == "pdf"
    return text[:-1].split("\n")


def refusal(data: bytes) -> Problem:
    with pytest.raises(PolicykbError) as caught:
        pdf.decode(data, "policies/x/source.pdf")
    (problem,) = caught.value.problems
    assert "\n" not in str(problem)
    return problem


def sheet(*prints: tuple[float, float, str], size: float = 16) -> Sheet:
    return Sheet([Print(x, y, size, text) for x, y, text in prints], [])


def canvas_of(draw: object = None, **options: object) -> tuple[Canvas, io.BytesIO]:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1, **options)
    canvas.setFont("STSong-Light", 16)
    return canvas, file


def test_paragraphs_are_told_by_indents() -> None:
    page = sheet(
        (112, 700, FULL[:25]),
        (80, 672, FULL),
        (80, 644, "结束。"),
        (112, 616, "一、总体要求"),
        (112, 588, "另起一段。"),
    )
    assert lines(pdf_of([page])) == [FULL[:25] + FULL + "结束。", "一、总体要求", "另起一段。"]


def test_paragraphs_are_told_by_distance_where_nothing_is_indented() -> None:
    page = sheet(
        (80, 700, FULL),
        (80, 676, FULL[:-1] + "。"),
        (80, 636, FULL),
        (80, 612, "短。"),
        (80, 572, FULL),
        (80, 548, FULL),
    )
    assert lines(pdf_of([page])) == [FULL + FULL[:-1] + "。", FULL + "短。", FULL + FULL]


def test_full_last_line_before_a_number_ends_the_paragraph() -> None:
    page = sheet((80, 700, FULL), (80, 676, FULL[:-1] + "。"), (80, 652, "（一）加强领导。"))
    assert lines(pdf_of([page])) == [FULL + FULL[:-1] + "。", "（一）加强领导。"]


def test_long_title_in_larger_type_is_one_line() -> None:
    title = Sheet(
        [Print(150, 760, 22, "某市人民政府关于印发某市加强"), Print(183, 725, 22, "政务诚信建设方案的通知")], []
    )
    body = [
        (112, 660, FULL[:25]),
        (80, 632, FULL),
        (80, 604, FULL),
        (80, 576, "完。"),
        (112, 548, "一、甲"),
        (112, 520, "二、乙"),
    ]
    page = Sheet([*title.prints, *sheet(*body).prints], [])
    assert lines(pdf_of([page]))[0] == "某市人民政府关于印发某市加强政务诚信建设方案的通知"


def test_sentence_goes_on_over_the_page_and_running_lines_are_gone() -> None:
    printer = Printer(head="政策汇编 2020年第3期")
    printer.paragraph("一、" + FULL * 60 + "完。")
    found = lines(pdf_of(printer.sheets))
    assert len(printer.sheets) == 3
    assert found == ["一、" + FULL * 60 + "完。"]


def test_left_and_right_pages_have_heads_of_their_own() -> None:
    pages = []
    for number in range(6):
        page = Printer(head="")
        page.sheets[0].prints.clear()
        page.put(80, 800, 12, "诚信建设" if number % 2 else "某省公报")
        page.put(80 if number % 2 else 500, 50, 12, f"{number + 11}")
        page.paragraph(f"第{'一二三四五六'[number]}条 内容各不相同。")
        pages += page.sheets
    assert lines(pdf_of(pages)) == [f"第{n}条 内容各不相同。" for n in "一二三四五六"]


def test_number_in_the_text_is_no_page_number() -> None:
    page = sheet((112, 700, "共有"), (112, 672, "12"), (112, 644, "项。"))
    assert lines(pdf_of([page])) == ["共有", "12", "项。"]


def test_table_with_wrapped_and_broken_cells() -> None:
    printer = Printer(head="")
    printer.paragraph("任务分工表")
    printer.table([["序号", "任务", "责任单位"], ["1", "甲" * 200, "市发改委 市财政局"], ["2", "", "各部门"]])
    printer.paragraph("表后。")
    assert lines(pdf_of(printer.sheets)) == [
        "任务分工表",
        "序号\t任务\t责任单位",
        "1\t" + "甲" * 200 + "\t市发改委 市财政局",
        "2\t\t各部门",
        "表后。",
    ]


def test_merged_cells_of_a_ruled_table() -> None:
    canvas, file = canvas_of()
    # Two columns; the first cell of the second column reaches over two rows, the last row over both columns.
    for x0, y0, x1, y1 in (
        (80, 700, 400, 700), (80, 660, 240, 660), (80, 620, 400, 620), (80, 580, 400, 580),
        (80, 580, 80, 700), (240, 620, 240, 700), (400, 580, 400, 700),
    ):  # fmt: skip
        canvas.line(x0, y0, x1, y1)
    for x, y, text in ((90, 675, "甲"), (90, 635, "乙"), (250, 655, "长期"), (90, 595, "备注略")):
        canvas.drawString(x, y, text)
    canvas.save()
    assert lines(file.getvalue()) == ["甲\t长期", f"乙\t{COVERED}", "备注略\t"]


def test_table_row_cut_by_the_page_is_one_row() -> None:
    def page(top: list[str], rows: list[list[str]]) -> Sheet:
        printer = Printer(head="")
        printer.sheets[0].prints.clear()
        for text in top:
            printer.paragraph(text)
        printer.table(rows)
        return printer.sheets[0]

    first = page(
        ["分工表"],
        [
            ["1", "建立健全政务信息公开制度，推进", "市政府办公室"],
            ["2", "完善信用记录制度，归集政务失信", "市发展改革委员"],
        ],
    )
    second = page([], [["", "信息。", "会"], ["3", "加强督导。", "市政府办"]])
    assert lines(pdf_of([first, second])) == [
        "分工表",
        "1\t建立健全政务信息公开制度，推进\t市政府办公室",
        "2\t完善信用记录制度，归集政务失信信息。\t市发展改革委员会",
        "3\t加强督导。\t市政府办",
    ]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_read_like_upright_ones(turn: int) -> None:
    canvas, file = canvas_of(pagesize=(595, 842))
    canvas.setPageRotation(turn)
    x, y = {90: (595, 0), 180: (595, 842), 270: (0, 842)}[turn]
    canvas.translate(x, y)
    canvas.rotate(turn)
    canvas.drawString(100, 500, "一、总体要求")
    canvas.drawString(100, 470, "二、主要任务")
    canvas.rotate(45)
    canvas.drawString(300, 0, "水印")
    canvas.save()
    assert lines(file.getvalue()) == ["一、总体要求", "二、主要任务"]


def test_bold_by_double_print_and_unprinted_spaces() -> None:
    page = sheet(
        (80, 700, "一、总体要求"), (80.4, 700, "一、总体要求"), (80, 672, "抄送：市委。"), (240, 672, "2020年印发")
    )
    assert lines(pdf_of([page])) == ["一、总体要求", "抄送：市委。 2020年印发"]


@pytest.mark.parametrize(("gap", "between"), [(1.6, ""), (4.8, " ")])
def test_a_space_that_is_not_printed_is_a_fifth_of_a_character_wide(gap: float, between: str) -> None:
    first = "各县区人民政府"
    page = sheet((80, 700, first), (80 + 16 * len(first) + gap, 700, "市各部门"))
    assert lines(pdf_of([page])) == [f"{first}{between}市各部门"]


def _picture_page(canvas: Canvas) -> None:
    picture = io.BytesIO()
    Image.new("L", (60, 80), 128).save(picture, "PNG")
    picture.seek(0)
    canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
    canvas.showPage()


def test_scan_is_refused_with_advice() -> None:
    canvas, file = canvas_of()
    _picture_page(canvas)
    canvas.save()
    problem = refusal(file.getvalue())
    assert problem.code == "source_scanned"
    assert "OCR" in problem.message


def test_single_picture_page_is_named() -> None:
    canvas, file = canvas_of()
    canvas.drawString(80, 700, "一、总体要求。这一页的正文有文字层。")
    canvas.showPage()
    _picture_page(canvas)
    canvas.save()
    assert lines(file.getvalue()) == ["一、总体要求。这一页的正文有文字层。", "［第2页是图片，没有文字层］"]


def _empty() -> bytes:
    canvas, file = canvas_of()
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _encrypted() -> bytes:
    canvas, file = canvas_of(encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(80, 700, "密")
    canvas.save()
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "source_empty"),
        (b"hello", "source_binary"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "source_binary"),
        (b"\xff\xd8\xff\xe0" + b"x" * 50, "source_binary"),
        (b"%PDF-1.7\n" + b"\0" * 2000, "source_damaged"),
        (_empty(), "source_empty"),
        (_encrypted(), "source_encrypted"),
    ],
)
def test_refused(data: bytes, code: str) -> None:
    assert refusal(data).code == code


@pytest.mark.parametrize(("limit", "held"), [("MOST_PAGES", 3), ("MOST_CHARACTERS", 6)])
def test_a_file_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch, limit: str, held: int) -> None:
    data = pdf_of([sheet((80, 700, words)) for words in ("政府", "采购", "招标")])
    monkeypatch.setattr(pdf, limit, held)
    assert "".join(lines(data)) == "政府采购招标"
    monkeypatch.setattr(pdf, limit, held - 1)
    assert refusal(data).code == "source_too_large"


def test_damage_anywhere_gives_a_problem_or_text() -> None:
    printer = Printer()
    printer.paragraph("一、总体要求")
    printer.table([["序号", "任务"], ["1", "甲"]])
    data = pdf_of(printer.sheets)
    for at in range(0, len(data), max(1, len(data) // 120)):
        for damaged in (data[:at], data[:at] + b"\xff" + data[at + 1 :]):
            try:
                assert lines(damaged)
            except PolicykbError as error:
                assert len(error.problems) == 1
