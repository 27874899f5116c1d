"""政策文件: the list of documents and one page for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.models import PolicyRecord, Span
from generator.models.held_record import numbers_of
from generator.models.limits import ALL_COMPARED, LISTED
from generator.render.bibtex import bibtex_entry
from generator.render.document_view import (
    Part,
    allocation_rows,
    basis_chain,
    citation_text,
    document_parts,
    placed_notes,
    short_names,
    source_groups,
)
from generator.render.environment import index_of
from generator.render.index import Index
from generator.render.personal_data import Mask, mask_for
from generator.render.site import Page, SiteInput
from generator.render.source_view import KIND_ORDER, LineGroup
from generator.render.wording import LEVELS, STATUSES, cited_title, further_status


@dataclass(frozen=True)
class Facets:
    """By what the list can be narrowed: names of levels, document types and kinds of text, years, and domains.

    `domains` are ids with names.
    """

    levels: tuple[str, ...]
    types: tuple[str, ...]
    statuses: tuple[str, ...]
    years: tuple[str, ...]
    domains: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ListRow:
    """A document in the list.

    Attributes:
        own_share: None where verbatim shares are not measured.
        above: Short names of the places above its own, by which it is found too.
    """

    record: PolicyRecord
    tasks: int
    units: int
    own_share: float | None
    above: tuple[str, ...] = ()

    @property
    def further_status(self) -> str:
        """What its legal status says besides its text status."""
        return further_status(self.record.legal_status, self.record.text_status)


def pages(site: SiteInput) -> Iterable[Page]:
    """The list of the documents, in the order of the records; of many the first page (see `policy_lists`)."""
    records = site.records
    # Of a few documents one sees at a glance what a filter would find.
    filterable = len(records) > ALL_COMPARED
    facets = Facets(
        levels=_each(LEVELS[record.jurisdiction.level] for record in records),
        types=_each(sorted(record.document_type for record in records)),
        statuses=_each(STATUSES[record.text_status] for record in records),
        domains=_domains_met(site) if filterable else (),
        years=_each(sorted((record.issued_on.isoformat()[:4] for record in records if record.issued_on), reverse=True)),
    )
    listed = records[:LISTED] if filterable else ()
    domains = {record.id: domains_of(site, record.id) for record in listed}
    tools = {"facets": facets, "filterable": filterable, "domains": domains}
    yield Page("policies/index.md", "政策文件", "policies.html", list_context(site, 1) | tools)


def list_context(site: SiteInput, number: int) -> dict[str, object]:
    """What the template of the list gets.

    Args:
        site: The whole site.
        number: Which page of the list, from 1.

    Returns:
        The rows of this page, how many documents there are in all, how many stand before the first row, and the pages
        of the list by number.
    """
    index = index_of(site)
    before = (number - 1) * LISTED
    return {
        "wide": True,
        "rows": tuple(list_row(id_, index) for id_ in index.policy_ids[before : before + LISTED]),
        "total": index.total,
        "before": before,
        "number": number,
        "paths": list_paths(index.total),
    }


def list_paths(documents: int) -> dict[int, str]:
    """Where the pages of a list of so many documents stand in the docs tree, by their numbers from 1."""
    further = range(2, -(-documents // LISTED) + 1)
    return {1: "policies/index.md"} | {number: f"policies/list/{number}.md" for number in further}


def _domains_met(site: SiteInput) -> tuple[tuple[str, str], ...]:
    """Ids and names of the domains that some document has provisions on."""
    index = index_of(site)
    met = (domain for domain in site.vocabulary.domains if not all(within for _, within in index.present_in(domain.id)))
    return tuple((domain.id, domain.name) for domain in met)


def _each(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def parts(site: SiteInput) -> Iterable[str]:
    """The ids of the documents."""
    return (record.id for record in site.records)


def part_path(part: str) -> str:
    """The page of a document."""
    return f"policies/{part}.md"


def part_pages(site: SiteInput, part: str) -> Iterable[Page]:
    """The page of a document."""
    index = index_of(site)
    yield _document(index.record(part), site, index)


def list_row(policy: str, index: Index) -> ListRow:
    """What the list says of a document.

    Args:
        policy: Its id.
        index: What is looked up; only what concerns this document, so that its page is kept when another is edited.

    Returns:
        The row; `units` counts mentions in responsibility clauses of the body.
    """
    record = index.record(policy)
    share = index.reused_share(policy)
    own = None if share is None else 1 - share
    held = numbers_of(record)
    return ListRow(record, held.tasks, held.units, own, index.names_above(policy))


def domains_of(site: SiteInput, policy: str) -> list[str]:
    """The ids of the domains that a document has provisions on, in the vocabulary's order.

    Those that provisions on something else settle something about do not count.
    """
    index = index_of(site)
    cells = (index.cell(domain.id, policy) for domain in site.vocabulary.domains)
    return [cell.domain for cell in cells if cell.shown == "present"]


def items_in(record: PolicyRecord) -> int:
    """How many provisions a document has: principles and tasks."""
    held = numbers_of(record)
    return held.principles + held.tasks


def _document(record: PolicyRecord, site: SiteInput, index: Index) -> Page:
    mask = mask_for(record, site)
    text = site.sources[record.id]
    parts = document_parts(record)
    notes = placed_notes(record, parts, text, mask)
    groups = source_groups(record, text, hidden_passages(record, text, mask))
    context: dict[str, object] = {
        "wide": True,
        "record": record,
        "parts": parts,
        "notes": notes,
        "citations": {part: _citation(record, part, index) for part in _cited_parts(record, parts)},
        "bibtex": {
            part.id: bibtex_entry(record, item=part.id, number=index.number(record.id, part.id)) for part in parts
        },
        "allocation": allocation_rows(record, notes.rows),
        "basis": basis_chain(record.id, index),
        "cited_by": index.cited_by(record.id),
        "definitions": short_names(record, text),
        "groups": groups,
        "kinds": kinds_shown(groups),
        "row": list_row(record.id, index),
    }
    return Page(part_path(record.id), record.title, "policy.html", context, about=record.source.sha256)


def _cited_parts(record: PolicyRecord, parts: Iterable[Part]) -> Iterator[str]:
    """Ids of what can be cited by its number: provisions, headings, rows of the annexes."""
    yield from (part.id for part in parts)
    yield from (row.id for row in record.annex_rows)


def _citation(record: PolicyRecord, part: str, index: Index) -> str:
    number = index.number(record.id, part)
    name = cited_title(record.title, record.text_status)
    return citation_text(record, number, name=name, holder=record.issuer or record.jurisdiction.name)


def hidden_passages(record: PolicyRecord, text: str, mask: Mask) -> tuple[Span, ...]:
    """Passages of the source that must not be shown: those recorded, and the same words wherever they recur.

    Args:
        record: Holds the recorded spans.
        text: The source.
        mask: Its words are empty where personal data may be published.

    Returns:
        Spans in any order, possibly overlapping.
    """
    if not mask.words:
        return ()
    found = [entry.span for entry in record.personal_data]
    for word in sorted(mask.words):
        start = text.find(word)
        while start >= 0:
            found.append((start, start + len(word)))
            start = text.find(word, start + 1)
    return tuple(found)


def kinds_shown(groups: Iterable[LineGroup]) -> tuple[str, ...]:
    """The kinds that occur in a source view, in the order of the legend."""
    held = {kind for group in groups for line in group.lines for piece in line.segments for kind in piece.kinds[:1]}
    return tuple(kind for kind in KIND_ORDER if kind in held)
