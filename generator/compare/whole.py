"""A small corpus: every two documents are compared, all at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

from generator.compare.alignment import align, types_of_links
from generator.compare.candidates import find_candidates
from generator.compare.coverage import measure_coverage
from generator.compare.differences import Sides, mark_differences
from generator.compare.items import Item, make_items
from generator.compare.learned import Learned, learn
from generator.compare.pairs import Linked, Party, summarise_pair
from generator.compare.reuse import measure_document, measure_items, runs_by_item
from generator.compare.runs import RunTable, find_runs
from generator.compare.similarity import Weighed
from generator.compare.subjects import on_one_subject
from generator.compare.titles import subject_of_title
from generator.models import Comparison, ItemRef, LinkType, PolicyRecord
from generator.vocabulary import Vocabulary


@dataclass(frozen=True)
class _Surveyed:
    """The items of all records, what was learned of them, the runs they share, and which pairs are worth measuring."""

    items: tuple[Item, ...]
    learned: Learned
    runs: RunTable
    candidates: Sequence[tuple[int, int]]
    weighed: tuple[Weighed, ...]


def types_whole(records: Sequence[PolicyRecord], vocabulary: Vocabulary) -> Mapping[tuple[ItemRef, ItemRef], LinkType]:
    """Link the provisions of every two of a few records, as `compare_whole` does, and tell nothing else.

    Args:
        records: Records in record order.
        vocabulary: Domains with their cues.

    Returns:
        Two provisions -> the type of their link, in both directions.
    """
    found = _survey(records, vocabulary)
    types = types_of_links(found.weighed, found.candidates, found.learned.weights, found.runs)
    return {
        (found.items[one].ref, found.items[other].ref): kind
        for pair, kind in types.items()
        for one, other in (pair, pair[::-1])
    }


def compare_whole(records: Sequence[PolicyRecord], vocabulary: Vocabulary, focus: Collection[str] = ()) -> Comparison:
    """Compare every two of a few records.

    Args:
        records: Records in record order.
        vocabulary: Domains with their cues, and the id of the baseline.
        focus: Ids of the policies whose differences from others are marked; all if there are none.

    Returns:
        The comparison.
    """
    baseline = next((record.id for record in records if record.id == vocabulary.baseline), None)
    found = _survey(records, vocabulary)
    items, runs = found.items, found.runs
    alignment = align(found.weighed, found.candidates, found.learned.weights, runs)
    coverage = measure_coverage(records, items, vocabulary, baseline)
    shared = runs_by_item(items, runs)
    places = {record.id: (number, record.jurisdiction.level) for number, record in enumerate(records)}
    own = {
        policy: {number: shared[number] for number in numbers}
        for policy, numbers in groupby(range(len(items)), key=lambda number: items[number].ref.policy)
    }
    refs = [item.ref for item in items]
    reuse = {policy: measure_document(policy, items, refs, own.get(policy, {}), places) for policy in places}
    named: defaultdict[str, list[str]] = defaultdict(list)
    for ref in refs:
        named[ref.policy].append(ref.item)
    documents = [Party(policy, named[policy], reuse[policy]) for policy in places]
    linked: defaultdict[tuple[str, str], list[Linked]] = defaultdict(list)
    for (one, other), kind in alignment.types.items():
        left, right = items[one], items[other]
        linked[left.ref.policy, right.ref.policy].append((left.ref.item, right.ref.item, kind))
    marked = {pair: kind for pair, kind in alignment.types.items() if _in_focus(pair, items, focus)}
    return Comparison(
        baseline=baseline,
        links=alignment.links,
        cells=coverage.cells,
        gaps=coverage.gaps,
        additions=coverage.additions,
        item_reuse=measure_items(items, refs, shared),
        document_reuse=tuple(reuse.values()),
        differences=mark_differences(items, marked, Sides(items, found.learned.lexicon).of),
        pairs=tuple(
            summarise_pair(one, other, linked.get((one.policy, other.policy), ()))
            for one, other in combinations(documents, 2)
        ),
    )


def _in_focus(pair: tuple[int, int], items: Sequence[Item], focus: Collection[str]) -> bool:
    return not focus or any(items[number].ref.policy in focus for number in pair)


def _survey(records: Sequence[PolicyRecord], vocabulary: Vocabulary) -> _Surveyed:
    items = make_items(records, vocabulary)
    learned = learn(items)
    runs = find_runs(items)
    titled = {record.id: subject_of_title(record, vocabulary) for record in records}
    candidates = on_one_subject(items, titled, find_candidates(items, learned.weights, runs))
    return _Surveyed(items, learned, runs, candidates, tuple(map(learned.weigh, items)))
