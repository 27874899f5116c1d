"""两两对比: a table of all pairs of documents, and one page per pair with linked provisions on one row."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.models import CellState, ItemRef, Link, LinkType, PolicyRecord, Principle
from generator.render.compared import Item, Marking, marking, missing_reason, missing_state, strong
from generator.render.environment import index_of
from generator.render.index import Index
from generator.render.sentences import sentence_spans, sentence_with
from generator.render.site import Page, SiteInput

PAIRS_WITH_FILES = 60
"""With more pairs than this, files to download would take longer than the whole site; the command makes them."""


@dataclass(frozen=True)
class Match:
    """A counterpart on the right side: the link, its provision, and the marks against the left one.

    `sentence` is the sentence of the right provision that mentions the left one (mention links only).
    """

    link: Link
    item: Item
    marking: Marking
    sentence: str


@dataclass(frozen=True)
class Row:
    """A left provision with its counterparts, or with the reason why there is none."""

    item: Item
    matches: tuple[Match, ...]
    state: CellState
    reason: str

    @property
    def kind(self) -> str:
        """The strongest link ("same", "partial", "mention"), or "none"."""
        return best_type([match.link for match in self.matches]) or "none"


@dataclass(frozen=True)
class Part:
    """A run of rows under the same headings."""

    path: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Figures:
    """The summary of a pair, counted over the tasks of the left document."""

    same: int
    partial: int
    mention: int
    only_left: int
    only_right: int
    verbatim_left: float | None
    verbatim_right: float | None


@dataclass(frozen=True)
class Side:
    """One direction of the page: the left document's order, then what only the right one has."""

    left: str
    right: str
    parts: tuple[Part, ...]
    rest: tuple[Row, ...]
    figures: Figures


def pages(site: SiteInput) -> Iterable[Page]:
    """The table of all pairs, "pairs/index.md"."""
    index = index_of(site)
    overview = [(a, b, _figures(site, index, index.record(a), index.record(b))) for a, b in index.paged_pairs]
    chooser = {f"{a} {b}": index.pair_page(a, b).rpartition("/")[2][:-3] + ".html" for a, b in index.paged_pairs}
    chosen = {policy for pair in overview for policy in pair[:2]}
    choices = tuple(record for record in site.records if record.id in chosen or not index.large)
    listed = {"wide": True, "pairs": overview, "chooser": chooser, "choices": choices}
    yield Page("pairs/index.md", "两两对比", "pairs_index.html", listed)


def parts(site: SiteInput) -> Iterable[str]:
    """The names of the pairs, "a--b", the document that comes first in record order first."""
    return (f"{a}--{b}" for a, b in index_of(site).paged_pairs)


def part_path(part: str) -> str:
    """The page of a pair."""
    return f"pairs/{part}.md"


def part_pages(site: SiteInput, part: str) -> Iterable[Page]:
    """The page of a pair."""
    index = index_of(site)
    first, second = index.pair_named(part)
    a, b = index.record(first), index.record(second)
    sides = (make_side(site, index, a, b), make_side(site, index, b, a))
    context = {"wide": True, "sides": sides, "downloads": index.pair_count <= PAIRS_WITH_FILES}
    title = f"{index.short(a.id)}与{index.short(b.id)}对比"
    yield Page(part_path(part), title, "pairs_page.html", context, about="")


def best_type(links: Sequence[Link]) -> LinkType | None:
    """The strongest type among links: same before partial before mention; None without links."""
    types = {link.type for link in links}
    order: tuple[LinkType, ...] = ("same", "partial", "mention")
    return next((kind for kind in order if kind in types), None)


def _figures(site: SiteInput, index: Index, left: PolicyRecord, right: PolicyRecord) -> Figures:
    """The pair as the comparison counted it; counted here from the links where it looked from the other side."""
    held = index.pair(left.id, right.id)
    kept = held if held is not None and held.a == left.id else None
    turned = held if kept is None else None
    if kept is not None:
        only = (len(kept.only_a), len(kept.only_b))
        return Figures(kept.same, kept.partial, kept.mention, *only, kept.verbatim_a, kept.verbatim_b)
    types = [best_type(index.links_from(left.id, task.id, right.id)) for task in left.tasks]
    only_right = sum(1 for task in right.tasks if not _answered(index, right.id, task.id, left.id))
    shares = (turned.verbatim_b, turned.verbatim_a) if turned is not None else (None, None)
    mentions = types.count("mention")
    counts = (types.count("same"), types.count("partial"), mentions, types.count(None) + mentions)
    return Figures(*counts, only_right, *shares)


def _links_either_way(index: Index, policy: str, item: str, other: str) -> list[Link]:
    """The links between an item and anything of the other document, in whichever direction they are kept."""
    me = ItemRef(policy=policy, item=item)
    theirs = (link for entry in index.items(other) for link in index.links_from(other, entry.id, policy))
    return [*index.links_from(policy, item, other), *(link for link in theirs if link.to == me)]


def _answered(index: Index, policy: str, item: str, other: str) -> bool:
    """Whether an item has a counterpart in the other document: the same or in part, not a mere mention."""
    return bool(strong(_links_either_way(index, policy, item, other)))


def make_side(site: SiteInput, index: Index, left: PolicyRecord, right: PolicyRecord) -> Side:
    """One direction of a pair: the left document's items in its order with their counterparts in the right one."""
    rows = [(_path(item), _row(index, left, right, item)) for item in index.items(left.id)]
    parts = tuple(
        Part(path, tuple(row for _, row in group)) for path, group in itertools.groupby(rows, key=lambda pair: pair[0])
    )
    rest = tuple(
        Row(item, (), *_unanswered(index, left, right, item))
        for item in index.items(right.id)
        if not _answered(index, right.id, item.id, left.id)
    )
    return Side(left.id, right.id, parts, rest, _figures(site, index, left, right))


def _unanswered(index: Index, left: PolicyRecord, right: PolicyRecord, item: Item) -> tuple[CellState, str]:
    """What stands opposite a provision that only the right document has: nothing, or provisions that name it."""
    links = _links_either_way(index, right.id, item.id, left.id)
    if not links:
        return missing_state(left), missing_reason(index, left)
    named = dict.fromkeys(link.to.item if link.to.policy == left.id else link.from_.item for link in links)
    return "mentioned", f"没有对应条文，{'、'.join(index.label(left.id, other) for other in named)}提及。"


def _path(item: Item) -> tuple[str, ...]:
    return ("基本原则",) if isinstance(item, Principle) else item.path


def _row(index: Index, left: PolicyRecord, right: PolicyRecord, item: Item) -> Row:
    links = index.links_from(left.id, item.id, right.id)
    mentions = [link for link in links if link.type == "mention"]
    matches = tuple(_match(index, link) for link in (*strong(links), *mentions))
    state, reason = _absence(index, right, item)
    return Row(item, matches, state, reason)


def _match(index: Index, link: Link) -> Match:
    item = index.item(link.to.policy, link.to.item)
    if link.type != "mention":
        return Match(link, item, marking(index, link.from_, link.to), "")
    pair = link.evidence.best_pair
    sentence = sentence_with(item.text, link.evidence.cues) or (pair.to_text if pair is not None else None)
    if sentence is None:
        spans = sentence_spans(item.text)
        sentence = item.text[slice(*spans[0])] if spans else item.title
    return Match(link, item, Marking(), sentence)


def _absence(index: Index, right: PolicyRecord, item: Item) -> tuple[CellState, str]:
    """Why nothing stands opposite: by the coverage cell of the item's domain, else by what text is held."""
    domain = item.domains.primary
    if domain is not None:
        cell = index.cell(domain.id, right.id)
        if cell.state in ("absent", "unknown"):
            return cell.state, cell.reason
        if cell.state in ("present", "mentioned"):
            return missing_state(right), f"该领域有条文或提及，但没有与本条对应的内容（{cell.reason.rstrip('。')}）。"
    return missing_state(right), missing_reason(index, right)
