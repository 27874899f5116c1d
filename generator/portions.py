"""The part of the pipeline that goes document by document: read, parse, normalise; here or by any executor.

An executor (`concurrent.futures.Executor`: threads, processes, or a cluster's) gets portions of documents. What goes
to it and comes back is JSON, which models write and read faster than they are pickled.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from itertools import islice
from pathlib import Path
from typing import TypeVar

from generator.cache import ParseCache, RecordCache, hash_files
from generator.holdings import Document
from generator.models import PackedReading, PolicyRecord, PolicyStub, Reading, SourceNotes, SourceText
from generator.models.base import Frozen
from generator.models.held_record import HeldRecord, PackedRecord
from generator.normalise import (
    Known,
    apply_corrections,
    find_jurisdiction,
    knows_place,
    normalise,
    outline_of,
    place_chain,
)
from generator.parse import parse
from generator.problems import PolicykbError, Problem
from generator.progress import Progress, silent
from generator.read import find_source, read_source
from generator.read.corpus import POLICIES, check_policy_id
from generator.sending import Sent, received, to_send, vocabulary_told
from generator.store import CORRECTIONS, NOTES, corrections_path, read_corrections, read_notes
from generator.validate import foreign_problem, own_problems
from generator.vocabulary import Vocabulary
from generator.workers import in_order

VOCABULARY = "schema/vocabulary"

SIZE = 16
"""Documents in a portion: the vocabularies are sent along with each, and take as long as one document."""

AHEAD = 6
"""Portions handed to an executor before the first result is taken; more would only wait in memory."""

Item = TypeVar("Item")
_MadeRecord = tuple[PackedRecord, list[Problem]]


def read_documents(
    folders: Sequence[Path],
    vocabulary: Vocabulary,
    progress: Progress = silent,
    cache: ParseCache | None = None,
    executor: Executor | None = None,
) -> tuple[list[Document], list[Problem]]:
    """Read and parse documents.

    Args:
        folders: Their folders.
        vocabulary: The vocabularies.
        progress: Told about the documents.
        cache: Documents that did not change are taken from it, others put into it.
        executor: Works on portions; None works on them here. The result is the same.

    Returns:
        The documents in the order of `folders`, and the problems of those that are unusable.
    """
    documents: list[Document] = []
    problems: list[Problem] = []
    done = 0
    progress("read", 0, len(folders))
    if executor is None:
        for folder in folders:
            _read_folder(folder, vocabulary, cache, documents, problems)
            done += 1
            progress("read", done, len(folders))
        return documents, problems

    # What was parsed before is sooner read here than sent from somewhere else.
    held = {} if cache is None else {folder.name: _held_in(folder, vocabulary, cache) for folder in folders}
    found = {policy_id: document for policy_id, document in held.items() if document is not None}
    left = [folder for folder in folders if folder.name not in found]
    done = len(found)

    told = vocabulary.model_dump_json()

    def work(portion: Sequence[Path]) -> Future[tuple[list[Sent], list[Problem]]]:
        return executor.submit(_read_portion, portion, told, cache)

    # Workers of a cluster share the files, not the folder they stand in.
    for sent, unusable in in_order(work, _cut([folder.absolute() for folder in left]), AHEAD):
        found |= {document.policy_id: document for document in map(received, sent)}
        problems += unusable
        done = min(done + SIZE, len(folders))
        progress("read", done, len(folders))
    return [found[folder.name] for folder in folders if folder.name in found], problems


def make_records(
    documents: Sequence[Document],
    vocabulary: Vocabulary,
    known: Sequence[PolicyStub],
    executor: Executor | None = None,
    cache: RecordCache | None = None,
) -> tuple[list[HeldRecord], list[Problem], dict[str, tuple[Problem, ...]]]:
    """Normalise documents and apply their corrections.

    Args:
        documents: The documents as parsed.
        vocabulary: The vocabularies with the places of all documents.
        known: What is known of each document, so that others can refer to it.
        executor: Works on portions; None works on them here. The result is the same.
        cache: Records that would come out the same are taken from it, others put into it, if they are sound.

    Returns:
        The records in the order of the documents, held packed; why there are none of others; and what is wrong with
        each record in itself.
    """
    answers = Known(known)
    keys = {} if cache is None else _record_keys(cache, documents, vocabulary, answers)
    held = {} if cache is None else {policy_id: _kept(cache, policy_id, key) for policy_id, key in keys.items()}
    found = {policy_id: record for policy_id, record in held.items() if record is not None}
    left = [document for document in documents if document.policy_id not in found]
    problems: list[Problem] = []
    faults: dict[str, tuple[Problem, ...]] = dict.fromkeys(found, ())

    def keep(packed: PackedRecord, wrong: Sequence[Problem]) -> None:
        record = HeldRecord.of(packed)
        found[record.id], faults[record.id] = record, tuple(wrong)
        if cache is not None and not wrong:
            cache.put(record.id, keys[record.id], packed)

    told = vocabulary.model_dump_json()

    def work(portion: Sequence[Document]) -> Future[tuple[list[_MadeRecord], list[Problem]]]:
        assert executor is not None
        needed = [_answering(answers, document) for document in portion]
        return executor.submit(_record_portion, list(map(to_send, portion)), told, needed)

    for portion in in_order(work, _cut(left), AHEAD) if executor is not None else ():
        for packed, wrong in portion[0]:
            keep(packed, wrong)
        problems += portion[1]
    for document in left if executor is None else ():
        made, unfit = _made((document,), vocabulary, (_answering(answers, document),))
        for packed, wrong in made:
            keep(packed, wrong)
        problems += unfit
    return [found[document.policy_id] for document in documents if document.policy_id in found], problems, faults


def _kept(cache: RecordCache, policy_id: str, key: str) -> HeldRecord | None:
    """The record made before; None where there is none, or its entry cannot be read."""
    try:
        packed = cache.get(policy_id, key)
        return HeldRecord.of(packed) if packed is not None else None
    except ValueError:
        return None


def _answering(known: Known, document: Document) -> tuple[PolicyStub, ...]:
    """The documents that the citations of one can mean."""
    return known.answering(document.policy_id, document.outline.asks)


def _record_keys(
    cache: RecordCache, documents: Sequence[Document], vocabulary: Vocabulary, known: Known
) -> dict[str, str]:
    """What each record rests on: the document itself, its notes and corrections, what it may cite, and its place.

    Its place is told by its own words, and by what other documents of the same place tell of its level. A correction
    may name any place.
    """
    every = _hashed(vocabulary.places)
    keys: dict[str, str] = {}
    for document in documents:
        corrections = None if document.folder is None else document.folder / CORRECTIONS
        corrected = corrections is not None and corrections.exists()
        place = find_jurisdiction(document.outline.metadata, document.notes.jurisdiction, vocabulary)
        keys[document.policy_id] = cache.key(
            document.policy_id,
            # The text is what the file's bytes say; told as a text it would be held a second time, as UTF-8.
            f"{document.source.model_dump_json(exclude={'text'})}\n"
            + _hashed((document.notes, place, *_answering(known, document))),
            every if corrected else _hashed(place_chain(place.id, vocabulary)),
            hash_files([corrections]) if corrections is not None and corrected else "",
        )
    return keys


def _hashed(entries: Iterable[Frozen]) -> str:
    total = hashlib.sha256()
    for entry in entries:
        total.update(entry.model_dump_json().encode() + b"\n")
    return total.hexdigest()


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
        cache: See `read_documents`.

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


def _held_in(folder: Path, vocabulary: Vocabulary, cache: ParseCache) -> Document | None:
    """As `_held`; None also if something is wrong with the folder, which whoever reads it will say."""
    try:
        return _held(*_text_of(folder), folder, vocabulary, cache)
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
        vocabulary: See `make_records`.
        known: See `make_records`.

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
        message = f"没有编号为“{notes.jurisdiction}”的地区；请对照 {VOCABULARY}/jurisdictions.yaml 改正，或写地区全称"
        raise PolicykbError(Problem(path=shown, line=0, code="jurisdiction_unknown", message=message))


def _read_folder(
    folder: Path,
    vocabulary: Vocabulary,
    cache: ParseCache | None,
    documents: list[Document],
    problems: list[Problem],
) -> None:
    try:
        documents.append(read_document(*_text_of(folder), folder.name, folder, vocabulary, cache))
    except PolicykbError as error:
        problems.extend(error.problems)


def _text_of(folder: Path) -> tuple[Path, str]:
    """The file of a document's text, and its path as people see it."""
    shown = f"{POLICIES}/{folder.name}"
    check_policy_id(folder.name, shown)
    path = find_source(folder, shown)
    return path, f"{shown}/{path.name}"


def _read_portion(folders: Sequence[Path], told: str, cache: ParseCache | None) -> tuple[list[Sent], list[Problem]]:
    documents, problems = read_documents(folders, vocabulary_told(told), cache=cache)
    return list(map(to_send, documents)), problems


def _record_portion(
    sent: Sequence[Sent], told: str, known: Sequence[Sequence[PolicyStub]]
) -> tuple[list[_MadeRecord], list[Problem]]:
    """Records, each with what is wrong with it in itself; and why there are none of other documents."""
    return _made(map(received, sent), vocabulary_told(told), known)


def _made(
    documents: Iterable[Document], vocabulary: Vocabulary, known: Iterable[Sequence[PolicyStub]]
) -> tuple[list[_MadeRecord], list[Problem]]:
    """Records, each with what is wrong with it in itself; and why there are none of other documents."""
    made: list[_MadeRecord] = []
    problems: list[Problem] = []
    for document, needed in zip(documents, known, strict=True):
        try:
            record = make_record(document, vocabulary, needed)
        except PolicykbError as error:
            problems.extend(error.problems)
        else:
            made.append((PackedRecord.of(record), list(own_problems(record, document.source.text))))
    return made, problems


def _cut(items: Iterable[Item]) -> Iterator[Sequence[Item]]:
    left = iter(items)
    while portion := tuple(islice(left, SIZE)):
        yield portion
