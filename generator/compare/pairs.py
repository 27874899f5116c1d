"""Two policies side by side, in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.models import DocumentReuse, LinkType, PairSummary

STRENGTH: dict[LinkType, int] = {"mention": 1, "partial": 2, "same": 3}
COUNTERPARTS: tuple[LinkType, ...] = ("same", "partial")
DIGITS = 4

Linked = tuple[str, str, LinkType]
"""The id of a provision, that of its counterpart in the other policy, and the type of the link."""


@dataclass(frozen=True)
class Party:
    """One of two policies.

    Attributes:
        policy: Its id.
        provisions: The ids of its tasks and principles.
        reuse: Its text reuse.
    """

    policy: str
    provisions: Sequence[str]
    reuse: DocumentReuse


def summarise_pair(one: Party, other: Party, links: Iterable[Linked]) -> PairSummary:
    """Sum up two policies.

    Each provision (task or principle) of `a` counts once, by its strongest link to one of `b`. A mention is no
    counterpart: `only_a` and `only_b` list all that are neither the same as nor part of one of the other's. The
    verbatim shares are null where either text is not measured (digest).

    Args:
        one: The earlier one.
        other: The other.
        links: The links between their provisions, in both records' order.

    Returns:
        The summary.
    """
    best: dict[str, LinkType] = {}
    answered = set()
    for left, right, kind in links:
        if kind != "mention":
            answered.add(right)
        strongest = best.get(left)
        if strongest is None or STRENGTH[kind] > STRENGTH[strongest]:
            best[left] = kind
    count = Counter(best.values())
    return PairSummary(
        a=one.policy,
        b=other.policy,
        same=count["same"],
        partial=count["partial"],
        mention=count["mention"],
        only_a=tuple(item for item in one.provisions if best.get(item) not in COUNTERPARTS),
        only_b=tuple(item for item in other.provisions if item not in answered),
        verbatim_a=_verbatim(one.reuse, other.reuse),
        verbatim_b=_verbatim(other.reuse, one.reuse),
    )


def _verbatim(one: DocumentReuse, other: DocumentReuse) -> float | None:
    if one.share is None or other.share is None:
        return None
    return round(one.by_policy.get(other.policy, 0) / one.chars, DIGITS)
