"""Notes that the first of several units leads (列第一位的为牵头单位，其余为配合单位，下同)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.models import ReadAnnexRow, ReadItem, ReadUnit, Span
from generator.parse.lines import matching_bracket, strip_end
from generator.vocabulary import Vocabulary

OPENING = "（(，,；;。、 \u00a0\u3000"
CLOSING = "）)。；;，, \u00a0\u3000"
SEVERAL = 2


class Note(NamedTuple):
    """Where such a note stands, the signs around it included, and whether it says that the others help."""

    span: Span
    others_help: bool


def closing_note(text: str, start: int, end: int, vocabulary: Vocabulary) -> Note | None:
    """The note that closes a list of units.

    Args:
        text: The source text.
        start: First code point of the list.
        end: One past its last.
        vocabulary: How the note is worded (`first_leads`).

    Returns:
        The note up to the end of the list; None where there is none, or something else stands behind it.
    """
    note = _first(text, start, end, vocabulary)
    if note is None or strip_end(text, note.end(), end, CLOSING) > note.end():
        return None
    return Note((strip_end(text, start, note.start(), OPENING), end), bool(note["others"]))


def note_within(text: str, start: int, end: int, vocabulary: Vocabulary) -> Note | None:
    """The note in brackets within a list that goes on behind it: 甲、乙（列首位的为牵头单位），丙."""
    note = _first(text, start, end, vocabulary)
    if note is None or note.start() == start or text[note.start() - 1] not in "（(":
        return None
    close = matching_bracket(text, note.start() - 1, end)
    if close < 0 or strip_end(text, close + 1, end, CLOSING) <= close + 1:
        return None
    return Note((note.start() - 1, close + 1), bool(note["others"]))


def with_first_lead(units: Sequence[ReadUnit], *, others_help: bool) -> tuple[ReadUnit, ...]:
    """The units of a list, the first of which leads; a list in which somebody leads already stays as it is."""
    if len(units) < SEVERAL or any(unit.role == "lead" for unit in units):
        return tuple(units)
    others = [unit.model_copy(update={"role": "cooperate"}) if others_help else unit for unit in units[1:]]
    return (units[0].model_copy(update={"role": "lead"}), *others)


def items_led(
    text: str, items: Sequence[ReadItem], on_all: Note | None, vocabulary: Vocabulary
) -> tuple[ReadItem, ...]:
    """Let the first unit of clauses lead that a note further up (下同), or on the whole document, is about.

    Args:
        text: The source text.
        items: The provisions in text order.
        on_all: The note on the whole document (`note_on_all`).
        vocabulary: How the note is worded.

    Returns:
        The items in their order.
    """
    told = on_all
    found: list[ReadItem] = []
    for item in items:
        found.append(_led(item, told) if told is not None else item)
        notes = _notes(text, (*item.clause_spans, *item.body.spans), vocabulary) if told is None else ()
        told = next((note for note, goes_on in notes if goes_on), told)
    return tuple(found)


def rows_led(rows: Sequence[ReadAnnexRow], on_all: Note | None) -> tuple[ReadAnnexRow, ...]:
    """The same for the rows of tables, each of which is a list."""
    if on_all is None:
        return tuple(rows)
    led = (with_first_lead(row.units, others_help=on_all.others_help) for row in rows)
    return tuple(row.model_copy(update={"units": units}) for row, units in zip(rows, led, strict=True))


def note_on_all(text: str, elsewhere: Sequence[Span], vocabulary: Vocabulary) -> Note | None:
    """The first such note outside of the provisions, above or below them or beneath a table."""
    return next((note for note, _ in _notes(text, elsewhere, vocabulary)), None)


def _notes(text: str, spans: Iterable[Span], vocabulary: Vocabulary) -> Iterator[tuple[Note, bool]]:
    """All notes in some passages, and whether each goes on for those below (下同)."""
    for span in spans:
        for pattern in vocabulary.patterns("unit_patterns", "first_leads"):
            for note in pattern.finditer(text, *span):
                yield Note(note.span(), bool(note["others"])), bool(note["on"])


def _first(text: str, start: int, end: int, vocabulary: Vocabulary) -> re.Match[str] | None:
    found = (pattern.search(text, start, end) for pattern in vocabulary.patterns("unit_patterns", "first_leads"))
    return next((note for note in found if note is not None), None)


def _led(item: ReadItem, note: Note) -> ReadItem:
    """The item, the first unit of each of its clauses leading."""
    units = list(item.units)
    for span in item.clause_spans:
        inside = [at for at, unit in enumerate(units) if span[0] <= unit.span[0] < span[1]]
        led = with_first_lead([units[at] for at in inside], others_help=note.others_help)
        for at, unit in zip(inside, led, strict=True):
            units[at] = unit
    return item.model_copy(update={"units": tuple(units)})
