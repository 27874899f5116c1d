"""Rendering by worker processes, file by file, so that a large site is never in memory as a whole."""

from __future__ import annotations

import gc
import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from generator.collecting import give_back
from generator.progress import Progress, silent
from generator.render.environment import compile_templates, index_of
from generator.render.hashes import record_hashes
from generator.render.index import Index
from generator.render.kept import KeptParts, PartCache, is_kept, worth_keeping
from generator.render.materials import builder
from generator.render.overview import overview_of
from generator.render.site import (
    DataFile,
    KeptFile,
    KeptPiece,
    Made,
    Packer,
    Portion,
    SiteInput,
    leaf_paths,
    made,
    portions,
)
from generator.workers import end_with_parent

File = TypeVar("File", bound=DataFile | KeptFile)

Batch = tuple[Portion, ...]
"""Portions that one worker makes one after the other."""

LARGE = 1_000_000
"""Bytes from which on a file goes from process to process packed: many may wait in memory."""


Outcome = tuple[Made, ...]
"""What becomes of a batch."""

PARTS = 8
"""Parts in one portion: few enough that little waits in memory, many enough that handing over costs nothing."""

WAITING = 4
"""Portions for each worker that are done or under way before the first of them is taken."""

SLOW_FIRST = ("search_index", "tables", "exports")
"""Data modules whose portions take longest: begun first, so that no worker is left alone with one at the end."""


@dataclass(frozen=True)
class _Held:
    """What is made from: the site, and the parts kept of it."""

    site: SiteInput
    kept: KeptParts | None

    def made(self, batch: Batch) -> Outcome:
        """Make the portions of a batch."""
        return tuple(chain.from_iterable(map(self._made, batch)))

    def _made(self, portion: Portion) -> Outcome:
        if self.kept is not None:
            if is_kept(portion):
                return tuple(self.kept.made(portion))
            module = builder(portion)
            if module is not None:
                return tuple(self.kept.built(module, pages=portion.pages))
        return tuple(made(self.site, portion))

    def sorted_out(self, every: Iterable[Portion]) -> tuple[list[Portion], list[Portion]]:
        """What is to be made, and what can be taken as it was kept."""
        return (list(every), []) if self.kept is None else self.kept.sorted_out(every)

    def pages(self, outcome: Outcome) -> tuple[DataFile, ...]:
        """Pages that were made; none of them is a piece of something kept."""
        return tuple(page for page in outcome if isinstance(page, DataFile))

    def files(self, outcome: Outcome) -> tuple[DataFile | KeptFile, ...]:
        """What was made, as files."""
        return tuple(self._file(made) for made in outcome)

    def _file(self, made: Made) -> DataFile | KeptFile:
        if isinstance(made, KeptPiece):
            assert self.kept is not None
            return self.kept.whole(made)
        return made

    def taken(self, portion: Portion) -> tuple[KeptFile, ...]:
        """Take a portion that was kept."""
        assert self.kept is not None
        return tuple(self.kept.taken(portion))


_held: ContextVar[_Held] = ContextVar("_held")
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
    rest: Iterator[DataFile | KeptFile]


@contextmanager
def streamed(
    site: SiteInput, workers: int, progress: Progress = silent, cache: PartCache | None = None
) -> Iterator[Stream]:
    """Render a site.

    Args:
        site: The whole site.
        workers: Processes to work with; 1 does everything in this process, as do systems that cannot fork.
        progress: Told about every portion.
        cache: Keeps parts of a large site for the next time; None keeps nothing.

    Yields:
        The stream; its bytes are those of `generator.render.render`.
    """
    kept = KeptParts(site, cache) if cache is not None and worth_keeping(site) else None
    every = sorted(portions(site, PARTS), key=_slow_first)
    held = _Held(site, kept)
    if kept is not None:
        kept.drop_others(every)
    if workers <= 1 or "fork" not in multiprocessing.get_all_start_methods():
        yield _here(held, every, progress)
        return
    _make_shared(site)
    gc.freeze()
    try:
        with ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), _begin, (held,)) as pool:
            try:
                yield _by_workers(held, every, pool, workers * WAITING, progress)
            except BaseException:
                pool.shutdown(wait=True, cancel_futures=True)
                raise
    finally:
        gc.unfreeze()


def _make_shared(site: SiteInput) -> None:
    """Make once what every worker asks for, before they are born."""
    index_of(site)
    index_of(overview_of(site))
    record_hashes(site)
    compile_templates()


def _here(held: _Held, every: Iterable[Portion], progress: Progress) -> Stream:
    """Everything made by this process, one after the other."""
    work, ready = held.sorted_out(every)
    first = [(portion,) for portion in work if _is_page(portion)]
    rest = _batches((portion for portion in work if not _is_page(portion)), index_of(held.site))
    total = len(first) + len(rest) + len(ready)
    pages = tuple(_counted((held.pages(held.made(batch)) for batch in first), 0, total, progress))
    work_done = (held.files(held.made(batch)) for batch in rest)
    done: Iterable[tuple[DataFile | KeptFile, ...]] = chain(map(held.taken, ready), work_done)
    return Stream(pages, tuple(leaf_paths(held.site)), _counted(done, len(first), total, progress))


def _by_workers(held: _Held, every: Sequence[Portion], pool: Executor, ahead: int, progress: Progress) -> Stream:
    """Everything made by workers, while this process looks what need not be made, and takes it."""
    first = [(portion,) for portion in every if _is_page(portion)]
    # What is made every time is under way while this process looks at the rest. The slowest goes before the pages:
    # MkDocs waits for these, and everybody for the slowest at the end.
    known = [(portion,) for portion in every if portion.parts is None and not _is_page(portion)]
    begun = [pool.submit(_made, batch) for batch in known[:1]]
    listed = [pool.submit(_made, batch) for batch in first]
    begun += [pool.submit(_made, batch) for batch in known[1:ahead]]
    work, ready = held.sorted_out(portion for portion in every if portion.parts is not None)
    left = deque((*known[ahead:], *_batches(work, index_of(held.site))))
    total = len(first) + len(begun) + len(left) + len(ready)
    pages = tuple(_counted((held.pages(future.result()) for future in listed), 0, total, progress))
    done = _side_by_side(held, pool, begun, left, ready, ahead)
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


def _begin(held: _Held) -> None:
    end_with_parent()
    _held.set(held)


def _made(batch: Batch) -> Outcome:
    found = _held.get().made(batch)
    if batch[0].parts is None:
        if not _is_page(batch[0]):
            found = tuple(map(_packed, found))
        # What sets all documents side by side needs much memory for a while; the next batch needs little.
        give_back()
    return found


def _packed(file: Made) -> Made:
    if isinstance(file, DataFile) and len(file.content) > LARGE:
        packer = Packer()
        packer.add(file.content)
        return packer.file(file.path)
    return file


def _side_by_side(
    held: _Held,
    pool: Executor,
    begun: Iterable[Future[Outcome]],
    work: deque[Batch],
    ready: Iterable[Portion],
    ahead: int,
) -> Iterator[tuple[DataFile | KeptFile, ...]]:
    """What workers make, few portions of it under way at a time, and meanwhile what this process has at hand."""
    waiting = deque(begun)

    def hand_over() -> None:
        while work and len(waiting) < ahead:
            waiting.append(pool.submit(_made, work.popleft()))

    hand_over()
    for portion in ready:
        yield held.taken(portion)
        while waiting and waiting[0].done():
            yield held.files(waiting.popleft().result())
        hand_over()
    while waiting:
        yield held.files(waiting.popleft().result())
        hand_over()


def _counted(portions_made: Iterable[tuple[File, ...]], before: int, total: int, progress: Progress) -> Iterator[File]:
    for done, portion in enumerate(portions_made, before + 1):
        yield from portion
        progress("render", done, total)
