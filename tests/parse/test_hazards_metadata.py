"""What is known to be wrong with the real documents: each ends as read right, as a repair, or as a warning.

The entries are those about annexes, citations, metadata, damaged text and personal data; the body's own are tested
with the body.
"""

from __future__ import annotations

import functools

import pytest

from generator.models import Reading, SourceText
from generator.parse import parse
from tests.support import ROOT, real_vocabulary

YIXING, PANJIN, JILIN = "yixing-2020-70", "panjin-2017-25", "jilin-2017-75-jd"
JIANGYIN, TEMPLATE, NATIONAL = "jiangyin-2018-draft", "template-x", "national-2016-76"


def text_of(policy: str) -> str:
    return (ROOT / "policies" / policy / "source.txt").read_text(encoding="utf-8")


@functools.cache
def reading(policy: str) -> Reading:
    document = SourceText(path="x/source.txt", text=text_of(policy), sha256="0" * 64, encoding="utf-8")
    return parse(document, real_vocabulary())


WARNED = [
    (YIXING, 6, "publish_date_differs", "生成日期与成文日期不同"),
    (YIXING, 9, "issuer_is_website", "发布机构是网站"),
    (YIXING, 33, "title_repeated", "标题出现四次"),
    (YIXING, 77, "lost_character", "信用信息服平台"),
    (YIXING, 79, "lost_character", "信用信息服平台"),
    (YIXING, 107, "doubled_word", "推选等等"),
    (PANJIN, 35, "suspect_hotline", "12346，正文与附件一致"),
    (PANJIN, 86, "suspect_hotline", "12346，正文与附件一致"),
    (PANJIN, 84, "doubled_item", "经济区政府重复"),
    (PANJIN, 84, "doubled_word", "经济区政府管委会"),
    (PANJIN, 88, "annex_name_split", "姓名中间有空格"),
    (PANJIN, 93, "doubled_word", "采购政府采购网"),
    (PANJIN, 94, "lost_character", "政府方可回溯"),
    (PANJIN, 84, "personal_data", "分管领导"),
    (JILIN, 15, "doubled_word", "要要"),
    (JIANGYIN, 16, "consultation_before_publication", "截止日早于公布日"),
    (JIANGYIN, 18, "personal_data", "电话、传真"),
    (JIANGYIN, 20, "personal_data", "电子邮箱"),
    (JIANGYIN, 57, "doubled_word", "系统系统"),
    (JIANGYIN, 79, "wrong_character", "依法依归"),
    (JIANGYIN, 89, "stray_space", "村 及个人"),
    (JIANGYIN, 35, "citation_unbracketed", "实施意见无书名号"),
    (JIANGYIN, 89, "citation_unbracketed", "考核办法无书名号"),
    (TEMPLATE, 5, "truncated", "仅部分预览"),
    (TEMPLATE, 16, "truncated", "预告的部分没有"),
    (TEMPLATE, 88, "truncated", "以相关文档结束"),
    (TEMPLATE, 10, "anonymised", "X省"),
    (NATIONAL, 1, "digest", "要点摘编"),
]


@pytest.mark.parametrize(("policy", "line", "code", "what"), WARNED)
def test_ends_as_a_warning(policy: str, line: int, code: str, what: str) -> None:
    assert (line, code) in {(warning.line, warning.code) for warning in reading(policy).warnings}, what


REPAIRED = [
    (PANJIN, 7, "stray_space", "强 政", "强政"),
    (PANJIN, 21, "ocr_and", " and ", "和"),
    (PANJIN, 25, "ocr_and", " and ", "和"),
    (JIANGYIN, 16, "date", "20181011日", "2018年10月11日"),
    (JIANGYIN, 26, "date", "2018930", "2018年9月30日"),
    (JIANGYIN, 41, "date", "20182020年", "2018—2020年"),
    (JIANGYIN, 39, "lost_separator", "显著改善2020年", "显著改善;2020年"),
    (JIANGYIN, 199, "quote", "“", "《"),
    (JIANGYIN, 213, "stray_space", "献 度", "献度"),
    (
        JIANGYIN,
        8,
        "title_join",
        "关于征求《江阴市关于加强\n\n镇街园区政务诚信建设的实施方案》意见的通知",
        "关于征求《江阴市关于加强镇街园区政务诚信建设的实施方案》意见的通知",
    ),
    (
        JIANGYIN,
        29,
        "title_join",
        "江阴市关于加强\n\n镇街园区政务诚信建设的实施方案",
        "江阴市关于加强镇街园区政务诚信建设的实施方案",
    ),
]


@pytest.mark.parametrize(("policy", "line", "kind", "before", "after"), REPAIRED)
def test_ends_as_a_repair_with_evidence(policy: str, line: int, kind: str, before: str, after: str) -> None:
    text = text_of(policy)
    found = [
        repair
        for repair in reading(policy).repairs
        if (repair.kind, repair.before, repair.after) == (kind, before, after)
        and text.count("\n", 0, repair.span[0]) + 1 == line
    ]
    assert found
    assert all(repair.evidence and text[slice(*repair.span)] == before for repair in found)


def test_no_warning_repeats_a_name_or_a_number_of_a_person() -> None:
    for policy in (PANJIN, JIANGYIN):
        text = text_of(policy)
        read = reading(policy)
        private = {text[slice(*entry.span)] for entry in read.personal_data}
        assert private
        for warning in read.warnings:
            assert not any(value in warning.message for value in private)
        for repair in read.repairs:
            assert not any(value in repair.before + repair.after + repair.evidence for value in private)


def test_nbsp_and_spaces_inside_a_citation_are_read(  # 宜发〔2018〕44 号
) -> None:
    (citation,) = [c for c in reading(YIXING).citations if c.number == "宜发〔2018〕44号"]
    assert citation.title == "中共宜兴市委 宜兴市人民政府关于进一步加快推进诚信宜兴建设的意见"


def test_the_key_of_the_number_and_the_number_on_its_own_line_agree() -> None:
    metadata = reading(YIXING).metadata
    assert metadata.doc_number == "宜政办发〔2020〕70号"
    assert text_of(YIXING)[: metadata.spans["doc_number"][0]].count("\n") + 1 == 19


def test_square_and_six_cornered_brackets_give_one_form() -> None:
    numbers = {citation.number for citation in reading(JILIN).citations if citation.number}
    assert numbers == {"吉政办发〔2017〕75号", "吉政办发〔2017〕4号"}


def test_aliases_of_the_interpreted_document_are_no_citations() -> None:
    titles = {citation.title for citation in reading(JILIN).citations}
    assert not titles & {"方案", "实施方案", "吉林省政务诚信建设实施方案"}
    assert len(titles) == 5


def test_a_date_before_the_issuer_at_the_end_is_read() -> None:
    metadata = reading(JILIN).metadata
    assert (metadata.issuer, metadata.issued_on) == ("吉林省发展和改革委员会", "2017-11-18")


def test_the_imprint_is_not_the_signature() -> None:
    text = text_of(PANJIN)
    spans = reading(PANJIN).metadata.spans
    assert text[: spans["issued_on"][0]].count("\n") + 1 == 15
    assert text[: spans["issuer"][0]].count("\n") + 1 == 13


def test_split_unit_cells_group_rows_and_merged_cells_of_the_flattened_table() -> None:
    rows = {row.title: row for row in reading(JIANGYIN).annex_rows}
    joined = rows["围绕示范创建,推行评星定级制,形成镇街守信用信文化"]
    assert [unit.raw for unit in joined.units][-2:] == ["其它商业银行", "各镇街道园区"]
    assert [(row.row, len(row.units)) for row in list(rows.values())[-4:]] == [("", 0), ("1", 1), ("2", 0), ("3", 0)]
