"""Compare: records -> Comparison. Links with evidence, coverage, gaps, text reuse and differences."""

from __future__ import annotations

from collections.abc import Sequence

from generator.compare.alignment import align
from generator.compare.coverage import measure_coverage
from generator.compare.differences import mark_differences
from generator.compare.items import make_items, record_order
from generator.compare.leftovers import find_leftovers
from generator.compare.pairs import summarise_pairs
from generator.compare.reuse import measure_documents, measure_items, runs_by_item
from generator.compare.runs import find_runs
from generator.compare.weights import learn_weights
from generator.compare.words import learn_words
from generator.models import Comparison, PolicyRecord
from generator.vocabulary import Vocabulary

__all__ = ["compare", "find_leftovers"]


def compare(records: Sequence[PolicyRecord], vocabulary: Vocabulary) -> Comparison:
    """Compare all records with each other.

    Args:
        records: The records, in any order; ids must be unique.
        vocabulary: Domains with their cues, and the id of the baseline.

    Returns:
        The comparison; the same whatever the order of `records`.
    """
    ordered = sorted(records, key=record_order)
    baseline = next((record.id for record in ordered if record.id == vocabulary.baseline), None)
    items = make_items(ordered, vocabulary)
    weights = learn_weights(items)
    lexicon = learn_words(text for item in items for text in (item.title, item.text))
    runs = find_runs(items)
    alignment = align(items, weights, lexicon, runs)
    coverage = measure_coverage(ordered, items, vocabulary, baseline)
    shared = runs_by_item(items, runs)
    documents = measure_documents(ordered, items, shared)
    return Comparison(
        baseline=baseline,
        links=alignment.links,
        cells=coverage.cells,
        gaps=coverage.gaps,
        additions=coverage.additions,
        item_reuse=measure_items(items, shared),
        document_reuse=documents,
        differences=mark_differences(items, alignment.types, lexicon),
        pairs=summarise_pairs(ordered, items, alignment.types, documents),
    )
