"""What readers say when they refuse a file, and how they tell a file's true format by its first bytes."""

from __future__ import annotations

import re

from generator.problems import PolicykbError, Problem

_SIGNATURES = (
    (b"%PDF-", ".pdf", "PDF 文件"),
    (b"PK\x03\x04", ".zip", "docx、ofd、xlsx 或 zip 文件"),
    (b"PK\x05\x06", ".zip", "空的压缩文件"),
    (b"\xd0\xcf\x11\xe0", ".ole", "旧版 Word、WPS 文件或加密的文件"),
    (b"{\\rtf", ".rtf", "RTF 文件"),
    (b"\x89PNG\r\n", ".png", "图片（PNG）"),
    (b"\xff\xd8\xff", ".jpg", "图片（JPEG）"),
    (b"GIF8", ".gif", "图片（GIF）"),
    (b"BM", ".bmp", "图片（BMP）"),
    (b"II*\0", ".tif", "图片（TIFF）"),
    (b"MM\0*", ".tif", "图片（TIFF）"),
    (b"Rar!", ".rar", "压缩文件（RAR）"),
    (b"7z\xbc\xaf", ".7z", "压缩文件（7z）"),
    (b"\x1f\x8b", ".gz", "压缩文件（gzip）"),
)
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)[\s>]", re.IGNORECASE)
_PICTURES = frozenset({".png", ".jpg", ".gif", ".bmp", ".tif"})
_OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def refused(shown: str, code: str, message: str, line: int = 0) -> PolicykbError:
    """The error that refuses a source document.

    Args:
        shown: The file as it is shown to people.
        code: Stable word for the kind of problem ("source_encrypted").
        message: What is wrong and what to do next.
        line: 1-based line, 0 for the whole file.

    Returns:
        The error, to be raised by the caller.
    """
    return PolicykbError(Problem(path=shown, line=line, code=code, message=message))


def true_format(data: bytes) -> tuple[str, str]:
    """Tell the format of a file by its first bytes.

    Args:
        data: The whole file.

    Returns:
        A suffix-like word (".pdf", ".zip", ".ole", …) and its name in Chinese; two empty strings where no
        signature is known (plain text and web pages have none).
    """
    for signature, suffix, name in _SIGNATURES:
        if data.startswith(signature):
            return suffix, name
    # Writers may put up to 1024 bytes before the header (PDF 1.7, appendix H, note 13).
    return (".pdf", "PDF 文件") if b"%PDF-" in data[:1024] else ("", "")


def require_format(data: bytes, shown: str, wanted: str, wanted_name: str) -> None:
    """Refuse a file whose first bytes are not those of its suffix.

    Args:
        data: The whole file.
        shown: The file as it is shown to people.
        wanted: The word of `true_format` that the reader needs (".zip", ".pdf").
        wanted_name: The format as people call it ("docx").

    Raises:
        PolicykbError: Encrypted by Office (source_encrypted), or another format (source_binary).
    """
    suffix, name = true_format(data)
    if suffix == wanted:
        return
    if _PAGE.match(data):
        name = "网页（html）"
    if not data.strip(b" \t\r\n\0"):
        raise refused(shown, "source_empty", "文件是空的；请放入公文全文后重新生成")
    if suffix == ".ole" and _OLE_ENCRYPTED in data:
        raise refused(shown, "source_encrypted", "文件设有打开密码；请用 WPS 或 Word 去掉密码后另存")
    if suffix == ".ole":
        advice = "请用 WPS 或 Word 打开，“另存为”docx，不要只改后缀名"
        message = f"内容是旧版 Word 或 WPS 文件，不是 {wanted_name}；{advice}"
    elif suffix in _PICTURES:
        message = f"内容是{name}，不是 {wanted_name}；请先做文字识别（OCR），再存为 docx、txt 或双层 PDF"
    elif name:
        message = f"内容是{name}，不是 {wanted_name}；请把后缀名改回，或打开后“另存为”{wanted_name}"
    else:
        message = f"内容不是 {wanted_name}（可能已损坏）；请重新下载，或打开后“另存为”{wanted_name}"
    raise refused(shown, "source_binary", message)
