"""沿用与自拟: who shares text with whom, how much of each document is its own, and the longest shared passages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType
from typing import Final

from generator.models import DocumentReuse, ItemRef, Leftover
from generator.render import tallies
from generator.render.compared import common_runs, letters
from generator.render.environment import index_of
from generator.render.index import Index
from generator.render.materials import Materials, Unkept
from generator.render.personal_data import mask_for
from generator.render.site import Page, SiteInput

BAR_WIDTH: Final = 1000
LONGEST: Final = 60
"""How many shared passages are listed; all of them stand in the documents themselves."""

STEPS: Final = (0.005, 0.02, 0.05, 0.1, 0.2)
"""Shares from which a cell of the heat table is one shade darker."""

PARTS: Mapping[str, str] = MappingProxyType(
    {
        "own": "自拟",
        "above": "与上级文件相同",
        "peer": "与同级文件相同",
        "below": "与下级文件相同",
        "unknown": "与级别不详的文件相同",
    }
)

CODES: Mapping[str, str] = MappingProxyType(
    {
        "leftover_place": "别处地名",
        "leftover_level": "级别不符",
        "leftover_placeholder": "空白未填",
        "outdated_body": "机构已变",
    }
)


@dataclass(frozen=True)
class HeatCell:
    """What one document shares with another: characters, share of its own text, shade 0 to 5."""

    other: str
    chars: int
    share: float
    shade: int


@dataclass(frozen=True)
class HeatRow:
    """A document and its cells; `cells` holds None for itself and for documents that are not measured."""

    policy: str
    cells: tuple[HeatCell | None, ...]


@dataclass(frozen=True)
class Segment:
    """A stretch of a bar: what part it shows, its characters and share, left edge and width in bar units."""

    part: str
    chars: int
    share: float
    x: int
    width: int


@dataclass(frozen=True)
class Origin:
    """Where a document's text comes from."""

    policy: str
    chars: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class LeftoverRow:
    """A leftover, its words and context masked where they are personal data, and how often the sentence has it."""

    found: Leftover
    text: str
    context: str
    times: int = 1


MATERIALS = (tallies.SHARING,)


def states() -> Iterator[str]:
    """Nothing is kept but what each document gives."""
    return iter(())


def pages(site: SiteInput) -> Iterator[Page]:
    """The one page on text reuse, "reuse.md"."""
    return pages_from(site, Unkept(site.whole or site))


def pages_from(site: SiteInput, materials: Materials) -> Iterator[Page]:
    """The page; of a choice of documents with the sums over all of them, from what is kept."""
    index = index_of(site)
    measured = tuple(
        entry for entry in map(index.document_reuse, index.policy_ids) if entry and entry.share is not None
    )
    runs = common_runs(index, _every_item(site))
    rows = tuple(_leftovers(site))
    context: dict[str, object] = {
        "wide": True,
        "measured": tuple(entry.policy for entry in measured),
        "unmeasured": tuple(p for p in index.policy_ids if p not in {entry.policy for entry in measured}),
        "heat": tuple(_heat_row(index, policy) for policy in index.policy_ids),
        "paged": _paged(index, [entry.policy for entry in measured]),
        "origins": tuple(_origin(entry) for entry in measured),
        "parts": PARTS,
        "bar_width": BAR_WIDTH,
        "passages": tuple((run, letters(run.text)) for run in runs[:LONGEST]),
        "all_passages": len(runs),
        "leftovers": rows,
        "whole": index_of(site.whole or site),
        "everywhere": tallies.sharing(site.whole, materials) if site.whole else None,
        "codes": CODES,
    }
    yield Page("reuse.md", "沿用与自拟", "reuse.html", context)


def _every_item(site: SiteInput) -> Iterable[ItemRef]:
    return (ItemRef(policy=entry.policy, item=entry.item) for entry in site.comparison.item_reuse)


def _paged(index: Index, measured: Sequence[str]) -> str:
    """Which pairs of the heat table have a page of their own: "all" of them, "some", or "" for none."""
    has_page = [index.has_pair_page(*pair) for pair in combinations(measured, 2)]
    return "all" if all(has_page) else "some" if any(has_page) else ""


def _heat_row(index: Index, policy: str) -> HeatRow:
    entry = index.document_reuse(policy)
    return HeatRow(policy, tuple(_heat_cell(index, entry, other) for other in index.policy_ids))


def _heat_cell(index: Index, entry: DocumentReuse | None, other: str) -> HeatCell | None:
    theirs = index.document_reuse(other)
    if entry is None or entry.share is None or entry.policy == other or theirs is None or theirs.share is None:
        return None
    chars = entry.by_policy.get(other, 0)
    share = chars / entry.chars
    return HeatCell(other, chars, share, sum(share >= step for step in STEPS))


def _origin(entry: DocumentReuse) -> Origin:
    counts = {
        "own": entry.own_chars,
        "above": entry.above_chars,
        "peer": entry.peer_chars,
        "below": entry.below_chars,
        "unknown": entry.unknown_chars,
    }
    segments: list[Segment] = []
    reached = 0
    for part, chars in counts.items():
        # Edges are rounded, not widths: so the parts always fill the bar.
        left, right = (round(BAR_WIDTH * edge / entry.chars) for edge in (reached, reached + chars))
        reached += chars
        if chars:
            segments.append(Segment(part, chars, chars / entry.chars, left, right - left))
    return Origin(entry.policy, entry.chars, tuple(segments))


def _leftovers(site: SiteInput) -> Iterator[LeftoverRow]:
    masks = {record.id: mask_for(record, site) for record in site.records}
    alike: dict[tuple[object, ...], list[Leftover]] = {}
    for found in site.comparison.leftovers:
        said = (found.policy, found.code, found.line, found.item, found.text, found.context, found.message)
        alike.setdefault(said, []).append(found)
    for found, *more in alike.values():
        hide = masks[found.policy]
        yield LeftoverRow(found, hide.text(found.text), hide.text(found.context), 1 + len(more))
