"""The parser never refuses: any text gives a reading that covers every character of it."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.models import Reading, SourceText, unbroken
from generator.parse import parse
from tests.support import ROOT, real_vocabulary

VOCABULARY = real_vocabulary()
SOURCES = sorted((ROOT / "policies").glob("*/source.txt"))
PIECES = [
    "一、",
    "（一）",
    "(二)",
    "1.",
    "2",
    "一是",
    "第三条 ",
    "总体要求",
    "基本原则",
    "保障措施",
    "附件：",
    "任务分解表",
    "责任单位：",
    "（牵头单位：",
    "）",
    "(",
    "市发改委",
    "、",
    "，",
    "。",
    "\n",
    "\n\n",
    "\u00a0",
    "\u3000",
    "《",
    "》",
    "“",
    "〔2018〕3号",
    "2018年",
    "长期",
    "序号\t任务\t责任单位",
    "\t",
    "等有关单位",
    "各镇、园区",
    "12月底前",
    "80%",
    "\r\n",
    "and",
    "\ufeff",
    "<script>",
    "{{x}}",
    "完善四项制度",
    "20181011日",
    "各部门要",
    "政务诚信建设",
]


def reading_of(text: str) -> Reading:
    reading = parse(SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), VOCABULARY)
    assert "".join(text[slice(*block.span)] for block in reading.blocks) == text
    ids = [entry.id for entry in (*reading.tasks, *reading.principles, *reading.headings, *reading.annex_rows)]
    assert len(set(ids)) == len(ids)
    for item in (*reading.tasks, *reading.principles):
        assert text[slice(*item.title_span)] == item.title
        for unit in item.units:
            # a line end within a name is left out of it (市规划 / 局)
            assert unbroken(text[slice(*unit.span)]) == unit.raw
        for start, end in item.body.spans:
            assert 0 <= start < end <= len(text)
    return reading


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_text_made_of_the_pieces_that_official_documents_are_made_of(text: str) -> None:
    reading_of(text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    reading_of(text)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("seed", range(4))
def test_real_documents_with_lines_lost_doubled_and_cut(path: object, seed: int) -> None:
    assert hasattr(path, "read_text")
    chance = random.Random(seed)  # noqa: S311 - a fixed seed, so that a failure can be seen again
    lines = path.read_text(encoding="utf-8").split("\n")
    for _ in range(12):
        at = chance.randrange(len(lines))
        fate = chance.choice(["drop", "double", "cut"])
        if fate == "drop" and len(lines) > 1:
            del lines[at]
        elif fate == "double":
            lines.insert(at, lines[at])
        else:
            lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
    reading_of("\n".join(lines))
