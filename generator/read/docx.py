"""Word files (docx): paragraphs, tables, text boxes and notes in order, with the numbers that Word prints."""

from __future__ import annotations

import posixpath

from lxml import etree

from generator.read.archive import Archive
from generator.read.docx_blocks import Walker
from generator.read.docx_numbering import Numbering
from generator.read.refusal import refused
from generator.read.xml_names import attribute, child, children, integer, local

_NAME = "docx"
_PICTURES = frozenset({"blip", "imagedata"})
_PLACED = frozenset({"inline", "anchor"})
_TRACKED = frozenset({"ins", "del", "moveFrom", "moveTo"})
_LARGE = 2_880_000
"""8 cm in EMU: a picture that is wider and higher may be a page or a table; seals and signs are smaller."""

_FEWEST = 40
"""A file with a picture and fewer characters, which are no title and no order yet, holds a scan."""


def decode(data: bytes, shown: str) -> tuple[str, str]:
    """Read a Word file.

    The parts are read as XML and not through a document model: files with dangling relations to pictures,
    as WPS writes them, and files in the strict form of ISO/IEC 29500 read like any other.

    Args:
        data: The whole file.
        shown: The file as it is shown to people.

    Returns:
        Its text, one paragraph or table row a line: tracked insertions shown, deletions and hidden text left
        out, automatic numbers written out, notes as lines of their own at the end; and "docx".

    Raises:
        PolicykbError: Encrypted, damaged, unsafe, too large, another format, without text, or a picture with hardly any
            (source_scanned).
    """
    archive = Archive(data, shown, _NAME)
    main = _main_part(archive)
    document = archive.xml(main)
    if document is None:
        raise archive.damaged("找不到正文")
    body = next(children(document, "body"), None)
    if body is None:
        raise archive.damaged("找不到正文")
    parts = _related(archive, main)
    numbering = Numbering(_part(archive, parts, "numbering"), _part(archive, parts, "styles"))
    walker = Walker(numbering)
    lines = walker.lines(body)
    lines += walker.notes(_part(archive, parts, "footnotes"), _part(archive, parts, "endnotes"))
    if not any(line.strip() for line in lines):
        message = "文件没有文字（可能是图片或扫描件）；请先做文字识别（OCR），再存为 docx 或 txt"
        raise refused(shown, "source_empty", message)
    words = sum(len("".join(line.split())) for line in lines)
    if words < _FEWEST and any(local(element) in _PICTURES for element in document.iter()):
        message = f"文件只有{words}个字，其余是图片（疑为扫描件）；请先做文字识别（OCR），再存为 docx 或 txt"
        raise refused(shown, "source_scanned", message)
    return "".join(f"{line}\n" for line in lines), _NAME


def large_pictures(data: bytes, shown: str) -> int:
    """Count the pictures of a Word file that may hold text, of which nothing is read.

    Args:
        data: The whole file.
        shown: The file as it is shown to people.

    Raises:
        PolicykbError: As `decode` does.
    """
    archive = Archive(data, shown, _NAME)
    document = archive.xml(_main_part(archive))
    placed = (element for element in document.iter() if local(element) in _PLACED) if document is not None else ()
    return sum(_is_large(element) and any(local(part) in _PICTURES for part in element.iter()) for element in placed)


def unsettled(data: bytes, shown: str) -> tuple[bool, int]:
    """Tell what of a Word file nobody has decided on yet.

    Args:
        data: The whole file.
        shown: The file as it is shown to people.

    Returns:
        Whether it has tracked changes (修订), and how many comments (批注).

    Raises:
        PolicykbError: As `decode` does.
    """
    archive = Archive(data, shown, _NAME)
    main = _main_part(archive)
    document, comments = archive.xml(main), _part(archive, _related(archive, main), "comments")
    tracked = document is not None and any(local(element) in _TRACKED for element in document.iter())
    return tracked, sum(1 for _ in children(comments, "comment")) if comments is not None else 0


def _is_large(placed: etree._Element) -> bool:
    sides = (integer(attribute(child(placed, "extent"), side), 0) or 0 for side in ("cx", "cy"))
    return min(sides) >= _LARGE


def _main_part(archive: Archive) -> str:
    relations = _relations(archive, "_rels/.rels", "")
    return relations.get("officeDocument", "word/document.xml")


def _related(archive: Archive, main: str) -> dict[str, str]:
    folder, name = posixpath.split(main)
    return _relations(archive, f"{folder}/_rels/{name}.rels".lstrip("/"), folder)


def _relations(archive: Archive, part: str, folder: str) -> dict[str, str]:
    """Kind of relation (last word of its type) -> name of the part it leads to; the first of a kind counts."""
    root = archive.xml(part)
    found: dict[str, str] = {}
    for relation in children(root, "Relationship") if root is not None else ():
        target = attribute(relation, "Target") or ""
        kind = (attribute(relation, "Type") or "").rpartition("/")[2]
        if attribute(relation, "TargetMode") == "External" or not target:
            continue
        joined = target if target.startswith("/") else posixpath.join(folder, target)
        found.setdefault(kind, posixpath.normpath(joined).lstrip("/"))
    return found


def _part(archive: Archive, parts: dict[str, str], kind: str) -> etree._Element | None:
    return archive.xml(parts[kind]) if kind in parts else None
