"""What scripts compare: one file per document that calls `policykbDesk`, because file:// allows no fetch.

The desk (对比台) takes provisions from it, and pages that set documents of a large knowledge base side by side those
that readers choose.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.models import PolicyRecord, Principle, Unit
from generator.render.compared import Item
from generator.render.document_view import citation_text
from generator.render.duties import deadlines_said
from generator.render.environment import index_of, json_for_script
from generator.render.index import Index
from generator.render.limits_named import named_limits
from generator.render.personal_data import mask_for
from generator.render.site import DataFile, SiteInput
from generator.render.within import items_shown, said_within
from generator.render.wording import FROM_HEADING, KINDS, OPEN_LIST, ROLES, STATUSES, cited_title


def files(site: SiteInput) -> Iterable[DataFile]:
    """None but those of the documents."""
    return ()


def parts(site: SiteInput) -> Iterable[str]:
    """The ids of the documents."""
    return (record.id for record in site.records)


def part_files(site: SiteInput, part: str) -> Iterable[DataFile]:
    """The file of one document.

    Args:
        site: The whole site.
        part: The document's id.

    Yields:
        "data/desk/<policy id>.js": `policykbDesk("<policy id>", {…});`.
    """
    index = index_of(site)
    record = index.record(part)
    shown = mask_for(record, site).tree(_policy(site, index, record))
    call = f"policykbDesk({json_for_script(record.id)}, {json_for_script(shown)});\n"
    yield DataFile(f"data/desk/{record.id}.js", call.encode())


def _policy(site: SiteInput, index: Index, record: PolicyRecord) -> dict[str, object]:
    return {
        "short": index.short(record.id),
        "title": record.title,
        "status": "" if record.text_status == "full" else STATUSES[record.text_status],
        "digest": index.is_digest(record.id),
        "second_hand": index.is_second_hand(record.id),
        "hue": index.hue(record.jurisdiction.id),
        "page": f"policies/{record.id}.html",
        "items": [_item(index, record, item) for item in index.items(record.id)],
        **_coverage(site, index, record.id),
        **_beyond_provisions(index, record),
    }


def _coverage(site: SiteInput, index: Index, policy: str) -> dict[str, object]:
    """What the document says of each domain: [state, place of its reason in the list, shown, others, mentions, said].

    Without trailing empty lists; `others` are provisions on it that a column leaves out, `said` the sentences on it of
    each one shown that is on something else. Only where a reader may choose
    columns: a small knowledge base shows them all.
    """
    if not index.large:
        return {}
    reasons: dict[str, int] = {}
    cells: dict[str, list[object]] = {}
    for domain in site.vocabulary.domains:
        cell = index.cell(domain.id, policy)
        shown = items_shown(index, cell)
        said = said_within(index, cell)
        sentences = [list(said.get(item, ())) for item in shown] if said else []
        lists = [list(shown), [item for item in cell.items if item not in shown], list(cell.mentions), sentences]
        while lists and not lists[-1]:
            lists.pop()
        cells[domain.id] = [cell.shown, reasons.setdefault(cell.reason, len(reasons)), *lists]
    return {"reasons": list(reasons), "cells": cells}


def _beyond_provisions(index: Index, record: PolicyRecord) -> dict[str, object]:
    """Who and when beyond what the provisions say: only where readers choose documents, as `_coverage`.

    "limits" are [item, kind, words, date, place], "annex" the units of the annex: [row, its task, [role, words, class],
    ...], "others" the number and title of every item that is no provision.
    """
    if not index.large:
        return {}
    found = tuple(named_limits(record))
    limits = [[named.where[0], named.kind, named.words, named.date or "", named.place] for named in found]
    annex = [[row.id, row.task or "", *map(_annex_unit, row.units)] for row in record.annex_rows if row.units]
    titles = dict(named.where for named in found) | {row.id: row.title for row in record.annex_rows if row.units}
    provisions = {item.id for item in index.items(record.id)}
    others = {item: [index.number(record.id, item), title] for item, title in titles.items() if item not in provisions}
    told: dict[str, object] = {"limits": limits, "annex": annex, "others": others}
    return {name: value for name, value in told.items() if value}


def _annex_unit(unit: Unit) -> list[str]:
    return [ROLES[unit.role], unit.raw, unit.function.id if unit.function else ""]


def _item(index: Index, record: PolicyRecord, item: Item) -> dict[str, object]:
    name = cited_title(record.title, record.text_status)
    holder = record.issuer or record.jurisdiction.name
    number = index.number(record.id, item.id)
    named = (item.domains.primary, *item.domains.secondary)
    shown: dict[str, object] = {
        "id": item.id,
        "label": index.label(record.id, item.id),
        "number": number,
        "citation": citation_text(record, number, name=name, holder=holder),
        "title": item.title,
        "text": list(index.paragraphs(record.id, item)),
        "domains": [{"id": domain.id, "name": domain.name} for domain in named if domain is not None],
    }
    if isinstance(item, Principle):
        nothing: dict[str, object] = {"path": [], "units": [], "open": "", "deadlines": [], "quantities": []}
        return shown | nothing | {"kind": KINDS["principle"]}
    above = index.units_above(record.id, item)
    return shown | {
        "kind": KINDS[item.kind],
        "path": list(item.path),
        "units": [_unit(unit) for unit in item.units or above],
        "open": OPEN_LIST if item.open_list else FROM_HEADING if above else "",
        "deadlines": list(deadlines_said(record, item)),
        "quantities": [quantity.raw for quantity in item.quantities],
    }


def _unit(unit: Unit) -> dict[str, str]:
    return {
        "role": ROLES[unit.role],
        "raw": unit.raw,
        "name": unit.agency.name if unit.agency else "",
        "function": unit.function.id if unit.function else "",
    }
