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
from functools import cached_property, partial
from itertools import chain, combinations
from typing import TypeVar

from generator.compare.abstracts import Abstract, from_bytes, make_abstract
from generator.compare.abstracts import to_bytes as abstract_to_bytes
from generator.compare.by_document import ByDocument, hash_records
from generator.compare.coverage import cover, cover_baseline
from generator.compare.items import record_order
from generator.compare.kept import PairCache, framed, take_kept, to_bytes, unframed
from generator.compare.pairs import Linked, Party, summarise_pair
from generator.compare.pairwise import Chunk, PairResult, PairTask, compare_chunk, in_turns
from generator.compare.partners import Pair, Partners, choose_partners
from generator.compare.provisions import Labels, Provisions
from generator.compare.reuse_chunks import ReuseResult, cut_reuse, measure_chunk
from generator.compare.reuse_kept import KeptReuse
from generator.compare.subjects import Profile, are_related
from generator.compare.taught import Taught, pick_teachers, teach
from generator.compare.titles import names_of_place
from generator.models import (
    Addition,
    Cell,
    Comparison,
    Difference,
    DocumentReuse,
    Gap,
    ItemReuse,
    Link,
    LinkType,
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
        provisions: Their items.
        abstracts: What has to be known of each of them, by policy id.
        taught: What was learned from the corpus.
        tasks: The pairs to compare, in record order.
        pages: The pairs with a page of their own, in record order.
        coverage: Packed cells, gaps and additions.
    """

    records: Sequence[PolicyRecord]
    provisions: Provisions
    abstracts: Mapping[str, Abstract]
    taught: Taught
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
    digests = {policy: abstract.digest for policy, abstract in ground.abstracts.items()}
    found, left = take_kept(cache, ground.tasks, digests, ground.taught.fingerprint)
    keys = {(task.one, task.other): key for task, key in left.items()}
    chunks = (
        Chunk(tasks, {policy: ground.provisions.packed(policy) for task in tasks for policy in (task.one, task.other)})
        for tasks in in_turns(tuple(left), CHUNK)
    )
    for result in _results(partial(compare_chunk, ground.taught.learned), chunks, executor):
        if cache is not None:
            cache.put(keys[result.one, result.other], to_bytes(result))
        found.append(result)
        progress("compare", count + count * len(found) // len(ground.tasks), 2 * count)
    texts = {policy: abstract.texts for policy, abstract in ground.abstracts.items()}
    kept = KeptReuse(cache, {record.id: record_order(record) for record in records}, texts, ground.provisions.of)
    levels = {record.id: record.jurisdiction.level for record in records}
    chunks_left = cut_reuse(levels, kept.wording, ground.provisions.of, MEASURED, kept.left)
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
    held = {record.id: record for record in records}
    hashes = hash_records(records, cache)
    teachers = pick_teachers(held)
    # Places say nothing but how a title calls its own, which is told for each document.
    words = vocabulary.model_dump_json(exclude={"places"})
    taught, provisions = teach(
        Labels(held, vocabulary),
        teachers,
        cache,
        lambda: "\n".join((words, *(f"{policy} {hashes[policy]}" for policy in teachers))),
    )
    sums = ByDocument(cache, "abstracts", lambda: f"{words} {taught.of_documents}")
    cells = ByDocument(cache, "coverage", lambda: f"{words} {sorted(taught.reliable)}")
    matrix = _Matrix(held, hashes, provisions, vocabulary, cells)
    abstracts: dict[str, Abstract] = {}
    for record in records:
        abstracts[record.id] = _abstract(record, hashes[record.id], provisions, taught, vocabulary, sums)
        matrix.add(record)
    sums.keep()
    cells.keep()
    profiles = {policy: abstract.profile for policy, abstract in abstracts.items()}
    cited = {policy: abstract.rests_on for policy, abstract in abstracts.items()}
    partners = choose_partners(records, profiles, cited, focus, asked)
    shown = {domain: shown_side_by_side(present) for domain, present in matrix.present.items()}
    tasks = tuple(_tasks(list(held), partners, shown, profiles))
    return Groundwork(records, provisions, abstracts, taught, tasks, partners.pages, matrix.packed())


def _abstract(
    record: PolicyRecord, hashed: str, provisions: Provisions, taught: Taught, vocabulary: Vocabulary, kept: ByDocument
) -> Abstract:
    names = repr(sorted(names_of_place(record, vocabulary)))
    made: list[Abstract] = []

    def make() -> bytes:
        made.append(make_abstract(record, provisions.of(record.id), taught.subjects, vocabulary))
        return abstract_to_bytes(made[0])

    content = kept.of(record.id, (hashed, names), make)
    return made[0] if made else from_bytes(content)


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


class _Matrix:
    """The matrix, document by document, and for each domain the policies with provisions on it, with their levels."""

    def __init__(
        self,
        records: Mapping[str, PolicyRecord],
        hashes: Mapping[str, str],
        provisions: Provisions,
        vocabulary: Vocabulary,
        kept: ByDocument,
    ) -> None:
        self.present: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        self._provisions, self._vocabulary, self._hashes, self._kept = provisions, vocabulary, hashes, kept
        self._national = records.get(vocabulary.baseline or "")
        # The cells of others rest on the baseline too, which is told for each document.
        self._base = "" if self._national is None else hashes[self._national.id]
        self._parts: dict[str, tuple[bytes, bytes, bytes]] = {}
        self._gaps = self._additions = 0

    @cached_property
    def _baseline(self) -> Mapping[str, Cell] | None:
        national = self._national
        return (
            None if national is None else cover_baseline(national, self._provisions.of(national.id), self._vocabulary)
        )

    def add(self, record: PolicyRecord) -> None:
        """Take in a document."""
        content = self._kept.of(record.id, (self._hashes[record.id], self._base), partial(self._covered, record))
        head, rest = unframed(content)
        domains, counts, sizes = json.loads(head)
        for domain in domains:
            self.present[domain].append((record.id, record.jurisdiction.level))
        self._gaps, self._additions = self._gaps + counts[0], self._additions + counts[1]
        self._parts[record.id] = (rest[: sizes[0]], rest[sizes[0] : sum(sizes)], rest[sum(sizes) :])

    def _covered(self, record: PolicyRecord) -> bytes:
        """A document's part, behind a head: domains with provisions, numbers of gaps and additions, sizes."""
        found = cover(record, self._provisions.of(record.id), self._vocabulary, self._baseline)
        packed = (pack(Cell, found.cells), pack(Gap, found.gaps), pack(Addition, found.additions))
        domains = [cell.domain for cell in found.cells if cell.state == "present"]
        head = [domains, [len(found.gaps), len(found.additions)], [*map(len, packed[:2])]]
        return framed(json.dumps(head).encode(), *packed)

    def packed(self) -> PackedCoverage:
        """The matrix."""
        cells, missing, more = ({policy: (part[at],) for policy, part in self._parts.items()} for at in range(3))
        return PackedCoverage(
            Packed(Cell, cells, len(self._parts) * len(self._vocabulary.domains)),
            Packed(Gap, missing, self._gaps),
            Packed(Addition, more, self._additions),
        )


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
    for pair in ground.pages:
        left, right = (ground.abstracts[policy] for policy in pair)
        one, other = (
            Party(policy, held.items[: held.tasks], reuse.of(policy)[0])
            for policy, held in zip(pair, (left, right), strict=True)
        )
        kinds = found[pair].kinds if pair in found else ()
        yield summarise_pair(one, other, _between_tasks(left, right, kinds))


def _between_tasks(left: Abstract, right: Abstract, kinds: Iterable[tuple[int, int, LinkType]]) -> Iterator[Linked]:
    for one, other, kind in kinds:
        if one < left.tasks and other < right.tasks:
            yield left.items[one], right.items[other], kind
