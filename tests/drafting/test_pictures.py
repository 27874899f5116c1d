"""What of a Word file is not read, or not decided on, is said."""

from __future__ import annotations

import io
from pathlib import Path

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from PIL import Image

from generator.drafting.output import render_report
from tests.drafting.drafts import check_file


def test_a_page_that_is_a_picture_is_said_to_be_unread(tmp_path: Path) -> None:
    picture, file = io.BytesIO(), tmp_path / "draft.docx"
    Image.new("RGB", (200, 280), "white").save(picture, "PNG")
    document = docx.Document()
    for text in ("宜兴市政务诚信建设实施方案", "一、主要任务", "（一）政府采购。公开采购信息，由市财政局负责。"):
        document.add_paragraph(text)
    document.add_picture(picture, width=Cm(15))
    document.save(str(file))
    report = check_file(file)
    assert report.remarks[0].startswith("文件里有1幅大图，图中的文字没有读")
    assert "文件里有1幅大图" in render_report(report, "html")


def test_changes_and_comments_that_nobody_decided_on_are_told(tmp_path: Path) -> None:
    file = tmp_path / "draft.docx"
    document = docx.Document()
    for text in ("宜兴市政务诚信建设实施方案", "一、主要任务"):
        document.add_paragraph(text)
    paragraph = document.add_paragraph("（一）政府采购。公开采购信息，")
    run = paragraph.add_run("由市财政局负责。")
    document.add_comment(runs=[run], text="与采购办商量", author="甲", initials="J")
    document.save(str(file))
    assert "文件里还有批注1条；" in check_file(file).remarks[0]

    inserted = OxmlElement("w:ins")
    inserted.set(qn("w:id"), "7")
    run._r.addprevious(inserted)
    inserted.append(run._r)
    document.save(str(file))
    assert "文件里还有修订没有接受或拒绝、批注1条；" in check_file(file).remarks[0]


def test_of_a_finished_file_nothing_is_said(tmp_path: Path) -> None:
    file = tmp_path / "draft.docx"
    document = docx.Document()
    for text in ("宜兴市政务诚信建设实施方案", "一、主要任务", "（一）政府采购。公开采购信息，由市财政局负责。"):
        document.add_paragraph(text)
    document.save(str(file))
    assert not any(remark.startswith("文件里") for remark in check_file(file).remarks)
