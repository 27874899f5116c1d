"""Compare: records -> Comparison. Links with evidence, coverage, gaps, text reuse and differences."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from generator.compare.alignment import align
from generator.compare.candidates import candidates_of_partners, find_candidates
from generator.compare.coverage import Coverage, measure_coverage
from generator.compare.differences import mark_differences
from generator.compare.items import Item, make_items, record_order
from generator.compare.leftovers import find_leftovers
from generator.compare.pairs import summarise_pairs
from generator.compare.partners import Partners, choose_partners
from generator.compare.reuse import measure_document, measure_items, runs_by_item
from generator.compare.runs import find_runs
from generator.compare.weights import learn_weights
from generator.compare.words import learn_words
from generator.models import Comparison, LinkType, PolicyRecord
from generator.models.limits import COUNTERPARTS, shown_side_by_side
from generator.progress import Progress, silent
from generator.vocabulary import Vocabulary

__all__ = ["compare", "find_leftovers"]

_STEPS = 5


def compare(
    records: Sequence[PolicyRecord],
    vocabulary: Vocabulary,
    focus: Collection[str] = (),
    progress: Progress = silent,
) -> Comparison:
    """Compare the records with each other: all, or in a large corpus those chosen (generator.models.limits).

    Args:
        records: The records, in any order; ids must be unique.
        vocabulary: Domains with their cues, and the id of the baseline.
        focus: Ids of policies that are compared with every other, however many there are.
        progress: Told about the steps.

    Returns:
        The comparison; the same whatever the order of `records`. Its `pairs` are those that have a page.
    """
    ordered = sorted(records, key=record_order)
    baseline = next((record.id for record in ordered if record.id == vocabulary.baseline), None)
    progress("compare", 0, _STEPS)
    items = make_items(ordered, vocabulary)
    weights = learn_weights(items)
    lexicon = learn_words(text for item in items for text in (item.title, item.text))
    progress("compare", 1, _STEPS)
    runs = find_runs(items)
    progress("compare", 2, _STEPS)
    coverage = measure_coverage(ordered, items, vocabulary, baseline)
    partners = choose_partners(ordered, items, focus)
    shown = {} if partners.whole else _shown(ordered, coverage)
    candidates = (
        find_candidates(items, weights, runs)
        if partners.whole
        else candidates_of_partners(items, partners.compared, shown, runs)
    )
    progress("compare", 3, _STEPS)
    alignment = align(items, candidates, weights, lexicon, runs, None if partners.whole else COUNTERPARTS)
    progress("compare", 4, _STEPS)
    shared = runs_by_item(items, runs)
    places = {record.id: (number, record.jurisdiction.level) for number, record in enumerate(ordered)}
    own = {
        record.id: {n: shared[n] for n, item in enumerate(items) if item.ref.policy == record.id} for record in ordered
    }
    documents = tuple(measure_document(record, items, own[record.id], places) for record in ordered)
    differences = mark_differences(items, _seen(items, alignment.types, partners, shown), lexicon)
    progress("compare", _STEPS, _STEPS)
    return Comparison(
        baseline=baseline,
        links=alignment.links,
        cells=coverage.cells,
        gaps=coverage.gaps,
        additions=coverage.additions,
        item_reuse=measure_items(items, shared),
        document_reuse=documents,
        differences=differences,
        pairs=summarise_pairs(ordered, items, alignment.types, documents, partners.pages),
    )


def _shown(records: Sequence[PolicyRecord], coverage: Coverage) -> dict[str, tuple[str, ...]]:
    """Domain id -> the policies whose provisions on it stand side by side."""
    levels = {record.id: record.jurisdiction.level for record in records}
    present: dict[str, list[tuple[str, str]]] = {}
    for cell in coverage.cells:
        if cell.state == "present":
            present.setdefault(cell.domain, []).append((cell.policy, levels[cell.policy]))
    return {domain: shown_side_by_side(held) for domain, held in present.items()}


def _seen(
    items: Sequence[Item],
    types: Mapping[tuple[int, int], LinkType],
    partners: Partners,
    shown: Mapping[str, Sequence[str]],
) -> Mapping[tuple[int, int], LinkType]:
    """The links whose texts stand side by side on a page; marking differences costs the most of all."""
    if partners.whole:
        return types
    pages = frozenset(partners.pages)
    columns = {domain: frozenset(policies) for domain, policies in shown.items()}

    def seen(one: Item, other: Item) -> bool:
        two = (one.ref.policy, other.ref.policy)
        return two in pages or (
            one.primary is not None and one.primary == other.primary and columns.get(one.primary, set()) >= set(two)
        )

    return {pair: kind for pair, kind in types.items() if seen(items[pair[0]], items[pair[1]])}
