"""What pages say of the links from a document: told from links in short, of which no models are made.

A document that rests on many has thousands of links, of whose evidence a page shows next to nothing. What it shows is
all that it rests on: a counterpart reworded elsewhere leaves it as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from generator.models import DifferenceOperation, ItemRef, Link, LinkType, Span
from generator.models.brief import Brief, briefs_of
from generator.models.passing import for_a_while
from generator.render.sentences import OwnWork, equal_spans, own_work

if TYPE_CHECKING:
    from generator.render.index import Index

TOLD: Final = 32
"""Documents whose links stay told: a page asks for those of a dozen at most."""

ALIKE: Final = 0.5
"""From this score on the sentence most like one elsewhere counts as said there too."""


class Near(NamedTuple):
    """A counterpart as pages name it.

    Attributes:
        to: The provision.
        type: How it corresponds.
        score: 0 for the closest ones of its document, -1 for the next, and so on: pages show the order only.
    """

    to: ItemRef
    type: LinkType
    score: float


Counterparts = tuple[tuple[str, tuple[Near, ...]], ...]
"""Counterparts of one provision by the policy they stand in, in the order of the records."""


class ItemLinks(NamedTuple):
    """The links from one provision.

    Attributes:
        counterparts: What they lead to.
        alike: The same in the comparison's order, with the place of the sentence that stands there too, if one does.
        cues: Words by which it and a counterpart touch domains, and these.
        scored: The counterparts that are more than a mention with their scores, the closest first.
    """

    counterparts: Counterparts = ()
    alike: tuple[tuple[ItemRef, Span | None], ...] = ()
    cues: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()
    scored: tuple[tuple[ItemRef, float], ...] = ()

    def cues_of(self, domain: str) -> tuple[str, ...]:
        """The words by which a domain is touched, sorted."""
        return tuple(sorted(frozenset().union(*(words for words, domains in self.cues if domain in domains))))


class NearLinks:
    """The links from documents, by document and provision."""

    def __init__(self, links: Sequence[Link], order: Mapping[str, int]) -> None:
        """Look at nothing yet.

        Args:
            links: The comparison's.
            order: Place of each policy that is held.
        """
        self._links, self._order = links, order
        self._of = for_a_while(TOLD)(self._told)

    def of(self, policy: str, item: str) -> ItemLinks:
        """Those from one provision."""
        return self._of(policy).get(item, ItemLinks())

    def counterparts(self, policy: str) -> tuple[tuple[str, Counterparts], ...]:
        """The counterparts of all provisions of a document that have any."""
        return tuple((item, links.counterparts) for item, links in self._of(policy).items())

    def _told(self, policy: str) -> dict[str, ItemLinks]:
        found: defaultdict[str, list[Brief]] = defaultdict(list)
        for link in briefs_of(self._links, policy):
            found[link.item].append(link)
        return {item: self._joined(links) for item, links in found.items()}

    def _joined(self, links: Iterable[Brief]) -> ItemLinks:
        groups: defaultdict[str, list[tuple[ItemRef, LinkType, float]]] = defaultdict(list)
        alike: list[tuple[ItemRef, Span | None]] = []
        cues: list[tuple[frozenset[str], frozenset[str]]] = []
        for link in links:
            to = ItemRef(policy=link.policy, item=link.to)
            groups[to.policy].append((to, link.type, link.score))
            there = link.alike is not None and link.alike >= ALIKE
            alike.append((to, (link.start, link.end) if there else None))
            if link.cues:
                cues.append((frozenset(link.cues), frozenset(link.domains)))
        by_place = sorted(groups, key=lambda policy: (self._order.get(policy, -1), policy))
        counterparts = tuple((other, _ranked(groups[other])) for other in by_place)
        every = ((to, score) for group in groups.values() for to, kind, score in group if kind != "mention")
        scored = tuple(sorted(every, key=lambda one: (-one[1], one[0].policy, one[0].item)))
        return ItemLinks(counterparts, tuple(alike), tuple(cues), scored)


def _ranked(found: Sequence[tuple[ItemRef, LinkType, float]]) -> tuple[Near, ...]:
    """Counterparts in one document."""
    places = {score: -place for place, score in enumerate(sorted({score for _, _, score in found}, reverse=True))}
    return tuple(Near(to, kind, places[score]) for to, kind, score in found)


def own_work_of(index: Index, links: ItemLinks, policy: str, item_id: str) -> OwnWork | None:
    """The sentences of a provision by whether anybody else has them.

    Args:
        index: The look-ups.
        links: The links from the provision.
        policy: Its document.
        item_id: Its id.

    Returns:
        None for a digest: its wording is not the document's, so it has none to compare.
    """
    if index.is_digest(policy):
        return None
    me, item = ItemRef(policy=policy, item=item_id), index.item(policy, item_id)
    agreed: list[tuple[Span, ...]] = []
    for other, sentence in links.alike:
        agreed.append(equal_spans(steps(index, other, me), len(item.text)))
        agreed += [] if sentence is None else [(sentence,)]
    reuse = index.reuse(policy, item_id)
    return own_work(item.text, agreed, reuse.runs if reuse is not None else ())


def steps(index: Index, base: ItemRef, other: ItemRef) -> tuple[DifferenceOperation, ...]:
    """The marked difference of two provisions in this direction; empty if it was not measured."""
    found = index.difference(base, other)
    return found.operations if found is not None else ()
