"""What is kept of compared pairs changes nothing but the time: with it and without it the same is found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import FunctionType
from typing import Any, NamedTuple

import pytest

from generator.compare import (
    all_leftovers,
    chosen,
    compare,
    find_leftovers,
    leftovers_kept,
    partners,
    provisions,
    survey,
    taught,
)
from generator.compare.chosen import prepare
from generator.compare.coverage import cover
from generator.compare.items import label_provisions
from generator.compare.kept import from_bytes, pair_keys, to_bytes
from generator.compare.learned import Learned
from generator.compare.pairwise import Chunk, PairResult, PairTask, compare_chunk, digest
from generator.holdings import Corpus
from generator.models import Comparison, Leftover, PolicyRecord
from generator.models.order import record_order
from generator.models.packed import Piece
from generator.pipeline import compare_corpus, read_corpus
from generator.progress import silent
from generator.spill import Spill, Spilled
from generator.vocabulary import Place, Vocabulary
from tests.benchmarks.corpus import SHORT, write_knowledge_base
from tests.compare.support import Memory, noting

COUNT = 16


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("kept") / "made"
    write_knowledge_base(folder, COUNT, sizes=SHORT)
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
    kinds = "what was learned, abstracts, the matrix, likenesses and items; the pairs; text reuse, runs and their list"
    assert len(cache) == 5 + len(every) + 2 * COUNT + 1, kinds
    compared.clear()
    assert _same(compare(corpus.records, corpus.vocabulary, cache=cache), plain)
    assert compared == []


def test_after_one_document_more_only_pairs_that_changed_are_compared(
    corpus: Corpus, compared: list[PairTask], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taught, "LEARNED_FROM", 8)
    teachers = taught.pick_teachers(record.id for record in corpus.records)
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
    zero, one, two, likeness, three, four, five, *_, items = cache
    sound = dict(cache)
    cache |= {
        zero: b"x",
        one: b"",
        two: cache[two][:-1],
        likeness: cache[likeness][:-9],
        three: bytes([cache[three][0] ^ 1]) + cache[three][1:],
        four: b"x",
        five: b"",
        items: cache[items][:-1],
    }
    compared.clear()
    assert _same(compare(corpus.records, corpus.vocabulary, cache=cache), plain)
    assert len(compared) == 3, "the first entries are what was learned, the abstracts, the matrix and likenesses"
    assert cache == sound
    # Where nothing else is lost, the items of few are asked for, and the result does not rest on who is.
    cache[items] = b"x"
    assert _same(compare(corpus.records, corpus.vocabulary, cache=cache), plain)


def test_an_entry_holds_all_of_a_result_and_every_change_has_another_key(corpus: Corpus) -> None:
    ground = prepare(sorted(corpus.records, key=record_order), corpus.vocabulary)
    task = next(task for task in ground.tasks if task.paged)
    items = {policy: ground.provisions.of(policy) for policy in (task.one, task.other)}
    packed = {policy: ground.provisions.packed(policy) for policy in items}
    (result,) = compare_chunk(ground.taught.learned, Chunk((task,), packed))
    assert result.links and result.marked and result.kinds
    assert from_bytes(task, to_bytes(result)) == result
    item = items[task.other][0]
    digests = {policy: digest(held) for policy, held in items.items()}
    edited = {**digests, task.other: digest((replace(item, text=item.text + "。"), *items[task.other][1:]))}
    learned = ground.taught.learned
    weights = replace(learned.weights, of={**learned.weights.of, "新词": 0.5})
    variants = [
        (task, digests, learned),
        (replace(task, whole=not task.whole), digests, learned),
        (replace(task, paged=False), digests, learned),
        (replace(task, domains=("other",)), digests, learned),
        (task, edited, learned),
        (task, digests, replace(learned, weights=weights)),
    ]
    keys = {key for tasks, told, known in variants for _, key in pair_keys([tasks], told, known.fingerprint)}
    assert len(keys) == len(variants)


def test_what_was_learned_is_kept_to_the_last_digit(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    ordered = sorted(corpus.records, key=record_order)
    cache = Memory()
    plain = prepare(ordered, corpus.vocabulary, cache=cache)
    monkeypatch.setattr(taught, "learn", None)
    again = prepare(ordered, corpus.vocabulary, cache=cache)
    assert again.taught == plain.taught
    assert again.taught.fingerprint == plain.taught.learned.fingerprint == again.taught.learned.fingerprint
    assert again.abstracts == plain.abstracts


def test_what_is_said_of_a_document_alone_is_found_again_only_where_it_changed(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(survey, "cover", noting(asked, cover))
    monkeypatch.setattr(leftovers_kept, "find_leftovers", noting(asked, find_leftovers))
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
    assert len(held) == 5 + len(compared) + 2 * COUNT + 1 + 1, "as in memory, and the leftovers"
    stray = folder / held[0].parent / ".new-left-behind"
    stray.write_bytes(b"half")
    compared.clear()
    assert _same(compare_corpus(corpus, cached_in=root), plain)
    assert compared == []
    assert sorted(path.relative_to(folder) for path in folder.glob("*/*")) == held
    fewer = replace(corpus, records=corpus.records[:-1])
    for _ in range(2):
        compare_corpus(fewer, cached_in=root, tidying=False)
    assert set(held) <= {path.relative_to(folder) for path in folder.glob("*/*")}, "a build may be at work"
    # What the first of two runs asked for stays till the second.
    for _ in range(2):
        compare_corpus(fewer, cached_in=root)
    left = {path.relative_to(folder) for path in folder.glob("*/*")}
    assert 0 < len(left) < len(held)


FEW = 9


"""Documents of a knowledge base that is taken for a large one, to be compared many times over."""


Held = tuple[list[PolicyRecord], Vocabulary]


class Few(NamedTuple):
    """See the fixture `few`."""

    records: list[PolicyRecord]
    words: Vocabulary
    found: Comparison
    kept: Memory


@pytest.fixture(scope="module")
def few(corpus: Corpus) -> Iterator[Few]:
    """Some documents, four of which are learned from, what comparing them found and what it kept."""
    records = sorted(corpus.records, key=record_order)[:FEW]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("generator.compare.ALL_COMPARED", 3)
        patched.setattr(partners, "ALL_COMPARED", 3)
        patched.setattr(taught, "LEARNED_FROM", 4)
        cache = Memory()
        found = compare(records, corpus.vocabulary, cache=cache)
        yield Few(records, corpus.vocabulary, found, cache)


def _retold(records: list[PolicyRecord], *, teacher: bool) -> list[PolicyRecord]:
    """A provision of a document says one word more."""
    teachers = taught.pick_teachers(record.id for record in records)
    at = next(at for at, record in enumerate(records) if (record.id in teachers) == teacher)
    tasks = records[at].tasks
    task = tasks[1].model_copy(update={"text": tasks[1].text.replace("，", "，切实加强政府采购领域诚信建设，", 1)})
    edited = records[at].model_copy(update={"tasks": (tasks[0], task, *tasks[2:])})
    return [*records[:at], edited, *records[at + 1 :]]


def _other_words(records: list[PolicyRecord], vocabulary: Vocabulary) -> Vocabulary:
    """The domain that most provisions touch loses its cues."""
    held = Counter(domain.id for record in records for task in record.tasks for domain in task.domains.secondary)
    ((most, _),) = held.most_common(1)
    domains = [
        domain.model_copy(update={"cues": domain.cues[:1]}) if domain.id == most else domain
        for domain in vocabulary.domains
    ]
    return vocabulary.model_copy(update={"domains": tuple(domains)})


@pytest.mark.parametrize(
    "change",
    [
        lambda records, words: (_retold(records, teacher=False), words),
        lambda records, words: (_retold(records, teacher=True), words),
        lambda records, words: (records[:2] + records[3:], words),
        lambda records, words: ([*records, records[4].model_copy(update={"id": "a-twin"})], words),
        lambda records, words: (records, _other_words(records, words)),
        lambda records, words: (records, words.model_copy(update={"baseline": records[0].id})),
    ],
    ids=["an edit", "a teacher", "one gone", "one more", "vocabulary", "baseline"],
)
def test_after_any_change_the_same_is_found_as_from_nothing(
    few: Few, change: Callable[[list[PolicyRecord], Vocabulary], Held]
) -> None:
    changed, vocabulary = change(few.records, few.words)
    plain = compare(changed, vocabulary)
    assert _same(compare(changed, vocabulary, cache=Memory(few.kept)), plain)
    assert not _same(few.found, plain)


def test_where_a_place_is_called_otherwise_titles_are_read_again(few: Few) -> None:
    records, words, _, kept = few
    last = records[-1]
    assert last.title is not None
    place = Place(id=last.jurisdiction.id, name=last.title[-10:-4], short=last.title[-6:-4], level="county")
    others = (entry for entry in words.places if entry.id != place.id)
    renamed = words.model_copy(update={"places": (*others, place)})
    found = prepare(records, renamed, cache=Memory(kept)).abstracts
    assert found == prepare(records, renamed, cache=Memory()).abstracts
    before = prepare(records, words, cache=Memory(kept)).abstracts
    assert {policy for policy in found if found[policy] != before[policy]} >= {last.id}


def test_after_an_edit_only_the_document_is_labelled(
    few: Few, compared: list[PairTask], monkeypatch: pytest.MonkeyPatch
) -> None:
    records, words, _, kept = few
    labelled: list[str] = []
    monkeypatch.setattr(provisions, "label_provisions", noting(labelled, label_provisions))
    compare(records, words, cache=Memory(kept))
    assert labelled == []
    changed = _retold(records, teacher=False)
    compare(changed, words, cache=Memory(kept))
    (edited,) = {record.id for record, before in zip(changed, records, strict=True) if record != before}
    assert labelled == [edited]
    assert {edited} < {policy for task in compared for policy in (task.one, task.other)}, "compared with another"


def test_items_are_the_same_when_they_were_packed(corpus: Corpus) -> None:
    held = {record.id: record for record in corpus.records}
    made = provisions.Provisions(provisions.Labels(held, corpus.vocabulary), frozenset(range(0, 2000, 2)))
    for policy in held:
        items = made.of(policy)
        assert items
        # What is worked out of an item when somebody asks is no part of it.
        assert [item.bigrams and item.matters for item in items]
        packed = provisions.packed_items(items)
        assert provisions.unpacked_items(packed) == items
        assert provisions.packed_items(provisions.unpacked_items(packed)) == packed == made.packed(policy)


def test_items_made_in_this_run_wait_where_they_are_laid_down(corpus: Corpus, tmp_path: Path) -> None:
    held = {record.id: record for record in corpus.records}
    whole = provisions.Provisions(provisions.Labels(held, corpus.vocabulary), frozenset(range(0, 2000, 2)))
    spill = Spill(tmp_path)
    laid: list[Piece] = []

    def lay(content: bytes) -> Piece:
        laid.append(spill.lay(content))
        return laid[-1]

    waiting = provisions.Provisions(provisions.Labels(held, corpus.vocabulary), whole.reliable, lay)
    elsewhere, *others = held
    waiting.put(elsewhere, whole.packed(elsewhere))
    for policy in (*others, *held):
        assert waiting.of(policy) == whole.of(policy)
        assert waiting.packed(policy) == whole.packed(policy)
    assert len(laid) == len(held) and all(isinstance(piece, Spilled) for piece in laid)


def test_portions_of_documents_are_looked_at_elsewhere_with_the_same_result(
    corpus: Corpus, few: Few, monkeypatch: pytest.MonkeyPatch
) -> None:
    records, words, plain, _ = few
    left_over = all_leftovers(records, corpus.sources, words, None, silent, None)
    monkeypatch.setattr(survey, "PORTION", 2)
    monkeypatch.setattr(leftovers_kept, "PORTION", 2)
    done: list[Any] = []
    with ProcessPoolExecutor(1) as pool:
        submit = pool.submit
        monkeypatch.setattr(pool, "submit", lambda work, *told: done.append(work) or submit(work, *told))
        assert _same(compare(records, words, executor=pool), plain)
        assert all_leftovers(records, corpus.sources, words, None, silent, None, pool) == left_over
    names = Counter(work.__name__ for work in done if isinstance(work, FunctionType))
    assert names["_survey_portion"] == (FEW - 4 + 1) // 2, "what is learned from is at hand"
    assert names["_search_portion"] == (FEW + 1) // 2
