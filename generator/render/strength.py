"""Counterparts of a provision in the order in which readers want them."""

from __future__ import annotations

from generator.models.limits import NEAREST
from generator.render.near import Counterparts


def by_strength(groups: Counterparts) -> tuple[Counterparts, Counterparts, Counterparts]:
    """Take counterparts apart by how much they say, those of a policy the closest first.

    Args:
        groups: The links from one item by the policy they lead to.

    Returns:
        Those to be named at once (same, and the NEAREST partial ones of each policy), further partial ones, and mere
        mentions; policies without any are left out.
    """
    named, more, mentions = [], [], []
    for other, links in groups:
        closest = sorted(links, key=lambda link: -link.score)
        same, partial, mention = ([e for e in closest if e.type == kind] for kind in ("same", "partial", "mention"))
        named.append((other, (*same, *partial[:NEAREST])))
        more.append((other, tuple(partial[NEAREST:])))
        mentions.append((other, tuple(mention)))
    kept = (tuple(group for group in part if group[1]) for part in (named, more, mentions))
    return next(kept), next(kept), next(kept)
