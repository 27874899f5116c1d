"""China's provinces, prefectures and cities of county level (行政区划) by name: level, and what lies above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from generator.models.kinds import Level
from generator.pinyin import spelled
from generator.vocabulary import Vocabulary

AUTONOMOUS = "自治州"
SUFFIXES = ("特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "地区", "省", "市", "盟")


class Division(NamedTuple):
    """A division: full name, what it is called for short, level, province above it, and prefecture above it."""

    name: str
    short: str
    level: Level
    province: str | None
    prefecture: str | None = None


def find_division(name: str, vocabulary: Vocabulary) -> Division | None:
    """The province, prefecture or city of county level of a name.

    Args:
        name: A full name (常州市, 昆山市), a former one (襄樊市), or what an autonomous prefecture is called (湘西州).
        vocabulary: Holds the names (divisions.yaml).

    Returns:
        It, or None: a county or district, or a place that there is not.
    """
    return _by_name(vocabulary).get(name)


def division_id(division: Division, vocabulary: Vocabulary) -> str:
    """The id of a division's place: its short name in pinyin, below another's id where two are spelled alike.

    Args:
        division: One of the list.
        vocabulary: Holds the names (divisions.yaml).

    Returns:
        changzhou; anhui-suzhou, as 苏州 is spelled so, too; of a city of county level the prefecture's id in front.
    """
    return _ids(vocabulary)[division.name]


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
