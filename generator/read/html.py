"""Web pages: bytes -> the lines that a reader of the page would copy, in the page's order."""

from __future__ import annotations

import codecs
import re

from bs4 import BeautifulSoup
from charset_normalizer import from_bytes
from lxml import etree

from generator.read.html_walk import page_lines
from generator.read.refusal import refused, true_format

MOST_BYTES = 8 * 1024 * 1024
"""A page of a government site has some hundred kilobytes."""

MOST_ELEMENTS = 100_000
DEEPEST = 220
"""Below the depth at which libxml2 gives up (256), so that nothing behind it can be lost unseen."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_HEAD = 8192
_GB = frozenset({"gb2312", "gbk", "gb_2312-80", "gb2312-80", "x-gbk", "cp936", "ms936", "gb18030", "gb18030-2005"})
_MOST_DAMAGE = 0.005
"""Share of undecodable characters up to which a declared encoding is believed: pages cut in mid-character exist."""


def decode(data: bytes, shown: str) -> tuple[str, str]:
    """Read a saved web page.

    Args:
        data: The whole file.
        shown: The file as it is shown to people.

    Returns:
        Its text, one paragraph or table row a line, and the name of the encoding. Nothing on the page is
        executed or loaded; navigation, scripts and hidden parts are left out.

    Raises:
        PolicykbError: Another format (source_binary), too large, in no known encoding, or without text.
    """
    suffix, name = true_format(data)
    if suffix:
        message = f"内容是{name}，不是网页；请把后缀名改回，或另存为 docx、txt"
        raise refused(shown, "source_binary", message)
    if len(data) > MOST_BYTES:
        message = f"网页过大（上限 {MOST_BYTES // 1024 // 1024} MB）；请只保存正文，去掉内嵌的图片"
        raise refused(shown, "source_too_large", message)
    markup, encoding = _markup(data, shown)
    # A NUL ends the document for libxml2: what stands behind it would be lost without a word.
    if "\0" in markup:
        line = markup.count("\n", 0, markup.index("\0")) + 1
        raise refused(shown, "source_binary", "含有空字节，不是网页；请重新保存网页", line)
    markup = _without_declaration(markup)
    _check_structure(markup, shown)
    lines = page_lines(BeautifulSoup(markup, "lxml"))
    if not any(line.strip() for line in lines):
        message = "网页里没有正文（可能由脚本载入，或是框架页）；请在浏览器中打开后复制正文，存为 txt"
        raise refused(shown, "source_empty", message)
    return "".join(f"{line}\n" for line in lines), encoding


def _markup(data: bytes, shown: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, shown)
    declared = _declared(data)
    candidates = [*([declared] if declared else []), "utf-8", "gb18030"]
    for encoding in candidates:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    # Neither as declared nor in the two that Chinese sites use: a few broken bytes, or another encoding.
    for encoding in candidates:
        text = data.decode(encoding, errors="replace")
        if text.count("\ufffd") <= _MOST_DAMAGE * len(text):
            return text, encoding
    best = from_bytes(data).best()
    if best is None:
        message = "认不出网页的编码；请在浏览器中打开后复制正文，存为 txt（编码选 UTF-8）"
        raise refused(shown, "source_encoding", message)
    return str(best), best.encoding


def _strict(data: bytes, encoding: str, shown: str) -> tuple[str, str]:
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        message = f"文件开头标明 {encoding} 编码，内容却不是；请重新保存网页"
        raise refused(shown, "source_encoding", message) from error


def _declared(data: bytes) -> str | None:
    """The encoding that the page names, GB2312 and GBK read as GB18030, which contains both."""
    match = _CHARSET.search(data[:_HEAD])
    if match is None:
        return None
    name = match.group(1).decode("ascii").lower()
    if name in _GB:
        return "gb18030"
    try:
        codec = codecs.lookup(name)
    except LookupError:
        return None
    # "utf-16" in a page whose head could be read as ASCII is a mistake; others are no text encodings at all.
    return None if codec.name.startswith(("utf-16", "utf-32", "utf-7")) or not codec._is_text_encoding else codec.name


def _check_structure(markup: str, shown: str) -> None:
    """Refuse pages that would keep BeautifulSoup busy for hours; libxml2 alone reads them in no time.

    Raises:
        PolicykbError: More elements, or deeper ones, than any real page has.
    """
    parser = etree.HTMLParser(recover=True, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(markup, parser)
    except etree.XMLSyntaxError:
        return
    depth = deepest = count = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")) if root is not None else ():
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        count += event == "start"
        if count > MOST_ELEMENTS or deepest > DEEPEST:
            raise refused(shown, "source_too_large", "网页结构过于复杂；请在浏览器中打开后复制正文，存为 txt")


def _without_declaration(markup: str) -> str:
    """The parser refuses text that still names an encoding in an XML declaration."""
    return re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", markup, count=1)
