"""What is rendered: a knowledge base and what comparing it found, as pages and data files; at once or one by one."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractContextManager
from pathlib import Path

from generator.cache import RenderedCache, hash_program
from generator.holdings import Corpus
from generator.models import Comparison, QualityScore
from generator.progress import Progress, silent
from generator.read.scores import read_scores
from generator.render import Ahead, Settings, Site, SiteInput, Stream, begun, render, streamed

SCORES = "site_src/quality_scores.yaml"


def render_corpus(
    root: Path, corpus: Corpus, comparison: Comparison, settings: Settings, progress: Progress = silent
) -> Site:
    """Render all pages and data files.

    Args:
        root: The folder of the knowledge base, for its scores against readings made by hand.
        corpus: The documents.
        comparison: What comparing them found.
        settings: Choices of the knowledge base.
        progress: Told about every kind of page and file.

    Returns:
        Pages as Markdown and data files, all in memory.

    Raises:
        PolicykbError: The file of scores is unusable.
    """
    return render(_site_input(root, corpus, comparison, settings), progress)


def stream_corpus(
    root: Path,
    corpus: Corpus,
    comparison: Comparison,
    settings: Settings,
    workers: int,
    progress: Progress = silent,
    *,
    cached: bool = False,
    ahead: Ahead | None = None,
) -> AbstractContextManager[Stream]:
    """Render as `render_corpus` does, by worker processes and without keeping what is done.

    Args:
        root: The folder of the knowledge base.
        corpus: The documents.
        comparison: What comparing them found.
        settings: Choices of the knowledge base.
        workers: Processes to work with.
        progress: Told about every portion of the work.
        cached: Take parts of a large site that would come out the same from the cache, and put others into it.
        ahead: What `begin_site` has begun.

    Returns:
        The stream of pages and data files, while the context is open.

    Raises:
        PolicykbError: The file of scores is unusable.
    """
    cache = RenderedCache(root, hash_program()) if cached else None
    return streamed(_site_input(root, corpus, comparison, settings), workers, progress, cache, ahead)


def begin_site(root: Path, corpus: Corpus, settings: Settings, workers: int) -> AbstractContextManager[Ahead | None]:
    """Begin to render what rests on no comparison, by a process of its own, with the cache of parts.

    Args:
        root: The folder of the knowledge base.
        corpus: The documents.
        settings: Choices of the knowledge base.
        workers: Processes to work with.

    Returns:
        What is under way while the context is open, for `stream_corpus`.

    Raises:
        PolicykbError: The file of scores is unusable.
    """
    nothing = Comparison(baseline=corpus.vocabulary.baseline)
    return begun(_site_input(root, corpus, nothing, settings), workers, RenderedCache(root, hash_program()))


def _site_input(root: Path, corpus: Corpus, comparison: Comparison, settings: Settings) -> SiteInput:
    return SiteInput(
        records=corpus.records,
        sources=corpus.sources,
        comparison=comparison,
        vocabulary=corpus.vocabulary,
        settings=settings,
        problems=corpus.problems.beside,
        source_hash=corpus.source_hash,
        scores=own_scores(read_scores(root / SCORES, SCORES), {record.id for record in corpus.records}),
    )


def own_scores(scores: tuple[QualityScore, ...], held: Collection[str]) -> tuple[QualityScore, ...]:
    """Leave out scores of documents that are not held, which say nothing of those that are.

    Args:
        scores: As kept beside the knowledge base.
        held: Ids of its documents.

    Returns:
        Those of documents that are held, and those of all together where there are any such.
    """
    own = any(score.policy in held for score in scores)
    return tuple(score for score in scores if own and (not score.policy or score.policy in held))
