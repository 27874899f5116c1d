"""Annex rows and the body: which task a row repeats. How they differ is for the normalise stage to say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from rapidfuzz import fuzz

from generator.models import Heading, ReadAnnexRow, ReadItem
from generator.parse.folding import fold
from generator.parse.numbering import read_number

SAME_TITLE = 0.92
"""Titles at least this alike (ratio of folded texts) name the same task."""


def link_rows(
    rows: Sequence[ReadAnnexRow], items: Sequence[ReadItem], place: str | None = None
) -> tuple[ReadAnnexRow, ...]:
    """Link the rows of one table with the tasks of the body.

    Args:
        rows: The rows.
        items: The tasks and safeguards of the body.
        place: Id of the task in whose text the table stands.

    Returns:
        The rows with the task whose title they have; with that whose title a cell merged over several rows has; else
        with the one in whose text they stand.
    """
    shared = Counter(group.span for row in rows for group in row.groups)
    titles = tuple((fold(item.title), item.id) for item in items)
    held: dict[str, str | None] = {}

    def find(name: str) -> str | None:
        if name not in held:
            held[name] = _find(fold(name), titles)
        return held[name]

    return tuple(_linked(row, find, place, shared) for row in rows)


def _linked(
    row: ReadAnnexRow, find: Callable[[str], str | None], place: str | None, shared: Counter[tuple[int, int]]
) -> ReadAnnexRow:
    if (task := find(row.title)) is not None:
        return row.model_copy(update={"task": task, "linked_by": "title"})
    for group in reversed(row.groups):
        # a heading between the rows names a part of the outline
        task = find(_without_number(group.raw)) if group.column else None
        if task is not None:
            return row.model_copy(update={"task": task, "linked_by": "group" if shared[group.span] > 1 else "title"})
    return row.model_copy(update={"task": place, "linked_by": "place"}) if place is not None else row


def _without_number(name: str) -> str:
    mark = read_number(name)
    return name[mark.end :] if mark is not None else name


def _find(title: str, titles: Sequence[tuple[str, str]]) -> str | None:
    """Id of the item that is called so: the same when folded, else the most alike; None if none is."""
    if not title:
        return None
    same = next((item for folded, item in titles if folded == title), None)
    if same is not None:
        return same
    scored = [(fuzz.ratio(folded, title) / 100, -i, item) for i, (folded, item) in enumerate(titles)]
    best = max(scored, default=(0.0, 0, ""))
    return best[2] if best[0] >= SAME_TITLE else None


def task_around(start: int, items: Sequence[ReadItem], headings: Sequence[Heading]) -> str | None:
    """Id of the task in whose text something stands; None where a heading that opens none is nearer.

    Args:
        start: Where it begins.
        items: The tasks of the body.
        headings: Its headings.
    """
    above = max((item for item in items if item.title_span[0] < start), key=lambda i: i.title_span[0], default=None)
    if above is None:
        return None
    between = any(
        heading.item is None and above.title_span[0] < heading.span[0] < start
        for heading in headings
        if heading.kind == "heading"
    )
    return None if between else above.id
