"""One document: read, parsed, normalised, its corrections applied; what others know of it is told by the caller."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from generator.cache import ParseCache
from generator.holdings import Document
from generator.models import PackedReading, PolicyRecord, PolicyStub, Reading, SourceNotes, SourceText
from generator.normalise import apply_corrections, knows_place, normalise, outline_of
from generator.parse import parse
from generator.problems import PolicykbError, Problem
from generator.read import find_source, read_source
from generator.read.corpus import POLICIES, check_policy_id
from generator.store import NOTES, corrections_path, read_corrections, read_notes
from generator.validate import foreign_problem
from generator.vocabulary import Vocabulary
from generator.vocabulary_files import FOLDER


def read_document(
    path: Path,
    shown: str,
    policy_id: str,
    folder: Path | None,
    vocabulary: Vocabulary,
    cache: ParseCache | None = None,
) -> Document:
    """Read and parse one document.

    Args:
        path: The file.
        shown: Its path as people see it.
        policy_id: Its id.
        folder: Its folder in policies/, with its notes; None for a file from elsewhere.
        vocabulary: The vocabularies.
        cache: The document is taken from it if it did not change, put into it otherwise.

    Returns:
        The document.

    Raises:
        PolicykbError: The file or its notes are unusable, or it is no policy document.
    """
    held = None if cache is None or folder is None else _held(path, shown, folder, vocabulary, cache)
    if held is not None:
        return held
    source = read_source(path, shown)
    notes = read_notes(folder) if folder else SourceNotes()
    check_place(notes, vocabulary, f"{POLICIES}/{policy_id}/source.yaml")
    reading = parse_source(source, vocabulary, notes)
    if cache is not None and folder is not None:
        packed = PackedReading.of(outline_of(reading), reading)
        cache.put(policy_id, _key(path, shown, folder, cache), source, packed)
        return Document(policy_id, folder, source, notes, packed)
    return Document(policy_id, folder, source, notes, reading)


def read_draft(path: Path, policy_id: str, vocabulary: Vocabulary) -> Document:
    """Read and parse a draft (草案), wherever it lies; whatever it says of itself, it is read as a whole text.

    Args:
        path: The file.
        policy_id: The id it gets.
        vocabulary: The vocabularies.

    Returns:
        The document.

    Raises:
        PolicykbError: The file is unusable.
    """
    source, notes = read_source(path, str(path)), SourceNotes(text_status="draft")
    return Document(policy_id, None, source, notes, parse(source, vocabulary, notes))


def make_provisions(provisions: Iterable[tuple[str, str]], vocabulary: Vocabulary) -> tuple[PolicyRecord, ...]:
    """Parse and normalise single provisions (title, text) as if each were the only one of a plan on the subject.

    Args:
        provisions: Title and text of each; an empty title where the text's first sentence opens the provision.
        vocabulary: The vocabularies.

    Returns:
        A record for each, in their order.
    """
    records = []
    for number, (title, text) in enumerate(provisions, 1):
        heading = f"一、{title}\n" if title else "一、"
        whole = f"关于加强{''.join(vocabulary.subject[:1])}建设的实施意见\n\n{heading}{text}\n"
        notes = SourceNotes(text_status="draft")
        digest = hashlib.sha256(whole.encode()).hexdigest()
        source = SourceText(path=f"provision-{number}", text=whole, sha256=digest, encoding="utf-8")
        document = Document(f"provision-{number}", None, source, notes, parse(source, vocabulary, notes))
        records.append(make_record(document, vocabulary, ()))
    return tuple(records)


def _held(path: Path, shown: str, folder: Path, vocabulary: Vocabulary, cache: ParseCache) -> Document | None:
    """The document of a folder as it was parsed before; None if it changed since."""
    found = cache.get(folder.name, _key(path, shown, folder, cache))
    if found is None:
        return None
    notes = read_notes(folder)
    check_place(notes, vocabulary, f"{POLICIES}/{folder.name}/source.yaml")
    return Document(folder.name, folder, found[0], notes, found[1])


def _key(path: Path, shown: str, folder: Path, cache: ParseCache) -> str:
    return cache.key(shown, (path, folder / NOTES))


def held_document(folder: Path, vocabulary: Vocabulary, cache: ParseCache) -> Document | None:
    """The document of a folder as it was parsed before.

    Args:
        folder: The folder.
        vocabulary: The vocabularies.
        cache: Where it is looked for.

    Returns:
        None if it changed since, or if something is wrong with the folder, which whoever reads it will say.
    """
    try:
        return _held(*text_of(folder), folder, vocabulary, cache)
    except PolicykbError:
        return None


def parse_source(source: SourceText, vocabulary: Vocabulary, notes: SourceNotes) -> Reading:
    """Parse a text.

    Args:
        source: The text.
        vocabulary: The vocabularies.
        notes: What the text cannot tell.

    Returns:
        Its reading.

    Raises:
        PolicykbError: It is no policy document.
    """
    reading = parse(source, vocabulary, notes)
    problem = foreign_problem(reading, notes, source.path)
    if problem is not None:
        raise PolicykbError(problem)
    return reading


def make_record(document: Document, vocabulary: Vocabulary, known: Sequence[PolicyStub]) -> PolicyRecord:
    """Normalise a document and apply its corrections.

    Args:
        document: The document as parsed.
        vocabulary: The vocabularies with the places of all documents.
        known: The documents that its citations can mean.

    Returns:
        Its record.

    Raises:
        PolicykbError: Its corrections are unusable or do not fit.
    """
    record = normalise(document.reading, document.source, document.notes, vocabulary, document.policy_id, known)
    if document.folder is None:
        return record
    path = corrections_path(document.folder)
    return apply_corrections(record, read_corrections(document.folder), path, vocabulary)


def check_place(notes: SourceNotes, vocabulary: Vocabulary, shown: str) -> None:
    """Refuse notes that name a place nobody knows.

    Raises:
        PolicykbError: jurisdiction_unknown.
    """
    if notes.jurisdiction is not None and not knows_place(notes.jurisdiction, vocabulary):
        # A misspelt place would otherwise pass as a document from nowhere.
        message = f"没有编号为“{notes.jurisdiction}”的地区；请对照 {FOLDER}/jurisdictions.yaml 改正，或写地区全称"
        raise PolicykbError(Problem(path=shown, line=0, code="jurisdiction_unknown", message=message))


def text_of(folder: Path) -> tuple[Path, str]:
    """The file of a document's text in its folder, and its path as people see it.

    Raises:
        PolicykbError: The folder's name is no id, or it does not hold exactly one source text.
    """
    shown = f"{POLICIES}/{folder.name}"
    check_policy_id(folder.name, shown)
    path = find_source(folder, shown)
    return path, f"{shown}/{path.name}"
