"""Names of places as they open an issuer or a title (浙江省杭州市余杭区人民政府), read by their suffixes alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.divisions import find_division, with_full_name
from generator.models.kinds import Level
from generator.normalise.folding import compact
from generator.normalise.phrases import opens_with_verb
from generator.pinyin import spelled
from generator.vocabulary import Vocabulary

_NAME = "(?!关于|转发|印发|全国|全省|全市)(?:(?![局厅]|委员会|政府|办公室)[\u4e00-\u9fff])"
"""How a name begins; behind the name of an office another office may stand (某市财政局某市审计局)."""
_PROVINCE = rf"(?:{_NAME}{{2,8}}?(?:省|自治区|特别行政区))"
_PREFECTURE = rf"(?:{_NAME}{{2,10}}?(?:自治州|地区|盟|(?<!城)市|(?<=[\u4e00-\u9fff]城)市))"
_COUNTY = rf"(?:{_NAME}{{1,10}}?(?:自治县|自治旗|林区|(?<!经济)特区|县|旗(?!县))|{_NAME}{{2,8}}?(?:新区|区|市))"
_TOWN = rf"(?:{_NAME}{{1,7}}?(?:民族乡|镇|乡|街道|苏木)(?=(?:人民)?政府|党委|委员会|办事处|党工委))"
_PLACE = re.compile(
    rf"^(?:中共)?(?P<province>{_PROVINCE})?(?P<prefecture>{_PREFECTURE})?(?P<county>{_COUNTY})?(?P<town>{_TOWN})?"
)

_OFFICE = re.compile(
    r"(?:人民)?政府|人民代表大会|人大|政协|委员会|委(?=[^托派任])|行政公署|行署|[\u4e00-\u9fff]{0,14}(?:局|厅|办公室|办(?!法)|处|院|中心|组|委)"
)
"""What stands behind the place in the name of an office: then the words before it are a place for certain."""

_NO_NAME = re.compile(
    r"[某各我的省市县区]|^[乡镇村城]+$|^(?:国家|中国|中央|中华|全国|示范|开发|工业|高新|经济|自由贸易)|^[特超大中小]+城$|^[全本该外]$"
)
"""What stands in no name of a place, its suffix left off: 各县区, 市区, 大城市, 开发区, 全县."""

_PLAIN_SUFFIXES = ("省", "自治区", "自治州", "自治县", "市", "县")
_PLAIN_LENGTH = 3
_PART_OF_WORD = re.compile(r"[场区民容级域]|政(?!务)")
"""After 市 or 县 these make another word of it (市场, 市区, 市政设施, 县域)."""

_SUFFIX = re.compile(
    r"(?:特别行政区|自治区|自治州|自治县|自治旗|地区|新区|林区|特区|民族乡|街道|苏木|省|市|盟|县|区|旗|镇|乡)$"
)
_COUNTY_LIKE = ("县", "区", "旗")
_TOWN_LIKE = ("镇", "乡", "街道", "苏木")


@dataclass(frozen=True)
class PlaceName:
    """A place as written, with its level by its suffix ("余杭区": county)."""

    name: str
    level: Level

    @property
    def short(self) -> str:
        """The name without its suffix, as people call it; a name of one character keeps it (浚县)."""
        bare = _SUFFIX.sub("", self.name)
        return bare if len(bare) >= 2 else self.name


def read_place(text: str, vocabulary: Vocabulary, *, office: bool) -> tuple[PlaceName, ...]:
    """The places that a name or title opens with, from the top down.

    Args:
        text: An issuer, a title, or the name of a place.
        vocabulary: Verbs, which open no name.
        office: Whether the name of an office has to follow. Without one only a short name with an
            unmistakable suffix counts (海云市…实施方案), or a text that is nothing but places.

    Returns:
        The places; none if the text opens with something else, or with a form that stands for any place
        (X市, 某市, 各县).
    """
    whole = with_full_name(compact(text).lstrip("《“"), vocabulary)
    match = _PLACE.match(whole)
    if match is None:
        return ()
    found = [(kind, match[kind]) for kind in ("province", "prefecture", "county", "town") if match[kind]]
    names = tuple(
        PlaceName(name, _level(name, bool(index) and found[index - 1][0])) for index, (_, name) in enumerate(found)
    )
    if not names or any(_is_no_name(name, names[:index], vocabulary) for index, name in enumerate(names)):
        return ()
    rest = whole[match.end() :]
    if not rest or (_OFFICE.match(rest) and not rest.startswith(("场", "域"))):
        return names
    return () if office or _PART_OF_WORD.match(rest) or not _plain(names, vocabulary) else names


def _is_no_name(entry: PlaceName, before: tuple[PlaceName, ...], vocabulary: Vocabulary) -> bool:
    """Whether a word is no name of a place (大城市), though it ends as one: some are (大城县, 青岛市市南区)."""
    if _NO_NAME.search(_SUFFIX.sub("", entry.name)) is None:
        return False
    listed = find_division(entry.name, vocabulary, tuple(place.name for place in before)) is not None
    common = vocabulary.one_of("leftover_words", "common_place").fullmatch(entry.name) is not None
    return not listed or (common and not before)


def place_slug(text: str) -> str:
    """A name of a place for ids, blanks in it left out (`generator.pinyin.spelled`)."""
    return spelled(compact(text))


def _plain(names: tuple[PlaceName, ...], vocabulary: Vocabulary) -> bool:
    return all(
        _plainly_a_place(entry, tuple(before.name for before in names[:index]), vocabulary)
        for index, entry in enumerate(names)
    )


def _plainly_a_place(entry: PlaceName, before: tuple[str, ...], vocabulary: Vocabulary) -> bool:
    """Whether a name without an office behind it is one: by its form, or a district or banner by the list."""
    if opens_with_verb(entry.name, vocabulary):
        return False
    listed = find_division(entry.name, vocabulary, before) is not None
    if not entry.name.endswith(_PLAIN_SUFFIXES):
        # 老城区改造方案 opens with no place, though there is a 老城区
        return listed and vocabulary.one_of("leftover_words", "common_place").fullmatch(entry.name) is None
    return listed or len(entry.short) <= _PLAIN_LENGTH or entry.name.endswith("自治县")


def _level(name: str, above: str | bool) -> Level:
    if name.endswith(("省", "特别行政区")) or (name.endswith("自治区") and not above):
        return "province"
    if name.endswith(_TOWN_LIKE):
        return "unknown"  # below a county, for which records have no level
    if name.endswith(_COUNTY_LIKE) and not name.endswith("地区"):
        return "county"
    # A city below a prefecture is one of county level (县级市).
    return "county" if above == "prefecture" else "prefecture"
