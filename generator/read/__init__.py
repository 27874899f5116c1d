"""Read: a file -> SourceText. A new format is one module here and one line in READERS."""

from __future__ import annotations

import hashlib
import importlib
import os
import stat
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

from generator.models import SourceText
from generator.problems import PolicykbError, Problem, reason_of
from generator.read.tables import without_covered

__all__ = ["MAX_BYTES", "READERS", "decoder_of", "find_source", "read_source"]

Decoder = Callable[[bytes, str], tuple[str, str]]
"""From a file's bytes and the name shown to people to its text and the encoding it was decoded with.

In the text, cells of tables over which merged ones reach down hold `generator.read.tables.COVERED`.
"""

READERS: MappingProxyType[str, str] = MappingProxyType(
    {".txt": "txt", ".html": "html", ".htm": "html", ".docx": "docx", ".pdf": "pdf", ".ofd": "ofd"}
)
"""Suffix -> the module here whose `decode` reads it, loaded when a file needs it: some take long to load."""

PLAIN = frozenset({".txt"})
"""Formats that do not tell which cells of a table are merged."""

MAX_BYTES = 16 * 1024 * 1024
"""Larger files are refused: the longest official documents stay far below one megabyte of text."""

_LOCK = "~$"
"""How the names of files begin that stand beside a document while somebody has it open."""

_AS_DOCX = "请用 WPS 或 Word 打开，“另存为”docx（或纯文本 txt，编码选 UTF-8）"
_AS_TEXT = "请先做文字识别（OCR），再存为 docx、txt 或双层 PDF"
_ADVICE = MappingProxyType(
    {
        **dict.fromkeys((".doc", ".wps", ".wpt", ".dot", ".docm", ".rtf", ".odt", ".uof", ".uot"), _AS_DOCX),
        **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp"), _AS_TEXT),
        **dict.fromkeys((".mht", ".mhtml", ".maff"), "请在浏览器中打开，“另存为”网页（*.html），或复制正文存为 txt"),
        **dict.fromkeys((".zip", ".rar", ".7z"), "请先解压，放入里面的公文"),
        ".ceb": "请用方正 Apabi 阅读器打开，打印为 PDF，或复制正文存为 txt",
    }
)


DOCUMENTS = frozenset({*READERS, *_ADVICE})
"""Suffixes of what may be an official document, whether or not it can be read."""


def find_source(folder: Path, shown: str) -> Path:
    """Find the one source document (source.*) of a policy's folder.

    Args:
        folder: The policy's folder.
        shown: The folder as it is shown to people ("policies/x").

    Returns:
        The path of the source document; whether its format can be read is read_source's business.

    Raises:
        PolicykbError: There is none (source_missing), more than one (source_ambiguous), or it is a link that leads
            out of the knowledge base (source_elsewhere): what it leads to would be published.
    """
    try:
        # Names, and strings below, as paths would take much longer to make and to follow.
        held = os.listdir(folder)  # noqa: PTH208
    except OSError:
        held = []
    named = sorted(name for name in held if name.startswith("source."))
    found = [folder / name for name in named if not name.lower().endswith((".yaml", ".yml"))]
    if not found:
        message = "文件夹中没有源文件；请放入 source.txt（或 .html、.docx、.pdf、.ofd），或删除这个文件夹"
        raise PolicykbError(Problem(path=shown, line=0, code="source_missing", message=message))
    if len(found) > 1:
        names = "、".join(path.name for path in found)
        message = f"有多个源文件（{names}）；请只保留一个"
        raise PolicykbError(Problem(path=shown, line=0, code="source_ambiguous", message=message))
    if _leads_out(found[0]):
        message = "是指向知识库以外的链接，不会读取；请放入文件本身"
        raise PolicykbError(Problem(path=f"{shown}/{found[0].name}", line=0, code="source_elsewhere", message=message))
    return found[0]


def _leads_out(path: Path) -> bool:
    """Whether the file of a policy, or a folder above it in the knowledge base, is a link to somewhere else."""
    text = str(path)
    # Following every part of the way takes much longer than seeing that none of the last three is a link.
    if not any(map(os.path.islink, (text, os.path.dirname(text), os.path.dirname(os.path.dirname(text))))):  # noqa: PTH120
        return False
    inside = os.path.realpath(path.absolute().parents[2])
    return os.path.commonpath((inside, os.path.realpath(path))) != inside


def read_source(path: Path, shown: str) -> SourceText:
    """Read one source document.

    Args:
        path: The file.
        shown: The file as it is shown to people ("policies/x/source.txt").

    Returns:
        Its text, unchanged except for the decoding (line ends kept, a byte order mark left out), with the
        SHA-256 of its bytes.

    Raises:
        PolicykbError: The file cannot be read, is too large, of an unsupported format, binary or empty; one
            problem that says what to do next.
    """
    suffix = path.suffix.lower()
    if path.is_dir():
        raise _refused(shown, "source_unreadable", "是文件夹；请写明里面的一份文件")
    if path.name.startswith(_LOCK):
        raise _refused(
            shown, "source_unreadable", "是 Word、WPS 打开文件时的临时文件，不是公文；请略去它，或关闭文档后再试"
        )
    if suffix not in READERS:
        known = "、".join(f"*{known_suffix}" for known_suffix in READERS)
        advice = _ADVICE.get(suffix, f"请转换为可读的格式（{known}）")
        raise _refused(shown, "source_unsupported", f"不支持 {suffix or '无后缀名的文件'}；{advice}")
    data = _bytes_of(path, shown)
    marked, encoding = decoder_of(suffix)(data, shown)
    text, covered = without_covered(marked)
    if not text.strip():
        raise _refused(shown, "source_empty", "文件没有文字；请放入公文全文后重新生成")
    sha256 = hashlib.sha256(data).hexdigest()
    told = None if suffix in PLAIN else covered
    return SourceText(path=shown, text=text, sha256=sha256, encoding=encoding, covered=told)


def unread_pictures(path: Path, shown: str) -> int:
    """How many pictures of a document may hold text that nobody reads; known of Word files only.

    Args:
        path: The file.
        shown: The file as it is shown to people.

    Raises:
        PolicykbError: As `read_source` does.
    """
    if path.suffix.lower() != ".docx":
        return 0
    # Loaded here as the readers are: most runs read no Word file.
    from generator.read.docx import large_pictures

    return large_pictures(_bytes_of(path, shown), shown)


def unsettled(path: Path, shown: str) -> tuple[bool, int]:
    """Whether a document has tracked changes, and how many comments; known of Word files only.

    Args:
        path: The file.
        shown: The file as it is shown to people.

    Raises:
        PolicykbError: As `read_source` does.
    """
    if path.suffix.lower() != ".docx":
        return False, 0
    from generator.read import docx

    return docx.unsettled(_bytes_of(path, shown), shown)


def decoder_of(suffix: str) -> Decoder:
    """The reader of a format.

    Args:
        suffix: One of READERS.

    Returns:
        Its `decode`.

    Raises:
        KeyError: No reader has this suffix.
    """
    decode: Decoder = importlib.import_module(f"generator.read.{READERS[suffix]}").decode
    return decode


def _bytes_of(path: Path, shown: str) -> bytes:
    try:
        status = path.stat()
        # A device or a pipe could block or never end.
        if not stat.S_ISREG(status.st_mode):
            raise _refused(shown, "source_unreadable", "不是普通文件；请放入文件本身")
        if status.st_size > MAX_BYTES:
            size = f"{status.st_size / 1024 / 1024:.1f} MB，上限 {MAX_BYTES // 1024 // 1024} MB"
            raise _refused(shown, "source_too_large", f"文件过大（{size}）；请只保留公文正文，去掉附带内容")
        return path.read_bytes()
    except OSError as error:
        reason = reason_of(error)
        raise _refused(shown, "source_unreadable", f"文件读不出（{reason}）；请检查路径和权限") from error


def _refused(shown: str, code: str, message: str) -> PolicykbError:
    return PolicykbError(Problem(path=shown, line=0, code=code, message=message))
