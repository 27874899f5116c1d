"""data/search/*.js: the full-text index, cut into pieces that the search page loads as scripts when needed.

Scripts and not JSON, because a page opened from file:// may load the one and not the other. How a string is found
in them without reading a text: generator.render.search.postings. Lists are written by generator.render.search.codec.

    meta.js      the documents, where each entry begins, the frequent strings, traditional forms: loaded first
    facets.js    for each value of a facet the entries that have it
    g<n>.js      the strings whose hash falls on shard n: for a single character or a frequent string its entries and
                 those with it in the title, for any other the places where it begins
    n<n>.js      unit names whose hash falls on shard n, with the other names of the same unit
    t<n>.js      what is shown of some entries that follow each other in one document
    suggest.js   what a search box proposes
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from generator.models import PolicyRecord
from generator.render.data.records import content_hash
from generator.render.environment import index_of
from generator.render.index import Index
from generator.render.search.codec import DIGITS, gaps, members, number, numbers
from generator.render.search.entries import COUNTED, KIND_NAMES, Entry, entries
from generator.render.search.folding import fold
from generator.render.search.postings import UNIT, Layout, Postings, lay_out, postings
from generator.render.search.registry import other_names, registered_units, suggestions
from generator.render.site import DataFile, SiteInput
from generator.render.wording import LEVELS, ROLE_ORDER, ROLES, STATUSES
from generator.traditional import simplified_forms

__all__ = ["COUNTED", "FOLDER", "entries", "files", "shard_of"]

FOLDER: Final = "data/search"
SHARD_BYTES: Final = 6_000
TEXT_BYTES: Final = 2_500


def shard_of(text: str, shards: int) -> int:
    """Number of the shard that holds a string (FNV-1a over code points, 32 bits; search-engine.js does the same)."""
    value = 2_166_136_261
    for char in text:
        value = ((value ^ ord(char)) * 16_777_619) & 0xFFFFFFFF
    return value % shards


def files(site: SiteInput) -> Iterator[DataFile]:
    """The index of all sections, principles, tasks, preambles, annex rows and documents."""
    found = entries(site)
    layout = lay_out([tuple(map(fold, entry.fields())) for entry in found])
    lists = postings(layout)
    grams = _shards(_encoded(lists, len(found)))
    names = _shards(other_names(registered_units(site, found), len(found)))
    texts = tuple(_chunks(site, found))
    shards = {"grams": len(grams), "names": len(names)}
    yield _script("meta.js", "meta", _meta(site, found, layout, lists, shards, [count for count, _ in texts]))
    yield _script("facets.js", "facets", _facets(site, found))
    for kind, name, pieces in (("grams", "g", grams), ("names", "n", names)):
        for shard, piece in enumerate(pieces):
            yield _script(f"{name}{shard}.js", kind, shard, piece)
    for chunk, (_, text) in enumerate(texts):
        yield _script(f"t{chunk}.js", "texts", chunk, text)
    yield _script("suggest.js", "suggest", suggestions(site, found))


def _encoded(lists: Postings, size: int) -> dict[str, object]:
    held: dict[str, object] = {
        gram: [members(entries_, size), members(titled, size)] for gram, (entries_, titled) in lists.holders.items()
    }
    return held | {gram: gaps(places) for gram, places in lists.places.items()}


def _shards(table: Mapping[str, object]) -> list[dict[str, object]]:
    total = sum(len(key.encode()) + len(_json(value).encode()) + 4 for key, value in table.items())
    pieces: list[dict[str, object]] = [{} for _ in range(max(1, -(-total // SHARD_BYTES)))]
    for key in sorted(table):
        pieces[shard_of(key, len(pieces))][key] = table[key]
    return pieces


def _chunks(site: SiteInput, found: Sequence[Entry]) -> Iterator[tuple[int, list[object]]]:
    """Runs of entries of one document that are about TEXT_BYTES long, each with how many entries it has."""
    index = index_of(site)
    domains = {name: at for at, (name, _) in enumerate(_domains(site, found))}
    run: list[list[object]] = []
    policy, size = "", 0
    for entry in found:
        shown = _shown(entry, domains)
        length = len(_json(shown).encode())
        if run and (entry.policy != policy or size + length > TEXT_BYTES):
            yield len(run), [_head(index.record(policy), index), run]
            run, size = [], 0
        run.append(shown)
        policy, size = entry.policy, size + length
    if run:
        yield len(run), [_head(index.record(policy), index), run]


def _shown(entry: Entry, domains: Mapping[str, int]) -> list[object]:
    units = [
        [
            ROLE_ORDER.index(unit.role),
            unit.raw,
            unit.function.id if unit.function else "",
            unit.agency.name if unit.agency and unit.agency.name != unit.raw else "",
        ]
        for unit in entry.units
    ]
    return [
        entry.item, list(KIND_NAMES).index(entry.kind), entry.number, entry.title, entry.text, list(entry.path),
        [domains[name] for name in entry.domains if name in domains], units,
    ]  # fmt: skip


def _head(record: PolicyRecord, index: Index) -> list[object]:
    badge = STATUSES[record.text_status] if record.text_status != "full" else ""
    short, hue = index.short(record.id), index.hue(record.jurisdiction.id)
    return [record.id, record.title, record.doc_number or "", short, badge, hue, str(record.issued_on or "")]


def _meta(
    site: SiteInput,
    found: Sequence[Entry],
    layout: Layout,
    lists: Postings,
    shards: Mapping[str, int],
    chunks: Sequence[int],
) -> dict[str, object]:
    units = [(end - start) // UNIT for start, end in pairwise(layout.starts)]
    used = set(layout.text)
    forms = [(chr(code), form) for code, form in simplified_forms().items() if form in used]
    per_policy: dict[str, int] = defaultdict(int)
    for entry in found:
        per_policy[entry.policy] += 1
    return {
        "version": content_hash(site)[:12],
        "digits": DIGITS,
        "shards": shards,
        "entries": len(found),
        "lengths": numbers(units),
        "per_policy": numbers(per_policy[record.id] for record in site.records),
        "chunks": numbers(chunks),
        "uncounted": gaps([at for at, entry in enumerate(found) if entry.kind not in COUNTED]),
        "frequent": "".join(f"{number(len(gram))}{gram[-1]}" for gram in _ways(lists.frequent)),
        "traditional": "".join(f"{traditional}{form}" for traditional, form in sorted(forms)),
        "counted": len(COUNTED),
        "kinds": list(KIND_NAMES.items()),
        "roles": [(role, ROLES[role]) for role in ROLE_ORDER],
        "levels": list(LEVELS.items()),
        "statuses": list(STATUSES.items()),
        "domains": _domains(site, found),
        "functions": _functions(found),
        **_columns(site),
    }


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
        "types": types,
        "region": [order["region"].index(record.jurisdiction.id) for record in site.records],
        "type": [order["type"].index(record.document_type) for record in site.records],
        "status": [order["status"].index(record.text_status) for record in site.records],
        "date": [int(f"{record.issued_on:%Y%m%d}") if record.issued_on else 0 for record in site.records],
    }


def _domains(site: SiteInput, found: Sequence[Entry]) -> list[tuple[str, str]]:
    used = {name for entry in found for name in entry.domains}
    return [(domain.id, domain.name) for domain in site.vocabulary.domains if domain.id in used]


def _functions(found: Sequence[Entry]) -> list[tuple[str, str]]:
    return sorted(
        {unit.function.id: unit.function.name for entry in found for unit in entry.units if unit.function}.items()
    )


def _facets(site: SiteInput, found: Sequence[Entry]) -> dict[str, object]:
    kinds: dict[str, list[int]] = defaultdict(list)
    domains: dict[str, list[int]] = defaultdict(list)
    duties: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, entry in enumerate(found):
        kinds[entry.kind].append(at)
        for domain in entry.domains:
            domains[domain].append(at)
        for duty in {(unit.function.id if unit.function else "", unit.role) for unit in entry.units}:
            duties[duty].append(at)
    return {
        "kind": [[kind, members(kinds[kind], len(found))] for kind in COUNTED],
        "domain": [[domain, members(domains[domain], len(found))] for domain, _ in _domains(site, found)],
        "duty": [[*duty, members(duties[duty], len(found))] for duty in sorted(duties)],
        "deadline": members([at for at, entry in enumerate(found) if entry.has_deadline], len(found)),
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _script(name: str, function: str, *arguments: object) -> DataFile:
    shown = ",".join(map(_json, arguments))
    # So that nothing in it can end a script or open a comment, wherever somebody puts it.
    for sign in "<\u2028\u2029":
        shown = shown.replace(sign, f"\\u{ord(sign):04x}")
    return DataFile(f"{FOLDER}/{name}", f"pkSearch.{function}({shown});\n".encode())
