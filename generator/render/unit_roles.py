"""Who leads each domain where (牵头), and what it means where a class of units does not take part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.models import FunctionRef
from generator.render.compared import missing_state
from generator.render.mentions import Mention
from generator.render.site import SiteInput
from generator.vocabulary import Domain

Standing = Literal["named", "unnamed", "nothing", "unknown"]
"""What a document says about units in a domain: it names some (写明), it names none (未写), it has no provision,
or its text is second-hand, so that a missing provision proves nothing (不明)."""

Standings = dict[tuple[str, str], Standing]
"""(domain id, policy id) -> standing; "" as domain for provisions without one."""


@dataclass(frozen=True)
class Leaders:
    """Who leads a domain in one document, or who is responsible where nobody is said to lead."""

    policy: str
    standing: Standing
    role: str
    functions: tuple[FunctionRef, ...]
    others: tuple[str, ...]


@dataclass(frozen=True)
class LeadRow:
    """A domain with its leaders in each document."""

    domain: Domain
    cells: tuple[Leaders, ...]


def standings(site: SiteInput, found: Iterable[Mention]) -> Standings:
    """What each document says about units in each domain, as far as it has provisions there.

    Args:
        site: The whole site.
        found: Every unit of every record.

    Returns:
        A standing for each domain of the vocabulary, "" besides, and each document.
    """
    table: Standings = {}
    for record in site.records:
        missing: Standing = "nothing" if missing_state(record) == "absent" else "unknown"
        table.update({(domain, record.id): missing for domain in ("", *(d.id for d in site.vocabulary.domains))})
        for task in record.tasks:
            primary = task.domains.primary
            table[primary.id if primary else "", record.id] = "unnamed"
    table.update({(mention.domain, mention.policy): "named" for mention in found})
    return table


def lead_rows(site: SiteInput, found: Sequence[Mention], table: Standings) -> tuple[LeadRow, ...]:
    """Who leads each domain in each document.

    Args:
        site: The whole site.
        found: Every unit of every record.
        table: What `standings` says.

    Returns:
        One row for each domain in which some document has provisions, in the vocabulary's order; units of no
        known class are given as written.
    """
    used = {domain for (domain, _), standing in table.items() if standing in ("named", "unnamed")}
    return tuple(
        LeadRow(domain, tuple(_leaders(domain.id, record.id, found, table) for record in site.records))
        for domain in site.vocabulary.domains
        if domain.id in used
    )


def _leaders(domain: str, policy: str, found: Sequence[Mention], table: Standings) -> Leaders:
    here = [mention for mention in found if (mention.domain, mention.policy) == (domain, policy)]
    role = next((role for role in ("lead", "responsible") if any(m.unit.role == role for m in here)), "")
    units = [mention.unit for mention in here if mention.unit.role == role]
    functions = {unit.function.id: unit.function for unit in units if unit.function is not None}
    others = dict.fromkeys(unit.raw for unit in units if unit.function is None)
    return Leaders(policy, table[domain, policy], role, tuple(functions.values()), tuple(others))
