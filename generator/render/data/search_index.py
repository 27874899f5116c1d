"""data/search/*.js: the full-text index, cut into pieces that the search page loads as scripts when needed.

Scripts and not JSON, because a page opened from file:// may load the one and not the other.

    meta.js       what every entry is (policy, item, kind, domains, units) and the names of the facets
    g<n>.js       postings of the grams (one or two folded characters) whose hash falls on shard n, as
                  differences; a posting is twice the entry's number, plus one where the title has the gram
    t<n>.js       the texts of CHUNK entries, against which each hit is verified and from which it is shown
"""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from generator.models import AnnexRow, PolicyRecord, Principle, Section, Task, Unit
from generator.render.data.records import content_hash
from generator.render.environment import index_of
from generator.render.index import Index
from generator.render.personal_data import Mask, mask_for
from generator.render.site import DataFile, SiteInput
from generator.render.wording import KINDS, LEVELS, ROLE_ORDER, ROLES, STATUSES

FOLDER: Final = "data/search"
CHUNK: Final = 128
POSTINGS_PER_SHARD: Final = 20_000
MAX_SHARDS: Final = 512
BLANKS: Final = frozenset("\t\n\v\f\r \u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff\u200b") | frozenset(
    map(chr, range(0x2000, 0x200B))
)
SIGNS: Final = {
    **dict.fromkeys(map(ord, "[{〔【〖"), "("),
    **dict.fromkeys(map(ord, "]}〕】〗"), ")"),
    **dict.fromkeys(map(ord, "“”„‟「」『』"), '"'),
    **dict.fromkeys(map(ord, "‘’‚‛"), "'"),
    **dict.fromkeys(map(ord, "—–―‒‐‑−"), "-"),
    **dict.fromkeys(map(ord, "•・"), "·"),
}
"""Signs that readers type in one form and documents print in another. search.js folds the same way."""

COUNTED: Final = (*KINDS, "section")
KIND_NAMES: Final = {**KINDS, "section": "章节", "annex_row": "附表行", "document": "文件"}


def fold(text: str) -> str:
    """Fold width, case, brackets, quotation marks and dashes; white space is dropped.

    Each character is folded by itself (NFKC, lower case), so that search.js can map a hit back to the text.
    """
    folded = (unicodedata.normalize("NFKC", char).lower().translate(SIGNS) for char in text if char not in BLANKS)
    return "".join(char for part in folded for char in part if char not in BLANKS)


def grams(fields: Iterable[str]) -> frozenset[str]:
    """All single characters and pairs of neighbours of the folded fields; no pair spans two fields."""
    found: set[str] = set()
    for field in map(fold, fields):
        found.update(field)
        found.update(a + b for a, b in pairwise(field))
    return frozenset(found)


def shard_of(gram: str, shards: int) -> int:
    """Number of the shard that holds a gram (FNV-1a over code points, 32 bits; search.js does the same)."""
    value = 2_166_136_261
    for char in gram:
        value = ((value ^ ord(char)) * 16_777_619) & 0xFFFFFFFF
    return value % shards


@dataclass(frozen=True)
class Entry:
    """One thing that can be found.

    Attributes:
        kind: A task kind, "principle", "section"; "annex_row" and "document" are found beside the count.
        place: Offset of its title in the source, by which the entries of a document are ordered.
    """

    policy: str
    item: str
    kind: str
    number: str
    title: str
    text: str
    place: int
    domains: tuple[str, ...] = ()
    units: tuple[Unit, ...] = ()

    def fields(self) -> tuple[str, ...]:
        """What is searched: title, text, and of every unit its name as written and its registered name."""
        return (self.title, self.text, *(name for unit in self.units for name in _unit_names(unit)))


def files(site: SiteInput) -> Iterator[DataFile]:
    """The index of all sections, principles, tasks, annex rows and documents."""
    found = entries(site)
    postings: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(found):
        in_title = grams((entry.title,))
        for gram in grams(entry.fields()):
            postings[gram].append(2 * number + (gram in in_title))
    total = sum(map(len, postings.values()))
    shards = min(MAX_SHARDS, max(1, -(-total // POSTINGS_PER_SHARD)))
    yield _script("meta.js", "meta", _meta(site, found, shards))
    pieces: list[dict[str, list[int]]] = [{} for _ in range(shards)]
    for gram in sorted(postings):
        pieces[shard_of(gram, shards)][gram] = _differences(postings[gram])
    for number, piece in enumerate(pieces):
        yield _script(f"g{number}.js", "grams", number, piece)
    for start in range(0, len(found), CHUNK):
        texts = [_text(entry) for entry in found[start : start + CHUNK]]
        yield _script(f"t{start // CHUNK}.js", "texts", start // CHUNK, texts)


def entries(site: SiteInput) -> tuple[Entry, ...]:
    """Everything that can be found, in record order and inside a document as it stands there."""
    index = index_of(site)
    found: list[Entry] = []
    for record in site.records:
        of_record = [_document(record), *_items(record, index)]
        hide = mask_for(record, site)
        found.extend(_masked(entry, hide) for entry in sorted(of_record, key=lambda entry: entry.place))
    return tuple(found)


def _items(record: PolicyRecord, index: Index) -> Iterator[Entry]:
    def number(item: str) -> str:
        return index.number(record.id, item)

    for section in record.sections:
        # A heading that opens a task is that task's title and would be found twice.
        if section.item is None:
            yield _section(record.id, section, number(section.id))
    for item in index.items(record.id):
        yield Entry(
            policy=record.id,
            item=item.id,
            kind=item.kind if isinstance(item, Task) else "principle",
            number=number(item.id),
            title=item.title,
            text=item.text,
            place=item.title_span[0],
            domains=_domain_ids(item),
            units=item.units if isinstance(item, Task) else (),
        )
    for row in record.annex_rows:
        yield _annex_row(record.id, row, number(row.id))


def _section(policy: str, section: Section, number: str) -> Entry:
    return Entry(policy, section.id, "section", number, section.title, section.text, section.span[0])


def _annex_row(policy: str, row: AnnexRow, number: str) -> Entry:
    text = "\n".join(part for part in (row.text, *row.subtasks) if part)
    return Entry(policy, row.id, "annex_row", number, row.title, text, row.title_span[0], (), row.units)


def _document(record: PolicyRecord) -> Entry:
    names = (record.subtitle, record.wrapper_title, record.doc_number, record.issuer, record.preamble.text)
    text = "\n".join(name for name in names if name)
    return Entry(record.id, "", "document", "", record.title, text, -1)


def _masked(entry: Entry, hide: Mask) -> Entry:
    return Entry(
        entry.policy, entry.item, entry.kind, entry.number, hide.text(entry.title), hide.text(entry.text),
        entry.place, entry.domains, entry.units,
    )  # fmt: skip


def _domain_ids(item: Task | Principle) -> tuple[str, ...]:
    primary = (item.domains.primary,) if item.domains.primary else ()
    return tuple(domain.id for domain in (*primary, *item.domains.secondary))


def _unit_names(unit: Unit) -> tuple[str, ...]:
    full = unit.agency.name if unit.agency else unit.raw
    return (unit.raw,) if full == unit.raw else (unit.raw, full)


def _text(entry: Entry) -> list[object]:
    units = [[ROLE_ORDER.index(unit.role), *_unit_names(unit)] for unit in entry.units]
    return [entry.number, entry.title, entry.text, units]


def _differences(numbers: list[int]) -> list[int]:
    return [numbers[0], *(after - before for before, after in pairwise(numbers))]


def _meta(site: SiteInput, found: tuple[Entry, ...], shards: int) -> dict[str, object]:
    index = index_of(site)
    policies = {record.id: number for number, record in enumerate(site.records)}
    used = {name for entry in found for name in entry.domains}
    domains = [domain for domain in site.vocabulary.domains if domain.id in used]
    domain_numbers = {domain.id: number for number, domain in enumerate(domains)}
    classes = {unit.function.id: unit.function.name for entry in found for unit in entry.units if unit.function}
    functions = {name: number for number, name in enumerate(sorted(classes))}
    kinds = list(KIND_NAMES)
    return {
        "shards": shards,
        "chunk": CHUNK,
        "version": content_hash(site)[:12],
        "counted": len(COUNTED),
        "kinds": list(KIND_NAMES.items()),
        "roles": [(role, ROLES[role]) for role in ROLE_ORDER],
        "levels": list(LEVELS.items()),
        "domains": [(domain.id, domain.name) for domain in domains],
        "functions": [(name, classes[name]) for name in functions],
        "policies": [_policy(record, index) for record in site.records],
        "entries": [
            [
                policies[entry.policy],
                entry.item,
                kinds.index(entry.kind),
                [domain_numbers[name] for name in entry.domains if name in domain_numbers],
                _duties(entry, functions),
            ]
            for entry in found
        ],
    }


def _duties(entry: Entry, functions: dict[str, int]) -> list[tuple[int, int]]:
    """Pairs of function class (-1: none) and role, each once."""
    pairs = {
        (functions[unit.function.id] if unit.function else -1, ROLE_ORDER.index(unit.role)) for unit in entry.units
    }
    return sorted(pairs)


def _policy(record: PolicyRecord, index: Index) -> dict[str, object]:
    place = record.jurisdiction
    return {
        "id": record.id,
        "title": record.title,
        "number": record.doc_number or "",
        "short": index.short(record.id),
        "badge": STATUSES[record.text_status] if record.text_status != "full" else "",
        "region": place.id,
        "region_name": place.name,
        "place": index.place_name(place.id),
        "level": place.level,
        "type": record.document_type,
        "hue": index.hue(place.id),
    }


def _script(name: str, function: str, *arguments: object) -> DataFile:
    shown = ",".join(
        json.dumps(argument, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
        for argument in arguments
    )
    # So that nothing in it can end a script or open a comment, wherever somebody puts it.
    for sign in "<\u2028\u2029":
        shown = shown.replace(sign, f"\\u{ord(sign):04x}")
    return DataFile(f"{FOLDER}/{name}", f"pkSearch.{function}({shown});\n".encode())
