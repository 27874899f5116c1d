"""What holds of any comparison: links lead to provisions, both ways alike, whatever the order of the documents."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from generator.compare import compare
from generator.models import Comparison, PolicyRecord
from tests.properties import documents, record_of, some
from tests.support import real_vocabulary


def corpus_of(texts: list[str]) -> list[PolicyRecord]:
    return [record_of(text, f"x-{number}") for number, text in enumerate(texts)]


corpora = st.lists(documents, min_size=2, max_size=4).map(corpus_of)


@some(25)
@given(corpora)
def test_everything_found_leads_to_a_provision(records: list[PolicyRecord]) -> None:
    found = compare(records, real_vocabulary())
    items = {(r.id, entry.id) for r in records for entry in (*r.principles, *r.tasks)}
    for link in found.links:
        assert {(link.from_.policy, link.from_.item), (link.to.policy, link.to.item)} <= items
        assert link.from_.policy != link.to.policy
        assert 0 <= link.score <= 1
    for cell in found.cells:
        assert all((cell.policy, item) in items for item in (*cell.items, *cell.mentions))
        assert cell.reason
    for reuse in found.item_reuse:
        assert (reuse.policy, reuse.item) in items
        assert 0 <= reuse.shared_chars <= reuse.chars
        assert all((other.policy, other.item) in items for run in reuse.runs for other in run.others)


@some(25)
@given(corpora)
def test_links_are_alike_both_ways(records: list[PolicyRecord]) -> None:
    links = {(link.from_, link.to): (link.type, link.score) for link in compare(records, real_vocabulary()).links}
    assert all(links[to, from_] == found for (from_, to), found in links.items())


def _found(records: list[PolicyRecord]) -> Comparison:
    return compare(records, real_vocabulary())


@some(15)
@given(corpora, st.randoms(use_true_random=False))
def test_the_order_of_the_documents_does_not_count(records: list[PolicyRecord], chance: random.Random) -> None:
    shuffled = list(records)
    chance.shuffle(shuffled)
    assert _found(shuffled) == _found(records) == _found(records)


@some(15)
@given(corpora)
def test_marked_differences_give_both_texts_back(records: list[PolicyRecord]) -> None:
    texts = {(r.id, entry.id): entry.text for r in records for entry in (*r.principles, *r.tasks)}
    for difference in _found(records).differences:
        operations = difference.operations
        base = "".join(entry.text for entry in operations if entry.op in ("equal", "delete"))
        other = "".join(
            (entry.other_text or entry.text) if entry.op == "equal" else entry.text
            for entry in operations
            if entry.op in ("equal", "insert")
        )
        assert base == texts[difference.base.policy, difference.base.item]
        assert other == texts[difference.other.policy, difference.other.item]
