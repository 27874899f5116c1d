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
    """A division: full name, what it is called for short, level, province above it, id, and prefecture above it."""

    name: str
    short: str
    level: Level
    province: str | None
    slug: str
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


@lru_cache(maxsize=4)
def _by_name(vocabulary: Vocabulary) -> Mapping[str, Division]:
    found: dict[str, Division] = {}
    listed = list(_listed(vocabulary))
    # 苏州 and 宿州 are spelled alike, and so are 吉林省 and its city: then the province's name keeps ids apart
    slugs = Counter(division.slug for _, division in listed)
    provinces = {division.name: division.slug for _, division in listed if division.province is None}
    for forms, division in listed:
        shared = division.province is not None and slugs[division.slug] > 1
        slug = f"{provinces[division.province]}-{division.slug}" if shared and division.province else division.slug
        found |= dict.fromkeys(forms, division._replace(slug=slug))
    return MappingProxyType(_with_cities(found, vocabulary))


def _with_cities(found: Mapping[str, Division], vocabulary: Vocabulary) -> dict[str, Division]:
    """The divisions, cities of county level added; the id of one spelled as another place names its prefecture."""
    taken = Counter(division.slug for division in {division.name: division for division in found.values()}.values())
    cities = [
        (name, province.name, above)
        for province in vocabulary.divisions
        for above, names in province.cities.items()
        for name in names
    ]
    taken.update(spelled(_short(name)) for name, _, _ in cities)
    own = dict(found)
    for name, province, above in cities:
        short = _short(name)
        slug = spelled(short)
        slug = slug if taken[slug] == 1 else f"{found[above].slug}-{slug}"
        own.setdefault(name, Division(name, short, "county", province, slug, above if above != province else None))
    return own


def _listed(vocabulary: Vocabulary) -> Iterator[tuple[tuple[str, ...], Division]]:
    """Every division with the forms of its name."""
    for province in vocabulary.divisions:
        short = _short(province.name)
        yield (
            (province.name,),
            Division(province.name, short, "province", None, province.spelled or spelled(short)),
        )
        called = {full: form for form, full in province.prefectures_short.items()}
        abolished = (name for name, now in province.former.items() if name == now)
        for name in (*province.prefectures, *abolished):
            form = called.get(name, "")
            bare = form.removesuffix("州") or _short(name)
            before = tuple(old for old, now in province.former.items() if now == name != old)
            forms = (name, *before, form, bare + AUTONOMOUS) if form else (name, *before)
            yield forms, Division(name, bare, "prefecture", province.name, spelled(bare))


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
