"""Words that leave something open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.drafting.desk import Desk
from generator.drafting.report import Spot, VagueWord
from generator.models import AnnexRow, Span
from generator.patterns import compile_pattern


def vague_words(desk: Desk) -> tuple[VagueWord, ...]:
    """Words of the vocabulary that leave time, step, actor or measure open, each with its sentences.

    Returns:
        One entry for each word, in the order of the vocabulary, then by how often it stands; the provisions are
        read, and the parts without any, such as aims (工作目标), which say what is to be reached.
    """
    found: list[VagueWord] = []
    spans = _read_spans(desk)
    for row in desk.vocabulary.vague_words:
        uses: defaultdict[str, list[tuple[Spot, str]]] = defaultdict(list)
        for start, end in spans:
            for match in compile_pattern(row.pattern).finditer(desk.source, start, end):
                uses[match.group()].append((desk.spot(match.start()), desk.sentence(match.span())))
        words = sorted(uses, key=lambda word: (-len(uses[word]), word))
        found += [VagueWord(kind=row.name, word=w, question=row.message, uses=tuple(uses[w])) for w in words]
    return tuple(found)


def _read_spans(desk: Desk) -> list[Span]:
    # The names of collectives in a responsibility clause (各有关部门) are shown with the units.
    draft = desk.draft
    items = desk.index.items(draft.id)
    # A background tells of other documents.
    parts = (span for section in draft.sections if section.role != "background" for span in section.spans)
    # What a row of the annex repeats of the body was read there.
    rows = (piece for row in draft.annex_rows if row.task is None for piece in _besides_units(row))
    found = {*parts, *rows, *(span for item in items for span in (item.title_span, *item.spans))}
    return sorted(found if items else {*found, *draft.preamble.spans})


def _besides_units(row: AnnexRow) -> Iterator[Span]:
    at = row.span[0]
    for start, end in sorted(unit.span for unit in row.units):
        if at < start:
            yield at, start
        at = max(at, end)
    if at < row.span[1]:
        yield at, row.span[1]
