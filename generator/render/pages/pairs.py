"""两两对比: a table of all pairs of documents, and one page per pair with linked provisions on one row."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.models import ItemRef, Link, LinkType, PolicyRecord, Principle
from generator.models.kinds import RESTS_ON
from generator.render.compared import Item, Marking, marking, strong
from generator.render.environment import index_of
from generator.render.index import Index
from generator.render.opposite import Opposite, opposite
from generator.render.selection import compared_pairs
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
    """A provision with its counterparts on the other side, and what stands there where it has none but mentions."""

    item: Item
    matches: tuple[Match, ...]
    opposite: Opposite | None

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
    """The summary of a pair, counted over the provisions of the left document."""

    same: int
    partial: int
    mention: int
    only_left: int
    only_right: int
    verbatim_left: float | None
    verbatim_right: float | None


LinksBetween = Mapping[ItemRef, Sequence[Link]]
"""Provision -> its links with provisions of one other document."""


@dataclass(frozen=True)
class Tally:
    """The provisions of one document, each counted once by its strongest link with the other document.

    `provisions` are all it has, `alone` those without counterpart, of which `mention` are tied to the
    other document by a mention; `verbatim` is the share of its text that the other one has too.
    """

    policy: str
    provisions: int
    same: int
    partial: int
    alone: int
    mention: int
    verbatim: float | None


@dataclass(frozen=True)
class Side:
    """One direction of the page: the left document's order, then what only the right one has; both counted alike."""

    left: str
    right: str
    parts: tuple[Part, ...]
    rest: tuple[Row, ...]
    tallies: tuple[Tally, Tally]


def pages(site: SiteInput) -> Iterable[Page]:
    """The table of all pairs, "pairs/index.md"."""
    index = index_of(site)
    overview = [(a, b, _figures(index, index.record(a), index.record(b))) for a, b in index.paged_pairs]
    chooser = {f"{a} {b}": index.pair_page(a, b).rpartition("/")[2][:-3] + ".html" for a, b in index.paged_pairs}
    choices = tuple(record for record in site.records if index.paged_with(record.id))
    listed = {
        "wide": True,
        "pairs": overview,
        "chooser": chooser,
        "choices": choices,
        "compared": compared_pairs(site),
        "stated": sum(_rest_on_one_another(index, a, b) for a, b in index.paged_pairs),
    }
    yield Page("pairs/index.md", "两两对比", "pairs_index.html", listed)


def _rest_on_one_another(index: Index, one: str, other: str) -> bool:
    """Whether one of two documents says that it rests on the other."""
    both = ((one, other), (other, one))
    return any(c.policy == there and c.relation in RESTS_ON for here, there in both for c in index.citations(here))


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
    between = _links_between(index, first, second)
    sides = (make_side(index, a, b, between), make_side(index, b, a, between))
    context = {"wide": True, "sides": sides, "downloads": index.pair_count <= PAIRS_WITH_FILES}
    title = f"{index.short(a.id)}与{index.short(b.id)}对比"
    yield Page(part_path(part), title, "pairs_page.html", context, about="")


def best_type(links: Sequence[Link]) -> LinkType | None:
    """The strongest type among links: same before partial before mention; None without links."""
    types = {link.type for link in links}
    order: tuple[LinkType, ...] = ("same", "partial", "mention")
    return next((kind for kind in order if kind in types), None)


def _figures(index: Index, left: PolicyRecord, right: PolicyRecord) -> Figures:
    """The pair as the comparison counted it; counted here from the links where it did not."""
    held = index.pair(left.id, right.id)
    if held is not None and held.a == left.id:
        only = (len(held.only_a), len(held.only_b))
        return Figures(held.same, held.partial, held.mention, *only, held.verbatim_a, held.verbatim_b)
    between = _links_between(index, left.id, right.id)
    mine, theirs = _tally(index, left, right.id, between), _tally(index, right, left.id, between)
    only = (mine.alone, theirs.alone)
    return Figures(mine.same, mine.partial, mine.mention, *only, mine.verbatim, theirs.verbatim)


def _tally(index: Index, record: PolicyRecord, other: str, between: LinksBetween) -> Tally:
    refs = (ItemRef(policy=record.id, item=item.id) for item in index.items(record.id))
    types = [best_type(between.get(ref, ())) for ref in refs]
    held = index.pair(record.id, other)
    verbatim = None if held is None else held.verbatim_a if held.a == record.id else held.verbatim_b
    mentions = types.count("mention")
    return Tally(
        policy=record.id,
        provisions=len(types),
        same=types.count("same"),
        partial=types.count("partial"),
        alone=types.count(None) + mentions,
        mention=mentions,
        verbatim=verbatim,
    )


def _links_between(index: Index, one: str, other: str) -> LinksBetween:
    """The links of every provision of two documents with the other one: its own first, then those that lead to it.

    The same whichever document is named first.
    """
    links = [
        link
        for policy, there in ((one, other), (other, one))
        for item in index.items(policy)
        for link in index.links_from(policy, item.id, there)
    ]
    found: defaultdict[ItemRef, list[Link]] = defaultdict(list)
    for link in links:
        found[link.from_].append(link)
    for link in links:
        found[link.to].append(link)
    return found


def make_side(index: Index, left: PolicyRecord, right: PolicyRecord, between: LinksBetween | None = None) -> Side:
    """One direction of a pair: the left document's items in its order with their counterparts in the right one.

    Args:
        index: The look-ups.
        left: The document whose items are gone through.
        right: The other one.
        between: The links of the two where they are at hand already.

    Returns:
        The side.
    """
    between = _links_between(index, left.id, right.id) if between is None else between

    def without(here: PolicyRecord, there: PolicyRecord, item: Item) -> Opposite | None:
        links = between.get(ItemRef(policy=here.id, item=item.id), ())
        return None if strong(links) else opposite(index, there, item, links)

    rows = [(_path(item), _row(index, left, right, item, without(left, right, item))) for item in index.items(left.id)]
    parts = tuple(
        Part(path, tuple(row for _, row in group)) for path, group in itertools.groupby(rows, key=lambda pair: pair[0])
    )
    alone = ((item, without(right, left, item)) for item in index.items(right.id))
    rest = tuple(Row(item, (), found) for item, found in alone if found is not None)
    tallies = (_tally(index, left, right.id, between), _tally(index, right, left.id, between))
    return Side(left.id, right.id, parts, rest, tallies)


def _path(item: Item) -> tuple[str, ...]:
    return ("基本原则",) if isinstance(item, Principle) else item.path


def _row(index: Index, left: PolicyRecord, right: PolicyRecord, item: Item, without: Opposite | None) -> Row:
    links = index.links_from(left.id, item.id, right.id)
    mentions = [link for link in links if link.type == "mention"]
    return Row(item, tuple(_match(index, link) for link in (*strong(links), *mentions)), without)


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
