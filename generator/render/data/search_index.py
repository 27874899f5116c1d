"""data/search/*.js: the full-text index, cut into pieces that the search page loads as scripts when needed.

Scripts and not JSON, because a page opened from file:// may load the one and not the other. How a string is found
in them without reading a text: generator.render.search.postings. Lists are written by generator.render.search.codec.

    meta.js      the documents, where each entry begins, the frequent strings, traditional forms: loaded first
    facets.js    for each value of a facet the entries that have it
    g<n>.js      the strings whose hash falls on shard n: for a single character or a frequent string its entries and
                 those with it in the title, for any other the places where it begins
    n<n>.js      unit names whose hash falls on shard n, with the other names of the same unit
    suggest.js   what a search box proposes

What is shown of the entries: generator.render.data.search_texts.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from generator.collecting import give_back
from generator.models import Jurisdiction
from generator.models.packed import FAST
from generator.models.passing import let_go
from generator.render.data.records import content_hash
from generator.render.data.search_texts import runs_of
from generator.render.environment import index_of
from generator.render.materials import Maker, Materials, Unkept
from generator.render.search.codec import DIGITS, gaps, members, number, numbers
from generator.render.search.entries import COUNTED, KIND_NAMES, entries, entries_of
from generator.render.search.grams import shard_of
from generator.render.search.kept_lists import KeptLists, Wanted, states
from generator.render.search.places import power_above, slots_of
from generator.render.search.postings import Layout
from generator.render.search.registry import class_names, other_names, registered_units, suggestions
from generator.render.search.scripts import FOLDER, as_json, script
from generator.render.search.summary import Found, Summary, Unpacking, layout_of, packed, summary_of
from generator.render.site import DataFile, KeptPiece, SiteInput
from generator.render.wording import LEVELS, ROLE_ORDER, ROLES, STATUSES
from generator.traditional import simplified_forms

__all__ = ["COUNTED", "FOLDER", "entries", "files", "files_from", "shard_of", "states"]

SHARD_BYTES: Final = 6_000
"""Bytes of a shard of unit names at most, on the average."""


MATERIALS: Final = ("search",)


def files(site: SiteInput) -> Iterator[DataFile]:
    """The index of all sections, principles, tasks, preambles, annex rows and documents."""
    # Where nothing is kept, no file is a piece of it.
    return (file for file in files_from(site, Unkept(site)) if isinstance(file, DataFile))


def files_from(site: SiteInput, materials: Materials) -> Iterator[DataFile | KeptPiece]:
    """The index, made with what is kept of each document and of the lists."""
    texts = _Texts(site)
    summaries = summaries_of(site, materials, texts.summary)
    # The lists ask for texts only.
    let_go()
    give_back()
    slots, room = slots_of({policy: summary.length for policy, summary in summaries.items()})
    wanted = {policy: Wanted(slots[policy], held.hash, held.length) for policy, held in summaries.items()}
    lists = KeptLists(materials, wanted, room, texts.layout).lists()
    found = tuple(chain.from_iterable(summary.found for summary in summaries.values()))
    names = _shards(_names(site, found))
    shards = {"grams": lists.shards, "names": len(names)}
    places = {"slots": room, "slot": numbers(slots[policy] for policy in summaries), "frequent": _told(lists.frequent)}
    yield script("meta.js", "meta", {**_meta(site, summaries, found), **places, "shards": shards})
    yield script("facets.js", "facets", _facets(site, found))
    yield from lists.files
    for shard, piece in enumerate(names):
        yield script(f"n{shard}.js", "names", shard, piece)
    yield script("suggest.js", "suggest", suggestions(site, found))


class _Texts:
    """The texts of documents: whoever makes what is told of a document has its text at hand, which is asked for next.

    They stay packed, as those of all documents may wait.
    """

    def __init__(self, site: SiteInput) -> None:
        """Nothing is at hand yet."""
        self._site = site
        self._packed: dict[str, tuple[bytes, tuple[int, ...]]] = {}

    def summary(self, site: SiteInput, policy: str) -> bytes:
        """What the index tells of a document, made from a site that may be watched."""
        found = entries_of(site, policy)
        layout = layout_of(found)
        self._packed[policy] = zlib.compress(layout.text.encode(), FAST), layout.starts
        return packed(summary_of(found, [len(run) for run in runs_of(found)], layout))

    def layout(self, policy: str) -> Layout:
        """The text of a document; it is asked for once."""
        if policy not in self._packed:
            return layout_of(entries_of(self._site, policy))
        text, starts = self._packed.pop(policy)
        return Layout(zlib.decompress(text).decode(), starts)


def summaries_of(site: SiteInput, materials: Materials, make: Maker) -> dict[str, Summary]:
    """What the index tells of each document, in record order."""
    unpacking = Unpacking()
    return {record.id: unpacking.unpacked(materials.of("search", record.id, make)) for record in site.records}


def _shards(table: Mapping[str, object]) -> list[dict[str, object]]:
    total = sum(len(key.encode()) + len(as_json(value).encode()) + 4 for key, value in table.items())
    pieces: list[dict[str, object]] = [{} for _ in range(power_above(-(-total // SHARD_BYTES)))]
    for key in sorted(table):
        pieces[shard_of(key, len(pieces))][key] = table[key]
    return pieces


def _names(site: SiteInput, found: Sequence[Found]) -> dict[str, object]:
    """What the registry says of names; of those that no entry has only what kind of unit they mean."""
    units = other_names(registered_units(site, found), len(found))
    nobody = members([], len(found))
    classes = {form: [[], 0, [], nobody, functions] for form, functions in class_names(site, found).items()}
    return {**classes, **units}


def _meta(site: SiteInput, summaries: Mapping[str, Summary], found: Sequence[Found]) -> dict[str, object]:
    used = set(chain.from_iterable(summary.chars for summary in summaries.values()))
    forms = [(chr(code), form) for code, form in simplified_forms().items() if form in used]
    return {
        "version": content_hash(site)[:12],
        "digits": DIGITS,
        "entries": len(found),
        "lengths": numbers(entry.length for entry in found),
        "policies": list(summaries),
        "per_policy": numbers(len(summary.found) for summary in summaries.values()),
        "chunks": numbers(chain.from_iterable(summary.texts for summary in summaries.values())),
        "uncounted": gaps([at for at, entry in enumerate(found) if entry.kind not in COUNTED]),
        "traditional": "".join(f"{traditional}{form}" for traditional, form in sorted(forms)),
        "counted": len(COUNTED),
        "kinds": list(KIND_NAMES.items()),
        "roles": [(role, ROLES[role]) for role in ROLE_ORDER],
        "levels": list(LEVELS.items()),
        "statuses": list(STATUSES.items()),
        "domains": _domains(site, found),
        "functions": _functions(found),
        "years": sorted({year for entry in found for year in entry.years}),
        **_columns(site),
    }


def _told(frequent: Sequence[str]) -> str:
    """The frequent strings: each adds one character to what was said before, given as how long it is then."""
    return "".join(f"{number(len(gram))}{gram[-1]}" for gram in _ways(frequent))


def _ways(frequent: Sequence[str]) -> Iterator[str]:
    """The frequent strings, each after all its beginnings: each adds one character to what was said before."""
    told: set[str] = set()
    for gram in frequent:
        for length in range(1, len(gram) + 1):
            if gram[:length] not in told:
                told.add(gram[:length])
                yield gram[:length]


def _columns(site: SiteInput) -> dict[str, object]:
    """What the facets ask of the documents, one column each."""
    index = index_of(site)
    regions = {record.jurisdiction.id: record.jurisdiction for record in site.records}
    types = sorted({record.document_type for record in site.records})
    order = {"region": list(regions), "type": types, "status": list(STATUSES)}
    shown = [(place.id, place.name, index.place_name(place.id), place.level) for place in regions.values()]
    return {
        "regions": shown,
        **_above(site, regions),
        "types": types,
        "region": [order["region"].index(record.jurisdiction.id) for record in site.records],
        "type": [order["type"].index(record.document_type) for record in site.records],
        "status": [order["status"].index(record.text_status) for record in site.records],
        "date": [int(f"{record.issued_on:%Y%m%d}") if record.issued_on else 0 for record in site.records],
    }


def _above(site: SiteInput, regions: Mapping[str, Jurisdiction]) -> dict[str, object]:
    """The places above the regions, and the place right above each: its number among regions and those, or -1.

    The country is above all and stands above none here: who asks for it means its own documents.
    """
    places = {place.id: place for place in site.vocabulary.places if place.level != "national"}
    chains = {region: [above for above in held.parents if above in places] for region, held in regions.items()}
    more = [above for above in dict.fromkeys(chain.from_iterable(chains.values())) if above not in regions]
    for above in more:
        parent = places[above].parent
        chains[above] = [parent] if parent in places else []
    order = {place: at for at, place in enumerate((*regions, *more))}
    return {
        "uppers": [(above, places[above].name, places[above].short) for above in more],
        "above": [order.get(way[-1], -1) if way else -1 for way in (chains[place] for place in order)],
    }


def _domains(site: SiteInput, found: Sequence[Found]) -> list[tuple[str, str]]:
    used = {name for entry in found for name in entry.domains}
    return [(domain.id, domain.name) for domain in site.vocabulary.domains if domain.id in used]


def _functions(found: Sequence[Found]) -> list[tuple[str, str]]:
    return sorted(
        {unit.function: unit.function_name for entry in found for unit in entry.units if unit.function}.items()
    )


def _facets(site: SiteInput, found: Sequence[Found]) -> dict[str, object]:
    kinds: dict[str, list[int]] = defaultdict(list)
    domains: dict[str, list[int]] = defaultdict(list)
    main: dict[str, list[int]] = defaultdict(list)
    years: dict[str, list[int]] = defaultdict(list)
    duties: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, entry in enumerate(found):
        kinds[entry.kind].append(at)
        for domain in entry.domains:
            domains[domain].append(at)
        for domain in entry.domains[:1]:
            main[domain].append(at)
        for year in entry.years:
            years[year].append(at)
        for duty in {(unit.function, unit.role) for unit in entry.units}:
            duties[duty].append(at)
    return {
        "kind": [[kind, members(kinds[kind], len(found))] for kind in COUNTED],
        "domain": [[domain, members(domains[domain], len(found))] for domain, _ in _domains(site, found)],
        "main": [[domain, members(main[domain], len(found))] for domain, _ in _domains(site, found)],
        "duty": [[*duty, members(duties[duty], len(found))] for duty in sorted(duties)],
        "deadline": members([at for at, entry in enumerate(found) if entry.has_deadline], len(found)),
        "years": [[year, members(years[year], len(found))] for year in sorted(years)],
    }
