"""Put the record of one document together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from generator.models import (
    AnnexRow,
    Deadline,
    Definition,
    Figure,
    Heading,
    Jurisdiction,
    PolicyRecord,
    PolicyStub,
    Preamble,
    Principle,
    Quantity,
    ReadAnnexRow,
    ReadDeadline,
    Reading,
    ReadItem,
    ReadMetadata,
    ReadOutline,
    ReadQuantity,
    ReadUnit,
    Repair,
    RowCell,
    Section,
    SourceFile,
    SourceNotes,
    SourceText,
    Span,
    Task,
    TextBody,
    Unit,
    Warning_,
    repaired_text,
)
from generator.models.kinds import is_annexed
from generator.models.source import TextStatus
from generator.normalise.annex import compare_annex
from generator.normalise.citations import resolve_citations
from generator.normalise.dates import as_date
from generator.normalise.document import document_warnings
from generator.normalise.domains import DomainFinder, domain_finder, is_on_subject
from generator.normalise.headings import charged_by_headings
from generator.normalise.jurisdictions import find_jurisdiction
from generator.normalise.members import members_of, with_domains_of_clauses
from generator.normalise.provisions import articles_of, resolve_references
from generator.normalise.topics import topics_from_headings
from generator.normalise.units import AgencyRegistry, name_units
from generator.parties import parties_of
from generator.vocabulary import Vocabulary

_STATUSES: tuple[TextStatus, ...] = ("full", "digest", "interpretation", "draft", "template")


@dataclass
class _Work:
    """What is needed all along while one record is put together, and what comes up on the way."""

    source: SourceText
    repairs: tuple[Repair, ...]
    registry: AgencyRegistry
    domains: DomainFinder
    headings: dict[str, str]
    found_repairs: list[Repair] = field(default_factory=list)
    warnings: list[Warning_] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)
    on_subject: bool = False

    def text(self, spans: Sequence[Span]) -> str:
        return repaired_text(self.source.text, spans, self.repairs)

    def provisions(self, reading: Reading) -> Iterator[str]:
        """Title and text of every provision."""
        return (f"{item.title}\n{self.text(item.body.spans)}" for item in (*reading.tasks, *reading.principles))

    def units(self, read: Sequence[ReadUnit]) -> tuple[Unit, ...]:
        """Resolve units; an unknown name is warned about where it stands first."""
        named = name_units(read, self.registry, self.source)
        self.found_repairs.extend(named.repairs)
        for warning in named.warnings:
            name = self.source.text[warning.span[0] : warning.span[1]]
            if warning.code != "unit_unknown" or name not in self.unknown:
                self.warnings.append(warning)
            if warning.code == "unit_unknown":
                self.unknown.add(name)
        return named.units


def normalise(
    reading: Reading,
    source: SourceText,
    notes: SourceNotes,
    vocabulary: Vocabulary,
    policy_id: str,
    known: Sequence[PolicyStub],
) -> PolicyRecord:
    """Make the record of one document from its reading.

    Args:
        reading: Everything found in the text, by span.
        source: The text itself.
        notes: What the text cannot tell (source.yaml); wins over what was read.
        vocabulary: The vocabularies.
        policy_id: Id of the policy (the name of its folder).
        known: All policies of the corpus (see `policy_stub`); citations are resolved against them.

    Returns:
        The record, without corrections (see `apply_corrections`).
    """
    place = find_jurisdiction(reading.metadata, notes.jurisdiction, vocabulary)
    metadata = _metadata(reading.metadata, notes, policy_id, place)
    work = _begin(reading, source, vocabulary, place, notes.issuer or reading.metadata.issuer)
    work.on_subject = is_on_subject(vocabulary, metadata["title"], work.provisions(reading))
    tasks = charged_by_headings(_tasks(reading, metadata["title"], work), reading.headings)
    rows, annex_warnings = _annex_rows(reading.annex_rows, tasks, work)
    citations = resolve_citations(reading.citations, known, policy_id, (place.id, *place.parents))
    record = PolicyRecord(
        **metadata,
        source=_source_file(source, notes),
        preamble=_passage(reading.preamble, work),
        closing=_passage(reading.closing, work),
        sections=tuple(_section(heading, work) for heading in reading.headings),
        principles=tuple(_principle(item, work) for item in reading.principles),
        tasks=tasks,
        annex_rows=rows,
        citations=citations,
        references=resolve_references(reading.references, articles_of(reading), citations, known, policy_id),
        definitions=tuple(Definition(**entry.model_dump()) for entry in reading.definitions),
        deadlines=_deadlines(reading.deadlines),
        repairs=_in_order((*reading.repairs, *work.found_repairs)),
        warnings=(*reading.warnings, *work.warnings, *annex_warnings),
        blocks=reading.blocks,
        personal_data=reading.personal_data,
    )
    warnings = (*record.warnings, *document_warnings(record, source, vocabulary))
    return record.model_copy(update={"warnings": _unique(warnings)})


def _begin(
    reading: Reading, source: SourceText, vocabulary: Vocabulary, place: Jurisdiction, issuer: str | None
) -> _Work:
    return _Work(
        source=source,
        repairs=reading.repairs,
        registry=AgencyRegistry(
            vocabulary, place.id, reading.definitions, parties_of(issuer, reading.metadata.addressees)
        ),
        domains=domain_finder(vocabulary),
        headings={heading.label: heading.title for heading in reading.headings},
    )


def policy_stub(outline: ReadOutline, notes: SourceNotes, vocabulary: Vocabulary, policy_id: str) -> PolicyStub:
    """What citations in other documents need to know of a document, before any record is made.

    Args:
        outline: The outline of the document's reading.
        notes: Its source.yaml.
        vocabulary: The vocabularies.
        policy_id: Its id.

    Returns:
        The stub.
    """
    place = find_jurisdiction(outline.metadata, notes.jurisdiction, vocabulary)
    values = _metadata(outline.metadata, notes, policy_id, place)
    return PolicyStub(
        id=policy_id,
        title=values["title"],
        doc_number=values["doc_number"],
        jurisdiction=place.id,
        text_status=values["text_status"],
        articles=outline.articles,
    )


def _metadata(read: ReadMetadata, notes: SourceNotes, policy_id: str, place: Jurisdiction) -> dict[str, Any]:
    status = notes.text_status or (read.text_status if read.text_status in _STATUSES else None) or "full"
    return {
        "id": policy_id,
        "title": notes.title or read.title or policy_id,
        "subtitle": read.subtitle,
        "wrapper_title": read.wrapper_title,
        "doc_number": notes.doc_number or read.doc_number,
        "document_type": notes.document_type or read.document_type or "其他",
        "text_status": status,
        "legal_status": notes.legal_status or read.legal_status,
        "issuer": notes.issuer or read.issuer,
        "issued_on": notes.issued_on or as_date(read.issued_on),
        "published_on": notes.published_on or as_date(read.published_on),
        "jurisdiction": place,
        "approved_by": read.approved_by,
        "effective_on": read.effective_on,
        "effective_raw": read.effective_raw,
        "validity_raw": read.validity_raw,
        "interpreted_by": read.interpreted_by,
        "index_number": read.index_number,
        "keywords": read.keywords,
        "addressees": read.addressees,
        "metadata_spans": dict(sorted(read.spans.items())),
    }


def _source_file(source: SourceText, notes: SourceNotes) -> SourceFile:
    return SourceFile(
        file=PurePosixPath(source.path).name,
        sha256=source.sha256,
        url=notes.url,
        retrieved_on=notes.retrieved_on,
        chars=len(source.text),
    )


def _passage(body: TextBody, work: _Work) -> Preamble:
    return Preamble(text=work.text(body.spans), **body.model_dump())


def _section(heading: Heading, work: _Work) -> Section:
    body = heading.body
    return Section(
        id=heading.id,
        number=heading.number,
        level=heading.level,
        title=heading.title,
        line=heading.line,
        span=heading.span,
        kind=heading.kind,
        run_in=heading.run_in,
        role=heading.role,
        item=heading.item,
        text=work.text(body.spans),
        lines=body.lines,
        spans=body.spans,
        paragraph_starts=body.paragraph_starts,
        deadlines=_deadlines(heading.deadlines),
        quantities=_quantities(heading.quantities),
    )


def _principle(item: ReadItem, work: _Work) -> Principle:
    text = work.text(item.body.spans)
    return Principle(
        id=item.id,
        number=item.number,
        title=item.title,
        text=text,
        title_span=item.title_span,
        domains=work.domains.find(item.title, (), text, safeguard=False, on_subject=work.on_subject, principle=True),
        **item.body.model_dump(),
    )


def _tasks(reading: Reading, title: str, work: _Work) -> tuple[Task, ...]:
    tasks = [_task(item, work) for item in reading.tasks]
    members = members_of(tasks, reading.headings, work.source, work.domains.vocabulary)
    alone = [task for task in tasks if task.id not in members]
    topics = topics_from_headings(alone, title, work.headings, work.domains, work.source, on_subject=work.on_subject)
    work.warnings.extend(topics.warnings)
    named = {task.id: task for task in topics.tasks}
    return with_domains_of_clauses([named.get(task.id, task) for task in tasks], members)


def _task(item: ReadItem, work: _Work) -> Task:
    text = work.text(item.body.spans)
    path = [work.headings.get(label, label) for label in item.path]
    return Task(
        id=item.id,
        number=item.number,
        kind=item.kind if item.kind != "principle" else "task",
        title=item.title,
        path=item.path,
        text=text,
        title_span=item.title_span,
        domains=work.domains.find(
            item.title, path, text, safeguard=item.kind == "safeguard", on_subject=work.on_subject
        ),
        units=work.units(item.units),
        open_list=bool(item.open_tails),
        open_tails=_quantities(item.open_tails),
        clause_spans=item.clause_spans,
        deadlines=_deadlines(item.deadlines),
        quantities=_quantities(item.quantities),
        **item.body.model_dump(),
    )


def _annex_rows(
    read: Sequence[ReadAnnexRow], tasks: tuple[Task, ...], work: _Work
) -> tuple[tuple[AnnexRow, ...], tuple[Warning_, ...]]:
    """The rows of the annex beside the tasks they repeat, and what is to be warned of."""
    rows = tuple(_annex_row(row, work) for row in read)
    passages = {row.id: row.subtasks or row.body.spans for row in read}
    tasks = tuple(task for task in tasks if not is_annexed(task.id))
    return compare_annex(rows, tasks, work.source, (*work.repairs, *work.found_repairs), passages)


def _annex_row(row: ReadAnnexRow, work: _Work) -> AnnexRow:
    return AnnexRow(
        id=row.id,
        row=row.row,
        title=row.title,
        task=row.task,
        linked_by=row.linked_by,
        groups=tuple(RowCell(**cell.model_dump()) for cell in row.groups),
        others=tuple(RowCell(**cell.model_dump()) for cell in row.others),
        text=work.text(row.body.spans),
        subtasks=tuple(work.text([span]) for span in row.subtasks),
        units=work.units(row.units),
        deadlines=_deadlines(row.deadlines),
        figures=tuple(Figure(**figure.model_dump()) for figure in row.figures),
        nature=row.nature,
        line=row.line,
        span=row.span,
        title_span=row.title_span,
        text_spans=row.body.spans,
        cell_spans=row.cell_spans,
    )


def _deadlines(read: Sequence[ReadDeadline]) -> tuple[Deadline, ...]:
    return tuple(Deadline(raw=one.raw, type=one.type, date=one.date, period=one.period, span=one.span) for one in read)


def _quantities(read: Sequence[ReadQuantity]) -> tuple[Quantity, ...]:
    return tuple(Quantity(raw=entry.raw, span=entry.span) for entry in read)


def _in_order(repairs: Sequence[Repair]) -> tuple[Repair, ...]:
    return tuple(sorted(dict.fromkeys(repairs), key=lambda repair: (repair.span, repair.kind)))


def _unique(warnings: Sequence[Warning_]) -> tuple[Warning_, ...]:
    """Once each, in the order of the source."""
    return tuple(sorted(dict.fromkeys(warnings), key=lambda warning: (warning.span, warning.code, warning.message)))
