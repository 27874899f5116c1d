"""Running heads, feet and page numbers of printed pages: what stands at the same place on most pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from generator.read.pages import TextLine

_ZONE = 0.14
"""Share of the page's height, from the top and from the bottom, in which running lines stand."""

_OUTERMOST = 3
_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")
_PAGE_NUMBER = re.compile(r"[-—–－―·•.\s]*第?\s*(\d{1,4})\s*页?[-—–－―·•.\s]*(?:[/／共，,\s]+\d{1,4}\s*页?)?")
_MARKED_NUMBER = re.compile(r"[-—–－―]\s*\d{1,4}\s*[-—–－―]|第\s*\d{1,4}\s*页.*")


def without_running_lines(pages: Sequence[Sequence[TextLine]], heights: Sequence[float]) -> list[list[TextLine]]:
    """Leave out running heads, feet and page numbers.

    Args:
        pages: The lines of each page, from top to bottom.
        heights: The height of each page.

    Returns:
        The lines that are left. A line goes if it stands in the outer part of its page and the same words
        (digits aside) stand at the same height on nearly all pages, or on two fifths of three and more
        (left and right pages may differ); or if it is a number that counts with the pages.
    """
    outer = [_outer(lines, height) for lines, height in zip(pages, heights, strict=True)]
    seen = Counter(key for lines in outer for key in {_key(line) for line in lines})
    steps = Counter(step for lines in outer for step in {_step(line) for line in lines} if step is not None)
    left: list[list[TextLine]] = []
    for lines, candidates in zip(pages, outer, strict=True):
        running = {
            line
            for line in candidates
            if _is_usual(seen[_key(line)], len(pages)) or _is_page_number(line, steps, len(pages))
        }
        left.append([line for line in lines if line not in running])
    return left


def _outer(lines: Sequence[TextLine], height: float) -> list[TextLine]:
    top = [line for line in lines[:_OUTERMOST] if line.base <= height * _ZONE]
    bottom = [line for line in lines[-_OUTERMOST:] if line.base >= height * (1 - _ZONE)]
    return [*top, *(line for line in bottom if line not in top)]


def _key(line: TextLine) -> tuple[str, int]:
    return _DIGITS.sub("#", _SPACE.sub("", line.text)), round(line.base / max(line.size, 0.1))


def _step(line: TextLine) -> int | None:
    """How far the number of a line is ahead of its page; the same for all true page numbers."""
    match = _PAGE_NUMBER.fullmatch(line.text)
    return int(match[1]) - line.page if match else None


def _is_usual(count: int, pages: int) -> bool:
    return (count >= 2 and count >= pages - 1) or (count >= 3 and count >= pages * 0.4)


def _is_page_number(line: TextLine, steps: Counter[int], pages: int) -> bool:
    step = _step(line)
    if step is None:
        return False
    return _is_usual(steps[step], pages) or _MARKED_NUMBER.fullmatch(line.text) is not None
