"""Unit lists: what separates names, what belongs to them, what is only a tail."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.models import SourceText
from generator.parse import parse
from generator.parse.clauses import find_clause
from generator.parse.prose_units import find_prose_units
from generator.parse.units import split_units
from generator.vocabulary import Vocabulary
from tests.support import real_vocabulary

VOCABULARY = real_vocabulary()

LISTS = [
    # list, names (collectives marked with *), open tails
    (
        "发展改革委、市委组织部、市纪委监委等市有关单位,各镇、园区、街道",
        ["发展改革委", "市委组织部", "市纪委监委", "*各镇、园区、街道"],
        ["等市有关单位"],
    ),
    ("应急局、公安局、工业和信息化局", ["应急局", "公安局", "工业和信息化局"], []),
    (
        "各县(市)、区政府,市政府法制办、市编办、监察局,市政府其他有关部门",
        ["*各县(市)、区政府", "市政府法制办", "市编办", "监察局", "*市政府其他有关部门"],
        [],
    ),
    ("各县（市、区）人民政府、市发展改革委", ["*各县（市、区）人民政府", "市发展改革委"], []),
    (
        "市财政局、市国资委（金融办）、市公管办等相关部门",
        ["市财政局", "市国资委（金融办）", "市公管办"],
        ["等相关部门"],
    ),
    ("宣传部(文明办)、农工办、各镇街道园区", ["宣传部(文明办)", "农工办", "*各镇街道园区"], []),
    ("组织部、纪委监委、人大办、政协办及各有关部门。", ["组织部", "纪委监委", "人大办", "政协办", "*各有关部门"], []),
    ("市农商行、其它商业银行、各镇街道园区", ["市农商行", "*其它商业银行", "*各镇街道园区"], []),
    ("市政府办 市发改委", ["市政府办", "市发改委"], []),
    ("各相关部门 各县区政府 经济区政府管委会", ["*各相关部门", "*各县区政府", "*经济区政府管委会"], []),
    ("城管局等各相关部门", ["城管局"], ["等各相关部门"]),
    ("省发展改革委、人民银行南京分行等", ["省发展改革委", "人民银行南京分行"], ["等"]),
    ("各级各有关部门", ["*各级各有关部门"], []),
    ("市住房和城乡建设局和各有关部门", ["市住房和城乡建设局", "*各有关部门"], []),
    ("", [], []),
    ("、，；", [], []),
]


@pytest.mark.parametrize(("text", "names", "tails"), LISTS)
def test_lists_of_units(text: str, names: list[str], tails: list[str], vocabulary: Vocabulary) -> None:
    units, open_tails = split_units(text, 0, len(text), "lead", "牵头单位", vocabulary)
    assert [("*" if unit.kind == "collective" else "") + unit.raw for unit in units] == names
    assert [tail.raw for tail in open_tails] == tails
    for part in (*units, *open_tails):
        assert text[slice(*part.span)] == part.raw


@given(st.text(alphabet="各县市区、，,（）()政府等有关部门及和局 \t\n各镇园x1", max_size=40))
def test_no_text_breaks_the_splitter_and_no_unit_overlaps(text: str) -> None:
    units, tails = split_units(text, 0, len(text), "lead", "牵头单位", VOCABULARY)
    spans = sorted([unit.span for unit in units] + [tail.span for tail in tails])
    for start, end in spans:
        assert 0 <= start < end <= len(text)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


CLAUSES = [
    # text, clause, [(role, name)], [deadline]
    (
        "透明度。（牵头单位：市财政局、市公管办；配合单位：各相关部门）",
        "（牵头单位：市财政局、市公管办；配合单位：各相关部门）",
        [("lead", "市财政局"), ("lead", "市公管办"), ("cooperate", "各相关部门")],
        [],
    ),
    (
        "情况。(责任部门:城管局,配合部门:组织部。完成时限长期)",
        "(责任部门:城管局,配合部门:组织部。完成时限长期)",
        [("responsible", "城管局"), ("cooperate", "组织部")],
        ["长期"],
    ),
    (
        "推进。(责任部门:各镇街道园区\u00a0 完成时限长期)",
        "(责任部门:各镇街道园区\u00a0 完成时限长期)",
        [("responsible", "各镇街道园区")],
        ["长期"],
    ),
    (
        "更高效。责任单位:市编办、人社局",
        "责任单位:市编办、人社局",
        [("responsible", "市编办"), ("responsible", "人社局")],
        [],
    ),
    ("时间进度:持续推进", "时间进度:持续推进", [], ["持续推进"]),
    ("完成时限：2019年6月底前", "完成时限：2019年6月底前", [], ["2019年6月底前"]),
    (
        "（责任单位：市公安局；完成时限：2018年12月）",
        "（责任单位：市公安局；完成时限：2018年12月）",
        [("responsible", "市公安局")],
        ["2018年12月"],
    ),
    ("（牵头单位：市国资委（金融办）", "（牵头单位：市国资委（金融办）", [("lead", "市国资委（金融办）")], []),
]


VERB_CLAUSES = [
    (
        "推进改革。（市发展改革委、市财政局会同市司法局、各区政府负责）",
        "（市发展改革委、市财政局会同市司法局、各区政府负责）",
        [("lead", "市发展改革委"), ("lead", "市财政局"), ("cooperate", "市司法局"), ("cooperate", "各区政府")],
        [],
    ),
    (
        "推进改革。（市教育局、市民政局分别会同市财政局负责）",
        "（市教育局、市民政局分别会同市财政局负责）",
        [("lead", "市教育局"), ("lead", "市民政局"), ("cooperate", "市财政局")],
        [],
    ),
    (
        "推进改革（市商务局牵头，市公安局、各相关部门配合）。",
        "（市商务局牵头，市公安局、各相关部门配合）",
        [("lead", "市商务局"), ("cooperate", "市公安局"), ("cooperate", "各相关部门")],
        [],
    ),
    (
        "推进改革。（市公安局、市司法局按职责分工负责）",
        "（市公安局、市司法局按职责分工负责）",
        [("responsible", "市公安局"), ("responsible", "市司法局")],
        [],
    ),
    ("推进改革。（各有关部门按职责分工负责）", "（各有关部门按职责分工负责）", [("responsible", "各有关部门")], []),
    (
        "推进改革。（市财政局负责，2019年6月底前）",
        "（市财政局负责，2019年6月底前）",
        [("responsible", "市财政局")],
        ["2019年6月底前"],
    ),
    (
        "推进改革。（市住房和城乡建设局牵头，持续推进）",
        "（市住房和城乡建设局牵头，持续推进）",
        [("lead", "市住房和城乡建设局")],
        ["持续推进"],
    ),
    (
        "推进改革。(市市场监管局(食安办)牵头负责)",
        "(市市场监管局(食安办)牵头负责)",
        [("lead", "市市场监管局(食安办)")],
        [],
    ),
    (
        "推进改革。〔市商务局牵头，市公安局配合〕",
        "〔市商务局牵头，市公安局配合〕",
        [("lead", "市商务局"), ("cooperate", "市公安局")],
        [],
    ),
    (
        "推进改革。〔牵头单位：市商务局；配合单位：市公安局和各区政府；完成时限：2024年12月〕",
        "〔牵头单位：市商务局；配合单位：市公安局和各区政府；完成时限：2024年12月〕",
        [("lead", "市商务局"), ("cooperate", "市公安局"), ("cooperate", "各区政府")],
        ["2024年12月"],
    ),
    (
        "推进改革。【责任单位：市商务局（口岸办）、市直各部门】",
        "【责任单位：市商务局（口岸办）、市直各部门】",
        [("responsible", "市商务局（口岸办）"), ("responsible", "市直各部门")],
        [],
    ),
    (
        "推进改革。（市统计局、国家统计局临湖调查队）",
        "（市统计局、国家统计局临湖调查队）",
        [("responsible", "市统计局"), ("responsible", "国家统计局临湖调查队")],
        [],
    ),
    (
        "推进改革。（市农业农村局，东山县、西川县人民政府，2019年6月底前）",
        "（市农业农村局，东山县、西川县人民政府，2019年6月底前）",
        [("responsible", "市农业农村局"), ("responsible", "东山县"), ("responsible", "西川县人民政府")],
        ["2019年6月底前"],
    ),
    (
        "加强教育。（市委组织部牵头，市委党校、市妇联配合）",
        "（市委组织部牵头，市委党校、市妇联配合）",
        [("lead", "市委组织部"), ("cooperate", "市委党校"), ("cooperate", "市妇联")],
        [],
    ),
    (
        "推进改革。（主办：市商务局；协办：市公安局）",
        "（主办：市商务局；协办：市公安局）",
        [("lead", "市商务局"), ("cooperate", "市公安局")],
        [],
    ),
]


@pytest.mark.parametrize(
    "text",
    ["实行承诺制（含电子承诺）。", "报牵头部门（市信用办）", "公布名单。（含电子承诺）", "公布名单。（东山县、西川县）",
     "设信用办。（联系人：张三，市信用办）", "严格落实责任制（做到谁主管、谁负责）。",
     "公开有关信息（包括许可、处罚）。",
     "完善“一榜”(功德榜)和“十教”(十大教育工程:百姓宣讲)"],
)  # fmt: skip
def test_brackets_that_charge_nobody(text: str, vocabulary: Vocabulary) -> None:
    assert find_clause(text, 0, len(text), vocabulary) is None


@pytest.mark.parametrize(
    ("text", "units"),
    [
        (
            "由市发展改革委牵头，市财政局、市司法局配合，年内出台办法。",
            ["lead 市发展改革委", "cooperate 市财政局", "cooperate 市司法局"],
        ),
        ("加强协调，由市信用办牵头负责，各镇街道园区配合。", ["lead 市信用办", "cooperate 各镇街道园区"]),
        ("由窗口实行标准化接件", []),
        ("由企业自主申报，配合检查。", []),
        ("理由充分的由其他组织牵头", []),
    ],
)
def test_units_charged_in_running_text(text: str, units: list[str], vocabulary: Vocabulary) -> None:
    found = find_prose_units(text, 0, len(text), vocabulary)
    assert [f"{unit.role} {unit.raw}" for unit in found] == units


@pytest.mark.parametrize(("text", "clause", "units", "deadlines"), CLAUSES + VERB_CLAUSES)
def test_clauses(
    text: str, clause: str, units: list[tuple[str, str]], deadlines: list[str], vocabulary: Vocabulary
) -> None:
    found = find_clause(text, 0, len(text), vocabulary)
    assert found is not None
    assert text[slice(*found.span)] == clause
    assert [(unit.role, unit.raw) for unit in found.units] == units
    assert [deadline.raw for deadline in found.deadlines] == deadlines


@pytest.mark.parametrize(
    "text",
    [
        "各责任单位要明确工作内容,细化工作责任、推进时限,拟定工作方案。",
        "听取各责任单位、村工作情况汇报",
        "完善责任部门协调机制，落实时间进度要求。",
    ],
)
def test_prose_that_names_a_label_is_no_clause(text: str, vocabulary: Vocabulary) -> None:
    assert find_clause(text, 0, len(text), vocabulary) is None


PROSE = [
    ("健全机制。各有关部门按职责分工负责。", ["各有关部门"]),
    ("各部门按照职责分工落实。", ["各部门"]),
    ("市有关部门按职责分工负责", ["市有关部门"]),
    ("定期通报。各县（市、区）政府、市有关部门按职责分工负责，形成合力。", ["各县（市、区）政府", "市有关部门"]),
    ("市发展改革委、市财政局等有关部门按照各自职责抓好落实。", ["市发展改革委", "市财政局"]),
    ("各级各部门要按照职责分工，密切配合，抓好落实。", ["各级各部门"]),
    ("各镇、街道和市有关部门根据职责做好相关工作；定期评估。", ["各镇、街道", "市有关部门"]),
    ("市教育局、市民政局按职责分工负责。", ["市教育局", "市民政局"]),
    ("由市财政局牵头，市审计局配合，各有关部门按职责分工负责。", ["市财政局", "市审计局", "各有关部门"]),
    ("政府按职责做出安排后各部门再行研究。", []),
    ("明确任务，按职责分工负责。", []),
    ("各有关部门要提高认识，按职责分工负责。", []),
    ("工作人员按职责分工负责。", []),
    ("各责任单位要明确工作内容，加强落实。", []),
]


@pytest.mark.parametrize(("text", "units"), PROSE)
def test_a_sentence_that_charges_units_by_their_duties(text: str, units: list[str], vocabulary: Vocabulary) -> None:
    document = f"青川市实施方案\n\n一、主要任务\n\n（一）健全工作机制。{text}\n"
    reading = parse(SourceText(path="x/source.txt", text=document, sha256="0" * 64, encoding="utf-8"), vocabulary)
    task = reading.tasks[0]
    assert [unit.raw for unit in task.units] == units
    assert "".join(document[a:b] for a, b in task.body.spans) == text


def test_a_role_in_brackets_behind_a_name_is_its_role() -> None:
    text = "市住房城乡建设局（牵头）、市自然资源局、市财政局(配合)、宣传部(文明办)、市审计局（配合单位）"
    units, _ = split_units(text, 0, len(text), "responsible", "责任单位", VOCABULARY)
    assert [(unit.raw, unit.role, unit.role_label) for unit in units] == [
        ("市住房城乡建设局", "lead", "牵头"),
        ("市自然资源局", "responsible", "责任单位"),
        ("市财政局", "cooperate", "配合"),
        ("宣传部(文明办)", "responsible", "责任单位"),
        ("市审计局", "cooperate", "配合单位"),
    ]
    assert [text[slice(*unit.span)] for unit in units] == [unit.raw for unit in units]
