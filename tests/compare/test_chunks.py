"""A large corpus is compared in chunks: the same result wherever and in whatever portions it is worked on."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from itertools import chain
from pathlib import Path

import pytest

from generator.compare import compare
from generator.compare import runs as verbatim
from generator.compare.chosen import merge, prepare
from generator.compare.items import Item, make_items
from generator.compare.pairwise import Chunk, PairResult, compare_chunk, in_turns
from generator.compare.provisions import packed_items
from generator.compare.reuse_chunks import FIELDS, cut_reuse, measure_chunk, wording_of
from generator.compare.runs import MINIMUM, SharedText, find_pair_runs, find_runs, find_shingles
from generator.holdings import Corpus
from generator.models import Comparison
from generator.models.kinds import Level
from generator.models.limits import COLUMNS, COUNTERPARTS, PAIR_PAGES, PARTNERS, PASSAGE_HOMES
from generator.models.order import record_order
from generator.models.packed import Packed
from generator.pipeline import read_corpus
from tests.benchmarks.corpus import SHORT, write_knowledge_base
from tests.compare.support import record, vocabulary


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder: Path = tmp_path_factory.mktemp("chunks") / "made"
    return read_corpus(write_knowledge_base(folder, 24, sizes=SHORT))


@pytest.fixture(scope="module")
def comparison(corpus: Corpus) -> Comparison:
    return compare(corpus.records, corpus.vocabulary)


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_the_size_of_chunks_and_the_order_of_results_do_not_matter(
    corpus: Corpus, comparison: Comparison, size: int
) -> None:
    ground = prepare(sorted(corpus.records, key=record_order), corpus.vocabulary, ())
    results: list[PairResult] = []
    for tasks in in_turns(ground.tasks, size):
        assert len(tasks) <= size
        items = {policy: ground.provisions.packed(policy) for task in tasks for policy in (task.one, task.other)}
        results += compare_chunk(ground.taught.learned, Chunk(tasks, items))
    assert sorted((r.one, r.other) for r in results) == sorted((t.one, t.other) for t in ground.tasks)
    random.Random(size).shuffle(results)  # noqa: S311 - any order will do
    levels = {entry.id: entry.jurisdiction.level for entry in ground.records}
    wording = {policy: wording_of(ground.provisions.of(policy)) for policy in levels}
    chunks = cut_reuse(levels, wording, ground.provisions.packed, size, frozenset(levels))
    reuse = [result for chunk in chunks for result in measure_chunk(chunk)]
    random.Random(size).shuffle(reuse)  # noqa: S311 - any order will do
    assert merge(ground, results, reuse, corpus.vocabulary) == comparison


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_an_executor_gives_the_same(corpus: Corpus, comparison: Comparison, pool: Callable[[int], Executor]) -> None:
    shuffled = list(corpus.records)
    random.Random(1).shuffle(shuffled)  # noqa: S311 - any order will do
    with pool(2) as executor:
        assert compare(shuffled, corpus.vocabulary, executor=executor) == comparison


def test_what_is_packed_is_what_was_found(corpus: Corpus, comparison: Comparison) -> None:
    order = [entry.id for entry in sorted(corpus.records, key=record_order)]
    links = comparison.links
    assert isinstance(links, Packed)
    assert len(links) == len(tuple(links)) > 0
    assert [link.from_.policy for link in links] == sorted((link.from_.policy for link in links), key=order.index)
    for policy in order[:3]:
        assert links.of(policy) == tuple(link for link in links if link.from_.policy == policy)
    ends = Counter((link.from_, link.to, link.type, link.score) for link in links)
    assert all(count == 1 for count in ends.values())
    assert all((to, from_, kind, score) in ends for from_, to, kind, score in ends), "each link both ways"
    again = Comparison.model_validate_json(comparison.model_dump_json())
    assert again.links == tuple(links)
    assert again.cells == tuple(comparison.cells)


def test_what_is_told_of_the_cells_is_what_they_say(corpus: Corpus, comparison: Comparison) -> None:
    cells = comparison.cells
    assert isinstance(cells, Packed)
    assert cells.told == {
        record.id: tuple(
            [cell.domain for cell in cells.of(record.id) if cell.shown == shown] for shown in ("present", "within")
        )
        for record in corpus.records
    }
    assert any(on for on, _ in cells.told.values())
    assert any(within for _, within in cells.told.values())


def test_links_of_a_large_corpus_stay_within_the_limits(corpus: Corpus, comparison: Comparison) -> None:
    pages = {(pair.a, pair.b) for pair in comparison.pairs}
    assert 0 < len(pages) <= PAIR_PAGES
    beside = {(d.base.policy, d.other.policy) for d in comparison.differences} - pages
    assert len(beside) <= COLUMNS * (COLUMNS - 1) // 2 * len(corpus.vocabulary.domains)
    pairs = {frozenset((link.from_.policy, link.to.policy)) for link in comparison.links}
    columns = COLUMNS * (COLUMNS - 1) // 2 * len(corpus.vocabulary.domains)
    assert len(pairs) <= PARTNERS * len(corpus.records) + columns
    best = Counter((link.from_.policy, link.from_.item, link.to.policy) for link in comparison.links)
    assert sum(best.values()) <= (COUNTERPARTS + 1) * len(best)


def _shared(items: Sequence[Item]) -> SharedText:
    texts = [item.folded.text if item.official else "" for item in items]
    return SharedText(texts, [item.ref.policy for item in items], PASSAGE_HOMES)


def test_a_shared_passage_leads_to_the_first_documents_that_hold_it() -> None:
    text = "建立健全守信激励与失信惩戒机制"
    items = make_items([record(f"d{n}", [("1", "甲", None, "task", f"{n}{text}{n}")]) for n in range(9)], vocabulary())
    shared = _shared(items)
    for number in range(9):
        found = shared.runs_of(number)
        assert {length for *_, length in found} == {len(text)}
        assert [other for _, other, *_ in found][:PASSAGE_HOMES] == [n for n in range(9) if n != number][:PASSAGE_HOMES]
        assert len(found) <= PASSAGE_HOMES + 1


@pytest.mark.parametrize("bundle", [1, 7, 500])
def test_passages_are_found_in_however_many_bundles_they_are_looked_through(
    corpus: Corpus, bundle: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = make_items(corpus.records, corpus.vocabulary)
    whole = _shared(items)
    monkeypatch.setattr(verbatim, "BUNDLE", bundle)
    cut_up = _shared(items)
    found = [whole.runs_of(number) for number in range(len(items))]
    assert [cut_up.runs_of(number) for number in range(len(items))] == found
    assert sum(map(len, found)) > 500


def test_what_is_measured_leads_to_the_first_few_documents_however_many_hold_a_passage() -> None:
    text = "建立健全守信激励与失信惩戒机制"
    items = {
        f"d{n}": make_items([record(f"d{n}", [("1", "甲", None, "task", f"{n}{text}{n}")])], vocabulary())
        for n in range(9)
    }
    wording = {policy: wording_of(held) for policy, held in items.items()}
    levels: dict[str, Level] = dict.fromkeys(items, "county")
    packed = {policy: packed_items(held) for policy, held in items.items()}
    (chunk,) = cut_reuse(levels, wording, packed.__getitem__, len(items), frozenset(items))
    led_to = {
        task.policy: [chunk.ends[number][0] for runs in task.runs for number in runs[1::FIELDS]] for task in chunk.tasks
    }
    for policy, found in led_to.items():
        first = [other for other in items if other != policy]
        assert found == first[: len(found)]
        assert PASSAGE_HOMES <= len(found) <= PASSAGE_HOMES + 1 < len(first)


def test_a_repeated_phrase_leads_to_its_first_place_and_a_longer_passage_is_found_whole() -> None:
    phrase, more = "建立健全守信激励与失信惩戒机制", "并且定期向社会公布"
    texts = {"a": (f"{phrase}甲", f"乙{phrase}{more}"), "b": (f"丙{phrase}{more}丁",)}
    records = [
        record(name, [(str(n), "题", None, "task", text) for n, text in enumerate(held)])
        for name, held in texts.items()
    ]
    found = _shared(make_items(records, vocabulary())).runs_of(2)
    whole = len(phrase + more)
    assert found == [(1, 0, 0, len(phrase)), (1, 1, 1, whole)]


def test_every_character_that_stands_elsewhere_counts(corpus: Corpus, comparison: Comparison) -> None:
    items = make_items(sorted(corpus.records, key=record_order), corpus.vocabulary)
    covered: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for pair, runs in find_runs(items).items():
        for number, side in zip(pair, ("left", "right"), strict=True):
            ref = items[number].ref
            for run in runs:
                start = getattr(run, side)
                covered[ref.policy, ref.item].update(range(start, start + run.length))
    assert {(entry.policy, entry.item): entry.shared_chars for entry in comparison.item_reuse} == {
        (entry.policy, entry.item): len(covered[entry.policy, entry.item]) for entry in comparison.item_reuse
    }
    assert covered


def _of(records: list[str]) -> tuple[Item, ...]:
    return make_items([record("a", [(str(n), "甲", None, "task", t) for n, t in enumerate(records)])], vocabulary())


def test_two_documents_share_the_runs_that_all_of_them_share() -> None:
    phrase, other = "建立健全守信激励机制", "完善失信联合惩戒的制度规则"
    left, right = [f"{phrase}和{phrase}。", f"另{other}"], [f"{other}，{phrase}", f"新{phrase}"]
    one, two = _of(left), _of(right)
    together = make_items(
        [
            record(name, [(str(n), "甲", None, "task", text) for n, text in enumerate(texts)])
            for name, texts in (("a", left), ("b", right))
        ],
        vocabulary(),
    )
    found = find_pair_runs(one, find_shingles(one), two, find_shingles(two))
    assert {(a, b + len(one)): runs for (a, b), runs in found.items()} == find_runs(together)
    assert all(run.length >= MINIMUM for run in chain.from_iterable(found.values()))
