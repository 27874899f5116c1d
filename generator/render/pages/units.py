"""责任单位: who leads what, by function class (职能类别) across jurisdictions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.models import AnnexRow, PolicyRecord, Task
from generator.render import tallies
from generator.render.environment import index_of, per_site
from generator.render.index import Index
from generator.render.materials import Materials, Unkept
from generator.render.mentions import Mark, Mention, Naming, marks, mentions, names_once, namings
from generator.render.site import Page, SiteInput
from generator.render.unit_roles import Standings, lead_rows, standings
from generator.vocabulary import Domain, FunctionClass


@dataclass(frozen=True)
class ClassRow:
    """A function class in the matrix: numbers, and its marks by domain id ("" for provisions without one)."""

    function: FunctionClass
    mentions: int
    provisions: int
    lead: int
    policies: tuple[str, ...]
    cells: dict[str, tuple[Mark, ...]]


@dataclass(frozen=True)
class ProvisionRow:
    """The units of one class in one role in a provision or annex row, as written."""

    policy: str
    item: Task | AnnexRow
    role: str
    annex: bool
    above: bool
    raws: tuple[str, ...]


@dataclass(frozen=True)
class DomainRow:
    """A domain on the page of a class: the marks of each document and every provision."""

    domain: Domain | None
    marks: tuple[Mark, ...]
    provisions: tuple[ProvisionRow, ...]


@dataclass(frozen=True)
class Lack:
    """Provisions of one document that lack something; `total` is how many provisions it has."""

    policy: str
    items: tuple[Task, ...]
    total: int


@dataclass(frozen=True)
class Column:
    """A group of domains in the matrix head."""

    name: str
    domains: tuple[Domain, ...]


@dataclass(frozen=True)
class Tables:
    """What the pages on units share: every mention, those of each class, the rows of the matrix, and who leads."""

    mentions: tuple[Mention, ...]
    by_function: Mapping[str | None, list[Mention]]
    rows: tuple[ClassRow, ...]
    standings: Standings


@per_site
def _tables(site: SiteInput) -> Tables:
    index = index_of(site)
    every = mentions(site)
    by_function: dict[str | None, list[Mention]] = defaultdict(list)
    for mention in every:
        by_function[mention.function].append(mention)
    rows = tuple(_row(function, by_function[function.id], index) for function in site.vocabulary.functions)
    return Tables(every, by_function, rows, standings(site, every))


MATERIALS = (tallies.SAID,)


def states() -> Iterator[str]:
    """Nothing is kept but what each document gives."""
    return iter(())


def pages(site: SiteInput) -> Iterator[Page]:
    """The matrix."""
    return pages_from(site, Unkept(site.whole or site))


def pages_from(site: SiteInput, materials: Materials) -> Iterator[Page]:
    """The matrix; of a choice of documents with who answers for what in all of them, from what is kept."""
    index = index_of(site)
    tables = _tables(site)
    by_function = tables.by_function
    collective = {name for name, found in by_function.items() if all(m.unit.kind == "collective" for m in found)}
    rows = [row for row in tables.rows if row.mentions]
    named = tuple(row for row in rows if row.function.id not in collective)
    written = tuple(mention for mention in tables.mentions if not mention.above)
    context: dict[str, object] = {
        "wide": True,
        "rows": named,
        "collectives": tuple(row for row in rows if row.function.id in collective),
        "unused": tuple(row.function for row in tables.rows if not row.mentions),
        "columns": _columns(site, named),
        "mentions": written,
        "above": sum(bool(task.units_from) for record in site.records for task in record.tasks),
        "unregistered": tuple(m for m in written if m.unit.kind == "named" and m.unit.agency is None),
        "names": {
            row.function.id: names_once(namings(by_function[row.function.id], site, index)) for row in tables.rows
        },
        "everywhere": tallies.charged(site.whole, materials) if site.whole else None,
        "leads": lead_rows(site, tables.mentions, tables.standings),
        "told": _told(site),
        **_lacks(site),
    }
    yield Page("units/index.md", "责任单位", "units_index.html", context)


def parts(site: SiteInput) -> Iterator[str]:
    """The ids of the function classes of the vocabulary."""
    return (function.id for function in site.vocabulary.functions)


def part_path(part: str) -> str:
    """The page of a function class."""
    return f"units/{part}.md"


def part_pages(site: SiteInput, part: str) -> Iterator[Page]:
    """The page of a function class."""
    tables = _tables(site)
    row = next(row for row in tables.rows if row.function.id == part)
    yield _class_page(row, tuple(tables.by_function[part]), site, index_of(site), tables.standings)


def _row(function: FunctionClass, found: list[Mention], index: Index) -> ClassRow:
    cells: dict[str, list[Mention]] = defaultdict(list)
    for mention in found:
        cells[mention.domain].append(mention)
    lead = {m.provision for m in found if m.unit.role == "lead"}
    return ClassRow(
        function=function,
        mentions=sum(not mention.above for mention in found),
        provisions=len({mention.provision for mention in found}),
        lead=len(lead),
        policies=tuple(policy for policy in index.policy_ids if any(m.policy == policy for m in found)),
        cells={domain: marks(of_domain, index) for domain, of_domain in cells.items()},
    )


def _columns(site: SiteInput, rows: tuple[ClassRow, ...]) -> tuple[Column, ...]:
    """Only domains in which some unit takes part: an empty column would say nothing."""
    used = {domain for row in rows for domain in row.cells}
    groups = (
        Column(group.name, tuple(d for d in site.vocabulary.domains if d.group == group.id and d.id in used))
        for group in site.vocabulary.domain_groups
    )
    return tuple(group for group in groups if group.domains)


def _lacks(site: SiteInput) -> dict[str, object]:
    """Provisions without unit or deadline; documents that name none at all are set apart."""
    with_units = [record for record in site.records if any(task.units for task in record.tasks)]
    with_deadlines = [record for record in site.records if _names_deadlines(record)]
    return {
        "without_unit": tuple(Lack(record.id, _without_unit(record), len(record.tasks)) for record in with_units),
        "no_units_at_all": tuple(record.id for record in site.records if record not in with_units),
        "without_deadline": tuple(
            Lack(record.id, _without_deadline(record), len(record.tasks)) for record in with_deadlines
        ),
        "no_deadlines_at_all": tuple(record.id for record in site.records if record not in with_deadlines),
    }


def _without_unit(record: PolicyRecord) -> tuple[Task, ...]:
    """Tasks that name no unit and stand under no heading whose bracket does."""
    return tuple(task for task in record.tasks if not task.units and task.units_from is None)


def _names_deadlines(record: PolicyRecord) -> bool:
    return any(task.deadlines for task in record.tasks) or any(row.deadlines for row in record.annex_rows)


def _without_deadline(record: PolicyRecord) -> tuple[Task, ...]:
    """Tasks that neither the body, a heading above nor their annex row gives a deadline."""
    told = {row.task for row in record.annex_rows if row.deadlines}
    told |= {task.id for task in record.tasks if task.deadlines or task.deadlines_from is not None}
    return tuple(task for task in record.tasks if task.id not in told)


def _class_page(row: ClassRow, found: tuple[Mention, ...], site: SiteInput, index: Index, table: Standings) -> Page:
    by_domain: dict[str, list[Mention]] = defaultdict(list)
    for mention in found:
        by_domain[mention.domain].append(mention)
    listed: list[Domain | None] = [domain for domain in site.vocabulary.domains if domain.id in by_domain]
    if "" in by_domain:
        listed.append(None)
    named = tuple(mention for mention in found if mention.unit.kind == "named")
    collective = tuple(mention for mention in found if mention.unit.kind == "collective")
    domains = tuple(
        DomainRow(
            domain,
            row.cells[domain.id if domain else ""],
            _provision_rows(by_domain[domain.id if domain else ""], index),
        )
        for domain in listed
    )
    context: dict[str, object] = {
        "wide": True,
        "row": row,
        "named": _with_place(namings(named, site, index)),
        "collective": _with_place(namings(collective, site, index)),
        "domains": domains,
        "policies": row.policies,
        "standings": table,
    }
    title = f"{row.function.name}（职能类别）"
    return Page(part_path(row.function.id), title, "unit_class.html", context, about="")


def _told(site: SiteInput) -> dict[str, object]:
    """What a script needs to set out the units of documents that readers choose: domains by groups, and the classes."""
    groups = (
        [group.name, [[domain.id, domain.name] for domain in site.vocabulary.domains if domain.group == group.id]]
        for group in site.vocabulary.domain_groups
    )
    return {
        "groups": [group for group in groups if group[1]],
        "functions": [[function.id, function.name] for function in site.vocabulary.functions],
    }


def _with_place(found: tuple[Naming, ...]) -> tuple[tuple[str, tuple[Naming, ...]], ...]:
    places = dict.fromkeys(naming.jurisdiction for naming in found)
    return tuple((place, tuple(naming for naming in found if naming.jurisdiction == place)) for place in places)


def _provision_rows(found: list[Mention], index: Index) -> tuple[ProvisionRow, ...]:
    """Mentions in record order, those of one provision and role in one row."""
    grouped: dict[tuple[str, str, str], list[Mention]] = defaultdict(list)
    for mention in found:
        grouped[mention.policy, mention.item.id, mention.unit.role].append(mention)
    rows = (
        ProvisionRow(policy, same[0].item, role, same[0].annex, same[0].above, tuple(m.unit.raw for m in same))
        for (policy, _, role), same in grouped.items()
    )
    return tuple(sorted(rows, key=lambda row: index.place_of(row.policy)))
