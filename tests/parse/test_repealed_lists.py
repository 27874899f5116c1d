"""Lists of documents that hold no more, and decisions that change the words of another document."""

from __future__ import annotations

import pytest

from generator.models import PolicyRecord, SourceNotes, SourceText
from generator.normalise import normalise
from generator.parse import parse
from tests.support import real_vocabulary

VOCABULARY = real_vocabulary()

HEAD = "青川市人民政府关于公布规范性文件清理结果的通知\n\n各县人民政府：\n现将清理结果公布如下：\n\n"
TABLES = """一、继续有效的规范性文件1件（见附件1）。
二、废止的规范性文件2件（见附件2）。

附件：1.继续有效的规范性文件目录
　　　2.废止的规范性文件目录

青川市人民政府
2022年9月30日

附件1
继续有效的规范性文件目录
序号\t文件名称\t文号
1\t青川市人民政府关于加强政务诚信建设的实施意见\t青政发〔2017〕30号

附件2
废止的规范性文件目录
序号\t文件名称\t文号\t理由
1\t青川市人民政府关于印发青川市招商引资优惠办法的通知\t青政发〔2010〕5号\t与上位法抵触
2\t青川市信用评价办法\t青政办发〔2012〕15号\t已被新文件替代
"""
LINES = """一、废止下列规范性文件：
1.《青川市招商引资优惠办法》（青政发〔2010〕5号）
2.青川市人民政府关于信用评价的通知（青政办发〔2012〕15号）
二、修改下列规范性文件：
1.《青川市信用管理办法》（青政发〔2013〕1号）
"""
AMENDS = """青川市人民政府关于修改《青川市规范性文件管理办法》的决定

经研究，决定对《青川市规范性文件管理办法》（青政发〔2019〕3号）作如下修改：

一、将第三条修改为：“本办法所称规范性文件，是指行政机关制定的文件。”
二、删去第十二条。
三、第十五条改为第十四条。
"""


def read(text: str) -> PolicyRecord:
    source = SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8")
    return normalise(parse(source, VOCABULARY), source, SourceNotes(), VOCABULARY, "x", ())


def cited(text: str) -> list[tuple[str, str | None, str]]:
    return [(entry.title, entry.number, entry.relation) for entry in read(text).citations]


def test_a_table_of_repealed_documents_repeals_them_and_no_others() -> None:
    assert cited(HEAD + TABLES) == [
        ("青川市人民政府关于印发青川市招商引资优惠办法的通知", "青政发〔2010〕5号", "repeals"),
        ("青川市信用评价办法", "青政办发〔2012〕15号", "repeals"),
    ]


def test_lines_of_repealed_documents_repeal_them_and_no_others() -> None:
    repealed = [entry for entry in cited(HEAD + LINES) if entry[2] == "repeals"]
    assert repealed == [
        ("青川市招商引资优惠办法", "青政发〔2010〕5号", "repeals"),
        ("青川市人民政府关于信用评价的通知", "青政办发〔2012〕15号", "repeals"),
    ]


@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        ("二、废止《青川市招商引资优惠办法》（青政发〔2010〕5号）。", "repeals"),
        ("二、严格执行《青川市招商引资优惠办法》（青政发〔2010〕5号）。", "implements"),
    ],
)
def test_what_stands_before_a_title_may_repeal_it(sentence: str, relation: str) -> None:
    assert cited(f"{HEAD}一、主要任务\n推进清理。\n{sentence}\n") == [
        ("青川市招商引资优惠办法", "青政发〔2010〕5号", relation)
    ]


def test_what_stands_behind_a_list_or_a_title_in_it_is_not_repealed() -> None:
    """Headings on other documents, what replaces those listed, and its number."""
    text = (
        "一、废止下列规范性文件：\n"
        "1\t《青川市招商引资优惠办法》\t青政发〔2010〕5号\t已被《青川市招商引资条例》（青政发〔2020〕1号）替代\n"
        "2\t《青川市信用评价办法》\t\t已被青政发〔2020〕3号文件替代\n"
        "3.青川市人民政府关于印发《青川市信用奖惩办法》的通知（青政发〔2012〕6号）\n"
        "《青川市规范性文件管理办法》自印发之日起施行。\n"
        "二、《青川市信用管理办法》（青政发〔2013〕1号）继续有效。\n"
        "三、《青川市档案管理办法》（青政发〔2014〕1号）作如下修改：\n"
    )
    relations = {title: (number, relation) for title, number, relation in cited(HEAD + text)}
    assert {title: number for title, (number, relation) in relations.items() if relation == "repeals"} == {
        "青川市招商引资优惠办法": "青政发〔2010〕5号",
        "青川市信用评价办法": None,
        "青川市人民政府关于印发《青川市信用奖惩办法》的通知": "青政发〔2012〕6号",
    }
    assert relations["青川市档案管理办法"] == ("青政发〔2014〕1号", "amends")


@pytest.mark.parametrize("lead", ["对不一致的文件，及时修改或者废止", "（五）及时清理、废止"])
def test_a_sentence_that_a_line_breaks_off_opens_no_list(lead: str) -> None:
    text = f"一、主要任务\n{lead}\n《青川市信用管理办法》（青政发〔2013〕1号），并公布结果。\n"
    assert "repeals" not in {relation for _, _, relation in cited(HEAD + text)}


def test_what_is_to_be_amended_some_day_is_not_amended() -> None:
    text = "一、主要任务\n适时对《青川市信用管理办法》（青政发〔2013〕1号）进行修订完善。\n"
    assert "amends" not in {relation for _, _, relation in cited(HEAD + text)}


def test_a_decision_amends_a_document_and_is_on_its_matter() -> None:
    record = read(AMENDS)
    assert cited(AMENDS) == [("青川市规范性文件管理办法", "青政发〔2019〕3号", "amends")]
    assert {task.domains.primary.name for task in record.tasks if task.domains.primary} == {"规范性文件"}


def test_statements_on_what_holds_are_on_no_matter() -> None:
    assert [task.domains.primary for task in read(HEAD + TABLES).tasks] == [None, None]
