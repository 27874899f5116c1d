"""Rendering by worker processes, file by file, so that a large site is never in memory as a whole."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from generator.progress import Progress, silent
from generator.render.environment import index_of
from generator.render.overview import overview_of
from generator.render.site import DataFile, Portion, SiteInput, leaf_paths, made, portions
from generator.workers import end_with_parent, in_order

PARTS = 8
"""Parts in one portion: few enough that little waits in memory, many enough that handing over costs nothing."""

WAITING = 4
"""Portions for each worker that are done or under way before the first of them is taken."""

SLOW_FIRST = ("search_index", "comparison_files", "tables", "exports")
"""Data modules whose portions take longest: begun first, so that no worker is left alone with one at the end."""

_held: ContextVar[SiteInput] = ContextVar("_held")
"""The site in a worker process, which inherits it: sending it to each would take longer than the work."""


@dataclass(frozen=True)
class Stream:
    """A site before MkDocs whose leaves and files come one after the other.

    Attributes:
        pages: The pages that are no parts, as Markdown.
        leaves: Where the other pages will stand in the docs tree.
        rest: Those pages, in any order, and the data files; they can be taken once.
    """

    pages: tuple[DataFile, ...]
    leaves: tuple[str, ...]
    rest: Iterator[DataFile]


@contextmanager
def streamed(site: SiteInput, workers: int, progress: Progress = silent) -> Iterator[Stream]:
    """Render a site.

    Args:
        site: The whole site.
        workers: Processes to work with; 1 does everything in this process, as do systems that cannot fork.
        progress: Told about every portion.

    Yields:
        The stream; its bytes are those of `generator.render.render`.
    """
    every = sorted(portions(site, PARTS), key=_slow_first)
    first = [portion for portion in every if _is_page(portion)]
    rest = [portion for portion in every if not _is_page(portion)]
    leaves = tuple(leaf_paths(site))
    if workers <= 1 or "fork" not in multiprocessing.get_all_start_methods():
        pages = tuple(_counted((tuple(made(site, portion)) for portion in first), 0, len(every), progress))
        here = (tuple(made(site, portion)) for portion in rest)
        yield Stream(pages, leaves, _counted(here, len(first), len(every), progress))
        return
    # What every worker asks for is made once, before they are born.
    index_of(site)
    index_of(overview_of(site))
    gc.freeze()
    try:
        with ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), _begin, (site,)) as pool:
            try:
                pages = tuple(_counted(pool.map(_made, first), 0, len(every), progress))
                done = in_order(lambda portion: pool.submit(_made, portion), rest, workers * WAITING)
                yield Stream(pages, leaves, _counted(done, len(first), len(every), progress))
            except BaseException:
                pool.shutdown(wait=True, cancel_futures=True)
                raise
    finally:
        gc.unfreeze()


def _is_page(portion: Portion) -> bool:
    """Whether MkDocs itself gets what is made: pages that are no parts."""
    return portion.pages and portion.parts is None


def _slow_first(portion: Portion) -> int:
    return SLOW_FIRST.index(portion.module) if portion.module in SLOW_FIRST else len(SLOW_FIRST)


def _begin(site: SiteInput) -> None:
    end_with_parent()
    _held.set(site)


def _made(portion: Portion) -> tuple[DataFile, ...]:
    return tuple(made(_held.get(), portion))


def _counted(
    portions_made: Iterable[tuple[DataFile, ...]], before: int, total: int, progress: Progress
) -> Iterator[DataFile]:
    for done, portion in enumerate(portions_made, before + 1):
        yield from portion
        progress("render", done, total)
