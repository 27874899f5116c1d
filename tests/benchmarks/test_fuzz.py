"""The fuzz run itself: it reads and refuses in every format, and an error of a stage ends it."""

from __future__ import annotations

import pytest

from generator.vocabulary import Vocabulary
from tests.benchmarks import fuzz
from tests.support import real_vocabulary


def test_every_format_is_tried() -> None:
    counts = fuzz.fuzz(0.0, real_vocabulary())
    assert {name.split()[0] for name in counts} == set(fuzz.WRITERS)


def test_an_error_of_a_stage_ends_the_run_and_names_the_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str, suffix: str, vocabulary: Vocabulary) -> None:
        raise ZeroDivisionError(suffix)

    monkeypatch.setattr(fuzz, "through_all_stages", broken)
    with pytest.raises(ZeroDivisionError) as caught:
        fuzz.fuzz(0.0, real_vocabulary())
    assert caught.value.__notes__[0].startswith("seed ")
