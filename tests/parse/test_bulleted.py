"""Items behind bullets, and behind numbers with a sign that no standard has."""

from __future__ import annotations

import pytest

from generator.models import Reading, SourceText
from generator.parse import parse
from generator.vocabulary import Vocabulary

ABOVE = ("云州市信用建设方案", "一、总体要求", "推进信用建设。", "二、主要任务")
ITEMS = (
    "归集信用记录。归集公务员信用记录。（责任单位：市数据局；完成时限：2024年底）",
    "公开政务承诺。公开承诺事项。（责任单位：市司法局）",
    "开展诚信培训。每年培训一次。（责任单位：市人社局）",
)
BELOW = ("三、保障措施", "（一）加强领导。各单位要加强领导。")
SIGNS = "●◆■▶➢•○▲"
NUMBERS = ("{}，", "{},", "{}：", "{}；", "{}。")


def read(vocabulary: Vocabulary, *body: str) -> Reading:
    text = "\n".join([*ABOVE, *body, *BELOW])
    reading = parse(SourceText(path="x", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)
    assert not [block for block in reading.blocks if block.kind == "unclassified" and text[slice(*block.span)].strip()]
    return reading


def tasks(reading: Reading) -> list[tuple[str, str, list[str]]]:
    return [(task.id, task.title, [unit.raw for unit in task.units]) for task in reading.tasks if task.kind == "task"]


UNDER_PART = [
    ("t-2-1", "归集信用记录", ["市数据局"]),
    ("t-2-2", "公开政务承诺", ["市司法局"]),
    ("t-2-3", "开展诚信培训", ["市人社局"]),
]


@pytest.mark.parametrize("between", ["", " ", "\u3000"])
@pytest.mark.parametrize("sign", SIGNS)
def test_a_row_of_bullets_is_one_of_items(sign: str, between: str, vocabulary: Vocabulary) -> None:
    reading = read(vocabulary, *(sign + between + item for item in ITEMS))
    assert tasks(reading) == UNDER_PART
    assert [(task.number, task.path) for task in reading.tasks[:3]] == [("", ("二、主要任务",))] * 3


@pytest.mark.parametrize("form", NUMBERS)
def test_so_is_a_count_with_another_sign(form: str, vocabulary: Vocabulary) -> None:
    for digits in ("123", "１２３"):
        body = (form.format(n) + item for n, item in zip(digits, ITEMS, strict=True))
        assert tasks(read(vocabulary, *body)) == UNDER_PART


def test_below_an_item_they_are_its_parts_and_have_their_own_paragraphs(vocabulary: Vocabulary) -> None:
    body = ("（一）抓好归集。做好以下工作：", "◆归集信用记录", "归集公务员信用记录。", "（责任单位：市数据局）")
    more = ("◆公开政务承诺", "公开承诺事项。", "◆开展诚信培训", "（责任单位：市人社局）", "（二）抓好公开。公开事项。")
    reading = read(vocabulary, *body, *more)
    assert [(task.id, task.kind) for task in reading.tasks][:5] == [
        ("t-2-1", "task_group"),
        ("t-2-1-1", "task"),
        ("t-2-1-2", "task"),
        ("t-2-1-3", "task"),
        ("t-2-2", "task"),
    ]
    assert [(title, units) for _, title, units in tasks(reading)][:2] == [
        ("归集信用记录", ["市数据局"]),
        ("公开政务承诺", []),
    ]
    # the way to a part names what it is a part of without the bullet
    assert reading.tasks[1].path == ("二、主要任务", "（一）抓好归集")


def test_bullets_between_others_list_what_is_below_these(vocabulary: Vocabulary) -> None:
    parts = (("○编制目录", "○整理档案", "○定期归档"), ("○梳理清单", "○网上公开"), ("○集中授课",))
    items = ("●归集信用记录", "●公开政务承诺", "●开展诚信培训")
    body = [line for item, below in zip(items, parts, strict=True) for line in (item, *below)]
    reading = read(vocabulary, "（一）抓好归集", *body)
    assert tasks(reading)[:6] == [
        ("t-2-1-1-1", "编制目录", []),
        ("t-2-1-1-2", "整理档案", []),
        ("t-2-1-1-3", "定期归档", []),
        ("t-2-1-2-1", "梳理清单", []),
        ("t-2-1-2-2", "网上公开", []),
        ("t-2-1-3-1", "集中授课", []),
    ]
    above = ["归集信用记录"] * 3 + ["公开政务承诺"] * 2 + ["开展诚信培训"]
    assert [task.path[-1] for task in reading.tasks[:6]] == above
    assert "numbering_gap" not in {warning.code for warning in reading.warnings}


def test_rows_of_bullets_one_behind_the_other_are_of_one_kind(vocabulary: Vocabulary) -> None:
    reading = read(vocabulary, *("●" + item for item in ITEMS), *("◆" + item for item in ITEMS))
    assert [item for item, _, _ in tasks(reading)[:6]] == [f"t-2-{n}" for n in range(1, 7)]


@pytest.mark.parametrize(
    "body",
    [
        ("●" + ITEMS[0], "●" + ITEMS[1]),
        ("●" + ITEMS[0], "◆" + ITEMS[1], "●" + ITEMS[2]),
        ("1，" + ITEMS[0], "3，" + ITEMS[1], "4，" + ITEMS[2]),
        ("2，" + ITEMS[0], "3，" + ITEMS[1], "4，" + ITEMS[2]),
        ("—" + ITEMS[0], "—" + ITEMS[1], "—" + ITEMS[2]),
        ("●" + ITEMS[0], "各单位抓好落实。", "推进公开。", "推进共享。", "●" + ITEMS[1], "●" + ITEMS[2]),
        ("1，000元以上的报备。", "2，000元以上的公示。", "3，000元以上的审批。"),
    ],
    ids=["two", "unlike", "gap", "no first", "dashes", "apart", "amounts"],
)
def test_what_is_no_row_stays_text(body: tuple[str, ...], vocabulary: Vocabulary) -> None:
    assert [task.id for task in read(vocabulary, *body).tasks] == ["t-2", "t-3-1"]


def test_what_obliges_nobody_and_duties_of_offices_are_read_as_before(vocabulary: Vocabulary) -> None:
    aims = ("（一）工作目标。", *(f"●到2025年，完成第{n}阶段目标。" for n in "一二三"))
    text = "\n".join(["云州市信用建设方案", "一、总体要求", *aims, *BELOW])
    reading = parse(SourceText(path="x", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)
    assert [task.id for task in reading.tasks] == ["t-3-1"]
    duties = ("●市财政局：负责资金保障。", "●市审计局：负责审计监督。", "●市司法局：负责普法宣传。")
    found = tasks(read(vocabulary, "（一）部门职责", *duties))
    assert [units for _, _, units in found] == [["市财政局"], ["市审计局"], ["市司法局"]]


def test_bulleted_principles_stay_principles(vocabulary: Vocabulary) -> None:
    held = ("二、基本原则", "●坚持依法行政。依法办事。", "●坚持政务公开。全面公开。", "●坚持守信践诺。言出必行。")
    text = "\n".join([*ABOVE[:3], *held, *BELOW])
    reading = parse(SourceText(path="x", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)
    assert [entry.title for entry in reading.principles] == ["坚持依法行政", "坚持政务公开", "坚持守信践诺"]


def test_many_of_them_are_read_at_once(vocabulary: Vocabulary) -> None:
    reading = read(vocabulary, *(f"●归集第{n}类信用记录。（责任单位：市数据局）" for n in range(1500)))
    assert len(reading.tasks) == 1501
    assert reading.tasks[1499].id == "t-2-1500"
