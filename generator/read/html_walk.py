"""The walk over a parsed web page: blocks in order as lines, tables as rows, numbers of ordered lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bs4 import BeautifulSoup, Comment, Declaration, Doctype, NavigableString, ProcessingInstruction, Tag
from bs4.element import CData, PageElement

from generator.read.html_lists import item_prefix
from generator.read.html_skip import Skipper, words
from generator.read.html_tables import TableCell, grid, is_layout, own_rows
from generator.read.tables import table_lines

BLOCKS = words(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre search"
    " section summary table tbody td tfoot th thead title tr ul"
)
_NO_TEXT = (Comment, Declaration, Doctype, ProcessingInstruction)
_CJK = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2018-\u201d\u2014\u2026]"
_SOURCE_BREAK = re.compile(rf"(?<={_CJK})[ \t\f]*[\r\n][ \t\r\n\f]*(?={_CJK})")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_LINE_BREAKS = re.compile(r"\r\n|[\r\n]")

_Step = PageElement | Callable[[], None]


class Lines:
    """Lines under construction: running text is added, a block's begin and end close the line."""

    def __init__(self) -> None:
        """Begin without lines."""
        self.done: list[str] = []
        self.counts: dict[int, int] = {}
        """The number of the last item of each ordered list, by its identity."""
        self._parts: list[str] = []
        self._prefix = ""

    def add(self, text: str) -> None:
        """Add running text."""
        if text:
            self._parts.append(text)

    def begin_item(self, prefix: str) -> None:
        """Put `prefix` (a list number) before the text of the next line."""
        self.end()
        self._prefix = prefix

    def end(self) -> None:
        """Close the line. White space is collapsed as browsers do; a line of NBSP alone stays (an empty cell)."""
        raw = "".join(self._parts)
        self._parts = []
        # A break in the page's source between Chinese characters is the editor's, not the author's.
        line = _SPACES.sub(" ", _SOURCE_BREAK.sub("", raw)).strip(" ")
        if line:
            self.done.append(self._prefix + line)
            self._prefix = ""


def page_lines(soup: BeautifulSoup) -> list[str]:
    """The lines of a page.

    Args:
        soup: The parsed page.

    Returns:
        Paragraphs and table rows in the order of the page, without line ends.
    """
    root = soup.body or soup
    lines = Lines()
    _walk(root, lines, Skipper(root))
    lines.end()
    return lines.done


def _walk(root: Tag, lines: Lines, skipper: Skipper) -> None:
    """Visit everything below `root`; a stack instead of recursion, because hostile pages nest without end."""
    stack: list[_Step] = list(reversed(root.contents))
    while stack:
        step = stack.pop()
        if isinstance(step, NavigableString):
            if not isinstance(step, _NO_TEXT) or isinstance(step, CData):
                lines.add(str(step))
        elif isinstance(step, Tag):
            if not skipper.skips(step):
                stack.extend(reversed(list(_visit(step, lines, skipper))))
        elif callable(step):
            step()


def _visit(tag: Tag, lines: Lines, skipper: Skipper) -> Iterator[_Step]:
    """What to do for one element: its children, with the ends of lines around them."""
    name = tag.name
    if name == "br":
        lines.end()
    elif name == "pre":
        lines.end()
        for line in _LINE_BREAKS.split(tag.get_text()):
            lines.add(line)
            lines.end()
    elif name == "table" and not is_layout(tag, skipper):
        lines.end()
        lines.done += _rows(tag, skipper)
    elif name in ("td", "th"):
        # Only cells of layout tables get here: each is a block of its own.
        lines.end()
        yield from tag.contents
        yield lines.end
    elif name == "dt":
        lines.end()
        yield from tag.contents
        yield lambda: lines.add(" ")
    elif name == "dd":
        yield from tag.contents
        yield lines.end
    elif name in BLOCKS:
        lines.end()
        if name == "li":
            lines.begin_item(item_prefix(tag, lines.counts))
        yield from tag.contents
        yield lines.end
    else:
        yield from tag.contents


def _rows(table: Tag, skipper: Skipper) -> list[str]:
    caption = [line for tag in table.find_all("caption", recursive=False) for line in _text_lines(tag, skipper)]
    cells = [
        [TableCell.of(cell, " ".join(_text_lines(cell, skipper))) for cell in row if not skipper.skips(cell)]
        for row in own_rows(table)
    ]
    return caption + table_lines(grid(cells))


def _text_lines(tag: Tag, skipper: Skipper) -> list[str]:
    inner = Lines()
    _walk(tag, inner, skipper)
    inner.end()
    return inner.done
