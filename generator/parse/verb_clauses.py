"""Clauses without labels: （甲牵头，乙、丙配合）, （甲、乙会同丙负责）, 由甲牵头，乙配合."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from generator.models import ReadDeadline, ReadQuantity, ReadUnit, Span
from generator.models.reading import Role
from generator.parse.deadlines import read_deadline_value
from generator.parse.lines import matching_bracket, strip_end, trim
from generator.parse.units import split_units
from generator.vocabulary import Vocabulary, compile_pattern

EDGE = "，,；;。、：: \u00a0\u3000"
LONGEST_PROSE = 60
"""由 … 牵头 further apart is no clause but a sentence with both words."""


CHARGED = re.compile("由(?=[^，,。；;]{2})")
BEFORE_CHARGE = "，,。；;：:"
BY_DUTY = re.compile("(?:要|应当?)?(?:根据|依据|按照?)(?:各自的?)?(?:工作)?(?:职责|职能|任务)")
SENTENCE_STOP = re.compile("[。；;]")


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
    """Find a bracket at the end of text[start:end] that names units with verbs instead of labels.

    Args:
        text: The source text.
        start: First code point of the passage.
        end: One past its last.
        vocabulary: Role verbs, unit endings, deadline words.

    Returns:
        The clause, or None: a bracket counts only where everything in it is units, verbs and deadlines.
    """
    stop = strip_end(text, start, end, "。；; \u00a0\u3000")
    if stop <= start or text[stop - 1] not in ")）":
        return None
    opening = _opening(text, start, stop)
    if opening is None:
        return None
    return _read(text, (opening, stop), opening + 1, stop - 1, vocabulary)


def find_prose_units(text: str, start: int, end: int, vocabulary: Vocabulary) -> tuple[ReadUnit, ...]:
    """Find “由甲牵头，乙配合” and “各有关部门按职责分工负责” in running text: the sentence stays text.

    Args:
        text: The source text.
        start: First code point of the passage.
        end: One past its last.
        vocabulary: Role verbs and unit endings.

    Returns:
        The units with their roles, nothing where the words between 由 and the verb are no units.
    """
    found: list[ReadUnit] = []
    for match in CHARGED.finditer(text, start, end):
        if match.start() > start and text[match.start() - 1] not in BEFORE_CHARGE:
            continue
        stop = min(end, match.end() + LONGEST_PROSE)
        sentence = SENTENCE_STOP.search(text, match.end(), stop)
        clause = _read(
            text, (match.start(), stop), match.end(), sentence.start() if sentence else stop, vocabulary, True
        )
        if clause is not None and any(unit.role == "lead" for unit in clause.units):
            found += clause.units
    taken = {unit.span for unit in found}
    found += [unit for unit in _sentences(text, start, end, vocabulary) if unit.span not in taken]
    return tuple(sorted(found, key=lambda unit: unit.span))


def _sentences(text: str, start: int, end: int, vocabulary: Vocabulary) -> Iterator[ReadUnit]:
    """Units of sentences that open with units and what they do by their duties; other verbs need a whole sentence."""
    begin = start
    while begin < end:
        stop = SENTENCE_STOP.search(text, begin, end)
        until = stop.start() if stop is not None else end
        first = trim(text, begin, until)[0]
        first += text.startswith("由", first)
        duty = BY_DUTY.search(text, first, min(until, first + LONGEST_PROSE))
        if duty is not None:
            rest = _behind_duty(text, duty, until, vocabulary)
            clause = _read(text, (first, rest), first, rest, vocabulary) if rest > duty.end() else None
            yield from clause.units if clause is not None else ()
        begin = until + 1


def _behind_duty(text: str, duty: re.Match[str], until: int, vocabulary: Vocabulary) -> int:
    """Where the verb ends that begins with 按职责; a further clause may follow behind a comma."""
    for verb in vocabulary.role_verbs:
        match = compile_pattern(verb.pattern).match(text, duty.start(), until)
        if match is not None and (match.end() == until or text[match.end()] in EDGE):
            return match.end()
    return 0


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
    clause = _read(text, (start, end), start, end, vocabulary)
    return clause.units if clause is not None else ()


def _opening(text: str, start: int, stop: int) -> int | None:
    for offset in range(stop - 1, start - 1, -1):
        if text[offset] in "(（" and matching_bracket(text, offset, stop) == stop - 1:
            return offset
    return None


def _read(text: str, span: Span, start: int, end: int, vocabulary: Vocabulary, partial: bool = False) -> Clause | None:
    """Take lists and verbs in turn; with `partial`, stop at the first words that are neither."""
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
        role = joined or entry.role
        found, open_tails = split_units(text, position, verb.start(), role, verb.group(), vocabulary)
        after = verb.end()
        if (
            not found
            or not _all_units(found, vocabulary)
            or (after < end and not entry.joins and text[after] not in EDGE)
        ):
            return _finish(span, units, tails, deadlines) if partial else None
        units += found
        tails += open_tails
        joined = entry.joins
        position = after
        while position < end and text[position] in EDGE:
            position += 1
    rest = trim(text, position, strip_end(text, position, end, EDGE))
    if rest[0] < rest[1]:
        deadline = read_deadline_value(text, *rest, vocabulary)
        if deadline is None and not partial:
            return None
        if deadline is not None and not partial:
            deadlines.append(deadline)
    return _finish(span, units, tails, deadlines)


def _finish(
    span: Span, units: list[ReadUnit], tails: list[ReadQuantity], deadlines: list[ReadDeadline]
) -> Clause | None:
    if not units:
        return None
    return Clause(span=span, units=tuple(units), open_tails=tuple(tails), deadlines=tuple(deadlines))


def _index(match: re.Match[str]) -> int:
    assert match.lastgroup is not None
    return int(match.lastgroup[1:])


def _all_units(units: tuple[ReadUnit, ...], vocabulary: Vocabulary) -> bool:
    """Every name ends as unit names do, or is a collective."""
    endings = vocabulary.patterns("unit_patterns", "unit_ending")
    return all(unit.kind == "collective" or any(p.search(unit.raw) for p in endings) for unit in units)
