"""Items inside running text: 一是…二是…, and areas listed in one sentence (推进六大领域…建设)."""

from __future__ import annotations

from collections.abc import Sequence

from generator.models import Frozen, Span
from generator.parse.lines import trim
from generator.parse.numbering import SPOKEN_INLINE, announced_count, chinese_value

SHORTEST_SUFFIX = 4
"""Listed areas share at least so many closing characters (…政务诚信建设)."""
SEPARATORS = "、，,和及与"


class InlineItem(Frozen):
    """An item found in running text; `text` is empty where only its title is given."""

    number: str
    value: int
    start: int
    title: Span
    text: Span


def find_inline_items(text: str, title: str, spans: Sequence[Span]) -> tuple[InlineItem, ...]:
    """Split a part whose title announces a count (完善四项制度) into that many items.

    The announced count is the evidence: a text that merely uses 一是 stays whole.

    Args:
        text: The source text.
        title: Title of the part.
        spans: Its running text; items are looked for in single passages.

    Returns:
        The items, or nothing where count and text do not agree.
    """
    count = announced_count(title)
    if count < 2 or len(spans) != 1:
        return ()
    spoken = find_spoken_items(text, spans[0])
    if spoken:
        return spoken if len(spoken) == count else ()
    return _listed(text, title, spans[0], count)


def find_spoken_items(text: str, span: Span) -> tuple[InlineItem, ...]:
    """Split text[span] at 一是 … 二是 …, as far as they count up from one; a 。 ends the title."""
    # the expression knows the start of a text, not of a passage: it looks at the passage alone
    marks: list[tuple[str, int, int]] = []
    for match in SPOKEN_INLINE.finditer(text[span[0] : span[1]]):
        if chinese_value(match["n"]) == len(marks) + 1:
            marks.append((match.group(), span[0] + match.start(), span[0] + match.end()))
    items: list[InlineItem] = []
    for index, (number, start, end) in enumerate(marks):
        until = marks[index + 1][1] if index + 1 < len(marks) else span[1]
        stop = text.find("。", end, until)
        stop = stop if stop >= 0 else until
        items.append(
            InlineItem(
                number=number,
                value=index + 1,
                start=start,
                title=(end, stop),
                text=trim(text, min(stop + 1, until), until),
            )
        )
    return tuple(items)


def _listed(text: str, title: str, span: Span, count: int) -> tuple[InlineItem, ...]:
    """Cut one sentence at the separators that follow a closing phrase all areas share."""
    end = span[1] - 1 if text[span[1] - 1] == "。" else span[1]
    if "。" in text[span[0] : end]:
        return ()
    start = _behind_verb(text, title, span)
    for length in range(min(20, end - start), SHORTEST_SUFFIX - 1, -1):
        suffix = text[end - length : end]
        stops = _ends_of(text, suffix, start, end)
        if len(stops) == count:
            return _between(start, stops)
    return ()


def _behind_verb(text: str, title: str, span: Span) -> int:
    """The list begins behind the verb that the title opens with (推进)."""
    at = text.find(title[:2], span[0], span[0] + 10)
    return at + 2 if at >= 0 else span[0]


def _ends_of(text: str, suffix: str, start: int, end: int) -> list[int]:
    stops: list[int] = []
    at = text.find(suffix, start, end)
    while at >= 0:
        stop = at + len(suffix)
        if stop == end or text[stop] in SEPARATORS:
            stops.append(stop)
        at = text.find(suffix, stop, end)
    return stops


def _between(start: int, stops: list[int]) -> tuple[InlineItem, ...]:
    items: list[InlineItem] = []
    for value, stop in enumerate(stops, 1):
        items.append(InlineItem(number="", value=value, start=start, title=(start, stop), text=(stop, stop)))
        start = stop + 1
    return tuple(items)
