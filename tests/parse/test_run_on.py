"""Parts that run on in one line or paragraph: articles, points, items with their own units, whole documents."""

from __future__ import annotations

import itertools

import pytest

from generator.models import Reading, SourceText
from generator.parse import parse
from generator.parse.lines import split_lines
from generator.parse.run_on import part_lines
from generator.vocabulary import Vocabulary


def read(text: str, vocabulary: Vocabulary) -> Reading:
    return parse(SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)


def parted(text: str, vocabulary: Vocabulary) -> list[str]:
    return [line.text for line in part_lines(split_lines(text), None, vocabulary)]


RULES = """青川市公共长椅管理办法
（2019年3月1日青川市人民政府令第12号公布）
第一章总则 第一条为了规范长椅管理，根据《城市市容条例》第三条、第五条规定，制定本办法。第二条本办法适用于公共长椅。\
第三条市城市管理部门负责统筹协调。第二章 设置第四条长椅应当符合下列条件：（一）不占用盲道；（二）间距不超过五十米；\
（三）符合本办法第三条第二款的规定。第五条违反第四条规定的，由市城市管理部门责令改正。第三章附则 第六条本办法自印发之日\
起施行。
"""


def test_articles_in_one_paragraph(vocabulary: Vocabulary) -> None:
    reading = read(RULES, vocabulary)
    assert [(h.id, h.title) for h in reading.headings if h.level == 1] == [
        ("s-1", "总则"),
        ("s-2", "设置"),
        ("s-3", "附则"),
    ]
    assert [h.number for h in reading.headings if h.level == 2] == [f"第{n}条" for n in "一二三四五六"]
    assert [(t.id, [u.raw for u in t.units]) for t in reading.tasks] == [
        ("t-1-3", ["市城市管理部门"]),
        ("t-2-4", []),
        ("t-2-4-1", []),
        ("t-2-4-2", []),
        ("t-2-4-3", []),
        ("t-2-5", ["市城市管理部门"]),
    ]
    assert {item.line for item in reading.tasks} == {3}
    assert {line for item in reading.tasks for line in item.body.lines} == {3}


PLAN = """青川市停车便民行动方案

一、主要任务

{item}

二、其他任务

（一）做好统计。
"""


@pytest.mark.parametrize(
    ("item", "read_as"),
    [
        ("（一）加密站点。新增站点80个。（市交通运输局牵头，2019年12月底前完成）（二）优化收费。降低标准。（市发展改革委牵头）",
         [("加密站点", ["市交通运输局"], ["2019-12-31"], ["80个"]), ("优化收费", ["市发展改革委"], [], [])]),
        ("（一）完善制度。一是制定办法。（责任单位：市司法局；完成时限：2019年10月底）二是开展培训。（责任单位：市人社局）",
         [("制定办法", ["市司法局"], ["2019-10-31"], []), ("开展培训", ["市人社局"], [], [])]),
        ("（一）加强保障。1.落实经费，安排200万元。责任单位：市财政局。2.招聘人员30人。责任单位：市人社局。",
         [("落实经费，安排200万元", ["市财政局"], [], ["200万元"]), ("招聘人员30人", ["市人社局"], [], ["30人"])]),
        # without anybody of their own, 一是 and 二是 are one text
        ("（一）完善制度。一是制定办法。二是开展培训。", [("完善制度", [], [], [])]),
        # what is cited, quoted or enumerated between commas is no part
        ("（一）完善制度。按照第四条。（一）项的规定公示。", [("完善制度", [], [], [])]),
        ("（一）完善制度。《办法》规定：“（一）公示目录；（二）公示结果。”", [("完善制度", [], [], [])]),
        ("（一）完善制度。按（一）甲类、（二）乙类分级。", [("完善制度", [], [], [])]),
        ("（一）完善制度。增长率为：2.5倍。一、二级医院都要公示。", [("完善制度", [], [], [])]),
    ],
)  # fmt: skip
def test_items_in_one_paragraph(
    item: str, read_as: list[tuple[str, list[str], list[str], list[str]]], vocabulary: Vocabulary
) -> None:
    tasks = read(PLAN.format(item=item), vocabulary).tasks[:-1]
    assert [
        (t.title, [u.raw for u in t.units], [d.date for d in t.deadlines], [q.raw for q in t.quantities]) for t in tasks
    ] == read_as


WHOLE = (
    "东岭省人民政府关于支持新区开发的若干意见 东政发[2009]69号 2009-11-03 各市人民政府: 为贯彻《新区规划》,提出意见: "
    "一、总体要求 (一)发展定位。建设国际门户。 二、主要任务 (二)建设港口。1.新建泊位20个。省交通运输厅牵头。"
    "2.疏浚航道,2011年底前完成。省港航局负责。 (三)发展旅游。由省旅游局会同省科技厅制定规划。 "
    "东岭省人民政府 2009年11月3日"
)


def test_a_document_that_is_one_line(vocabulary: Vocabulary) -> None:
    reading = read(WHOLE, vocabulary)
    metadata = reading.metadata
    assert metadata.title == "东岭省人民政府关于支持新区开发的若干意见"
    assert (metadata.doc_number, metadata.issued_on) == ("东政发〔2009〕69号", "2009-11-03")
    assert [(t.id, t.title, [u.raw for u in t.units]) for t in reading.tasks] == [
        ("t-2-2-1", "新建泊位20个", ["省交通运输厅"]),
        ("t-2-2-2", "疏浚航道,2011年底前完成", ["省港航局"]),
        ("t-2-3", "发展旅游", ["省旅游局", "省科技厅"]),
    ]
    assert {heading.line for heading in reading.headings} == {1}
    covered = sorted(block.span for block in reading.blocks)
    assert (covered[0][0], covered[-1][1]) == (0, len(WHOLE))
    assert all(before[1] == after[0] for before, after in itertools.pairwise(covered))


def test_parts_keep_every_character(vocabulary: Vocabulary) -> None:
    for text in (RULES, WHOLE):
        assert "".join(parted(text, vocabulary)) == text.replace("\n", "")


@pytest.mark.parametrize(
    "text",
    [
        "附件：1.青川市停车任务分工表 2.青川市停车点位表",
        "一、加强领导。二、三产业要融合发展，各部门配合做好工作。",
        "现将有关事项通知如下：对第一条、第二条作出修改，其他各条不变。",
        "序号\t任务\t1.摸底；2.整改。",
    ],
)
def test_lines_that_hold_one_part(text: str, vocabulary: Vocabulary) -> None:
    assert parted(text, vocabulary) == [text]


@pytest.mark.parametrize(
    ("text", "charged"),
    [
        ("第一条 为了规范管理，制定本办法。", False),
        ("第一条 本办法适用于公共长椅。", False),
        ("第一条 本办法所称长椅，是指公用座椅。", False),
        ("第一条 设置长椅应当符合规划。", True),
    ],
)
def test_articles_that_only_state_something(text: str, charged: bool, vocabulary: Vocabulary) -> None:
    reading = read(f"青川市长椅管理办法\n\n{text}\n\n第二条 禁止损坏长椅。\n", vocabulary)
    assert [item.number for item in reading.tasks] == (["第一条"] if charged else []) + ["第二条"]
