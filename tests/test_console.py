"""console: bars for people, nothing for logs."""

from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console

from generator.console import STAGE_NAMES, shown_progress
from generator.pipeline import compare_corpus, read_corpus, render_corpus
from generator.render import Settings
from tests.support import copy_knowledge_base


def test_a_terminal_sees_counts_and_time_left() -> None:
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=True, width=100, color_system=None)
    with shown_progress(console) as progress:
        progress("read", 3, 12)
        progress("unheard-of", 1, 2)
    drawn = screen.getvalue()
    assert STAGE_NAMES["read"] in drawn
    assert "3/12" in drawn
    assert "unheard-of" in drawn
    assert "--:--" in drawn


def test_a_log_stays_empty() -> None:
    log = io.StringIO()
    with shown_progress(Console(file=log, force_terminal=False)) as progress:
        progress("read", 3, 12)
    assert log.getvalue() == ""


def test_every_stage_counts_up_to_its_end(tmp_path: Path) -> None:
    root = copy_knowledge_base(tmp_path / "root", ["jilin-2017-75-jd", "template-x", "yixing-2020-70"])
    told: dict[str, list[tuple[int, int]]] = {}

    def step(stage: str, done: int, total: int) -> None:
        told.setdefault(stage, []).append((done, total))

    corpus = read_corpus(root, step)
    render_corpus(root, corpus, compare_corpus(corpus, progress=step), Settings(), step)
    assert set(told) == set(STAGE_NAMES) - {"site"}
    for stage, steps in told.items():
        done = [number for number, _ in steps]
        assert done == sorted(done), stage
        assert len({total for _, total in steps}) == 1, stage
        assert steps[-1][0] == steps[-1][1] > 0, stage
    assert told["read"][-1] == (3, len(corpus.records))
