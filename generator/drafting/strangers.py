"""Offices of places that no vocabulary has (长春市统计局): whether they belong here only a reader can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.compare.listed_places import belongs, line_of
from generator.divisions import divisions_called
from generator.drafting.desk import Desk, merged
from generator.drafting.report import Finding
from generator.normalise.phrases import opens_with_verb

_PAUSE = re.compile(r"\s*$|[、；;，,）)。\n]", re.MULTILINE)
_NEAR = 14


def stranger_findings(desk: Desk) -> tuple[Finding, ...]:
    """Offices whose name begins with a place that is neither the draft's own nor registered.

    Returns:
        One finding for each office; none where words beside it say that another place is meant (借鉴…经验).
    """
    return merged(tuple(_strangers(desk)))


def _may_be_below(desk: Desk, match: re.Match[str]) -> bool:
    """Whether it is a government that may stand below: a prefecture charges those of counties, not their bureaus."""
    within_county = desk.draft.jurisdiction.level == "county" and match["place"].endswith("县")
    return match["office"].endswith("政府") and not within_county


def _stands_alone(desk: Desk, at: int, end: int) -> bool:
    """Whether the name of an office ends here: 充实市信用办 + 工作力量 is none."""
    return any(form.match(desk.source, at, end) is not None for form in (_PAUSE, desk.words("acting")))


def _strangers(desk: Desk) -> Iterator[Finding]:
    own = desk.draft.jurisdiction
    if own.level == "national" or not own.name or own.id == "unknown":
        return
    known = {name for place in desk.vocabulary.places for name in (place.name, place.short)} | {own.name}
    meant = desk.vocabulary.patterns("leftover_words", "other_place_is_meant")
    told = {entry.span[0] for entry in desk.comparison.leftovers if entry.policy == desk.draft.id}
    for start, end in desk.read_spans():
        for match in desk.words("office_of_place").finditer(desk.source, start, end):
            near = desk.source[max(start, match.start() - _NEAR) : min(end, match.end() + _NEAR)]
            if match["place"] in known or match.start() in told or _is_no_stranger(desk, match):
                continue
            if _stands_alone(desk, match.end(), end) and not any(pattern.search(near) for pattern in meant):
                yield _stranger(desk, match)


def _is_no_stranger(desk: Desk, match: re.Match[str]) -> bool:
    """Whether the place of an office is none, or may be the draft's own, above or below it."""
    place, own = match["place"], desk.draft.jurisdiction
    if desk.words("no_place").search(place[:-1]) or opens_with_verb(place, desk.vocabulary):
        return True
    listed = divisions_called(place, desk.vocabulary)
    above = line_of(own, desk.vocabulary)
    if listed and (len(above) > 1 or own.level == "province"):
        return any(belongs(division, own, above) for division in listed)
    return _may_be_below(desk, match)


def _stranger(desk: Desk, match: re.Match[str]) -> Finding:
    place, own = match["place"], desk.draft.jurisdiction
    where = " 或 ".join(
        f"{division.province or ''}{division.prefecture or ''}" for division in divisions_called(place, desk.vocabulary)
    )
    lies = f"{place}在{where}" if where else f"地区词表里没有{place}"
    message = f"“{match.group()}”冠有“{place}”，而本文件属{own.name}，{lies}"
    advice = "核对是否套用外地文本的遗留；是本地上级或下级的，可不改"
    return desk.finding("leftovers", "place_unknown", "check", match.span(), message, advice)
