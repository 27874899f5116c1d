"""Which pairs of documents were compared, in numbers: pages that show results say how many were not."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb

from generator.models.limits import PARTNERS
from generator.render.environment import index_of
from generator.render.site import SiteInput


@dataclass(frozen=True)
class ComparedPairs:
    """Pairs of documents.

    Attributes:
        every: How many there are.
        whole: All of whose provisions were compared.
        partners: Documents that each one is compared with at most because they are most like it.
    """

    every: int
    whole: int
    partners: int = PARTNERS


def compared_pairs(site: SiteInput) -> ComparedPairs:
    """Count the pairs of a whole site."""
    every, compared = comb(index_of(site).total, 2), site.comparison.compared
    return ComparedPairs(every, every if compared is None else len(compared))
