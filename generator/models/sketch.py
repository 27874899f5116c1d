"""A record in short: what other pages name its parts by, and what it tells of others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generator.models.record import AnnexRow, Citation, PolicyRecord, Principle, Reference, Task, Unit

Named = tuple[str, str, str]
"""What a record takes from a vocabulary: "domain", "agency" or "function", id and name."""


class Part(NamedTuple):
    """A provision, heading or annex row as other pages name it.

    Attributes:
        id: Its id.
        sort: "principle", "task", "heading", "annex" (the heading of an annex) or "row".
        number: As printed; of an annex row its row.
        title: Its title.
    """

    id: str
    sort: str
    number: str
    title: str


class Told(NamedTuple):
    """What a record tells of others.

    Attributes:
        citations: What it cites.
        named: What it takes from the vocabularies, in the order in which it does so first.
        others: Ids of the policies that its citations and references lead to, in order.
    """

    citations: tuple[Citation, ...]
    named: tuple[Named, ...]
    others: tuple[str, ...]


def parts_in(record: PolicyRecord) -> tuple[Part, ...]:
    """Principles, tasks, sections and annex rows, each kind in source order."""
    return (
        *(Part(item.id, "principle", item.number, item.title) for item in record.principles),
        *(Part(item.id, "task", item.number, item.title) for item in record.tasks),
        *(
            Part(part.id, "heading" if part.kind == "heading" else "annex", part.number, part.title)
            for part in record.sections
        ),
        *(Part(row.id, "row", row.row, row.title) for row in record.annex_rows),
    )


def told_in(record: PolicyRecord) -> Told:
    """What has to be known of it to check it against others."""
    led: tuple[Citation | Reference, ...] = (*record.citations, *record.references)
    others = tuple(dict.fromkeys(entry.policy for entry in led if entry.policy is not None))
    return Told(record.citations, tuple(dict.fromkeys(_named(record))), others)


def units_in(record: PolicyRecord) -> Sequence[Unit]:
    """All units that its tasks and annex rows name."""
    holders: tuple[Task | AnnexRow, ...] = (*record.tasks, *record.annex_rows)
    return [unit for holder in holders for unit in holder.units]


def _named(record: PolicyRecord) -> Iterable[Named]:
    items: tuple[Principle | Task, ...] = (*record.principles, *record.tasks)
    for item in items:
        for domain in (item.domains.primary, *item.domains.secondary):
            if domain is not None:
                yield "domain", domain.id, domain.name
    for unit in units_in(record):
        if unit.agency is not None:
            yield "agency", unit.agency.id, unit.agency.name
        if unit.function is not None:
            yield "function", unit.function.id, unit.function.name
