"""The choice of documents that pages show which set all of them side by side (generator.models.limits)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from generator.models import Comparison, Frozen, ItemReuse
from generator.models.limits import ALL_COMPARED, shown_side_by_side
from generator.models.packed import Packed
from generator.render.environment import per_site

if TYPE_CHECKING:
    from generator.render.site import SiteInput


Entry = TypeVar("Entry", bound=Frozen)


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
    records = tuple(record for record in site.records if record.id in chosen)
    return replace(
        site,
        records=records,
        comparison=_among(site.comparison, chosen, [record.id for record in records]),
        whole=site,
    )


def _among(comparison: Comparison, chosen: Collection[str], order: Sequence[str]) -> Comparison:
    """What a comparison says about the chosen documents; of packed entries only theirs are unpacked."""

    def theirs(entries: Sequence[Entry], *owners: Callable[[Entry], str]) -> tuple[Entry, ...]:
        of_them = chain.from_iterable(map(entries.of, order)) if isinstance(entries, Packed) else iter(entries)
        return tuple(entry for entry in of_them if all(owner(entry) in chosen for owner in owners))

    return comparison.model_copy(
        update={
            "links": _between(comparison.links, chosen, order, lambda e: (e.from_.policy, e.to.policy)),
            "cells": theirs(comparison.cells, lambda e: e.policy),
            "gaps": theirs(comparison.gaps, lambda e: e.policy),
            "additions": theirs(comparison.additions, lambda e: e.policy),
            "item_reuse": tuple(_known(e, chosen) for e in theirs(comparison.item_reuse, lambda e: e.policy)),
            "document_reuse": theirs(comparison.document_reuse, lambda e: e.policy),
            "differences": _between(comparison.differences, chosen, order, lambda e: (e.base.policy, e.other.policy)),
            "pairs": theirs(comparison.pairs, lambda e: e.a, lambda e: e.b),
            "compared": tuple(two for two in comparison.compared or () if set(two) <= set(chosen)),
            "leftovers": theirs(comparison.leftovers, lambda e: e.policy),
        }
    )


def _between(
    entries: Sequence[Entry],
    chosen: Collection[str],
    order: Sequence[str],
    pair: Callable[[Entry], tuple[str, str]],
) -> tuple[Entry, ...]:
    """Entries that lead from one chosen document to another; most lead elsewhere, and stay packed."""
    if isinstance(entries, Packed):
        pieces = (entries.of(one, other) for one in order for other in entries.others(one) if other in chosen)
        return tuple(chain.from_iterable(pieces))
    return tuple(entry for entry in entries if all(policy in chosen for policy in pair(entry)))


def _known(reuse: ItemReuse, chosen: Collection[str]) -> ItemReuse:
    runs = (
        run.model_copy(update={"others": tuple(other for other in run.others if other.policy in chosen)})
        for run in reuse.runs
    )
    return reuse.model_copy(update={"runs": tuple(run for run in runs if run.others)})
