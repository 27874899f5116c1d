"""What a draft shows as a picture is not read, and that is said."""

from __future__ import annotations

import io
from pathlib import Path

import docx
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
