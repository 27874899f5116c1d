"""Clauses in brackets without labels: （甲牵头，乙、丙配合）, （甲会同乙负责）, and （甲、乙） behind a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from generator.models import ReadDeadline, ReadQuantity, ReadUnit, Span
from generator.models.kinds import Role
from generator.parse.deadlines import read_deadline_value
from generator.parse.first_leads import closing_note, note_within, with_first_lead
from generator.parse.lines import BRACKETS, matching_bracket, strip_end, trim
from generator.parse.units import split_units
from generator.parse.verb_signs import holds_sign
from generator.vocabulary import Vocabulary

OPEN, CLOSE = ("".join(side) for side in zip(*BRACKETS, strict=True))
EDGE = "，,；;。、：: \u00a0\u3000"
GROUP_END = "，,；;"
BEFORE_LIST = " \u00a0\u3000\r\n"
"""What may stand between a sentence and the bracket that charges somebody with it, a line break included."""
SENTENCE_END = "。！；;"
"""Behind one of these a bracket that holds nothing but units charges them."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A responsibility clause, with labels or without, and what it says; `span` includes its brackets."""

    span: Span
    units: tuple[ReadUnit, ...]
    open_tails: tuple[ReadQuantity, ...]
    deadlines: tuple[ReadDeadline, ...]


@lru_cache(maxsize=8)
def _verbs(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<v{index}>{verb.pattern})" for index, verb in enumerate(vocabulary.role_verbs)))


def find_verb_clause(text: str, start: int, end: int, vocabulary: Vocabulary) -> Clause | None:
    """Find a bracket in text[start:end] that names units with verbs, or at its end one that names nothing else.

    Args:
        text: The source text.
        start: First code point of the passage.
        end: One past its last.
        vocabulary: Role verbs, unit endings, deadline words.

    Returns:
        The clause, or None: a bracket counts only where everything in it is units, verbs and deadlines, and one
        without verbs only behind a finished sentence.
    """
    within = _within(text, start, end, vocabulary)
    if within is not None:
        return within
    stop = strip_end(text, start, end, "。；; \u00a0\u3000")
    if stop <= start or text[stop - 1] not in CLOSE:
        return None
    opening = _opening(text, start, stop)
    if opening is None:
        return None
    clause = read_verbs(text, (opening, stop), opening + 1, stop - 1, vocabulary)
    before = strip_end(text, 0, opening, BEFORE_LIST)
    if clause is None and before > 0 and text[before - 1] in SENTENCE_END:
        return _read_list(text, (opening, stop), vocabulary)
    return clause


def _within(text: str, start: int, end: int, vocabulary: Vocabulary) -> Clause | None:
    """The first bracket of a passage on several matters: …出台办法（甲牵头）；…完成修订（乙负责）.

    It stands behind a sentence, or a pause follows it; one at the very end is not looked for here.
    """
    if not holds_sign("role", text, start, end, vocabulary):
        return None
    for opening in range(start, end):
        close = matching_bracket(text, opening, end) if text[opening] in OPEN else -1
        if close < 0 or close + 1 >= end or not holds_sign("role", text, opening, close, vocabulary):
            continue
        before = strip_end(text, start, opening, " \u00a0\u3000")
        ended = before > start and text[before - 1] in SENTENCE_END
        if ended or text[close + 1] in SENTENCE_END:
            clause = read_verbs(text, (opening, close + 1), opening + 1, close, vocabulary)
            if clause is not None:
                return clause
    return None


def _read_list(text: str, span: Span, vocabulary: Vocabulary) -> Clause | None:
    """A bracket that holds a list of units and nothing else but a deadline behind it."""
    start, end = span[0] + 1, span[1] - 1
    if (note := closing_note(text, start, end, vocabulary)) is not None:
        units, tails = split_units(text, start, note.span[0], "responsible", "", vocabulary)
        led = with_first_lead(units, others_help=note.others_help)
        found = _all_units(units, vocabulary, listed=True)
        return Clause(span=span, units=led, open_tails=tails, deadlines=()) if found else None
    if holds_sign("role", text, start, end, vocabulary):
        return None
    pause = max(text.rfind(mark, start, end) for mark in GROUP_END)
    deadline = read_deadline_value(text, *trim(text, pause + 1, end), vocabulary) if pause > 0 else None
    units, tails = split_units(text, start, pause if deadline else end, "responsible", "", vocabulary)
    if not _all_units(units, vocabulary, listed=True):
        return None
    return Clause(span=span, units=units, open_tails=tails, deadlines=(deadline,) if deadline else ())


def read_spoken_units(text: str, start: int, end: int, vocabulary: Vocabulary) -> tuple[ReadUnit, ...]:
    """Units of a table cell that names roles with verbs (“甲牵头，乙、丙参加”); nothing if it does not.

    Args:
        text: The source text.
        start: First code point of the cell.
        end: One past its last.
        vocabulary: Role verbs and unit endings.

    Returns:
        The units with the roles that the verbs give.
    """
    clause = read_verbs(text, (start, end), start, end, vocabulary)
    return clause.units if clause is not None else ()


def read_labelled_units(
    text: str, start: int, end: int, role: Role, label: str, vocabulary: Vocabulary
) -> tuple[tuple[ReadUnit, ...], tuple[ReadQuantity, ...]]:
    """Read a list behind a label in which verbs may part the roles (责任单位：甲牵头，乙、丙配合).

    A verb gives its role to the units before it; those without any verb keep the label's. A word that a name goes on
    behind (抓落实办公室) is no verb.

    Args:
        text: The source text.
        start: First code point of the list (after the label, or of a table cell).
        end: One past its last.
        role: The role that the label gives.
        label: The label as written, without colon.
        vocabulary: Role verbs and unit patterns.

    Returns:
        Units and open tails, as `split_units` returns them.
    """
    units: list[ReadUnit] = []
    tails: list[ReadQuantity] = []
    while (note := note_within(text, start, end, vocabulary)) is not None:
        listed, open_tails = _parted_by_verbs(text, start, note.span[0], role, label, vocabulary)
        units += with_first_lead(listed, others_help=note.others_help)
        tails += open_tails
        start = note.span[1]
    last = closing_note(text, start, end, vocabulary)
    listed, open_tails = _parted_by_verbs(text, start, end if last is None else last.span[0], role, label, vocabulary)
    units += listed if last is None else with_first_lead(listed, others_help=last.others_help)
    return tuple(units), (*tails, *open_tails)


def _parted_by_verbs(
    text: str, start: int, end: int, role: Role, label: str, vocabulary: Vocabulary
) -> tuple[tuple[ReadUnit, ...], tuple[ReadQuantity, ...]]:
    """The list without any note; see `read_labelled_units`."""
    units: list[ReadUnit] = []
    tails: list[ReadQuantity] = []
    held = (role, label)
    position = begin = _behind_by(text, start, end)
    verb = _next_verb(text, position, end, vocabulary) if holds_sign("role", text, start, end, vocabulary) else None
    while verb is not None:
        entry = vocabulary.role_verbs[_index(verb)]
        lists = [(position, verb.start(), *(held if held[1] != label else (entry.role, verb.group())))]
        comma = max(text.rfind(mark, position, verb.start()) for mark in GROUP_END)
        if position == begin and entry.role == "cooperate" and comma > position:
            # 责任单位：甲，乙配合: who stands before the pause does not help
            lists = [(position, comma, role, label), (comma + 1, verb.start(), entry.role, verb.group())]
        for first, last, own, word in lists:
            found, open_tails = split_units(text, first, last, own, word, vocabulary)
            if not _all_units(found, vocabulary):
                return split_units(text, start, end, role, label, vocabulary)
            units += found
            tails += open_tails
        held = (entry.joins, verb.group()) if entry.joins else (role, label)
        position = _behind_by(text, verb.end(), end)
        verb = _next_verb(text, position, end, vocabulary)
    found, open_tails = split_units(text, position if units else start, end, *held, vocabulary)
    return (*units, *found), (*tails, *open_tails)


def _next_verb(text: str, position: int, end: int, vocabulary: Vocabulary) -> re.Match[str] | None:
    """The next verb with units before it, and a pause, the end or (of 会同) further units behind it."""
    for match in _verbs(vocabulary).finditer(text, position, end):
        joins = vocabulary.role_verbs[_index(match)].joins
        if match.start() > position and (match.end() == end or joins or text[match.end()] in EDGE):
            return match
    return None


def _behind_by(text: str, position: int, end: int) -> int:
    """Where the next list begins: behind pauses and 由."""
    while position < end and text[position] in EDGE + "由":
        position += 1
    return position


def _opening(text: str, start: int, stop: int) -> int | None:
    for offset in range(stop - 1, start - 1, -1):
        if text[offset] in OPEN and matching_bracket(text, offset, stop) == stop - 1:
            return offset
    return None


def read_verbs(text: str, span: Span, start: int, end: int, vocabulary: Vocabulary) -> Clause | None:
    """Take lists of units and verbs in turn, up to a deadline at the end.

    Args:
        text: The source text.
        span: What the clause covers, brackets included.
        start: First code point inside.
        end: One past the last.
        vocabulary: Role verbs, unit endings, deadline words.

    Returns:
        The clause, or None where anything but units, verbs and a deadline stands there.
    """
    units: list[ReadUnit] = []
    tails: list[ReadQuantity] = []
    deadlines: list[ReadDeadline] = []
    joined: Role | None = None
    position = start
    while position < end:
        verb = _verbs(vocabulary).search(text, position, end)
        if verb is None:
            break
        entry = vocabulary.role_verbs[_index(verb)]
        found, open_tails = split_units(text, position, verb.start(), joined or entry.role, verb.group(), vocabulary)
        after = verb.end()
        if not _all_units(found, vocabulary) or (after < end and not entry.joins and text[after] not in EDGE):
            return None
        units += found
        tails += open_tails
        joined = entry.joins
        position = after
        while position < end and text[position] in EDGE:
            position += 1
    rest = trim(text, position, strip_end(text, position, end, EDGE))
    if rest[0] < rest[1]:
        deadline = read_deadline_value(text, *rest, vocabulary)
        if deadline is None:
            return None
        deadlines.append(deadline)
    if not units:
        return None
    return Clause(span=span, units=tuple(units), open_tails=tuple(tails), deadlines=tuple(deadlines))


def _index(match: re.Match[str]) -> int:
    assert match.lastgroup is not None
    return int(match.lastgroup[1:])


def _all_units(units: tuple[ReadUnit, ...], vocabulary: Vocabulary, *, listed: bool = False) -> bool:
    """Every name, of at least one, ends as unit names do, or is a collective; in a list places may stand for theirs."""
    endings = vocabulary.patterns("unit_patterns", "unit_ending")
    named = [unit.kind == "collective" or any(p.search(unit.raw) for p in endings) for unit in units]
    places = vocabulary.patterns("unit_patterns", "listed_place") if listed else ()
    return any(named) and all(
        known or any(p.search(unit.raw) for p in places) for unit, known in zip(units, named, strict=True)
    )
