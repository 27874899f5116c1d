"""What rests on no comparison: made by a process of its own while documents are compared."""

from __future__ import annotations

import contextlib
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread

from generator.collecting import seldom_collect
from generator.models.passing import let_go
from generator.render.kept import KeptParts, PartCache, worth_keeping
from generator.render.making import Held, Outcome, packed
from generator.render.site import Portion, SiteInput, load_modules
from generator.workers import end_with_parent

PORTIONS = (
    Portion(pages=True, module="units"),
    Portion(pages=True, module="citations"),
    Portion(pages=True, module="timeline"),
    Portion(pages=True, module="quality"),
    Portion(pages=False, module="search_index"),
    Portion(pages=False, module="bibliography"),
    Portion(pages=False, module="feed"),
)
"""What is made anew every time and asks for records only; pages first, as somebody waits for them first, in the
order in which they are listed."""


@dataclass(frozen=True)
class Ahead:
    """PORTIONS under way; they are taken one after the other, in their order."""

    _connection: Connection

    def is_done(self) -> bool:
        """Whether the next one can be taken without waiting."""
        return self._connection.poll()

    def take(self) -> Outcome | None:
        """What became of the next one, waited for if need be; None if the process came to an end without it."""
        try:
            outcome: Outcome = self._connection.recv()
        except (EOFError, OSError):
            return None
        return outcome


@contextmanager
def begun(site: SiteInput, workers: int, cache: PartCache | None = None) -> Iterator[Ahead | None]:
    """Begin with what rests on no comparison.

    Args:
        site: The whole site; its comparison is not looked at.
        workers: Processes to work with; 1 begins nothing, as do systems that cannot fork.
        cache: Keeps parts of a large site for the next time; None keeps nothing.

    Yields:
        What is under way; None where everything is made later, as in a small site, which takes no time.
    """
    if workers <= 1 or "fork" not in multiprocessing.get_all_start_methods() or not worth_keeping(site):
        yield None
        return
    # This process needs all of them anyway, and whoever is forked from it has them then.
    load_modules()
    # No pool: it would come with a thread, and whoever forks next would do so with threads running.
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_make, args=(ours, theirs, site, cache), daemon=True)
    process.start()
    theirs.close()
    try:
        yield Ahead(ours)
    finally:
        ours.close()
        process.terminate()
        process.join()


def _make(ours: Connection, theirs: Connection, site: SiteInput, cache: PartCache | None) -> None:
    end_with_parent()
    seldom_collect()
    ours.close()
    held = Held(site, None if cache is None else KeptParts(site, cache))
    outcomes: SimpleQueue[Outcome | None] = SimpleQueue()
    # A pipe takes 64 kB before somebody reads, and nobody does while documents are compared.
    sender = Thread(target=_send, args=(theirs, outcomes))
    sender.start()
    for portion in PORTIONS:
        let_go()
        found = held.made((portion,))
        outcomes.put(found if portion.pages else tuple(map(packed, found)))
    outcomes.put(None)
    sender.join()


def _send(theirs: Connection, outcomes: SimpleQueue[Outcome | None]) -> None:
    # Nobody waits any more where comparing failed.
    with contextlib.suppress(BrokenPipeError):
        while (found := outcomes.get()) is not None:
            theirs.send(found)
