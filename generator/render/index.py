"""Look-ups over the records and the comparison, built once per site and used by every template."""

from __future__ import annotations

import functools
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

from generator.models import (
    Cell,
    Citation,
    Deadline,
    Difference,
    DocumentReuse,
    Frozen,
    ItemRef,
    ItemReuse,
    Link,
    PairSummary,
    PolicyRecord,
    Preamble,
    Principle,
    Section,
    Task,
    Unit,
)
from generator.models.brief import Brief, briefs_of
from generator.models.held_record import SKETCHED, UNPACKED, citations_of, parts_of, sources_hash
from generator.models.limits import ALL_COMPARED, columns_for, homes_for, shown_side_by_side
from generator.models.packed import of_policy, plain_of
from generator.models.passing import for_a_while
from generator.models.sketch import Part
from generator.places import places_by_id
from generator.render.duties import annex_deadlines, deadlines_above, units_above
from generator.render.held import ByPair, ByPolicy, SpokenCells, others_of
from generator.render.item_texts import clauses_of, paragraphs_of
from generator.render.near import Counterparts, NearLinks, own_work_of
from generator.render.numbering import number_in
from generator.render.sentences import OwnWork
from generator.render.short_names import short_name
from generator.render.strength import by_strength
from generator.render.wording import ROLE_ORDER, SECOND_HAND
from generator.vocabulary import Domain

if TYPE_CHECKING:
    from generator.render.site import SiteInput

HUES = 12
NUMBERED = 20_000
"""Numbers of provisions that are kept: those of some hundreds of documents."""


class Index:
    """Everything a page asks about policies, items, links and cells, without searching.

    Ids that are not in the corpus raise KeyError: a page never links to what does not exist.
    """

    def __init__(self, site: SiteInput) -> None:
        """Build all tables from `site`; nothing is changed later.

        Beside the look-ups: `total` documents are held, more than can be shown side by side if `large`, of which
        `shown_ids` are; `homes` documents are named beside a passage; `paged_pairs`, `pair_count` in number,
        have a page of their own, in record order.
        """
        self.policy_ids: tuple[str, ...] = tuple(record.id for record in site.records)
        self._records = {record.id: record for record in site.records}
        self._places = places_by_id(site.vocabulary)
        self._functions = frozenset(function.id for function in site.vocabulary.functions)
        self._domains: dict[str, Domain] = {domain.id: domain for domain in site.vocabulary.domains}
        self._sources = site.sources
        self._items = for_a_while(UNPACKED)(self._items_of)
        self._parts = for_a_while(SKETCHED)(self._parts_of)
        self._kept_numbers = for_a_while(NUMBERED)(lambda policy, item: number_in(self._parts(policy), item))
        self._order = {policy: number for number, policy in enumerate(self.policy_ids)}
        self._found = found = site.comparison
        self._links = ByPolicy(found.links, lambda link: link.from_.policy, lambda link: link.from_.item)
        self._spoken = SpokenCells(found.cells, self._order)
        self._cells = ByPolicy(found.cells, lambda cell: cell.policy, lambda cell: cell.domain)
        self._links_between = ByPair(found.links, lambda e: (e.from_.policy, e.to.policy), lambda e: e.from_.item)
        self._near = NearLinks(found.links, self._order)
        self._differences = ByPair(
            found.differences, lambda e: self.in_order(e.base.policy, e.other.policy), lambda e: (e.base, e.other)
        )
        self._reuse = ByPolicy(found.item_reuse, lambda reuse: reuse.policy, lambda reuse: reuse.item)
        self._document_reuse = ByPolicy(found.document_reuse, lambda reuse: reuse.policy, lambda reuse: reuse.policy)
        self._pairs = {(pair.a, pair.b): pair for pair in found.pairs}
        self._twins: dict[str, list[PolicyRecord]] = defaultdict(list)
        for record in (site.whole or site).records:
            self._twins[record.jurisdiction.id].append(record)
        self.shown_ids: tuple[str, ...] = shown_side_by_side(
            ((r.id, r.jurisdiction.level) for r in site.records), columns_for(len(site.records))
        )
        self.total: int = len((site.whole or site).records)
        self.large: bool = self.total > ALL_COMPARED
        # Which documents the pages on domains show is known from all that are held only.
        self._is_choice = site.whole is not None
        self.homes: int = homes_for(self.total)
        # All of a small corpus, else those summed up.
        pairs: Iterable[tuple[str, str]] = self._pairs if self.large else combinations(self.policy_ids, 2)
        paged = sorted(pairs, key=lambda pair: (self._order[pair[0]], self._order[pair[1]]))
        self.paged_pairs: tuple[tuple[str, str], ...] = tuple(paged)
        self.pair_count: int = len(self.paged_pairs)
        self._paged = frozenset(self.paged_pairs)
        self._shorts: dict[str, str] = {}
        self.source_hash: str = sources_hash(site.records)

    def record(self, policy_id: str) -> PolicyRecord:
        """The record with this id."""
        return self._records[policy_id]

    def holds(self, policy_id: str | None) -> bool:
        """Whether a document with this id is in the corpus."""
        return policy_id in self._records

    def item(self, policy_id: str, item_id: str) -> Task | Principle:
        """The task or principle with this id."""
        return self._items(policy_id)[item_id]

    def _items_of(self, policy_id: str) -> dict[str, Task | Principle]:
        return {item.id: item for item in self.items(policy_id)}

    def _parts_of(self, policy_id: str) -> dict[str, Part]:
        return {part.id: part for part in self.parts(policy_id)}

    def parts(self, policy_id: str) -> tuple[Part, ...]:
        """All principles, tasks, sections and annex rows of a document as other pages name them."""
        return parts_of(self._records[policy_id])

    def items(self, policy_id: str) -> tuple[Task | Principle, ...]:
        """All principles, then all tasks of a document, each in source order."""
        record = self._records[policy_id]
        return (*record.principles, *record.tasks)

    def links_from(self, policy_id: str, item_id: str, to_policy: str | None = None) -> tuple[Link, ...]:
        """Counterparts of an item, in the comparison's order; only those in `to_policy` if it is given."""
        if to_policy is None:
            return self._links.all(policy_id, item_id)
        return self._links_between.all(policy_id, to_policy, item_id)

    def counterparts(self, policy_id: str, item_id: str) -> Counterparts:
        """Counterparts of an item grouped by the other policy, in the order of the records."""
        return self._near.of(policy_id, item_id).counterparts

    def every_counterpart(self, policy_id: str) -> tuple[tuple[str, Counterparts], ...]:
        """The counterparts of all items of a document that have any, with the items' ids."""
        return self._near.counterparts(policy_id)

    def cues_of(self, policy_id: str, item_id: str, domain_id: str) -> tuple[str, ...]:
        """The words by which a provision touches a domain, as its links tell."""
        return self._near.of(policy_id, item_id).cues_of(domain_id)

    def scored(self, policy_id: str, item_id: str) -> tuple[tuple[ItemRef, float], ...]:
        """The counterparts of an item that are more than a mention, with their scores, the closest first."""
        return self._near.of(policy_id, item_id).scored

    def own_work(self, policy_id: str, item_id: str) -> OwnWork | None:
        """The sentences of a provision by whether anybody else has them; None for a digest."""
        return own_work_of(self, self._near.of(policy_id, item_id), policy_id, item_id)

    def counterparts_by_strength(self, policy_id: str, item_id: str) -> tuple[Counterparts, Counterparts, Counterparts]:
        """Counterparts as `counterparts` groups them, in three parts (`generator.render.strength`)."""
        return by_strength(self.counterparts(policy_id, item_id))

    def link_between(self, a_policy: str, a_item: str, b_policy: str, b_item: str) -> Link | None:
        """The link from the first item to the second, or None."""
        return next((link for link in self.links_from(a_policy, a_item, b_policy) if link.to.item == b_item), None)

    def cell(self, domain_id: str, policy_id: str) -> Cell:
        """The coverage cell; where the comparison has none, one that says it is not parsed."""
        found = self._cells.one(policy_id, domain_id)
        return found or Cell(domain=domain_id, policy=policy_id, state="not_parsed", reason="尚未比对。")

    def covered(self, policy_id: str) -> Iterator[tuple[Frozen, ...]]:
        """What the matrix says of a document: cells, gaps and additions."""
        return (of_policy(held, policy_id) for held in (self._found.cells, self._found.gaps, self._found.additions))

    def cells_present(self, domain_id: str) -> tuple[Cell, ...]:
        """The cells of the policies with provisions on a domain, in record order."""
        return self._spoken.of("present", domain_id)

    def columns(self, domain_id: str) -> tuple[str, ...]:
        """The policies that stand side by side on the page of a domain: first those with provisions on it alone."""
        present = self.present_in(domain_id)
        policies = [policy for policy, within in present if not within] or [policy for policy, _ in present]
        return shown_side_by_side((policy, self._records[policy].jurisdiction.level) for policy in policies)

    def present_in(self, domain_id: str) -> tuple[tuple[str, bool], ...]:
        """The policies with provisions on a domain, in record order, and whether these are on something else."""
        return tuple(self._spoken.columns(domain_id))

    def shown_at(self, domain_id: str, policy_id: str) -> str:
        """Docs-tree path, with fragment, of the place that shows what a document says on a domain.

        Where its column is left out on the page of the domain: its first provision on it or naming it, else that page.
        """
        if not self.large or (not self._is_choice and policy_id in self.columns(domain_id)):
            return f"domains/{domain_id}.md#{policy_id}"
        cell = self.cell(domain_id, policy_id)
        first = next(iter((*cell.items, *cell.mentions)), None)
        return f"domains/{domain_id}.md" if first is None else f"policies/{policy_id}.md#{first}"

    def cells_mentioned(self, domain_id: str) -> tuple[Cell, ...]:
        """The cells of the policies that only mention a domain, in record order."""
        return self._spoken.of("mentioned", domain_id)

    def domain(self, domain_id: str) -> Domain:
        """The domain of the vocabulary with this id."""
        return self._domains[domain_id]

    def has_domain(self, domain_id: str) -> bool:
        """Whether the vocabulary holds the domain, so that it has a page."""
        return domain_id in self._domains

    def has_function(self, function_id: str) -> bool:
        """Whether the vocabulary holds the function class, so that it has a page."""
        return function_id in self._functions

    def difference(self, base: ItemRef, other: ItemRef) -> Difference | None:
        """The marked difference of two items, base first; the reverse is made from the one that is kept."""
        pair = self.in_order(base.policy, other.policy)
        kept, turned = (self._differences.all(*pair, two) for two in ((base, other), (other, base)))
        return kept[-1] if kept else turned[-1].turned() if turned else None

    def in_order(self, one: str, other: str) -> tuple[str, str]:
        """Two policies in record order: what is between them is packed under the first."""
        first, second = sorted((one, other), key=lambda policy: (self._order.get(policy, -1), policy))
        return first, second

    def reuse(self, policy_id: str, item_id: str) -> ItemReuse | None:
        """The verbatim share (沿用比例) of an item, or None where it is not measured."""
        return self._reuse.one(policy_id, item_id)

    def reuse_shares(self, policy_id: str) -> dict[str, float]:
        """The verbatim share of every item of a document for which it is measured, by the item's id."""
        entries = plain_of(self._found.item_reuse, policy_id, lambda reuse: reuse.policy)
        return {entry["item"]: entry["share"] for entry in entries}

    def links_told(self, policy_id: str) -> tuple[dict[str, Any], ...]:
        """The links from a document as JSON gives them, in the comparison's order."""
        return tuple(plain_of(self._found.links, policy_id, lambda link: link.from_.policy))

    def links_in_short(self, policy_id: str) -> tuple[Brief, ...]:
        """The links from a document without the texts of their evidence, in the comparison's order."""
        return tuple(briefs_of(self._found.links, policy_id))

    def annex_deadlines(self, policy_id: str, item: Task | Principle) -> tuple[Deadline, ...]:
        """The deadlines that only the annex of a document fixes for one of its provisions."""
        return annex_deadlines(self._records[policy_id], item)

    def deadlines_above(self, policy_id: str, item: Task | Principle) -> tuple[Deadline, ...]:
        """The time limits that the bracket behind a heading above sets one of a document's provisions."""
        return deadlines_above(self._records[policy_id], item)

    def units_above(self, policy_id: str, item: Task | Principle) -> tuple[Unit, ...]:
        """The units that the bracket behind a heading above charges with one of a document's provisions."""
        return units_above(self._records[policy_id], item)

    def document_reuse(self, policy_id: str) -> DocumentReuse | None:
        """The verbatim share of a document, or None where it is not measured."""
        return self._document_reuse.one(policy_id, policy_id)

    def reused_share(self, policy_id: str) -> float | None:
        """The verbatim share of a document alone, which stays where others take over from each other."""
        return None if (found := self.document_reuse(policy_id)) is None else found.share

    def pair(self, a: str, b: str) -> PairSummary | None:
        """The summary of two policies in either order, as it is kept (look at its `a`)."""
        return self._pairs.get((a, b)) or self._pairs.get((b, a))

    def pair_page(self, a: str, b: str) -> str:
        """Docs-tree path of the page of two policies: record order decides which name comes first."""
        return f"pairs/{'--'.join(sorted((a, b), key=self._order.__getitem__))}.md"

    def has_pair_page(self, a: str, b: str) -> bool:
        """Whether the two policies have a page of their own; in a large corpus only chosen ones do."""
        return (a, b) in self._paged or (b, a) in self._paged

    def pair_named(self, name: str) -> tuple[str, str]:
        """The pair with a page of its own whose name is "a--b"."""
        return self._pair_names[name]

    @functools.cached_property
    def _pair_names(self) -> dict[str, tuple[str, str]]:
        return {"--".join(pair): pair for pair in self.paged_pairs}

    def paged_with(self, policy_id: str) -> tuple[str, ...]:
        """The policies with which one has a page, in record order."""
        return self._paged_with.get(policy_id, ())

    @functools.cached_property
    def _paged_with(self) -> dict[str, tuple[str, ...]]:
        return others_of(self.paged_pairs, self._order)

    def compared_with(self, policy_id: str) -> tuple[str, ...]:
        """The policies with all of whose provisions those of one were compared, in record order."""
        if self._found.compared is None:
            return tuple(other for other in self.policy_ids if other != policy_id)
        return self._compared_with.get(policy_id, ())

    @functools.cached_property
    def _compared_with(self) -> dict[str, tuple[str, ...]]:
        return others_of(self._found.compared or (), self._order)

    def place_of(self, policy_id: str) -> int:
        """The place of a policy in record order, from 0."""
        return self._order[policy_id]

    def is_digest(self, policy_id: str) -> bool:
        """Whether only a digest (摘编) of the document is held, not its official wording."""
        return self._records[policy_id].text_status == "digest"

    def is_second_hand(self, policy_id: str) -> bool:
        """Whether what the text held does not say may yet stand in the document (摘编、解读、范本)."""
        return self._records[policy_id].text_status in SECOND_HAND

    def status_of(self, policy_id: str) -> str:
        """What kind of text is held of a document."""
        return self._records[policy_id].text_status

    def name(self, policy_id: str) -> str:
        """The title of a document."""
        return self._records[policy_id].title

    def title(self, policy_id: str, item_id: str) -> str:
        """The title of a task or principle."""
        return self._parts(policy_id)[item_id].title

    def citations(self, policy_id: str) -> tuple[Citation, ...]:
        """What a document cites."""
        return citations_of(self._records[policy_id])

    def cited_by(self, policy_id: str) -> tuple[tuple[str, Citation], ...]:
        """Which other documents name one: their ids, in record order, and the citations."""
        return tuple(self._citing.get(policy_id, ()))

    @functools.cached_property
    def _citing(self) -> dict[str, list[tuple[str, Citation]]]:
        found: dict[str, list[tuple[str, Citation]]] = defaultdict(list)
        for record in self._records.values():
            for citation in citations_of(record):
                if citation.policy is not None and citation.policy != record.id:
                    found[citation.policy].append((record.id, citation))
        return found

    def hue_of(self, policy_id: str) -> int:
        """The hue class of a document's jurisdiction."""
        return self.hue(self._records[policy_id].jurisdiction.id)

    def hue(self, jurisdiction_id: str) -> int:
        """Number of the hue class of a jurisdiction, 0 to 11: from the vocabulary, else from its id."""
        place = self._places.get(jurisdiction_id)
        if place is not None and place.hue is not None:
            return place.hue % HUES
        return zlib.crc32(jurisdiction_id.encode()) % HUES

    def place_name(self, jurisdiction_id: str) -> str:
        """Short name of a jurisdiction, or its id where the vocabulary does not hold it."""
        place = self._places.get(jurisdiction_id)
        return place.short if place is not None else jurisdiction_id

    def names_above(self, policy_id: str) -> tuple[str, ...]:
        """Short names of the places above a document's own, from the top down, without the country above all others."""
        above = self._records[policy_id].jurisdiction.parents
        return tuple(
            self.place_name(id_) for id_ in above if id_ not in self._places or self._places[id_].level != "national"
        )

    def short(self, policy_id: str) -> str:
        """Short name of the document's jurisdiction ("宜兴"), with the year where one has several documents."""
        if policy_id not in self._shorts:
            record = self._records[policy_id]
            place, twins = self._places.get(record.jurisdiction.id), self._twins[record.jurisdiction.id]
            self._shorts[policy_id] = short_name(record, None if place is None else place.short, twins)
        return self._shorts[policy_id]

    def label(self, policy_id: str, item_id: str) -> str:
        """How people cite a provision: short name and numbers on the way ("宜兴 二(一)1")."""
        return f"{self.short(policy_id)} {self.number(policy_id, item_id)}"

    def number(self, policy_id: str, item_id: str) -> str:
        """The numbers on the way to an item, section or annex row ("二(一)1", "基本原则三", "附表第4行")."""
        return self._kept_numbers(policy_id, item_id)

    def paragraphs(self, policy_id: str, item: Task | Principle | Section | Preamble) -> tuple[str, ...]:
        """The text of an item by paragraphs (`item_texts.paragraphs_of`)."""
        return paragraphs_of(item, self._sources[policy_id], self._records[policy_id].repairs)

    def clauses(self, policy_id: str, task: Task) -> tuple[str, ...]:
        """The clauses on who is responsible for a task (责任条款) as written, repaired."""
        return clauses_of(task, self._sources[policy_id], self._records[policy_id].repairs)

    def units_by_role(self, units: Sequence[Unit]) -> tuple[tuple[str, tuple[Unit, ...]], ...]:
        """Units grouped by role in the order 牵头, 责任, 配合; empty roles left out."""
        groups = ((role, tuple(unit for unit in units if unit.role == role)) for role in ROLE_ORDER)
        return tuple((role, group) for role, group in groups if group)
