"""Offices that open a sentence and act (“市商务局要建立…”, “市法院每月通报…”, “市工信局设立…”): they are charged.

Weaker than a clause or a verb of charge (牵头, 负责): it counts where no clause of the item names anybody. All at once
(各部门要…, 县级以上人民政府应当…) is an appeal, which leaves open who answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from generator.models import ReadUnit, Span
from generator.parse.lines import trim
from generator.parse.offices import all_offices, as_departments, is_one_office
from generator.parse.prose_units import LONGEST_LIST, MOST_VERBS, behind_opening
from generator.parse.units import split_units
from generator.vocabulary import Vocabulary

SEGMENT = re.compile(r"[^。；;：:，,\n]+")
SHORTEST_NAME = 2
OF_ALL = re.compile("各(?!级)")
"""The same office of all places (各县财政局要…) is appealed to like all departments."""


def find_acting_units(text: str, start: int, end: int, vocabulary: Vocabulary) -> Iterator[ReadUnit]:
    """Find the offices that the sentences of a passage begin with and say what they have to do.

    Args:
        text: The source text.
        start: First code point of the passage.
        end: One past its last.
        vocabulary: How names of offices are built, and `acts`: what stands behind them.

    Yields:
        The offices as responsible units, in text order.
    """
    for segment in SEGMENT.finditer(text, start, end):
        yield from _of_segment(text, trim(text, *segment.span()), vocabulary)


def _of_segment(text: str, segment: Span, vocabulary: Vocabulary) -> tuple[ReadUnit, ...]:
    start, end = segment
    start = behind_opening(text, start, end, vocabulary)
    for pattern in vocabulary.patterns("unit_patterns", "acts"):
        for act in islice(pattern.finditer(text, start + SHORTEST_NAME, min(end, start + LONGEST_LIST)), MOST_VERBS):
            units, tails = split_units(text, start, act.start(), "responsible", act["label"], vocabulary)
            listed = all_offices(text, units, bool(tails), vocabulary)
            if listed and all(is_one_office(unit, vocabulary) and not OF_ALL.match(unit.raw) for unit in units):
                return as_departments(units, vocabulary)
    return ()
