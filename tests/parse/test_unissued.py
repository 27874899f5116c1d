"""Drafts that are not issued yet: the date is open or none, the issuer stands on a line of its own."""

from __future__ import annotations

import pytest

from generator.models import Reading, SourceText
from generator.parse import parse
from generator.parse.folding import squeeze
from generator.vocabulary import Vocabulary

BODY = "一、主要任务\n（一）政府采购。建立政府采购诚信责任制。（责任单位：市财政局）\n"


def read(text: str, vocabulary: Vocabulary) -> Reading:
    return parse(SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)


@pytest.mark.parametrize(
    "date", ["2025年5月　日", "××××年×月×日", "20　年　月　日", "2025年5月", "2025年6月31日", "二〇二五年×月×日"]
)
def test_who_will_sign_is_known_without_a_date(date: str, vocabulary: Vocabulary) -> None:
    text = f"关于加强政务诚信建设的通知\n各镇人民政府：\n{BODY}青川市人民政府办公室\n{date}\n"
    metadata = read(text, vocabulary).metadata
    assert (metadata.issuer, metadata.issued_on) == ("青川市人民政府办公室", None)
    assert "issued_on" not in metadata.spans


def test_a_date_that_there_is_goes_before_one_that_is_open(vocabulary: Vocabulary) -> None:
    text = (
        f"关于加强政务诚信建设的通知\n青川市人民政府办公室\n2025年3月1日\n{BODY}青川市发展和改革委员会\n2025年5月　日\n"
    )
    metadata = read(text, vocabulary).metadata
    assert (metadata.issuer, metadata.issued_on) == ("青川市人民政府办公室", "2025-03-01")


def test_a_date_in_running_text_signs_nothing(vocabulary: Vocabulary) -> None:
    text = f"关于加强政务诚信建设的通知\n{BODY}青川市人民政府\n2025年5月底前完成\n"
    assert read(text, vocabulary).metadata.issuer is None


def test_the_signature_between_the_list_of_annexes_and_the_annex_is_an_imprint(vocabulary: Vocabulary) -> None:
    text = (
        f"青川市政务诚信建设实施方案\n{BODY}附件：1.任务分工表\n　　　2.认定标准\n青川市人民政府办公室\n2025年6月31日\n"
        "附件1\n任务分工表\n序号\t任务\t责任单位\n1\t政府采购\t市财政局\n"
    )
    reading = read(text, vocabulary)
    imprint = [text[slice(*block.span)].strip() for block in reading.blocks if block.kind == "imprint"]
    assert imprint == ["青川市人民政府办公室\n2025年6月31日"]
    assert [w.message[:12] for w in reading.warnings if w.code == "date_impossible"] == ["“2025年6月31日”"]
    assert [row.title for row in reading.annex_rows] == ["政府采购"]


def test_issuers_on_lines_of_their_own_belong_to_the_title(vocabulary: Vocabulary) -> None:
    text = f"青川市发展和改革委员会\n青川市财政局\n关于加强政务诚信建设的通知\n各镇人民政府：\n{BODY}"
    metadata = read(text, vocabulary).metadata
    assert metadata.title == "青川市发展和改革委员会青川市财政局关于加强政务诚信建设的通知"
    assert squeeze(text[slice(*metadata.spans["title"])]) == metadata.title


def test_what_is_no_issuer_stays_outside_the_title(vocabulary: Vocabulary) -> None:
    text = f"青川市政务诚信工作动态\n关于加强政务诚信建设的通知\n各镇人民政府：\n{BODY}"
    assert read(text, vocabulary).metadata.title == "关于加强政务诚信建设的通知"
