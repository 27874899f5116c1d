"""What is kept of compared pairs changes nothing but the time: with it and without it the same is found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.compare import all_leftovers, chosen, compare, find_leftovers, kept, learned, leftovers_kept
from generator.compare.chosen import prepare
from generator.compare.coverage import Coverage, cover
from generator.compare.items import record_order
from generator.compare.kept import from_bytes, pair_keys, to_bytes
from generator.compare.learned import Learned
from generator.compare.pairwise import Chunk, PairResult, PairTask, compare_chunk
from generator.holdings import Corpus
from generator.models import Comparison, Leftover, PolicyRecord
from generator.pipeline import compare_corpus, read_corpus
from generator.progress import silent
from tests.benchmarks.corpus import write_knowledge_base

COUNT = 16


class Memory(dict[str, bytes]):
    """A cache that ends with the test."""

    def put(self, key: str, content: bytes) -> None:
        self[key] = content


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("kept") / "made"
    write_knowledge_base(folder, COUNT)
    return folder


@pytest.fixture(scope="module")
def corpus(root: Path) -> Corpus:
    return read_corpus(root)


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[PairTask]:
    """The pairs that were worked on."""
    worked: list[PairTask] = []

    def watched(known: Learned, chunk: Chunk) -> tuple[PairResult, ...]:
        worked.extend(chunk.tasks)
        return compare_chunk(known, chunk)

    monkeypatch.setattr(chosen, "compare_chunk", watched)
    return worked


def _same(one: Comparison, other: Comparison) -> bool:
    return one == other and one.model_dump_json() == other.model_dump_json()


def test_with_a_full_an_empty_and_no_cache_the_same_is_found(corpus: Corpus, compared: list[PairTask]) -> None:
    plain = compare(corpus.records, corpus.vocabulary)
    every = list(compared)
    cache = Memory()
    assert _same(compare(corpus.records, corpus.vocabulary, cache=cache), plain)
    assert len(cache) == len(every) + 2 + COUNT + 1, "the pairs, what was learned, the matrix, text reuse and its list"
    compared.clear()
    assert _same(compare(corpus.records, corpus.vocabulary, cache=cache), plain)
    assert compared == []


def test_after_one_document_more_only_pairs_that_changed_are_compared(
    corpus: Corpus, compared: list[PairTask], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learned, "LEARNED_FROM", 8)
    teachers = learned.pick_teachers(corpus.records)
    new = next(record.id for record in corpus.records if record.id not in teachers)
    before = [record for record in corpus.records if record.id != new]
    cache = Memory()
    compare(before, corpus.vocabulary, cache=cache)
    first = {(task.one, task.other): task for task in compared}
    compared.clear()
    found = compare(corpus.records, corpus.vocabulary, cache=cache)
    again = [task for task in compared if first.get((task.one, task.other)) == task]
    assert again == []
    assert 0 < len(compared) < len(first)
    assert _same(found, compare(corpus.records, corpus.vocabulary))


def test_a_damaged_entry_is_made_anew(corpus: Corpus, compared: list[PairTask]) -> None:
    plain = compare(corpus.records, corpus.vocabulary)
    cache = Memory()
    compare(corpus.records, corpus.vocabulary, cache=cache)
    zero, one, two, three, four, *_ = cache
    sound = dict(cache)
    cache |= {
        zero: b"x",
        one: b"",
        two: cache[two][:-1],
        three: bytes([cache[three][0] ^ 1]) + cache[three][1:],
        four: b"x",
    }
    compared.clear()
    assert _same(compare(corpus.records, corpus.vocabulary, cache=cache), plain)
    assert len(compared) == 3, "the first entries are what was learned and the matrix"
    assert cache == sound


def test_an_entry_holds_all_of_a_result_and_every_change_has_another_key(corpus: Corpus) -> None:
    ground = prepare(sorted(corpus.records, key=record_order), corpus.vocabulary)
    task = next(task for task in ground.tasks if task.paged)
    (result,) = compare_chunk(ground.learned, Chunk((task,), ground.items))
    assert result.links and result.marked and result.kinds
    assert from_bytes(task, to_bytes(result)) == result
    item = ground.items[task.other][0]
    edited = {**ground.items, task.other: (replace(item, text=item.text + "。"), *ground.items[task.other][1:])}
    weights = replace(ground.learned.weights, of={**ground.learned.weights.of, "新词": 0.5})
    variants = [
        (task, ground.items, ground.learned),
        (replace(task, whole=not task.whole), ground.items, ground.learned),
        (replace(task, paged=False), ground.items, ground.learned),
        (replace(task, domains=("other",)), ground.items, ground.learned),
        (task, edited, ground.learned),
        (task, ground.items, replace(ground.learned, weights=weights)),
    ]
    keys = {key for tasks, items, known in variants for _, key in pair_keys([tasks], items, known)}
    assert len(keys) == len(variants)


def test_what_was_learned_is_kept_to_the_last_digit(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    ordered = sorted(corpus.records, key=record_order)
    cache = Memory()
    plain = prepare(ordered, corpus.vocabulary, cache=cache).learned
    monkeypatch.setattr(kept, "learn", None)
    again = prepare(ordered, corpus.vocabulary, cache=cache).learned
    assert again == plain
    assert again.fingerprint == plain.fingerprint


def test_what_is_said_of_a_document_alone_is_found_again_only_where_it_changed(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def covered(record: PolicyRecord, *others: Any) -> Coverage:
        asked.append(record.id)
        return cover(record, *others)

    def left_over(record: PolicyRecord, *others: Any) -> tuple[Leftover, ...]:
        asked.append(record.id)
        return find_leftovers(record, *others)

    monkeypatch.setattr(chosen, "cover", covered)
    monkeypatch.setattr(leftovers_kept, "find_leftovers", left_over)
    cache = Memory()

    def found(held: Corpus) -> tuple[Comparison, tuple[Leftover, ...]]:
        asked.clear()
        cells = compare(held.records, held.vocabulary, cache=cache)
        return cells, all_leftovers(held.records, held.sources, held.vocabulary, None, silent, cache)

    found(corpus)
    assert sorted(asked) == sorted(2 * [record.id for record in corpus.records])
    changed = corpus.records[3].model_copy(update={"text_status": "digest"})
    edited = replace(corpus, records=(*corpus.records[:3], changed, *corpus.records[4:]))
    cells, leftovers = found(edited)
    assert set(asked) == {changed.id}
    cache.clear()
    plain, leftovers_anew = found(edited)
    assert _same(cells, plain) and leftovers == leftovers_anew


def test_entries_lie_in_the_knowledge_base_and_go_when_no_longer_used(
    root: Path, corpus: Corpus, compared: list[PairTask]
) -> None:
    folder = root / ".policykb" / "compared"
    plain = compare_corpus(corpus)
    assert not folder.exists()
    compared.clear()
    assert _same(compare_corpus(corpus, cached_in=root), plain)
    held = sorted(path.relative_to(folder) for path in folder.glob("*/*"))
    assert len(held) == len(compared) + 3 + COUNT + 1, "as in memory, and the leftovers"
    stray = folder / held[0].parent / ".new-left-behind"
    stray.write_bytes(b"half")
    compared.clear()
    assert _same(compare_corpus(corpus, cached_in=root), plain)
    assert compared == []
    assert sorted(path.relative_to(folder) for path in folder.glob("*/*")) == held
    fewer = replace(corpus, records=corpus.records[:-1])
    compare_corpus(fewer, cached_in=root)
    left = {path.relative_to(folder) for path in folder.glob("*/*")}
    assert 0 < len(left) < len(held)
