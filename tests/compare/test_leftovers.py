"""Leftovers: what a drafter would thank for is found, and what is meant is left alone."""

from __future__ import annotations

import datetime

import pytest

from generator.compare import find_leftovers, unsettled_places
from generator.models import Leftover, PolicyRecord, SourceNotes, SourceText
from generator.normalise import normalise, outline_of, with_places
from generator.parse import parse
from generator.vocabulary import Place, Vocabulary
from tests.normalise.readings import vocabulary
from tests.support import real_comparison

PLACEHOLDER = "leftover_placeholder"
UNFILLED = ("XX部门", "××局", "X月", "X日")
DATED = {"yixing": "2020-09-03", "panjin": "2017-10-10", "liaoning": "2017-05-01"}


def _record(
    body: str, place: str = "yixing", issued: str | None = None, status: str = "full"
) -> tuple[PolicyRecord, str]:
    text = f"关于加强政务诚信建设的实施意见\n\n一、主要任务\n\n(一)政府采购。{body}\n"
    source = SourceText(path="x.txt", text=text, sha256="0" * 64, encoding="utf-8")
    notes = SourceNotes.model_validate(
        {"jurisdiction": place, "issued_on": issued or DATED.get(place), "text_status": status}
    )
    words = vocabulary()
    return normalise(parse(source, words, notes), source, notes, words, "x", ()), text


def _found(body: str, place: str = "yixing", issued: str | None = None, status: str = "full") -> list[tuple[str, str]]:
    record, text = _record(body, place, issued, status)
    return [(entry.code, entry.text) for entry in find_leftovers(record, text, vocabulary())]


@pytest.mark.parametrize(
    ("body", "place", "expected"),
    [
        # names of other places
        ("将相关承诺在“信用盘锦”公示。", "yixing", [("leftover_place", "盘锦")]),
        ("落实江阴市委、市政府要求。", "yixing", [("leftover_place", "江阴市")]),
        ("落实无锡市、江苏省的总体部署。", "yixing", []),
        ("依法公开宜兴市的政务信息。", "yixing", []),
        ("借鉴盘锦市经验，先行先试。", "yixing", []),
        ("做好与江阴市毗邻地区的协调。", "yixing", []),
        ("督促宜兴市、江阴市落实。", "wuxi", []),
        ("督促盘锦市落实。", "wuxi", [("leftover_place", "盘锦市")]),
        ("指导宜兴市、盘锦市工作。", "national", []),
        ("按照盘政发〔2017〕25号执行。", "yixing", [("leftover_place", "盘政发〔")]),
        # places of the country that nobody entered, where the text speaks as of its own
        ("落实常州市各部门的责任。", "yixing", [("leftover_place", "常州市")]),
        ("(责任单位:常州市财政局)", "yixing", [("leftover_place", "常州市")]),
        ("昆山市行政区域内的采购活动适用本意见。", "yixing", [("leftover_place", "昆山市")]),
        ("在湘西州公共信用信息平台公示。", "yixing", [("leftover_place", "湘西州")]),
        ("浙江省各级政府要高度重视。", "yixing", [("leftover_place", "浙江省")]),
        ("指导昆山市各部门做好工作。", "wuxi", [("leftover_place", "昆山市")]),
        ("指导江阴市各部门做好工作。", "wuxi", []),
        ("落实江苏省各部门的要求。", "yixing", []),
        ("按照《常州市人民政府关于加强采购的意见》执行。", "yixing", []),
        ("参照常州市人民政府的规定。", "yixing", []),
        ("推动长三角区域合作，与上海市有关部门互认结果。", "yixing", []),
        ("上海市、浙江省各部门互认结果。", "yixing", []),
        ("邀请常州市企业参加。", "yixing", []),
        ("发展东方市场，服务中山市民。", "yixing", []),
        # counties, banners and districts
        ("通许县各部门要落实。", "yixing", [("leftover_place", "通许县")]),
        ("(责任单位:余杭区财政局)", "yixing", [("leftover_place", "余杭区")]),
        ("科尔沁右翼前旗行政区域内适用。", "panjin", [("leftover_place", "科尔沁右翼前旗")]),
        ("景宁畲族自治县各部门要落实。", "yixing", [("leftover_place", "景宁畲族自治县")]),
        ("密云县各部门要落实。", "yixing", [("leftover_place", "密云县")]),
        ("大洼区、盘山县各部门要落实，双台子区财政局负责。", "panjin", []),
        ("大洼区财政局负责。", "liaoning", []),
        ("海州区财政局负责。", "liaoning", []),
        ("鼓楼区财政局负责。", "liaoning", [("leftover_place", "鼓楼区")]),
        ("滨湖区各部门要落实。", "wuxi", []),
        ("城区各部门、老城区各街道、矿区各单位要落实，市中区各街道配合。", "yixing", []),
        ("推动沿海城市各地区、新兴城市各部门合作交流。", "liaoning", []),
        # a name of one character stands apart, or behind what lies above it
        ("浚县各部门要落实。", "yixing", [("leftover_place", "浚县")]),
        ("鹤壁市浚县各部门要落实。", "yixing", [("leftover_place", "浚县")]),
        ("确定示范县各部门的责任，落实该文县各单位的要求。", "yixing", []),
        ("乡镇（街道）和县政府部门要落实，市司法局会同县财政局负责，新建县政务服务网。", "yixing", []),
        ("各县区各部门要落实，开发区各单位、高新区各部门、行政区域内企业配合。", "yixing", []),
        # levels
        ("结合我省实际，制定办法。", "yixing", [("leftover_level", "结合我省实际")]),
        ("全省各级各部门要高度重视。", "yixing", [("leftover_level", "全省各级")]),
        ("为全省信用建设探索路子。", "yixing", []),
        ("规范我市政府采购行为。", "yixing", []),
        ("规范我县政府采购行为。", "yixing", [("leftover_level", "我县")]),
        ("规范我市政府采购行为。", "liaoning", [("leftover_level", "我市")]),
        ("维护全市场的公平竞争，保障本地区、本部门工作。", "liaoning", []),
        ("(责任单位:省发展改革委、财政局)", "yixing", [("leftover_level", "省发展改革委")]),
        ("(责任单位:市场监管局、市财政局)", "yixing", []),
        # placeholders
        ("在“信用X”网站公开。", "yixing", [("leftover_placeholder", "X")]),
        ("到××年年底全面完成。", "yixing", [("leftover_placeholder", "××年")]),
        ("规范PPP项目和X光检查，提供7×24小时服务。", "yixing", []),
        (
            "由XX部门会同××局，于X月X日前完成。",
            "yixing",
            [(PLACEHOLDER, shown) for shown in UNFILLED],
        ),
        ("培育诚信企业XX家、投入XX万元。", "yixing", [(PLACEHOLDER, "XX家"), (PLACEHOLDER, "XX万元")]),
        ("由____负责。(责任单位:__局)", "yixing", [(PLACEHOLDER, "____"), (PLACEHOLDER, "__")]),
    ],
)
def test_places_levels_and_placeholders(body: str, place: str, expected: list[tuple[str, str]]) -> None:
    assert _found(body, place) == expected


def test_numbers_and_dates_left_blank_are_told_but_not_those_that_wait_for_the_signature() -> None:
    own = "宜兴市人民政府文件\n\n宜政发〔2024〕  号\n\n宜兴市人民政府关于加强政务诚信建设的实施意见\n\n"
    text = (
        f"{own}根据《江苏省实施意见》（苏政发〔2024〕 号），提出以下意见。\n\n一、主要任务\n\n"
        "（一）政府采购。2024年  月底前公开目录，2024 年 6 月 30 日前公开结果。\n\n宜兴市人民政府\n2024年3月  日\n"
    )
    source = SourceText(path="x.txt", text=text, sha256="0" * 64, encoding="utf-8")
    record = normalise(parse(source, vocabulary()), source, SourceNotes(), vocabulary(), "x", ())
    found = [entry.text for entry in find_leftovers(record, text, vocabulary()) if entry.code == PLACEHOLDER]
    assert found == ["〔2024〕 号", "2024年  月"]


def test_a_name_that_is_a_common_word_as_well_means_a_place_in_full_only() -> None:
    """Provisions on 信用信息平台 are no leftovers of 平台县, though somebody entered it."""
    words = vocabulary()
    names = (("pt", "平台县", "平台"), ("ga", "公安县", "公安"), ("sg", "顺光县", "顺光"))
    places = tuple(Place(id=name, name=full, short=short, level="county") for name, full, short in names)
    record, text = _record("建设信用信息平台，公安机关归集。报顺光备案，抄送平台县，在“信用公安”公示。")
    found = find_leftovers(record, text, words.model_copy(update={"places": (*words.places, *places)}))
    assert [entry.text for entry in found] == ["顺光", "平台县", "信用公安"]


@pytest.mark.parametrize(
    ("place", "named", "found", "unsettled"),
    [
        # Nobody entered these places: a province, and for a county a prefecture, may well be their own.
        ("东山市", "落实江苏省和苏政发〔2018〕23号部署。", [], ["江苏省", "苏政发〔"]),
        ("东岚县", "落实江苏省、无锡市部署。", [], ["江苏省", "无锡市"]),
        # Another prefecture is never above or below one, and what stands above 宜兴 was entered.
        ("东山市", "报盘锦市、宜兴市备案。", ["盘锦市", "宜兴市"], []),
        ("东岚县", "报宜兴市备案。", ["宜兴市"], []),
        # The name itself says the province.
        ("江苏省东山市", "落实江苏省、辽宁省部署。", ["辽宁省"], []),
        ("江苏省东山市西山县", "落实江苏省、辽宁省、无锡市部署。", ["辽宁省", "无锡市"], []),
        ("江苏省东岚县", "报无锡市、盘锦市备案。", ["盘锦市"], ["无锡市"]),
        ("yixing", "落实江苏省、辽宁省部署。", ["辽宁省"], []),
    ],
)
def test_what_may_stand_above_a_place_that_nobody_entered_is_not_another_place(
    place: str, named: str, found: list[str], unsettled: list[str]
) -> None:
    notes = SourceNotes(jurisdiction=place, issued_on=datetime.date(2020, 9, 3))
    text = f"关于加强政务诚信建设的实施意见\n\n一、主要任务\n\n(一)政府采购。{named}各县区要落实。\n"
    source = SourceText(path="x.txt", text=text, sha256="0" * 64, encoding="utf-8")
    reading = parse(source, vocabulary(), notes)
    words = with_places(vocabulary(), [(outline_of(reading), notes)])
    record = normalise(reading, source, notes, words, "x", ())
    assert [entry.text for entry in find_leftovers(record, text, words) if entry.code == "leftover_place"] == found
    assert list(unsettled_places(record, text, words)) == unsettled


@pytest.mark.parametrize(
    ("body", "issued", "expected"),
    [
        ("(责任单位:市监察局)", "2018-03-19", []),
        ("(责任单位:市监察局)", "2018-03-20", ["监察局"]),
        ("(责任单位:市政府法制办、市编办)", "2020-01-01", ["政府法制办"]),
        ("由无锡银保监分局负责。", "2020-09-03", []),
        ("由无锡银保监分局负责。", "2024-01-01", ["银保监分局"]),
        ("由原监察局、原市监察局移交的线索。", "2020-01-01", []),
        ("按照《市法制办关于合法性审查的通知》办理。", "2020-01-01", []),
        ("由市市场监管局、生态环境局负责。", "2024-01-01", []),
    ],
)
def test_bodies_are_outdated_from_their_day_on(body: str, issued: str, expected: list[str]) -> None:
    assert [text for code, text in _found(body, "yixing", issued) if code == "outdated_body"] == expected


def test_bodies_of_an_undated_document_need_a_day_to_go_by() -> None:
    record, text = _record("(责任单位:市监察局)")
    undated = record.model_copy(update={"issued_on": None})
    assert find_leftovers(undated, text, vocabulary()) == ()
    found = find_leftovers(undated, text, vocabulary(), datetime.date(2024, 1, 1))
    assert [entry.text for entry in found] == ["监察局"]


def test_a_finding_says_where_it_stands_and_what_to_do() -> None:
    record, text = _record("第一句不相干。将相关承诺在“信用盘锦”公示。末句。")
    (found,) = find_leftovers(record, text, vocabulary())
    assert isinstance(found, Leftover)
    assert text[slice(*found.span)] == found.text == "盘锦"
    assert (found.line, found.item) == (5, "t-1-1")
    assert found.context == "将相关承诺在“信用盘锦”公示。"
    assert "宜兴市" in found.message
    assert found.advice


def test_a_template_may_keep_its_placeholders() -> None:
    assert _found("在“信用X”网站公开。", "anonymous-x", status="template") == []


def test_nothing_is_left_over_in_the_corpus() -> None:
    # Read by hand: every place named is the document's own or above it, and every body existed on the day.
    assert real_comparison().leftovers == ()


def test_a_level_that_a_vocabulary_adds_is_above_nobody() -> None:
    # 镇 is no level of a place that documents are kept of: such a row was a KeyError.
    record, text = _record("规范采购。（责任单位：镇财政所、省财政厅）")
    words = vocabulary()
    tables = {name: getattr(words, name) for name in Vocabulary.model_fields}
    rows = tuple(
        row.model_copy(update={"pattern": "^(?P<level>省|镇)"}) if row.name == "unit_level" else row
        for row in words.leftover_words
    )
    changed = Vocabulary.model_validate({**tables, "leftover_words": rows})
    assert [entry.text for entry in find_leftovers(record, text, changed)] == ["省财政厅"]
