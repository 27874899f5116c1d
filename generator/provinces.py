"""Provinces and what lies below them, as divisions.yaml lists them."""

from __future__ import annotations

from collections.abc import Mapping

from generator.models.base import Frozen


class Province(Frozen):
    """A province (省、自治区、直辖市、特别行政区) with its prefectures (地级) and cities of county level (县级市).

    Counties and districts stand in a list of their own (counties.yaml).

    `prefectures_short` gives what autonomous prefectures are called (湘西州) with their full names, `former` the names
    of older documents (襄樊市) with the present ones (of an abolished prefecture its own), `spelled` the name in Latin
    letters where its pinyin would be another's too (陕西, 山西). `cities` are those of county level by the prefecture
    they belong to, or by the province where none lies between (济源市).
    """

    name: str
    spelled: str = ""
    prefectures: tuple[str, ...] = ()
    prefectures_short: Mapping[str, str] = {}
    former: Mapping[str, str] = {}
    cities: Mapping[str, tuple[str, ...]] = {}
