"""Tables of contents (目录): they repeat the headings and would be read as empty parts."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from generator.models import Line
from generator.parse.folding import squeeze
from generator.parse.lines import is_blank
from generator.parse.numbering import read_number

TITLE = re.compile(r"^(?:目录|目次)[:：]?$")
PAGE = re.compile(r"[.．·…⋯\-—\s]*\d{0,3}$")
LONGEST = 400
"""Lines of a table of contents; further down nothing repeats it but a copy of the whole."""


def find_contents(lines: Sequence[Line], skipped: Collection[int]) -> tuple[int, ...]:
    """Find the lines of a table of contents.

    It begins at a line 目录 and ends where its first entry stands again, now as a heading; without that it is none.

    Args:
        lines: All lines.
        skipped: Numbers of lines that are not the document's own.

    Returns:
        The numbers of its lines, blank ones left out; empty if there is none.
    """
    own = [line for line in lines if line.number not in skipped and not is_blank(line)]
    for index, line in enumerate(own):
        if not TITLE.match(squeeze(line.text)):
            continue
        entries = own[index + 1 : index + 1 + LONGEST]
        if not entries or read_number(entries[0].text.strip()) is None:
            continue
        first = _entry(entries[0])
        again = next((n for n, entry in enumerate(entries) if n and _entry(entry) == first), None)
        if again is not None:
            return tuple(entry.number for entry in (line, *entries[:again]))
    return ()


def _entry(line: Line) -> str:
    return PAGE.sub("", squeeze(line.text))
