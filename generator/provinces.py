"""Provinces and what lies below them, as divisions.yaml lists them."""

from __future__ import annotations

from collections.abc import Mapping

from generator.models.base import Frozen


class Province(Frozen):
    """A province (省、自治区、直辖市、特别行政区) with the prefectures (地级) below it; counties are not listed.

    `prefectures_short` gives what autonomous prefectures are called (湘西州) with their full names, `former` the names
    of older documents (襄樊市) with the present ones (of an abolished prefecture its own), `spelled` the name in Latin
    letters where its pinyin would be another's too (陕西, 山西).
    """

    name: str
    spelled: str = ""
    prefectures: tuple[str, ...] = ()
    prefectures_short: Mapping[str, str] = {}
    former: Mapping[str, str] = {}
