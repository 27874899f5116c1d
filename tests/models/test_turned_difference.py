"""A difference read from the other side rebuilds both texts too."""

from __future__ import annotations

import itertools

import pytest

from generator.models import Difference
from tests.support import real_corpus


def texts(difference: Difference) -> tuple[str, str]:
    base = "".join(step.text for step in difference.operations if step.op in ("equal", "delete"))
    other = "".join(
        (step.other_text or step.text) if step.op == "equal" else step.text
        for step in difference.operations
        if step.op != "delete"
    )
    return base, other


@pytest.fixture(scope="module")
def differences() -> tuple[Difference, ...]:
    from generator.pipeline import compare_corpus

    found = compare_corpus(real_corpus()).differences
    assert len(found) > 50
    return found


def test_turned_round_it_rebuilds_the_two_texts(differences: tuple[Difference, ...]) -> None:
    for difference in differences:
        base, other = texts(difference)
        assert texts(difference.turned()) == (other, base)


def test_turned_twice_it_is_the_same(differences: tuple[Difference, ...]) -> None:
    for difference in differences:
        assert texts(difference.turned().turned()) == texts(difference)


def test_turned_round_each_change_still_begins_with_what_is_gone(differences: tuple[Difference, ...]) -> None:
    for difference in differences:
        kinds = [step.op for step in difference.turned().operations]
        assert ("insert", "delete") not in list(itertools.pairwise(kinds))
