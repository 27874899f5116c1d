"""The list of provinces and prefectures: its counts are those of the country, its names and ids are unique."""

from __future__ import annotations

from collections import Counter

import pytest

from generator.divisions import division_id, divisions_called, find_division, with_full_name
from tests.support import real_vocabulary

DIVISIONS = real_vocabulary().divisions
PREFECTURES = [name for province in DIVISIONS for name in province.prefectures]


def test_it_counts_as_the_country_does() -> None:
    assert len(DIVISIONS) == 34
    kinds = Counter(
        next(kind for kind in ("自治州", "地区", "盟", "市") if name.endswith(kind)) for name in PREFECTURES
    )
    assert kinds == {"市": 293, "自治州": 30, "地区": 7, "盟": 3}
    assert len(set(PREFECTURES)) == 333


def test_municipalities_and_what_is_apart_have_no_prefectures() -> None:
    without = {province.name for province in DIVISIONS if not province.prefectures}
    assert without == {
        "北京市", "天津市", "上海市", "重庆市", "台湾省", "香港特别行政区", "澳门特别行政区",
    }  # fmt: skip


def test_every_autonomous_prefecture_has_its_short_form_and_former_names_lead_to_present_ones() -> None:
    for province in DIVISIONS:
        autonomous = {name for name in province.prefectures if name.endswith("自治州")}
        assert set(province.prefectures_short.values()) == autonomous
        assert all(full.startswith(form.removesuffix("州")) for form, full in province.prefectures_short.items())
        assert all(now == old or now in province.prefectures for old, now in province.former.items())
        assert not set(province.former) & set(province.prefectures)


def test_no_two_divisions_share_an_id() -> None:
    vocabulary = real_vocabulary()
    named = (find_division(name, vocabulary) for name in [*PREFECTURES, *(entry.name for entry in DIVISIONS)])
    ids = Counter(division_id(division, vocabulary) for division in named if division is not None)
    assert len(ids) == 367 and set(ids.values()) == {1}
    assert all(slug.replace("-", "").isalpha() for slug in ids)


@pytest.mark.parametrize(
    ("name", "level", "province", "slug"),
    [
        ("常州市", "prefecture", "江苏省", "changzhou"),
        ("宿州市", "prefecture", "安徽省", "anhui-suzhou"),
        ("吉林市", "prefecture", "吉林省", "jilin-jilin"),
        ("湘西自治州", "prefecture", "湖南省", "xiangxi"),
        ("喀什地区", "prefecture", "新疆维吾尔自治区", "kashi"),
        ("襄樊市", "prefecture", "湖北省", "xiangyang"),
        ("陕西省", "province", None, "shaanxi"),
        ("山西省", "province", None, "shanxi"),
    ],
)
def test_a_name_tells_level_and_province(name: str, level: str, province: str | None, slug: str) -> None:
    found = find_division(name, real_vocabulary())
    assert found is not None
    assert (found.level, found.province, division_id(found, real_vocabulary())) == (level, province, slug)


def test_invented_places_and_towns_are_not_in_it() -> None:
    assert [find_division(name, real_vocabulary()) for name in ("清川县", "青川市", "山福镇")] == [None, None, None]


CITIES = {city: above for province in DIVISIONS for above, cities in province.cities.items() for city in cities}


def test_cities_of_county_level_belong_to_a_prefecture_or_to_the_province() -> None:
    for province in DIVISIONS:
        assert set(province.cities) <= {province.name, *province.prefectures}
    assert sum(len(cities) for province in DIVISIONS for cities in province.cities.values()) == len(CITIES)
    assert 385 <= len(CITIES) <= 400
    assert not set(CITIES) & set(PREFECTURES)


def test_cities_of_county_level_have_ids_that_nobody_else_has() -> None:
    vocabulary = real_vocabulary()
    names = [*PREFECTURES, *(entry.name for entry in DIVISIONS), *CITIES]
    ids = Counter(
        division_id(found, vocabulary) for name in names if (found := find_division(name, vocabulary)) is not None
    )
    assert len(ids) == len(names) and set(ids.values()) == {1}


@pytest.mark.parametrize(
    ("name", "above", "slug"),
    [
        ("昆山市", ("江苏省", "苏州市"), "kunshan"),
        ("昌吉市", ("新疆维吾尔自治区", "昌吉回族自治州"), "changji-changji"),
        ("济源市", ("河南省", None), "jiyuan"),
    ],
)
def test_a_city_of_county_level(name: str, above: tuple[str, str | None], slug: str) -> None:
    found = find_division(name, real_vocabulary())
    assert found is not None
    assert (found.level, division_id(found, real_vocabulary()), found.short) == ("county", slug, name[:-1])
    assert (found.province, found.prefecture) == above


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("凉山州人民政府", "凉山彝族自治州人民政府"),
        ("四川省凉山州西昌市人民政府", "四川省凉山彝族自治州西昌市人民政府"),
        ("徐州市人民政府", "徐州市人民政府"),
        ("关于支持凉山州发展的意见", "关于支持凉山州发展的意见"),
    ],
)
def test_short_forms_of_autonomous_prefectures_are_written_out(text: str, whole: str) -> None:
    assert with_full_name(text, real_vocabulary()) == whole


COUNTIES = {above: names.split() for above, names in real_vocabulary().counties.items()}
FORMER = {above: names.split() for above, names in real_vocabulary().former_counties.items()}


def test_counties_count_as_the_country_did_at_the_end_of_2023() -> None:
    """《中国统计年鉴》：977 市辖区、1,299 县、117 自治县、49 旗、3 自治旗、1 特区、1 林区。"""
    kinds = Counter(_kind(name) for names in COUNTIES.values() for name in names)
    assert kinds == {"市辖区": 977, "县": 1299, "自治县": 117, "旗": 49, "自治旗": 3, "特区": 1, "林区": 1}


def _kind(name: str) -> str:
    if name in ("六枝特区", "神农架林区"):
        return name[-2:]
    kind = next(kind for kind in ("自治县", "自治旗", "县", "旗", "区") if name.endswith(kind))
    return "市辖区" if kind == "区" else kind


def test_what_lies_above_counties_is_in_the_list_and_no_name_stands_there_twice() -> None:
    without_prefectures = {province.name for province in DIVISIONS if not province.prefectures}
    above = {*PREFECTURES, *without_prefectures, "湖北省", "海南省"}
    former = {old for province in DIVISIONS for old in province.former}
    assert set(COUNTIES) <= above and set(FORMER) <= above | former
    for table in (COUNTIES, FORMER):
        assert all(len(set(names)) == len(names) for names in table.values())
    for where, names in FORMER.items():
        assert not set(names) & {*COUNTIES.get(where, ()), *CITIES}


def test_counties_have_ids_that_nobody_else_has() -> None:
    vocabulary = real_vocabulary()
    names = {*PREFECTURES, *(entry.name for entry in DIVISIONS), *CITIES, *_flat(COUNTIES), *_flat(FORMER)}
    divisions = {division for name in names for division in divisions_called(name, vocabulary)}
    ids = Counter(division_id(division, vocabulary) for division in divisions)
    assert len(ids) == len(divisions) > 3400 and set(ids.values()) == {1}


def _flat(table: dict[str, list[str]]) -> set[str]:
    return {name for names in table.values() for name in names}


@pytest.mark.parametrize(
    ("name", "above", "short", "slug"),
    [
        ("通许县", ("河南省", "开封市"), "通许", "tongxu"),
        ("景宁畲族自治县", ("浙江省", "丽水市"), "景宁畲族", "jingningshezu"),
        ("歙县", ("安徽省", "黄山市"), "歙县", "huangshan-shexian"),
        ("科尔沁左翼中旗", ("内蒙古自治区", "通辽市"), "科尔沁左翼中", "keerqinzuoyizhong"),
        ("神农架林区", ("湖北省", None), "神农架", "hubei-shennongjia"),
        ("定安县", ("海南省", None), "定安", "dingan"),
        # spelled like another place of the country
        ("连江县", ("福建省", "福州市"), "连江", "fujian-fuzhou-lianjiang"),
        # the city of the prefecture is called so, too
        ("和田县", ("新疆维吾尔自治区", "和田地区"), "和田", "hetian-hetianxian"),
        # a name of older documents
        ("绍兴县", ("浙江省", "绍兴市"), "绍兴", "shaoxing-shaoxing"),
    ],
)
def test_a_county(name: str, above: tuple[str, str | None], short: str, slug: str) -> None:
    found = find_division(name, real_vocabulary())
    assert found is not None
    assert (found.level, found.short, division_id(found, real_vocabulary())) == ("county", short, slug)
    assert (found.province, found.prefecture) == above


@pytest.mark.parametrize(
    ("name", "within", "prefecture"),
    [
        ("鼓楼区", (), None),
        ("鼓楼区", ("福州市",), "福州市"),
        ("鼓楼区", ("福建省", "福州市"), "福州市"),
        ("鼓楼区", ("江苏省",), None),
        ("鼓楼区", ("海云市",), None),
        ("通许县", ("河南省", "开封市"), "开封市"),
        ("通许县", ("洛阳市",), None),
        # what an autonomous prefecture is called
        ("吉首市", ("湘西州",), "湘西土家族苗族自治州"),
    ],
)
def test_what_stands_before_a_name_tells_which_is_meant(
    name: str, within: tuple[str, ...], prefecture: str | None
) -> None:
    found = find_division(name, real_vocabulary(), within)
    assert (found.prefecture if found is not None else None) == prefecture
