"""基本原则: the principles of all documents side by side, one row per subject."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.models import ItemRef, PolicyRecord
from generator.render import tallies
from generator.render.compared import Provision, missing_reason, missing_state, provision, strong
from generator.render.environment import index_of
from generator.render.index import Index
from generator.render.materials import Materials, Unkept
from generator.render.pages.domains import default_base
from generator.render.site import Page, SiteInput


@dataclass(frozen=True)
class Subject:
    """Principles that say the same thing: their name and, for each document, its provisions."""

    name: str
    domain: str | None
    cells: tuple[tuple[str, tuple[Provision, ...]], ...]


@dataclass(frozen=True)
class Without:
    """A document without principles, and what that means."""

    policy: str
    state: str
    reason: str


MATERIALS = (tallies.SAID,)


def states() -> Iterator[str]:
    """Nothing is kept but what each document gives."""
    return iter(())


def pages(site: SiteInput) -> Iterator[Page]:
    """The one page of principles, "principles.md"."""
    return pages_from(site, Unkept(site.whole or site))


def pages_from(site: SiteInput, materials: Materials) -> Iterator[Page]:
    """The page; of a choice of documents with the titles of all of them, from what is kept."""
    index = index_of(site)
    holders = tuple(record for record in site.records if record.principles)
    subjects = tuple(_subject(site, index, holders, cluster) for cluster in _clusters(index, holders))
    context = {
        "wide": True,
        "holders": tuple(
            (record.id, missing_state(record), missing_reason(index, record), len(record.principles))
            for record in holders
        ),
        "without": tuple(_without(index, record) for record in site.records if not record.principles),
        "subjects": subjects,
        "most_titles": tallies.TITLES,
        "everywhere": tallies.principle_titles(site.whole, materials) if site.whole else None,
        "default_base": default_base(index, [record.id for record in holders]),
    }
    yield Page("principles.md", "基本原则", "principles.html", context)


def _clusters(index: Index, holders: tuple[PolicyRecord, ...]) -> list[list[ItemRef]]:
    """Principles grouped by title, by primary domain and by links (same, partial), in the order of their first member.

    Those of one title stand together whatever they are about; where they are not all about the same domain, a domain
    does not draw others to them.
    """
    refs = [ItemRef(policy=r.id, item=principle.id) for r in holders for principle in r.principles]
    group = {ref: number for number, ref in enumerate(refs)}

    def join(one: ItemRef, other: ItemRef) -> None:
        low, high = sorted((group[one], group[other]))
        group.update({ref: low for ref in refs if group[ref] == high})

    titled: dict[str, list[ItemRef]] = {}
    for ref in refs:
        titled.setdefault(_folded(index.title(*_key(ref))), []).append(ref)
    by_domain: dict[str, ItemRef] = {}
    for alike in titled.values():
        for ref in alike[1:]:
            join(alike[0], ref)
        domains = {_domain_of(index, ref) for ref in alike}
        for domain in domains - {""} if len(domains) == 1 else ():
            join(by_domain.setdefault(domain, alike[0]), alike[0])
    for ref in refs:
        for link in strong(index.links_from(ref.policy, ref.item)):
            # Two principles of one document are never the same subject, so links must not chain them together.
            if link.to in group and not _clash(refs, group, ref, link.to):
                join(ref, link.to)
    return [[ref for ref in refs if group[ref] == number] for number in sorted(set(group.values()))]


def _folded(title: str) -> str:
    """A title without blanks and punctuation."""
    return "".join(filter(str.isalnum, title))


def _domain_of(index: Index, ref: ItemRef) -> str:
    """The primary domain of a principle, "" if it has none."""
    domain = index.item(*_key(ref)).domains.primary
    return "" if domain is None else domain.id


def _clash(refs: list[ItemRef], group: dict[ItemRef, int], one: ItemRef, other: ItemRef) -> bool:
    """Whether joining the groups of two principles would put two principles of one document together."""
    if group[one] == group[other]:
        return False
    left = {ref.policy for ref in refs if group[ref] == group[one]}
    right = {ref.policy for ref in refs if group[ref] == group[other]}
    return bool(left & right)


def _subject(site: SiteInput, index: Index, holders: tuple[PolicyRecord, ...], cluster: list[ItemRef]) -> Subject:
    first = index.item(cluster[0].policy, cluster[0].item)
    cells = tuple(
        (
            record.id,
            tuple(provision(index, record.id, index.item(*_key(ref))) for ref in cluster if ref.policy == record.id),
        )
        for record in holders
    )
    domain = first.domains.primary if len({_domain_of(index, ref) for ref in cluster}) == 1 else None
    titles = {_folded(index.title(*_key(ref))) for ref in cluster}
    name = domain.name if domain is not None and len(titles) > 1 else first.title
    return Subject(name, domain.id if domain else None, cells)


def _key(ref: ItemRef) -> tuple[str, str]:
    return ref.policy, ref.item


def _without(index: Index, record: PolicyRecord) -> Without:
    """A full text without the heading has no principles; a second-hand text proves nothing."""
    if missing_state(record) == "unknown":
        return Without(record.id, "unknown", missing_reason(index, record))
    return Without(record.id, "absent", "全文没有“基本原则”一节。")
