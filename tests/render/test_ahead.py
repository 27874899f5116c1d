"""What is begun before documents are compared comes out as it would later."""

from __future__ import annotations

import contextvars
import multiprocessing
from dataclasses import replace

import pytest

from generator.models import Comparison
from generator.pipeline import compare_corpus, read_corpus
from generator.render import SiteInput, stream
from generator.render.ahead import PORTIONS, Ahead, begun
from generator.render.making import Held, Outcome
from generator.render.site import Portion, made
from generator.render.stream import streamed
from tests.benchmarks.corpus import SHORT, write_knowledge_base

COUNT = 14


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SiteInput:
    root = write_knowledge_base(tmp_path_factory.mktemp("ahead") / "made", COUNT, sizes=SHORT)
    corpus = read_corpus(root)
    return SiteInput(corpus.records, corpus.sources, compare_corpus(corpus), corpus.vocabulary)


def uncompared(site: SiteInput) -> SiteInput:
    return replace(site, comparison=Comparison(baseline=site.comparison.baseline))


@pytest.mark.parametrize("portion", PORTIONS, ids=lambda portion: portion.module)
def test_it_rests_on_no_comparison(site: SiteInput, portion: Portion) -> None:
    files = [(file.path, file.content) for file in made(site, portion)]
    assert sum(len(content) for _, content in files) > 1000
    assert files == [(file.path, file.content) for file in made(uncompared(site), portion)]


def test_a_stream_takes_what_was_begun_and_makes_what_was_not_finished(
    site: SiteInput, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[Outcome | None] = []

    def take(ahead: Ahead) -> Outcome | None:
        taken.append(found := told(ahead))
        return found

    told = Ahead.take
    monkeypatch.setattr(Ahead, "take", take)

    def files(ahead: Ahead | None) -> dict[str, bytes]:
        with streamed(site, 2, ahead=ahead) as stream:
            return {file.path: file.content for file in (*stream.pages, *stream.rest)}

    whole = files(None)
    assert taken == []
    for killed in (False, True):
        taken.clear()
        with begun(uncompared(site), 2) as ahead:
            assert ahead is not None
            if killed:
                for process in multiprocessing.active_children():
                    process.kill()
            assert files(ahead) == whole
        assert [outcome is None for outcome in taken] == [killed] * len(PORTIONS)


def test_little_is_begun_by_itself(site: SiteInput) -> None:
    with begun(site, 1) as ahead:
        assert ahead is None
    few = replace(site, records=site.records[:3])
    with begun(few, 2) as ahead:
        assert ahead is None


def test_a_worker_that_turns_to_another_kind_lets_go_of_what_the_last_one_asked_for(
    site: SiteInput, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr(stream, "let_go", lambda: done.append("let go"))

    def work() -> None:
        stream._held.set(Held(site, None))
        for module in ("feed", "feed", "bibliography", "bibliography", "feed"):
            done.append(stream._made((Portion(pages=False, module=module),))[0].path)

    contextvars.copy_context().run(work)
    feed, bibliography = done[1], done[4]
    assert feed != bibliography
    assert done == ["let go", feed, feed, "let go", bibliography, bibliography, "let go", feed]
