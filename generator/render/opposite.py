"""What stands opposite a provision without a counterpart: the same facts in the same words, whichever side it is on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.models import DomainRef, Link, PolicyRecord, ShownState
from generator.render.compared import Item, missing_reason, missing_state
from generator.render.index import Index
from generator.render.wording import NO_COUNTERPART, ONLY_MENTIONED, SHOWN_STATES, marked_name


@dataclass(frozen=True)
class Tie:
    """Provisions of the other document that are tied to this one by a mention, and by what.

    Attributes:
        items: Their ids.
        domains: Names of the domains that both are about or touch; none of which the coverage finds no provision.
        words: The words of the mentions.
    """

    items: tuple[str, ...]
    domains: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def said(self) -> str:
        """By what they are tied, in Chinese."""
        if not self.domains:
            return f"用词相近：{_quoted(self.words)}" if self.words else "有一句文字相近"
        cited = f"，用词{_quoted(self.words)}" if self.words else ""
        return f"都涉及{_quoted(self.domains)}{cited}"


@dataclass(frozen=True)
class Opposite:
    """Two facts about the other document: what it says of the provision's domain, and which provisions are tied to it.

    Attributes:
        policy: The other document.
        domain: The provision's domain; None where it has none that the vocabulary holds.
        state: The domain's coverage cell in the other document; without a domain, what a missing clause means there.
        reason: Why, a Chinese sentence.
        ties: Mentions between the provision and provisions of the other document, whoever mentions whom.
    """

    policy: str
    domain: DomainRef | None
    state: ShownState
    reason: str
    ties: tuple[Tie, ...]


def opposite(index: Index, other: PolicyRecord, item: Item, links: Iterable[Link]) -> Opposite:
    """Say what stands opposite a provision to which nothing of the other document corresponds.

    Args:
        index: The look-ups.
        other: The other document.
        item: The provision.
        links: Its links with provisions of the other document, in either direction; all of them mentions.

    Returns:
        The two facts.
    """
    domain, lacking = item.domains.primary, missing_reason(index, other)
    ties = _ties(index, other.id, links)
    if domain is None or not index.has_domain(domain.id):
        return Opposite(other.id, None, missing_state(other), lacking, ties)
    cell = index.cell(domain.id, other.id)
    # Of a text that is not whole, another clause of it may well say the same: the cell alone does not tell.
    unsure = lacking if missing_state(other) == "unknown" and cell.state in ("present", "mentioned") else ""
    return Opposite(other.id, domain, cell.shown, cell.reason + unsure, ties)


def told(index: Index, found: Opposite) -> tuple[str, ...]:
    """The same as lines of plain text, for documents."""
    about = f"“{found.domain.name}”：" if found.domain is not None else ""
    lines = [f"（{NO_COUNTERPART}）", f"{about}{SHOWN_STATES[found.state]}。{found.reason}"]
    if found.ties:
        short = marked_name(index.short(found.policy), index.status_of(found.policy))
        named = (
            f"{'、'.join(f'{short} {index.number(found.policy, item)}' for item in tie.items)}（{tie.said}）"
            for tie in found.ties
        )
        lines.append(f"有联系的条文：{'；'.join(named)}。{ONLY_MENTIONED}。")
    return tuple(lines)


def _ties(index: Index, policy: str, links: Iterable[Link]) -> tuple[Tie, ...]:
    """The links by the domains of their evidence, in the order of the links."""
    items: dict[tuple[str, ...], dict[str, None]] = {}
    words: dict[tuple[str, ...], dict[str, None]] = {}
    for link in links:
        by = tuple(index.domain(name).name for name in link.evidence.domains if _spoken_of(index, name, policy))
        there = link.to if link.to.policy == policy else link.from_
        items.setdefault(by, {})[there.item] = None
        words.setdefault(by, {}).update(dict.fromkeys(link.evidence.cues))
    return tuple(Tie(tuple(held), by, tuple(words[by])) for by, held in items.items())


def _spoken_of(index: Index, domain: str, policy: str) -> bool:
    """Whether the coverage knows a provision on the domain: links also weigh words that are too loose for it."""
    if not index.has_domain(domain):
        return False
    cell = index.cell(domain, policy)
    return bool(cell.items or cell.mentions)


def _quoted(words: Iterable[str]) -> str:
    return "".join(f"“{word}”" for word in words)
