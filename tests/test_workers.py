"""Work handed to others: results in order, few items under way; who works ends with whom it works for."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest

from generator.workers import end_with_parent, in_order


def test_results_come_in_the_order_of_the_items_whoever_is_done_first() -> None:
    second_done = Event()

    def work(item: int) -> int:
        if item == 0:
            assert second_done.wait(20)
        elif item == 1:
            second_done.set()
        return item * 10

    with ThreadPoolExecutor(2) as pool:
        assert list(in_order(lambda item: pool.submit(work, item), range(5), 3)) == [0, 10, 20, 30, 40]


@pytest.mark.parametrize("ahead", [1, 3])
def test_no_more_is_handed_over_than_may_wait(ahead: int) -> None:
    handed: list[int] = []

    def hand_over(item: int) -> Future[int]:
        handed.append(item)
        future: Future[int] = Future()
        future.set_result(item)
        return future

    for taken, result in enumerate(in_order(hand_over, iter(range(10)), ahead), 1):
        assert result == taken - 1
        assert len(handed) <= taken - 1 + ahead
    assert handed == list(range(10))


def test_a_fault_of_one_item_is_raised_where_its_result_would_stand() -> None:
    def work(item: int) -> int:
        return 1 // item

    with ThreadPoolExecutor(1) as pool:
        results = in_order(lambda item: pool.submit(work, item), (1, 0, 1), 2)
        assert next(results) == 1
        with pytest.raises(ZeroDivisionError):
            next(results)


class _Killed:
    pid = 2**22 + 1
    """No process has this number (proc(5), pid_max)."""


def _after_its_parent() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(multiprocessing, "parent_process", _Killed)
        end_with_parent()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody is told of a parent's end")
def test_a_worker_whose_parent_was_killed_before_it_could_ask_ends_too() -> None:
    process = multiprocessing.get_context("fork").Process(target=_after_its_parent)
    process.start()
    process.join(timeout=30)
    assert process.exitcode == -signal.SIGKILL
