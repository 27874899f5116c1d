"""领域对比: the matrix of domains and documents, and one page per domain with its provisions side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.models import Addition, Cell, Gap, ItemRef
from generator.models.limits import ROWS, RUNS
from generator.models.packed import of_policy
from generator.render import levels
from generator.render.compared import Item, Provision, common_runs, provision, strong
from generator.render.environment import index_of
from generator.render.index import Index
from generator.render.materials import Materials, Unkept
from generator.render.pages.home import domain_groups
from generator.render.sentences import sentence_spans, sentence_with
from generator.render.site import Page, SiteInput
from generator.render.upper import upper_balance
from generator.render.within import items_shown, said_within
from generator.vocabulary import Domain, DomainGroup


@dataclass(frozen=True)
class Mention:
    """A provision that only touches the domain, and the sentence that does."""

    policy: str
    item: Item
    sentence: str


@dataclass(frozen=True)
class Column:
    """What one document says about the domain: provisions in full, and what else of it only touches the domain.

    `said` are the sentences on the domain of provisions on something else, by their id.
    """

    policy: str
    cell: Cell
    provisions: tuple[Provision, ...]
    mentions: tuple[Mention, ...]
    said: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class MatrixGroup:
    """A group of domains of the matrix."""

    group: DomainGroup
    domains: tuple[Domain, ...]


@dataclass(frozen=True)
class Lack:
    """A domain that one document lacks, and its provisions that answer in part to those of the baseline on it."""

    gap: Gap
    answers: tuple[str, ...]

    @property
    def state(self) -> str:
        """What the document says of the domain instead."""
        return self.gap.state


@dataclass(frozen=True)
class Balance:
    """What one document lacks against the baseline, and what it adds (缺项与地方新增)."""

    policy: str
    gaps: tuple[Lack, ...]
    additions: tuple[Addition, ...]


MATERIALS = (levels.KIND,)


def states() -> Iterator[str]:
    """Nothing is kept but what each document gives."""
    return iter(())


def pages(site: SiteInput) -> Iterator[Page]:
    """The matrix page, "domains/index.md"."""
    return pages_from(site, Unkept(site))


def pages_from(site: SiteInput, materials: Materials) -> Iterator[Page]:
    """The matrix page, made with what is kept of each document."""
    yield _matrix(site, levels.coverage_by_level(site, materials) if index_of(site).large else None)


def parts(site: SiteInput) -> Iterable[str]:
    """The ids of the domains, in the vocabulary's order."""
    return (domain.id for domain in _ordered(site))


def part_path(part: str) -> str:
    """The page of a domain."""
    return f"domains/{part}.md"


def part_pages(site: SiteInput, part: str) -> Iterable[Page]:
    """The page of a domain."""
    ordered = _ordered(site)
    position = next(number for number, domain in enumerate(ordered) if domain.id == part)
    before = ordered[position - 1] if position else None
    after = ordered[position + 1] if position + 1 < len(ordered) else None
    yield _domain_page(site, ordered[position], before, after)


def _ordered(site: SiteInput) -> list[Domain]:
    return [domain for group in _groups(site) for domain in group.domains]


def _groups(site: SiteInput) -> Iterator[MatrixGroup]:
    for group in site.vocabulary.domain_groups:
        domains = tuple(domain for domain in site.vocabulary.domains if domain.group == group.id)
        if domains:
            yield MatrixGroup(group, domains)


def _matrix(site: SiteInput, by_level: levels.ByLevel | None) -> Page:
    comparison = site.comparison
    index = index_of(site)
    shown = tuple(map(index.record, index.shown_ids))
    balances = tuple(
        Balance(
            record.id,
            tuple(_lack(index, comparison.baseline, gap) for gap in of_policy(comparison.gaps, record.id)),
            of_policy(comparison.additions, record.id),
        )
        for record in shown
        if record.id != comparison.baseline
    )
    placed = (record for record in shown if record.jurisdiction.level not in ("national", "unknown"))
    context = {
        "wide": True,
        "groups": tuple(_groups(site)),
        "by_level": by_level,
        "level_groups": domain_groups(site),
        "balances": balances,
        "baseline": comparison.baseline,
        "uppers": tuple(upper_balance(site, index, record) for record in placed),
    }
    return Page("domains/index.md", "领域对比", "domains_index.html", context)


def _lack(index: Index, baseline: str | None, gap: Gap) -> Lack:
    """Provisions on something else may answer to one of the baseline that is on the domain, and name it."""
    answers: dict[str, None] = {}
    for item in gap.baseline_items if baseline is not None and index.holds(baseline) else ():
        primary = index.item(str(baseline), item).domains.primary
        if primary is not None and primary.id == gap.domain:
            links = strong(index.links_from(str(baseline), item, gap.policy))
            answers.update(dict.fromkeys(link.to.item for link in links))
    named = frozenset(index.cell(gap.domain, gap.policy).mentions)
    return Lack(gap, tuple(item for item in answers if item in named))


def _domain_page(site: SiteInput, domain: Domain, before: Domain | None, after: Domain | None) -> Page:
    index = index_of(site)
    policies, others = side_by_side(index, domain)
    cells = [index.cell(domain.id, policy) for policy in policies]
    base = base_of(index, cells)
    refs = frozenset(ItemRef(policy=cell.policy, item=item) for cell in cells for item in items_shown(index, cell))
    # Each provision marked against eleven others makes megabytes: the script marks what is asked for.
    only = base if index.large else None
    columns = tuple(_column(index, domain, cell, only, refs) for cell in cells)
    runs = common_runs(index, refs)
    baseline = site.comparison.baseline
    context = {
        "wide": True,
        "domain": domain,
        "group": next(group for group in site.vocabulary.domain_groups if group.id == domain.group),
        "national": _national(index, domain, baseline),
        "baseline": baseline,
        "columns": columns,
        "others": others,
        "mentioning": index.cells_mentioned(domain.id) if index.large else (),
        "most": ROWS,
        "default_base": base,
        "runs": runs[:RUNS] if index.large else runs,
        "more_runs": max(0, len(runs) - RUNS) if index.large else 0,
        "before": before,
        "after": after,
    }
    return Page(part_path(domain.id), domain.name, "domains_page.html", context, about="")


def side_by_side(index: Index, domain: Domain) -> tuple[tuple[str, ...], tuple[Cell, ...]]:
    """The documents that get a column, and the cells of others with provisions on the domain.

    In a large corpus only documents with provisions get one: columns that say what is missing would push them out.
    """
    if not index.large:
        return index.policy_ids, ()
    present = index.cells_present(domain.id)
    shown = index.columns(domain.id)
    return shown, tuple(cell for cell in present if cell.policy not in shown)


def base_of(index: Index, cells: Sequence[Cell]) -> str:
    """The document the others are marked against at first: one with provisions on the domain before any other."""
    held = [cell for cell in cells if cell.items]
    return default_base(index, [cell.policy for cell in held if not cell.within] or [cell.policy for cell in held])


def default_base(index: Index, policies: list[str]) -> str:
    """The document others are marked against at first: a full text before a draft before any other, else ""."""
    order = ("full", "draft")
    ranked = [record.text_status for record in map(index.record, policies)]
    return next((policies[ranked.index(status)] for status in order if status in ranked), next(iter(policies), ""))


def _national(index: Index, domain: Domain, baseline: str | None) -> tuple[Item, ...]:
    """The baseline's provisions that the vocabulary names for the domain, as far as they are held."""
    if baseline is None or not index.holds(baseline):
        return ()
    return tuple(item for item in index.items(baseline) if item.id in domain.national_items)


def _column(index: Index, domain: Domain, cell: Cell, base: str | None, shown: Collection[ItemRef]) -> Column:
    policy = cell.policy
    whole = items_shown(index, cell)
    provisions = tuple(provision(index, policy, index.item(policy, item), base, shown) for item in whole)
    return Column(policy, cell, provisions, mentions_of(index, domain, cell), said_within(index, cell))


def mentions_of(index: Index, domain: Domain, cell: Cell) -> tuple[Mention, ...]:
    """Provisions of a document that only touch a domain, or that its column leaves out, with the sentences that do."""
    whole, said = items_shown(index, cell), said_within(index, cell)
    left_out = (item for item in cell.items if item not in whole)
    return tuple(
        Mention(cell.policy, index.item(cell.policy, item), "".join(said[item]))
        if item in said
        else _mention(index, domain, cell.policy, item)
        for item in (*left_out, *cell.mentions)
    )


def _mention(index: Index, domain: Domain, policy: str, item_id: str) -> Mention:
    """The mentioning sentence: by the domain's cues, by words that only name it, by a mention link's words.

    Where none of these stands in the text, the title if it holds one, else the first sentence.
    """
    item = index.item(policy, item_id)
    cues = {domain.name, *(cue.text for cue in domain.cues)}
    named = {mention.text for mention in domain.mentions}
    told = set(index.cues_of(policy, item_id, domain.id))
    found = (sentence_with(item.text, words) for words in (cues, named, told))
    sentence = next(filter(None, found), None) or sentence_with(item.title, cues | named | told)
    if sentence is None:
        spans = sentence_spans(item.text)
        sentence = item.text[slice(*spans[0])] if spans else item.title
    return Mention(policy, item, sentence)
