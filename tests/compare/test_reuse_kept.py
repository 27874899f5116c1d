"""Text reuse that was kept: after any edit the same is found as when everything is measured anew."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest

from generator.compare import chosen, compare
from generator.compare.items import Item, make_items
from generator.compare.provisions import packed_items
from generator.compare.reuse_chunks import ReuseResult, Wording, cut_reuse, known_runs, measure_chunk, wording_of
from generator.compare.reuse_kept import STATE, KeptReuse, digest_of_texts
from generator.holdings import Corpus
from generator.models import PolicyRecord
from generator.models.order import record_order
from generator.models.packed import bytes_of
from generator.pipeline import read_corpus
from generator.vocabulary import Vocabulary
from tests.benchmarks.corpus import SHORT, write_knowledge_base
from tests.compare.support import record, vocabulary
from tests.compare.test_kept import Memory

COUNT = 18

Records = list[PolicyRecord]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder: Path = tmp_path_factory.mktemp("reuse") / "made"
    write_knowledge_base(folder, COUNT, sizes=SHORT)
    return read_corpus(folder)


def _items(records: Records, vocabulary: Vocabulary) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = {record.id: [] for record in records}
    for item in make_items(records, vocabulary):
        found[item.ref.policy].append(item)
    return found


def _kept(cache: Memory | None, ordered: Records, items: dict[str, list[Item]]) -> KeptReuse:
    texts = {policy: digest_of_texts(held) for policy, held in items.items()}

    def wording(policy: str) -> Wording:
        return wording_of(items[policy])

    return KeptReuse(cache, {record.id: record_order(record) for record in ordered}, texts, wording)


def _reuse(records: Iterable[PolicyRecord], vocabulary: Vocabulary, cache: Memory | None) -> list[ReuseResult]:
    """What is measured of each document, as `compare` does it."""
    ordered = sorted(records, key=record_order)
    items = _items(ordered, vocabulary)
    kept = _kept(cache, ordered, items)
    levels = {record.id: record.jurisdiction.level for record in ordered}
    chunks = cut_reuse(levels, kept.wording, lambda policy: packed_items(items[policy]), 8, kept.left, kept.runs_of)
    found = [*kept.kept, *map(kept.laid, chain.from_iterable(map(measure_chunk, chunks)))]
    kept.keep(found)
    at_hand = (replace(one, items=bytes_of(one.items), document=bytes_of(one.document), runs=b"") for one in found)
    return sorted(at_hand, key=lambda result: result.policy)


def test_a_passage_that_many_hold_leads_nobody_to_one_more() -> None:
    words, cache = vocabulary(), Memory()

    def holder(name: str) -> PolicyRecord:
        text = f"{name}建立健全守信激励与失信惩戒机制{name}"
        return record(name, [("1", "甲", None, "task", text)])

    many = [holder(f"d{number}") for number in range(9)]
    _reuse(many, words, cache)
    for more, left in ((holder("last"), {"last"}), (holder("a-first"), {"a-first", *(entry.id for entry in many)})):
        ordered = sorted([*many, more], key=record_order)
        assert _kept(cache, ordered, _items(ordered, words)).left == left


@pytest.fixture(scope="module")
def kept(corpus: Corpus) -> Memory:
    cache = Memory()
    _reuse(corpus.records, corpus.vocabulary, cache)
    return cache


@pytest.fixture(scope="module")
def plain(corpus: Corpus) -> list[ReuseResult]:
    return _reuse(corpus.records, corpus.vocabulary, None)


def _retold(record: PolicyRecord, task: int, text: str) -> PolicyRecord:
    tasks = list(record.tasks)
    tasks[task] = tasks[task].model_copy(update={"text": text})
    return record.model_copy(update={"tasks": tuple(tasks)})


def _edited(at: int, task: int, change: Callable[[str], str]) -> Callable[[Records], Records]:
    def edit(records: Records) -> Records:
        record = records[at]
        return [*records[:at], _retold(record, task, change(record.tasks[task].text)), *records[at + 1 :]]

    return edit


def _copied(records: Records) -> Records:
    """A late document takes a provision over from the first."""
    return _edited(len(records) - 1, 0, lambda text: text + records[0].tasks[3].text)(records)


def _anywhere(seed: int) -> Callable[[Records], Records]:
    """A few characters of some provision are gone, or a piece of another stands in their place."""

    def edit(records: Records) -> Records:
        chance = random.Random(seed)  # noqa: S311 - the same for the same seed
        for _ in range(2):
            at, other = (chance.randrange(COUNT) for _ in "12")
            task = chance.randrange(len(records[at].tasks))
            piece = chance.choice(records[other].tasks).text[: chance.choice((0, 12, 60))]
            text = records[at].tasks[task].text
            start = chance.randrange(len(text))
            end = start + chance.choice((0, 3, 20))
            records = [*records[:at], _retold(records[at], task, text[:start] + piece + text[end:]), *records[at + 1 :]]
        return records

    return edit


def _without_task(records: Records) -> Records:
    return [records[0].model_copy(update={"tasks": records[0].tasks[1:]}), *records[1:]]


def _turned(records: Records) -> Records:
    tasks = records[1].tasks
    return [records[0], records[1].model_copy(update={"tasks": (*tasks[5:], *tasks[:5])}), *records[2:]]


def _dated(records: Records) -> Records:
    """A document moves to the end of its level."""
    moved = records[8].model_copy(update={"issued_on": datetime.date(2099, 1, 1)})
    return [*records[:8], moved, *records[9:]]


def _second_hand(records: Records) -> Records:
    return [*records[:4], records[4].model_copy(update={"text_status": "digest"}), *records[5:]]


def _new(records: Records) -> Records:
    return [*records, records[6].model_copy(update={"id": "a-twin"})]


CHANGES = {
    "nothing": list,
    "one word at the end": _edited(-1 + COUNT, 2, lambda text: text.replace("，", "，切实", 1)),
    "one word at the beginning": _edited(0, 2, lambda text: text.replace("，", "，切实", 1)),
    "a text is gone": _edited(3, 1, lambda _: "此处从略。"),
    "a text is taken over": _copied,
    "a provision is gone": _without_task,
    "provisions change places": _turned,
    "a document changes places": _dated,
    "a text is second-hand": _second_hand,
    "a document is gone": lambda records: [*records[:2], *records[3:]],
    "a document is new": _new,
    "many are gone": lambda records: records[::2],
    **{f"something somewhere, {seed}": _anywhere(seed) for seed in range(4)},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_after_an_edit_the_same_is_found(
    corpus: Corpus, kept: Memory, plain: list[ReuseResult], change: Callable[[Records], Records]
) -> None:
    records = change(sorted(corpus.records, key=record_order))
    cache = Memory(kept)
    assert _reuse(records, corpus.vocabulary, cache) == _reuse(records, corpus.vocabulary, None)
    # And back again, from what this left.
    assert _reuse(corpus.records, corpus.vocabulary, cache) == plain


def test_only_what_shares_passages_with_the_edit_is_measured(corpus: Corpus, kept: Memory) -> None:
    def left(records: Records) -> frozenset[str]:
        return _kept(kept, records, _items(records, corpus.vocabulary)).left

    records = sorted(corpus.records, key=record_order)
    assert left(records) == frozenset()
    own = "与他处毫无相同之处的一句话，仅此一家，别无分号。"
    assert left(_edited(COUNT - 1, 2, lambda text: text + own)(records)) == {records[-1].id}
    assert {records[0].id, records[-1].id} <= left(_copied(records))


def test_edit_after_edit_the_same_is_found(corpus: Corpus, kept: Memory) -> None:
    cache, records = Memory(kept), sorted(corpus.records, key=record_order)
    for seed in range(10, 18):
        records = _anywhere(seed)(records)
        assert _reuse(records, corpus.vocabulary, cache) == _reuse(records, corpus.vocabulary, None)


def test_of_an_edited_document_only_the_edited_provision_is_looked_up(corpus: Corpus, kept: Memory) -> None:
    own = "与他处毫无相同之处的一句话，仅此一家，别无分号。"
    records = _edited(COUNT - 1, 2, lambda text: text + own)(sorted(corpus.records, key=record_order))
    edited, items = records[-1], _items(records, corpus.vocabulary)
    found = _kept(kept, records, items)
    known = found.runs_of(edited.id)
    names = {item.ref.item for item in items[edited.id]}
    assert names - known.keys() == {edited.tasks[2].id}
    assert sum(map(len, known.values())) > 10
    (chunk,) = cut_reuse(
        {record.id: record.jurisdiction.level for record in records},
        found.wording,
        lambda policy: packed_items(items[policy]),
        8,
        found.left,
    )
    (plain,) = measure_chunk(chunk)
    looked_up = known_runs(bytes_of(plain.runs))
    assert {name: set(runs) for name, runs in known.items()} == {name: set(looked_up[name]) for name in known}


@pytest.mark.parametrize("damage", [lambda _: b"", lambda entry: entry[:-1]], ids=["empty", "cut short"])
def test_what_a_damaged_entry_tells_of_provisions_is_looked_up(
    corpus: Corpus, kept: Memory, damage: Callable[[bytes], bytes]
) -> None:
    records = CHANGES["one word at the end"](sorted(corpus.records, key=record_order))
    cache = Memory({key: damage(entry) if key.startswith("what is shared") else entry for key, entry in kept.items()})
    assert _kept(cache, records, _items(records, corpus.vocabulary)).runs_of(records[-1].id) == {}
    assert _reuse(records, corpus.vocabulary, cache) == _reuse(records, corpus.vocabulary, None)


def test_comparing_takes_what_was_kept(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    records = sorted(corpus.records, key=record_order)[:14]
    cache = Memory()
    first = compare(records, corpus.vocabulary, cache=cache)
    monkeypatch.setattr(chosen, "measure_chunk", None)
    assert compare(records, corpus.vocabulary, cache=cache) == first


@pytest.mark.parametrize("damage", [lambda entry: entry[:-1], lambda entry: b""], ids=["cut short", "empty"])
def test_damaged_entries_are_not_used(
    corpus: Corpus, kept: Memory, plain: list[ReuseResult], damage: Callable[[bytes], bytes]
) -> None:
    for damaged in (STATE, "text reuse of"):
        cache = Memory({key: damage(entry) if key.startswith(damaged) else entry for key, entry in kept.items()})
        assert _reuse(corpus.records, corpus.vocabulary, cache) == plain


def test_a_run_that_was_killed_leaves_what_the_list_names(
    corpus: Corpus, kept: Memory, plain: list[ReuseResult]
) -> None:
    class Dying(Memory):
        def put(self, key: str, content: bytes) -> None:
            if key == STATE:
                raise KeyboardInterrupt
            super().put(key, content)

    cache = Dying(kept)
    edited = _edited(0, 1, lambda _: "此处从略。")(sorted(corpus.records, key=record_order))
    with pytest.raises(KeyboardInterrupt):
        _reuse(edited, corpus.vocabulary, cache)
    assert _reuse(corpus.records, corpus.vocabulary, Memory(cache)) == plain
