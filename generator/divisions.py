"""China's divisions (行政区划) by name, from provinces to counties and districts: level, and what lies above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from generator.models.kinds import Level
from generator.pinyin import spelled
from generator.vocabulary import Vocabulary

AUTONOMOUS = "自治州"
SUFFIXES = ("特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "地区", "省", "市", "盟")
COUNTY_SUFFIXES = ("自治县", "自治旗", "新区", "特区", "林区", "县", "旗", "区", "市")


class Division(NamedTuple):
    """A division: full name, what it is called for short, level, province above it, and prefecture above it."""

    name: str
    short: str
    level: Level
    province: str | None
    prefecture: str | None = None


def find_division(name: str, vocabulary: Vocabulary, within: Collection[str] = ()) -> Division | None:
    """The division of a name.

    Args:
        name: A full name (常州市, 昆山市, 余杭区), a former one (襄樊市), or what an autonomous prefecture is called
            (湘西州).
        vocabulary: Holds the names (divisions.yaml, counties.yaml).
        within: Names of the places that stand before it, from the top down.

    Returns:
        It, or None: a place that there is not, one that does not lie in those before it, or a county or district of
        whose name there are several (鼓楼区) where what stands before it does not tell which is meant.
    """
    found = _by_name(vocabulary).get(name)
    if found is not None:
        return found
    counties = [county for county in divisions_called(name, vocabulary) if _may_lie(county, within, vocabulary)]
    return counties[0] if len(counties) == 1 else None


def divisions_called(name: str, vocabulary: Vocabulary) -> tuple[Division, ...]:
    """All divisions of a name: one, or counties and districts that are called the same (鼓楼区)."""
    found = _by_name(vocabulary).get(name)
    return (found,) if found is not None else _counties(vocabulary).get(name, ())


def names_of_divisions(vocabulary: Vocabulary) -> Iterator[str]:
    """All names, former ones and those that autonomous prefectures are called among them."""
    yield from _by_name(vocabulary)
    yield from _counties(vocabulary).keys() - _by_name(vocabulary).keys()


def _may_lie(county: Division, within: Collection[str], vocabulary: Vocabulary) -> bool:
    """Whether no place that stands before a county contradicts the list."""
    before = {division.name if (division := _by_name(vocabulary).get(name)) else name for name in within}
    return before <= {county.province, county.prefecture}


def division_id(division: Division, vocabulary: Vocabulary) -> str:
    """The id of a division's place: its short name in pinyin, below another's id where two are spelled alike.

    Args:
        division: One of the list.
        vocabulary: Holds the names (divisions.yaml).

    Returns:
        changzhou; anhui-suzhou, as 苏州 is spelled so, too; of a city or county the prefecture's id in front. Districts
        have it always: many a city has a 城关区.
    """
    ids = _ids(vocabulary)
    if division.name in ids:
        return ids[division.name]
    return _ids_of_counties(vocabulary)[division]


@lru_cache(maxsize=4)
def _ids(vocabulary: Vocabulary) -> Mapping[str, str]:
    """Full name -> id. Spelling all of them takes a quarter of a second, and hardly any document asks."""
    divisions = {division.name: division for division in _by_name(vocabulary).values()}
    given = {province.name: province.spelled for province in vocabulary.divisions}
    plain = {name: given.get(name) or spelled(division.short) for name, division in divisions.items()}
    cities = {name: division for name, division in divisions.items() if division.level == "county"}
    alike = Counter(plain[name] for name in divisions.keys() - cities)
    ids: dict[str, str] = {}
    for name, division in divisions.items():
        if name not in cities:
            # 苏州 and 宿州 are spelled alike, and so are 吉林省 and its city: then the province's name keeps ids apart.
            apart = division.province is not None and alike[plain[name]] > 1
            ids[name] = f"{plain[division.province]}-{plain[name]}" if apart and division.province else plain[name]
    taken = Counter(ids.values()) + Counter(plain[name] for name in cities)
    for name, city in cities.items():
        above = city.prefecture or city.province
        ids[name] = f"{ids[above]}-{plain[name]}" if taken[plain[name]] > 1 and above else plain[name]
    return MappingProxyType(ids)


@lru_cache(maxsize=4)
def _ids_of_counties(vocabulary: Vocabulary) -> Mapping[Division, str]:
    """Counties and districts with their ids; the id above keeps those apart that are spelled like another place."""
    ids = _ids(vocabulary)
    counties = [county for named in _counties(vocabulary).values() for county in named]
    plain = {short: spelled(short) for short in {county.short for county in counties}}
    taken = Counter(ids.values()) + Counter(plain[county.short] for county in counties if _keeps_name(county))
    wanted: list[tuple[Division, tuple[str, ...]]] = []
    for county in counties:
        above = ids[county.prefecture or county.province or ""]
        alone = (plain[county.short],) if _keeps_name(county) and taken[plain[county.short]] == 1 else ()
        # 和田市 and 和田县 lie in one prefecture: then the county is called by its full name; 云安县 and 郁南县, too.
        whole = f"{above}-{spelled(county.name)}"
        wanted.append((county, (*alone, f"{above}-{plain[county.short]}", whole, f"{whole}-2")))
    used = set(ids.values())
    found: dict[Division, str] = {}
    for county, forms in wanted:
        found[county] = next(form for form in forms if form not in used)
        used.add(found[county])
    return MappingProxyType(found)


def _keeps_name(county: Division) -> bool:
    return not county.name.endswith("区")


@lru_cache(maxsize=4)
def _counties(vocabulary: Vocabulary) -> Mapping[str, tuple[Division, ...]]:
    """Names of counties and districts, former ones too, with those that are called so."""
    found: dict[str, tuple[Division, ...]] = {}
    for table in (vocabulary.counties, vocabulary.former_counties):
        for above, names in table.items():
            over = _by_name(vocabulary).get(above)
            if over is None:
                continue
            province, prefecture = (over.name, None) if over.level == "province" else (over.province, over.name)
            for name in names.split():
                found[name] = (
                    *found.get(name, ()),
                    Division(name, _short_county(name), "county", province, prefecture),
                )
    return MappingProxyType(found)


@lru_cache(maxsize=4)
def _by_name(vocabulary: Vocabulary) -> Mapping[str, Division]:
    found: dict[str, Division] = {}
    for forms, division in _listed(vocabulary):
        found |= dict.fromkeys(forms, division)
    for province in vocabulary.divisions:
        for above, names in province.cities.items():
            prefecture = above if above != province.name else None
            for name in names:
                found.setdefault(name, Division(name, _short(name), "county", province.name, prefecture))
    return MappingProxyType(found)


def _listed(vocabulary: Vocabulary) -> Iterator[tuple[tuple[str, ...], Division]]:
    """Every division with the forms of its name."""
    for province in vocabulary.divisions:
        short = _short(province.name)
        yield (province.name,), Division(province.name, short, "province", None)
        called = {full: form for form, full in province.prefectures_short.items()}
        abolished = (name for name, now in province.former.items() if name == now)
        for name in (*province.prefectures, *abolished):
            form = called.get(name, "")
            bare = form.removesuffix("州") or _short(name)
            before = tuple(old for old, now in province.former.items() if now == name != old)
            forms = (name, *before, form, bare + AUTONOMOUS) if form else (name, *before)
            yield forms, Division(name, bare, "prefecture", province.name)


def with_full_name(text: str, vocabulary: Vocabulary) -> str:
    """A text that opens with what an autonomous prefecture is called, with its full name instead (湘西州人民政府).

    Args:
        text: An issuer, a title, or the name of a place.
        vocabulary: Holds the names (divisions.yaml).

    Returns:
        The text, its province left in front; unchanged where it opens with anything else.
    """
    if "州" not in text:
        return text
    for form, division in _by_name(vocabulary).items():
        if form == division.name or not form.endswith("州"):
            continue
        start = len(division.province or "") if text.startswith(division.province or "") else 0
        if text.startswith(form, start):
            return text[:start] + division.name + text[start + len(form) :]
    return text


def _short(name: str) -> str:
    """The name without its suffix: 常州, 广西, 阿里."""
    suffix = next((one for one in SUFFIXES if name.endswith(one)), "")
    return name.removesuffix(suffix)


def _short_county(name: str) -> str:
    """A county's name without its suffix, where two characters are left of it: 余杭, 阿荣, but 浚县."""
    suffix = next(one for one in (*COUNTY_SUFFIXES, name) if name.endswith(one))
    bare = name.removesuffix(suffix)
    return bare if len(bare) > 1 else name
