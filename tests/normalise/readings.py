"""Readings made from the hand-made truth, so that normalise is tested without the parser."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from typing import Any

from generator.models import (
    Heading,
    ReadAnnexRow,
    ReadCitation,
    ReadDeadline,
    Reading,
    ReadItem,
    ReadMetadata,
    ReadQuantity,
    ReadUnit,
    Repair,
    SourceText,
    Span,
    TextBody,
)
from generator.vocabulary import Vocabulary
from tests.support import real_vocabulary
from tests.truth_files import truth

ROOT = Path(__file__).resolve().parents[2]
POLICIES = {
    "yixing": "yixing-2020-70",
    "panjin": "panjin-2017-25",
    "jilin": "jilin-2017-75-jd",
    "jiangyin": "jiangyin-2018-draft",
    "template": "template-x",
}


def vocabulary() -> Vocabulary:
    return real_vocabulary()


@functools.cache
def source(policy_id: str) -> SourceText:
    path = ROOT / "policies" / policy_id / "source.txt"
    content = path.read_bytes()
    return SourceText(
        path=f"policies/{policy_id}/source.txt",
        text=content.decode("utf-8"),
        sha256=hashlib.sha256(content).hexdigest(),
        encoding="utf-8",
    )


@functools.cache
def reading(name: str) -> Reading:
    told, text = truth(name), source(POLICIES[name]).text
    meta = told["metadata"]
    tasks = tuple(_task(task) for task in told["tasks"])
    return Reading(
        metadata=ReadMetadata(
            title=meta.get("title"),
            subtitle=meta.get("subtitle"),
            wrapper_title=meta.get("wrapper_title"),
            doc_number=meta.get("doc_number"),
            document_type=meta.get("document_type"),
            issuer=meta.get("issuer"),
            issued_on=meta.get("issue_date"),
            published_on=meta.get("publish_date"),
            place="X市" if meta.get("anonymised") else None,
            spans={
                field: (_line_start(text, meta[f"{key}_line"]), _line_start(text, meta[f"{key}_line"]) + 1)
                for field, key in (("title", "title"), ("issuer", "issuer"), ("published_on", "publish_date"))
                if f"{key}_line" in meta
            },
        ),
        headings=_headings(told),
        principles=tuple(_principle(entry) for entry in told["principles"]),
        tasks=tasks,
        annex_rows=tuple(_row(row, number, text) for number, row in enumerate(told["annex_rows"], 1)),
        citations=tuple(_citation(entry) for entry in told["cited_documents"]),
        deadlines=tuple(
            ReadDeadline(raw=entry["raw"], type="deadline", date=entry["normalised"], span=entry["span"])
            for entry in told["doc_deadlines"]
            if entry["type"] == "consultation"
        ),
    )


def repaired(name: str, *repairs: Repair) -> Reading:
    """The reading of a document with repairs as the parser makes them."""
    return reading(name).model_copy(update={"repairs": repairs})


def _headings(told: dict[str, Any]) -> tuple[Heading, ...]:
    labels = dict.fromkeys(label for task in told["tasks"] for label in task["path"])
    return tuple(
        Heading(id=f"h-{number}", number="", level=1, title=label, label=label, line=1, span=(0, 0))
        for number, label in enumerate(labels)
    )


def _task(task: dict[str, Any]) -> ReadItem:
    clause = task.get("responsibility") or {"units": [], "open_tails": []}
    return ReadItem(
        id=task["id"].replace(".", "-"),
        number=str(task["number"]),
        kind=task["kind"],
        title=task["title"],
        title_span=task["title_span"],
        line=(task["lines"] or [1])[0],
        path=tuple(task["path"]),
        body=TextBody(lines=tuple(task["lines"]), spans=_spans(task.get("text_spans"))),
        units=tuple(_unit(unit, unit["role_label"]) for unit in clause["units"]),
        open_tails=tuple(ReadQuantity(raw=tail["raw"], span=tail["span"]) for tail in clause["open_tails"]),
    )


def _principle(entry: dict[str, Any]) -> ReadItem:
    return ReadItem(
        id=entry["id"],
        number=entry["number"],
        kind="principle",
        title=entry["title"],
        title_span=entry["title_span"],
        line=entry["line"],
        body=TextBody(lines=(entry["line"],), spans=_spans([entry["text_span"]])),
    )


def _row(row: dict[str, Any], number: int, text: str) -> ReadAnnexRow:
    start = _line_start(text, row.get("line") or row["title_line"])
    if "cell_spans" in row:
        title_span, cell = tuple(row["cell_spans"][1]), tuple(row["cell_spans"][2])
    else:
        title_span, cell = tuple(row["title_span"]), _line_span(text, row["text_line"])
    subtasks = tuple(_found(text, part, cell) for part in row.get("subtasks", ()))
    return ReadAnnexRow(
        id=f"a-{number}",
        row=str(row.get("row") or row.get("number") or ""),
        title=row["title"],
        title_span=title_span,
        line=row.get("line") or row["title_line"],
        task=row["body_task"].replace(".", "-"),
        body=TextBody(spans=(cell,) if cell else ()),
        subtasks=subtasks,
        units=tuple(_unit(unit, "") for unit in row["units"]),
        span=(start, start + 1),
    )


def _unit(unit: dict[str, Any], label: str) -> ReadUnit:
    return ReadUnit(raw=unit["raw"], role=unit["role"], role_label=label, kind=unit["kind"], span=unit["span"])


def _citation(entry: dict[str, Any]) -> ReadCitation:
    return ReadCitation(
        title=entry["title"],
        number=entry["number"] or None,
        relation=entry["relation"],
        span=entry["title_span"],
        number_span=entry.get("number_span"),
    )


def _spans(spans: list[list[int]] | None) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in spans or ())


def _found(text: str, part: str, cell: Span) -> Span:
    start = text.index(part, *cell)
    return start, start + len(part)


def _line_span(text: str, number: int | None) -> Span | None:
    if number is None:
        return None
    start = _line_start(text, number)
    end = text.find("\n", start)
    return start, end if end >= 0 else len(text)


def _line_start(text: str, number: int) -> int:
    return sum(len(line) + 1 for line in text.split("\n")[: number - 1])
