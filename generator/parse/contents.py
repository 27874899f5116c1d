"""Tables of contents (目录): they repeat the headings and would be read as empty parts."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from generator.models import Line
from generator.parse.dotted import TOP
from generator.parse.folding import squeeze
from generator.parse.lines import is_blank
from generator.parse.numbering import read_number

TITLE = re.compile(r"^(?:目录|目次)[:：]?$")
PAGE = re.compile(r"[.．·…⋯\-—\s]*\d{0,3}$")
CHAPTERS = ("chapter", "part")
FEWEST = 3
"""Chapters that stand one below the other, nothing between, in a table of contents without a title."""
LONGEST = 400
"""Lines of a table of contents; further down nothing repeats it but a copy of the whole."""


def find_contents(lines: Sequence[Line], skipped: Collection[int]) -> tuple[int, ...]:
    """Find the lines of a table of contents.

    It begins at a line 目录, or with the first of several chapters that nothing parts, and ends where its first entry
    stands again, now as a heading; without that it is none.

    Args:
        lines: All lines.
        skipped: Numbers of lines that are not the document's own.

    Returns:
        The numbers of its lines, blank ones left out; empty if there is none.
    """
    own = [line for line in lines if line.number not in skipped and not is_blank(line)]
    for index, line in enumerate(own):
        titled = TITLE.match(squeeze(line.text)) is not None
        if not titled and not _opens_chapters(own[index : index + FEWEST]):
            continue
        entries = own[index + titled : index + titled + LONGEST]
        if not entries or not _is_numbered(entries[0].text.strip()):
            continue
        first = _entry(entries[0])
        again = next((n for n, entry in enumerate(entries) if n and _entry(entry) == first), None)
        if again is not None:
            return tuple(entry.number for entry in (*own[index : index + titled], *entries[:again]))
    return ()


def _is_numbered(text: str) -> bool:
    """Whether a line has a number; below 目录 one that nothing but a blank parts from its title is one (1 总则)."""
    return read_number(text) is not None or TOP.match(text) is not None


def _opens_chapters(lines: Sequence[Line]) -> bool:
    """Whether lines are the first chapters, one below the other; copies lose titles that are set apart (第一章)."""
    marks = [read_number(line.text.strip()) for line in lines]
    told = [mark for mark in marks if mark is not None and mark.form in CHAPTERS]
    return len(told) == FEWEST and told[0].form == "chapter" and told[0].value == 1


def _entry(line: Line) -> str:
    return PAGE.sub("", squeeze(line.text))
