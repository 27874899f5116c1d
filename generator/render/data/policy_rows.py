"""data/policies.js: the list of all documents for the pages that filter and choose; file:// allows no fetch."""

from __future__ import annotations

import json
from collections.abc import Iterator

from generator.render.environment import index_of, json_for_script
from generator.render.materials import Materials, Unkept
from generator.render.pages.policies import domains_of, items_in, list_paths, list_row
from generator.render.site import DataFile, SiteInput
from generator.render.wording import LEVELS, STATUS_HINTS, STATUSES

MATERIALS = ("row",)


def states() -> Iterator[str]:
    """Nothing is kept but what each document gives."""
    return iter(())


def files(site: SiteInput) -> Iterator[DataFile]:
    """See `files_from`."""
    return files_from(site, Unkept(site))


def files_from(site: SiteInput, materials: Materials) -> Iterator[DataFile]:
    """One script, where the list takes more than one page or columns are chosen.

    Args:
        site: The whole site.
        materials: Keeps the row of each document.

    Yields:
        "data/policies.js": `policykbPolicies({"rows": […], "levels": {…}, "statuses": {…}, "domains": […]});`, a row
        for each record in their order: [id, short name, title, hue, level, number, date, type, text status, what the
        legal status says besides, tasks, units, own share, provisions, names of the places above, the domains it has
        provisions on]; levels by name, text statuses by [name, hint], domains by their places in the list of ids.
    """
    index = index_of(site)
    if index.large or len(list_paths(len(site.records))) > 1:
        rows = [json.loads(materials.of("row", record.id, _row)) for record in site.records]
        domains = [domain.id for domain in site.vocabulary.domains]
        numbers = {domain: number for number, domain in enumerate(domains)}
        rows = [[*row[:-1], [numbers[domain] for domain in row[-1]]] for row in rows]
        statuses = {status: [name, STATUS_HINTS[status]] for status, name in STATUSES.items()}
        content = json_for_script({"rows": rows, "levels": dict(LEVELS), "statuses": statuses, "domains": domains})
        yield DataFile("data/policies.js", f"policykbPolicies({content});\n".encode())


def _row(site: SiteInput, policy: str) -> bytes:
    """What the list says of a document, as JSON."""
    index = index_of(site)
    row = list_row(policy, index)
    record = row.record
    told = [
        record.id,
        index.short(policy),
        record.title,
        index.hue_of(policy),
        record.jurisdiction.level,
        record.doc_number or "",
        record.issued_on.isoformat() if record.issued_on else "",
        record.document_type,
        record.text_status,
        row.further_status,
        row.tasks,
        row.units,
        row.own_share,
        items_in(record),
        row.above,
        domains_of(site, policy),
    ]
    return json.dumps(told, ensure_ascii=False).encode()
