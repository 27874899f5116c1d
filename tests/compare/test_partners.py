"""A large corpus is compared by chosen partners, a small one whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path

import pytest

from generator.compare import compare, likeness_kept
from generator.compare.items import make_items
from generator.compare.partners import choose_partners, rests_on
from generator.compare.subjects import Profile, learn_subjects, likeness
from generator.holdings import Corpus
from generator.models import PolicyRecord
from generator.models.limits import ALL_COMPARED, CHOSEN_BY, COLUMNS, COUNTERPARTS, PAIR_PAGES, PARTNERS
from generator.models.order import record_order
from generator.pipeline import read_corpus
from generator.vocabulary import Vocabulary
from tests.benchmarks.corpus import SHORT, write_knowledge_base
from tests.compare.support import Memory


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder: Path = tmp_path_factory.mktemp("partners") / "made"
    return read_corpus(write_knowledge_base(folder, 40, sizes=SHORT))


def _profiles(records: Sequence[PolicyRecord], words: Vocabulary) -> dict[str, Profile]:
    documents = {record.id: make_items([record], words) for record in records}
    subjects = learn_subjects(documents.values())
    return {policy: subjects.profile(items) for policy, items in documents.items()}


def _cited(records: Sequence[PolicyRecord]) -> dict[str, tuple[str, ...]]:
    return {record.id: rests_on(record) for record in records}


def test_a_small_corpus_is_compared_whole(corpus: Corpus) -> None:
    records = corpus.records[:ALL_COMPARED]
    partners = choose_partners(records, _profiles(records, corpus.vocabulary), _cited(records))
    assert partners.whole
    assert partners.pages == tuple(combinations([record.id for record in records], 2))


def test_each_document_of_a_large_corpus_has_its_partners(corpus: Corpus) -> None:
    records = sorted(corpus.records, key=record_order)
    partners = choose_partners(records, _profiles(records, corpus.vocabulary), _cited(records))
    assert not partners.whole
    assert len(partners.compared) <= PARTNERS * len(records) + sum(len(rests_on(record)) for record in records)
    assert len(partners.pages) <= PAIR_PAGES
    assert set(partners.pages) <= partners.compared
    held = Counter(policy for pair in partners.compared for policy in pair)
    assert set(held) == {record.id for record in records}
    rested_on = Counter(other for record in records for other in rests_on(record))
    assert all(held[policy] <= CHOSEN_BY + PARTNERS + 2 * rested_on[policy] for policy in held)
    matters = {record.id: record.id.split("-")[-2] for record in records}
    alike = sum(matters[one] == matters[other] for one, other in partners.compared)
    assert alike >= 0.8 * len(partners.compared), "partners are on the same matter"
    for record in records:
        for other in rests_on(record):
            assert any({record.id, other} == set(pair) for pair in partners.compared), (record.id, other)


def test_a_document_is_compared_with_all_it_rests_on_however_many_rest_on_the_same(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A national guideline is the basis of more documents than may choose one that is like them."""
    monkeypatch.setattr("generator.compare.partners.CHOSEN_BY", 2)
    records = sorted(corpus.records, key=record_order)
    profiles, first = _profiles(records, corpus.vocabulary), records[0].id
    # The first two of any level are the basis of all others: two of one level, the second no nearer.
    cited = {record.id: tuple(other.id for other in records[:2] if other.id != record.id) for record in records}
    partners = choose_partners(records, profiles, cited)
    for record in records[2:]:
        assert {(first, record.id), (records[1].id, record.id)} <= partners.compared
    alike = partners.compared - {(one, record.id) for one in (first, records[1].id) for record in records}
    assert alike, "what is most like a document is compared with it as well"
    assert max(Counter(two for _, two in alike).values()) <= 2 + PARTNERS


def test_a_document_in_focus_is_compared_with_every_other(corpus: Corpus) -> None:
    records = sorted(corpus.records, key=record_order)
    focus = records[-1].id
    partners = choose_partners(records, _profiles(records, corpus.vocabulary), _cited(records), (focus,))
    assert sum(focus in pair for pair in partners.compared) == len(records) - 1
    assert sum(focus in pair for pair in partners.pages) == len(records) - 1


def test_a_pair_asked_for_is_compared_whatever_its_order(corpus: Corpus) -> None:
    records = sorted(corpus.records, key=record_order)
    profiles = _profiles(records, corpus.vocabulary)
    chosen = choose_partners(records, profiles, _cited(records))
    every = combinations([record.id for record in records], 2)
    asked = next(pair for pair in every if pair not in chosen.compared)
    partners = choose_partners(records, profiles, _cited(records), asked=(asked[::-1],))
    assert partners.compared == chosen.compared | {asked}
    assert set(partners.pages) == {*chosen.pages, asked}


def test_a_large_comparison_is_bounded_and_does_not_depend_on_the_order(corpus: Corpus) -> None:
    found = compare(corpus.records, corpus.vocabulary)
    assert compare(tuple(reversed(corpus.records)), corpus.vocabulary) == found
    assert 0 < len(found.pairs) <= PAIR_PAGES
    assert {cell.policy for cell in found.cells} == {record.id for record in corpus.records}, "coverage stays whole"
    assert len({entry.policy for entry in found.document_reuse}) == len(corpus.records), "text reuse stays whole"
    best = Counter((link.from_.policy, link.from_.item, link.to.policy) for link in found.links)
    assert sum(best.values()) <= (COUNTERPARTS + 1) * len(best), "few counterparts in one document"
    pages = {(pair.a, pair.b) for pair in found.pairs}
    beside = {(one.base.policy, one.other.policy) for one in found.differences} - pages
    assert len(beside) <= COLUMNS * (COLUMNS - 1) // 2 * len(corpus.vocabulary.domains)


def test_likeness_is_measured_again_only_for_a_document_that_changed(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    profiles = _profiles(corpus.records, corpus.vocabulary)
    cited = _cited(corpus.records)
    asked: list[object] = []

    def counted(own: Mapping[str, float], other: Mapping[str, float]) -> float:
        asked.append((own, other))
        return likeness(own, other)

    monkeypatch.setattr(likeness_kept, "likeness", counted)
    cache = Memory()
    first = choose_partners(corpus.records, profiles, cited, cache=cache)
    every = len(asked)
    asked.clear()
    assert choose_partners(corpus.records, profiles, cited, cache=cache) == first
    assert asked == []
    changed, same_as = corpus.records[7].id, corpus.records[9].id
    edited = {**profiles, changed: profiles[same_as]}
    again = choose_partners(corpus.records, edited, cited, cache=cache)
    assert 0 < len(asked) < every / 4
    assert again == choose_partners(corpus.records, edited, cited)
