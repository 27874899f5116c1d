"""What stands around a document on paper: two letterheads, who signed, the running head of a gazette, old imprints."""

from __future__ import annotations

import pytest

from generator.models import Reading, SourceText
from generator.normalise.place_names import read_place
from generator.parse import parse
from generator.vocabulary import Vocabulary

BODY = "一、主要任务\n（一）建立档案。市数据局负责建立档案。\n（二）加强督查。市政府办公室负责督查。\n"

OLD = f"""青川市人民政府文件
青政发〔2011〕12号                      签发人：王某某

青川市人民政府关于加强政务诚信建设的意见

各县（市、区）人民政府：
{BODY}
                               二○一一年六月一日

主题词：社会管理  信用  意见
抄  送：市委办公室，市人大常委会办公室，市政协办公室。
青川市人民政府办公室               2011年6月2日印发
共印120份
校  对：李某某
"""

GAZETTE = """青川市人民政府公报  2023年第6期（总第126期）
— 12 —
青川市人民政府
关于加强规范性文件管理的意见
青政规〔2023〕4号
各县（市、区）人民政府：
一、主要任务
（一）建立档案。市数据局负责
— 13 —
青川市人民政府公报  2023年第6期（总第126期）
建立档案。
青川市人民政府
2023年4月20日
"""


def read(text: str, vocabulary: Vocabulary) -> Reading:
    return parse(SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)


def said(reading: Reading, text: str) -> list[str]:
    """The text of each item, its lines joined."""
    return ["".join(text[slice(*span)] for span in task.body.spans) for task in reading.tasks]


def test_an_old_imprint_is_no_text_of_the_last_item(vocabulary: Vocabulary) -> None:
    reading = read(OLD, vocabulary)
    assert said(reading, OLD) == ["市数据局负责建立档案。", "市政府办公室负责督查。"]
    assert reading.metadata.doc_number == "青政发〔2011〕12号"
    assert reading.metadata.issued_on == "2011-06-01"
    assert [OLD[slice(*one.span)] for one in reading.personal_data] == ["王某某", "李某某"]


def test_the_running_head_of_a_gazette_is_no_text(vocabulary: Vocabulary) -> None:
    reading = read(GAZETTE, vocabulary)
    assert said(reading, GAZETTE) == ["市数据局负责建立档案。"]
    assert reading.metadata.title == "青川市人民政府关于加强规范性文件管理的意见"
    assert reading.metadata.subtitle is None


@pytest.mark.parametrize("line", ["第3期", "第12号", "2023年第6号"])
def test_a_number_alone_is_no_running_head(line: str, vocabulary: Vocabulary) -> None:
    text = GAZETTE.replace("— 13 —\n青川市人民政府公报  2023年第6期（总第126期）\n", f"{line}\n")
    assert said(read(text, vocabulary), text) == [f"市数据局负责{line}建立档案。"]


@pytest.mark.parametrize(
    "line",
    ["青川市财政局       青川市审计局", "青川市财政局、青川市审计局", "青川市财政局\n青川市审计局"],
)
def test_issuers_beside_each_other_are_two(line: str, vocabulary: Vocabulary) -> None:
    metadata = read(f"关于加强诚信建设的通知\n各县财政局：\n{BODY}{line}\n2021年6月1日\n", vocabulary).metadata
    assert metadata.issuer == "青川市财政局 青川市审计局"


def test_a_name_set_out_wide_is_one_issuer(vocabulary: Vocabulary) -> None:
    text = f"关于加强诚信建设的通知\n各县财政局：\n{BODY}青 川 市 财 政 局\n2021年6月1日\n"
    assert read(text, vocabulary).metadata.issuer == "青川市财政局"


def test_two_offices_in_one_name_are_no_place(vocabulary: Vocabulary) -> None:
    assert [place.name for place in read_place("青川市财政局青川市审计局", vocabulary, office=True)] == ["青川市"]


def test_who_took_part_in_a_meeting_is_personal_data_below_its_decisions(vocabulary: Vocabulary) -> None:
    text = f"青川市人民政府专题会议纪要\n{BODY}出席人员：王某某、李某某\n分送：市数据局，市财政局。\n"
    reading = read(text, vocabulary)
    assert said(reading, text)[-1] == "市政府办公室负责督查。"
    assert [text[slice(*one.span)] for one in reading.personal_data] == ["王某某、李某某"]


@pytest.mark.parametrize(
    ("head", "number", "issuer"),
    [
        ("青川市人民政府令\n\n第12号\n", "青川市人民政府令第12号", "青川市人民政府"),
        ("青川市市场监督管理局公告\n（2023年第6号）\n", "青川市市场监督管理局公告2023年第6号", "青川市市场监督管理局"),
        ("青川市人民政府令　第十二号\n", "青川市人民政府令第十二号", "青川市人民政府"),
        (
            "青川市人民代表大会常务委员会公告\n（第3号）\n",
            "青川市人民代表大会常务委员会公告第3号",
            "青川市人民代表大会常务委员会",
        ),
    ],
)
def test_the_head_of_an_order_is_number_and_issuer(head: str, number: str, issuer: str, vocabulary: Vocabulary) -> None:
    text = (
        f"{head}\n《青川市信用办法》已经审议通过，现予公布，自2023年7月1日起施行。\n\n市　长　王某某\n2023年5月20日\n\n"
        "青川市信用办法\n\n第一条　为了加强信用建设，制定本办法。\n第二条　市财政局应当保障经费。\n"
    )
    metadata = read(text, vocabulary).metadata
    assert (metadata.doc_number, metadata.issuer, metadata.title) == (number, issuer, "青川市信用办法")
    assert (metadata.issued_on, metadata.effective_on) == ("2023-05-20", "2023-07-01")


@pytest.mark.parametrize("signature", ["", "\n青川市人民政府\n2021年6月1日\n"])
@pytest.mark.parametrize(
    "lines", ["公开方式：政府网站、公示栏。\n公开范围：全社会。", "列席：市纪委监委。", "录入：市信用办负责录入信息。"]
)
def test_what_the_last_item_says_line_by_line_is_no_imprint(lines: str, signature: str, vocabulary: Vocabulary) -> None:
    text = f"青川市实施方案\n\n{BODY.rstrip()}\n{lines}\n{signature}"
    assert said(read(text, vocabulary), text)[-1] == "市政府办公室负责督查。" + lines.replace("\n", "")
