"""One office under two names in a draft (市市场监管局, 市场监督管理局), where the registry says that they are one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.drafting.desk import Desk
from generator.drafting.report import Finding
from generator.models import AnnexRow, Task, Unit
from generator.parse.folding import fold
from generator.vocabulary import Agency

_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")


def name_findings(desk: Desk) -> tuple[Finding, ...]:
    """Offices that a draft calls by two names or more, each with the first passage of either.

    Names that differ by the place before them or by brackets are one; a short name that the draft defines, and one
    that is registered as a misreading, is no second name.

    Returns:
        Findings in the order in which the second names stand.
    """
    agencies = {agency.id: agency for agency in desk.vocabulary.agencies if not agency.collective}
    named: dict[str, list[tuple[set[str], list[Unit]]]] = {}
    for unit in sorted(_units(desk), key=lambda unit: unit.span):
        agency = agencies.get(unit.agency.id) if unit.agency is not None else None
        if agency is None or unit.resolution != "registry" or unit.defined is not None:
            continue
        keys = _keys(desk, unit.raw)
        if not any(keys & _keys(desk, form) for form in _forms(agency)):
            continue
        uses = named.setdefault(agency.id, [])
        same = next((use for use in uses if use[0] & keys), None)
        if same is None:
            uses.append((keys, [unit]))
        else:
            same[0].update(keys)
            same[1].append(unit)
    several = ((agencies[key], [units for _, units in uses]) for key, uses in named.items() if len(uses) > 1)
    return tuple(sorted((_finding(desk, *entry) for entry in several), key=lambda finding: finding.spot.line))


def _units(desk: Desk) -> Iterator[Unit]:
    holders: tuple[Task | AnnexRow, ...] = (*desk.draft.tasks, *desk.draft.annex_rows)
    for holder in holders:
        yield from holder.units


def _forms(agency: Agency) -> Iterator[str]:
    yield agency.name
    yield from (alias.text for alias in agency.aliases if not alias.damaged)


def _keys(desk: Desk, name: str) -> set[str]:
    """A name without place and level, with what its brackets hold and without."""
    place = desk.draft.jurisdiction
    text = name.removeprefix(place.name)
    if text == name:
        # 市市场监管局: the level before a name that begins with the same sign; 市场监管局 has none
        text = re.sub(f"^{re.escape(place.name[-1:])}(?!场)", "", name, count=1)
    return {fold(text), fold(_BRACKETS.sub("", text))} - {""}


def _finding(desk: Desk, agency: Agency, uses: Sequence[Sequence[Unit]]) -> Finding:
    names = "、".join(f"“{one[0].raw}”（{len(one)}处）" for one in uses)
    message = f"同一机关有{len(uses)}种写法：{names}，都是{agency.name}"
    advice = "统一写法；全称首次出现时注明简称的，可不改"
    passage = " ／ ".join(dict.fromkeys(desk.sentence(one[0].span) for one in uses))
    found = desk.finding("units", "unit_two_names", "check", uses[1][0].span, message, advice, passage)
    spots = dict.fromkeys(desk.spot(one[0].span[0]) for one in uses)
    return found.model_copy(update={"others": tuple(spot for spot in spots if spot != found.spot)})
