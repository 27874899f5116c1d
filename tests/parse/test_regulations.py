"""Regulations (条例、办法): chapters, articles (条), paragraphs (款), points (项), and how provisions are cited."""

from __future__ import annotations

from itertools import pairwise

import pytest

from generator.models import PolicyRecord, PolicyStub, SourceNotes, SourceText
from generator.normalise import normalise, outline_of, policy_stub
from generator.parse import parse
from generator.parse.numbering import read_number
from generator.validate import validate
from generator.vocabulary import Vocabulary

REGULATION = """青川市社会信用条例

（2021年9月28日青川市第十六届人民代表大会常务委员会第三十次会议通过）

目　录

第一章　总则
第二章　信用信息
第三章　附则

第一章　总　则

第一条　为了规范社会信用管理，根据《中华人民共和国立法法》第七十二条第二款和第八十条的规定，结合本市实际，制定本条例。

第二章　信用信息

第二条　市发展改革部门负责统筹信用信息归集。

归集目录每年公布一次。

第二条之一　归集目录应当听取意见。

第三条　有下列情形之一的，列入失信名单：

（一）拒不履行生效判决的；

（二）编造虚假信息的。

前款规定的名单应当公示。公示期限为五日。

有下列情形之一的，可以移出：
（一）已经履行的；
（二）法律、法规规定的其他情形。

依照本条例第二条第二款公布的目录，适用第三条第一款第二项的规定。违反本条第三款规定的，责令改正。

第四条　拒不改正的，依照《青川市政务信用管理办法》（青政发〔2015〕8号）第三条第一款处理。

第三章　附　则

第五条　本条例自2022年1月1日起施行。
"""


def record_of(text: str, vocabulary: Vocabulary, policy: str = "x", known: tuple[PolicyStub, ...] = ()) -> PolicyRecord:
    source = SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8")
    return normalise(parse(source, vocabulary), source, SourceNotes(), vocabulary, policy, known)


def test_articles_keep_their_paragraphs_and_list_their_points(vocabulary: Vocabulary) -> None:
    record = record_of(REGULATION, vocabulary)
    tasks = {task.id: task for task in record.tasks}
    assert list(tasks) == [
        "t-2-2", "t-2-2x2", "t-2-3", "t-2-3-1", "t-2-3-2", "t-2-3-1x2", "t-2-3-2x2", "t-2-4",
    ]  # fmt: skip
    third = tasks["t-2-3"]
    bounds = [*third.paragraph_starts, len(third.spans)]
    paragraphs = ["".join(REGULATION[a:b] for a, b in third.spans[first:last]) for first, last in pairwise(bounds)]
    assert paragraphs == [
        "有下列情形之一的，列入失信名单：",
        "前款规定的名单应当公示。公示期限为五日。",
        "有下列情形之一的，可以移出：",
        "依照本条例第二条第二款公布的目录，适用第三条第一款第二项的规定。违反本条第三款规定的，责令改正。",
    ]
    assert [(tasks[f"t-2-3-{n}"].title, tasks[f"t-2-3-{n}"].text) for n in ("1", "2", "1x2", "2x2")] == [
        ("拒不履行生效判决的", ""),
        ("编造虚假信息的", ""),
        ("已经履行的", ""),
        ("法律、法规规定的其他情形", ""),
    ]
    assert [w for w in record.warnings if w.code in ("numbering_gap", "count_unverified", "count_mismatch")] == []


def test_a_table_of_contents_opens_no_chapters(vocabulary: Vocabulary) -> None:
    record = record_of(REGULATION, vocabulary)
    assert [(s.id, s.title) for s in record.sections if s.level == 1] == [
        ("s-1", "总　则"),
        ("s-2", "信用信息"),
        ("s-3", "附　则"),
    ]
    contents = [REGULATION[slice(*block.span)] for block in record.blocks if block.kind == "duplicate"]
    assert [entry.split() for entry in contents] == [
        ["目", "录", "第一章", "总则", "第二章", "信用信息", "第三章", "附则"]
    ]


def test_a_line_that_says_contents_and_is_none(vocabulary: Vocabulary) -> None:
    record = record_of("青川市归集办法\n\n目录\n一、归集范围\n归集下列信息。\n二、归集方式\n按月归集。\n", vocabulary)
    assert [task.title for task in record.tasks] == ["归集范围", "归集方式"]


def test_who_adopted_it_and_when(vocabulary: Vocabulary) -> None:
    record = record_of(REGULATION, vocabulary)
    assert (str(record.issued_on), record.issuer) == ("2021-09-28", "青川市人民代表大会常务委员会")
    assert record.document_type == "条例"
    order = REGULATION.replace(
        "2021年9月28日青川市第十六届人民代表大会常务委员会第三十次会议通过", "2021年10月8日青川市人民政府令第5号公布"
    )
    record = record_of(order, vocabulary)
    assert (record.issuer, record.doc_number) == ("青川市人民政府", "青川市人民政府令第5号")


def test_provisions_cited_by_number_are_found(vocabulary: Vocabulary) -> None:
    record = record_of(REGULATION, vocabulary)
    found = [
        (r.raw, r.title, r.item, r.paragraph, REGULATION[slice(*r.paragraph_span)] if r.paragraph_span else None)
        for r in record.references
    ]
    listed = "有下列情形之一的，列入失信名单："
    assert found == [
        ("第七十二条第二款", "中华人民共和国立法法", None, 2, None),
        ("第八十条", "中华人民共和国立法法", None, None, None),
        ("前款", None, "t-2-3", 1, listed),
        ("第二条第二款", None, "t-2-2", 2, "归集目录每年公布一次。"),
        ("第三条第一款第二项", None, "t-2-3-2", 1, listed),
        ("本条第三款", None, "t-2-3", 3, "有下列情形之一的，可以移出："),
        ("第三条第一款", "青川市政务信用管理办法", None, 1, None),
    ]
    sources = {"x": REGULATION}
    assert [
        p for p in validate([record], vocabulary, sources) if p.code in ("text_differs", "link_broken", "span_outside")
    ] == []


def test_a_provision_of_another_document_of_the_corpus(vocabulary: Vocabulary) -> None:
    source = SourceText(path="x/source.txt", text=REGULATION, sha256="0" * 64, encoding="utf-8")
    stub = policy_stub(outline_of(parse(source, vocabulary)), SourceNotes(), vocabulary, "law")
    text = (
        "青川市实施方案\n\n一、主要任务\n\n（一）公示名单。按照《青川市社会信用条例》第三条第二款和第三条第三款第（一）项、"
        "第九条的规定公示。\n"
    )
    record = record_of(text, vocabulary, "plan", (stub,))
    assert [(r.policy, r.item, r.paragraph, r.point) for r in record.references] == [
        ("law", "t-2-3", 2, None),
        ("law", "t-2-3-1x2", 3, 1),
        ("law", None, None, None),
    ]
    span = record.references[0].paragraph_span
    assert span is not None
    assert REGULATION[slice(*span)] == "前款规定的名单应当公示。公示期限为五日。"


def test_articles_without_chapters_and_numbered_paragraphs(vocabulary: Vocabulary) -> None:
    text = (
        "青川市归集办法\n\n第一条　归集下列信息：\n（一）许可信息；\n（二）处罚信息。\n\n"
        "第二条　按下列规定公开。\n第一款　公开目录。\n第二款　公开结果。\n"
        "第三条规定的内容除外。\n\n第三条　本办法自2022年1月1日起施行。\n"
    )
    record = record_of(text, vocabulary)
    assert [(task.id, task.kind, task.number) for task in record.tasks] == [
        ("t-1", "task_group", "第一条"),
        ("t-1-1", "task", "（一）"),
        ("t-1-2", "task", "（二）"),
        ("t-2", "task_group", "第二条"),
        ("t-2-1", "task", "第一款"),
        ("t-2-2", "task", "第二款"),
    ]
    # since when a document holds obliges nobody, with 附则 above it or without
    assert [section.id for section in record.sections if section.number == "第三条"] == ["s-3"]


@pytest.mark.parametrize(
    "line", ["第三条规定的情形除外", "第三条第二款所列事项", "第三条、第四条规定", "第二款规定的事项"]
)
def test_a_line_that_begins_with_a_citation_is_no_article(line: str) -> None:
    assert read_number(line) is None


DUTIES = """青川市消防条例
（2010年9月29日青川市第十一届人民代表大会常务委员会第二十四次会议通过　2022年11月25日修订）

第一章　总则

第一条　为了预防火灾，制定本条例。

第二条　应急管理部门对消防工作实施监督管理，由消防救援机构负责实施。

第二章　职责

第十一条　物业服务企业应当维护设施。

第三章　附则

第十二条　本条例自2023年3月1日起施行。
"""


def test_an_article_of_the_general_part_that_charges_somebody_is_a_task(vocabulary: Vocabulary) -> None:
    record = record_of(DUTIES, vocabulary)
    assert [task.id for task in record.tasks] == ["t-1-2", "t-2-11"]
    assert [unit.raw for unit in record.tasks[0].units] == ["应急管理部门", "消防救援机构"]
    assert "count_unverified" not in {warning.code for warning in record.warnings}


def test_the_note_under_the_title_is_no_text_and_its_session_no_number(vocabulary: Vocabulary) -> None:
    record = record_of(DUTIES, vocabulary)
    assert (record.doc_number, record.issuer) == (None, "青川市人民代表大会常务委员会")
    assert record.preamble.text == ""


def test_a_number_alone_on_its_line_stands_for_its_title(vocabulary: Vocabulary) -> None:
    record = record_of(
        "青川市归集办法\n\n第一章　信息归集\n第一条　归集信息。\n第二章 \n第二条　公开信息。\n", vocabulary
    )
    assert [(s.title, s.span[1] - s.span[0]) for s in record.sections if s.level == 1] == [
        ("信息归集", 4),
        ("第二章", 3),
    ]


def test_the_number_of_an_article_names_no_domain(vocabulary: Vocabulary) -> None:
    text = "青川市鸽棚办法\n\n第一条　鸽棚应当登记。\n第二条　鸽棚应当清扫。\n第三条【信鸽】　信鸽应当佩戴足环。\n"
    record = record_of(text, vocabulary)
    domains = [task.domains.primary.name if task.domains.primary else None for task in record.tasks]
    # articles without titles and chapters are on what the document's title says
    assert domains == ["鸽棚", "鸽棚", "信鸽"]


UNTITLED_CONTENTS = """云州市政务诚信条例
第一章
第二章 信用信息
第三章 监督
第四章

第一章

第一条 为了加强政务诚信建设，制定本条例。
第二章 信用信息
第二条 市信用信息中心每月更新信用信息。
第三章 监督
第三条 市人民政府每年通报履约情况。
第四章

第四条 本条例自2024年1月1日起施行。
"""


def test_chapters_one_below_the_other_are_a_table_of_contents(vocabulary: Vocabulary) -> None:
    """Web pages lose 目录 and titles of chapters that are set apart (第一章　总　则)."""
    reading = parse(
        SourceText(path="x/source.txt", text=UNTITLED_CONTENTS, sha256="0" * 64, encoding="utf-8"), vocabulary
    )
    assert [(task.id, task.number) for task in reading.tasks] == [("t-2-2", "第二条"), ("t-3-3", "第三条")]
    contents = [UNTITLED_CONTENTS[slice(*block.span)] for block in reading.blocks if block.kind == "duplicate"]
    assert "".join(contents).split() == ["第一章", "第二章", "信用信息", "第三章", "监督", "第四章"]
