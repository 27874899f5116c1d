"""Further documents among the annexes (附件2：某整治方案): their provisions stand below the annex's heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.models import Frozen, Heading, Line, ReadItem, Warning_
from generator.parse.items import read_items
from generator.parse.numbering import chinese_value
from generator.parse.outline import Node, read_outline
from generator.vocabulary import Vocabulary

PLACE = re.compile(
    "(?![全我本各]|城市|城区|城镇|社区|园区|小区|景区|山区|片区|校区|灾区|地区|市区|县域|都市)(?P<place>[一-龥]{1,6}?(?:自治[区州县]|省|市|县|区|州|盟|旗))(?!场|民|容|域|级)"
)
NUMBERS = re.compile(r"\d+|[一二三四五六七八九十]+")


class Annexed(Frozen):
    """What was read of a further document.

    Attributes:
        headings: Its headings; that of the annex is none of them.
        tasks: Its provisions; ids begin with the annex's (t-annex2-1-1), paths with its title.
        warnings: What was odd about its numbers.
    """

    headings: tuple[Heading, ...]
    tasks: tuple[ReadItem, ...]
    warnings: tuple[Warning_, ...]


def is_document(title: str, own: str, vocabulary: Vocabulary) -> bool:
    """Whether an annex is a document that orders something, of the same place: no form, contract or list.

    Args:
        title: The annex's title.
        own: The title of the whole document.
        vocabulary: Titles of such documents (annex_columns.yaml, `annexed_document` and `no_document`).

    Returns:
        False where its title names a place that the document's own does not begin with.
    """
    if not any(pattern.search(title) for pattern in vocabulary.patterns("annex_columns", "annexed_document")):
        return False
    if any(pattern.search(title) for pattern in vocabulary.patterns("annex_columns", "no_document")):
        return False
    place = PLACE.match(title)
    return place is None or own.startswith(place["place"])


def annex_number(mark: str) -> tuple[str, int]:
    """What a mark calls its annex (附件2, or 附件 where it has no number), and the number, 1 if there is none."""
    number = NUMBERS.search(mark)
    return (f"附件{number.group()}", chinese_value(number.group()) or 1) if number is not None else ("附件", 1)


def read_annexed(
    text: str, heading: Heading, following: Sequence[Line], lines: Sequence[Line], vocabulary: Vocabulary
) -> Annexed:
    """Read the outline of a further document.

    Args:
        text: The source text.
        heading: The heading of the annex (s-annex2).
        following: The lines below its title.
        lines: All lines of the source.
        vocabulary: Section words, labels, time limits.

    Returns:
        Its parts; principles stay text, as those of the record are the document's own.
    """
    outline = read_outline(text, following, vocabulary)
    prefix = heading.id.removeprefix("s-")
    nodes = [_below(node, prefix) for node in outline.nodes]
    parts = read_items(text, nodes, lines, vocabulary)
    return Annexed(
        headings=tuple(parts.headings),
        tasks=tuple(task.model_copy(update={"path": (heading.label, *task.path)}) for task in parts.tasks),
        warnings=(*parts.warnings, *outline.warnings),
    )


def _below(node: Node, prefix: str) -> Node:
    return node.model_copy(update={"id_path": f"{prefix}-{node.id_path}", "level": node.level + 1})
