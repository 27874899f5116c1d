"""Names of units: which other names the registry gives the same unit (单位名录), and what a search box suggests."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from generator.render.search.codec import members
from generator.render.search.folding import fold
from generator.render.search.summary import Found
from generator.render.site import SiteInput

SHOWN_NAMES: Final = 12
SUGGESTED_UNITS: Final = 1_500

KINDS_OF_PLACES: Final = ("省", "市", "县", "区", "州", "盟", "旗")


@dataclass(frozen=True)
class Registered:
    """A registered unit that the entries name: its name, function class, all its forms, and the entries, ascending.

    `short` are forms by which people ask for it at home (市发展改革委), though nobody need have written them.
    """

    name: str
    function: str
    forms: tuple[str, ...]
    entries: tuple[int, ...]
    short: tuple[str, ...] = ()


def registered_units(site: SiteInput, found: Sequence[Found]) -> tuple[Registered, ...]:
    """Every unit that was told by the registry and is no class of units (各相关部门), in the order of its id.

    Its forms are the names written in the entries, the registered name with and without the place before it, and
    the registered aliases that are no misreadings.
    """
    names: dict[str, str] = {}
    functions: dict[str, str] = {}
    forms: dict[str, set[str]] = defaultdict(set)
    entries: dict[str, set[int]] = defaultdict(set)
    for number, entry in enumerate(found):
        for unit in entry.units:
            if unit.agency and unit.named:
                names[unit.agency] = unit.agency_name
                functions[unit.agency] = unit.function
                forms[unit.agency].add(unit.raw)
                entries[unit.agency].add(number)
    places = {place.id: place.name for place in site.vocabulary.places}
    short: dict[str, set[str]] = {}
    words = (word.text for function in site.vocabulary.functions for word in function.words)
    own = tuple(sorted(word for word in words if word.startswith(KINDS_OF_PLACES)))
    for agency in site.vocabulary.agencies:
        if agency.id in names:
            place = places.get(agency.jurisdiction, "")
            forms[agency.id].update(alias.text for alias in agency.aliases if not alias.damaged)
            forms[agency.id].add(agency.name.removeprefix(place) or agency.name)
            short[agency.id] = _at_home(forms[agency.id], place, own)
    return tuple(
        Registered(
            names[unit],
            functions[unit],
            tuple(sorted(forms[unit] | {names[unit]})),
            tuple(sorted(entries[unit])),
            tuple(sorted(short.get(unit, ()))),
        )
        for unit in sorted(names)
    )


def _at_home(forms: Iterable[str], place: str, own: tuple[str, ...]) -> set[str]:
    """Forms with what kind of place it is instead of its name: 发展改革委 of 宜兴市 is 市发展改革委.

    Not those that have it already; `own` are words that only begin as if they had (市场监管).
    """
    if not place.endswith(KINDS_OF_PLACES):
        return set()
    return {
        place[-1] + form
        for form in forms
        if not form.startswith(place) and (form.startswith(own) or not form.startswith(KINDS_OF_PLACES))
    }


def class_names(site: SiteInput, found: Sequence[Found]) -> dict[str, list[str]]:
    """Folded form that some place registers -> the function classes that it tells, of those that the entries name.

    So a name that is usual elsewhere (发改委) leads to the units of its kind where no document writes it.
    """
    used = {unit.function for entry in found for unit in entry.units}
    table: dict[str, set[str]] = defaultdict(set)
    for agency in site.vocabulary.agencies:
        if agency.function in used:
            for form in (agency.name, *(alias.text for alias in agency.aliases if not alias.damaged)):
                table[fold(form)].add(agency.function)
    return {form: sorted(functions) for form, functions in sorted(table.items())}


def other_names(units: Sequence[Registered], size: int) -> dict[str, list[object]]:
    """Folded form -> [registered names, how many, other forms, the entries that name them, function classes].

    A form that several units have (财政局 of two cities) stands for all of them; `size` is the number of entries.
    """
    holders: dict[str, list[Registered]] = defaultdict(list)
    for unit in units:
        for form in sorted({fold(form) for form in (*unit.forms, *unit.short)}):
            holders[form].append(unit)
    table: dict[str, list[object]] = {}
    for form, named in holders.items():
        others = sorted({other for unit in named for other in unit.forms if fold(other) != form})
        entries = sorted({entry for unit in named for entry in unit.entries})
        if others:
            names = sorted({unit.name for unit in named})
            functions = sorted({unit.function for unit in named if unit.function})
            table[form] = [
                names[:SHOWN_NAMES],
                len(names),
                others[: 4 * SHOWN_NAMES],
                members(entries, size),
                functions,
            ]
    return table


def suggestions(site: SiteInput, found: Sequence[Found]) -> dict[str, object]:
    """What a search box proposes: units as written, domains, documents by number and title."""
    written: Counter[str] = Counter()
    full: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in found:
        for raw in {unit.raw for unit in entry.units}:
            written[raw] += 1
        for unit in entry.units:
            if unit.agency:
                full[unit.raw][unit.agency_name] += 1
    common = sorted(written, key=lambda raw: (-written[raw], raw))[:SUGGESTED_UNITS]
    domains = Counter(name for entry in found for name in entry.domains)
    return {
        "units": [[raw, written[raw], sorted(name for name in full[raw] if name != raw)[:3]] for raw in common],
        "domains": [
            [domain.id, domain.name, domains[domain.id]] for domain in site.vocabulary.domains if domains[domain.id]
        ],
        "documents": [[record.id, record.doc_number or "", record.title] for record in site.records],
    }
