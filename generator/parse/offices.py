"""Whether a stretch of running text is the name of an office (机关名称), where no label says that it is one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from generator.divisions import divisions_called
from generator.models import ReadUnit
from generator.vocabulary import Vocabulary

HEAD = 400
"""A document says whose it is at its head: a place named there may stand before the names of offices."""

PLACES_END = ("自治区", "自治州", "自治县", "省", "市", "县", "区", "州", "盟", "旗")
LONGEST_PLACE = 9
NO_PLACE = re.compile("[由向对与经和及在从为的请报]|[^一-龥]")
"""Words of a sentence that runs up to the name of an office; places of the lists may have them too (和县)."""

SHARED_END = re.compile("(?:部门|机关)$")
BASE = re.compile("[局厅部]$")
OF_ALL = re.compile("部门|单位|^各")
"""Words of the classes of collectives say nothing of what an office is for."""

OF_EVERY = re.compile("各|有关|相关|其他|以上|政府$")

NAMED = ("office", "own_office", "addressed_office")
"""Forms of names, and of words that stand for one (我委, 贵局)."""

LONGEST_NAME = 40
SHORTEST_NAME = 2
GOES_ON = "委会府部办门关)）"
"""Endings behind which a name may go on: 市委 and 市委组织部."""

LONGEST_PART = 8


@lru_cache(maxsize=4)
def _function_words(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Words of the function classes, with 局 and without: 交通局 and 交通部门 are the same office."""
    words = {word.text for entry in vocabulary.functions for word in entry.words if not OF_ALL.search(word.text)}
    bases = {BASE.sub("", word) for word in words if len(word) > 2}
    either = "|".join(sorted(map(re.escape, words | bases), key=len, reverse=True))
    return re.compile(f"(?:地方)?(?:{either})(?:[和与]?(?:{either}))*")


@lru_cache(maxsize=4)
def _aliases(vocabulary: Vocabulary) -> frozenset[str]:
    forms = {alias.text for agency in vocabulary.agencies for alias in agency.aliases if len(alias.text) > 2}
    return frozenset(forms | {agency.name for agency in vocabulary.agencies if not agency.collective})


@lru_cache(maxsize=4)
def _places(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(name for place in vocabulary.places for name in (place.name, place.short))


def all_offices(text: str, units: Sequence[ReadUnit], open_end: bool, vocabulary: Vocabulary) -> bool:
    """Whether every unit of a list is an office.

    Args:
        text: The source text, whose head names the place.
        units: The names as split.
        open_end: Whether the list ends in 等部门: its names may then lack their own (发展改革、财政等部门).
        vocabulary: Agencies, function classes, `office_*` patterns.

    Returns:
        Whether it is a list of offices and nothing else; an empty list is none.
    """
    if not units:
        return False
    shared = open_end or SHARED_END.search(units[-1].raw) is not None
    head = text[: min(HEAD, units[0].span[0])]
    return all(is_office(unit.raw, head, vocabulary) or (shared and _is_bare(unit.raw, vocabulary)) for unit in units)


def as_departments(units: Sequence[ReadUnit], vocabulary: Vocabulary) -> tuple[ReadUnit, ...]:
    """The units of such a list: a name that lacks its own end stands for a kind of department, for no agency."""
    return tuple(
        unit.model_copy(update={"kind": "collective"})
        if _is_bare(unit.raw, vocabulary) and not is_office(unit.raw, "", vocabulary)
        else unit
        for unit in units
    )


def is_one_office(unit: ReadUnit, vocabulary: Vocabulary) -> bool:
    """Whether a unit is one office, by name or by what it is for (民政部门), and not all of a kind (各部门, 各县)."""
    if unit.kind == "named":
        return True
    return OF_EVERY.search(unit.raw) is None and (_by_function(unit.raw, vocabulary) or _is_bare(unit.raw, vocabulary))


@lru_cache(maxsize=8192)
def is_office(raw: str, head: str, vocabulary: Vocabulary) -> bool:
    """Whether a name is a registered one, a collective (各有关部门), or is built as names of offices are.

    Built so means: a word of level or place (市…, 青川市…) or what the office is for (财政…) at its beginning, an
    ending of offices, and no verb between them. 政府牵头 and 部门配合 name nobody: they lack the beginning.
    """
    if len(raw) > LONGEST_NAME or any(p.search(raw) for p in vocabulary.patterns("unit_patterns", "office_never")):
        return False
    if raw in _aliases(vocabulary):
        return True
    if any(p.fullmatch(raw) for p in vocabulary.patterns("unit_patterns", "collective")):
        return not SHARED_END.search(raw) or _names_a_duty(raw, vocabulary)
    return any(
        any(p.fullmatch(name) for kind in NAMED for p in vocabulary.patterns("unit_patterns", kind))
        or _by_function(name, vocabulary)
        for name in dict.fromkeys((raw, _behind_place(raw, head, vocabulary)))
    )


def office_end(text: str, start: int, end: int, vocabulary: Vocabulary) -> int:
    """Where the name ends that begins at `start` and runs on into a sentence (市财政局制定…); 0 if there is none."""
    stop = min(end, start + LONGEST_NAME)
    head = text[: min(HEAD, start)]
    last = 0
    for at in range(start + 2, stop + 1):
        if last and (at > last + LONGEST_PART or text[last - 1] not in GOES_ON):
            break
        if is_office(text[start:at], head, vocabulary) and not _runs_on(text, at, end, vocabulary):
            last = at
    return last


def _runs_on(text: str, at: int, end: int, vocabulary: Vocabulary) -> bool:
    """Whether the last character belongs to the next word (组织部署)."""
    return any(p.match(text, at - 1, end) for p in vocabulary.patterns("unit_patterns", "office_runs_on"))


def _names_a_duty(raw: str, vocabulary: Vocabulary) -> bool:
    """Of names on 部门 count those of all (各有关部门) and those whose duty or rank is said (教育行政部门)."""
    return any(p.search(raw) for p in vocabulary.patterns("unit_patterns", "office_department")) or _by_function(
        raw, vocabulary
    )


def _behind_place(raw: str, head: str, vocabulary: Vocabulary) -> str:
    """The name without its place, if that is registered, one of the country's, or named at the document's head."""
    for end in range(2, min(LONGEST_PLACE, len(raw))):
        name = raw[:end]
        if name.endswith(PLACES_END) and _is_place(name, head, vocabulary):
            return raw[end - 1 :]
    return raw


def _is_place(name: str, head: str, vocabulary: Vocabulary) -> bool:
    """Of two characters only those of the lists are (丰县): 全县 may stand at the head as well."""
    if name in _places(vocabulary) or divisions_called(name, vocabulary):
        return True
    return len(name) > SHORTEST_NAME and name in head and NO_PLACE.search(name) is None


def _by_function(rest: str, vocabulary: Vocabulary) -> bool:
    """Names that begin with what the office is for: 财政部门, 公安机关, 水行政主管部门."""
    for pattern in vocabulary.patterns("unit_patterns", "office_prefix"):
        prefix = pattern.match(rest)
        if prefix is not None:
            rest = rest[prefix.end() :]
    match = _function_words(vocabulary).match(rest)
    if match is None:
        return False
    endings = vocabulary.patterns("unit_patterns", "office_ending")
    return any(p.fullmatch(rest, match.end()) or (match.end() == len(rest) and p.search(rest)) for p in endings)


def _is_bare(raw: str, vocabulary: Vocabulary) -> bool:
    """Only what the office is for: 发展改革 in 发展改革、财政等部门."""
    for pattern in vocabulary.patterns("unit_patterns", "office_prefix"):
        prefix = pattern.match(raw)
        if prefix is not None:
            raw = raw[prefix.end() :]
    return _function_words(vocabulary).fullmatch(raw) is not None
