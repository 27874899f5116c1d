"""PDF files with a text layer: characters, printed lines and pictures of each page by PDFium."""

from __future__ import annotations

import ctypes
import math
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from generator.read.pages import MOST_CHARACTERS, MOST_PAGES, Glyph, Page, Rule, straight_rule
from generator.read.reflow import document_lines
from generator.read.refusal import refused, require_format

_MOST_PATHS = 20_000
_MOST_SEGMENTS = 200
_FORM_DEPTH = 6
_LARGE_PICTURE = 0.3
_THIN = 3.0
_SHORTEST_RULE = 3.0
_SLANT = 1.0
_MOST_SLANT = 0.1
_FEWEST_A_PAGE = 8
_MOST_GARBLED = 0.2
_OCR = "请先做文字识别（OCR，如 WPS、Acrobat 的“转为可搜索的 PDF”），再放入双层 PDF、docx 或 txt"

Box = tuple[float, float, float, float]
Place = Callable[[float, float], tuple[float, float]]
"""From PDF coordinates to points right of and below the top left corner of the page as it is read."""


def decode(data: bytes, shown: str) -> tuple[str, str]:
    """Read a PDF file with a text layer.

    Args:
        data: The whole file.
        shown: The file as it is shown to people.

    Returns:
        Its text, one paragraph or table row a line, without running heads and page numbers; and "pdf".

    Raises:
        PolicykbError: Encrypted, damaged, too long, another format, a scan (source_scanned), or with fonts
            that do not tell which characters they print (source_garbled).
    """
    require_format(data, shown, ".pdf", "PDF")
    try:
        with pypdfium2.PdfDocument(data) as document:
            pages = _pages(document, shown)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise refused(shown, "source_encrypted", "PDF 设有打开密码；请去掉密码后另存") from error
        raise refused(shown, "source_damaged", "PDF 文件已损坏；请重新下载，或用 WPS 打开后另存") from error
    _require_text(pages, shown)
    return "".join(f"{line}\n" for line in document_lines(pages)), "pdf"


def _pages(document: pypdfium2.PdfDocument, shown: str) -> list[Page]:
    count = len(document)
    if count > MOST_PAGES:
        raise refused(shown, "source_too_large", f"页数过多（{count} 页，上限 {MOST_PAGES} 页）；请只保留公文正文")
    pages: list[Page] = []
    characters = 0
    for number in range(count):
        pages.append(_page(document, number))
        characters += len(pages[-1].glyphs)
        if characters > MOST_CHARACTERS:
            raise refused(shown, "source_too_large", "PDF 文字过多；请只保留公文正文")
    return pages


def _require_text(pages: list[Page], shown: str) -> None:
    texts = "".join(glyph.text for page in pages for glyph in page.glyphs if glyph.text.strip())
    scanned = sum(1 for page in pages if page.picture and len(page.glyphs) < _FEWEST_A_PAGE)
    if scanned * 2 > len(pages) or (scanned and not texts):
        raise refused(shown, "source_scanned", f"PDF 是扫描件，没有文字层；{_OCR}")
    if not texts:
        raise refused(shown, "source_empty", f"PDF 没有文字；{_OCR}")
    garbled = sum(1 for character in texts if unicodedata.category(character) in ("Co", "Cn", "Cc", "Cs", "So"))
    if garbled + texts.count("\ufffd") > _MOST_GARBLED * len(texts):
        raise refused(shown, "source_garbled", f"PDF 的字体没有文字对照表，读出的是乱码；{_OCR}")


def _page(document: pypdfium2.PdfDocument, number: int) -> Page:
    page = document[number]
    try:
        text = page.get_textpage()
        box = page.get_bbox()
        turn = _turn(text, page.get_rotation())
        place = _placing(box, turn)
        width, height = box[2] - box[0], box[3] - box[1]
        if turn in (90, 270):
            width, height = height, width
        return Page(
            width=width,
            height=height,
            glyphs=tuple(_glyphs(text, place, turn)),
            rules=tuple(_rules(page, place)),
            picture=_has_picture(page, box),
        )
    finally:
        page.close()


def _turn(text: pypdfium2.PdfTextPage, rotation: int) -> int:
    """By how many degrees clockwise to turn the page so that most of its characters stand upright."""
    count = text.count_chars()
    angles = Counter(
        _quarter(pdfium.FPDFText_GetCharAngle(text, index))
        for index in range(0, count, max(1, count // 200))
        if chr(pdfium.FPDFText_GetUnicode(text, index)).strip()
    )
    usual = angles.most_common(1)[0][0] if angles else rotation
    return rotation if usual < 0 else usual


def _quarter(angle: float) -> int:
    """The multiple of 90 degrees next to an angle in radians, by which to turn back; -1 for text that slants.

    PDFium counts angles with the clock.
    """
    if not math.isfinite(angle):
        return 0
    quarters = -math.degrees(angle) / 90
    return round(quarters) % 4 * 90 if abs(quarters - round(quarters)) < _MOST_SLANT else -1


def _placing(box: Box, turn: int) -> Place:
    left, bottom, right, top = box
    if turn == 90:
        return lambda x, y: (y - bottom, x - left)
    if turn == 180:
        return lambda x, y: (right - x, y - bottom)
    if turn == 270:
        return lambda x, y: (top - y, right - x)
    return lambda x, y: (x - left, top - y)


def _glyphs(text: pypdfium2.PdfTextPage, place: Place, turn: int) -> Iterator[Glyph]:
    x, y = ctypes.c_double(), ctypes.c_double()
    rect = pdfium.FS_RECTF()
    last: Glyph | None = None
    sizes: dict[float, float] = {}
    for index, character in _characters(text):
        if _quarter(pdfium.FPDFText_GetCharAngle(text, index)) != turn:
            continue
        found = pdfium.FPDFText_GetLooseCharBox(text, index, rect) and pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        width, size = _size(text, index)
        x0, base = place(x.value, y.value)
        right = max(place(rect.left, rect.top)[0], place(rect.right, rect.bottom)[0])
        # The box hugs narrow signs (日, 目) however loose; only the origin and the size tell their full width.
        x1 = x0 + width if unicodedata.east_asian_width(character) in "WF" else max(right, x0)
        if not found or not all(map(math.isfinite, (x0, x1, base, size))):
            continue
        if last is not None and (last.x0, last.base) == (x0, base):
            # One sign may stand for several characters (——, ﬁ): they have the same place.
            last = last._replace(text=last.text + character, x1=max(last.x1, x1))
            continue
        if last is not None:
            yield last
        # Long documents have few different characters and sizes: one object for each saves half the memory.
        base = last.base if last is not None and last.base == base else base
        last = Glyph(sys.intern(character), x0, x1, base, sizes.setdefault(size, max(size, 0.1)))
    if last is not None:
        yield last


def _characters(text: pypdfium2.PdfTextPage) -> Iterator[tuple[int, str]]:
    """The printed characters with their indices.

    PDFium adds spaces and line ends where it sees gaps; these are left out, because where characters stand is
    judged for the whole document.
    """
    high = 0
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        printable = 0x20 <= code <= 0x10FFFF and not 0xD800 <= code < 0xE000
        if printable and not pdfium.FPDFText_IsGenerated(text, index):
            yield index, chr(code)


def _size(text: pypdfium2.PdfTextPage, index: int) -> tuple[float, float]:
    """Printed width of a full-width character and size of all characters of its font, in points."""
    matrix = pdfium.FS_MATRIX()
    size = float(pdfium.FPDFText_GetFontSize(text, index))
    if not pdfium.FPDFText_GetMatrix(text, index, matrix):
        return size, size
    return size * math.hypot(matrix.a, matrix.b), size * math.hypot(matrix.c, matrix.d)


def _rules(page: pypdfium2.PdfPage, place: Place) -> Iterator[Rule]:
    for count, path in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=_FORM_DEPTH)):
        if count >= _MOST_PATHS:
            return
        segments = pdfium.FPDFPath_CountSegments(path)
        if not 2 <= segments <= _MOST_SEGMENTS:
            continue
        matrix = path.get_matrix()
        container = path.container
        while container is not None:
            matrix = matrix.multiply(container.get_matrix())
            container = container.container
        points = [(kind, place(*matrix.on_point(x, y))) for kind, x, y in _segments(path, segments)]
        if _is_stroked(path):
            yield from _stroked(points)
        else:
            yield from _filled([point for _, point in points])


def _segments(path: pypdfium2.PdfObject, count: int) -> Iterator[tuple[int, float, float]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            yield pdfium.FPDFPathSegment_GetType(segment), x.value, y.value
            if pdfium.FPDFPathSegment_GetClose(segment):
                yield -1, x.value, y.value


def _is_stroked(path: pypdfium2.PdfObject) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(path, fill, stroke)) and bool(stroke.value)


def _stroked(points: list[tuple[int, tuple[float, float]]]) -> Iterator[Rule]:
    """The level and upright segments of an outline; -1 marks where it returns to its start."""
    start = current = (0.0, 0.0)
    for kind, point in points:
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = current = point
            continue
        end = start if kind == -1 else point
        if kind in (pdfium.FPDF_SEGMENT_LINETO, -1):
            yield from _straight(current, end)
        current = end


def _filled(points: list[tuple[float, float]]) -> Iterator[Rule]:
    """A thin filled area is a printed line (Word draws borders so); a large one is shading."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    x0, x1, y0, y1 = min(xs, default=0), max(xs, default=0), min(ys, default=0), max(ys, default=0)
    if y1 - y0 <= _THIN < x1 - x0:
        yield from _straight((x0, (y0 + y1) / 2), (x1, (y0 + y1) / 2))
    elif x1 - x0 <= _THIN < y1 - y0:
        yield from _straight(((x0 + x1) / 2, y0), ((x0 + x1) / 2, y1))


def _straight(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Rule]:
    return straight_rule(start, end, _SHORTEST_RULE, _SLANT)


def _has_picture(page: pypdfium2.PdfPage, box: Box) -> bool:
    area = max((box[2] - box[0]) * (box[3] - box[1]), 1.0)
    total = 0.0
    for count, image in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=_FORM_DEPTH)):
        if count >= _MOST_PATHS:
            break
        left, bottom, right, top = image.get_bounds()
        # Scans may be cut into many strips.
        total += abs(right - left) * abs(top - bottom)
    return total >= _LARGE_PICTURE * area
