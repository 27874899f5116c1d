"""What adding a file would do: id, notes, record, and what becomes of the text that it replaces."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.add.basis import doubtful_citations
from generator.add.identity import free_id, held_as, proposed_id
from generator.models import PolicyRecord, SourceNotes
from generator.models.source import TextStatus
from generator.pipeline import Joined, Stock, join, stubs_of
from generator.problems import PolicykbError, Problem
from generator.read.corpus import POLICIES, check_policy_id, taken_ids
from generator.vocabulary import Place

_CARRIED = (
    "title",
    "doc_number",
    "document_type",
    "legal_status",
    "issuer",
    "issued_on",
    "published_on",
    "jurisdiction",
)
"""Notes about the document, kept for a new text that does not tell them; the others are about the old text."""


@dataclass(frozen=True)
class Wishes:
    """What the person adding a document says about it."""

    policy_id: str | None = None
    jurisdiction: str | None = None
    text_status: TextStatus | None = None
    url: str | None = None
    note: str | None = None
    retrieved_on: datetime.date | None = None


@dataclass(frozen=True)
class Proposal:
    """What would be written, and what it rests on.

    Attributes:
        file: The file to be added.
        notes: What source.yaml would hold.
        dropped: Notes about the replaced text that would go with it: field and value.
        joined: The record and what else changes.
        lost: Ids and titles of the provisions of the replaced text that the new one does not have.
        gained: How many provisions are new.
        unregistered: The places of the document that no vocabulary file has.
        replaces: Whether the folder exists already.
        doubts: What the document stands on and cites otherwise than it is held.
    """

    file: Path
    notes: SourceNotes
    dropped: tuple[tuple[str, str], ...]
    joined: Joined
    lost: tuple[tuple[str, str], ...]
    gained: int
    unregistered: tuple[Place, ...]
    replaces: bool
    doubts: tuple[str, ...] = ()

    @property
    def record(self) -> PolicyRecord:
        """The record that would be written."""
        return self.joined.record


def propose(stock: Stock, file: Path, wishes: Wishes) -> Proposal:
    """Work out what adding a file would do; nothing is written.

    Args:
        stock: The documents held.
        file: The file.
        wishes: What the person adding it says.

    Returns:
        The proposal.

    Raises:
        PolicykbError: The file is unusable, no policy document, or held already under the same text; or the id
            wished for cannot be one.
    """
    if wishes.policy_id is not None:
        check_policy_id(wishes.policy_id, f"--id {wishes.policy_id}")
    stated = SourceNotes(text_status=wishes.text_status, jurisdiction=wishes.jurisdiction)
    plain = join(stock, file, SourceNotes(), None).record
    read = plain if stated == SourceNotes() else join(stock, file, stated, None).record
    _refuse(file, read, stock)
    policy_id = wishes.policy_id or held_as(read, stubs_of(stock)) or free_id(proposed_id(read), taken_ids(stock.root))
    check_policy_id(policy_id, f"{POLICIES}/{policy_id}")
    old = stock.notes(policy_id)
    notes = _notes(plain, old, wishes)
    joined = join(stock, file, notes, policy_id)
    previous = joined.previous
    return Proposal(
        file=file,
        notes=notes,
        dropped=_dropped(old, notes),
        joined=joined,
        lost=tuple(_lost(previous, joined.record)) if previous else (),
        gained=len(_items(joined.record).keys() - _items(previous).keys()) if previous else 0,
        unregistered=_unregistered(joined),
        replaces=policy_id in taken_ids(stock.root),
        doubts=doubtful_citations(joined.record, stubs_of(stock), joined.vocabulary),
    )


def _refuse(file: Path, record: PolicyRecord, stock: Stock) -> None:
    held = stock.hashes().get(record.source.sha256)
    if held is not None:
        raise _problem(file, "add_held_already", f"与 {POLICIES}/{held}/ 的源文件完全相同，已在库中")


def _notes(plain: PolicyRecord, old: SourceNotes, wishes: Wishes) -> SourceNotes:
    """Only what the text does not tell: wishes that differ from it, and old notes on what it is silent about."""
    carried = {name: getattr(old, name) for name in _CARRIED if _is_silent(plain, name)}
    place = wishes.jurisdiction if wishes.jurisdiction != plain.jurisdiction.id else None
    status = wishes.text_status if wishes.text_status != plain.text_status else None
    return SourceNotes.model_validate(
        {
            **carried,
            "jurisdiction": place or carried.get("jurisdiction"),
            "text_status": status,
            "url": wishes.url,
            "retrieved_on": wishes.retrieved_on,
            "note": wishes.note,
        }
    )


def _is_silent(plain: PolicyRecord, name: str) -> bool:
    if name == "jurisdiction":
        return plain.jurisdiction.id == "unknown"
    if name == "title":
        return plain.title == plain.id
    return getattr(plain, name) in (None, "其他")


def _dropped(old: SourceNotes, notes: SourceNotes) -> tuple[tuple[str, str], ...]:
    before, after = old.model_dump(), notes.model_dump()
    gone = {name: value for name, value in before.items() if value is not None and after[name] != value}
    if notes.retrieved_on is not None:
        # That a new text was collected on another day goes without saying.
        gone.pop("retrieved_on", None)
    return tuple((name, str(value)) for name, value in gone.items())


def _items(record: PolicyRecord) -> dict[str, str]:
    tables = (record.sections, record.principles, record.tasks, record.annex_rows)
    return {entry.id: entry.title for table in tables for entry in table}


def _lost(previous: PolicyRecord, record: PolicyRecord) -> Iterable[tuple[str, str]]:
    kept = _items(record)
    return ((name, title) for name, title in _items(previous).items() if name not in kept)


def _unregistered(joined: Joined) -> tuple[Place, ...]:
    own = {joined.record.jurisdiction.id, *joined.record.jurisdiction.parents}
    return tuple(place for place in joined.vocabulary.places if place.derived and place.id in own)


def _problem(file: Path, code: str, message: str) -> PolicykbError:
    return PolicykbError(Problem(path=str(file), line=0, code=code, message=message))
