"""What is kept of leftovers changes nothing but the time, whatever becomes of the places."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.compare import (
    all_leftovers,
    find_leftovers,
    leftovers_kept,
)
from generator.holdings import Corpus
from generator.models import Leftover
from generator.pipeline import read_corpus
from generator.progress import silent
from generator.vocabulary import Place, Vocabulary
from tests.benchmarks.corpus import SHORT, write_knowledge_base
from tests.compare.support import Memory, noting

COUNT = 16


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return read_corpus(write_knowledge_base(tmp_path_factory.mktemp("leftovers") / "made", COUNT, sizes=SHORT))


Places = tuple[Place, ...]


def _more(places: Places, corpus: Corpus) -> Places:
    """A place more, called by a word that the provisions of a document say."""
    name = corpus.records[-1].tasks[0].text[2:6]
    place = Place(id="somewhere", name=name, short=name[:2], level="county", derived=True)
    return (*places, place)


def _below(places: Places, corpus: Corpus) -> Places:
    """Every place stands below that of a document, which then speaks of its own."""
    own = corpus.records[-1].jurisdiction.id
    return tuple(place.model_copy(update={"parent": own}) if place.id != own else place for place in places)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (lambda places, _: places, _more),
        (_more, lambda places, _: places),
        (_more, lambda places, corpus: _below(_more(places, corpus), corpus)),
        (_more, lambda places, corpus: _more(places, corpus)[::-1]),
    ],
    ids=["more", "fewer", "moved", "turned"],
)
def test_after_places_changed_the_same_is_left_over_as_from_nothing(
    corpus: Corpus,
    first: Callable[[Places, Corpus], Places],
    then: Callable[[Places, Corpus], Places],
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    asked: list[str] = []

    def found(vocabulary: Vocabulary, cache: Memory | None) -> tuple[Leftover, ...]:
        return all_leftovers(corpus.records, corpus.sources, vocabulary, None, silent, cache)

    one, other = (
        corpus.vocabulary.model_copy(update={"places": of(corpus.vocabulary.places, corpus)}) for of in (first, then)
    )
    cache = Memory()
    before = found(one, cache)
    monkeypatch.setattr(leftovers_kept, "find_leftovers", noting(asked, find_leftovers))
    after = found(other, cache)
    named = set(asked)
    assert after == found(other, None)
    case = request.node.callspec.id
    assert (after != before) == (case != "turned"), "no two places are called the same"
    assert {entry.policy for entry in set(before) ^ set(after)} <= named
    assert found(one, cache) == before
    if case in ("more", "fewer"):
        word = _more((), corpus)[0].name
        assert named == {record.id for record in corpus.records if word in corpus.sources[record.id]}
        assert len(named) < COUNT
