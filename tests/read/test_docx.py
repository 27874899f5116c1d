"""Word files: automatic numbers, tracked changes, tables, notes, fields, text boxes, and what is refused."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.shared import Cm
from PIL import Image

from generator.problems import PolicykbError, Problem
from generator.read import archive, unread_pictures
from generator.read import docx as reader
from generator.read.docx_numbering import FORMATS
from generator.read.tables import COVERED
from tests.read.formats import bytes_of, write_zip

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(body: str, **parts: str) -> bytes:
    """A Word file of the least parts: its body, and parts like numbering="<w:num…" by name."""
    links = "".join(
        f'<Relationship Id="r{n}" Type="{KINDS}/{name}" Target="{name}.xml"/>' for n, name in enumerate(parts)
    )
    entries: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" Type="{KINDS}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {NS}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{links}<Relationship Id="x" '
        f'Type="{KINDS}/image" Target="media/none.png"/></Relationships>',
    }
    entries |= {f"word/{name}.xml": f"<w:{name} {NS}>{content}</w:{name}>" for name, content in parts.items()}
    return write_zip(entries)


def lines(data: bytes) -> list[str]:
    text, encoding = reader.decode(data, "x.docx")
    assert encoding == "docx"
    return text[:-1].split("\n")


def body_lines(body: str, **parts: str) -> list[str]:
    return lines(package(body, **parts))


def refusal(data: bytes) -> Problem:
    with pytest.raises(PolicykbError) as caught:
        reader.decode(data, "policies/x/source.docx")
    (problem,) = caught.value.problems
    assert "\n" not in str(problem)
    return problem


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(text: str, level: int, number: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(index: int, kind: str, text: str, more: str = "", start: int = 1) -> str:
    opening = f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>'
    return f'{opening}{more}<w:lvlText w:val="{text}"/></w:lvl>'


LEVELS = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "%1.%4", "<w:isLgl/>")
    + "</w:abstractNum>"
)
NUMBERING = LEVELS + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'


def test_outline_numbers_count_and_restart() -> None:
    body = "".join(
        numbered(text, at)
        for text, at in (
            ("甲", 0),
            ("乙", 1),
            ("丙", 1),
            ("丁", 2),
            ("戊", 0),
            ("己", 1),
            ("庚", 2),
            ("辛", 2),
            ("壬", 3),
        )
    )
    assert body_lines(body, numbering=NUMBERING) == [
        "一、甲", "（一）乙", "（二）丙", "1.丁", "二、戊", "（一）己", "1.庚", "2.辛", "2.1 壬",
    ]  # fmt: skip


def test_a_number_may_start_anew_go_on_and_never_restart() -> None:
    numbers = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "decimal", "%1、")
        + level(1, "lowerLetter", "%2)", '<w:lvlRestart w:val="0"/>', start=3)
        + "</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        "</w:lvlOverride></w:num>"
    )
    body = numbered("甲", 0) + numbered("乙", 1) + numbered("丙", 0) + numbered("丁", 1)
    body += numbered("戊", 0, 2) + numbered("己", 0, 2) + numbered("庚", 0, 1) + numbered("无", 0, 0)
    assert body_lines(body, numbering=numbers) == ["1、甲", "c)乙", "2、丙", "d)丁", "5、戊", "6、己", "7、庚", "无"]


def test_numbers_of_styles_and_their_bases() -> None:
    numbers = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "ideographTraditional", "%1、", '<w:pStyle w:val="H1"/>')
        + level(1, "decimalEnclosedCircle", "%2", '<w:pStyle w:val="H2"/><w:suff w:val="nothing"/>')
        + '</w:abstractNum><w:num w:numId="4"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
        '<w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="H1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    body = "".join(
        p(text, f'<w:pStyle w:val="{style}"/>') for text, style in (("甲", "H1"), ("乙", "H2"), ("丙", "Own"))
    )
    body += p("丁", '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>') + p("戊", '<w:pStyle w:val="A"/>')
    assert body_lines(body, numbering=numbers, styles=styles) == ["甲、甲", "①乙", "乙、丙", "丁", "戊"]


@pytest.mark.parametrize(
    ("kind", "printed"),
    [
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 28: "二十八", 105: "一〇五"}),
        ("chineseCountingThousand", {10: "十", 21: "二十一", 105: "一百零五", 110: "一百一十", 2010: "二千零一十"}),
        ("ideographDigital", {1: "一", 10: "一〇", 23: "二三"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 32: "叁拾贰"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "甲"}),
        ("decimalZero", {3: "03", 12: "12"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 51: "51"}),
        ("decimalFullWidth", {12: "１２"}),
        ("upperRoman", {4: "IV", 9: "IX", 14: "XIV"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa"}),
        ("decimal", {7: "7"}),
    ],
)
def test_number_formats(kind: str, printed: dict[int, str]) -> None:
    assert {value: FORMATS[kind](value) for value in printed} == printed


def test_bullets_and_unknown_lists() -> None:
    numbers = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "bullet", "\uf0b7")
        + level(1, "bullet", "——")
        + "</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="9"/></w:num>'
    )
    body = numbered("甲", 0) + numbered("坚持乙。", 1) + numbered("丙", 0, 2) + numbered("丁", 8)
    assert body_lines(body, numbering=numbers) == ["• 甲", "——坚持乙。", "丙", "丁"]


def test_tracked_changes_are_read_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>市</w:t></w:r><w:del><w:r><w:delText>经信委</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>发改委</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半句，</w:t></w:r></w:p>" + p("后半句。")
    )
    body += f"<w:ins>{p('整段新增')}</w:ins><w:moveTo>{p('移到此处')}</w:moveTo>"
    assert body_lines(body) == ["市发改委", "前半句，后半句。", "整段新增", "移到此处"]


def test_hidden_text_fields_breaks_and_signs() -> None:
    body = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:tab/><w:t xml:space='preserve'> 甲</w:t>"
        "<w:br/><w:t>乙</w:t><w:noBreakHyphen/><w:t>丙&#160;</w:t><w:sym w:char='F0A8'/></w:r></w:p>"
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>"
        "<w:r><w:t>码</w:t></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>2020年</w:t></w:r>"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>"
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r></w:p>" + p("字段没有结束也不丢正文")
    )
    assert body_lines(body) == ["甲", "乙-丙\u00a0□", "2020年链接", "字段没有结束也不丢正文"]


def test_text_boxes_once_and_content_controls() -> None:
    box = f"<w:txbxContent>{p('框内')}</w:txbxContent>"
    body = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}"
        f"</w:pict></mc:Fallback></mc:AlternateContent><w:t>框外</w:t></w:r></w:p>"
        f"<w:sdt><w:sdtPr><w:t>无</w:t></w:sdtPr><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt>"
    )
    assert body_lines(body) == ["框外", "框内", "控件"]


def test_notes_stand_at_the_end() -> None:
    body = "<w:p><w:r><w:t>正文</w:t><w:footnoteReference w:id='2'/><w:endnoteReference w:id='2'/></w:r></w:p>" + p(
        "末段"
    )
    notes = f"<w:footnote w:id='0'>{p('线')}</w:footnote><w:footnote w:id='2'>{p('脚注文字。')}</w:footnote>"
    found = body_lines(body, footnotes=notes, endnotes=f"<w:endnote w:id='2'>{p('尾注')}</w:endnote>")
    assert found == ["正文", "末段", "注1：脚注文字。", "注2：尾注"]


def test_tables_with_merged_cells_and_numbers() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text if text.startswith('<') else p(text)}</w:tc>"

    rows = [
        cell("序号") + cell("任务") + cell("单位") + cell("时限"),
        cell(numbered("", 2))
        + cell(p("甲") + p("乙"))
        + cell("市发改委")
        + cell("长期", '<w:vMerge w:val="restart"/>'),
        cell(numbered("", 2)) + cell("合并", '<w:gridSpan w:val="2"/>') + cell("被并", "<w:vMerge/>"),
    ]
    body = p("前") + "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    body += f"<w:tr><w:trPr><w:del/></w:trPr>{cell('已删')}{cell('行')}</w:tr></w:tbl>" + p("后")
    assert body_lines(body, numbering=NUMBERING) == [
        "前",
        "序号\t任务\t单位\t时限",
        "1.\t甲 乙\t市发改委\t长期",
        f"2.\t合并\t\t{COVERED}",
        "后",
    ]


def test_frame_and_metadata_tables() -> None:
    document = docx.Document()
    frame = document.add_table(rows=2, cols=1)
    frame.cell(0, 0).text = "抄送：市委办。"
    frame.cell(1, 0).text = "某市人民政府办公室"
    about = document.add_table(rows=2, cols=2)
    for row, texts in zip(about.rows, (("索引号", "1/2"), ("发文字号", "〔2020〕1号")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    assert lines(bytes_of(document)) == ["抄送：市委办。", "某市人民政府办公室", "索引号 1/2", "发文字号 〔2020〕1号"]


def test_file_of_python_docx_with_an_insertion() -> None:
    document = docx.Document()
    document.add_heading("一、总体要求", 1)
    paragraph = document.add_paragraph("责任单位：")
    paragraph._p.append(parse_xml(f"<w:ins {NS}><w:r><w:t>市财政局</w:t></w:r></w:ins>"))
    assert lines(bytes_of(document)) == ["一、总体要求", "责任单位：市财政局"]


def test_strict_form() -> None:
    data = package(p("严格格式"))
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        entries: dict[str, str | bytes] = {name: old.read(name) for name in old.namelist()}
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    entries["word/document.xml"] = bytes(entries["word/document.xml"]).replace(W.encode(), strict.encode())
    assert lines(write_zip(entries)) == ["严格格式"]


def _flag_encrypted(plain: bytes) -> bytes:
    """Set the encryption bit of every entry, in the local headers and in the directory."""
    data = bytearray(plain)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


def _bomb() -> bytes:
    return write_zip({"word/document.xml": b" " * (archive.MOST_PART + 1)})


def _lying_bomb() -> bytes:
    """An entry that says it is small and is not."""
    data = bytearray(write_zip({"word/document.xml": b"<a>" + b" " * 3_000_000 + b"</a>"}))
    at = data.find(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 1000)
    return bytes(data)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
    f"<w:document {NS}><w:body>{p('&c;')}</w:body></w:document>"
)
EXTERNAL = (
    f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document {NS}><w:body>{p("&a;")}</w:body></w:document>'
)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "source_empty"),
        (b"plain text", "source_binary"),
        (b"\x89PNG\r\n\x1a\n....", "source_binary"),
        (OLE, "source_binary"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "source_encrypted"),
        (b"PK\x03\x04" + b"x" * 100, "source_damaged"),
        (package(p("甲"))[:-40], "source_damaged"),
        (write_zip({"mimetype": "application/epub+zip"}), "source_damaged"),
        (write_zip({"word/document.xml": f"<w:document {NS}><w:body>"}), "source_damaged"),
        (write_zip({"word/document.xml": f"<w:document {NS}/>"}), "source_damaged"),
        (package(""), "source_empty"),
        (_flag_encrypted(package(p("甲"))), "source_encrypted"),
        (write_zip({"word/document.xml": LAUGHS}), "source_unsafe"),
        (write_zip({"word/document.xml": EXTERNAL}), "source_unsafe"),
        (_bomb(), "source_too_large"),
        (_lying_bomb(), "source_damaged"),
        (write_zip({f"e{n}": b"" for n in range(archive.MOST_ENTRIES + 1)}), "source_too_large"),
    ],
)
def test_refused(data: bytes, code: str) -> None:
    assert refusal(data).code == code


def test_damage_anywhere_gives_a_problem_or_text() -> None:
    document = docx.Document()
    document.add_paragraph("一、总体要求")
    data = bytes_of(document)
    for at in range(0, len(data), max(1, len(data) // 150)):
        damaged = data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
        try:
            assert lines(damaged)
        except PolicykbError as error:
            assert len(error.problems) == 1


def test_deep_nesting_ends_well() -> None:
    table = p("深")
    for _ in range(70):
        table = f"<w:tbl><w:tr><w:tc>{table}</w:tc><w:tc>{p('')}</w:tc></w:tr></w:tbl>"
    assert body_lines(table) == ["深"]
    deeper = "<w:sdt><w:sdtContent>" * 400 + p("深") + "</w:sdtContent></w:sdt>" * 400
    assert refusal(package(deeper)).code == "source_damaged"


@pytest.mark.parametrize(("centimetres", "large"), [(15, 1), (4, 0)])
def test_large_pictures_beside_text_are_counted(tmp_path: Path, centimetres: int, large: int) -> None:
    picture, file = io.BytesIO(), tmp_path / "x.docx"
    Image.new("RGB", (200, 280), "white").save(picture, "PNG")
    document = docx.Document()
    document.add_paragraph("关于加强政务诚信建设的通知。" * 5)
    document.add_picture(picture, width=Cm(centimetres))
    document.save(str(file))
    assert unread_pictures(file, "x.docx") == large
    assert unread_pictures(file.with_suffix(".txt"), "x.txt") == 0


@pytest.mark.parametrize(("text", "scanned"), [("扫描件", True), ("关于加强政务诚信建设的通知。" * 5, False)])
def test_a_picture_with_hardly_any_words_is_a_scan(text: str, scanned: bool) -> None:
    picture, file = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (200, 280), "white").save(picture, "PNG")
    document = docx.Document()
    document.add_paragraph(text)
    document.add_picture(picture)
    document.save(file)
    if not scanned:
        assert reader.decode(file.getvalue(), "x.docx")[0] == f"{text}\n"
        return
    with pytest.raises(PolicykbError) as caught:
        reader.decode(file.getvalue(), "x.docx")
    assert [problem.code for problem in caught.value.problems] == ["source_scanned"]


@pytest.mark.parametrize("data", [b"<html><body>1</body></html>", b"\xef\xbb\xbf\r\n<!DOCTYPE HTML>\n<html>"])
def test_a_web_page_with_the_name_of_a_word_file_is_told(data: bytes) -> None:
    assert refusal(data).code == "source_binary"
    assert "网页" in refusal(data).message
