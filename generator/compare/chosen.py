"""A large corpus: chosen pairs of documents, worked on in chunks, and what can be said of each document alone.

`prepare` makes what all chunks share, `pairwise.compare_chunk` works on a chunk, `merge` joins the results. A chunk's
result depends neither on the other chunks nor on where it is worked on.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from itertools import chain, combinations
from typing import TypeVar

from generator.compare.by_document import ByDocument, record_key
from generator.compare.coverage import cover, cover_baseline
from generator.compare.cues import learn_cues, list_cues
from generator.compare.items import Item, items_of, label_provisions, named_domains, title_words_of
from generator.compare.kept import PairCache, framed, learn_once, take_kept, to_bytes, unframed
from generator.compare.learned import Learned, pick_teachers
from generator.compare.pairs import summarise_pair
from generator.compare.pairwise import Chunk, PairResult, PairTask, compare_chunk, in_turns
from generator.compare.partners import Pair, Partners, choose_partners
from generator.compare.reuse_chunks import ReuseResult, cut_reuse, measure_chunk
from generator.compare.reuse_kept import KeptReuse
from generator.compare.subjects import Profile, are_related, learn_subjects
from generator.compare.titles import subject_of_title
from generator.models import (
    Addition,
    Cell,
    Comparison,
    Difference,
    DocumentReuse,
    Gap,
    ItemReuse,
    Link,
    PairSummary,
    PolicyRecord,
)
from generator.models.limits import shown_side_by_side
from generator.models.packed import Packed, pack
from generator.progress import Progress
from generator.vocabulary import Vocabulary
from generator.workers import in_order

CHUNK = 200
"""Pairs in a chunk: few enough to share the work out and to need little memory, many enough that the parts of a
document, which are made anew in every chunk that names it, are seldom made twice."""

MEASURED = 25
"""Documents in a chunk whose text reuse is measured."""

AHEAD = 8
"""Chunks handed to an executor before the first result is taken; more would only wait in memory."""

Work = TypeVar("Work")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Groundwork:
    """What the chunks are cut from and their results are joined to.

    Attributes:
        records: Records in record order.
        items: Their items by policy id.
        learned: What was learned from the corpus.
        tasks: The pairs to compare, in record order.
        pages: The pairs with a page of their own, in record order.
        coverage: Packed cells, gaps and additions.
    """

    records: Sequence[PolicyRecord]
    items: Mapping[str, tuple[Item, ...]]
    learned: Learned
    tasks: tuple[PairTask, ...]
    pages: tuple[tuple[str, str], ...]
    coverage: PackedCoverage


@dataclass(frozen=True)
class PackedCoverage:
    """The matrix, packed by policy."""

    cells: Packed[Cell]
    gaps: Packed[Gap]
    additions: Packed[Addition]


def compare_chosen(
    records: Sequence[PolicyRecord],
    vocabulary: Vocabulary,
    focus: Collection[str],
    asked: Collection[Pair],
    progress: Progress,
    executor: Executor | None,
    cache: PairCache | None = None,
) -> Comparison:
    """Compare the chosen pairs of many records.

    Args:
        records: Records in record order.
        vocabulary: Domains with their cues, and the id of the baseline.
        focus: Ids of policies that are compared with every other.
        asked: Pairs of ids that are compared.
        progress: Told about groundwork and pairs, as a share of the documents each.
        executor: Works on the chunks; None works on them here.
        cache: Holds what was found between pairs before; None keeps nothing.

    Returns:
        The comparison, its entries packed.
    """
    count = len(records)
    progress("compare", 0, 2 * count)
    ground = prepare(records, vocabulary, focus, asked, cache)
    found, left = take_kept(cache, ground.tasks, ground.items, ground.learned)
    keys = {(task.one, task.other): key for task, key in left.items()}
    chunks = (
        Chunk(tasks, {policy: ground.items[policy] for task in tasks for policy in (task.one, task.other)})
        for tasks in in_turns(tuple(left), CHUNK)
    )
    for result in _results(partial(compare_chunk, ground.learned), chunks, executor):
        if cache is not None:
            cache.put(keys[result.one, result.other], to_bytes(result))
        found.append(result)
        progress("compare", count + count * len(found) // len(ground.tasks), 2 * count)
    kept = KeptReuse(cache, records, ground.items)
    chunks_left = cut_reuse(records, ground.items, MEASURED, kept.left)
    reuse = (*kept.kept, *_results(measure_chunk, chunks_left, executor))
    kept.keep(reuse)
    comparison = merge(ground, found, reuse, vocabulary)
    progress("compare", 2 * count, 2 * count)
    return comparison


def prepare(
    records: Sequence[PolicyRecord],
    vocabulary: Vocabulary,
    focus: Collection[str] = (),
    asked: Collection[Pair] = (),
    cache: PairCache | None = None,
) -> Groundwork:
    """Everything that needs to be known of all documents before two of them are compared.

    Args:
        records: Records in record order.
        vocabulary: Domains with their cues, and the id of the baseline.
        focus: Ids of policies that are compared with every other.
        asked: Pairs of ids that are compared.
        cache: May hold what was learned from the same documents before.

    Returns:
        The groundwork.
    """
    cues, teachers = list_cues(vocabulary), pick_teachers(records)
    labels = {record.id: label_provisions(record, cues) for record in records}
    reliable = learn_cues([label for policy in teachers for label in labels[policy]], cues, vocabulary)
    domains = named_domains(vocabulary)
    title_words = title_words_of(domains)
    items = {record.id: items_of(record, labels[record.id], cues, reliable, domains, title_words) for record in records}
    learned = learn_once(cache, [items[record.id] for record in records if record.id in teachers])
    subjects = learn_subjects(items[policy] for policy in sorted(teachers))
    profiles = {
        record.id: subjects.profile(items[record.id], subject_of_title(record, vocabulary)) for record in records
    }
    partners = choose_partners(records, profiles, focus, asked)
    # The cells rest on the baseline too, which is told for each document.
    kept = ByDocument(cache, "coverage", lambda: f"{vocabulary.model_dump_json()} {sorted(reliable)}")
    coverage, present = _cover(records, items, vocabulary, kept)
    shown = {domain: shown_side_by_side(held) for domain, held in present.items()}
    tasks = tuple(_tasks([record.id for record in records], partners, shown, profiles))
    return Groundwork(records, items, learned, tasks, partners.pages, coverage)


def _tasks(
    policies: Sequence[str],
    partners: Partners,
    shown: Mapping[str, Sequence[str]],
    profiles: Mapping[str, Profile],
) -> Iterator[PairTask]:
    order = {policy: number for number, policy in enumerate(policies)}
    beside: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for domain, held in shown.items():
        for pair in combinations(held, 2):
            beside[pair].append(domain)
    pages = frozenset(partners.pages)
    for pair in sorted({*partners.compared, *beside}, key=lambda two: (order[two[0]], order[two[1]])):
        if are_related(profiles[pair[0]], profiles[pair[1]]):
            yield PairTask(*pair, pair in partners.compared, tuple(sorted(beside.get(pair, ()))), pair in pages)


def _cover(
    records: Sequence[PolicyRecord], items: Mapping[str, Sequence[Item]], vocabulary: Vocabulary, kept: ByDocument
) -> tuple[PackedCoverage, dict[str, list[tuple[str, str]]]]:
    """The matrix, and for each domain the policies with provisions on it, with their levels."""
    national = next((record for record in records if record.id == vocabulary.baseline), None)
    baseline = None if national is None else cover_baseline(national, items[national.id], vocabulary)
    base = "" if national is None else record_key(national)
    present: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    parts: dict[str, tuple[bytes, bytes, bytes]] = {}
    gaps, additions = 0, 0
    for record in records:
        make = partial(_covered, record, items[record.id], vocabulary, baseline)
        head, rest = unframed(kept.of(record, make, base))
        domains, counts, sizes = json.loads(head)
        for domain in domains:
            present[domain].append((record.id, record.jurisdiction.level))
        gaps, additions = gaps + counts[0], additions + counts[1]
        parts[record.id] = (rest[: sizes[0]], rest[sizes[0] : sum(sizes)], rest[sum(sizes) :])
    kept.keep()
    cells, missing, more = ({policy: (part[at],) for policy, part in parts.items()} for at in range(3))
    packed = PackedCoverage(
        Packed(Cell, cells, len(records) * len(vocabulary.domains)),
        Packed(Gap, missing, gaps),
        Packed(Addition, more, additions),
    )
    return packed, present


def _covered(
    record: PolicyRecord, items: Sequence[Item], vocabulary: Vocabulary, baseline: Mapping[str, Cell] | None
) -> bytes:
    """A document's part of the matrix, behind a head: domains with provisions, numbers of gaps and additions, sizes."""
    found = cover(record, items, vocabulary, baseline)
    packed = (pack(Cell, found.cells), pack(Gap, found.gaps), pack(Addition, found.additions))
    domains = [cell.domain for cell in found.cells if cell.state == "present"]
    head = [domains, [len(found.gaps), len(found.additions)], [*map(len, packed[:2])]]
    return framed(json.dumps(head).encode(), *packed)


def _results(
    work: Callable[[Work], tuple[Result, ...]], chunks: Iterable[Work], executor: Executor | None
) -> Iterator[Result]:
    """The results of all chunks in their order."""
    if executor is None:
        return chain.from_iterable(map(work, chunks))
    return chain.from_iterable(in_order(lambda chunk: executor.submit(work, chunk), chunks, AHEAD))


def merge(
    ground: Groundwork, results: Iterable[PairResult], reuse: Iterable[ReuseResult], vocabulary: Vocabulary
) -> Comparison:
    """Join what was found between pairs with what can be said of each document.

    Args:
        ground: The groundwork.
        results: One result for each of its tasks, in any order.
        reuse: One result for each document, in any order.
        vocabulary: For the id of the baseline.

    Returns:
        The comparison, its entries packed.
    """
    found = {(result.one, result.other): result for result in results}
    order = [record.id for record in ground.records]
    links: dict[str, list[bytes]] = {policy: [] for policy in order}
    differences: dict[str, list[bytes]] = {policy: [] for policy in order}
    for task in ground.tasks:
        result = found[task.one, task.other]
        # Tasks come in record order, so that a policy meets the earlier ones first.
        links[task.one].append(result.there)
        links[task.other].append(result.back)
        differences[task.one].append(result.differences)
    measured = {result.policy: result for result in reuse}
    own = {policy: measured[policy] for policy in order}
    document_reuse = Packed(DocumentReuse, {policy: (held.document,) for policy, held in own.items()}, len(own))
    return Comparison(
        baseline=vocabulary.baseline if vocabulary.baseline in order else None,
        links=Packed(Link, links, sum(result.links for result in found.values())),
        cells=ground.coverage.cells,
        gaps=ground.coverage.gaps,
        additions=ground.coverage.additions,
        item_reuse=Packed(
            ItemReuse,
            {policy: (held.items,) for policy, held in own.items()},
            sum(held.measured for held in own.values()),
        ),
        document_reuse=document_reuse,
        differences=Packed(Difference, differences, sum(result.marked for result in found.values())),
        pairs=tuple(_summaries(ground, found, document_reuse)),
    )


def _summaries(
    ground: Groundwork, found: Mapping[tuple[str, str], PairResult], reuse: Packed[DocumentReuse]
) -> Iterator[PairSummary]:
    records = {record.id: record for record in ground.records}
    for pair in ground.pages:
        left, right = (ground.items[policy] for policy in pair)
        one, other = ((records[policy], reuse.of(policy)[0]) for policy in pair)
        kinds = found[pair].kinds if pair in found else ()
        yield summarise_pair(one, other, [(left[a], right[b], kind) for a, b, kind in kinds])
