"""The order of levels and documents."""

from __future__ import annotations

import pytest

from generator.models.kinds import Level
from generator.models.order import LEVELS, is_higher
from generator.render.wording import LEVELS as NAMED


def test_levels_stand_from_the_top_down_and_are_named_in_this_order() -> None:
    assert LEVELS == ("national", "province", "prefecture", "county", "unknown")
    assert tuple(NAMED) == LEVELS


@pytest.mark.parametrize(
    ("level", "other", "higher"),
    [
        ("national", "province", True),
        ("prefecture", "county", True),
        ("county", "prefecture", False),
        ("county", "county", False),
        ("national", "unknown", False),
        ("unknown", "county", False),
    ],
)
def test_a_level_is_higher_only_where_both_are_known(level: Level, other: Level, higher: bool) -> None:
    assert is_higher(level, other) == higher
