"""Notes that the first of several units leads (列第一位的为牵头单位，下同)."""

from __future__ import annotations

from collections.abc import Sequence

from generator.models import ReadItem, ReadUnit, Span
from generator.parse.lines import matching_bracket, strip_end
from generator.vocabulary import Vocabulary

OPENING = "（(，,；;。、 \u00a0\u3000"
CLOSING = "）)。；;，, \u00a0\u3000"
SEVERAL = 2


def cut_note(text: str, start: int, end: int, vocabulary: Vocabulary) -> int:
    """Where a list of units ends that such a note closes.

    Args:
        text: The source text.
        start: First code point of the list.
        end: One past its last.
        vocabulary: How the note is worded (`first_leads`).

    Returns:
        The end of the list without the note; `end` where there is none, or something else stands behind it.
    """
    for pattern in vocabulary.patterns("unit_patterns", "first_leads"):
        note = pattern.search(text, start, end)
        if note is not None and strip_end(text, note.end(), end, CLOSING) <= note.end():
            return strip_end(text, start, note.start(), OPENING)
    return end


def note_within(text: str, start: int, end: int, vocabulary: Vocabulary) -> Span | None:
    """Where such a note stands in brackets within a list that goes on behind it: 甲、乙（列首位的为牵头单位），丙."""
    for pattern in vocabulary.patterns("unit_patterns", "first_leads"):
        note = pattern.search(text, start, end)
        if note is not None and note.start() > start and text[note.start() - 1] in "（(":
            close = matching_bracket(text, note.start() - 1, end)
            goes_on = close >= 0 and strip_end(text, close + 1, end, CLOSING) > close + 1
            return (note.start() - 1, close + 1) if goes_on else None
    return None


def with_first_lead(units: Sequence[ReadUnit]) -> tuple[ReadUnit, ...]:
    """The units of a list, the first of which leads; a list in which somebody leads already stays as it is."""
    if len(units) < SEVERAL or any(unit.role == "lead" for unit in units):
        return tuple(units)
    return (units[0].model_copy(update={"role": "lead"}), *units[1:])


def led_by_first(
    text: str, items: Sequence[ReadItem], elsewhere: Sequence[Span], vocabulary: Vocabulary
) -> tuple[ReadItem, ...]:
    """Let the first unit of clauses lead that a note further up (下同), or on the whole document, is about.

    Args:
        text: The source text.
        items: The provisions in text order.
        elsewhere: Passages outside of them: what stands there is about all.
        vocabulary: How the note is worded.

    Returns:
        The items in their order.
    """
    patterns = vocabulary.patterns("unit_patterns", "first_leads")
    holds = is_about_all(text, elsewhere, vocabulary)
    found: list[ReadItem] = []
    for item in items:
        spans = (*item.clause_spans, *item.body.spans)
        notes = [note for pattern in patterns for span in spans for note in pattern.finditer(text, *span)]
        found.append(_led(item) if holds else item)
        holds = holds or any(note["on"] for note in notes)
    return tuple(found)


def is_about_all(text: str, elsewhere: Sequence[Span], vocabulary: Vocabulary) -> bool:
    """Whether such a note stands outside of the provisions, above or below them or beneath a table."""
    patterns = vocabulary.patterns("unit_patterns", "first_leads")
    return any(pattern.search(text, *span) for pattern in patterns for span in elsewhere)


def _led(item: ReadItem) -> ReadItem:
    """The item, the first unit of each of its clauses leading."""
    units = list(item.units)
    for span in item.clause_spans:
        inside = [at for at, unit in enumerate(units) if span[0] <= unit.span[0] < span[1]]
        for at, unit in zip(inside, with_first_lead([units[at] for at in inside]), strict=True):
            units[at] = unit
    return item.model_copy(update={"units": tuple(units)})
