"""Documents that are zip archives of XML (docx, ofd): opened with limits, parsed without entities."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable

from lxml import etree

from generator.read.refusal import refused, require_format

MOST_ENTRIES = 5000
"""Real documents have some dozens, picture-laden ones some hundreds."""

MOST_UNPACKED = 256 * 1024 * 1024
"""All entries together, as the archive declares them; the reading below never goes beyond what is declared."""

MOST_PART = 24 * 1024 * 1024
"""One XML part; the longest official documents stay far below one megabyte of text."""

_ENCRYPTED = 0x1
_SAVE_AGAIN = "请重新下载，或用 WPS 打开后另存"

Parse = Callable[[bytes], etree._Element]


def safe_parse(data: bytes) -> etree._Element:
    """Parse XML without entities, network or external files; depth and text length have lxml's limits.

    Args:
        data: The XML.

    Returns:
        The root element; entity references stay unresolved nodes in it.

    Raises:
        etree.XMLSyntaxError: The bytes are no well-formed XML, or beyond the limits.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


class Archive:
    """An opened zip archive, with everything that can go wrong turned into one problem."""

    def __init__(self, data: bytes, shown: str, name: str) -> None:
        """Open `data`; `shown` is the file's name for people, `name` its format ("docx").

        Raises:
            PolicykbError: No zip archive, damaged, encrypted, or beyond the limits.
        """
        require_format(data, shown, ".zip", name)
        self._shown = shown
        self._name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, NotImplementedError, OSError) as error:
            raise self.damaged() from error
        infos = self._zip.infolist()
        if len(infos) > MOST_ENTRIES or sum(info.file_size for info in infos) > MOST_UNPACKED:
            limit = f"上限 {MOST_ENTRIES} 项、{MOST_UNPACKED // 1024 // 1024} MB"
            message = f"压缩包里的内容过多（{limit}）；请只保留公文正文"
            raise refused(shown, "source_too_large", message)
        self._entries = {info.filename.lstrip("/"): info for info in infos}
        self._folded = {name.lower(): name for name in self._entries}

    def names(self) -> tuple[str, ...]:
        """Names of all entries, without a leading slash, in the archive's order."""
        return tuple(self._entries)

    def has(self, name: str) -> bool:
        """Whether there is an entry of this name (case is ignored, as Office does)."""
        return name.lower() in self._folded

    def xml(self, name: str, parse: Parse = safe_parse) -> etree._Element | None:
        """Read and parse one part.

        Args:
            name: Its name in the archive, without a leading slash.
            parse: How to parse it; it must not resolve entities.

        Returns:
            The root element, None if there is no such part.

        Raises:
            PolicykbError: Too large, encrypted, damaged, or with a document type declaration (which neither
                format allows, and which is how entities get in).
        """
        entry = self._entries.get(self._folded.get(name.lower(), ""))
        if entry is None:
            return None
        if entry.flag_bits & _ENCRYPTED:
            raise refused(self._shown, "source_encrypted", "文件已加密；请去掉密码后另存")
        if entry.file_size > MOST_PART:
            message = f"{name} 展开后过大（上限 {MOST_PART // 1024 // 1024} MB）；请只保留公文正文"
            raise refused(self._shown, "source_too_large", message)
        try:
            root = parse(self._zip.read(entry))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise self.damaged() from error
        except etree.XMLSyntaxError as error:
            raise self.damaged() from error
        if root.getroottree().docinfo.internalDTD is not None:
            message = f"{name} 里有文档类型声明（DTD），{self._name} 不允许；请用 WPS 打开后另存"
            raise refused(self._shown, "source_unsafe", message)
        return root

    def damaged(self, what: str = "") -> Exception:
        """The error for an archive that cannot be read; `what` says which part is wrong."""
        message = f"{self._name} 文件已损坏{f'（{what}）' if what else ''}；{_SAVE_AGAIN}"
        return refused(self._shown, "source_damaged", message)
