"""What portals and law databases print around a document, and how numbers and dates stand there."""

from __future__ import annotations

import pytest

from generator.models import ReadMetadata, SourceText
from generator.parse import parse
from generator.vocabulary import Vocabulary

PLAN = """
青川市人民政府办公室
关于印发青川市停车便民行动方案的通知

各县（区）人民政府，市政府各部门：
现将《青川市停车便民行动方案》印发给你们，请认真贯彻执行。
{signature}
青川市停车便民行动方案
一、主要任务
（一）加密站点。新增站点80个。
"""


def metadata(above: str, vocabulary: Vocabulary, signature: str = "2022年7月18日\n") -> ReadMetadata:
    text = above + PLAN.format(signature=signature)
    return parse(SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary).metadata


def test_a_table_of_which_text_has_kept_the_bars(vocabulary: Vocabulary) -> None:
    above = """索引号: | 4399000024/2022-20315 | 发文日期: | 2022-07-18 | 发布机构: | 青川市人民政府办公室 | |
统一登记号: | QCCR-2022-01008 | 信息时效性: | 有效 | 文号 : | 青政办发〔2022〕13号 |
"""
    found = metadata(above, vocabulary)
    assert (found.doc_number, found.legal_status, found.index_number) == (
        "青政办发〔2022〕13号",
        "有效",
        "4399000024/2022-20315",
    )


def test_the_attributes_of_a_law_database(vocabulary: Vocabulary) -> None:
    above = """文章属性
∙【制定机关】青川市人民政府办公室
∙【公布日期】2022.07.18
∙【字 号】青政办〔2022〕1号
∙【效力等级】地方规范性文件
∙【时效性】现行有效
正文
"""
    found = metadata(above, vocabulary)
    assert (found.doc_number, found.legal_status) == ("青政办〔2022〕1号", "现行有效")
    assert (found.issuer, found.published_on) == ("青川市人民政府办公室", "2022-07-18")


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("( 青府发〔2003〕37号 )", "青府发〔2003〕37号"),
        ("（青府发[2003] 37 号）", "青府发〔2003〕37号"),
        ("主动公开 青府办函〔2018〕84号", "青府办函〔2018〕84号"),
        ("青政办发[2020]35号青川市停车便民行动方案的通知", "青政办发〔2020〕35号"),
        ("青川市停车便民行动方案（青政办发〔2020〕35号）", "青政办发〔2020〕35号"),
    ],
)
def test_how_the_number_stands_on_its_line(line: str, number: str, vocabulary: Vocabulary) -> None:
    found = metadata(line + "\n", vocabulary)
    assert (found.doc_number, found.title) == (number, "青川市停车便民行动方案")


def test_a_year_written_with_the_letter_o(vocabulary: Vocabulary) -> None:
    assert metadata("", vocabulary, "二OO三年十二月四日\n").issued_on == "2003-12-04"


def test_a_date_without_an_office_at_the_very_end(vocabulary: Vocabulary) -> None:
    text = """青川市人民政府办公室关于停车工作分工的通知
各县区人民政府：
一、站点建设。由市城管局负责。
二、数据共享。由市大数据局负责。
二〇一一年五月六日
"""
    source = SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8")
    assert parse(source, vocabulary).metadata.issued_on == "2011-05-06"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于推动停车产业发展若干政策举措\n（2025年版）", "措施"),
        ("青川市停车场突发事件应急预案", "预案"),
    ],
)
def test_kinds_of_documents(title: str, kind: str, vocabulary: Vocabulary) -> None:
    plain = title.replace("\n", "")
    text = f"青川市人民政府关于印发{plain}的通知\n各县（区）人民政府：\n现将《{plain}》印发给你们。\n"
    text += f"青川市人民政府\n2025年4月1日\n{title}\n一、主要任务\n（一）加密站点。新增站点80个。\n"
    source = SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8")
    found = parse(source, vocabulary).metadata
    assert (found.document_type, found.wrapper_title) == (kind, f"青川市人民政府关于印发{plain}的通知")


def test_lines_of_the_page_are_none_of_the_document(vocabulary: Vocabulary) -> None:
    wrapper = ["2025年4月16日 星期三", "【打印正文】", "来源:   作者:   编辑:某某", "第 [1] 页 共[2]页"]
    text = wrapper[0] + PLAN.format(signature="2022年7月18日\n") + "\n".join(wrapper[1:]) + "\n"
    reading = parse(SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)
    shown = [text[slice(*span)] for task in reading.tasks for span in task.body.spans]
    assert shown == ["新增站点80个。"]
    plates = {text[slice(*block.span)].strip() for block in reading.blocks if block.kind == "boilerplate"}
    assert all(any(line in plate for plate in plates) for line in wrapper)


def test_joint_titles_have_no_stray_space(vocabulary: Vocabulary) -> None:
    text = "青川市停车实施方案\n根据《东宁省教育督导室 东宁省教育厅关于印发评估办法的通知》，制定本方案。\n"
    text += "一、主要任务\n（一）加密站点。新增站点。\n"
    reading = parse(SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)
    assert [warning.code for warning in reading.warnings if warning.code == "stray_space"] == []


def test_keys_and_values_below_one_another(vocabulary: Vocabulary) -> None:
    """Empty values are left out by such pages: 统一编号 has none, and 发布日期 is not its value."""
    above = "索引号\n\n1137/2021-26757114\n\n成文日期\n\n2021-06-28\n\n有效性\n\n失效\n\n统一编号\n\n"
    above += "发布日期\n\n2021-06-29\n\n"
    above += "  • 发文字号:\n\n    青政办发〔2021〕9号\n"
    found = metadata(above, vocabulary, "")
    assert (found.issued_on, found.published_on) == ("2021-06-28", "2021-06-29")
    assert (found.legal_status, found.doc_number) == ("失效", "青政办发〔2021〕9号")


def test_the_source_of_a_page_tells_the_place_where_nothing_else_does(vocabulary: Vocabulary) -> None:
    text = "《停车便民行动方案》政策解读\n发布日期:2024-04-02 15:35\n来源:{}\n"
    text += "一、起草背景\n停车难。\n二、主要内容\n（一）加密站点。\n"
    found = [
        parse(SourceText(path="x", text=text.format(source), sha256="0" * 64, encoding="utf-8"), vocabulary).metadata
        for source in ("青川市政府办", "青川日报")
    ]
    assert [entry.place for entry in found] == ["青川市", None]


def test_who_answers_in_person_is_no_unit(vocabulary: Vocabulary) -> None:
    text = "青川县方案\n一、任务\n（一）加强监督。（责任单位：县纪委监委；责任人：王某某；完成时限：持续）\n"
    text += "（二）加强宣传。（责任人：各单位主要负责人；责任单位：县委宣传部）\n"
    reading = parse(SourceText(path="x", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)
    assert [[unit.raw for unit in task.units] for task in reading.tasks] == [["县纪委监委"], ["县委宣传部"]]
    assert [text[slice(*data.span)] for data in reading.personal_data] == ["王某某"]


def test_keys_that_run_on_in_one_line(vocabulary: Vocabulary) -> None:
    text = """关于印发《青川市教育工作要点》的通知
发布时间:2024-03-28 09:33信息来源: 青川市教育局阅读次数:编辑:某某 字体:【
各县（区）教育局：
现将《青川市教育工作要点》印发给你们。
2024年3月27日
青川市教育工作要点
一、主要任务
（一）加强备课。
"""
    found = parse(SourceText(path="x", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary).metadata
    assert (found.published_on, found.issuer) == ("2024-03-28", "青川市教育局")


def test_numbers_of_orders_are_read_behind_titles(vocabulary: Vocabulary) -> None:
    text = (
        "青川市停车办法\n根据《东岭省停车场管理办法》（东岭省人民政府令第301号）和《优化营商环境条例》(国令第722号)，"
    )
    text += "制定本办法。\n"
    text += "一、主要任务\n（一）加密站点。新增站点。\n"
    reading = parse(SourceText(path="x", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)
    assert [(citation.title, citation.number) for citation in reading.citations] == [
        ("东岭省停车场管理办法", "东岭省人民政府令第301号"),
        ("优化营商环境条例", "国令第722号"),
    ]


def test_a_row_of_buttons_that_ends_in_something_else_is_looked_through_once(vocabulary: Vocabulary) -> None:
    """Each bar between two of them could belong to either: of 40, 4^40 ways."""
    row = "登录 | 注册 | 收藏 | 分享 | " * 10
    text = f"{row}{PLAN.format(signature='')}{row}本市要闻\n"
    reading = parse(SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)
    assert reading.metadata.title == "青川市停车便民行动方案"
    (pattern,) = (p for p in vocabulary.patterns("boilerplate", "boilerplate") if p.fullmatch("登录 | 注册"))
    assert pattern.fullmatch(row) is not None
    assert pattern.fullmatch(f"{row}本市要闻") is None
