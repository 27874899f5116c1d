"""What can be found: every provision with its fields, and beside the count documents, preambles and annex rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from generator.models import AnnexRow, PolicyRecord, Principle, Section, Task, Unit
from generator.models.held_record import numbers_of
from generator.render.duties import limits_said, units_said, years_of, years_said
from generator.render.environment import index_of
from generator.render.index import Index
from generator.render.personal_data import Mask, mask_for
from generator.render.site import SiteInput
from generator.render.wording import AROUND, KINDS

COUNTED: Final = (*KINDS, "section")
KIND_NAMES: Final = {**KINDS, "section": "章节", "annex_row": "附表行", "document": "文件", **AROUND}


@dataclass(frozen=True)
class Entry:
    """One thing that can be found.

    Attributes:
        kind: A task kind, "principle", "section"; the other kinds are found beside the count.
        path: The headings above it, from the top down.
        place: Offset of its title in the source, by which the entries of a document are ordered.
        has_deadline: Whether a time limit of any kind stands in it, or in the row of the annex on it.
        years: The years in which these time limits end.
        deadlines: These time limits as written, each behind what tells where it stands (（附表）) if not here.
        duty: The clauses on who is responsible as written (责任条款), and what the head of a column calls the units.
        open_list: Whether the document goes on behind its units (等有关部门).
        above: Whether its units are those that a heading above charges with it.
    """

    policy: str
    item: str
    kind: str
    number: str
    title: str
    text: str
    place: int
    path: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    units: tuple[Unit, ...] = ()
    has_deadline: bool = False
    years: tuple[str, ...] = ()
    deadlines: tuple[tuple[str, str], ...] = ()
    duty: tuple[str, ...] = ()
    open_list: bool = False
    above: bool = False

    def fields(self) -> tuple[str, ...]:
        """What is searched: title, text, and what neither says of the clauses, the units' names and the time limits."""
        kept = [self.text]
        for said in (*self.duty, *(unit.raw for unit in self.units), *(raw for _, raw in self.deadlines)):
            if not any(said in field for field in kept):
                kept.append(said)
        return (self.title, *kept)


def entries(site: SiteInput) -> tuple[Entry, ...]:
    """Everything that can be found, in record order."""
    return tuple(entry for record in site.records for entry in entries_of(site, record.id))


def entries_of(site: SiteInput, policy: str) -> tuple[Entry, ...]:
    """What can be found of a document, in the order in which it stands there, the document itself first."""
    index = index_of(site)
    record = index.record(policy)
    hide = mask_for(record, site)
    of_record = sorted(_items(record, index), key=lambda entry: entry.place)
    return tuple(_masked(entry, hide) for entry in (*_document(record), *of_record))


def counted_in(record: PolicyRecord) -> int:
    """How many entries of a document count: `entries_of` has so many of the kinds in COUNTED."""
    held = numbers_of(record)
    return held.headings + held.principles + held.tasks


def _items(record: PolicyRecord, index: Index) -> Iterator[Entry]:
    def number(item: str) -> str:
        return index.number(record.id, item)

    above = _headings_above(record)
    for section in record.sections:
        # A heading that opens a task is that task's title and would be found twice.
        if section.item is None:
            yield _section(record.id, section, number(section.id), above[section.id])
    for item in index.items(record.id):
        limits = limits_said(record, item)
        yield Entry(
            policy=record.id,
            item=item.id,
            kind=item.kind if isinstance(item, Task) else "principle",
            number=number(item.id),
            title=item.title,
            text=item.text,
            place=item.title_span[0],
            path=item.path if isinstance(item, Task) else _principles_part(record),
            domains=_domain_ids(item),
            units=units_said(record, item),
            above=isinstance(item, Task) and item.takes_units,
            has_deadline=bool(limits),
            years=years_said(record, item),
            deadlines=limits,
            duty=index.clauses(record.id, item) if isinstance(item, Task) else (),
            open_list=isinstance(item, Task) and item.open_list,
        )
    for row in record.annex_rows:
        yield _annex_row(record.id, row, number(row.id))


def _headings_above(record: PolicyRecord) -> dict[str, tuple[str, ...]]:
    """Section id -> the titles of the headings it stands under."""
    above: dict[str, tuple[str, ...]] = {}
    way: list[Section] = []
    for section in record.sections:
        while way and way[-1].level >= section.level:
            way.pop()
        above[section.id] = tuple(heading.title for heading in way)
        way.append(section)
    return above


def _principles_part(record: PolicyRecord) -> tuple[str, ...]:
    return tuple(section.title for section in record.sections if section.role == "principles")[-1:]


def _section(policy: str, section: Section, number: str, path: tuple[str, ...]) -> Entry:
    return Entry(
        policy=policy, item=section.id, kind="section", number=number, title=section.title, text=section.text,
        place=section.span[0], path=path, has_deadline=bool(section.deadlines), years=years_of(section.deadlines),
    )  # fmt: skip


def _annex_row(policy: str, row: AnnexRow, number: str) -> Entry:
    # What is to be done is mostly cut out of the cell's text; only what that does not say is told again.
    parts = (row.text, *(part for part in row.subtasks if part not in row.text), *(cell.said for cell in row.others))
    text = "\n".join(part for part in parts if part)
    return Entry(
        policy=policy, item=row.id, kind="annex_row", number=number, title=row.title, text=text,
        place=row.title_span[0], path=tuple(group.raw for group in row.groups), units=row.units,
        has_deadline=bool(row.deadlines), years=years_of(row.deadlines),
        deadlines=tuple(("", deadline.raw) for deadline in row.deadlines),
        duty=tuple(dict.fromkeys(unit.role_label for unit in row.units)),
    )  # fmt: skip


def _document(record: PolicyRecord) -> Iterator[Entry]:
    names = (record.subtitle, record.wrapper_title, record.doc_number, record.issuer)
    text = "\n".join(name for name in names if name)
    yield Entry(record.id, "", "document", "", record.title, text, -2)
    if record.preamble.text:
        yield Entry(record.id, "preamble", "preamble", "", "引言", record.preamble.text, -1)
    if record.closing.text:
        place = record.closing.spans[0][0]
        yield Entry(record.id, "closing", "closing", "", "结尾", record.closing.text, place)


def _masked(entry: Entry, hide: Mask) -> Entry:
    return replace(
        entry, title=hide.text(entry.title), text=hide.text(entry.text), path=tuple(map(hide.text, entry.path)),
        duty=tuple(map(hide.text, entry.duty)),
        deadlines=tuple((where, hide.text(raw)) for where, raw in entry.deadlines),
    )  # fmt: skip


def _domain_ids(item: Task | Principle) -> tuple[str, ...]:
    primary = (item.domains.primary,) if item.domains.primary else ()
    return tuple(dict.fromkeys(domain.id for domain in (*primary, *item.domains.secondary)))
