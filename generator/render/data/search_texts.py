"""data/search/t-<policy>-<n>.js: what is shown of some entries of a document that follow each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from generator.models import PolicyRecord
from generator.render.environment import index_of
from generator.render.index import Index
from generator.render.search.entries import KIND_NAMES, Entry, entries_of
from generator.render.search.scripts import as_json, script
from generator.render.site import DataFile, SiteInput
from generator.render.wording import FROM_HEADING, OPEN_LIST, ROLE_ORDER, STATUSES

TEXT_BYTES: Final = 2_500


def files(_: SiteInput) -> Iterator[DataFile]:
    """Nothing that is no part."""
    return iter(())


def parts(site: SiteInput) -> Iterator[str]:
    """The ids of the documents."""
    return (record.id for record in site.records)


def part_files(site: SiteInput, part: str) -> Iterator[DataFile]:
    """The texts of one document."""
    index = index_of(site)
    head = _head(index.record(part), index)
    for number, run in enumerate(runs_of(entries_of(site, part))):
        yield script(f"t-{part}-{number}.js", "texts", f"{part}-{number}", [head, run])


def runs_of(entries: Sequence[Entry]) -> Iterator[list[list[object]]]:
    """The entries of a document in runs of about TEXT_BYTES, as they are published."""
    run: list[list[object]] = []
    size = 0
    for entry in entries:
        shown = _shown(entry)
        length = len(as_json(shown).encode())
        if run and size + length > TEXT_BYTES:
            yield run
            run, size = [], 0
        run.append(shown)
        size += length
    if run:
        yield run


def _shown(entry: Entry) -> list[object]:
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
        list(entry.domains), units, OPEN_LIST if entry.open_list else FROM_HEADING if entry.above else "",
        list(map("".join, entry.deadlines)), list(entry.duty),
    ]  # fmt: skip


def _head(record: PolicyRecord, index: Index) -> list[object]:
    badge = STATUSES[record.text_status] if record.text_status != "full" else ""
    short, hue = index.short(record.id), index.hue(record.jurisdiction.id)
    return [record.id, record.title, record.doc_number or "", short, badge, hue, str(record.issued_on or "")]
