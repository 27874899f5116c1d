"""Units charged in running text (正文交办), without brackets and labels: “市大数据局牵头，市公安局配合”.

What decides is the name: 政府牵头、部门配合 describes a mechanism, 市大数据局牵头 charges somebody (see offices).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from generator.models import ReadUnit, Span
from generator.models.kinds import Role
from generator.parse.lines import matching_bracket, trim
from generator.parse.offices import all_offices, as_departments, office_end
from generator.parse.units import split_units
from generator.parse.verb_clauses import EDGE, OPEN, read_verbs
from generator.parse.verb_signs import holds_sign
from generator.patterns import compile_pattern
from generator.vocabulary import RoleVerb, Vocabulary

LONGEST_LIST = 120
MOST_VERBS = 6
"""A clause between two pauses has no more; a text of nothing but verbs is none."""

LONGEST_DUTY = 60
SENTENCE_STOP = re.compile("[。；;]")
FULL_STOP = re.compile("[。！？!?\n\r]")
PAUSE = re.compile("(?<!职责)(?<!分工)(?<!职能)[，,]|[；;：:（(]")
CHARGED = re.compile("(?<![理自事缘经来])由(?=[^，,。；;]{2})")
ASIDE = re.compile("[（(](?=[^（）()]*(?:设在|以下简称|统称|下同))[^（）()]*[)）]$")
SHARED = re.compile("部门")
JOINED = re.compile("、|以及|和|与|及")


def find_prose_units(text: str, start: int, end: int, vocabulary: Vocabulary) -> tuple[ReadUnit, ...]:
    """Find the units that running text charges: the sentence stays text.

    Args:
        text: The source text.
        start: First code point of the passage.
        end: One past its last.
        vocabulary: Role verbs, labels and how names of units are built.

    Returns:
        The units with their roles in text order, each name once in each role. Nothing where the words before the verb
        are no offices, and nothing for mechanisms (建立政府牵头、部门配合的机制).
    """
    if not holds_sign("charge", text, start, end, vocabulary):
        return ()
    units = [*_by_duty(text, start, end, vocabulary)]
    for sentence in _cut(text, (start, end), FULL_STOP):
        units += _of_sentence(text, sentence, vocabulary)
    found: dict[tuple[str, Role], ReadUnit] = {}
    reached = start
    for unit in sorted(units, key=lambda unit: unit.span):
        if unit.span[0] >= reached:
            found.setdefault((unit.raw, unit.role), unit)
            reached = unit.span[1]
    return tuple(found.values())


def _cut(text: str, span: Span, pattern: re.Pattern[str]) -> Iterator[Span]:
    """The stretches between matches; a bracket is passed over as a whole."""
    begin = at = span[0]
    while at < span[1]:
        match = pattern.search(text, at, span[1])
        if match is None:
            break
        at = match.end()
        if match.group() in "(（":
            close = matching_bracket(text, match.start(), span[1])
            at = close + 1 if close >= 0 else at
            continue
        yield trim(text, begin, match.start())
        begin = at
    yield trim(text, begin, span[1])


@dataclass(frozen=True, slots=True)
class _Charge:
    """What was read, and where the words behind it begin."""

    units: tuple[ReadUnit, ...]
    end: int


def _of_sentence(text: str, sentence: Span, vocabulary: Vocabulary) -> Iterator[ReadUnit]:
    charged = False
    for segment in _cut(text, sentence, PAUSE):
        for unit in _of_segment(text, segment, charged, vocabulary):
            charged = charged or unit.role != "cooperate"
            yield unit


def _of_segment(text: str, segment: Span, charged: bool, vocabulary: Vocabulary) -> Iterator[ReadUnit]:
    """Units of what stands between two pauses; 、 may part two charges (甲牵头、乙配合)."""
    if not holds_sign("charge", text, *segment, vocabulary):
        return
    begin, end = segment
    charge = _labelled(text, begin, end, vocabulary)
    begin = behind_opening(text, begin, end, vocabulary)
    charge = charge or _read(text, begin, end, charged, vocabulary) or _passive(text, begin, end, charged, vocabulary)
    while charge is not None:
        yield from charge.units
        if charge.end >= end or text[charge.end] != "、":
            return
        charge = _read(text, charge.end + 1, end, True, vocabulary)


def behind_opening(text: str, begin: int, end: int, vocabulary: Vocabulary) -> int:
    """Where a clause begins to say who is charged, behind words that only open it."""
    for pattern in vocabulary.patterns("unit_patterns", "charge_opening"):
        opening = pattern.match(text, begin, end)
        begin = opening.end() if opening is not None else begin
    return begin


def _passive(text: str, begin: int, end: int, charged: bool, vocabulary: Vocabulary) -> _Charge | None:
    """所需经费由市财政局负责保障; not 建立由市政府牵头的机制."""
    if any(p.match(text, begin, end) for p in vocabulary.patterns("unit_patterns", "mechanism")):
        return None
    for match in islice(CHARGED.finditer(text, begin, end), MOST_VERBS):
        charge = _read(text, match.end(), end, charged, vocabulary)
        if charge is not None:
            return charge
    return None


@lru_cache(maxsize=4)
def _labels(vocabulary: Vocabulary) -> re.Pattern[str]:
    labels = sorted((re.escape(entry.label) for entry in vocabulary.role_labels if len(entry.label) > 2), key=len)
    return re.compile(f"(?P<label>{'|'.join(reversed(labels))})[为是]")


def _labelled(text: str, begin: int, end: int, vocabulary: Vocabulary) -> _Charge | None:
    """牵头单位为市发展改革委."""
    label = _labels(vocabulary).match(text, begin, end)
    if label is None:
        return None
    role = next(entry.role for entry in vocabulary.role_labels if entry.label == label["label"])
    units, tails = split_units(text, label.end(), end, role, label["label"], vocabulary)
    return _Charge(units, end) if all_offices(text, units, bool(tails), vocabulary) else None


def _read(text: str, begin: int, end: int, charged: bool, vocabulary: Vocabulary) -> _Charge | None:
    """The first list of offices from `begin` on that a verb charges."""
    for verb in vocabulary.charge_verbs:
        stop = min(end, begin + LONGEST_LIST)
        for match in islice(compile_pattern(verb.pattern).finditer(text, begin, stop), MOST_VERBS):
            if match.start() == begin and verb.joins is not None and charged:
                units, after = _joined(text, match.end(), end, verb.joins, match.group(), vocabulary)
                if units:
                    return _Charge(units, after)
            charge = _before(text, begin, match, verb, end, charged, vocabulary)
            if charge is not None:
                return charge
    return None


def _before(
    text: str, begin: int, match: re.Match[str], verb: RoleVerb, end: int, charged: bool, vocabulary: Vocabulary
) -> _Charge | None:
    units, tails = split_units(text, begin, match.start(), verb.role, match.group(), vocabulary)
    units = tuple(_without_aside(unit) for unit in units)
    if not all_offices(text, units, bool(tails), vocabulary) or not _counts(text, match, verb, units, end, charged):
        return None
    if any(p.match(text, match.end(), end) for p in vocabulary.patterns("unit_patterns", "no_charge")):
        return None
    if text[match.end() : match.end() + 1] == "、" and any(
        p.search(text, match.end(), end) for p in vocabulary.patterns("unit_patterns", "mechanism_end")
    ):
        return None
    units = as_departments(units, vocabulary)
    if verb.joins is None:
        return _Charge(units, match.end())
    others, after = _joined(text, match.end(), end, verb.joins, match.group(), vocabulary)
    return _Charge((*units, *others), after) if others else None


def _without_aside(unit: ReadUnit) -> ReadUnit:
    """A name without what its bracket tells about it: 某某专班（办公室设在市数据局，以下简称专班）."""
    aside = ASIDE.search(unit.raw)
    if aside is None or aside.start() == 0:
        return unit
    start = unit.span[0]
    return unit.model_copy(update={"raw": unit.raw[: aside.start()], "span": (start, start + aside.start())})


def _counts(
    text: str, match: re.Match[str], verb: RoleVerb, units: tuple[ReadUnit, ...], end: int, charged: bool
) -> bool:
    """Whether to help is a charge: behind one who leads, or of units that are named; 各部门要积极配合 is an appeal."""
    if verb.named:
        return all(unit.kind == "named" for unit in units)
    if verb.role != "cooperate" or charged:
        return True
    ends = match.end() == end or text[match.end()] in EDGE
    return all(unit.kind == "named" for unit in units) and (ends or not verb.loose)


def _joined(
    text: str, begin: int, end: int, role: Role, label: str, vocabulary: Vocabulary
) -> tuple[tuple[ReadUnit, ...], int]:
    """The offices listed behind 会同; the sentence goes on behind the last without any mark."""
    units: list[ReadUnit] = []
    at = begin
    listed, after = _shortened(text, begin, end, role, label, vocabulary)
    if listed:
        return listed, after
    while (stop := office_end(text, at, end, vocabulary)) > at:
        found, _ = split_units(text, at, stop, role, label, vocabulary)
        units += found
        at = stop
        joint = JOINED.match(text, at, end)
        if joint is None:
            break
        at = joint.end()
    last = units[-1].span[1] if units else begin
    refused = any(p.match(text, last, end) for p in vocabulary.patterns("unit_patterns", "no_charge"))
    return ((), begin) if refused else (tuple(units), last)


def _shortened(
    text: str, begin: int, end: int, role: Role, label: str, vocabulary: Vocabulary
) -> tuple[tuple[ReadUnit, ...], int]:
    """A list whose names lack their own end: 会同自然资源、水利等部门制定."""
    stop = min(end, begin + LONGEST_LIST)
    tails = [p.search(text, begin, stop) for p in vocabulary.patterns("unit_patterns", "open_tail")]
    ends = sorted({match.end() for match in (*tails, SHARED.search(text, begin, stop)) if match is not None})
    for at in ends:
        units, open_tails = split_units(text, begin, at, role, label, vocabulary)
        if len(units) > 1 and all_offices(text, units, bool(open_tails), vocabulary):
            return as_departments(units, vocabulary), at
    return (), begin


def _by_duty(text: str, start: int, end: int, vocabulary: Vocabulary) -> Iterator[ReadUnit]:
    """Units of sentences that open with units and what they do by their duties (各有关部门按职责分工负责)."""
    by_duty = vocabulary.one_of("verb_signs", "by_duty")
    begin = start
    while begin < end:
        stop = SENTENCE_STOP.search(text, begin, end)
        until = stop.start() if stop is not None else end
        first = trim(text, begin, until)[0]
        first += text.startswith(tuple(OPEN), first)
        first += text.startswith("由", first)
        duty = by_duty.search(text, first, min(until, first + LONGEST_DUTY))
        if duty is not None:
            rest = _behind_duty(text, duty, until, vocabulary)
            clause = read_verbs(text, (first, rest), first, rest, vocabulary) if rest > duty.end() else None
            yield from clause.units if clause is not None else ()
        begin = until + 1


def _behind_duty(text: str, duty: re.Match[str], until: int, vocabulary: Vocabulary) -> int:
    """Where the verb ends that begins with 按职责; a further clause may follow behind a comma."""
    for verb in vocabulary.role_verbs:
        match = compile_pattern(verb.pattern).match(text, duty.start(), until)
        if match is not None and (match.end() == until or text[match.end()] in EDGE):
            return match.end()
    return 0
