"""Further documents among the annexes: their provisions stand below the annex, those of forms and others' stay text."""

from __future__ import annotations

import pytest

from generator.models import Reading, SourceText
from generator.parse import parse
from generator.vocabulary import Vocabulary


def read(text: str, vocabulary: Vocabulary) -> Reading:
    return parse(SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)


BODY = "云陵县乡村振兴工作方案\n一、重点任务\n（一）发展产业。建设农田3万亩。（县农业农村局牵头）\n"
PLAN = """一、基本原则
（一）坚持统筹。统筹各方。
二、主要任务
（一）治理垃圾。配备保洁员300名。（县城管局负责，2022年6月底前完成）
（二）治理污水。建设处理站20座。
责任单位：县生态环境局
三、保障措施
（一）加强领导。成立专班。
"""
TABLE = "附件2\n重点项目清单\n序号\t项目名称\t责任单位\t完成时限\n1\t东河治理\t县水利局\t2022年10月底\n"


def test_provisions_of_an_annexed_plan(vocabulary: Vocabulary) -> None:
    text = f"{BODY}附件1\n云陵县农村人居环境整治方案\n{PLAN}{TABLE}"
    reading = read(text, vocabulary)
    tasks = [
        (t.id, t.kind, t.title, t.path, [u.raw for u in t.units], [d.date for d in t.deadlines]) for t in reading.tasks
    ]
    annex = "云陵县农村人居环境整治方案"
    assert tasks == [
        ("t-1-1", "task", "发展产业", ("一、重点任务",), ["县农业农村局"], []),
        ("t-annex1-2-1", "task", "治理垃圾", (annex, "二、主要任务"), ["县城管局"], ["2022-06-30"]),
        ("t-annex1-2-2", "task", "治理污水", (annex, "二、主要任务"), ["县生态环境局"], []),
        ("t-annex1-3-1", "safeguard", "加强领导", (annex, "三、保障措施"), [], []),
    ]
    headings = [(h.id, h.number, h.level, h.kind) for h in reading.headings if h.level == 1]
    assert headings == [
        ("s-1", "一", 1, "heading"),
        ("s-annex1", "附件1", 1, "annex"),
        ("s-annex-2", "附件", 1, "annex"),
    ]
    assert not reading.principles
    assert [(row.title, row.task) for row in reading.annex_rows] == [("东河治理", None)]
    assert [w.severity for w in reading.warnings if w.code == "further_document"] == ["info"]


@pytest.mark.parametrize(
    "title",
    [
        "云陵县守信承诺办法样本",
        "应急预案编制指引",
        "国务院关于改善人居环境的意见",
        "山岭省人居环境整治方案",
        "人居环境工作领导小组成员",
        "云陵县人居环境整治方案（模板）",
    ],
)
def test_forms_and_documents_of_others_stay_text(title: str, vocabulary: Vocabulary) -> None:
    reading = read(f"{BODY}附件1\n{title}\n{PLAN}", vocabulary)
    assert [task.id for task in reading.tasks] == ["t-1-1"]
    assert [heading.id for heading in reading.headings if heading.kind == "annex"] == ["s-annex"]


@pytest.mark.parametrize("title", ["城市管理整治方案", "全县人居环境整治办法（试行）", "人居环境整治2022年工作要点"])
def test_titles_that_name_no_other_place(title: str, vocabulary: Vocabulary) -> None:
    reading = read(f"{BODY}附件\n{title}\n{PLAN}", vocabulary)
    assert [task.id for task in reading.tasks][1:] == ["t-annex1-2-1", "t-annex1-2-2", "t-annex1-3-1"]


def test_marks_with_one_number_give_ids_of_their_own(vocabulary: Vocabulary) -> None:
    other = "一、整治内容\n（一）清理河面。打捞漂浮物。（县水利局负责）\n"
    text = f"{BODY}附件1\n街巷整治方案\n{PLAN}附件1\n河道整治方案\n{other}"
    assert [task.id for task in read(text, vocabulary).tasks][3:] == ["t-annex1-3-1", "t-annex2-1-1"]
