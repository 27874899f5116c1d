"""Places that no vocabulary registers: those of the list of divisions by it, towns below their counties."""

from __future__ import annotations

import pytest

from generator.models import ReadMetadata, SourceNotes, SourceText
from generator.normalise import normalise
from generator.normalise.jurisdictions import find_jurisdiction
from generator.parse import parse
from tests.normalise.readings import vocabulary


@pytest.mark.parametrize(
    ("issuer", "place", "level", "parents"),
    [
        ("常州市人民政府办公室", "changzhou", "prefecture", ("national", "jiangsu")),
        ("东莞市人民政府", "dongguan", "prefecture", ("national", "guangdong")),
        ("湘西自治州人民政府", "xiangxi", "prefecture", ("national", "hunan")),
        ("锡林郭勒盟行政公署", "xilinguolei", "prefecture", ("national", "neimenggu")),
        ("大兴安岭地区行署", "daxinganling", "prefecture", ("national", "heilongjiang")),
        ("苏州市人民政府", "jiangsu-suzhou", "prefecture", ("national", "jiangsu")),
        ("常州市武进区人民政府", "changzhou-wujin", "county", ("national", "jiangsu", "changzhou")),
        ("温州市鹿城区山福镇人民政府", "wenzhou-lucheng-shanfu", "unknown",
         ("national", "zhejiang", "wenzhou", "wenzhou-lucheng")),
        ("昆山市人民政府", "kunshan", "county", ("national", "jiangsu", "jiangsu-suzhou")),
        ("江苏省昆山市人民政府", "kunshan", "county", ("national", "jiangsu", "jiangsu-suzhou")),
        ("济源市人民政府", "jiyuan", "county", ("national", "henan")),
        ("昌吉市人民政府", "changji-changji", "county", ("national", "xinjiang", "changji")),
        ("通许县人民政府", "tongxu", "county", ("national", "henan", "kaifeng")),
        ("河南省通许县人民政府办公室", "tongxu", "county", ("national", "henan", "kaifeng")),
        ("余杭区人民政府", "hangzhou-yuhang", "county", ("national", "zhejiang", "hangzhou")),
        ("和田县人民政府", "hetian-hetianxian", "county", ("national", "xinjiang", "hetian")),
        ("鄂伦春自治旗人民政府", "elunchun", "county", ("national", "neimenggu", "hulunbeier")),
        ("六枝特区人民政府", "liupanshui-liuzhi", "county", ("national", "guizhou", "liupanshui")),
        ("定安县人民政府", "dingan", "county", ("national", "hainan")),
        ("大洼区人民政府", "panjin-dawa", "county", ("national", "liaoning", "panjin")),
        # of several that are called so, nobody can tell which without what lies above
        ("鼓楼区人民政府", "gulou", "county", ("national",)),
        ("福州市鼓楼区人民政府", "fujian-fuzhou-gulou", "county", ("national", "fujian", "fujian-fuzhou")),
        ("通州区人民政府", "tongzhou", "county", ("national",)),
        ("海云市通许县人民政府", "tongxu", "county", ("national", "haiyun")),
        # words that are names as well
        ("大城县人民政府", "dacheng", "county", ("national", "hebei", "langfang")),
        ("青岛市市南区人民政府", "qingdao-shinan", "county", ("national", "shandong", "qingdao")),
        ("市中区人民政府", "unknown", "unknown", ()),
        ("大城市人民政府", "unknown", "unknown", ()),
        ("青台镇人民政府", "qingtai", "unknown", ("national",)),
        ("各乡镇人民政府", "unknown", "unknown", ()),
        ("乡镇人民政府", "unknown", "unknown", ()),
    ],
)  # fmt: skip
def test_the_issuer_tells_place_level_and_what_lies_above(
    issuer: str, place: str, level: str, parents: tuple[str, ...]
) -> None:
    found = find_jurisdiction(ReadMetadata(issuer=issuer), None, vocabulary())
    assert (found.id, found.level, found.parents) == (place, level, parents)


def test_a_title_may_open_with_what_an_autonomous_prefecture_is_called() -> None:
    found = find_jurisdiction(ReadMetadata(title="湘西州2020年诚信建设工作计划"), None, vocabulary())
    assert (found.id, found.name) == ("xiangxi", "湘西土家族苗族自治州")


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("余杭区政务诚信建设实施方案", "hangzhou-yuhang"),
        ("敖汉旗政务诚信建设实施方案", "aohan"),
        ("福州市鼓楼区政务诚信建设实施方案", "fujian-fuzhou-gulou"),
        ("鼓楼区政务诚信建设实施方案", "unknown"),
        ("老城区改造实施方案", "unknown"),
        ("城中区排水管理办法", "unknown"),
        ("和平区域合作方案", "unknown"),
        ("开发区政务诚信建设实施方案", "unknown"),
        ("国旗升挂管理办法", "unknown"),
    ],
)
def test_a_title_may_open_with_a_listed_district_or_banner(title: str, place: str) -> None:
    assert find_jurisdiction(ReadMetadata(title=title), None, vocabulary()).id == place


def test_a_listed_city_without_counties_is_no_county() -> None:
    """中山市 addresses towns only, as 县级市 do; the list knows better than its addressees."""
    found = find_jurisdiction(ReadMetadata(issuer="中山市人民政府", below="townships"), None, vocabulary())
    assert found.level == "prefecture"


@pytest.mark.parametrize(
    ("issuer", "severity", "said"),
    [
        ("常州市人民政府", "info", "级别和所属省份按行政区划名录"),
        ("青川市人民政府", "warning", "级别看不出是地级市还是县级市"),
        ("青台镇人民政府", "warning", "县级以下，级别记为不详"),
    ],
)
def test_what_is_said_of_a_place_that_is_not_registered(issuer: str, severity: str, said: str) -> None:
    text = f"停车管理实施方案\n\n一、主要任务\n\n（一）划定泊位。规范停放。\n\n{issuer}\n2021年3月5日\n"
    source = SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8")
    record = normalise(parse(source, vocabulary()), source, SourceNotes(), vocabulary(), "x", ())
    [told] = [warning for warning in record.warnings if warning.code == "jurisdiction_unregistered"]
    assert told.severity == severity and said in told.message
