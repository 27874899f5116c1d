"""Citations against the hand-made readings, and the rules on texts of other places."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.models import Heading, ReadMetadata, SourceText
from generator.parse import parse
from generator.parse.citations import CitationReading, find_citations
from generator.parse.folding import fold, normalise_number, squeeze
from generator.parse.lines import split_lines
from generator.vocabulary import Vocabulary
from tests.support import ROOT, real_vocabulary
from tests.truth_files import truth

POLICY = {
    "yixing": "yixing-2020-70",
    "panjin": "panjin-2017-25",
    "jilin": "jilin-2017-75-jd",
    "jiangyin": "jiangyin-2018-draft",
    "template": "template-x",
}


def source(text: str) -> SourceText:
    return SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8")


def text_of(name: str) -> str:
    return (ROOT / "policies" / POLICY[name] / "source.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(POLICY))
def test_every_document_named_is_found_with_number_relation_and_span_and_none_besides(
    name: str, vocabulary: Vocabulary
) -> None:
    text = text_of(name)
    found = {citation.span: citation for citation in parse(source(text), vocabulary).citations}
    wanted = truth(name)["cited_documents"]
    assert sorted(found) == sorted(tuple(want["title_span"]) for want in wanted)
    for want in wanted:
        citation = found[tuple(want["title_span"])]
        assert squeeze(citation.title) == squeeze(want.get("title_normalised") or want["title"])
        assert citation.number == (want.get("number_normalised") or want["number"] or None)
        assert citation.relation == want["relation"]
        assert (list(citation.number_span) if citation.number_span else None) == want.get("number_span")


def test_later_mentions_are_no_further_citations(vocabulary: Vocabulary) -> None:
    text = text_of("jiangyin")
    lines = split_lines(text)
    headings = [
        Heading(
            id="s-1", number="一", level=1, title="目标任务", label="", line=37, span=(lines[36].start, lines[36].end)
        )
    ]
    spans = [(line.start, line.end) for line in lines if line.number >= 35]
    metadata = ReadMetadata(title="江阴市关于加强镇街园区政务诚信建设的实施方案")
    reading = find_citations(source(text), lines, headings, spans, metadata, vocabulary)
    found = {citation.span: citation for citation in reading.citations}
    checked = 0
    for want in truth("jiangyin")["cited_documents"]:
        if "also_lines" in want:
            mentions = found[tuple(want["title_span"])].mentions
            assert [text.count("\n", 0, start) + 1 for start, _ in mentions] == want["also_lines"]
            checked += 1
    assert checked == 4


def test_documents_named_without_title_marks_are_pointed_out(vocabulary: Vocabulary) -> None:
    wanted = {tuple(entry["span"]) for entry in truth("jiangyin")["unbracketed_citations"]}
    warnings = parse(source(text_of("jiangyin")), vocabulary).warnings
    assert {warning.span for warning in warnings if warning.code == "citation_unbracketed"} == wanted


@pytest.mark.parametrize(
    ("raw", "standard"),
    [
        ("国发〔2016〕76号", "国发〔2016〕76号"),
        ("吉政办发[2017]75号", "吉政办发〔2017〕75号"),
        ("宜发〔2018〕44 号", "宜发〔2018〕44号"),
        ("皖政（２０１９）１２号", "皖政〔2019〕12号"),
        ("渝府发【2020】第3号", "渝府发〔2020〕3号"),
        ("X政〔X〕21号", "X政〔X〕21号"),
    ],
)
def test_numbers_are_brought_to_one_form(raw: str, standard: str) -> None:
    assert normalise_number(raw) == standard


def find(text: str, vocabulary: Vocabulary, **metadata: Any) -> CitationReading:
    lines = split_lines(text)
    at = text.find("一、")
    headings = (
        [Heading(id="s-1", number="一", level=1, title="", label="", line=1, span=(at, at + 2))] if at >= 0 else []
    )
    return find_citations(source(text), lines, headings, [(0, len(text))], ReadMetadata(**metadata), vocabulary)


@pytest.mark.parametrize(
    ("text", "title", "number", "relation"),
    [
        ("根据《甲办法》（川府发（2019）5号）制定本方案。", "甲办法", "川府发〔2019〕5号", "basis"),
        ("为落实《甲规划》精神，制定本方案。", "甲规划", None, "basis"),
        ("一、任务\n认真落实《甲规划》。", "甲规划", None, "implements"),
        ("一、任务\n抓紧制定《甲管理办法》。", "甲管理办法", None, "deliverable"),
        ("一、任务\n由申请人填写《甲表》。", "甲表", None, "instrument_generic"),
        ("一、任务\n会议审议通过了《甲意见》。", "甲意见", None, "background"),
        ("一、任务\n依法适用《中华人民共和国招标投标法》。", "中华人民共和国招标投标法", None, "implements"),
        ("按照《省政府关于印发《甲方案》的通知》要求。", "省政府关于印发《甲方案》的通知", None, "basis"),
        ("按照《甲\n\n意见》要求。", "甲意见", None, "basis"),
    ],
)
def test_the_words_before_a_title_give_its_relation(
    text: str, title: str, number: str | None, relation: str, vocabulary: Vocabulary
) -> None:
    (citation,) = find(text, vocabulary).citations
    assert (citation.title, citation.number, citation.relation) == (title, number, relation)


def test_members_of_a_list_share_the_words_before_it(vocabulary: Vocabulary) -> None:
    text = "根据《甲意见》（国发〔2016〕7号）、《乙意见》和《丙意见》，制定《丁细则》。"
    assert [(c.title, c.relation) for c in find(text, vocabulary).citations] == [
        ("甲意见", "basis"),
        ("乙意见", "basis"),
        ("丙意见", "basis"),
        ("丁细则", "deliverable"),
    ]


def test_the_document_itself_is_no_citation(vocabulary: Vocabulary) -> None:
    text = "《某市甲方案》（以下简称《甲方案》）已经同意。《甲方案》和《方案》要落实。"
    assert find(text, vocabulary, title="某市甲方案").citations == ()
    assert [c.title for c in find(text, vocabulary, title="别的").citations] == ["某市甲方案"]


def test_a_title_without_its_end_is_no_citation(vocabulary: Vocabulary) -> None:
    assert find("根据《甲意见。乙》制定。", vocabulary).citations == ()


def test_damaged_years_do_not_make_a_second_document(vocabulary: Vocabulary) -> None:
    text = "一、落实《某县行动计划(20182020年)》。\n二、细化《某县行动计划(2018—2020年)》。"
    (citation,) = find(text, vocabulary).citations
    assert citation.title == "某县行动计划(2018—2020年)"
    assert len(citation.mentions) == 1


VOCABULARY = real_vocabulary()
PIECES = [
    "《",
    "》",
    "“",
    "”",
    "（",
    "）",
    "国发〔2016〕76号",
    "[2017]",
    "根据",
    "制定",
    "各村",
    "甲",
    "意见",
    "、",
    "和",
    "。",
]
PIECES += [
    "\n",
    " ",
    "关联阅读:\n",
    "政策解读",
    "以下简称",
    "(20182020年)",
    "一、",
    "按照某市考核办法等文件",
    "〔",
    "号",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=50).map("".join))
def test_any_order_of_marks_gives_citations_whose_spans_hold_their_titles(text: str) -> None:
    reading = find(text, VOCABULARY, title="甲意见")
    for citation in reading.citations:
        for start, end in (citation.span, *citation.mentions):
            assert 0 <= start < end <= len(text)
            assert fold(text[start:end]) == fold(citation.title)
        if citation.number_span is not None:
            assert normalise_number(text[slice(*citation.number_span)]) == citation.number


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        (
            "《海陵市数字政府建设行动方案》政策解读",
            "2022年，国务院印发《关于加强数字政府建设的指导意见》。",
            {"海陵市数字政府建设行动方案": "interprets", "关于加强数字政府建设的指导意见": "background"},
        ),
        (
            "《海陵市数字政府建设行动方案》政策解读",
            "近日，市政府办公室印发《海陵市数字政府建设行动方案》（海政办发〔2023〕15号）。",
            {"海陵市数字政府建设行动方案": "interprets"},
        ),
        (
            "海陵市数字政府建设行动方案政策解读",
            "近日，市政府办公室印发了《海陵市数字政府建设行动方案》。",
            {"海陵市数字政府建设行动方案": "interprets"},
        ),
    ],
)
def test_an_interpretation_interprets_what_its_title_names(
    title: str, body: str, expected: dict[str, str], vocabulary: Vocabulary
) -> None:
    text = f"{title}\n\n一、出台背景\n{body}\n\n二、主要内容\n建设一体化平台。\n\n三、解读机关\n海陵市大数据局。\n"
    reading = parse(SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)
    assert {entry.title: entry.relation for entry in reading.citations} == expected
    assert [task.title for task in reading.tasks] == ["主要内容"]


def test_what_the_covering_notice_repeals_is_cited_though_it_has_the_same_title(vocabulary: Vocabulary) -> None:
    text = (
        "青川市人民政府办公室关于印发《青川市政务诚信管理办法》的通知\n\n青政办发〔2022〕9号\n\n各县（市、区）人民政府：\n\n"
        "《青川市政务诚信管理办法》已经市政府同意，现印发给你们，请按《青川市公文办理规定》执行。"
        "原《青川市政务诚信管理办法》（青政办发〔2017〕3号）同时废止。\n\n青川市人民政府办公室\n\n2022年7月18日\n\n"
        "青川市政务诚信管理办法\n\n一、总体要求\n\n依法推进。\n\n二、主要任务\n\n（一）归集信息。按月归集政务信用信息。\n"
    )
    (cited,) = parse(source(text), vocabulary).citations
    assert (cited.title, cited.number, cited.relation) == ("青川市政务诚信管理办法", "青政办发〔2017〕3号", "repeals")
    closing = text.replace("原《青川市政务诚信管理办法》（青政办发〔2017〕3号）同时废止。", "")
    closing += "\n本办法自印发之日起施行，《青川市政务诚信管理办法》（青政办发〔2017〕3号）同时废止。\n"
    (cited,) = parse(source(closing), vocabulary).citations
    assert (cited.number, cited.relation) == ("青政办发〔2017〕3号", "repeals")
