"""时限与指标: every deadline and figure in one table; dated ones on a time line, others grouped."""

from __future__ import annotations

import bisect
import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from generator.models import Deadline, PolicyRecord
from generator.render import tallies
from generator.render.environment import index_of
from generator.render.index import Index
from generator.render.limits_named import named_limits
from generator.render.materials import Materials, Unkept
from generator.render.site import Page, SiteInput
from generator.wide import is_wide

DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
WIDTH: Final = 960
LABEL: Final = 74
"""Pixels in front of the axis, where no name of a document takes more."""
NAME: Final = (8, 13)
"""Pixels that a narrow character of a name takes (bold, 13 px), and a wide one."""
GAP: Final = 12
"""Pixels that a name and a dot at the very beginning keep apart."""
RIGHT: Final = 28
ROW: Final = 34
HEAD: Final = 34
NUMBER: Final = 34
"""Pixels that the number above a dot takes."""


@dataclass(frozen=True)
class Fact:
    """A deadline or a figure with the provision, annex row, heading or preamble that says it; `line` is 1-based."""

    policy: str
    item: str
    title: str
    kind: str
    raw: str
    date: str | None
    period: str | None
    line: int
    place: str


@dataclass(frozen=True)
class Dot:
    """Everything one document fixes for one date; a whole year is drawn as a bar from `x` to `end`.

    How many facts that are is written above it (`counted`) where they are several and there is room.
    """

    policy: str
    date: str
    facts: tuple[Fact, ...]
    x: int
    end: int
    y: int
    counted: bool = False

    @property
    def middle(self) -> int:
        """Where its number stands."""
        return (self.x + self.end) // 2


@dataclass(frozen=True)
class Tick:
    """A year on the axis."""

    year: int
    x: int


@dataclass(frozen=True)
class TimeLine:
    """The drawing, in pixels: one row for each document that fixes a date; the axis begins at `label`."""

    label: int
    width: int
    height: int
    rows: tuple[tuple[str, int], ...]
    ticks: tuple[Tick, ...]
    dots: tuple[Dot, ...]


MATERIALS = (tallies.SAID,)


def states() -> Iterator[str]:
    """Nothing is kept but what each document gives."""
    return iter(())


def pages(site: SiteInput) -> Iterator[Page]:
    """The one page on deadlines and figures."""
    return pages_from(site, Unkept(site.whole or site))


def pages_from(site: SiteInput, materials: Materials) -> Iterator[Page]:
    """The page; of a choice of documents with the years of all of them, from what is kept."""
    index = index_of(site)
    facts = tuple(fact for record in site.records for fact in _facts(record, site.sources[record.id]))
    groups = {
        kind: tuple((policy, tuple(f for f in facts if f.kind == kind and f.policy == policy))
                    for policy in index.policy_ids
                    if any(f.kind == kind and f.policy == policy for f in facts))
        for kind in ("frequency", "ongoing")
    }  # fmt: skip
    context: dict[str, object] = {
        "wide": True,
        "facts": facts,
        "drawing": time_line(facts, index),
        "groups": groups,
        "everywhere": tallies.dated(site.whole, materials) if site.whole else None,
        "silent": tuple(policy for policy in index.policy_ids if not any(f.policy == policy for f in facts)),
    }
    yield Page("timeline.md", "时限与指标", "timeline.html", context)


def _facts(record: PolicyRecord, source: str) -> Iterator[Fact]:
    breaks = [position for position, char in enumerate(source) if char == "\n"]
    for named in named_limits(record):
        entry = named.entry
        line = bisect.bisect_left(breaks, entry.span[0]) + 1
        period = entry.period if isinstance(entry, Deadline) else None
        yield Fact(record.id, *named.where, named.kind, named.words, named.date, period, line, named.place)


def time_line(facts: Sequence[Fact], index: Index) -> TimeLine | None:
    """Lay out the dated facts; None if there are none.

    Args:
        facts: All facts; those without a date are left out.
        index: Gives the order of the documents.

    Returns:
        The drawing over whole years, from the first to the last that is named.
    """
    grouped: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.date and DATE.fullmatch(fact.date):
            grouped[fact.policy, fact.date].append(fact)
    if not grouped:
        return None
    years = [int(date[:4]) for _, date in grouped]
    first, last = min(years), max(years) + 1
    policies = [policy for policy in index.policy_ids if any(key[0] == policy for key in grouped)]
    rows = tuple((policy, HEAD + number * ROW + ROW // 2) for number, policy in enumerate(policies))
    heights = dict(rows)
    label = max(LABEL, *(4 + width_of(index.short(policy)) + GAP for policy in policies))
    scale = (WIDTH - label - RIGHT) / (last - first)

    def across(position: float) -> int:
        return label + round((position - first) * scale)

    dots = [
        Dot(
            policy,
            date,
            tuple(grouped[policy, date]),
            across(extent(date)[0]),
            across(extent(date)[1]),
            heights[policy],
        )
        for policy, date in sorted(grouped, key=lambda key: (policies.index(key[0]), key[1]))
    ]
    ticks = tuple(Tick(year, across(year)) for year in range(first, last + 1))
    return TimeLine(label, WIDTH, HEAD + len(rows) * ROW + 10, rows, ticks, tuple(_counted(dots)))


def width_of(name: str) -> int:
    """Pixels that a name takes in the drawing, at most."""
    return sum(NAME[is_wide(character)] for character in name)


def _counted(dots: Iterable[Dot]) -> Iterator[Dot]:
    """The dots; those of several facts are counted where the number does not touch the one before."""
    before: Dot | None = None
    for dot in dots:
        free = before is None or before.policy != dot.policy or dot.middle - before.middle >= NUMBER
        if len(dot.facts) > 1 and free:
            before = replace(dot, counted=True)
            yield before
        else:
            yield dot


def extent(date: str) -> tuple[float, float]:
    """Begin and end of a date on the axis in years: a day is a point, a month and a year are bars.

    Args:
        date: ISO year, month or day ("2019", "2017-12", "2017-12-31"); an impossible day counts as its month.
    """
    found = DATE.fullmatch(date)
    assert found is not None
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    if month is None or not 1 <= month <= 12:
        return (float(year), float(year + 1))
    if day is None or not 1 <= day <= 31:
        return (year + (month - 1) / 12, year + month / 12)
    passed = (datetime.date(year, month, 1) - datetime.date(year, 1, 1)).days + day - 1
    point = year + min(passed / 365.25, 1.0)
    return (point, point)
