"""Lists that are kept: whatever changes, they are those that are made from nothing, and what is untouched stays."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.materials import Maker, cut_up
from generator.render.search.grams import shard_of
from generator.render.search.kept_lists import ABOUT, KeptLists, Wanted
from generator.render.search.places import SLOT, slots_needed, slots_of
from generator.render.search.postings import lay_out
from generator.render.site import DataFile, KeptPiece

Text = tuple[tuple[str, ...], ...]
"""The folded fields of a document's entries."""

FEW = 6
"""Places above which a string is frequent here."""


class Memory:
    """Materials that end with the test."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def of(self, kind: str, policy: str, make: Maker) -> bytes:
        raise NotImplementedError

    def state(self, name: str) -> bytes | None:
        return self.kept.get(name)

    def keep_state(self, name: str, content: bytes) -> None:
        self.kept[name] = content

    def apart(self) -> Callable[[bytes], bytes]:
        return bytes


def lists_of(corpus: Mapping[str, Text], materials: Memory, limit: int = FEW) -> tuple[tuple[str, ...], list[bytes]]:
    """The frequent strings, and the shards."""
    layouts = {policy: lay_out(entries) for policy, entries in corpus.items()}
    slots, room = slots_of({policy: len(layout.text) for policy, layout in layouts.items()})
    wanted = {
        policy: Wanted(slots[policy], hashlib.sha256(layout.text.encode()).hexdigest(), len(layout.text))
        for policy, layout in layouts.items()
    }
    lists = KeptLists(materials, wanted, room, layouts.__getitem__, limit).lists()
    files = list(lists.files)
    assert [file.path for file in files] == [f"data/search/g{at}.js" for at in range(lists.shards)]
    return lists.frequent, [content_of(file, materials) for file in files]


def content_of(file: DataFile | KeptPiece, materials: Memory) -> bytes:
    if isinstance(file, DataFile):
        return file.content
    content = cut_up(materials.kept[file.state])[file.number]
    assert hashlib.sha256(content).hexdigest() == file.digest
    return content


def drawn(draw: random.Random, entries: int) -> Text:
    return tuple(
        tuple(
            "".join(draw.choices("信用失惩<", (8, 4, 2, 1, 1), k=draw.randint(0, 30)))
            for _ in range(draw.randint(1, 3))
        )
        for _ in range(entries)
    )


def edited(draw: random.Random, text: Text) -> Text:
    entries = list(text)
    at = draw.randrange(len(entries))
    title, *others = entries[at]
    if draw.random() < 0.3:
        del entries[at]
    if draw.random() < 0.8:
        entries.insert(at, (title, *others, *drawn(draw, 1)[0]) if draw.random() < 0.5 else (title[1:], *others))
    return tuple(entries) or drawn(draw, 1)


@given(st.integers(0, 2**32))
def test_after_any_changes_the_lists_are_those_made_from_nothing(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311
    corpus = {f"p{at}": drawn(draw, draw.randint(1, 6)) for at in range(8)}
    limit = draw.randint(1, 40)
    materials = Memory()
    lists_of(corpus, materials, limit)
    for _ in range(4):
        for policy in draw.sample(sorted(corpus), draw.randint(0, 2)):
            if draw.random() < 0.2:
                del corpus[policy]
            else:
                corpus[policy] = edited(draw, corpus[policy])
        if draw.random() < 0.3 or not corpus:
            corpus[f"q{draw.randrange(100)}"] = drawn(draw, 3)
        assert lists_of(corpus, materials, limit) == lists_of(corpus, Memory(), limit)


def test_a_string_becomes_frequent_and_ceases_to_be() -> None:
    many = {f"p{at}": (("甲", "信用信息"),) for at in range(FEW)}
    materials = Memory()
    before, _ = lists_of(many | {"q": (("乙", "别的"),)}, materials)
    risen, shards = lists_of(many | {"q": (("乙", "别的信用信息"),)}, materials)
    assert before == ()
    assert risen == tuple(sorted(("信用", "信用信", "信用信息", "用信", "用信息", "信息")))
    assert shards == lists_of(many | {"q": (("乙", "别的信用信息"),)}, Memory())[1]
    fallen, shards = lists_of(many | {"q": (("乙", "别的"),)}, materials)
    assert fallen == ()
    assert shards == lists_of(many | {"q": (("乙", "别的"),)}, Memory())[1]


def test_only_what_a_changed_document_touches_is_made_anew() -> None:
    draw = random.Random(7)  # noqa: S311
    signs = [chr(code) for code in range(0x4E00, 0x4E00 + 900)]
    corpus = {f"p{at}": (("题", "".join(draw.choices(signs, k=3000))),) for at in range(12)}
    materials = Memory()
    _, before = lists_of(corpus, materials)
    corpus["p5"] = (("题", corpus["p5"][0][1][:-1] + "新"),)
    kept = dict(materials.kept)
    frequent, after = lists_of(corpus, materials)
    assert len(after) > 4 and frequent == ()
    touched = {shard_of(string, len(after)) for string in (corpus["p5"][0][1][-2:], "新")}
    assert {at for at in range(len(after)) if before[at] != after[at]} >= touched
    assert sum(one != other for one, other in zip(before, after, strict=True)) <= 4
    assert sum(kept[name] != materials.kept[name] for name in kept if "shards" in name) <= 4


@pytest.mark.parametrize("damage", [lambda held: held[:-1], lambda held: b"", lambda held: b"{}"])
@pytest.mark.parametrize("name", [ABOUT, "search/texts/3", "search/shards/0", "search/shards/100"])
def test_damaged_or_lost_they_are_made_anew(name: str, damage) -> None:
    draw = random.Random(3)  # noqa: S311
    corpus = {f"p{at}": drawn(draw, 4) for at in range(20)}
    materials = Memory()
    whole = lists_of(corpus, materials)
    materials.kept[name] = damage(materials.kept[name])
    corpus["p1"] = drawn(draw, 2)
    assert lists_of(corpus, materials) == lists_of(corpus, Memory())
    assert whole != lists_of(corpus, Memory())


@pytest.mark.parametrize("name", ["search/shards/0", "search/shards/100"])
def test_lost_without_a_change_they_are_made_anew_and_kept(name: str) -> None:
    draw = random.Random(4)  # noqa: S311
    corpus = {f"p{at}": drawn(draw, 4) for at in range(20)}
    materials = Memory()
    whole = lists_of(corpus, materials)
    kept = dict(materials.kept)
    del materials.kept[name]
    assert lists_of(corpus, materials) == whole
    assert materials.kept == kept


def test_what_cannot_be_kept_is_handed_over_whole() -> None:
    class Full(Memory):
        def keep_state(self, name: str, content: bytes) -> None:
            """As on a full disk."""

    draw = random.Random(4)  # noqa: S311
    corpus = {f"p{at}": drawn(draw, 4) for at in range(20)}
    assert lists_of(corpus, Full()) == lists_of(corpus, Memory())


def test_a_run_that_was_broken_off_leaves_nothing_that_is_used() -> None:
    draw = random.Random(5)  # noqa: S311
    corpus = {f"p{at}": drawn(draw, 4) for at in range(20)}
    materials = Memory()
    lists_of(corpus, materials)
    changed = corpus | {"p1": drawn(draw, 3)}
    layouts = {policy: lay_out(entries) for policy, entries in changed.items()}
    slots, room = slots_of({policy: len(layout.text) for policy, layout in layouts.items()})
    wanted = {policy: Wanted(slots[policy], policy, len(layouts[policy].text)) for policy in changed}
    next(KeptLists(materials, wanted, room, layouts.__getitem__, FEW).lists().files)
    assert not materials.state(ABOUT)
    assert lists_of(corpus, materials) == lists_of(corpus, Memory())


@given(st.dictionaries(st.text("abc-1", min_size=1), st.integers(0, 5 * SLOT), min_size=1, max_size=30))
def test_no_two_documents_have_the_same_slot(lengths: dict[str, int]) -> None:
    slots, room = slots_of(lengths)
    taken = [at for policy, first in slots.items() for at in range(first, first + slots_needed(lengths[policy]))]
    assert len(taken) == len(set(taken)) and max(taken) < room
    assert slots == slots_of(dict(reversed(lengths.items())))[0]


def test_one_document_more_moves_hardly_any_other() -> None:
    lengths = {f"made-{at:04}": 9_000 for at in range(900)}
    before, room = slots_of(lengths)
    after, still = slots_of(lengths | {"new": 9_000})
    assert room == still
    assert sum(after[policy] != before[policy] for policy in before) <= 3
