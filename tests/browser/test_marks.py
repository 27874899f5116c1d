"""The marks that the desk makes in the browser, by themselves and against those of the pages."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from playwright.sync_api import Page, expect

from generator.models import Difference
from tests.support import real_comparison


def difference(page: Page, base: str, other: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = page.evaluate(
        "([base, other]) => policykbCompare.difference(base, other)", [base, other]
    )
    return found


@pytest.mark.parametrize(
    ("base", "other"),
    [
        ("建立政务诚信考核机制。", "建立健全政务诚信考核评价机制。"),
        ("完善政府采购诚信体系,建立责任制。", "完善政府采购诚信体系，建立责任制。"),
        ("", "新增的条文。"),
        ("删去的条文。", ""),
        ("甲乙丙丁", "子丑寅卯"),
    ],
)
def test_difference_rebuilds_both_texts(page: Page, site_url: str, base: str, other: str) -> None:
    page.goto(site_url + "desk.html")
    steps = difference(page, base, other)
    assert "".join(str(step["text"]) for step in steps if step["op"] != "delete") == other
    deleted_or_equal = sum(len(str(step["text"])) for step in steps if step["op"] != "insert")
    assert deleted_or_equal == len(base)


def test_difference_makes_no_confetti(page: Page, site_url: str) -> None:
    page.goto(site_url + "desk.html")
    steps = difference(
        page,
        "各级政府要依法接受同级人大及其常委会的监督，接受人民政协的民主监督。",
        "推动社会信用立法，各部门的负责人要把诚信教育列入培训的内容。",
    )
    equal = [str(step["text"]) for step in steps if step["op"] == "equal"]
    assert all(len(text) >= 3 or text == "。" for text in equal), equal


def test_difference_ignores_the_width_of_signs(page: Page, site_url: str) -> None:
    page.goto(site_url + "desk.html")
    steps = difference(page, "加强领导,落实责任(牵头单位:甲局)。", "加强领导，落实责任（牵头单位：甲局）。")
    assert [step["op"] for step in steps] == ["equal"]


def test_difference_sees_a_moved_sentence(page: Page, site_url: str) -> None:
    page.goto(site_url + "desk.html")
    steps = difference(
        page,
        "公开采购信息接受社会监督。建立采购诚信责任制度并严格考核。定期通报履约验收的结果。",
        "建立采购诚信责任制度并严格考核。定期通报履约验收的结果。公开采购信息接受社会监督。",
    )
    moved = {(step["op"], str(step["text"]).strip("。")) for step in steps if step["moved"]}
    assert moved == {("delete", "公开采购信息接受社会监督"), ("insert", "公开采购信息接受社会监督")}


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _share(steps: Sequence[tuple[str, bool, str]]) -> float:
    """The part of the shorter text that stands in both, in its place."""
    size = {op: sum(_letters(text) for kind, _, text in steps if kind == op) for op in ("equal", "insert", "delete")}
    return size["equal"] / (size["equal"] + min(size["insert"], size["delete"]) or 1)


@pytest.fixture(scope="module")
def built_in() -> list[Difference]:
    """Twelve real pairs of which the pages mark every change, those with a moved passage first."""
    found = [
        difference
        for difference in real_comparison().differences
        if _share([(step.op, step.moved, step.text) for step in difference.operations]) >= 0.33
        and {"insert", "delete"} <= {step.op for step in difference.operations}
    ]
    moved = [entry for entry in found if any(step.moved for step in entry.operations)]
    return [*moved, *(entry for entry in found if entry not in moved)][:12]


def test_the_desk_marks_like_the_pages(page: Page, site_url: str, built_in: list[Difference]) -> None:
    """Its own comparison in the browser: no confetti, what moved is marked, as much is found in both texts."""
    assert len(built_in) >= 10
    moved = 0
    for number, entry in enumerate(built_in):
        one, other = (f"{ref.policy}:{ref.item}" for ref in (entry.base, entry.other))
        page.goto(f"{site_url}desk.html?{number}#i={one},{other}&base={one}")
        marks = page.locator(f"td[data-ref='{other}'] .pk-difference").first
        expect(marks, f"{one} {other}").to_be_visible()
        steps: list[tuple[str, bool, str]] = marks.evaluate(
            """node => [...node.childNodes].map(child => [
              {INS: "insert", DEL: "delete"}[child.nodeName] || "equal",
              child.nodeName !== "#text" && child.classList.contains("moved"),
              child.textContent,
            ])"""
        )
        said = "".join("".join(text.split()) for op, _, text in steps if op != "delete")
        wanted = "".join(
            "".join((step.other_text or step.text).split()) for step in entry.operations if step.op != "delete"
        )
        assert said == wanted, (one, other)
        # Long equal stretches are cut in three so that their middle can be hidden.
        whole = [
            (op, "".join(part[2] for part in parts)) for op, parts in itertools.groupby(steps, lambda step: step[0])
        ]
        inside = [text for op, text in whole[1:-1] if op == "equal" and text]
        assert not [text for text in inside if _letters(text) < 3], (one, other)
        ours = [(step.op, step.moved, step.text) for step in entry.operations]
        assert abs(_share(steps) - _share(ours)) <= 0.15, (one, other)
        if any(step.moved for step in entry.operations):
            moved += 1
            assert any(is_moved for _, is_moved, _ in steps), (one, other)
    assert moved >= 1
