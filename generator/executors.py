"""Who does the work of the long stages: this process, threads, processes, or a cluster."""

from __future__ import annotations

import multiprocessing
import os
import re
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager

from generator.collecting import seldom_collect
from generator.problems import PolicykbError, Problem
from generator.workers import end_with_parent

AUTOMATIC = "auto"
KINDS = "auto、none、threads[:N]、processes[:N]、dask://地址:端口"
"""What people may choose, as they are told."""

WORTH = 24
"""Documents from which on processes save more time than starting them takes."""

_LOCAL = re.compile(r"(threads|processes)(?::([1-9][0-9]{0,2}))?")
_CLUSTER = re.compile(r"dask://([^/\s]+:[0-9]{1,5})")


def workers() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def opened(choice: str, documents: int) -> Iterator[Executor | None]:
    """An executor for the stages that work document by document or pair by pair.

    Args:
        choice: See KINDS; automatic takes processes where there are several processors and documents enough.
        documents: How many documents there are.

    Yields:
        The executor, None where this process does the work.

    Raises:
        PolicykbError: The choice is none (executor_unknown), or the cluster cannot be reached or asks for a package
            that is not installed (executor_unusable).
    """
    if choice == AUTOMATIC:
        choice = f"processes:{workers()}" if workers() > 1 and documents >= WORTH else "none"
    if choice == "none":
        yield None
    elif (local := _LOCAL.fullmatch(choice)) is not None:
        count = int(local[2]) if local[2] else workers()
        with ThreadPoolExecutor(count) if local[1] == "threads" else _processes(count) as executor:
            yield executor
    elif (cluster := _CLUSTER.fullmatch(choice)) is not None:
        with _cluster(cluster[1]) as executor:
            yield executor
    else:
        raise _problem("executor_unknown", f"不认识“{choice}”；可用的有：{KINDS}")


def _processes(count: int) -> ProcessPoolExecutor:
    # Forked where the system can: starting anew would import the program once more for each.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else None
    return ProcessPoolExecutor(count, multiprocessing.get_context(method), _begin)


def _begin() -> None:
    end_with_parent()
    seldom_collect()


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client
    except ImportError as error:
        raise _problem("executor_unusable", "使用集群需要另装：pip install 'policykb[cluster]'") from error
    try:
        client = Client(  # type: ignore[no-untyped-call]
            f"tcp://{address}", timeout="10s", set_as_default=False
        )
    except OSError as error:
        message = f"连不上集群 {address}；请确认调度程序（dask scheduler）已启动、地址与端口正确"
        raise _problem("executor_unusable", message) from error
    with client:
        yield client.get_executor(pure=False)  # type: ignore[no-untyped-call]


def _problem(code: str, message: str) -> PolicykbError:
    return PolicykbError(Problem(path="--executor", line=0, code=code, message=message))
