"""Responsibility clauses (责任条款): in brackets, in brackets with the deadline, or as lines of their own.

A label needs its colon: “各责任单位要明确工作内容” is prose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from generator.models import ReadDeadline, ReadQuantity, ReadUnit, Span
from generator.models.kinds import Role
from generator.parse.deadlines import is_time_limit, read_deadline_value
from generator.parse.lines import matching_bracket, strip_end, trim
from generator.parse.verb_clauses import Clause, find_verb_clause, read_labelled_units
from generator.vocabulary import Vocabulary

PAUSES = "。；;，,、 \u00a0\u3000"
SIGNS = "★☆●○◆◇■□▲△►▶※＊*·•➢"
"""What sets a line of responsibilities off: ★责任单位：甲."""


@dataclass(frozen=True, slots=True)
class _Label:
    start: int
    end: int
    text: str
    role: Role | None


@lru_cache(maxsize=8)
def _labels_pattern(
    labels: tuple[str, ...], deadline_labels: tuple[str, ...], others: str
) -> dict[str, re.Pattern[str]]:
    roles = "|".join(sorted(map(re.escape, labels), key=len, reverse=True))
    times = "|".join(deadline_labels)
    colon = r"[ \u00a0\u3000]*[:：]"
    return {
        "role": re.compile(f"(?P<role>{roles}){colon}"),
        "any": re.compile(f"(?P<role>{roles}){colon}|(?P<time>{times})(?:{colon})?"),
        "bracket": re.compile(rf"[（(〔【\[［][ \u00a0\u3000]*(?=(?:{roles}|{times}){colon})"),
        "other": re.compile(rf"(?:^|(?<=[{re.escape(PAUSES)} \u00a0\u3000]))(?:{others}){colon}"),
        "line": re.compile(rf"(?:^|(?<=[。；;！”）)]))[ \u00a0\u3000{SIGNS}]*(?=(?:{roles}|{times}){colon})"),
    }


@lru_cache(maxsize=8)
def _patterns(vocabulary: Vocabulary) -> dict[str, re.Pattern[str]]:
    labels = tuple(entry.label for entry in vocabulary.role_labels)
    times = tuple(pattern.pattern for pattern in vocabulary.patterns("quantities", "deadline_label"))
    # who answers in person (责任人：…) is no unit, and ends the list of them
    persons = vocabulary.one_of("personal_words", "leader_label").pattern
    others = "|".join(pattern.pattern for pattern in vocabulary.patterns("quantities", "other_label"))
    return _labels_pattern(labels, (*times, f"(?:{persons})(?=[ \u00a0\u3000]*[:：])"), others)


@lru_cache(maxsize=8)
def _roles(vocabulary: Vocabulary) -> dict[str, Role]:
    return {entry.label: entry.role for entry in vocabulary.role_labels}


def find_clause(text: str, start: int, end: int, vocabulary: Vocabulary) -> Clause | None:
    """Find the first responsibility or deadline clause in text[start:end], one passage of one line.

    Args:
        text: The source text.
        start: First code point of the passage.
        end: One past its last.
        vocabulary: Role labels, deadline words, unit patterns.

    Returns:
        The clause with units and deadlines, or None.
    """
    patterns = _patterns(vocabulary)
    bracket = patterns["bracket"].search(text, start, end)
    if bracket is not None:
        close = matching_bracket(text, bracket.start(), end)
        stop = close + 1 if close >= 0 else end
        inner = close if close >= 0 else end
        return _read_clause(text, (bracket.start(), stop), bracket.end(), inner, vocabulary)
    line = patterns["line"].search(text[start:end])
    verbs = find_verb_clause(text, start, end, vocabulary)
    if verbs is not None and line is not None and verbs.span[0] < start + line.end() < verbs.span[1]:
        return verbs
    if line is not None:
        begin = start + line.end()
        return _read_clause(text, trim(text, start + line.start(), end), begin, end, vocabulary)
    return verbs


def clause_bracket(text: str, start: int, end: int, vocabulary: Vocabulary) -> int | None:
    """Where the first bracket of responsibilities （责任单位：…） begins in text[start:end], None if there is none."""
    bracket = _patterns(vocabulary)["bracket"].search(text, start, end)
    return bracket.start() if bracket is not None else None


def is_label_line(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line begins with a label and its colon, or with a clause bracket."""
    patterns = _patterns(vocabulary)
    stripped = text.strip()
    return patterns["line"].match(stripped) is not None or patterns["bracket"].match(stripped) is not None


def is_labelled(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line begins with a label of any kind and its colon (整改措施：…), so that it goes on with nothing."""
    return is_label_line(text, vocabulary) or _patterns(vocabulary)["other"].match(text.strip()) is not None


def _read_clause(text: str, span: Span, start: int, end: int, vocabulary: Vocabulary) -> Clause:
    labels = _label_list(text, start, end, vocabulary)
    units: list[ReadUnit] = []
    tails: list[ReadQuantity] = []
    deadlines: list[ReadDeadline] = []
    for index, label in enumerate(labels):
        stop = labels[index + 1].start if index + 1 < len(labels) else end
        other = _patterns(vocabulary)["other"].search(text, label.end, stop)
        stop = other.start() if other is not None else stop
        if label.role is not None:
            stop, limits = _cut_limits(text, label.end, stop, vocabulary)
            found, open_tails = read_labelled_units(text, label.end, stop, label.role, label.text, vocabulary)
            units += found
            tails += open_tails
            deadlines += limits
            continue
        value = trim(text, label.end, strip_end(text, label.end, stop, PAUSES))
        read = read_deadline_value(text, *value, vocabulary) if value[0] < value[1] else None
        if read is not None:
            deadlines.append(read)
    return Clause(span=span, units=tuple(units), open_tails=tuple(tails), deadlines=tuple(deadlines))


def _cut_limits(text: str, start: int, end: int, vocabulary: Vocabulary) -> tuple[int, list[ReadDeadline]]:
    """Cut time limits without a label of their own off the end of a list of units (责任单位：甲，2027年底前完成)."""
    found: list[ReadDeadline] = []
    while True:
        last = strip_end(text, start, end, PAUSES)
        first, last = trim(text, max(start, *(text.rfind(mark, start, last) + 1 for mark in PAUSES)), last)
        limit = is_time_limit(text, first, last, vocabulary)
        read = read_deadline_value(text, first, last, vocabulary) if limit else None
        if read is None:
            return end, found
        found.insert(0, read)
        end = first


def _label_list(text: str, start: int, end: int, vocabulary: Vocabulary) -> list[_Label]:
    """Labels in the clause; a deadline label may lack its colon, but then stands at a boundary."""
    roles = _roles(vocabulary)
    labels: list[_Label] = []
    for match in _patterns(vocabulary)["any"].finditer(text, start, end):
        if match["role"]:
            labels.append(_Label(start=match.start(), end=match.end(), text=match["role"], role=roles[match["role"]]))
        elif match.start() == start or text[match.start() - 1] in PAUSES:
            labels.append(_Label(start=match.start(), end=match.end(), text=match["time"], role=None))
    return labels
