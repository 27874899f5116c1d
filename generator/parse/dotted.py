"""Documents numbered 1 / 1.1 / 1.1.1: which lines open their first level, and which numbers go on.

The first level is a bare number (1 总则, 1. 总则) that only those below it (1.1) make certain: a list inside of 2.1 is
numbered 1. 2. as well, and an amount of money may begin a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.models import Line
from generator.parse.lines import BLANK
from generator.parse.numbering import COUNTED, DOTTED, MEASURE, RANKS, NumberMark, chinese_value, read_number

TOP = re.compile(r"(?P<n>\d{1,2}|[０-９]{1,2})(?:[.．、][ \t\u3000\u00a0]*|[ \t\u3000\u00a0]+)(?=[\u4e00-\u9fff“《])")
GLUED = re.compile(
    rf"(?P<n>\d{{1,2}}|[０-９]{{1,2}})(?=[\u4e00-\u9fff])(?!{MEASURE}|{COUNTED})"
    r"[\u4e00-\u9fff“”、与和及]{2,24}[ \t\u3000\u00a0]*$"
)
"""A number that nothing parts from its title (2组织指挥体系): a short line that is a title and no sentence."""

_THIRD = RANKS.index("third") + 1


def find_tops(lines: Sequence[Line]) -> dict[int, NumberMark]:
    """The lines that open a part whose items are numbered 1.1, 1.2, and the parts without items between them.

    Args:
        lines: The lines of a text, those left out that are not its own.

    Returns:
        The number of each by the number of its line; empty where nothing is numbered so.
    """
    tops: dict[int, NumberMark] = {}
    for stretch in _stretches(lines):
        if any(way for _, way, _ in stretch):
            tops.update(_tops(stretch))
    return tops


_Numbered = tuple[Line, tuple[int, ...], NumberMark | None]
"""A line with the way that its dotted number says, or the mark of its bare number."""


def _stretches(lines: Sequence[Line]) -> Iterator[list[_Numbered]]:
    """The numbered lines between two headings of a higher form (一、, 第一章): each may count from 1."""
    stretch: list[_Numbered] = []
    for line in lines:
        written = line.text.lstrip(BLANK)
        mark = read_number(written)
        if mark is not None and mark.rank < _THIRD:
            yield stretch
            stretch = []
        elif mark is not None and mark.form in DOTTED:
            stretch.append((line, tuple(map(int, mark.key.split("."))), None))
        elif (bare := _bare(written)) is not None:
            stretch.append((line, (), bare))
    yield stretch


def _bare(written: str) -> NumberMark | None:
    match = TOP.match(written) or GLUED.match(written)
    if match is None or not chinese_value(match["n"]):
        return None
    value = chinese_value(match["n"])
    end = match.end() if match.re is TOP else match.end("n")
    return NumberMark(form="third", rank=_THIRD, raw=match["n"], value=value, key=str(value), end=end)


def _tops(stretch: Sequence[_Numbered]) -> Iterator[tuple[int, NumberMark]]:
    last = {way[0]: position for position, (_, way, _) in enumerate(stretch) if way}
    above = 0
    for position, (line, _, mark) in enumerate(stretch):
        if mark is None or mark.value != above + 1:
            continue
        following = next((way for _, way, _ in stretch[position + 1 :] if way), ())
        alone = mark.value not in last and last.get(above, -1) < position
        if following[:2] == (mark.value, 1) or alone:
            yield line.number, mark
            above = mark.value


def goes_on(mark: NumberMark, last: Mapping[str, int]) -> bool:
    """Whether a dotted number (2.1.3) stands below what its first numbers say (2.1) and continues its count.

    Args:
        mark: The number.
        last: The last number of each form in the present part.

    Returns:
        Whether it does; the first of all may stand below anything of that number (一、 then 1.1), or alone.
    """
    *way, value = map(int, mark.key.split("."))
    depth = DOTTED.index(mark.form)
    above = [last[form] for form in DOTTED[:depth] if form in last]
    if above and above != way[1:][: len(above)]:
        return False
    higher = [number for form, number in last.items() if RANKS.index(form) < _THIRD or form == "third"]
    return (not higher or way[0] in higher) and value in (1, last.get(mark.form, 0) + 1, last.get(mark.form, 0) + 2)


def as_listed(mark: NumberMark) -> NumberMark:
    """A bare number inside of 2.1 that opens no part: it stands below, as (1) does."""
    return replace(mark, form="fourth", rank=RANKS.index("fourth") + 1)
