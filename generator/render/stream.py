"""Rendering by worker processes, file by file, so that a large site is never in memory as a whole."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import chain
from typing import Protocol, TypeVar

from generator.collecting import give_back, settled
from generator.models.passing import let_go
from generator.progress import Progress, silent
from generator.render.ahead import PORTIONS, Ahead
from generator.render.environment import compile_templates, index_of
from generator.render.hashes import record_hashes
from generator.render.index import Index
from generator.render.kept import KeptParts, PartCache, worth_keeping
from generator.render.making import Batch, Held, Outcome, packed
from generator.render.overview import overview_of
from generator.render.site import DataFile, KeptFile, Portion, SiteInput, leaf_paths, portions
from generator.workers import end_with_parent

File = TypeVar("File", bound=DataFile | KeptFile)

PARTS = 8
"""Parts in one portion: few enough that little waits in memory, many enough that handing over costs nothing."""

WAITING = 4
"""Portions for each worker that are done or under way before the first of them is taken."""

SLOW_FIRST = ("search_index", "tables", "exports")
"""Data modules whose portions take longest: begun first, so that no worker is left alone with one at the end."""


_held: ContextVar[Held] = ContextVar("_held")
"""The site in a worker process, which inherits it: sending it to each would take longer than the work."""

_kind: ContextVar[str] = ContextVar("_kind", default="")
"""What a worker made last: pages of another kind ask for other things."""


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
    rest: Iterator[DataFile | KeptFile]


@contextmanager
def streamed(
    site: SiteInput,
    workers: int,
    progress: Progress = silent,
    cache: PartCache | None = None,
    ahead: Ahead | None = None,
) -> Iterator[Stream]:
    """Render a site.

    Args:
        site: The whole site.
        workers: Processes to work with; 1 does everything in this process, as do systems that cannot fork.
        progress: Told about every portion.
        cache: Keeps parts of a large site for the next time; None keeps nothing.
        ahead: What was begun of the same site before; not taken where one process makes everything.

    Yields:
        The stream; its bytes are those of `generator.render.render`.
    """
    kept = KeptParts(site, cache) if cache is not None and worth_keeping(site) else None
    every = sorted(portions(site, PARTS), key=_slow_first)
    held = Held(site, kept)
    if workers <= 1 or "fork" not in multiprocessing.get_all_start_methods():
        yield _here(held, every, progress)
        _drop_others(held, every)
        return
    # What comparing has left here would be in every worker.
    let_go()
    give_back()
    _make_shared(site)
    with settled(), ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), _begin, (held,)) as pool:
        try:
            yield _by_workers(held, every, pool, workers * WAITING, progress, ahead)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    _drop_others(held, every)


def _drop_others(held: Held, every: Iterable[Portion]) -> None:
    """Remove what is kept of a site that is no more; before, it could take a file from under who is writing it."""
    if held.kept is not None:
        held.kept.drop_others(every)


def _make_shared(site: SiteInput) -> None:
    """Make once what every worker asks for, before they are born."""
    index_of(site)
    index_of(overview_of(site))
    record_hashes(site)
    compile_templates()


def _here(held: Held, every: Iterable[Portion], progress: Progress) -> Stream:
    """Everything made by this process, one after the other."""
    work, ready = held.sorted_out(every)
    first = [(portion,) for portion in work if _is_page(portion)]
    rest = _batches((portion for portion in work if not _is_page(portion)), index_of(held.site))
    total = len(first) + len(rest) + len(ready)
    pages = tuple(_counted((held.pages(held.made(batch)) for batch in first), 0, total, progress))
    work_done = (held.files(held.made(batch)) for batch in rest)
    done: Iterable[tuple[DataFile | KeptFile, ...]] = chain(map(held.taken, ready), work_done)
    return Stream(pages, tuple(leaf_paths(held.site)), _counted(done, len(first), total, progress))


class Coming(Protocol):
    """What somebody makes."""

    def done(self) -> bool:
        """Whether it is there."""

    def result(self) -> Outcome:
        """It, waited for if need be."""


@dataclass(frozen=True)
class _FromAhead:
    """A portion that was begun before; made here if nothing came of it."""

    ahead: Ahead
    portion: Portion
    held: Held

    def done(self) -> bool:
        return self.ahead.is_done()

    def result(self) -> Outcome:
        found = self.ahead.take()
        return self.held.made((self.portion,)) if found is None else found


def _by_workers(
    held: Held, every: Sequence[Portion], pool: Executor, most: int, progress: Progress, ahead: Ahead | None
) -> Stream:
    """Everything made by workers, while this process looks what need not be made, and takes it."""
    coming = {portion: _FromAhead(ahead, portion, held) for portion in PORTIONS} if ahead is not None else {}
    # What is made every time is under way while this process looks at the rest. The slowest goes before the pages:
    # MkDocs waits for these, and everybody for the slowest at the end.
    first = [portion for portion in every if _is_page(portion)]
    known = [
        (portion,) for portion in every if portion.parts is None and not _is_page(portion) and portion not in coming
    ]
    begun: list[Coming] = [coming[portion] for portion in coming if not _is_page(portion)]
    begun += [pool.submit(_made, batch) for batch in known[:1]]
    listed = [coming[portion] if portion in coming else pool.submit(_made, (portion,)) for portion in first]
    begun += [pool.submit(_made, batch) for batch in known[1:most]]
    work, ready = held.sorted_out(portion for portion in every if portion.parts is not None)
    left = deque((*known[most:], *_batches(work, index_of(held.site))))
    total = len(first) + len(begun) + len(left) + len(ready)
    waiting = deque(begun)
    # MkDocs goes through the listed pages before anybody takes what follows: workers go on meanwhile.
    _hand_over(pool, left, waiting, most)
    pages = tuple(_counted((held.pages(future.result()) for future in listed), 0, total, progress))
    done = _side_by_side(held, pool, waiting, left, ready, most)
    return Stream(pages, tuple(leaf_paths(held.site)), _counted(done, len(first), total, progress))


def _is_page(portion: Portion) -> bool:
    """Whether MkDocs itself gets what is made: pages that are no parts."""
    return portion.pages and portion.parts is None


def _batches(work: Iterable[Portion], index: Index) -> list[Batch]:
    """Portions on the same documents together, so that each record is unpacked by one worker and once."""
    groups: dict[tuple[bool, int], list[Portion]] = {}
    for number, portion in enumerate(work):
        about = portion.parts[0] if portion.parts else ""
        key = (True, index.place_of(about) // PARTS) if index.holds(about) else (False, number)
        groups.setdefault(key, []).append(portion)
    # Those of documents are many and small: at the end they keep every worker busy.
    return [tuple(groups[key]) for key in sorted(groups, key=lambda key: key[0])]


def _slow_first(portion: Portion) -> int:
    return SLOW_FIRST.index(portion.module) if portion.module in SLOW_FIRST else len(SLOW_FIRST)


def _begin(held: Held) -> None:
    end_with_parent()
    _held.set(held)


def _made(batch: Batch) -> Outcome:
    if batch[0].module != _kind.get():
        let_go()
        _kind.set(batch[0].module)
    found = _held.get().made(batch)
    if batch[0].parts is None:
        if not _is_page(batch[0]):
            found = tuple(map(packed, found))
        # What sets all documents side by side needs much memory for a while; the next batch needs little.
        give_back()
    return found


def _hand_over(pool: Executor, work: deque[Batch], waiting: deque[Coming], most: int) -> None:
    """Give workers what is left as long as few portions are under way."""
    while work and len(waiting) < most:
        waiting.append(pool.submit(_made, work.popleft()))


def _side_by_side(
    held: Held,
    pool: Executor,
    waiting: deque[Coming],
    work: deque[Batch],
    ready: Iterable[Portion],
    most: int,
) -> Iterator[tuple[DataFile | KeptFile, ...]]:
    """What workers make, few portions of it under way at a time, and meanwhile what this process has at hand."""
    for portion in ready:
        yield held.taken(portion)
        while waiting and (coming := _next(waiting)).done():
            waiting.remove(coming)
            yield held.files(coming.result())
        _hand_over(pool, work, waiting, most)
    while waiting:
        waiting.remove(coming := _next(waiting))
        yield held.files(coming.result())
        _hand_over(pool, work, waiting, most)


def _next(waiting: Iterable[Coming]) -> Coming:
    """What is there; else what workers have had longest: what was begun before keeps none of them from their work."""
    return min(waiting, key=lambda coming: (not coming.done(), isinstance(coming, _FromAhead)))


def _counted(portions_made: Iterable[tuple[File, ...]], before: int, total: int, progress: Progress) -> Iterator[File]:
    for done, portion in enumerate(portions_made, before + 1):
        yield from portion
        progress("render", done, total)
