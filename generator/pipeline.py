"""The only place that knows the order: read -> parse -> normalise -> validate -> compare -> render."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator import __version__
from generator.compare import compare
from generator.models import Comparison, PolicyRecord, PolicyStub, Reading, SourceNotes, SourceText
from generator.normalise import apply_corrections, knows_place, normalise, policy_stub, with_domains, with_places
from generator.parse import parse
from generator.problems import PolicykbError, Problem
from generator.read import find_source, read_source
from generator.read.corpus import POLICIES, check_policy_id, policy_folders, source_hash
from generator.read.scores import read_scores
from generator.render import Settings, Site, SiteInput, render
from generator.store import corrections_path, read_corrections, read_notes
from generator.validate import validate
from generator.vocabulary import FILES, Vocabulary, load_vocabulary

VOCABULARY = "schema/vocabulary"
SCORES = "site_src/quality_scores.yaml"

Progress = Callable[[str, int, int], None]
"""Called with the stage's name, how many of its steps are done, and how many there are."""

_LEVELS = ("national", "province", "prefecture", "county", "unknown")


@dataclass(frozen=True)
class Corpus:
    """All documents as read.

    Attributes:
        records: Sorted by level (national first), date and id.
        sources: Policy id -> the text that its record's spans count into.
        problems: What validation found and let pass (no errors among them).
        vocabulary: The vocabularies, with the places and domains that documents add to them.
        source_hash: SHA-256, lower-case hexadecimal, over everything the records were made from.
    """

    records: tuple[PolicyRecord, ...]
    sources: Mapping[str, str]
    problems: tuple[Problem, ...]
    vocabulary: Vocabulary
    source_hash: str


@dataclass(frozen=True)
class _Document:
    """A document between parse and normalise; `folder` is None for a file outside of policies/."""

    policy_id: str
    folder: Path | None
    source: SourceText
    notes: SourceNotes
    reading: Reading


def silent(stage: str, done: int, total: int) -> None:
    """The progress that nobody watches."""


def read_corpus(root: Path, progress: Progress = silent) -> Corpus:
    """Read, parse, normalise and validate every document of a knowledge base.

    Args:
        root: The folder of the knowledge base (policies/, schema/vocabulary/).
        progress: Told about every document.

    Returns:
        The corpus.

    Raises:
        PolicykbError: A vocabulary or a document is unusable, or validation found errors; all problems of
            all documents together, so that one run shows them all.
    """
    vocabulary = load_vocabulary(root / VOCABULARY)
    documents, problems = _read_all(policy_folders(root), vocabulary, progress)
    if problems:
        raise PolicykbError(*problems)
    vocabulary = _with_places(vocabulary, documents)
    known = _stubs(documents, vocabulary)
    records: list[PolicyRecord] = []
    for document in documents:
        try:
            records.append(_record(document, vocabulary, known))
        except PolicykbError as error:
            problems.extend(error.problems)
    if problems:
        raise PolicykbError(*problems)
    records.sort(key=record_order)
    vocabulary = with_domains(vocabulary, records)
    fingerprint = source_hash(root, __version__, (f"{VOCABULARY}/{name}" for name in FILES))
    sources = {document.policy_id: document.source.text for document in documents}
    return _checked(Corpus(tuple(records), sources, (), vocabulary, fingerprint))


def read_file(root: Path, file: Path) -> PolicyRecord:
    """The record of one file, wherever it lies; nothing is written.

    Args:
        root: The folder of the knowledge base, for its vocabularies and the documents it may cite.
        file: The document. Notes and corrections beside a source.* count.

    Returns:
        The record; its id is the name of the folder for source.*, else made from the file's name.

    Raises:
        PolicykbError: A vocabulary or the file is unusable.
    """
    vocabulary = load_vocabulary(root / VOCABULARY)
    folder = file.absolute().parent if file.stem == "source" else None
    policy_id = folder.name if folder else re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-") or "document"
    document = _read(file, str(file), policy_id, folder, vocabulary)
    others, _ = _read_all(policy_folders(root), vocabulary, silent) if (root / POLICIES).is_dir() else ([], [])
    documents = (document, *(other for other in others if other.policy_id != policy_id))
    vocabulary = _with_places(vocabulary, documents)
    return _record(document, vocabulary, _stubs(documents, vocabulary))


def compare_corpus(corpus: Corpus) -> Comparison:
    """Compare all records of a corpus with each other."""
    return compare(corpus.records, corpus.vocabulary)


def render_corpus(root: Path, corpus: Corpus, comparison: Comparison, settings: Settings) -> Site:
    """Render all pages and data files.

    Args:
        root: The folder of the knowledge base, for its scores against readings made by hand.
        corpus: The documents.
        comparison: What comparing them found.
        settings: Choices of the knowledge base.

    Returns:
        Pages as Markdown and data files, all in memory.

    Raises:
        PolicykbError: The file of scores is unusable.
    """
    return render(
        SiteInput(
            records=corpus.records,
            sources=corpus.sources,
            comparison=comparison,
            vocabulary=corpus.vocabulary,
            settings=settings,
            problems=corpus.problems,
            source_hash=corpus.source_hash,
            scores=read_scores(root / SCORES, SCORES),
        )
    )


def build_site_content(root: Path, settings: Settings | None = None) -> Site:
    """Run every stage: from the files of a knowledge base to the pages and data files of its site.

    Args:
        root: The folder of the knowledge base.
        settings: Choices of the knowledge base; the defaults where not given.

    Returns:
        Pages as Markdown and data files, all in memory.

    Raises:
        PolicykbError: Something in the knowledge base is unusable.
    """
    corpus = read_corpus(root)
    return render_corpus(root, corpus, compare_corpus(corpus), settings or Settings())


def record_order(record: PolicyRecord) -> tuple[int, str, str]:
    """The order of records everywhere: level, date, id; undated ones last within their level."""
    issued = record.issued_on.isoformat() if record.issued_on else "9999-12-31"
    return _LEVELS.index(record.jurisdiction.level), issued, record.id


def _read_all(
    folders: Sequence[Path], vocabulary: Vocabulary, progress: Progress
) -> tuple[list[_Document], list[Problem]]:
    documents: list[_Document] = []
    problems: list[Problem] = []
    for done, folder in enumerate(folders):
        progress("read", done, len(folders))
        shown = f"{POLICIES}/{folder.name}"
        try:
            check_policy_id(folder.name, shown)
            path = find_source(folder, shown)
            documents.append(_read(path, f"{shown}/{path.name}", folder.name, folder, vocabulary))
        except PolicykbError as error:
            problems.extend(error.problems)
    progress("read", len(folders), len(folders))
    return documents, problems


def _read(path: Path, shown: str, policy_id: str, folder: Path | None, vocabulary: Vocabulary) -> _Document:
    source = read_source(path, shown)
    notes = read_notes(folder) if folder else SourceNotes()
    if notes.jurisdiction is not None and not knows_place(notes.jurisdiction, vocabulary):
        # A misspelt place would otherwise pass as a document from nowhere.
        message = f"没有编号为“{notes.jurisdiction}”的地区；请对照 {VOCABULARY}/jurisdictions.yaml 改正，或写地区全称"
        shown_notes = f"{POLICIES}/{policy_id}/source.yaml"
        raise PolicykbError(Problem(path=shown_notes, line=0, code="jurisdiction_unknown", message=message))
    return _Document(policy_id, folder, source, notes, parse(source, vocabulary, notes))


def _with_places(vocabulary: Vocabulary, documents: Iterable[_Document]) -> Vocabulary:
    return with_places(vocabulary, ((document.reading, document.notes) for document in documents))


def _stubs(documents: Iterable[_Document], vocabulary: Vocabulary) -> tuple[PolicyStub, ...]:
    return tuple(
        policy_stub(document.reading, document.notes, vocabulary, document.policy_id) for document in documents
    )


def _record(document: _Document, vocabulary: Vocabulary, known: Sequence[PolicyStub]) -> PolicyRecord:
    record = normalise(document.reading, document.source, document.notes, vocabulary, document.policy_id, known)
    if document.folder is None:
        return record
    return apply_corrections(record, read_corrections(document.folder), corrections_path(document.folder))


def _checked(corpus: Corpus) -> Corpus:
    problems = tuple(validate(corpus.records, corpus.vocabulary, corpus.sources))
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise PolicykbError(*errors)
    return replace(corpus, problems=problems)
