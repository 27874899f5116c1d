"""Metadata against the hand-made readings, and the rules on front matter of other places."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.models import SourceText
from generator.parse import parse
from generator.parse.folding import squeeze
from generator.parse.lines import split_lines
from generator.parse.metadata import MetadataReading, read_metadata
from generator.vocabulary import Vocabulary
from tests.support import ROOT, real_vocabulary
from tests.truth_files import truth

FIRST_HEADING = {
    "yixing": ("yixing-2020-70", 37),
    "panjin": ("panjin-2017-25", 23),
    "jilin": ("jilin-2017-75-jd", 4),
    "jiangyin": ("jiangyin-2018-draft", 37),
    "template": ("template-x", 12),
    "national": ("national-2016-76", 7),
}
LOCAL = sorted(set(FIRST_HEADING) - {"national"})
STATUS = {
    "yixing": None,
    "panjin": None,
    "jilin": "interpretation",
    "jiangyin": "draft",
    "template": "template",
    "national": "digest",
}


def read(text: str, first: int | None, vocabulary: Vocabulary) -> MetadataReading:
    document = SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8")
    return read_metadata(document, split_lines(text), first, vocabulary)


def text_of(name: str) -> str:
    return (ROOT / "policies" / FIRST_HEADING[name][0] / "source.txt").read_text(encoding="utf-8")


def reading(name: str, vocabulary: Vocabulary) -> MetadataReading:
    return read(text_of(name), FIRST_HEADING[name][1], vocabulary)


def told_of(name: str) -> dict[str, Any]:
    return dict(truth(name)["metadata"])


@pytest.mark.parametrize("name", LOCAL)
def test_every_field_of_the_hand_made_reading_is_read(name: str, vocabulary: Vocabulary) -> None:
    found = reading(name, vocabulary).metadata
    want = told_of(name)
    assert found.title == want["title"]
    assert found.subtitle == want.get("subtitle")
    assert found.wrapper_title == squeeze(want["wrapper_title"]) if "wrapper_title" in want else not found.wrapper_title
    assert found.doc_number == want["doc_number"]
    assert found.issuer == want["issuer"]
    assert found.issued_on == want["issue_date"]
    assert found.approved_by == want.get("approved_by")
    assert found.index_number == want.get("index_number")
    assert found.published_on == want.get("publish_date")
    assert list(found.keywords) == want.get("keywords", [])
    assert list(found.addressees) == want.get("addressees", [])
    # the reading names the kind with a remark: "实施方案 (印发通知)", "征求意见稿 (实施方案)"
    assert (found.document_type or "") in want["document_type"]
    assert found.document_type is not None


@pytest.mark.parametrize("name", sorted(STATUS))
def test_the_status_is_what_the_text_says_of_itself(name: str, vocabulary: Vocabulary) -> None:
    assert reading(name, vocabulary).metadata.text_status == STATUS[name]


@pytest.mark.parametrize(
    ("mark", "status"),
    [("（送审稿）", "draft"), ("（讨论稿）", "draft"), ("（草案）", "draft"), ("（试行）", None), ("", None)],
)
def test_a_title_that_says_draft_is_one(mark: str, status: str | None, vocabulary: Vocabulary) -> None:
    text = f"某市加强政务诚信建设实施方案{mark}\n\n一、主要任务\n\n（一）政府采购。公开信息。\n"
    found = parse(SourceText(path="x.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)
    assert found.metadata.text_status == status


@pytest.mark.parametrize(
    "head", ["清河县加强政务诚信建设实施方案", "清河县人民政府办公室\n关于加强政务诚信建设的实施方案"]
)
@pytest.mark.parametrize(
    ("mark", "status"),
    [
        *(("（征求意见稿）", "draft"), ("（公开征求意见稿）", "draft"), ("(草案)", "draft"), ("（讨论稿）", "draft")),
        *(("（试行）", None), ("（2024年修订版）", None), ("（2024—2026年）", None)),
    ],
)
def test_an_edition_on_a_line_of_its_own_ends_the_title(
    head: str, mark: str, status: str | None, vocabulary: Vocabulary
) -> None:
    opening = "各乡镇人民政府：\n为推进政务诚信，制定本方案。"
    text = f"{head}\n{mark}\n{opening}\n一、主要任务\n（一）政府采购。公开信息。\n"
    found = parse(SourceText(path="x.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)
    assert (found.metadata.title, found.metadata.text_status) == (head.replace("\n", "") + mark, status)
    assert found.preamble.spans == ((text.index("为推进"), text.index("\n一、")),)


def test_legal_status_is_stated_or_follows_from_the_kind(vocabulary: Vocabulary) -> None:
    found = {name: reading(name, vocabulary).metadata.legal_status for name in LOCAL}
    assert found["yixing"] == "有效"
    assert found["panjin"] is found["template"] is None
    assert found["jiangyin"] == "征求意见"
    assert "解读" in (found["jilin"] or "")


@pytest.mark.parametrize("name", LOCAL)
def test_fields_are_found_where_the_reading_says(name: str, vocabulary: Vocabulary) -> None:
    text, want = text_of(name), told_of(name)
    spans = reading(name, vocabulary).metadata.spans
    checked = {
        "title": want.get("title_line") or (want.get("title_raw_lines") or [None])[0],
        "doc_number": want.get("doc_number_line"),
        "issuer": want.get("issuer_line"),
        "issued_on": want.get("issue_date_line"),
        "published_on": want.get("publish_date_line"),
    }
    for field, line in checked.items():
        if line is not None:
            assert text.count("\n", 0, spans[field][0]) + 1 == line, field
    if want.get("issue_date_raw"):
        assert text[slice(*spans["issued_on"])] == want["issue_date_raw"]


def test_national_digest(vocabulary: Vocabulary) -> None:
    found = reading("national", vocabulary).metadata
    assert (found.title, found.subtitle) == ("国务院关于加强政务诚信建设的指导意见", "（要点摘编）")
    assert (found.doc_number, found.issuer, found.issued_on) == ("国发〔2016〕76号", "国务院", "2016-12-22")
    assert found.document_type == "指导意见"


@pytest.mark.parametrize("name", sorted(FIRST_HEADING))
def test_running_text_above_the_outline_is_no_metadata(name: str, vocabulary: Vocabulary) -> None:
    """The paragraph after the title that says why (为…，制定本方案) is the preamble."""
    preamble = {"yixing": 35, "panjin": 21, "jilin": 3, "jiangyin": 35, "template": 10}
    lines = reading(name, vocabulary).lines
    assert lines
    assert preamble.get(name) not in lines


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2019年1月2日", "2019-01-02"),
        ("二〇一九年十二月二十三日", "2019-12-23"),
        ("二○一七年十月十日", "2017-10-10"),
        ("（2019年1月2日）", "2019-01-02"),
        ("2018930", "2018-09-30"),
        ("20181011", "2018-10-11"),
        ("2018111", None),
        ("2018年2月31日", None),
    ],
)
def test_signed_dates(line: str, date: str | None, vocabulary: Vocabulary) -> None:
    text = f"某某市实施方案\n某某市人民政府\n{line}\n一、总体要求\n推进。\n"
    assert read(text, 4, vocabulary).metadata.issued_on == date


def test_signature_below_the_body_in_either_order(vocabulary: Vocabulary) -> None:
    for end in ("某省发展和改革委员会\n2020年1月2日\n", "2020年1月2日\n某省发展和改革委员会\n"):
        found = read(f"某省工作方案\n一、总体要求\n推进工作。\n{end}", 2, vocabulary).metadata
        assert (found.issuer, found.issued_on) == ("某省发展和改革委员会", "2020-01-02")


def test_a_table_of_the_site_with_colons(vocabulary: Vocabulary) -> None:
    text = (
        "索引号：AB-01 发文机关：某县人民政府\n发文字号：某政发[2021] 3号 成文日期：2021-03-04\n"
        "有 效 性：失效 发布日期：2021年3月9日 主 题 词：信用；监管\n某县监管办法\n一、总则\n推进。\n"
    )
    found = read(text, 5, vocabulary).metadata
    assert found.index_number == "AB-01"
    assert found.issuer == "某县人民政府"
    assert found.doc_number == "某政发〔2021〕3号"
    assert (found.issued_on, found.published_on) == ("2021-03-04", "2021-03-09")
    assert found.legal_status == "失效"
    assert found.keywords == ("信用", "监管")
    assert (found.title, found.place) == ("某县监管办法", "某县")


def test_a_title_over_two_lines_needs_a_reason_to_be_joined(vocabulary: Vocabulary) -> None:
    joined = read("某市人民政府关于加强\n信用监管的意见\n一、总体要求\n推进。\n", 3, vocabulary)
    assert joined.metadata.title == "某市人民政府关于加强信用监管的意见"
    assert [repair.kind for repair in joined.repairs] == ["title_join"]
    apart = read("信用动态\n某市信用监管意见\n一、总体要求\n推进。\n", 3, vocabulary)
    assert apart.metadata.title == "某市信用监管意见"
    assert apart.repairs == ()


def test_a_hidden_place_is_never_a_real_one(vocabulary: Vocabulary) -> None:
    found = reading("template", vocabulary)
    assert found.metadata.place == "X市"
    assert "anonymised" in {warning.code for warning in found.warnings}


def test_what_is_not_there_is_pointed_out(vocabulary: Vocabulary) -> None:
    found = read("一、总体要求\n推进。\n", 1, vocabulary)
    assert found.metadata.title is None
    assert [warning.code for warning in found.warnings] == ["metadata_missing"] * 3


VOCABULARY = real_vocabulary()
PIECES = [
    "\n",
    "\n\n",
    " ",
    "\u00a0",
    "索引号",
    "日期:",
    "2020-13-45",
    "2018930",
    "20181011日(星期一)",
    "某市人民政府",
    "关于",
    "《",
]
PIECES += [
    "》",
    "的通知",
    "实施方案",
    "印发",
    "——解读",
    "国发〔2016〕76号",
    "2020年1月2日",
    "各县区:",
    "X市",
    "着力推进公开",
    "，",
    "。",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=50).map("".join), st.one_of(st.none(), st.integers(1, 20)))
def test_any_front_matter_gives_spans_inside_the_text(text: str, first: int | None) -> None:
    found = read(text, first, VOCABULARY)
    for start, end in found.metadata.spans.values():
        assert 0 <= start < end <= len(text)
    for repair in found.repairs:
        assert text[slice(*repair.span)] == repair.before
    assert all(1 <= number <= len(split_lines(text)) for number in found.lines)


def test_joint_issuers_and_a_title_that_ends_on_the_next_line(vocabulary: Vocabulary) -> None:
    text = (
        "关于印发《某市信用行动计划\n（2021—2023年）》的通知\n各县区：\n现印发给你们，请落实。\n"
        "中共某市委办公室\n某市人民政府办公室\n2021年5月6日\n\n某市信用行动计划\n（2021—2023年）\n"
        "为推进信用建设，制定本计划。\n一、总体要求\n推进。\n"
    )
    found = read(text, 12, vocabulary)
    assert found.metadata.title == "某市信用行动计划（2021—2023年）"
    assert found.metadata.wrapper_title == "关于印发《某市信用行动计划（2021—2023年）》的通知"
    assert found.metadata.issuer == "中共某市委办公室 某市人民政府办公室"
    assert text[slice(*found.metadata.spans["issuer"])] == "中共某市委办公室\n某市人民政府办公室"
    assert 11 not in found.lines
    assert [repair.kind for repair in found.repairs] == ["title_join", "title_join"]
