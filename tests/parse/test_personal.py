"""Personal data is found by its form and label; only its place is kept."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.models import SourceText
from generator.parse.personal import find_personal_data
from tests.support import ROOT


def find(text: str) -> list[tuple[str, str]]:
    document = SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8")
    return [(entry.kind, text[slice(*entry.span)]) for entry in find_personal_data(document, [(0, len(text))])]


def test_contacts_of_the_draft() -> None:
    text = (ROOT / "policies" / "jiangyin-2018-draft" / "source.txt").read_text(encoding="utf-8")
    found = find(text)
    assert [kind for kind, _ in found] == ["phone", "fax", "email"]
    assert [len(value) for _, value in found] == [8, 8, 14]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("联系电话：0510-12345678", [("phone", "0510-12345678")]),
        ("电话:12345678   传真:87654321", [("phone", "12345678"), ("fax", "87654321")]),
        ("联系人：张三，手机13800000000。", [("name", "张三"), ("phone", "13800000000")]),
        ("邮箱:a.b@example.org。", [("email", "a.b@example.org")]),
        ("传　真：（0510）1234567", [("fax", "（0510）1234567")]),
        ("联系人：张三、李四", [("name", "张三、李四")]),
    ],
)
def test_labelled_and_well_formed_data(text: str, found: list[tuple[str, str]]) -> None:
    assert find(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "拨打12345热线。",
        "索引号 014046317/2020-03684",
        "2017年12月末",
        "设立有奖举报电话,将征信工作落实到户",
        "客服时间:9:00-18:30",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert find(text) == []


@given(st.text(alphabet="0123456789-@.电话传真:： a联系人", max_size=80))
def test_finds_never_overlap(text: str) -> None:
    document = SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8")
    spans = [entry.span for entry in find_personal_data(document, [(0, len(text))])]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_who_explains_a_document_is_a_person() -> None:
    assert find("解读机关：某市民政局    解读人：赵强    联系电话：0777-8888888") == [
        ("name", "赵强"),
        ("phone", "0777-8888888"),
    ]
