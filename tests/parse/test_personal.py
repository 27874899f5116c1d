"""Personal data is found by its form and label; only its place is kept."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.models import SourceText
from generator.parse.personal import find_personal_data
from tests.support import ROOT, real_vocabulary


def find(text: str) -> list[tuple[str, str]]:
    document = SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8")
    return [
        (entry.kind, text[slice(*entry.span)])
        for entry in find_personal_data(document, [(0, len(text))], real_vocabulary())
    ]


def test_contacts_of_the_draft() -> None:
    text = (ROOT / "policies" / "jiangyin-2018-draft" / "source.txt").read_text(encoding="utf-8")
    found = find(text)
    assert [kind for kind, _ in found] == ["phone", "fax", "email"]
    assert [len(value) for _, value in found] == [8, 8, 14]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("联系电话：0510-12345678", [("phone", "0510-12345678")]),
        ("电话:12345678   传真:87654321", [("phone", "12345678"), ("fax", "87654321")]),
        ("联系人：张三，手机13800000000。", [("name", "张三"), ("phone", "13800000000")]),
        ("邮箱:a.b@example.org。", [("email", "a.b@example.org")]),
        ("传　真：（0510）1234567", [("fax", "（0510）1234567")]),
        ("联系人：张三、李四", [("name", "张三、李四")]),
        ("联系人王小明，电话0518-82345678。", [("name", "王小明"), ("phone", "0518-82345678")]),
        ("联系人王明（联系电话：82345678）", [("name", "王明"), ("phone", "82345678")]),
        ("联系人王明 13800000000", [("name", "王明"), ("phone", "13800000000")]),
        ("联系人及电话82345678", [("phone", "82345678")]),
        ("联系人有变动的，电话告知。", []),
        ("联系电话（0518）82345678转801。", [("phone", "（0518）82345678转801")]),
        ("电话0518-82345678转801，监督电话82345678", [("phone", "0518-82345678转801"), ("phone", "82345678")]),
        ("服务热线12345，归集12345678条", []),
        (
            "联系人：王小明，微信号：wxm_1234，电话82345678",
            [("name", "王小明"), ("account", "wxm_1234"), ("phone", "82345678")],
        ),
        ("微信 wxm1234，钉钉：li-si_09", [("account", "wxm1234"), ("account", "li-si_09")]),
        ("微信（同手机）：13800000000", [("phone", "13800000000")]),
        ("微信公众号：xinyongyixing，官方微信：yixingfabu1", []),
        ("微信小程序：abcdef1，微信WeChatPay支付，通过微信abc办理", []),
        ("微信：a.b@example.org", [("email", "a.b@example.org")]),
        (
            "出席人员：王某某、李某，列席：孙小明。校对：赵某",
            [("name", "王某某、李某"), ("name", "孙小明"), ("name", "赵某")],
        ),
        ("参加人员：全体公务员。出席：市财政局、市审计局。列席：党员、群众代表。", []),
        ("参会人员：各成员单位分管负责人\n拟稿：信用科\n缺席：商务局、林业局", []),
        ("成　员：商务局、卫健委、房管局", []),
        ("联系人：市发改委信用科王小明，电话82345678", [("name", "王小明"), ("phone", "82345678")]),
        ("联系人：市发改委信用科王小明、李小红", [("name", "王小明、李小红")]),
        ("联系人：信用管理科，电话82345678。记录人：市信用办指定专人。", [("phone", "82345678")]),
        (
            "组长：市长王某某\n成员：林业局局长张某某、水利局局长 李某，书记项目、校长培训",
            [
                ("name", "王某某"),
                ("name", "张某某"),
                ("name", "李某"),
            ],
        ),
        ("组长：分管副市长，成员：安委会、康复科", []),
        ("成　员：高中华、王登科", [("name", "高中华、王登科")]),
        ("QQ群：123456789，QQ号:10001000", [("phone", "123456789"), ("phone", "10001000")]),
    ],
)
def test_labelled_and_well_formed_data(text: str, found: list[tuple[str, str]]) -> None:
    assert find(text) == found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市政府分管副市长周承远负责统筹，市发展改革委承担日常工作。", ["周承远"]),
        ("由市政府常务副市长王启衡任组长，各相关单位分管负责人为成员。", ["王启衡"]),
        ("由县委书记李文同志任总指挥，县长欧阳震华为副总指挥。", ["李文", "欧阳震华"]),
        ("副市长买买提·艾力任组长。", ["买买提·艾力"]),
        ("由市政府秘书长张三牵头协调。", ["张三"]),
        ("市长担任组长，分管副市长任副组长。", []),
        ("分管副市长具体负责，县长于每月底负责调度。", []),
        ("市委常委会负责研究，市长办公会负责审定，局长办公室负责统计。", []),
        ("市长热线负责受理，市长信箱牵头办理，主任委员负责召集。", []),
        ("村党组织书记带头负责，居委会主任兼任网格长，镇长任河长。", []),
        ("县长高度负责，书记全面负责，校长负责制。", []),
    ],
)
def test_who_holds_an_office_and_is_charged_by_name(text: str, names: list[str]) -> None:
    assert find(text) == [("name", name) for name in names]


@pytest.mark.parametrize(
    "text",
    [
        "拨打12345热线。",
        "索引号 014046317/2020-03684",
        "2017年12月末",
        "设立有奖举报电话,将征信工作落实到户",
        "客服时间:9:00-18:30",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert find(text) == []


@given(st.text(alphabet="0123456789-@.电话传真:： a联系人", max_size=80))
def test_finds_never_overlap(text: str) -> None:
    document = SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8")
    spans = [entry.span for entry in find_personal_data(document, [(0, len(text))], real_vocabulary())]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_who_explains_a_document_is_a_person() -> None:
    assert find("解读机关：某市民政局    解读人：赵强    联系电话：0777-8888888") == [
        ("name", "赵强"),
        ("phone", "0777-8888888"),
    ]


CONTACTS = (
    "序号\t姓名\t单位\t办公电话\t手机号",
    "1\t孙某\t县财政局\t81112222\t138 0000 1111",
    "2\t欧阳某某\t县公安局\t无\t",
)


def test_a_list_of_contacts_tells_persons_by_its_head() -> None:
    found = [("name", "孙某"), ("phone", "81112222"), ("phone", "138 0000 1111"), ("name", "欧阳某某")]
    assert find("\n".join(CONTACTS)) == found
    assert find("\n\n".join((*CONTACTS, "3\t赵某某\t县数据局\t81113333\t"))) == [
        *found,
        ("name", "赵某某"),
        ("phone", "81113333"),
    ]


def test_a_table_without_numbers_of_persons_is_no_list_of_contacts() -> None:
    assert find("序号\t姓名\t单位\n1\t孙某\t县财政局") == []
    assert find("姓名\n孙某\n单位\n县财政局") == []


def test_a_list_of_contacts_ends_where_rows_are_others() -> None:
    text = "\n".join((*CONTACTS[:1], "附件2", "序号\t指标\t单位\t2023年\t2025年", "1\t招商\t亿元\t81112222\t91112222"))
    assert find(text) == []
