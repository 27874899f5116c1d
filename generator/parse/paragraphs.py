"""Notices whose body is plain paragraphs (不分条的通知): those that order something are the provisions.

Nothing numbers them, so they go by the order of their paragraphs: 第3段 is t-3.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.models import Line, ReadItem, ReadMetadata, ReadUnit, Span, Warning_
from generator.parse.bodies import Body, continues, read_body
from generator.parse.clauses import is_label_line
from generator.parse.closing import part_closing
from generator.parse.deadlines import deadlines_in, quantities_in
from generator.parse.lines import line_at, trim
from generator.parse.prose_units import find_prose_units
from generator.vocabulary import Vocabulary

SECOND_HAND = ("interpretation", "digest")
"""Texts that tell what another document orders."""
TITLE = re.compile("[^。，,；;：:、]{2,16}。(?=.)")
"""A short first sentence is the paragraph's title."""
CLAUSE = re.compile("(?:[^，,。；;：:（(]|[（(][^（）()]*[）)])+")
SHORTEST_STAND_IN = 5
LONGEST_STAND_IN = 30


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """The provisions, and the passages (one for each line) that stay preamble or close the document."""

    items: tuple[ReadItem, ...]
    bodies: tuple[Body, ...]
    rest: tuple[Span, ...]
    closing: tuple[Span, ...]
    warnings: tuple[Warning_, ...]


def read_paragraphs(
    text: str, pieces: Sequence[Span], lines: Sequence[Line], metadata: ReadMetadata, vocabulary: Vocabulary
) -> Paragraphs | None:
    """Take the paragraphs that order something out of a text that nothing numbers.

    Args:
        text: The source text.
        pieces: Its body, a trimmed passage for each line.
        lines: All lines of the source.
        metadata: What kind of document it is; one of no known kind orders nothing.
        vocabulary: Words that order (`order`, `order_never`, `lead_in` of the metadata patterns), units, clauses.

    Returns:
        The provisions with the paragraphs' numbers; None where no paragraph orders anything.
    """
    if metadata.document_type is None or metadata.text_status in SECOND_HAND:
        return None
    own, closing = part_closing(text, pieces, False, vocabulary)
    groups = _grouped(text, own, vocabulary)
    first = max((n for n, group in enumerate(groups) if _says(text, group, "lead_in", vocabulary)), default=-1) + 1
    read = [read_body(text, group, lines, vocabulary) for group in groups]
    order = [n >= first and _orders(text, group, read[n], vocabulary) for n, group in enumerate(groups)]
    titled = [n >= first and _has_title(text, read[n], vocabulary) for n in range(len(groups))]
    # paragraphs with titles are members of one list
    listed = any(a and b for a, b in zip(order, titled, strict=True))
    taken = [n for n in range(len(groups)) if order[n] or (listed and titled[n])]
    if not taken:
        return None
    items = [_item(text, n + 1, groups[n], read[n], lines, vocabulary) for n in taken]
    bodies = [read[n] for n in taken]
    rest = [piece for n, group in enumerate(groups) if n not in taken for piece in group]
    said = (
        f"全文没有分条编号，从{len(groups)}个自然段中读出{len(items)}条条文，以段序为号；请核对，其余各段留在正文引言"
    )
    span = (items[0].title_span[0], bodies[-1].text.spans[-1][1] if bodies[-1].text.spans else items[-1].title_span[1])
    warning = Warning_(code="provisions_by_paragraph", message=said, line=items[0].line, span=span)
    return Paragraphs(tuple(items), tuple(bodies), tuple(rest), closing, (warning,))


def _grouped(text: str, pieces: Sequence[Span], vocabulary: Vocabulary) -> list[list[Span]]:
    """Paragraphs: a sentence that a page break parts stays one, a clause of its own line goes with those before."""
    groups: list[list[Span]] = []
    for piece in pieces:
        follows = bool(groups) and (
            is_label_line(text[slice(*piece)], vocabulary) or continues(text, groups[-1][-1], piece, vocabulary)
        )
        if follows:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _says(text: str, group: Sequence[Span], name: str, vocabulary: Vocabulary) -> bool:
    return any(pattern.search(text, *span) for pattern in vocabulary.patterns("metadata", name) for span in group)


def _orders(text: str, group: Sequence[Span], body: Body, vocabulary: Vocabulary) -> bool:
    """Whether a paragraph charges a unit or says what has to be done."""
    if not body.text.spans:
        return False
    if body.clauses:
        return True
    if _says(text, group, "order_never", vocabulary):
        return False
    charged = any(find_prose_units(text, *span, vocabulary) for span in body.text.spans)
    return charged or _says(text, body.text.spans, "order", vocabulary)


def _has_title(text: str, body: Body, vocabulary: Vocabulary) -> bool:
    """Whether a paragraph opens with a short sentence that orders nothing itself (加强值守。…)."""
    title = TITLE.match(text, *body.text.spans[0]) if body.text.spans else None
    return title is not None and not _says(text, [title.span()], "order", vocabulary)


def _item(
    text: str, number: int, group: Sequence[Span], body: Body, lines: Sequence[Line], vocabulary: Vocabulary
) -> ReadItem:
    start = group[0][0]
    first = body.text.spans[0]
    title = TITLE.match(text, *first) if _has_title(text, body, vocabulary) else None
    named = [unit for clause in body.clauses for unit in clause.units]
    known = {unit.raw for unit in named}
    named += [u for part in body.text.spans for u in find_prose_units(text, *part, vocabulary) if u.raw not in known]
    span = stand_in(text, body.text.spans, named) if title is None else (start, title.end() - 1)
    spans = body.text.spans if title is None else (trim(text, title.end(), first[1]), *body.text.spans[1:])
    return ReadItem(
        id=f"t-{number}",
        number=f"第{number}段",
        kind="task",
        title=text[slice(*span)],
        title_span=span,
        line=line_at(lines, start),
        body=body.text.model_copy(update={"spans": spans}),
        clause_spans=tuple(clause.span for clause in body.clauses),
        units=tuple({(unit.raw, unit.role): unit for unit in reversed(named)}.values())[::-1],
        open_tails=tuple(tail for clause in body.clauses for tail in clause.open_tails),
        deadlines=(
            *(deadline for clause in body.clauses for deadline in clause.deadlines),
            *deadlines_in(text, spans, vocabulary),
        ),
        quantities=quantities_in(text, spans, vocabulary),
    )


def stand_in(text: str, spans: Sequence[Span], units: Sequence[ReadUnit]) -> Span:
    """What stands for a title: the first clause that charges nobody (甲局牵头，统一编码: 统一编码), or the first."""
    clauses = [
        trim(text, match.start(), min(match.end(), match.start() + LONGEST_STAND_IN))
        for span in spans
        for match in CLAUSE.finditer(text, *span)
    ]
    free = (
        (start, end)
        for start, end in clauses
        if end - start >= SHORTEST_STAND_IN and not any(u.span[0] < end and start < u.span[1] for u in units)
    )
    return next(free, clauses[0] if clauses else spans[0])
