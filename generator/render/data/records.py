"""data/policies/*, data/index.json and data/schema/*: the records as outside tools read them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from pydantic import BaseModel

from generator.models import PolicyRecord
from generator.models.held_record import numbers_of
from generator.render.data.exports import offered
from generator.render.data.published import PublishedAlignment, PublishedCoverage
from generator.render.data.sizes import has_workbook
from generator.render.data.tables import TABLES
from generator.render.environment import index_of, per_site
from generator.render.hashes import record_hashes
from generator.render.index import Index
from generator.render.personal_data import mask_for
from generator.render.selection import compared_pairs
from generator.render.site import DataFile, SiteInput
from generator.yaml_text import yaml_text

PUBLISHED: Final[Mapping[str, type[BaseModel]]] = MappingProxyType(
    {"policy_record": PolicyRecord, "alignment": PublishedAlignment, "coverage": PublishedCoverage}
)
"""Each kind of published JSON, by the name of its schema's file."""


def files(site: SiteInput) -> Iterator[DataFile]:
    """The index of what there is, and the schemas."""
    yield DataFile("data/index.json", as_json(index_content(site)))
    for name, model in PUBLISHED.items():
        yield DataFile(f"data/schema/{name}.schema.json", as_json(model.model_json_schema()))


def parts(site: SiteInput) -> Iterator[str]:
    """The ids of the documents."""
    return (record.id for record in site.records)


def part_files(site: SiteInput, part: str) -> Iterator[DataFile]:
    """A record as JSON and as YAML."""
    record = index_of(site).record(part)
    mask = mask_for(record, site)
    # Without personal data the record is written as it is, which takes a tenth of the time.
    whole = f"{record.model_dump_json(indent=2)}\n".encode() if not mask.words else None
    shown = mask.tree(record.model_dump(mode="json"))
    assert isinstance(shown, dict)
    yield DataFile(f"data/policies/{record.id}.json", whole or as_json(shown))
    yield DataFile(f"data/policies/{record.id}.yaml", yaml_text(shown).encode())


@per_site
def content_hash(site: SiteInput) -> str:
    """Hash of all that is published from records: the bytes of every source and every record, in order.

    Returns:
        SHA-256 in lower-case hexadecimal over one line "id source-sha256 record-sha256" for each policy.
    """
    total = hashlib.sha256()
    hashes = record_hashes(site)
    for record in site.records:
        total.update(f"{record.id} {record.source.sha256} {hashes[record.id]}\n".encode())
    return total.hexdigest()


def counts(record: PolicyRecord) -> dict[str, int]:
    """How many of everything a record holds (units: mentions in body and annex, named and collective)."""
    held = numbers_of(record)
    return {
        "sections": held.sections,
        "principles": held.principles,
        "tasks": held.tasks,
        "units": held.units,
        "annex_rows": held.annex_rows,
        "annex_units": held.row_units,
        "deadlines": held.deadlines,
        "quantities": held.quantities,
        "citations": held.citations,
        "references": held.references,
        "definitions": held.definitions,
        "repairs": held.repairs,
        "warnings": held.warnings,
        "corrections": held.corrections,
    }


def index_content(site: SiteInput) -> dict[str, object]:
    """What data/index.json says: the build's source hash, totals, and one entry for each policy."""
    each = {record.id: counts(record) for record in site.records}
    compared = compared_pairs(site)
    totals = {name: sum(entry[name] for entry in each.values()) for name in next(iter(each.values()), {})}
    return {
        "name": site.settings.site_name,
        "source_hash": site.source_hash or index_of(site).source_hash,
        "content_hash": content_hash(site),
        "baseline": site.comparison.baseline,
        "counts": {"policies": len(each), **totals, "alignments": len(site.comparison.links)},
        "pairs": {"all": compared.every, "compared": compared.whole},
        "policies": [_entry(record, each[record.id], index_of(site)) for record in site.records],
        "files": [
            *(f"data/{kind.name}.csv" for kind in TABLES),
            *(("data/tasks.xlsx",) if has_workbook(site) else ()),
            *("data/columns.csv", "data/coverage.json", "data/citations.bib", "data/feed.xml"),
            *(("data/alignments.json", "data/alignments.csv") if not index_of(site).large else ()),
            *(f"data/schema/{name}.schema.json" for name in PUBLISHED),
        ],
        "exports": [{"name": entry.part, "title": entry.title, **entry.paths} for entry in offered(site)],
    }


def _entry(record: PolicyRecord, numbers: dict[str, int], index: Index) -> dict[str, object]:
    shown = record.model_dump(
        mode="json",
        include={
            "id", "title", "doc_number", "document_type", "text_status", "legal_status", "issuer", "issued_on",
            "published_on", "jurisdiction",
        },
    )  # fmt: skip
    return {
        **shown,
        "source_sha256": record.source.sha256,
        "counts": numbers,
        "page": f"policies/{record.id}.html",
        "json": f"data/policies/{record.id}.json",
        "yaml": f"data/policies/{record.id}.yaml",
        "bibtex": f"data/policies/{record.id}.bib",
        # In a small knowledge base every document is compared with all others.
        **({"alignments": f"data/alignments/{record.id}.csv"} if index.large else {}),
        **({"compared_with": index.compared_with(record.id)} if index.large else {}),
    }


def as_json(content: object) -> bytes:
    """JSON for people and programs: UTF-8, two spaces, keys in the order given, a line end at the end."""
    return (json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def model_as_json(model: BaseModel) -> bytes:
    """As `as_json`, of a model that holds no numbers with a fraction, which are written in another way here."""
    return (model.model_dump_json(by_alias=True, indent=2) + "\n").encode()
