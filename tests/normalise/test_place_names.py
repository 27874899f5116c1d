"""Places by their suffixes: what opens an issuer or title is a place, or it is not."""

from __future__ import annotations

import pytest

from generator.models import ReadMetadata, SourceNotes
from generator.models.reading import Reading
from generator.normalise import with_places
from generator.normalise.jurisdictions import find_jurisdiction, found_places, is_registered
from generator.normalise.place_names import place_slug, read_place
from generator.problems import PolicykbError
from tests.normalise.readings import vocabulary


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("海云市人民政府办公室", [("海云市", "prefecture")]),
        ("云岭省海云市人民政府", [("云岭省", "province"), ("海云市", "prefecture")]),
        ("浙江省杭州市余杭区人民政府", [("浙江省", "province"), ("杭州市", "prefecture"), ("余杭区", "county")]),
        ("无锡市宜兴市人民政府", [("无锡市", "prefecture"), ("宜兴市", "county")]),
        ("盐城市人民政府", [("盐城市", "prefecture")]),
        ("浚县人民政府", [("浚县", "county")]),
        ("凉山彝族自治州人民政府", [("凉山彝族自治州", "prefecture")]),
        ("内蒙古自治区锡林郭勒盟行政公署", [("内蒙古自治区", "province"), ("锡林郭勒盟", "prefecture")]),
        ("中共海云市委办公室", [("海云市", "prefecture")]),
        ("海云市城市管理局", [("海云市", "prefecture")]),
        ("海云市市场监督管理局", [("海云市", "prefecture")]),
        ("大连市人民政府", [("大连市", "prefecture")]),
        ("中山市人民政府办公室", [("中山市", "prefecture")]),
        ("本溪市人民政府", [("本溪市", "prefecture")]),
        ("呼和浩特市人民政府", [("呼和浩特市", "prefecture")]),
        ("新疆维吾尔自治区和田地区行政公署", [("新疆维吾尔自治区", "province"), ("和田地区", "prefecture")]),
        ("广东省广州市从化区人民政府", [("广东省", "province"), ("广州市", "prefecture"), ("从化区", "county")]),
        ("全椒县人民政府", [("全椒县", "county")]),
        ("城固县人民政府", [("城固县", "county")]),
        ("社旗县人民政府", [("社旗县", "county")]),
        ("延边朝鲜族自治州人民政府", [("延边朝鲜族自治州", "prefecture")]),
        ("景宁畲族自治县人民政府", [("景宁畲族自治县", "county")]),
        ("国家市场监督管理总局", []),
        ("全县各级人民政府", []),
        ("大城市人民政府", []),
        ("某某市人民政府", []),
        ("各县区人民政府", []),
        ("市政府办公室", []),
        ("生态环境部", []),
    ],
)
def test_an_office_opens_with_its_places(text: str, places: list[tuple[str, str]]) -> None:
    assert [(place.name, place.level) for place in read_place(text, vocabulary(), office=True)] == places


@pytest.mark.parametrize(
    ("title", "places"),
    [
        ("海云市生活垃圾分类工作实施方案", ["海云市"]),
        ("云岭省海云市", ["云岭省", "海云市"]),
        ("关于加强城市管理的意见", []),
        ("城市生活垃圾分类方案", []),
        ("加强市区停车管理方案", []),
        ("深化市场改革方案", []),
        ("加快县域经济发展意见", []),
        ("大力发展县域商业三年行动方案", []),
        ("垃圾分类示范区建设方案", []),
        ("优化营商环境条例", []),
    ],
)
def test_a_title_opens_with_a_place_or_with_something_else(title: str, places: list[str]) -> None:
    assert [place.name for place in read_place(title, vocabulary(), office=False)] == places


def test_names_are_spelled_in_letters_alone() -> None:
    assert [place_slug(name) for name in ("余杭", "六安", "X市", "（）")] == ["yuhang", "luan", "xshi", ""]


@pytest.mark.parametrize(
    ("metadata", "place"),
    [
        (ReadMetadata(issuer="海云市人民政府", title="海云市关于贯彻国务院意见的实施方案"), ("haiyun", ("national",))),
        (ReadMetadata(issuer="住房和城乡建设部"), ("national", ())),
        (ReadMetadata(issuer="中共海云市委办公室 海云市人民政府办公室"), ("haiyun", ("national",))),
        (ReadMetadata(issuer="海 云 市 人 民 政 府"), ("haiyun", ("national",))),
        (ReadMetadata(title="《海云市养老服务管理办法》政策解读"), ("haiyun", ("national",))),
        (ReadMetadata(issuer="海云市教育局", title="转发教育部关于劳动教育的通知"), ("haiyun", ("national",))),
        (ReadMetadata(title="加强财政部门内部管理的意见"), ("unknown", ())),
        (ReadMetadata(issuer="北京市人民政府"), ("beijing", ("national",))),
        (ReadMetadata(issuer="北京市朝阳区人民政府"), ("beijing-zhaoyang", ("national", "beijing"))),
        (ReadMetadata(issuer="江苏省南通市人民政府"), ("nantong", ("national", "jiangsu"))),
        (ReadMetadata(issuer="江苏省无锡市人民政府"), ("wuxi", ("national", "jiangsu"))),
        (ReadMetadata(issuer="盘锦市双台子区人民政府"), ("panjin-shuangtaizi", ("national", "liaoning", "panjin"))),
        (ReadMetadata(title="国务院办公厅关于印发海云市试点方案的通知"), ("national", ())),
    ],
)
def test_an_unregistered_place_is_read_and_hung_below_what_is_registered(
    metadata: ReadMetadata, place: tuple[str, tuple[str, ...]]
) -> None:
    found = find_jurisdiction(metadata, None, vocabulary())
    assert (found.id, found.parents) == place


def test_a_full_name_can_be_noted() -> None:
    found = find_jurisdiction(ReadMetadata(issuer="宜兴市人民政府"), "云岭省海云市", vocabulary())
    assert (found.id, found.name, found.parents) == ("haiyun", "海云市", ("national", "yunling"))


def test_one_document_never_decides_about_another() -> None:
    documents = [(_reading(issuer="海云市人民政府"), SourceNotes())]
    extended = with_places(vocabulary(), documents)
    assert [place.id for place in extended.places if place.derived] == ["haiyun"]
    assert not is_registered("haiyun", extended)
    other = ReadMetadata(title="关于学习海云市经验的通知")
    assert find_jurisdiction(other, None, extended) == find_jurisdiction(other, None, vocabulary())


def test_the_fuller_form_of_a_place_gives_its_parents() -> None:
    forms = [(_reading(issuer=name), SourceNotes()) for name in ("海云市人民政府", "云岭省海云市教育局")]
    for documents in (forms, forms[::-1]):
        places = {place.id: place for place in with_places(vocabulary(), documents).places}
        assert places["haiyun"].parent == "yunling"


def test_places_spelled_alike_are_told_apart_by_a_person() -> None:
    documents = [(_reading(issuer=name), SourceNotes()) for name in ("青川市人民政府", "清川市人民政府")]
    with pytest.raises(PolicykbError) as raised:
        with_places(vocabulary(), documents)
    assert raised.value.problems[0].code == "jurisdiction_ambiguous"
    assert "清川市、青川市" in raised.value.problems[0].message


def test_a_registered_id_is_never_taken() -> None:
    (place, *_) = found_places(ReadMetadata(issuer="舞西市人民政府"), None, vocabulary())
    assert place.name == "舞西市"
    assert place.id.startswith("wuxi-")


def _reading(**fields: str) -> Reading:
    return Reading(metadata=ReadMetadata(**fields))
