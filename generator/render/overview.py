"""The choice of documents that pages show which set all of them side by side (generator.models.limits)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.models import Comparison, ItemReuse
from generator.models.limits import ALL_COMPARED, shown_side_by_side
from generator.render.environment import per_site

if TYPE_CHECKING:
    from generator.render.site import SiteInput


@per_site
def overview_of(site: SiteInput) -> SiteInput:
    """The site as far as it is shown side by side.

    Args:
        site: The whole site.

    Returns:
        The same site if it holds at most ALL_COMPARED documents; else one of the chosen documents and what the
        comparison says about these, with `whole` set.
    """
    if len(site.records) <= ALL_COMPARED:
        return site
    chosen = frozenset(shown_side_by_side((record.id, record.jurisdiction.level) for record in site.records))
    return replace(
        site,
        records=tuple(record for record in site.records if record.id in chosen),
        comparison=_among(site.comparison, chosen),
        whole=site,
    )


def _among(comparison: Comparison, chosen: Collection[str]) -> Comparison:
    return comparison.model_copy(
        update={
            "links": tuple(e for e in comparison.links if e.from_.policy in chosen and e.to.policy in chosen),
            "cells": tuple(e for e in comparison.cells if e.policy in chosen),
            "gaps": tuple(e for e in comparison.gaps if e.policy in chosen),
            "additions": tuple(e for e in comparison.additions if e.policy in chosen),
            "item_reuse": tuple(_known(e, chosen) for e in comparison.item_reuse if e.policy in chosen),
            "document_reuse": tuple(e for e in comparison.document_reuse if e.policy in chosen),
            "differences": tuple(
                e for e in comparison.differences if e.base.policy in chosen and e.other.policy in chosen
            ),
            "pairs": tuple(e for e in comparison.pairs if e.a in chosen and e.b in chosen),
            "leftovers": tuple(e for e in comparison.leftovers if e.policy in chosen),
        }
    )


def _known(reuse: ItemReuse, chosen: Collection[str]) -> ItemReuse:
    runs = (
        run.model_copy(update={"others": tuple(other for other in run.others if other.policy in chosen)})
        for run in reuse.runs
    )
    return reuse.model_copy(update={"runs": tuple(run for run in runs if run.others)})
