"""Labels beside those of responsible units: time limits of rectification, and labels of neither unit nor limit."""

from __future__ import annotations

import pytest

from generator.models import ReadItem, SourceText
from generator.parse import parse
from generator.vocabulary import Vocabulary


def first(body: str, vocabulary: Vocabulary) -> ReadItem:
    text = f"云州市整改方案\n一、整改任务\n（一）污水直排问题\n{body}\n（二）其他。加强巡查。\n"
    reading = parse(SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)
    return reading.tasks[0]


@pytest.mark.parametrize(
    ("body", "units", "dates"),
    [
        ("责任单位：市水利局；整改时限：2024年9月底前", ["市水利局"], ["2024-09-30"]),
        ("整改时限：2024年12月底前\n责任单位：市水利局", ["市水利局"], ["2024-12-31"]),
        ("（责任单位：市水利局；整改期限：立行立改）", ["市水利局"], []),
        ("责任单位：市水利局\n实施期限：2024年1月至12月", ["市水利局"], ["2024-12-31"]),
        ("加强巡查。（市水利局负责；实施时间：2024年1月至12月）", ["市水利局"], ["2024-12-31"]),
        ("加强巡查。（市水利局负责；完成时限：2024年6月底）", ["市水利局"], ["2024-06-30"]),
        ("（责任单位：市水利局；整改措施：加强夜间巡查；咨询电话：12345）", ["市水利局"], []),
        ("（责任单位：市水利局；督导单位：市督查室；资金来源：市级财政）", ["市水利局"], []),
        ("（牵头单位：市水利局，配合单位：市住建局，完成标准：稳定达标）", ["市水利局", "市住建局"], []),
        ("责任单位：市水利局；考核指标：处置率达到95%", ["市水利局"], []),
    ],
)
def test_what_stands_behind_other_labels_is_no_unit(
    body: str, units: list[str], dates: list[str], vocabulary: Vocabulary
) -> None:
    task = first(body, vocabulary)
    assert [unit.raw for unit in task.units] == units
    assert [deadline.date for deadline in task.deadlines if deadline.date] == dates


def test_a_labelled_line_goes_on_with_nothing(vocabulary: Vocabulary) -> None:
    text = "云州市整改方案\n一、整改任务\n（一）污水直排问题\n督导单位：云州市生态环境局\n整改措施：开展全面排查整治\n"
    reading = parse(SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)
    assert not [repair for repair in reading.repairs if repair.kind == "page_break_join"]
    assert reading.tasks[0].body.paragraph_starts == (0, 1)
