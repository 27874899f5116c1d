"""A reading of folded text, with every word put back as the source has it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from generator.models import (
    Heading,
    ReadAnnexRow,
    ReadCell,
    ReadDeadline,
    ReadDefinition,
    ReadFigure,
    Reading,
    ReadItem,
    ReadMetadata,
    ReadQuantity,
    ReadUnit,
    Repair,
    Span,
    unbroken,
)


def restored(reading: Reading, folded: str, text: str) -> Reading:
    """Put the source's own characters back into a reading made from a folded text of the same length.

    Args:
        reading: Made from `folded`.
        folded: The text that was read.
        text: The source text, as long as `folded`.

    Returns:
        The same reading with names, titles and raw values as in `text`; messages and kinds stay.
    """
    labels = {h.label: _ending_at(h.label, h.span[1], folded, text) for h in reading.headings}
    return reading.model_copy(
        update={
            "metadata": _metadata(reading.metadata, folded, text),
            "headings": tuple(_heading(entry, labels, text) for entry in reading.headings),
            "principles": tuple(_item(entry, labels, text) for entry in reading.principles),
            "tasks": tuple(_item(entry, labels, text) for entry in reading.tasks),
            "annex_rows": tuple(_row(entry, text) for entry in reading.annex_rows),
            "citations": tuple(
                entry.model_copy(update={"title": _as_written(entry.title, entry.span, folded, text)})
                for entry in reading.citations
            ),
            "references": tuple(
                entry.model_copy(update={"raw": text[slice(*entry.span)]}) for entry in reading.references
            ),
            "definitions": tuple(_definition(entry, text) for entry in reading.definitions),
            "repairs": tuple(_repair(entry, folded, text) for entry in reading.repairs),
        }
    )


def _as_written(value: str, span: Span, folded: str, text: str) -> str:
    """The source's own words where the value is exactly what stands there; a normalised value stays."""
    return text[slice(*span)] if folded[slice(*span)] == value else value


def _ending_at(value: str, end: int, folded: str, text: str) -> str:
    start = end - len(value)
    return text[start:end] if start >= 0 and folded[start:end] == value else value


def _metadata(metadata: ReadMetadata, folded: str, text: str) -> ReadMetadata:
    fields = metadata.model_dump()
    changed = {
        name: _as_written(fields[name], span, folded, text)
        for name, span in metadata.spans.items()
        if isinstance(fields.get(name), str)
    }
    return metadata.model_copy(update=changed)


Part = TypeVar("Part", ReadUnit, ReadDeadline, ReadQuantity, ReadFigure, ReadCell)


def _raws(parts: Iterable[Part], text: str) -> tuple[Part, ...]:
    return tuple(part.model_copy(update={"raw": unbroken(text[slice(*part.span)])}) for part in parts)


def _heading(heading: Heading, labels: dict[str, str], text: str) -> Heading:
    return heading.model_copy(
        update={
            "title": text[slice(*heading.span)],
            "label": labels[heading.label],
            "deadlines": _raws(heading.deadlines, text),
            "quantities": _raws(heading.quantities, text),
        }
    )


def _item(item: ReadItem, labels: dict[str, str], text: str) -> ReadItem:
    return item.model_copy(
        update={
            "title": text[slice(*item.title_span)],
            "path": tuple(labels.get(label, label) for label in item.path),
            "units": _raws(item.units, text),
            "open_tails": _raws(item.open_tails, text),
            "deadlines": _raws(item.deadlines, text),
            "quantities": _raws(item.quantities, text),
        }
    )


def _row(row: ReadAnnexRow, text: str) -> ReadAnnexRow:
    return row.model_copy(
        update={
            "title": text[slice(*row.title_span)],
            "units": _raws(row.units, text),
            "deadlines": _raws(row.deadlines, text),
            "figures": _raws(row.figures, text),
            "groups": _raws(row.groups, text),
            "others": _raws(row.others, text),
        }
    )


def _definition(entry: ReadDefinition, text: str) -> ReadDefinition:
    return entry.model_copy(update={"name": text[slice(*entry.name_span)], "short": text[slice(*entry.span)]})


def _repair(repair: Repair, folded: str, text: str) -> Repair:
    if folded[slice(*repair.span)] != repair.before:
        return repair
    return repair.model_copy(update={"before": text[slice(*repair.span)]})
