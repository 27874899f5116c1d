"""The part of the pipeline that goes document by document: read, parse, normalise; here or by any executor.

An executor (`concurrent.futures.Executor`: threads, processes, or a cluster's) gets portions of documents. What goes
to it and comes back is JSON, which models write and read faster than they are pickled.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

from generator.cache import ParseCache, RecordCache, hash_files
from generator.documents import held_document, make_record, read_document, text_of
from generator.holdings import Document
from generator.models import PolicyRecord, PolicyStub
from generator.models.base import Frozen
from generator.models.held_record import HeldRecord, PackedRecord
from generator.normalise import Known, find_jurisdiction, place_chain
from generator.problems import PolicykbError, Problem
from generator.progress import Progress, silent
from generator.read.corpus import POLICIES
from generator.sending import Sent, received, to_send
from generator.store import CORRECTIONS, RECORD, write_record
from generator.validate import own_problems
from generator.vocabulary import Vocabulary
from generator.workers import in_order, vocabulary_told

SIZE = 16
"""Documents in a portion: the vocabularies are sent along with each, and take as long as one document."""

FEW = 2
"""Documents that are sooner done here than by a worker, who has to make the vocabularies out of what it is told."""

AHEAD = 6
"""Portions handed to an executor before the first result is taken; more would only wait in memory."""

Item = TypeVar("Item")
_MadeRecord = tuple[PackedRecord, list[Problem]]
_Outcome = tuple[list[_MadeRecord], list[Problem]]
"""Records, each with what is wrong with it in itself; and why there are none of other documents."""


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
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done = min(done + more, len(folders))
        progress("read", done, len(folders))

    count(0)
    if executor is None:
        return _read_here(folders, vocabulary, cache, count)
    # What was parsed before is sooner read here than sent from somewhere else.
    held = {} if cache is None else {folder.name: held_document(folder, vocabulary, cache) for folder in folders}
    found = {policy_id: document for policy_id, document in held.items() if document is not None}
    left = [folder for folder in folders if folder.name not in found]
    count(len(found))
    if len(left) <= FEW:
        parsed, problems = _read_here(left, vocabulary, cache, count)
    else:
        parsed, problems = _read_by(executor, left, vocabulary, cache, count)
    found |= {document.policy_id: document for document in parsed}
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
        record = HeldRecord.of(packed if cache is None else cache.laid(packed))
        found[record.id], faults[record.id] = record, tuple(wrong)
        if cache is not None and not wrong:
            cache.put(record.id, keys[record.id], packed)

    for made, unfit in _outcomes(left, vocabulary, answers, executor):
        for packed, wrong in made:
            keep(packed, wrong)
        problems += unfit
    return [found[document.policy_id] for document in documents if document.policy_id in found], problems, faults


def written(
    records: Sequence[PolicyRecord], root: Path, cache: RecordCache, executor: Executor | None = None
) -> Iterable[str]:
    """Write the record.yaml of documents, and note that it was done.

    Args:
        records: Their records.
        root: The folder of the knowledge base, from the top: workers need not stand where this process does.
        cache: Where it is noted.
        executor: Works on portions; None works on them here.

    Returns:
        The ids of those whose files changed, in the order of the records.

    Raises:
        PolicykbError: A file cannot be written (target_unwritable).
    """
    if executor is None or len(records) <= FEW:
        return _write_portion(records, root, cache)
    done = in_order(lambda portion: executor.submit(_write_portion, portion, root, cache), _cut(records), AHEAD)
    return chain.from_iterable(done)


def _write_portion(records: Sequence[PolicyRecord], root: Path, cache: RecordCache) -> list[str]:
    changed = []
    for record in records:
        folder = root / POLICIES / record.id
        if write_record(folder, record):
            changed.append(record.id)
        cache.note_written(record, folder / RECORD)
    return changed


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


def _read_here(
    folders: Sequence[Path], vocabulary: Vocabulary, cache: ParseCache | None, count: Callable[[int], None]
) -> tuple[list[Document], list[Problem]]:
    documents: list[Document] = []
    problems: list[Problem] = []
    for folder in folders:
        try:
            documents.append(read_document(*text_of(folder), folder.name, folder, vocabulary, cache))
        except PolicykbError as error:
            problems.extend(error.problems)
        count(1)
    return documents, problems


def _read_by(
    executor: Executor,
    folders: Sequence[Path],
    vocabulary: Vocabulary,
    cache: ParseCache | None,
    count: Callable[[int], None],
) -> tuple[list[Document], list[Problem]]:
    documents: list[Document] = []
    problems: list[Problem] = []
    told = functools.cache(vocabulary.model_dump_json)

    def work(portion: Sequence[Path]) -> Future[tuple[list[Sent], list[Problem]]]:
        return executor.submit(_read_portion, portion, told(), cache)

    # Workers of a cluster share the files, not the folder they stand in.
    for sent, unusable in in_order(work, _cut([folder.absolute() for folder in folders]), AHEAD):
        documents += map(received, sent)
        problems += unusable
        count(SIZE)
    return documents, problems


def _read_portion(folders: Sequence[Path], told: str, cache: ParseCache | None) -> tuple[list[Sent], list[Problem]]:
    documents, problems = read_documents(folders, vocabulary_told(told), cache=cache)
    return list(map(to_send, documents)), problems


def _outcomes(
    documents: Sequence[Document], vocabulary: Vocabulary, known: Known, executor: Executor | None
) -> Iterable[_Outcome]:
    """What becomes of documents, some at a time, in their order."""

    def needed(portion: Sequence[Document]) -> list[tuple[PolicyStub, ...]]:
        return [_answering(known, document) for document in portion]

    if executor is None or len(documents) <= FEW:
        return (_made((document,), vocabulary, needed((document,))) for document in documents)
    told = functools.cache(vocabulary.model_dump_json)

    def work(portion: Sequence[Document]) -> Future[_Outcome]:
        return executor.submit(_record_portion, list(map(to_send, portion)), told(), needed(portion))

    return in_order(work, _cut(documents), AHEAD)


def _record_portion(sent: Sequence[Sent], told: str, known: Sequence[Sequence[PolicyStub]]) -> _Outcome:
    return _made(map(received, sent), vocabulary_told(told), known)


def _made(documents: Iterable[Document], vocabulary: Vocabulary, known: Iterable[Sequence[PolicyStub]]) -> _Outcome:
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
