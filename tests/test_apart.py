"""What a process of its own does is kept and told here; what becomes of it otherwise stays there."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from generator import apart, whole_build
from generator.apart import done_apart, is_worth_it
from generator.compare import chosen, taught
from generator.models import Comparison, PolicyRecord
from generator.pipeline import Corpus, compare_corpus, describe_corpus, read_corpus, was_compared
from generator.problems import PolicykbError, Problem
from generator.progress import Progress, silent
from tests.benchmarks.corpus import SHORT, write_knowledge_base

COUNT = 14
REFUSED = PolicykbError(Problem(path="x", line=1, code="y", message="z"))

pytestmark = pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="nothing is forked here")


def test_it_is_told_here_how_far_the_work_has_come_and_what_was_kept_is_there(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    there: list[int] = []

    def work(progress: Progress) -> None:
        for number in range(3):
            progress("compare", number, 3)
        there.append(os.getpid())
        (tmp_path / "kept").write_text(str(there[0]), encoding="utf-8")

    assert done_apart(work, lambda *step: told.append(step))
    assert told == [("compare", number, 3) for number in range(3)]
    assert not there and (tmp_path / "kept").read_text(encoding="utf-8") not in ("", str(os.getpid()))


@pytest.mark.parametrize("end", [lambda: os._exit(3), lambda: os.kill(os.getpid(), signal.SIGKILL)])
def test_who_comes_to_a_bad_end_is_told_from_who_is_done(end) -> None:
    def work(progress: Progress) -> None:
        progress("compare", 0, 3)
        end()

    assert not done_apart(work, silent)


@pytest.mark.parametrize("error", [REFUSED, OSError(28, "disk full"), MemoryError()])
def test_an_error_that_is_told_here_is_not_told_there(error: Exception, capfd: pytest.CaptureFixture[str]) -> None:
    def work(progress: Progress) -> None:
        raise error

    assert not done_apart(work, silent)
    assert capfd.readouterr().err == ""


def test_who_cannot_be_told_any_more_does_not_wait_for_the_end() -> None:
    """The terminal is gone: whoever went on waiting waited for ever, as nobody took what was told."""

    def work(progress: Progress) -> None:
        for number in range(3):
            progress("compare", number, 3)

    def gone(stage: str, done: int, total: int) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        done_apart(work, gone)


def test_it_ends_with_whoever_waits_for_it(tmp_path: Path) -> None:
    def work(progress: Progress) -> None:
        (tmp_path / "process").write_text(str(os.getpid()), encoding="utf-8")
        progress("compare", 0, 3)
        signal.pause()

    def interrupted(stage: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        done_apart(work, interrupted)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "process").read_text(encoding="utf-8")), 0)


@pytest.mark.parametrize(
    ("documents", "changed", "executor", "expected"),
    [
        (3_000, 3_000, "auto", True),
        (3_000, 3_000, "processes:2", True),
        (3_000, 3_000, "none", False),
        (3_000, 3_000, "dask://here:1", False),
        (3_000, 375, "auto", False),
        (3_000, 376, "auto", True),
        (499, 499, "auto", False),
    ],
)
def test_it_is_worth_it_where_much_is_to_be_done(documents: int, changed: int, executor: str, expected: bool) -> None:
    assert is_worth_it(documents, changed, executor) is expected


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return read_corpus(write_knowledge_base(tmp_path / "made", COUNT, sizes=SHORT))


@pytest.mark.parametrize("killed", [False, True])
def test_documents_never_compared_are_compared_apart_with_the_same_result(
    corpus: Corpus, tmp_path: Path, killed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, root = os.getpid(), tmp_path / "made"
    done: list[bool] = []

    def compared(*given: object, **more: object) -> Comparison:
        if killed and os.getpid() != here:
            os._exit(1)
        return compare_corpus(*given, **more)  # type: ignore[arg-type]

    def noted(*given: object) -> bool:
        done.append(done_apart(*given))  # type: ignore[arg-type]
        assert was_compared(root) is (len(done) == 2 and not killed)
        return done[-1]

    monkeypatch.setattr(apart, "MANY", COUNT)
    monkeypatch.setattr(whole_build, "compare_corpus", compared)
    monkeypatch.setattr(whole_build, "done_apart", noted)
    assert not was_compared(root)
    expected = compare_corpus(corpus)
    assert whole_build._compared(root, corpus, "auto", silent, COUNT) == expected
    assert done == [True, not killed]
    assert whole_build._compared(root, corpus, "auto", silent, 1) == expected
    assert len(done) == 2, "one edited document is compared here"


def test_who_compares_takes_what_was_described(corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "made"
    expected = compare_corpus(corpus)
    told: list[tuple[str, int, int]] = []
    describe_corpus(corpus, lambda *step: told.append(step), None, root)
    assert told == [("compare", 0, 2 * COUNT)]
    surveyed = chosen.survey_all

    def none_left(records: Sequence[PolicyRecord], *given: Any) -> Any:
        assert not records
        return surveyed(records, *given)

    monkeypatch.setattr(chosen, "survey_all", none_left)
    monkeypatch.setattr(taught, "learn", None)
    assert compare_corpus(corpus, cached_in=root) == expected
