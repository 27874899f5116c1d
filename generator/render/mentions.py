"""Units in their provisions (单位与条文), grouped in the ways the pages on units ask for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from generator.models import AnnexRow, Task, Unit
from generator.render.duties import units_above
from generator.render.index import Index
from generator.render.site import SiteInput
from generator.render.wording import ROLE_ORDER


@dataclass(frozen=True)
class Mention:
    """A unit in one provision or annex row; `domain` is that of the provision the row belongs to, "" if none.

    `above`: it is named behind a heading above and holds for the provision, which names no unit itself.
    """

    policy: str
    item: Task | AnnexRow
    unit: Unit
    domain: str
    annex: bool
    above: bool = False

    @property
    def function(self) -> str | None:
        """Id of the unit's function class."""
        return self.unit.function.id if self.unit.function else None

    @property
    def provision(self) -> tuple[str, str]:
        """Policy and item that it counts for: an annex row says again what its task says."""
        task = self.item.task if isinstance(self.item, AnnexRow) else None
        return (self.policy, task or self.item.id)


@dataclass(frozen=True)
class Mark:
    """How a function class takes part in a domain in one document: its roles, strongest first, and how often."""

    policy: str
    roles: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class Form:
    """A form of a unit's name as written: how often, and whether it is a registered misreading."""

    raw: str
    count: int
    damaged: bool


@dataclass(frozen=True)
class Naming:
    """A unit of one jurisdiction with all its forms; `registered` is false if the registry does not hold it."""

    jurisdiction: str
    name: str
    registered: bool
    forms: tuple[Form, ...]


def mentions(site: SiteInput) -> tuple[Mention, ...]:
    """Every unit of every record: body provisions first, then annex rows, each in source order.

    What a heading gives to the provisions below it stands at each of them (`above`).
    """
    found: list[Mention] = []
    for record in site.records:
        domains = {task.id: task.domains.primary.id if task.domains.primary else "" for task in record.tasks}
        for task in record.tasks:
            found.extend(Mention(record.id, task, unit, domains[task.id], False) for unit in task.units)
            units = units_above(record, task)
            found.extend(Mention(record.id, task, unit, domains[task.id], False, above=True) for unit in units)
        for row in record.annex_rows:
            domain = domains.get(row.task or "", "")
            found.extend(Mention(record.id, row, unit, domain, True) for unit in row.units)
    return tuple(found)


def marks(found: Iterable[Mention], index: Index) -> tuple[Mark, ...]:
    """Sum up mentions by document, in record order; a provision counts once, with its annex row."""
    roles: dict[str, set[str]] = defaultdict(set)
    items: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for mention in found:
        roles[mention.policy].add(mention.unit.role)
        items[mention.policy].add(mention.provision)
    return tuple(
        Mark(policy, tuple(role for role in ROLE_ORDER if role in roles[policy]), len(items[policy]))
        for policy in index.policy_ids
        if policy in items
    )


def names_once(found: Iterable[Naming]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each name of units once, with the ids of the jurisdictions that have it, both in the order given."""
    places: dict[str, list[str]] = {}
    for naming in found:
        places.setdefault(naming.name, []).append(naming.jurisdiction)
    return tuple((name, tuple(dict.fromkeys(at))) for name, at in places.items())


def namings(found: Iterable[Mention], site: SiteInput, index: Index) -> tuple[Naming, ...]:
    """The names of units by jurisdiction in record order, and for each all forms as often as written."""
    damaged = {
        (agency.id, alias.text) for agency in site.vocabulary.agencies for alias in agency.aliases if alias.damaged
    }
    order = list(dict.fromkeys(index.record(policy).jurisdiction.id for policy in index.policy_ids))
    seen: dict[tuple[int, str, str], Counter[str]] = defaultdict(Counter)
    registered: dict[tuple[int, str, str], bool] = {}
    for mention in found:
        if mention.above:
            continue
        agency = mention.unit.agency
        place = order.index(index.record(mention.policy).jurisdiction.id)
        key = (place, agency.name if agency else mention.unit.raw, agency.id if agency else "")
        seen[key][mention.unit.raw] += 1
        registered[key] = agency is not None
    return tuple(
        Naming(
            order[key[0]],
            key[1],
            registered[key],
            tuple(
                Form(raw, count, (key[2], raw) in damaged)
                for raw, count in sorted(seen[key].items(), key=lambda form: (-form[1], form[0]))
            ),
        )
        for key in sorted(seen)
    )
