"""What the national guideline and the peers have that the draft lacks (缺项)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from generator.drafting.desk import Desk
from generator.drafting.report import MissingDomain, Passage, Spot
from generator.models import Cell, ItemRef, ShownState
from generator.render.within import items_shown

COPIED = 0.5
"""A provision of which more than this part stands in the draft is there, under whatever title."""

LACKING: tuple[ShownState, ...] = ("absent", "within", "mentioned", "unknown")
"""A domain that stands in provisions on something else is listed too: as answered there."""


def missing_domains(desk: Desk) -> tuple[MissingDomain, ...]:
    """Domains that the baseline or a chosen peer has and the draft has not.

    Returns:
        Those of the baseline first, and of these last what it says only in a provision on something else; in each
        part those that nothing in the draft answers before those that it answers or touches elsewhere; then by how
        many peers have them, else in the vocabulary's order.
    """
    groups = {group.id: group.name for group in desk.vocabulary.domain_groups}
    found = []
    for domain in desk.vocabulary.domains:
        cell = desk.index.cell(domain.id, desk.draft.id)
        if cell.shown not in LACKING:
            continue
        baseline = _passages(desk, domain.id, desk.baseline) if desk.baseline else ()
        peers = tuple(passage for peer in desk.peers for passage in _passages(desk, domain.id, peer))
        met: tuple[Spot, ...] = ()
        if domain.derived:
            peers, met = _unmet(desk, peers)
        if not (baseline or peers):
            continue
        within = cell.items if cell.within else ()
        touched = [desk.index.item(desk.draft.id, item) for item in (*within, *cell.mentions)]
        found.append(
            MissingDomain(
                domain=domain.id,
                name=domain.name,
                group=groups.get(domain.group, domain.group),
                state="mentioned" if cell.within else cell.state,
                touched=tuple(sorted((desk.spot(item.title_span[0]) for item in touched), key=lambda spot: spot.line)),
                passing=_passing(cell),
                answered=_answers(desk, domain.id, (*within, *cell.mentions), baseline)
                or _copies(desk, peers)
                or _spots(desk, items_shown(desk.index, cell) if within else ()),
                met=met,
                baseline=baseline,
                peers=peers,
                href=desk.href(f"domains/{domain.id}.html") if not domain.derived else "",
            )
        )
    return tuple(sorted(found, key=_weight))


def _unmet(desk: Desk, peers: tuple[Passage, ...]) -> tuple[tuple[Passage, ...], tuple[Spot, ...]]:
    """Passages of peers that nothing in the draft answers, and the provisions of the draft that answer the others.

    A domain that is called by a heading of its document (自拟领域) tells nothing of other documents: their headings
    differ where their provisions are the same.
    """
    unmet: list[Passage] = []
    items: dict[str, None] = {}
    for entry in peers:
        links = desk.index.links_from(entry.policy, entry.item, desk.draft.id)
        answers = [link.to.item for link in links if link.type != "mention"]
        items.update(dict.fromkeys(answers))
        unmet += [] if answers else [entry]
    return tuple(unmet), tuple(sorted(_spots(desk, items), key=lambda spot: spot.line))


def _passing(cell: Cell) -> str:
    """What is said of the draft where no provision of it touches the domain, "" if it is simply absent."""
    return "" if cell.mentions or cell.within or cell.state == "absent" else f"草稿{cell.reason.rstrip('。')}"


def _weight(gap: MissingDomain) -> tuple[bool, bool, int, int]:
    presence = 2 if gap.answered else int(gap.state == "mentioned")
    beside = all(entry.about for entry in gap.baseline)
    return not gap.baseline, beside, presence, -len({peer.policy for peer in gap.peers})


def _copies(desk: Desk, peers: tuple[Passage, ...]) -> tuple[Spot, ...]:
    """Provisions of the draft in which most of a peer's provision stands word for word, whatever their subject."""
    items: dict[str, None] = {}
    for entry in peers:
        reuse = desk.index.reuse(entry.policy, entry.item)
        common: Counter[str] = Counter()
        for run in reuse.runs if reuse is not None else ():
            common.update({other.item: len(run.text) for other in run.others if other.policy == desk.draft.id})
        items.update(dict.fromkeys(item for item, chars in common.items() if chars > len(entry.text) * COPIED))
    return _spots(desk, items)


def _spots(desk: Desk, items: Iterable[str]) -> tuple[Spot, ...]:
    return tuple(desk.spot(desk.index.item(desk.draft.id, item).title_span[0]) for item in items)


def _answers(desk: Desk, domain: str, mentions: Collection[str], baseline: tuple[Passage, ...]) -> tuple[Spot, ...]:
    """Provisions of the draft that answer those of the baseline, though their own subject is another.

    Where the baseline has the domain only as a part of a provision on another one, those that answer that provision
    say something of the domain only if they mention it.
    """
    items: dict[str, None] = {}
    for entry in baseline:
        primary = desk.index.item(entry.policy, entry.item).domains.primary
        wholly = primary is not None and primary.id == domain
        links = desk.index.links_from(entry.policy, entry.item, desk.draft.id)
        strong = [link.to.item for link in links if link.type != "mention"]
        items.update(dict.fromkeys(item for item in strong if wholly or item in mentions))
    return _spots(desk, items)


def missing_clauses(desk: Desk) -> tuple[Passage, ...]:
    """Provisions of the baseline that nothing in the draft answers, in domains that the draft has."""
    if desk.baseline is None or not desk.index.items(desk.draft.id):
        return ()
    found = []
    for item in desk.index.items(desk.baseline):
        links = desk.index.links_from(desk.baseline, item.id, desk.draft.id)
        primary = item.domains.primary
        if links or primary is None or desk.index.cell(primary.id, desk.draft.id).shown in LACKING:
            continue
        found.append(desk.passage(ItemRef(policy=desk.baseline, item=item.id)))
    return tuple(found)


def _passages(desk: Desk, domain: str, policy: str) -> tuple[Passage, ...]:
    cell = desk.index.cell(domain, policy)
    found = []
    for item in () if cell.within else cell.items:
        primary = desk.index.item(policy, item).domains.primary
        about = primary.name if primary is not None and primary.id != domain else ""
        found.append(desk.passage(ItemRef(policy=policy, item=item)).model_copy(update={"about": about}))
    return tuple(found)
