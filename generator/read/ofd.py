"""OFD, the national format for electronic documents (GB/T 33190-2016): zip and XML, texts at places on pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from generator.read.archive import Archive
from generator.read.ofd_page import Matrix, page_content
from generator.read.pages import MOST_CHARACTERS, MOST_PAGES, Page
from generator.read.reflow import document_lines
from generator.read.refusal import refused
from generator.read.xml_names import attribute, child, children, local

_NAME = "OFD"
_A4 = (210.0, 297.0)
_SPACE = re.compile(r"\s+")


class _Document(NamedTuple):
    """Where a document's parts are looked for, its usual page size in millimetres, its templates by id."""

    folder: str
    size: tuple[float, float]
    templates: dict[str, str]


def decode(data: bytes, shown: str) -> tuple[str, str]:
    """Read an OFD file.

    Args:
        data: The whole file.
        shown: The file as it is shown to people.

    Returns:
        Its text, one paragraph or table row a line, without running heads and page numbers; and "ofd".

    Raises:
        PolicykbError: Encrypted, damaged, unsafe, too large, another format, or without text.
    """
    archive = Archive(data, shown, _NAME)
    root = archive.xml("OFD.xml")
    if root is None:
        raise archive.damaged("找不到 OFD.xml")
    if archive.has("Encryptions.xml") or archive.has("Encryptinfo.dat"):
        raise refused(shown, "source_encrypted", "OFD 已加密；请用 OFD 阅读器去掉密码后另存")
    pages: list[Page] = []
    for place in _document_places(root):
        pages += _pages(archive, place, shown)
    if not any(glyph.text.strip() for page in pages for glyph in page.glyphs):
        if any(page.picture for page in pages):
            message = "OFD 是扫描件，没有文字；请先做文字识别（OCR），再存为 docx、txt 或双层 PDF"
            raise refused(shown, "source_scanned", message)
        raise refused(shown, "source_empty", "OFD 没有文字；请用 OFD 阅读器检查文件，或放入 docx、txt")
    return "".join(f"{line}\n" for line in document_lines(pages)), "ofd"


def _document_places(root: etree._Element) -> Iterator[str]:
    """The paths of the Document.xml of every document in the file (nearly always one)."""
    for body in children(root, "DocBody"):
        yield _target("", _text(child(body, "DocRoot")) or "Doc_0/Document.xml")


def _pages(archive: Archive, place: str, shown: str) -> list[Page]:
    root = archive.xml(place)
    if root is None:
        raise archive.damaged(f"找不到 {place}")
    document = _document(root, posixpath.dirname(place))
    references = list(children(_or_empty(child(root, "Pages")), "Page"))
    if len(references) > MOST_PAGES:
        message = f"页数过多（{len(references)} 页，上限 {MOST_PAGES} 页）；请只保留公文正文"
        raise refused(shown, "source_too_large", message)
    pages: list[Page] = []
    characters = 0
    for reference in references:
        name = _target(document.folder, attribute(reference, "BaseLoc") or "")
        content = archive.xml(name)
        if content is None:
            raise archive.damaged(f"找不到 {name}")
        pages.append(_page(archive, content, document))
        characters += len(pages[-1].glyphs)
        if characters > MOST_CHARACTERS:
            raise refused(shown, "source_too_large", "OFD 文字过多；请只保留公文正文")
    return pages


def _document(root: etree._Element, folder: str) -> _Document:
    common = _or_empty(child(root, "CommonData"))
    templates = {
        attribute(template, "ID") or "": _target(folder, attribute(template, "BaseLoc") or "")
        for template in children(common, "TemplatePage")
    }
    return _Document(folder, _size(child(common, "PageArea")) or _A4, templates)


def _page(archive: Archive, content: etree._Element, document: _Document) -> Page:
    """One page with its templates, which carry letterheads and frames."""
    size = _size(child(content, "Area")) or document.size
    roots = [content]
    for use in children(content, "Template"):
        name = document.templates.get(attribute(use, "TemplateID") or "")
        template = archive.xml(name) if name else None
        if template is not None:
            roots.insert(0, template)
    layers = [layer for root in roots for layer in children(_or_empty(child(root, "Content")), "Layer")]
    return page_content(layers, size, Matrix())


def _size(area: etree._Element | None) -> tuple[float, float] | None:
    """Width and height of the page in millimetres: the physical box is what the others lie in."""
    box = _text(child(area, "PhysicalBox")).split()
    try:
        numbers = [float(part) for part in box]
    except ValueError:
        return None
    return (numbers[2], numbers[3]) if len(numbers) == 4 and numbers[2] > 0 and numbers[3] > 0 else None


def _target(folder: str, path: str) -> str:
    """A path of the archive: those that begin with a slash count from its root, others from the folder."""
    path = path.strip().replace("\\", "/")
    joined = path if path.startswith("/") else posixpath.join(folder, path)
    return posixpath.normpath(joined).lstrip("/")


def _text(element: etree._Element | None) -> str:
    return _SPACE.sub(" ", "".join(str(part) for part in element.itertext())).strip() if element is not None else ""


def _or_empty(element: etree._Element | None) -> etree._Element:
    return element if element is not None and local(element) else etree.Element("none")
