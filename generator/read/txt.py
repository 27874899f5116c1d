"""Plain text: UTF-8 with or without a byte order mark, else GB18030, strictly."""

from __future__ import annotations

from generator.problems import PolicykbError, Problem

_SIGNATURES = (
    (b"%PDF-", "PDF 文件"),
    (b"PK\x03\x04", "docx、xlsx 或 zip 文件"),
    (b"\xd0\xcf\x11\xe0", "旧版 Word 或 WPS 文件"),
    (b"{\\rtf", "RTF 文件"),
)
_MARKS = "，。、；：（）「」《》"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def decode(data: bytes, shown: str) -> tuple[str, str]:
    """Decode the bytes of a plain text file.

    Args:
        data: The whole file.
        shown: The file as it is shown to people.

    Returns:
        The text with its line ends as they are and without a byte order mark, and the name of the encoding
        ("utf-8", "utf-8-sig", "gb18030").

    Raises:
        PolicykbError: The bytes are another format under this name, binary (source_binary), or in no
            encoding known here (source_encoding).
    """
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            message = f"内容是{name}，不是纯文本；请打开后“另存为”纯文本（编码选 UTF-8），不要只改后缀名"
            raise PolicykbError(Problem(path=shown, line=0, code="source_binary", message=message))
    if data.startswith(_UTF16_MARKS):
        message = "文件编码是 UTF-16；请在编辑器中“另存为”，编码选 UTF-8"
        raise PolicykbError(Problem(path=shown, line=0, code="source_encoding", message=message))
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        message = "含有空字节，不是纯文本；请检查放入的是不是公文的文本文件"
        raise PolicykbError(Problem(path=shown, line=line, code="source_binary", message=message))
    return _decode_text(data, shown)


def _decode_text(data: bytes, shown: str) -> tuple[str, str]:
    encoding = "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        # The codec counts from behind the byte order mark.
        utf8_line = error.object.count(b"\n", 0, error.start) + 1
    # A file that announces itself as UTF-8 is a damaged UTF-8 file, never GB18030.
    if encoding == "utf-8":
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError as error:
            line = max(utf8_line, data.count(b"\n", 0, error.start) + 1)
        else:
            _refuse_big5(data, text, shown)
            return text, "gb18030"
    else:
        line = utf8_line
    message = "这一行起既不是 UTF-8 也不是 GB18030 编码；请在编辑器中“另存为”，编码选 UTF-8"
    raise PolicykbError(Problem(path=shown, line=line, code="source_encoding", message=message))


def _refuse_big5(data: bytes, text: str, shown: str) -> None:
    """Most bytes of Big5 are some characters of GB18030 too, but the marks of any text are none of them."""
    try:
        other = data.decode("big5")
    except UnicodeDecodeError:
        return
    if sum(map(other.count, _MARKS)) > sum(map(text.count, _MARKS)):
        message = "像是 Big5 编码（繁体）；请在编辑器中“另存为”，编码选 UTF-8"
        raise PolicykbError(Problem(path=shown, line=0, code="source_encoding", message=message))
