"""Printed pages (pdf, ofd): characters at places, put together to lines.

All lengths of one document share a unit of the format's own (points, millimetres); y grows downwards from the
top of the page. Nothing here depends on the unit: lengths are compared with the size of the characters.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

MOST_PAGES = 1000
MOST_CHARACTERS = 3_000_000
"""Of a document; what is longer is no policy, and would take minutes to read."""

NBSP = "\u00a0"
OPENING = "“‘（(〔［[【《〈「『"
CLOSING = "”’）)〕］]】》〉」』、，。；：！？,.;:!?%％"
_LATIN = re.compile(r"[0-9A-Za-z]")
_SAME_LINE = 0.45
"""Of the character size: baselines nearer than this are one line (superscripts, mixed fonts)."""

_WORD_GAP = 0.2
"""Of the character size, beyond the usual distance of the line's characters: a space that is not printed."""

_AUTOSPACE_GAP = 0.45
"""The same between Chinese and Latin where the word processor sets a quarter there of its own accord."""

_SAME_PLACE = 0.15
_INDENT = 1.4
_FEWEST_PLACES = 8


class Glyph(NamedTuple):
    """A printed character (or several that one code stands for): left, right, baseline, size."""

    text: str
    x0: float
    x1: float
    base: float
    size: float


class Rule(NamedTuple):
    """A straight printed line, level or upright: x0 <= x1, y0 <= y1."""

    x0: float
    y0: float
    x1: float
    y1: float


def straight_rule(
    start: tuple[float, float], end: tuple[float, float], shortest: float, slant: float
) -> Iterator[Rule]:
    """The rule between two points, if it is level or upright and not too short.

    Args:
        start: x and y, in the unit of the format.
        end: The same.
        shortest: How long a rule is at least.
        slant: How far it may be from level or upright.
    """
    width, height = abs(end[0] - start[0]), abs(end[1] - start[1])
    if max(width, height) < shortest or min(width, height) > slant or not math.isfinite(width + height):
        return
    yield Rule(min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))


class Page(NamedTuple):
    """One page; `picture` says that it shows a large picture (a scan, if there are no characters)."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...] = ()
    picture: bool = False


class TextLine(NamedTuple):
    """A line of print.

    Attributes:
        x0: Left edge of its first character; wide white space before it is an indent and left of it.
        x1: Right edge of its last character, printed spaces included.
        base: Baseline, from the top of the page.
        size: Median size of its characters.
        page: 0-based number of its page.
        first_width: Width of what cannot be broken off its beginning (a number, a character with the
            punctuation that must follow it): so much room the line before needed to take it.
        lead: Printed white space before its first visible character.
        tail: Printed white space behind its last one.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    page: int
    first_width: float
    lead: str = ""
    tail: str = ""


def sets_autospace(pages: Sequence[Page]) -> bool:
    """Whether a document has a small gap wherever Chinese meets Latin (Word does this; it is no space).

    Args:
        pages: All pages.

    Returns:
        True if most such places have one; a few places are no evidence.
    """
    wide = count = 0
    for page in pages:
        for group in _groups(page.glyphs):
            usual = _usual_gap(group)
            for before, after in itertools.pairwise(group):
                if _is_latin(before) != _is_latin(after) and _is_letter(before) and _is_letter(after):
                    count += 1
                    wide += after.x0 - before.x1 - usual > _WORD_GAP / 2 * after.size
    return count >= _FEWEST_PLACES and wide * 2 > count


def read_lines(glyphs: Iterable[Glyph], page: int, autospace: bool) -> list[TextLine]:
    """Put characters together to lines by where they stand.

    Args:
        glyphs: Characters of one page or table cell, in any order.
        page: 0-based number of the page.
        autospace: See `sets_autospace`.

    Returns:
        The lines from top to bottom; lines of white space are left out, but a line of no-break spaces, which
        somebody typed to keep a place empty, is one no-break space.
    """
    lines = (_line(group, page, autospace) for group in _groups(glyphs))
    return [line for line in lines if line is not None]


def _groups(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Characters by line, each from left to right."""
    group: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda g: (g.base, g.x0)):
        if group and glyph.base - group[0].base > _SAME_LINE * max(group[0].size, glyph.size):
            yield sorted(group, key=lambda g: (g.x0, g.x1))
            group = []
        group.append(glyph)
    if group:
        yield sorted(group, key=lambda g: (g.x0, g.x1))


def _usual_gap(glyphs: Sequence[Glyph]) -> float:
    """The distance that justification puts between the characters of a line."""
    gaps = sorted(after.x0 - before.x1 for before, after in itertools.pairwise(glyphs))
    return max(0.0, gaps[len(gaps) // 2]) if gaps else 0.0


def _is_latin(glyph: Glyph) -> bool:
    return _LATIN.match(glyph.text) is not None


def _is_letter(glyph: Glyph) -> bool:
    return glyph.text.isalnum()


def _line(glyphs: Sequence[Glyph], page: int, autospace: bool) -> TextLine | None:
    shown = [glyph for glyph in glyphs if glyph.text.strip()]
    if not shown:
        blank = next((glyph for glyph in glyphs if glyph.text == NBSP), None)
        return TextLine(NBSP, blank.x0, blank.x1, blank.base, blank.size, page, 0.0) if blank is not None else None
    sizes = sorted(glyph.size for glyph in shown)
    size = sizes[len(sizes) // 2]
    usual = _usual_gap(glyphs)
    parts: list[str] = []
    previous: Glyph | None = None
    for glyph in glyphs:
        if previous is not None and _is_double(previous, glyph):
            continue
        parts.append(_gap(previous, glyph, usual, autospace) + glyph.text)
        previous = glyph
    text = "".join(parts)
    begin, end = len(text) - len(text.lstrip()), len(text.rstrip())
    first = glyphs[0] if shown[0].x0 - glyphs[0].x0 < _INDENT * size else shown[0]
    return TextLine(
        text=text[begin:end],
        x0=first.x0,
        x1=max(glyph.x1 for glyph in glyphs),
        base=shown[0].base,
        size=size,
        page=page,
        first_width=shown[0].x0 - first.x0 + _first_width(shown),
        lead=text[:begin],
        tail=text[end:],
    )


def _is_double(previous: Glyph, glyph: Glyph) -> bool:
    """Whether a character is printed twice, a hair apart, to make it bold."""
    return previous.text == glyph.text and glyph.x0 - previous.x0 < _SAME_PLACE * min(
        glyph.size, max(glyph.x1 - glyph.x0, 1e-6) * 2
    )


def _gap(previous: Glyph | None, glyph: Glyph, usual: float, autospace: bool) -> str:
    """A space where one was set without being printed; one, however wide."""
    if previous is None or previous.text.isspace() or glyph.text.isspace():
        return ""
    mixed = _is_latin(previous) != _is_latin(glyph)
    needed = _AUTOSPACE_GAP if autospace and mixed else _WORD_GAP
    return " " if glyph.x0 - previous.x1 - usual > needed * min(previous.size, glyph.size) else ""


def _first_width(glyphs: Sequence[Glyph]) -> float:
    """Width of the beginning that cannot be broken: opening marks, a character or number, closing marks."""
    rest = list(itertools.dropwhile(lambda g: g.text in OPENING, glyphs))
    count = len(glyphs) - len(rest)
    if rest:
        count += 1
        if _LATIN.match(rest[0].text):
            count += sum(1 for _ in itertools.takewhile(lambda g: _LATIN.match(g.text), rest[1:]))
    while count < len(glyphs) and glyphs[count].text in CLOSING:
        count += 1
    return glyphs[max(count, 1) - 1].x1 - glyphs[0].x0


def joint(before: TextLine, after: TextLine) -> str:
    """What stands between two lines of one paragraph: the white space printed there, a space between Latin words."""
    if before.tail or after.lead:
        return before.tail + after.lead
    last, first = before.text[-1:], after.text[:1]
    return " " if last.isascii() and last.isalpha() and first.isascii() and first.isalpha() else ""
