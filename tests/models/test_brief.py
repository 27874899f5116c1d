"""Links in short say what the links themselves say, however they are held."""

from __future__ import annotations

import pytest

from generator.compare import compare
from generator.models import Link
from generator.models.brief import briefs_of, pack_briefs
from generator.models.packed import Packed
from generator.pipeline import read_corpus
from tests.benchmarks.corpus import SHORT, write_knowledge_base
from tests.compare.support import Memory


def test_in_short_links_say_the_same_as_at_length(tmp_path_factory: pytest.TempPathFactory) -> None:
    corpus = read_corpus(write_knowledge_base(tmp_path_factory.mktemp("brief") / "made", 14, sizes=SHORT))
    cache = Memory()
    for _ in ("measured", "kept"):
        links = compare(corpus.records, corpus.vocabulary, cache=cache).links
        assert isinstance(links, Packed) and links.in_short is not None
        told = {record.id: list(briefs_of(links, record.id)) for record in corpus.records}
        at_length = {record.id: list(briefs_of(tuple(links), record.id)) for record in corpus.records}
        assert told == at_length
        assert sum(map(len, told.values())) == len(links) > 100
        assert any(brief.cues for briefs in told.values() for brief in briefs)
        assert any(brief.alike is None for briefs in told.values() for brief in briefs)


def test_of_no_links_nothing_is_packed() -> None:
    assert pack_briefs(()) == b""
    assert list(briefs_of(Packed(Link, {"a": {}}, 0, short={"a": {"b": b""}}), "a")) == []
