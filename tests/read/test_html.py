"""Web pages: what is read, what is left out, in which encoding, and what is refused."""

from __future__ import annotations

import pytest

from generator.problems import PolicykbError, Problem
from generator.read import html
from generator.read.tables import COVERED


def lines(body: str, head: str = '<meta charset="utf-8">') -> list[str]:
    text, _ = html.decode(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "x.html")
    assert text.endswith("\n")
    return text[:-1].split("\n")


def refusal(data: bytes) -> Problem:
    with pytest.raises(PolicykbError) as caught:
        html.decode(data, "policies/x/source.html")
    (problem,) = caught.value.problems
    assert "\n" not in str(problem)
    return problem


PAGE = """
<body><!-- 注释 --><div class="top-nav"><a href="/">首页</a><a href="/a">政务公开</a></div>
<ul><li><a href=1>新闻</a></li><li><a href=2>政策</a></li><li><a href=3>互动</a></li><li><a href=4>服务</a></li></ul>
<script>var a = "<p>不是正文</p>";</script><style>p{}</style><noscript>请启用脚本</noscript>
<div class="header"><table><tr><th>索 引 号</th><td>0140/2020-1</td><th>发文机关：</th><td>某市人民政府</td></tr>
<tr><th>成文日期</th><td>2020年9月3日</td><th>发文字号</th><td>某政发〔2020〕7号</td></tr>
<tr><th>标题</th><td colspan=3>关于加强诚信建设的意见</td></tr><tr><th>效力状态</th><td>有效</td></tr></table></div>
<div class="article-head"><h1>关于加强诚信建设的意见</h1></div>
<div id="zoom"><p>各县、区人民政府：</p><p style="display: none">隐藏</p><p>一、总体<b>要求</b>&mdash;&nbsp;有关事项<br>
二、主要&#20219;务</p><div>（一）加强
领导。<span>各部门</span>要落实。</div><input value="x"><p hidden>也隐藏</p></div>
<div class="footer">主办单位：某市人民政府办公室</div><footer>备案号</footer></body>
"""


def test_page_is_read_as_people_see_it() -> None:
    assert lines(PAGE) == [
        "索 引 号 0140/2020-1 发文机关： 某市人民政府",
        "成文日期 2020年9月3日 发文字号 某政发〔2020〕7号",
        "标题 关于加强诚信建设的意见",
        "效力状态 有效",
        "关于加强诚信建设的意见",
        "各县、区人民政府：",
        "一、总体要求—\u00a0有关事项",
        "二、主要任务",
        "（一）加强领导。各部门要落实。",
    ]


def test_metadata_in_lists_and_definitions() -> None:
    body = "<ul><li><b>索引号：</b>1/2</li><li><b>发布日期：</b>2020-01-02</li></ul>"
    body += "<dl><dt>文号</dt><dd>〔2020〕1号</dd></dl>"
    assert lines(body) == ["索引号：1/2", "发布日期：2020-01-02", "文号 〔2020〕1号"]


def test_merged_cells_keep_their_columns() -> None:
    table = (
        "<table><tr><td colspan=4>任务分工表</td></tr><tr><th>序号</th><th>任务</th><th>单位</th><th>时限</th></tr>"
        "<tr><td rowspan=2>1</td><td>甲<br>乙</td><td>市发改委<p>市财政局</p></td><td rowspan=2>长期</td></tr>"
        "<tr><td>丙</td><td>&nbsp;</td></tr><tr><td>2</td><td colspan=2>合并</td><td>年底</td></tr></table>"
    )
    assert lines(table) == [
        "任务分工表",
        "序号\t任务\t单位\t时限",
        "1\t甲 乙\t市发改委 市财政局\t长期",
        f"{COVERED}\t丙\t\t{COVERED}",
        "2\t合并\t\t年底",
    ]


def test_table_that_arranges_the_page_is_no_table() -> None:
    inner = "<table><tr><td>序号</td><td>任务</td></tr><tr><td>1</td><td>做事</td></tr></table>"
    assert lines(f"<table><tr><td>左<p>一、甲</p></td><td>{inner}</td></tr></table>") == [
        "左",
        "一、甲",
        "序号\t任务",
        "1\t做事",
    ]


def test_numbers_of_ordered_lists_are_written_out() -> None:
    body = "<ol start=3><li>甲</li><li value=7>乙</li><li>丙</li><li>9、丁</li></ol>"
    body += '<ol style="list-style-type: cjk-ideographic"><li>戊</li></ol><ol type=a><li>己</li></ol>'
    assert lines(body) == ["3. 甲", "7. 乙", "8. 丙", "9、丁", "一、戊", "a. 己"]


def test_sentences_are_kept_whatever_their_part_is_called() -> None:
    assert lines('<div class="head">第一条 为加强管理，制定本办法。</div><nav>菜单</nav><p>第二条 略。</p>') == [
        "第一条 为加强管理，制定本办法。",
        "第二条 略。",
    ]


@pytest.mark.parametrize(("beside", "kept"), [("共四条", False), ("以下各件同时废止，不再执行", True)])
def test_a_list_of_links_with_hardly_a_word_besides_is_no_text(beside: str, kept: bool) -> None:
    links = "".join(f'<li><a href="/{number}">政策文件第{number}号</a></li>' for number in range(4))
    body = "<p>第一条 为加强管理，制定本办法。</p>" * 20
    found = lines(f"{body}<ul>{links}<li>{beside}</li></ul>")
    assert any("政策文件第2号" in line for line in found) == kept


def test_line_of_no_break_spaces_is_an_empty_cell_and_empty_paragraphs_are_nothing() -> None:
    assert lines("<p>甲</p><p>&nbsp;</p><p> </p><p></p><p>乙</p>") == ["甲", "\u00a0", "乙"]


@pytest.mark.parametrize(
    ("encoding", "declared", "named"),
    [
        ("utf-8", '<meta charset="utf-8">', "utf-8"),
        ("gb18030", '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">', "gb18030"),
        ("gb18030", "", "gb18030"),
        ("utf-8", "<meta charset=gbk-nonsense>", "utf-8"),
        ("utf-8", "<meta charset=gb2312>", "utf-8"),
        ("utf-16", "", "utf-16"),
        ("utf-8-sig", "<meta charset=gbk>", "utf-8-sig"),
        ("big5", "<meta charset=big5>", "big5"),
    ],
)
def test_encodings(encoding: str, declared: str, named: str) -> None:
    page = f"<html><head>{declared}</head><body><p>政府信用建設，落實責任。</p></body></html>"
    text, found = html.decode(page.encode(encoding), "x")
    assert (text, found) == ("政府信用建設，落實責任。\n", named)


def test_some_broken_bytes_do_not_cost_the_page() -> None:
    body = ("<meta charset=gb2312><p>" + "诚信建设。" * 400).encode("gb18030") + b"\xff</p>"
    text, encoding = html.decode(body, "x")
    assert encoding == "gb18030"
    assert text.count("诚信建设。") == 400
    assert text.count("\ufffd") == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "source_empty"),
        (b"<html><body><script>load()</script><div id=app></div></body></html>", "source_empty"),
        (b"%PDF-1.4", "source_binary"),
        (b"\x89PNG\r\n\x1a\n", "source_binary"),
        (b"PK\x03\x04", "source_binary"),
        (b"<p>a\0b</p>", "source_binary"),
        (b"\xff\xfe<\0p\0>\0\0\xd8x\0", "source_encoding"),
        (b"<p>" + b"x" * html.MOST_BYTES, "source_too_large"),
    ],
)
def test_refused(data: bytes, code: str) -> None:
    assert refusal(data).code == code


def test_hostile_pages_end_well() -> None:
    assert lines("<div>" * 200 + "深" + "</div>" * 200) == ["深"]
    assert lines("<table><tr><td>" * 50 + "深") == ["深"]
    for flood in ("<div>", "<table><tr><td>", "<ol><li>x", "<b>"):
        assert refusal(flood.encode() * 20_000).code == "source_too_large"
    assert refusal(b"<br>x" * (html.MOST_ELEMENTS + 1)).code == "source_too_large"
    assert lines("<table><tr><td colspan=99999999 rowspan=0>甲<td>乙</tr><tr><td>丙</table>")[0].startswith("甲")
    assert lines("<ol>" + "<li value=x>甲" * 300) == [f"{n}. 甲" for n in range(1, 301)]
    entity = '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><p>&b;&lt;script&gt;</p>'
    text, _ = html.decode(entity.encode(), "x")
    assert "aaaa&" not in text and "aaaaaaaa" not in text and "<script>" in text
