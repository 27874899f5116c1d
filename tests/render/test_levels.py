"""Coverage by level: how dark a cell is."""

from __future__ import annotations

import pytest

from generator.render.levels import STEPS, LevelCell


@pytest.mark.parametrize(
    ("present", "documents", "shade"),
    [(0, 4, 0), (1, 100, 1), (1, 10, 2), (1, 4, 3), (24, 100, 2), (1, 2, 4), (3, 4, 5), (4, 4, 5)],
)
def test_a_cell_is_a_shade_darker_from_each_step_on(present: int, documents: int, shade: int) -> None:
    assert LevelCell(present, mentioned=0, documents=documents).shade == shade
    assert len(STEPS) == 4
