"""Compare: records -> Comparison. Links with evidence, coverage, gaps, text reuse and differences."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Executor

from generator.compare.chosen import compare_chosen, describe
from generator.compare.kept import PairCache
from generator.compare.leftovers import find_leftovers, unsettled_places
from generator.compare.leftovers_kept import all_leftovers
from generator.compare.partners import Pair
from generator.compare.reuse_kept import STATE
from generator.compare.whole import compare_whole, types_whole
from generator.models import Comparison, ItemRef, LinkType, PolicyRecord
from generator.models.limits import ALL_COMPARED
from generator.models.order import record_order
from generator.progress import Progress, silent
from generator.vocabulary import Vocabulary

__all__ = ["STATE", "all_leftovers", "compare", "describe", "find_leftovers", "types_of_pairs", "unsettled_places"]


def compare(
    records: Sequence[PolicyRecord],
    vocabulary: Vocabulary,
    focus: Collection[str] = (),
    asked: Collection[Pair] = (),
    progress: Progress = silent,
    executor: Executor | None = None,
    cache: PairCache | None = None,
) -> Comparison:
    """Compare the records with each other: all, or in a large corpus those chosen (generator.models.limits).

    Args:
        records: The records, in any order; ids must be unique.
        vocabulary: Domains with their cues, and the id of the baseline.
        focus: Ids of policies that are compared with every other, however many there are; in a small corpus
            differences are marked only between them and others, as nobody asks for those among the others.
        asked: Pairs of ids that are compared, however many there are.
        progress: Told how far comparing has come.
        executor: Works on the pairs of a large corpus; None works on them here. The result is the same.
        cache: Holds what was found between pairs of a large corpus before; the result is the same without it.

    Returns:
        The comparison; the same whatever the order of `records`. Its `pairs` are those that have a page.
    """
    ordered = sorted(records, key=record_order)
    if len(ordered) > ALL_COMPARED:
        return compare_chosen(ordered, vocabulary, focus, asked, progress, executor, cache)
    progress("compare", 0, 1)
    found = compare_whole(ordered, vocabulary, focus)
    progress("compare", 1, 1)
    return found


def types_of_pairs(
    records: Sequence[PolicyRecord],
    vocabulary: Vocabulary,
    focus: Collection[str] = (),
    asked: Collection[Pair] = (),
) -> Mapping[tuple[ItemRef, ItemRef], LinkType]:
    """The types of the links that `compare` finds; of a few documents nothing else is worked out.

    Args:
        records: As for `compare`, as are the others.
        vocabulary: Domains with their cues.
        focus: Ids of policies that are compared with every other, however many there are.
        asked: Pairs of ids that are compared, however many there are.

    Returns:
        Two provisions -> the type of their link, in both directions.
    """
    if len(records) > ALL_COMPARED:
        return {(link.from_, link.to): link.type for link in compare(records, vocabulary, focus, asked).links}
    return types_whole(sorted(records, key=record_order), vocabulary)
