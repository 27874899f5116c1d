"""A large corpus: chosen pairs of documents, worked on in chunks, and what can be said of each document alone.

`prepare` makes what all chunks share, `pairwise.compare_chunk` works on a chunk, `merge` joins the results. A chunk's
result depends neither on the other chunks nor on where it is worked on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from itertools import chain, combinations
from typing import TypeVar

from generator.collecting import give_back
from generator.compare.abstracts import Abstract, from_bytes
from generator.compare.by_document import ByDocument, hash_records
from generator.compare.coverage import cover_baseline
from generator.compare.kept import PairCache, laid, take_kept, to_bytes
from generator.compare.matrix import Matrix, PackedCoverage
from generator.compare.pairs import Linked, Party, summarise_pair
from generator.compare.pairwise import Chunk, PairResult, PairTask, compare_chunk, in_turns
from generator.compare.partners import Pair, Partners, choose_partners
from generator.compare.provisions import Labels, Provisions
from generator.compare.provisions_kept import KeptProvisions
from generator.compare.reuse_chunks import ReuseResult, Wording, cut_reuse, measure_chunk, wording_of
from generator.compare.reuse_kept import KeptReuse
from generator.compare.subjects import Profile, are_related
from generator.compare.survey import Surveyed, Terms, survey_all
from generator.compare.taught import Taught, pick_teachers, teach
from generator.compare.titles import names_of_place
from generator.models import (
    Comparison,
    Difference,
    DocumentReuse,
    ItemReuse,
    Link,
    LinkType,
    PairSummary,
    PolicyRecord,
)
from generator.models.limits import shown_side_by_side
from generator.models.order import record_order
from generator.models.packed import ALONE, Packed, Piece
from generator.models.passing import let_go
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
        parts: These as they are kept.
        abstracts: What has to be known of each of them, by policy id.
        wording: The wording of those that were looked at.
        taught: What was learned from the corpus.
        tasks: The pairs to compare, in record order.
        pages: The pairs with a page of their own, in record order.
        compared: The pairs all of whose provisions are compared, in record order.
        coverage: Packed cells, gaps and additions.
    """

    records: Sequence[PolicyRecord]
    provisions: Provisions
    parts: KeptProvisions
    abstracts: Mapping[str, Abstract]
    wording: Mapping[str, Wording]
    taught: Taught
    tasks: tuple[PairTask, ...]
    pages: tuple[Pair, ...]
    compared: tuple[Pair, ...]
    coverage: PackedCoverage

    def wording_of(self, policy: str) -> Wording:
        """The wording of a document."""
        held = self.wording.get(policy)
        return wording_of(self.provisions.of(policy)) if held is None else held


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
    ground = prepare(records, vocabulary, focus, asked, cache, executor)
    # Records were unpacked to learn from them; comparing asks for provisions.
    let_go()
    give_back()
    found, coming = _compared(ground, cache, executor)
    texts = {policy: abstract.texts for policy, abstract in ground.abstracts.items()}
    # Looked at while others compare.
    kept = KeptReuse(cache, {record.id: record_order(record) for record in records}, texts, ground.wording_of)
    for result in coming:
        found.append(result)
        progress("compare", count + count * len(found) // len(ground.tasks), 2 * count)
    # What results came in is free by now; looking up what documents share needs most of all.
    give_back()
    levels = {record.id: record.jurisdiction.level for record in records}
    chunks = cut_reuse(levels, kept.wording, ground.provisions.packed, MEASURED, kept.left, kept.runs_of)
    reuse = (*kept.kept, *map(kept.laid, _results(measure_chunk, chunks, executor)))
    kept.keep(reuse)
    ground.parts.keep(ground.provisions)
    comparison = merge(ground, found, reuse, vocabulary)
    progress("compare", 2 * count, 2 * count)
    return comparison


def describe(
    records: Sequence[PolicyRecord], vocabulary: Vocabulary, cache: PairCache, executor: Executor | None
) -> None:
    """Keep what has to be known of all documents before two of them are compared, for `compare_chosen` to take.

    Args:
        records: Records in record order.
        vocabulary: See there, as for the others.
        cache: See there.
        executor: See there.
    """
    ground = prepare(records, vocabulary, cache=cache, executor=executor)
    ground.parts.keep(ground.provisions)


def _compared(
    ground: Groundwork, cache: PairCache | None, executor: Executor | None
) -> tuple[list[PairResult], Iterator[PairResult]]:
    """The results that were kept, and those of the pairs left, which are begun at once and kept as they come."""
    digests = {policy: abstract.digest for policy, abstract in ground.abstracts.items()}
    found, left = take_kept(cache, ground.tasks, digests, ground.taught.fingerprint)
    keys = {(task.one, task.other): key for task, key in left.items()}
    chunks = (
        Chunk(tasks, {policy: ground.provisions.packed(policy) for task in tasks for policy in (task.one, task.other)})
        for tasks in in_turns(tuple(left), CHUNK)
    )
    results = _results(partial(compare_chunk, ground.taught.learned), chunks, executor)
    return found, (_put(result, keys[result.one, result.other], cache) for result in results)


def _put(result: PairResult, key: str, cache: PairCache | None) -> PairResult:
    """A result, kept if there is a cache."""
    if cache is None:
        return result
    cache.put(key, to_bytes(result))
    return laid(result, cache)


def prepare(
    records: Sequence[PolicyRecord],
    vocabulary: Vocabulary,
    focus: Collection[str] = (),
    asked: Collection[Pair] = (),
    cache: PairCache | None = None,
    executor: Executor | None = None,
) -> Groundwork:
    """Everything that needs to be known of all documents before two of them are compared.

    Args:
        records: Records in record order.
        vocabulary: Domains with their cues, and the id of the baseline.
        focus: Ids of policies that are compared with every other.
        asked: Pairs of ids that are compared.
        cache: May hold what was learned from the same documents before.
        executor: Surveys documents; None does so here.

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
    parts = KeptProvisions(cache, hashes, lambda: f"{words} {sorted(taught.reliable)}")
    abstracts, wording, matrix = _described(records, hashes, vocabulary, taught, provisions, sums, cells, executor)
    parts.give(provisions)
    profiles = {policy: abstract.profile for policy, abstract in abstracts.items()}
    cited = {policy: abstract.rests_on for policy, abstract in abstracts.items()}
    partners = choose_partners(records, profiles, cited, focus, asked, cache)
    shown = {domain: shown_side_by_side(present) for domain, present in matrix.present.items()}
    tasks = tuple(_tasks(list(held), partners, shown, profiles))
    order = {policy: number for number, policy in enumerate(held)}
    compared = tuple(sorted(partners.compared, key=lambda two: (order[two[0]], order[two[1]])))
    pages, coverage = partners.pages, matrix.packed()
    return Groundwork(records, provisions, parts, abstracts, wording, taught, tasks, pages, compared, coverage)


def _described(
    records: Sequence[PolicyRecord],
    hashes: Mapping[str, str],
    vocabulary: Vocabulary,
    taught: Taught,
    provisions: Provisions,
    sums: ByDocument,
    cells: ByDocument,
    executor: Executor | None,
) -> tuple[dict[str, Abstract], dict[str, Wording], Matrix]:
    """The abstracts of all documents, the wording of those that were looked at, and the matrix."""
    national = next((record for record in records if record.id == vocabulary.baseline), None)
    # The cells of others rest on the baseline too.
    base = "" if national is None else hashes[national.id]
    of_sums = {record.id: (hashes[record.id], _names(record, vocabulary)) for record in records}
    of_cells = {record.id: (hashes[record.id], base) for record in records}
    left = [
        record
        for record in records
        if not (sums.holds(record.id, of_sums[record.id]) and cells.holds(record.id, of_cells[record.id]))
    ]
    baseline = None
    if national is not None and left:
        baseline = cover_baseline(national, provisions.of(national.id), vocabulary)
    terms = Terms(taught.reliable, taught.subjects, baseline)
    surveyed = {found.policy: found for found in survey_all(left, provisions, vocabulary, terms, executor)}
    abstracts: dict[str, Abstract] = {}
    matrix = Matrix(vocabulary)
    for record in records:
        name = record.id
        abstracts[name] = from_bytes(sums.of(name, of_sums[name], partial(_abstract, surveyed, name)))
        matrix.add(record, cells.of(name, of_cells[name], partial(_cells, surveyed, name)))
    sums.keep()
    cells.keep()
    return abstracts, {policy: found.wording for policy, found in surveyed.items()}, matrix


def _abstract(surveyed: Mapping[str, Surveyed], policy: str) -> bytes:
    return surveyed[policy].abstract


def _cells(surveyed: Mapping[str, Surveyed], policy: str) -> bytes:
    return surveyed[policy].cells


def _names(record: PolicyRecord, vocabulary: Vocabulary) -> str:
    return repr(sorted(names_of_place(record, vocabulary)))


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
    links: dict[str, dict[str, Piece]] = {policy: {} for policy in order}
    differences: dict[str, dict[str, Piece]] = {policy: {} for policy in order}
    short: dict[str, dict[str, Piece]] = {policy: {} for policy in order}
    for task in ground.tasks:
        result = found[task.one, task.other]
        # Tasks come in record order, so that a policy meets the earlier ones first.
        links[task.one][task.other] = result.there
        links[task.other][task.one] = result.back
        differences[task.one][task.other] = result.differences
        short[task.one][task.other], short[task.other][task.one] = result.in_short
    measured = {result.policy: result for result in reuse}
    own = {policy: measured[policy] for policy in order}
    document_reuse = Packed(DocumentReuse, {policy: {ALONE: held.document} for policy, held in own.items()}, len(own))
    return Comparison(
        baseline=vocabulary.baseline if vocabulary.baseline in order else None,
        compared=ground.compared,
        links=Packed(Link, links, sum(result.links for result in found.values()), short=short),
        cells=ground.coverage.cells,
        gaps=ground.coverage.gaps,
        additions=ground.coverage.additions,
        item_reuse=Packed(
            ItemReuse,
            {policy: {ALONE: held.items} for policy, held in own.items()},
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
            Party(policy, held.items, reuse.of(policy)[0]) for policy, held in zip(pair, (left, right), strict=True)
        )
        kinds = found[pair].kinds if pair in found else ()
        yield summarise_pair(one, other, _named(left, right, kinds))


def _named(left: Abstract, right: Abstract, kinds: Iterable[tuple[int, int, LinkType]]) -> Iterator[Linked]:
    for one, other, kind in kinds:
        yield left.items[one], right.items[other], kind
